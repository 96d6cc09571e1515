#!/usr/bin/env bash
# Does pre-training help? Labels of 5, 20 and 100 % of three glaciers of CaFFe, measured on the fourth, after no
# pre-training, SimMIM on the unlabelled scenes, and OptSimMIM and OptTranslator on simulated pairs.
#
# pretraining.sh CAFFE_FOLDER RESULTS    runs what RESULTS/results.csv has no line for; may be stopped and started
# pretraining.sh table RESULTS           prints the table of what is there
#
# CAFFE_FOLDER: sar/ (or sar_images/), zones/, fronts/, manifest.csv
# CALVINGTRAIN, QGIS_PROCESS: the programs (default: that of build/dev, and plugin/qgis_process: plugin/build packagefolder calvingtrain).
# A method with “-encoder” behind it hands only the encoder on, not the decoder.
# PIXELS: scenes are resampled to so many pixels a side (default: 128). SEEDS ("1 2 3"), SHARES ("0.05 1 0.2"), METHODS,
# COMMON, PRETRAIN, FINETUNE: see below. Two runs with other METHODS may share RESULTS once it is prepared.
set -eu
source=$(dirname "$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")")
. "$source/tests/experiments/packing.sh"
. "$source/tests/experiments/withoutglacier.sh"
calvingtrain=${CALVINGTRAIN:-$source/build/dev/model/train/calvingtrain/calvingtrain}
seeds=${SEEDS:-1 2 3}
shares=${SHARES:-0.05 1 0.2}
methods=${METHODS:-none simmim optsimmim opttranslator}
pixels=${PIXELS:-128}
common="${COMMON:-crop_side=64 batch=16 threads=1 loader_threads=1} size=tiny optimiser=adamw weight_decay=0.05 schedule=cosine
  warm_up=20 longest_gradient=1"
pretrain=${PRETRAIN:-epochs=20 samples=1024 accumulate=1 learning_rate=0.001 validation_samples=64}
finetune=${FINETUNE:-recipe=published epochs=6 samples=1024 learning_rate=0.001 validation_share=0 averaging=0.98 rezoom=0.65 brightness=0.5 brightness_min=0.5 brightness_max=1.5 gamma=0.5 gamma_min=0.6 gamma_max=1.6 speckle=0.4}

# figure NAME FILE: the last number that the program printed under this name.
figure() { sed -n "s/^$1: //p" "$2" | tail -1; }

# resampled FOLDER TARGET: the scenes of FOLDER with so many pixels a side; fronts then follow from the zones.
resampled() {
  mkdir -p "$2/sar" "$2/zones"
  /usr/bin/python3 - "$1" "$2" "$pixels" << 'END'
import csv, glob, os, sys
from osgeo import gdal
source, target, pixels = sys.argv[1], sys.argv[2], int(sys.argv[3])
for folder, method in (('sar', 'average'), ('zones', 'mode')):
    for path in glob.glob(f'{source}/{folder}*/*.png'):
        name = os.path.splitext(os.path.basename(path))[0]
        gdal.Translate(f'{target}/{folder}/{name}.tif', path, width=pixels, height=pixels, resampleAlg=method)
rows = list(csv.DictReader(open(f'{source}/manifest.csv')))
with open(f'{target}/manifest.csv', 'w', newline='') as file:
    table = csv.DictWriter(file, rows[0].keys(), lineterminator='\n')
    table.writeheader()
    for row in rows:
        for side in ('eff_px_x_m', 'eff_px_y_m'):
            row[side] = float(row[side]) * 256 / pixels
        table.writerow(row)
END
}

prepare() {
  local caffe=$results/scenes
  [ -f "$caffe/manifest.csv" ] || resampled "$1" "$caffe"
  mkdir -p "$results"
  [ -f "$results/results.csv" ] || {
    echo "method,share,seed,mean_distance_error_m,median_distance_m,iou,scenes_without_front,seconds" > "$results/results.csv"
    echo "method,seed,loss,loss_of_means,seconds" > "$results/pretraining.csv"
  }
  [ -f "$results/all.safetensors" ] || pack_scenes "$caffe" "$results/all.safetensors"
  [ -d "$results/without-crane" ] || without_glacier "$caffe" Crane "$results/without-crane"
  [ -f "$results/labelled.safetensors" ] || pack_scenes "$results/without-crane" "$results/labelled.safetensors"
  [ -f "$results/sar.safetensors" ] || pack_pairs "$results/without-crane" "$results/sar.safetensors"
  [ -f "$results/simulated.safetensors" ] || {
    "$qgis_process" run calvingfront:simulatescene -- SCENE="$results/first.tif" \
      TRAINING_FOLDER="$results/simulated" SEED=7 GLACIERS=40 DATES=4 DATE=2020-03-15 INTERVAL=91 WIDTH="$pixels" \
      HEIGHT="$pixels" PIXEL_SIZE="$((18000 / pixels))" BOTH_PASSES=true
    pack_pairs "$results/simulated" "$results/simulated.safetensors"
  }
}

