#!/usr/bin/python3
"""How far fronts of a series with labels may lie off: learns it on glaciers with known fronts, and holds it against another.

fronterror.py CAFFE_FOLDER RESULTS HELD_OUT PICTURE GLACIER... [WEIGHTS]
  RESULTS    what fewlabels.sh wrote, for GLACIER... and HELD_OUT, each with a texture classifier that has not seen it
  HELD_OUT   the glacier that nothing is learnt from: shares of its fronts within the stated metres
  PICTURE    PNG: stated against found shares, of HELD_OUT and of each GLACIER by a calibration on the others
  WEIGHTS    a texture classifier's file (.safetensors), which gets the calibration as “front_error” in its metadata

The signs of a front's error and the formula are those of model/series/estimate/fronterror.h; here they are taken from the outputs of
fewlabels.sh. Errors are mean symmetric distances of front pixels (the rule of fewlabels.sh), at least 10 m. Each glacier and
each number of labels counts alike. Needs python3-numpy, python3-scipy, python3-gdal and python3-matplotlib.
"""

import csv
import datetime
import json
import os
import random
import re
import struct
import sys

import matplotlib
import numpy as np
from osgeo import gdal, ogr
from scipy import ndimage

matplotlib.use("Agg")
from matplotlib import pyplot  # noqa: E402

gdal.UseExceptions()
gdal.SetConfigOption("CPL_LOG", "/dev/null")  # pictures have no system, and each warns of it

GLACIER_CODE, OCEAN_CODE = 3, 4  # of CaFFe's zones here; those that Calving Front writes are one less
LEAST_ERROR = 10


def read(path):
    return gdal.Open(path).ReadAsArray()


def scenesOf(caffe, glacier):
    scenes = [row for row in csv.DictReader(open(f"{caffe}/manifest.csv")) if row["glacier"] == glacier]
    for scene in scenes:
        scene["front"] = read(f"{caffe}/fronts/{scene['stem']}_front.png") > 0
        scene["zones"] = read(f"{caffe}/zones/{scene['stem']}_zones.png")
        scene["day"] = datetime.date.fromisoformat(scene["date"]).toordinal()
        scene["side"] = float(scene["eff_px_y_m"]), float(scene["eff_px_x_m"])
        scene["far"] = ndimage.distance_transform_edt(~scene["front"], sampling=scene["side"])
    return sorted(scenes, key=lambda scene: (scene["day"], scene["stem"]))


def drawnFronts(path, scenes):
    """The fronts of each scene as pixels, and what the layer says of their error, if it does."""
    shapes, stated = {}, {}
    file = ogr.Open(path)
    for feature in file.GetLayer(0):
        shapes.setdefault(feature["image_id"], []).append(feature.GetGeometryRef().Clone())
        if file.GetLayer(0).GetLayerDefn().GetFieldIndex("error_m") >= 0:
            stated[feature["image_id"]] = feature["error_m"]
    masks = {}
    for scene in scenes:
        target = gdal.GetDriverByName("MEM").Create("", 256, 256)
        target.SetGeoTransform((0, 1, 0, 0, 0, -1))
        source = ogr.GetDriverByName("Memory").CreateDataSource("")
        layer = source.CreateLayer("fronts")
        for shape in shapes.get(scene["stem"], []):
            shape.FlattenTo2D()
            feature = ogr.Feature(layer.GetLayerDefn())
            feature.SetGeometry(shape)
            layer.CreateFeature(feature)
        gdal.RasterizeLayer(target, [1], layer, burn_values=[1])
        masks[scene["stem"]] = target.ReadAsArray() > 0
    return masks, stated


def metresOfFront(scene):
    """The length of a scene's front: pixels of a slanting line are some 1.1 of their size apart."""
    return max(1, scene["front"].sum()) * 1.1 * np.prod(scene["side"]) ** 0.5


def areaOver(changed, scene):
    return changed.sum() * np.prod(scene["side"]) / metresOfFront(scene)


