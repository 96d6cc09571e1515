#!/usr/bin/env bash
# What K labels of a glacier are worth with extractseries, beside copying the label nearest in time.
#
# fewlabels.sh CAFFE_FOLDER RESULTS GLACIER [TEXTURE]
#   CAFFE_FOLDER   sar/, zones/, fronts/, manifest.csv, scenes of 256 x 256 pixels
#   TEXTURE        weights of a texture classifier (traintexture) that has not seen GLACIER; default: those in the box
# LABELS: numbers of labels (default "1 3 10"); DRAWS: draws of them (default 5). Draw N is Python's
# random.Random(N).sample of the scenes in the order of their dates.
#
# Rule: symmetric distances between front pixels in metres, pooled over all scenes but the labels; fronts are drawn
# onto the scenes' grid. Skill: of the area of ocean within 6 km of the labelled fronts, 1 - SSE / SSE of copying.
# Needs python3-numpy, python3-scipy and python3-gdal.
set -eu
source=$(dirname "$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")")
caffe=$(realpath "$1")
results=$(realpath -m "$2")
mkdir -p "$results/build"
# A copy of the plugin, so that its weights can be others.
rm -rf "$results/build/package"
cp -r "${CALVINGFRONT_BUILD:-$source/build/dev}/package" "$results/build/package"
[ $# -lt 4 ] || cp "$4" "$results/build/package/calvingfront/weights/texture.safetensors"
CALVINGFRONT_BUILD=$results/build exec /usr/bin/python3 -W ignore - "$caffe" "$results" "$3" "$source/plugin/qgis_process" << 'END'
import csv, datetime, os, random, shutil, subprocess, sys
import numpy as np
from osgeo import gdal, ogr
from scipy import ndimage
gdal.UseExceptions()
gdal.SetConfigOption('CPL_LOG', '/dev/null')  # pictures have no system, and each warns of it
caffe, results, glacier, qgis_process = sys.argv[1:]

def read(path):
    return gdal.Open(path).ReadAsArray()

scenes = [row for row in csv.DictReader(open(f'{caffe}/manifest.csv')) if row['glacier'] == glacier]
for scene in scenes:
    scene['front'] = read(f"{caffe}/fronts/{scene['stem']}_front.png") > 0
    scene['zones'] = read(f"{caffe}/zones/{scene['stem']}_zones.png")
    scene['day'] = datetime.date.fromisoformat(scene['date']).toordinal()
    scene['side'] = float(scene['eff_px_y_m']), float(scene['eff_px_x_m'])
scenes.sort(key=lambda scene: (scene['day'], scene['stem']))
pixel = np.sqrt(np.prod(scenes[0]['side']))
os.makedirs(f'{results}/{glacier}/sar', exist_ok=True)
for scene in scenes:
    link = f"{results}/{glacier}/sar/{scene['stem']}.png"
    if not os.path.exists(link):
        os.symlink(f"{caffe}/sar/{scene['stem']}.png", link)

def score(pairs):
    pooled, missing = [], 0
    for scene, front in pairs:
        if not front.any():
            missing += 1
            continue
        pooled.append(ndimage.distance_transform_edt(~scene['front'], sampling=scene['side'])[front])
        pooled.append(ndimage.distance_transform_edt(~front, sampling=scene['side'])[scene['front']])
    pooled = np.concatenate(pooled)
    return pooled.mean(), np.median(pooled), missing

def drawn(fronts):
    """The fronts of each scene as pixels."""
    shapes = {}
    file = ogr.Open(fronts)  # features go with it
    for feature in file.GetLayer(0):
        shapes.setdefault(feature['image_id'], []).append(feature.GetGeometryRef().Clone())
    masks = {}
    for scene in scenes:
        target = gdal.GetDriverByName('MEM').Create('', 256, 256)
        target.SetGeoTransform((0, 1, 0, 0, 0, -1))
        source = ogr.GetDriverByName('Memory').CreateDataSource('')
        layer = source.CreateLayer('fronts')
        for shape in shapes.get(scene['stem'], []):
            shape.FlattenTo2D()
            feature = ogr.Feature(layer.GetLayerDefn())
            feature.SetGeometry(shape)
            layer.CreateFeature(feature)
        gdal.RasterizeLayer(target, [1], layer, burn_values=[1])
        masks[scene['stem']] = target.ReadAsArray() > 0
    return masks

def skill(out, labels, rest, nearest):
    near = np.min([ndimage.distance_transform_edt(~s['front'], sampling=s['side']) for s in labels], 0) < 6000
    near &= np.any([s['zones'] >= 3 for s in labels], 0)
    estimated = copied = 0
    for scene in rest:
        seen = near & (scene['zones'] >= 3)
        truth = (scene['zones'] == 4)[seen].sum()
        estimated += (float((read(f"{out}/zones/{scene['stem']}_zones.tif") == 3)[seen].sum()) - truth) ** 2
        copied += (float((nearest(scene)['zones'] == 4)[seen].sum()) - truth) ** 2
    return 1 - estimated / copied

for count in map(int, os.environ.get('LABELS', '1 3 10').split()):
    totals = []
    for draw in range(int(os.environ.get('DRAWS', '5'))):
        labels = random.Random(draw).sample(scenes, count)
        rest = [scene for scene in scenes if scene not in labels]
        nearest = lambda scene: min(labels, key=lambda label: abs(label['day'] - scene['day']))
        out = f'{results}/{glacier}/{count}-{draw}'
        shutil.rmtree(out, ignore_errors=True)
        os.makedirs(out + '/labels')
        for scene in labels:
            shutil.copy(f"{caffe}/zones/{scene['stem']}_zones.png", out + '/labels')
            shutil.copy(f"{caffe}/fronts/{scene['stem']}_front.png", out + '/labels')
        run = subprocess.run([qgis_process, 'run', 'calvingfront:extractseries', '--', f'INPUTS={results}/{glacier}/sar',
                              f'LABELS={out}/labels', f'PIXEL_SIZE={pixel}', f'EVIDENCE={results}/{glacier}/evidence',
                              f'FRONTS={out}/fronts.gpkg', f'ZONES_FOLDER={out}/zones'], capture_output=True, text=True)
        open(out + '/log.txt', 'w').write(run.stdout + run.stderr)
        if run.returncode != 0:
            sys.exit(f'extractseries failed: see {out}/log.txt')
        fronts = drawn(out + '/fronts.gpkg')
        found = score([(scene, fronts[scene['stem']]) for scene in rest])
        copied = score([(scene, nearest(scene)['front']) for scene in rest])
        totals.append((found[0], copied[0], skill(out, labels, rest, nearest)))
        print('%s, %d label(s), draw %d: mean %.0f m (copied %.0f m), median %.0f m (%.0f m), without a front %d, skill %.2f'
              % (glacier, count, draw, found[0], copied[0], found[1], copied[1], found[2], totals[-1][2]), flush=True)
    found, copied, skills = map(np.array, zip(*totals))
    print('%s, %d label(s): mean %.0f m, copied %.0f m, ratio %.2f (worst draw %.2f), skill %.2f (worst %.2f)'
          % (glacier, count, found.mean(), copied.mean(), found.mean() / copied.mean(), (found / copied).max(), skills.mean(), skills.min()))
END
