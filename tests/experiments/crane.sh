#!/usr/bin/env bash
# Trains on three glaciers of CaFFe and measures on the fourth, which no part of the training sees.
#
# crane.sh CAFFE_FOLDER RESULTS [key=value ...]
#   CAFFE_FOLDER   sar/ (or sar_images/), zones/, fronts/, manifest.csv
#   key=value      settings of calvingtrain that replace those below (see plugin/help/calvingtrain.md), e.g. minutes=60 device=cpu
# QGIS_PROCESS, CALVINGTRAIN: the programs (default: plugin/qgis_process, and that of build/dev: plugin/build packagefolder calvingtrain).
set -eu
folder=$(realpath "$1")
results=$(realpath -m "$2")
source=$(dirname "$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")")
calvingtrain=${CALVINGTRAIN:-$source/build/dev/model/train/calvingtrain/calvingtrain}
mkdir -p "$results"

. "$source/tests/experiments/packing.sh"
. "$source/tests/experiments/withoutglacier.sh"
without=$results/without-crane
without_glacier "$folder" Crane "$without"

pack_scenes "$folder" "$results/all.safetensors"
pack_scenes "$without" "$results/without-crane.safetensors"
"$calvingtrain" train data="$results/without-crane.safetensors" recipe=published validation_share=0.1 seed=1 size=small crop_side=256 batch=32 \
  samples=4096 epochs=0 minutes=6.6 validate_every=4 optimiser=adamw learning_rate=0.001 weight_decay=0.05 schedule=cosine warm_up=100 \
  longest_gradient=1 averaging=0.999 rezoom=0.65 brightness=0.5 brightness_min=0.5 brightness_max=1.5 gamma=0.5 gamma_min=0.6 \
  gamma_max=1.6 speckle=0.4 model="$results/model.safetensors" log="$results/log.csv" "${@:3}"
echo "== Crane, all scenes"
"$calvingtrain" evaluate data="$results/all.safetensors" model="$results/model.safetensors" holdout=Crane crop_side=256
