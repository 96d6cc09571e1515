#!/usr/bin/env bash
# From images to a rate of retreat whose truth is known: simulates dates of a glacier that calves once, extracts the
# fronts of all dates with three of the true labels, measures their change, and holds it against the truth.
#
# simulatedchange.sh RESULTS [PARAMETER=VALUE of simulatescene...]
set -eu
source=$(dirname "$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")")
mkdir -p "$1"
cd "$1"
shift
run() { # ALGORITHM PARAMETER=VALUE...
  "$source/plugin/qgis_process" --json run "calvingfront:$1" -- "${@:2}"
}
rm -rf simulated labels
run simulatescene SEED=3 WIDTH=160 HEIGHT=160 PIXEL_SIZE=80 RATE=150 SEASONAL=150 DATE=2020-02-01 DATES=36 INTERVAL=40 \
  EVENT_DATE=2022-02-10 EVENT_SIZE=600 LOOKS=60 SCENE=unused.tif FRONTS=truth.gpkg MOTION=motion.csv \
  TRAINING_FOLDER=simulated "$@" > simulated.json
mkdir labels
zones=(simulated/zones/*.tif)
for zone in "${zones[0]}" "${zones[${#zones[@]} / 2]}" "${zones[-1]}"; do
  cp "$zone" labels
done
run extractseries INPUTS=simulated/sar_images LABELS=labels FRONTS=fronts.gpkg > extracted.json
# The longest front of each date: at the edge of the scene other fjords may show a bit of theirs.
for name in truth fronts; do
  rm -f "longest_$name.gpkg"
  ogr2ogr -nln fronts -sql "SELECT *, max(length_m) AS longest FROM \"$(ogrinfo -q "$name.gpkg" | sed -E 's/^[0-9]+: ([^ ]+).*/\1/')\" GROUP BY date" \
    -dialect SQLITE "longest_$name.gpkg" "$name.gpkg"
  run frontchange INPUT="longest_$name.gpkg" OCEAN= OUTPUT="change_$name.csv" REPORT="change_$name.html" > "change_$name.json"
done
exec /usr/bin/python3 - << 'PY'
import json
import re
import html

def figures(name):
    page = html.unescape(re.sub('<[^>]+>', '\n', open(f'change_{name}.html').read()))
    lines = [line.strip() for line in page.splitlines() if line.strip()]
    return [(line, lines[i + 1]) for i, line in enumerate(lines)
            if line.startswith(('Trend', 'Seasonal', 'Farthest', 'Calving event', 'Scatter', 'Fronts')) and i + 1 < len(lines)
            and re.match(r'[-0-9]', lines[i + 1])]

for name in 'truth', 'fronts':
    print({'truth': 'true fronts:', 'fronts': 'extracted fronts:'}[name])
    for what, value in figures(name):
        print(f'  {what}: {value}')
PY
