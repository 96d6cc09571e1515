#!/usr/bin/python3
"""Areas of Harald Moltke Bræ by the definition of the published rectilinear box method, in a second implementation.

    moltkeareas.py FOLDER > golden/moltke/areas.csv        (FOLDER: eloebel/rectilinear-box-method, or its data)

The box is cut by each front on the map EPSG:3413; the corners of the part upstream go to degrees, and from there to
Albers' equal-area projection with the part's least and greatest latitude as standard parallels; its area counts.
Needs GDAL for Python and pyproj.
"""

import glob
import os
import sys

import pyproj
from osgeo import ogr

ogr.UseExceptions()
to_degrees = pyproj.Transformer.from_crs(3413, 4326, always_xy=True)
# Of the box's edges that to the east-south-east is upstream.
UPSTREAM = (0.708, -0.706)


def area(polygon):
    ring = polygon.GetGeometryRef(0)
    corners = [to_degrees.transform(*ring.GetPoint_2D(i)) for i in range(ring.GetPointCount())]
    latitudes = [latitude for _, latitude in corners]
    albers = pyproj.Proj(proj="aea", lat_1=min(latitudes), lat_2=max(latitudes))
    plane = [albers(*corner) for corner in corners]
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(plane, plane[1:]))) / 2


def only_geometry(path):
    source = ogr.Open(path)
    feature = source.GetLayer(0).GetNextFeature()
    geometry = feature.GetGeometryRef().Clone()
    geometry.FlattenTo2D()
    return geometry


def upstream_part(box, front):
    cut = box.GetBoundary().Union(front)
    lines = ogr.Geometry(ogr.wkbMultiLineString)
    for i in range(cut.GetGeometryCount()):
        lines.AddGeometry(cut.GetGeometryRef(i).Clone())
    faces = lines.Polygonize()
    faces = [faces.GetGeometryRef(i).Clone() for i in range(faces.GetGeometryCount())]
    faces = [face for face in faces if box.Contains(face.PointOnSurface())]

    def along(face):
        point = face.PointOnSurface()
        return UPSTREAM[0] * point.GetX() + UPSTREAM[1] * point.GetY()

    return max((face for face in faces if face.Area() > 1e6), key=along)


def main(folder):
    box = only_geometry(os.path.join(folder, "box", "harald_moltke_brae.shp"))
    print("date,upstream_m2")
    for path in sorted(glob.glob(os.path.join(folder, "lines", "*", "*", "*.shp"))):
        day = os.path.basename(os.path.dirname(path))
        part = upstream_part(box, only_geometry(path))
        print(f"{day[:4]}-{day[4:6]}-{day[6:]},{area(part):.0f}")


if __name__ == "__main__":
    main(sys.argv[1])
