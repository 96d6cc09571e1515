#!/usr/bin/env bash
# Does the optical path learn from real pairs? Pre-trains on one of two sites with matching Sentinel-1 and Sentinel-2
# images and measures on the other, against predicting the mean of each band there.
#
# realpairs.sh FOLDER RESULTS [key=value ...]
#   FOLDER      S1RTC/NAME.tif (VV, VH in dB) and S2L2A/NAME.tif (12 bands), each site a NAME
#   key=value   settings of calvingtrain that replace those below
# CALVINGTRAIN, QGIS_PROCESS: the programs (default: that of build/dev, and plugin/qgis_process).
set -eu
folder=$(realpath "$1")
results=$(realpath -m "$2")
source=$(dirname "$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")")
. "$source/tests/experiments/packing.sh"
calvingtrain=${CALVINGTRAIN:-$source/build/dev/model/train/calvingtrain/calvingtrain}
mkdir -p "$results/pairs/sar_images" "$results/pairs/optical"

sites=()
for sar in "$folder"/S1RTC/*.tif; do
  name=$(basename "$sar" .tif)
  site=Site${#sites[@]}
  sites+=("$site")
  # VV from -25 to 0 dB, as 8 bits.
  gdal_translate -q -b 1 -ot Byte -scale -25 0 0 255 "$sar" "$results/pairs/sar_images/${site}_2020-01-11_S1_10_1_001.tif"
  gdal_translate -q "$folder/S2L2A/$name.tif" "$results/pairs/optical/${site}_2020-01-11_S2.tif"
done
pack_pairs "$results/pairs" "$results/pairs.safetensors"
# What a network would score that had only learned the mean of each band at the other site.
/usr/bin/python3 - "$results/pairs/optical" << 'END'
import glob, sys
import numpy as np
from osgeo import gdal
bands = 14  # those that a file lacks are 0 for the network, too
images = [gdal.Open(path).ReadAsArray().astype(float) for path in sorted(glob.glob(sys.argv[1] + '/*.tif'))]
images = [image.reshape(len(image), -1) / image.reshape(len(image), -1).max(1, keepdims=True) for image in images]
for held, image in enumerate(images):
    others = np.mean([other.mean(1) for i, other in enumerate(images) if i != held], axis=0)
    loss = abs(image - others[:, None]).mean() * len(image) / bands
    print(f'held out Site{held}: loss of the means of the other site {loss:.3f}')
END
for method in opttranslator optsimmim; do
  for site in "${sites[@]}"; do
    "$calvingtrain" pretrain data="$results/pairs.safetensors" holdout="$site" method="$method" size=tiny crop_side=64 batch=16 \
      accumulate=1 samples=320 epochs=12 threads=1 loader_threads=1 optimiser=adamw learning_rate=0.001 weight_decay=0.05 schedule=cosine warm_up=20 longest_gradient=1 mirror=0 \
      validation_samples=32 log="$results/$method-$site.csv" report="$results/$method-$site.html" "${@:3}" \
      > "$results/$method-$site.txt"
    echo "$method, held out $site: loss $(sed -n 's/^validation loss: //p' "$results/$method-$site.txt"), of the bands' means $(sed -n "s/^loss of the bands' means: //p" "$results/$method-$site.txt")"
  done
done