def rowsOf(caffe, results, glacier):
    scenes = scenesOf(caffe, glacier)
    rows = []
    for count in (1, 3, 10):
        for draw in range(5):
            out = f"{results}/{glacier}/{count}-{draw}"
            if not os.path.exists(out + "/fronts.gpkg"):
                continue
            labels = random.Random(draw).sample(scenes, count)
            said = re.search(r"front is found within (\d+) m in the mean", open(out + "/log.txt").read())
            leftOut = float(said[1]) if said else None
            masks, stated = drawnFronts(out + "/fronts.gpkg", scenes)
            for scene in scenes:
                found = masks[scene["stem"]]
                if scene in labels or not found.any():
                    continue
                far = ndimage.distance_transform_edt(~found, sampling=scene["side"])
                error = np.concatenate([scene["far"][found], far[scene["front"]]]).mean()
                nearest = min(labels, key=lambda label: abs(label["day"] - scene["day"]))
                before = [label for label in labels if label["day"] <= scene["day"]]
                after = [label for label in labels if label["day"] > scene["day"]]
                between = None
                if before and after:
                    a = max(before, key=lambda label: label["day"])
                    b = min(after, key=lambda label: label["day"])
                    ice = (a["zones"] >= GLACIER_CODE) & (b["zones"] >= GLACIER_CODE)
                    between = areaOver(ice & ((a["zones"] == OCEAN_CODE) != (b["zones"] == OCEAN_CODE)), nearest)
                zones = read(f"{out}/zones/{scene['stem']}_zones.tif")
                ice = (zones >= GLACIER_CODE - 1) & (nearest["zones"] >= GLACIER_CODE)
                moved = areaOver(ice & ((zones == OCEAN_CODE - 1) != (nearest["zones"] == OCEAN_CODE)), nearest)
                copied = ndimage.distance_transform_edt(~nearest["front"], sampling=scene["side"])
                copied = np.concatenate([scene["far"][nearest["front"]], copied[scene["front"]]]).mean()
                rows.append(
                    {
                        "glacier": glacier, "labels": count, "draw": draw, "stem": scene["stem"], "error": error, "copied": copied,
                        "days": abs(nearest["day"] - scene["day"]), "moved": moved, "between": between, "left_out": leftOut,
                        "stated": stated.get(scene["stem"]),
                    }
                )
    if not rows:
        sys.exit(f"{results} holds no fronts of {glacier}: run fewlabels.sh for it first.")
    return rows


NAMES = ["constant", "wander", "moved", "between", "one_sided", "left_out", "checked"]


def signsOf(row):
    wander = 80 + 400 * (row["days"] / 365.25) ** 0.6
    return [
        1,
        np.log(wander / 300),
        np.log1p(row["moved"] / 100),
        np.log1p(row["between"] / 100) if row["between"] is not None else 0,
        float(row["between"] is None),
        np.log(max(row["left_out"], 30) / 300) if row["left_out"] is not None else 0,
        float(row["left_out"] is not None),
    ]


def weightsOf(rows):
    """Each glacier and number of labels counts alike."""
    sizes = {}
    for row in rows:
        sizes[row["glacier"], row["labels"]] = sizes.get((row["glacier"], row["labels"]), 0) + 1
    return np.array([1 / sizes[row["glacier"], row["labels"]] for row in rows])


def quantile(values, weights, share):
    order = np.argsort(values)
    return values[order][np.searchsorted(np.cumsum(weights[order]), share * weights.sum())]


