"""Draws a scene and lines on it as a PNG map with title, legend and scale bar, by QGIS without a display.

drawmap.py MAP.png TITLE SCENE.tif NAME=COLOUR=WIDTH=LINES.gpkg ...     (width in millimetres; the first lies lowest)

COLOUR: #rrggbb, or dates: each line by its attribute date, with a bar of colours instead of a line in the legend.
"""

import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from qgis.core import (
    QgsApplication,
    QgsCategorizedSymbolRenderer,
    QgsContrastEnhancement,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFillSymbol,
    QgsGradientFillSymbolLayer,
    QgsLayoutExporter,
    QgsLayoutItem,
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutItemScaleBar,
    QgsLayoutItemShape,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsLegendStyle,
    QgsLineSymbol,
    QgsPrintLayout,
    QgsProject,
    QgsRasterLayer,
    QgsRasterMinMaxOrigin,
    QgsRectangle,
    QgsRendererCategory,
    QgsSingleSymbolRenderer,
    QgsSymbolLayerUtils,
    QgsTextFormat,
    QgsUnitTypes,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QSize, Qt
from qgis.PyQt.QtGui import QColor, QFont

from datecolours import STOPS, dateColour
from frontpositions import datedLines

WIDTH = 150.0  # millimetres of the longer side of the map
DPI = 130
AROUND = 2.5


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
    layer.setRenderer(byDate(layer, width) if colour == "dates" else QgsSingleSymbolRenderer(line(colour, width)))
    return layer


def line(colour, width):
    return QgsLineSymbol.createSimple({"color": colour, "width": width, "capstyle": "round", "joinstyle": "round"})


def byDate(layer, width):
    dates = list(datedLines(layer.source()))
    span = dates[0].daysTo(dates[-1]) or 1
    colours = [dateColour(dates[0].daysTo(date) / span).name() for date in dates]
    return QgsCategorizedSymbolRenderer(
        "date", [QgsRendererCategory(date, line(colour, width), "") for date, colour in zip(dates, colours)]
    )


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


def colourBar(layout, layer, y):
    """A layer's name over the colours of its dates, from the first to the last."""
    width = 46
    dates = list(datedLines(layer.source()))
    ground = overMap(place(layout, QgsLayoutItemShape(layout), 3, y, width + 4, 14))
    ground.setSymbol(QgsFillSymbol.createSimple({"style": "no", "outline_style": "no"}))
    for words, top, side in (
        (layer.name(), 0.5, Qt.AlignLeft),
        (dates[0].toString(Qt.ISODate), 9.5, Qt.AlignLeft),
        (dates[-1].toString(Qt.ISODate), 9.5, Qt.AlignRight),
    ):
        item = place(layout, QgsLayoutItemLabel(layout), 5, y + top, width, 4.5)
        item.setText(words)
        item.setFont(textFormat().font())
        item.setHAlign(side)
    stops = [f"{i / (len(STOPS) - 1)};{QgsSymbolLayerUtils.encodeColor(QColor(STOPS[i]))}" for i in range(1, len(STOPS) - 1)]
    colours = QgsFillSymbol.createSimple({})
    # In place of the plain one: a symbol made of layers would be freed twice.
    colours.changeSymbolLayer(0, QgsGradientFillSymbolLayer.create({
        "color1": STOPS[0], "color2": STOPS[-1], "color_type": "1", "stops": ":".join(stops),
        "reference_point1": "0,0", "reference_point2": "1,0",
    }))
    bar = place(layout, QgsLayoutItemShape(layout), 5, y + 6, width, 2.5)
    bar.setSymbol(colours)
    for shape in (ground, bar):
        shape.setShapeType(QgsLayoutItemShape.Rectangle)


def frame(project, crs, scene, lines):
    """The part of the scene around the lines, at most AROUND times as large as they are."""
    whole = QgsCoordinateTransform(scene.crs(), crs, project).transformBoundingBox(scene.extent())
    drawn = QgsRectangle()
    for layer in lines:
        drawn.combineExtentWith(QgsCoordinateTransform(layer.crs(), crs, project).transformBoundingBox(layer.extent()))
    part = AROUND * max(drawn.width() / whole.width(), drawn.height() / whole.height())
    if not 0 < part < 1:
        return whole
    width, height = part * whole.width(), part * whole.height()
    left = min(max(drawn.center().x() - width / 2, whole.xMinimum()), whole.xMaximum() - width)
    bottom = min(max(drawn.center().y() - height / 2, whole.yMinimum()), whole.yMaximum() - height)
    return QgsRectangle(left, bottom, left + width, bottom + height)


def layoutOf(project, scene, lines, title):
    crs = mapCrs(scene)
    extent = frame(project, crs, scene, lines)
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

    dated = [layer for layer in lines if isinstance(layer.renderer(), QgsCategorizedSymbolRenderer)]
    for i, layer in enumerate(dated):
        colourBar(layout, layer, 11 + 16 * i)
    if len(dated) < len(lines):
        legend = overMap(QgsLayoutItemLegend(layout))
        legend.setLinkedMap(view)
        legend.setAutoUpdateModel(False)
        legend.rstyle(QgsLegendStyle.SymbolLabel).setFont(textFormat().font())
        for layer in [scene] + dated:
            legend.model().rootGroup().removeLayer(layer)
        place(layout, legend, 3, 11 + 16 * len(dated))
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