# Ends here where the training that printed FILE was cancelled: it delivers its best network all the same.
require_finished() { # FILE MODEL
  grep -q "^Cancelled" "$1" || return 0
  rm -f "$2"
  exit 1
}

# pretrained METHOD SEED: trains the network unless it is there.
pretrained() {
  local data=simulated split="" model=$results/$1-$2.safetensors begin=$SECONDS
  [ "$1" != none ] && [ ! -f "$model" ] || return 0
  [ "$1" = simmim ] && { data=sar split="holdout=Jorum"; }
  "$calvingtrain" pretrain data="$results/$data.safetensors" method="$1" seed="$2" $common $pretrain $split \
    model="$model" log="$results/$1-$2.csv" > "$results/$1-$2.txt"
  require_finished "$results/$1-$2.txt" "$model"
  echo "$1,$2,$(figure 'validation loss' "$results/$1-$2.txt"),$(figure 'loss of the [^:]*mean[^:]*' "$results/$1-$2.txt"),$((SECONDS - begin))" \
    >> "$results/pretraining.csv"
}

# finetuned METHOD SHARE SEED: one line of results.csv.
finetuned() {
  local run=$results/$1-$2-$3 pretraining=${1%-encoder} start="" begin=$SECONDS
  grep -q "^$1,$2,$3," "$results/results.csv" && return 0
  pretrained "$pretraining" "$3"
  [ "$pretraining" = none ] || start="start=$results/$pretraining-$3.safetensors"
  [ "$pretraining" = "$1" ] || start="$start transfer=encoder"
  "$calvingtrain" train data="$results/labelled.safetensors" seed="$3" training_share="$2" $common $finetune $start \
    model="$run.safetensors" > "$run.txt"
  require_finished "$run.txt" "$run.safetensors"
  "$calvingtrain" evaluate data="$results/all.safetensors" model="$run.safetensors" holdout=Crane crop_side="$pixels" > "$run.crane.txt"
  echo "$1,$2,$3,$(figure 'mean distance error (m)' "$run.crane.txt"),$(figure 'median distance (m)' "$run.crane.txt"),$(figure IoU "$run.crane.txt"),$(figure 'scenes without front' "$run.crane.txt"),$((SECONDS - begin))" \
    >> "$results/results.csv"
  rm "$run.safetensors"
}

# Median and range over the seeds of each method and share.
table() {
  echo "| labels | pre-training | seeds | mean distance error (m) | median over points (m) | IoU | scenes without a front |"
  echo "| --- | --- | --- | --- | --- | --- | --- |"
  tail -n +2 "$results/results.csv" | awk -F, '
    function sorted(list, n, text,   i, j, t, v) {
      n = split(text, v, " ")
      for (i = 2; i <= n; i++) { t = v[i]; for (j = i - 1; j > 0 && v[j] + 0 > t + 0; j--) v[j + 1] = v[j]; v[j + 1] = t }
      for (i = 1; i <= n; i++) list[i] = v[i]
      return n
    }
    function cell(text, form,   list, n, middle) {
      n = sorted(list, 0, text)
      middle = n % 2 ? list[(n + 1) / 2] : (list[n / 2] + list[n / 2 + 1]) / 2
      return sprintf(form " (" form " to " form ")", middle, list[1], list[n])
    }
    { key = $2 FS $1; n[key]++; for (i = 4; i <= 7; i++) if ($i != "nan" && $i != "-nan") values[key, i] = values[key, i] " " $i }
    END {
      count = split("0.05 0.2 1", shares, " "); methods = split("none simmim simmim-encoder optsimmim optsimmim-encoder opttranslator opttranslator-encoder", names, " ")
      for (s = 1; s <= count; s++) for (m = 1; m <= methods; m++) {
        key = shares[s] FS names[m]
        if (n[key]) printf "| %g %% | %s | %d | %s | %s | %s | %s |\n", 100 * shares[s], names[m], n[key],
          cell(values[key, 4], "%.0f"), cell(values[key, 5], "%.0f"), cell(values[key, 6], "%.3f"), cell(values[key, 7], "%.0f")
      }
    }'
}

if [ "$1" = table ]; then
  results=$(realpath "$2")
  table
  exit 0
fi
results=$(realpath -m "$2")
export OMP_WAIT_POLICY=${OMP_WAIT_POLICY:-PASSIVE}
prepare "$(realpath "$1")"
# All methods and shares with the first seed, then with the next: a table that is not complete is still balanced.
for seed in $seeds; do
  for share in $shares; do
    for method in $methods; do finetuned "$method" "$share" "$seed"; done
  done
done
table