class Calibration:
    def __init__(self, rows, left=()):
        signs, weights = np.array([signsOf(row) for row in rows]), weightsOf(rows)
        used = [i for i, name in enumerate(NAMES) if name not in left]
        logs = np.log([max(row["error"], LEAST_ERROR) for row in rows])
        a = signs[:, used] * np.sqrt(weights)[:, None]
        ridge = 1e-3 * weights.sum() * np.diag([0] + [1] * (len(used) - 1))
        self.coefficients = np.zeros(len(NAMES))
        self.coefficients[used] = np.linalg.solve(a.T @ a + ridge, a.T @ (logs * np.sqrt(weights)))
        self.ratios, self.weights = np.exp(logs - signs @ self.coefficients), weights
        self.mean = (self.ratios * weights).sum() / weights.sum()

    def within(self, share):
        return quantile(self.ratios, self.weights, share)

    def middle(self, rows):
        return np.exp(np.array([signsOf(row) for row in rows]) @ self.coefficients)

    def table(self):
        table = {name: round(float(value), 4) for name, value in zip(NAMES, self.coefficients)}
        table.update(ratio_mean=round(float(self.mean), 4), ratio_68=round(float(self.within(0.68)), 4),
                     ratio_95=round(float(self.within(0.95)), 4))
        return table


def shareWithin(calibration, rows, share):
    """Of the fronts of \\a rows, those that lie within what is stated; each number of labels counts alike."""
    inside = np.array([row["error"] for row in rows]) <= calibration.middle(rows) * calibration.within(share)
    return np.average(inside, weights=weightsOf(rows))


def withMetadata(path, table):
    data = open(path, "rb").read()
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + length])
    header.setdefault("__metadata__", {})["front_error"] = json.dumps(table)
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path + ".part", "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data[8 + length :])
    os.replace(path + ".part", path)


def main():
    caffe, results, heldOut, picture, *rest = sys.argv[1:]
    weights = [name for name in rest if name.endswith(".safetensors")]
    glaciers = [name for name in rest if name not in weights]
    rows = {glacier: rowsOf(caffe, results, glacier) for glacier in [*glaciers, heldOut]}
    learnt = [row for glacier in glaciers for row in rows[glacier]]
    shares = np.linspace(0.05, 0.99, 48)
    pyplot.figure(figsize=(5, 5), dpi=110)
    pyplot.plot([0, 1], [0, 1], color="0.7")
    for glacier in [*glaciers, heldOut]:
        calibration = Calibration([row for row in learnt if row["glacier"] != glacier])
        print(f"{glacier}, by {'others' if glacier in glaciers else ' '.join(glaciers)}: "
              + ", ".join(f"{share:.0%} stated, {shareWithin(calibration, rows[glacier], share):.1%} found" for share in (0.68, 0.95))
              + f"; expected {np.average(calibration.middle(rows[glacier]) * calibration.mean, weights=weightsOf(rows[glacier])):.0f} m, found "
              + f"{np.average([row['error'] for row in rows[glacier]], weights=weightsOf(rows[glacier])):.0f} m")
        for count in (1, 3, 10):
            some = [row for row in rows[glacier] if row["labels"] == count]
            if some:
                print(f"  {count} label(s), {len(some)} fronts: "
                      + ", ".join(f"{shareWithin(calibration, some, share):.1%}" for share in (0.68, 0.95)))
        found = [shareWithin(calibration, rows[glacier], share) for share in shares]
        isOut = glacier == heldOut
        pyplot.plot(shares, found, linewidth=2.4 if isOut else 1, label=f"{glacier}, by {'the others of the three' if not isOut else ', '.join(glaciers)}")
    calibration = Calibration(learnt)
    for share in (0.68, 0.95):
        pyplot.axvline(share, color="0.85", linewidth=0.8)
    pyplot.xlabel("stated share of fronts within error")
    pyplot.ylabel("found share")
    pyplot.xlim(0, 1)
    pyplot.ylim(0, 1)
    pyplot.legend(frameon=False)
    pyplot.tight_layout()
    pyplot.savefig(picture)
    print(json.dumps(calibration.table()))
    stated = [(row["stated"], middle * calibration.mean) for row, middle in zip(rows[heldOut], calibration.middle(rows[heldOut])) if row["stated"]]
    if stated:
        ratios = np.array([a / b for a, b in stated])
        print(f"what {len(stated)} fronts of {heldOut} state over what stands here: median {np.median(ratios):.3f}, "
              f"5 to 95 %: {np.quantile(ratios, 0.05):.3f} to {np.quantile(ratios, 0.95):.3f}")
    for path in weights:
        withMetadata(path, calibration.table())


main()
