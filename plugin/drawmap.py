"""Draws a scene and lines on it as a PNG map with title, legend and scale bar, by QGIS without a display.

drawmap.py MAP.png TITLE SCENE.tif NAME=COLOUR=WIDTH=LINES.gpkg ...     (width in millimetres; the first lies lowest)
"""

import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from qgis.core import (
    QgsApplication,
    QgsContrastEnhancement,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsLayoutExporter,
    QgsLayoutItem,
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutItemScaleBar,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsLegendStyle,
    QgsLineSymbol,
    QgsPrintLayout,
    QgsProject,
    QgsRasterLayer,
    QgsRasterMinMaxOrigin,
    QgsSingleSymbolRenderer,
    QgsTextFormat,
    QgsUnitTypes,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor, QFont

WIDTH = 150.0  # millimetres of the longer side of the map
DPI = 130


def sceneLayer(path):
    layer = QgsRasterLayer(path, "Scene")
    if not layer.isValid():
        raise SystemExit(f"Cannot read the scene {path}.")
    layer.setContrastEnhancement(
        QgsContrastEnhancement.StretchToMinimumMaximum, QgsRasterMinMaxOrigin.CumulativeCut
    )
    return layer


def lineLayer(description):
    name, colour, width, path = description.split("=", 3)
    layer = QgsVectorLayer(path, name)
    if not layer.isValid():
        raise SystemExit(f"Cannot read the lines {path}.")
    if layer.geometryType() != QgsWkbTypes.LineGeometry:
        raise SystemExit(f"The layer {path} holds no lines. Give fronts as lines.")
    symbol = QgsLineSymbol.createSimple({"color": colour, "width": width, "capstyle": "round", "joinstyle": "round"})
    layer.setRenderer(QgsSingleSymbolRenderer(symbol))
    return layer


def mapCrs(scene):
    """Where the scene lies in degrees: a map true to shape around its middle, or scale bars would lie."""
    if not scene.crs().isGeographic():
        return scene.crs()
    middle = scene.extent().center()
    return QgsCoordinateReferenceSystem.fromProj(
        f"+proj=laea +lat_0={middle.y()} +lon_0={middle.x()} +datum=WGS84 +units=m +type=crs"
    )


def place(layout, item, x, y, width=None, height=None):
    layout.addLayoutItem(item)
    item.attemptMove(QgsLayoutPoint(x, y, QgsUnitTypes.LayoutMillimeters))
    if width is not None:
        item.attemptResize(QgsLayoutSize(width, height, QgsUnitTypes.LayoutMillimeters))
    return item


def label(layout, text, size, y, width):
    item = place(layout, QgsLayoutItemLabel(layout), 0, y, width, 8)
    item.setText(text)
    item.setFont(QFont("DejaVu Sans", size))
    item.setMarginX(2)


def textFormat():
    text = QgsTextFormat()
    text.setFont(QFont("DejaVu Sans", 8))
    text.setSize(8)
    return text


def overMap(item):
    """Legend and scale bar stand on the map, on a light ground."""
    item.setBackgroundEnabled(True)
    item.setBackgroundColor(QColor(255, 255, 255, 215))
    return item


def layoutOf(project, scene, lines, title):
    crs = mapCrs(scene)
    extent = QgsCoordinateTransform(scene.crs(), crs, project).transformBoundingBox(scene.extent())
    scale = WIDTH / max(extent.width(), extent.height())
    width, height = extent.width() * scale, extent.height() * scale

    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    layout.pageCollection().page(0).setPageSize(QgsLayoutSize(width, height + 8, QgsUnitTypes.LayoutMillimeters))
    label(layout, title, 10, 0, width)

    view = place(layout, QgsLayoutItemMap(layout), 0, 8, width, height)
    view.setCrs(crs)
    view.setLayers(lines[::-1] + [scene])
    view.setExtent(extent)

    legend = overMap(QgsLayoutItemLegend(layout))
    legend.setLinkedMap(view)
    legend.setAutoUpdateModel(False)
    legend.rstyle(QgsLegendStyle.SymbolLabel).setFont(textFormat().font())
    legend.model().rootGroup().removeLayer(scene)
    place(layout, legend, 3, 11)
    legend.adjustBoxSize()

    bar = overMap(QgsLayoutItemScaleBar(layout))
    bar.setStyle("Single Box")
    bar.setLinkedMap(view)
    bar.applyDefaultSize()
    bar.setNumberOfSegmentsLeft(0)
    bar.setNumberOfSegments(1)
    bar.setHeight(1.5)
    bar.setTextFormat(textFormat())
    bar.setReferencePoint(QgsLayoutItem.LowerLeft)
    place(layout, bar, 3, height + 5)
    return layout


def main(output, title, scene, *lines):
    application = QgsApplication([], False)
    application.initQgis()
    project = QgsProject()
    scene = sceneLayer(scene)
    lines = [lineLayer(line) for line in lines]
    project.addMapLayers([scene] + lines)
    project.setCrs(scene.crs())
    layout = layoutOf(project, scene, lines, title)
    # Not exportToImage(): it writes coordinates into the picture, which GDAL cannot do with a PNG and complains of.
    saved = QgsLayoutExporter(layout).renderPageToImage(0, QSize(), DPI).save(output)
    del layout, project
    application.exitQgis()
    if not saved:
        raise SystemExit(f"Cannot write the map {output}.")


main(*sys.argv[1:])
