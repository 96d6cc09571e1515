"""Draws where calving fronts stand against time as a PNG plot, by QGIS without a display.

drawseries.py PLOT.png TITLE BOX.gpkg NAME=COLOUR=STYLE=LINES.gpkg ...

LINES.gpkg: lines with the attribute date; those of the first are this plugin's and tell where the ocean is.
COLOUR: #rrggbb, or dates: each point by its date, as drawmap.py colours lines. STYLE: line, dashes, dots or rings.
BOX.gpkg: written, the outline of the box in which the fronts were measured; what that is, frontpositions.py says.
"""

import math
import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from qgis.core import (
    QgsApplication,
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsGeometry,
    QgsPointXY,
    QgsVectorFileWriter,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QDate, QLineF, QPointF, QRectF, Qt
from qgis.PyQt.QtGui import QColor, QFont, QImage, QPainter, QPen, QPolygonF

from datecolours import dateColour
from frontpositions import Box, datedLines

WIDTH, HEIGHT = 767, 420  # pixels
FRAME = QRectF(84, 84, 664, 276)
INK, PALE = QColor("#222222"), QColor("#dddddd")


def decimalYear(date):
    return date.year() + (date.dayOfYear() - 1) / date.daysInYear()


class Curve:
    """The positions of a layer's fronts: years and metres."""

    def __init__(self, description, lines, box):
        self.name, self.colour, self.style, _ = description
        places = {decimalYear(date): box.position(those) for date, those in lines.items()}
        self.points = [(year, place) for year, place in places.items() if place is not None]
        without = len(places) - len(self.points)
        if without:
            print(f"{self.name}: {without} of {len(places)} fronts do not cross the box and have no position.")


def niceStep(span, count):
    """1, 2 or 5 times a power of ten that divides a span into about so many parts."""
    raw = span / count
    power = 10 ** math.floor(math.log10(raw))
    return next(step * power for step in (1, 2, 5, 10) if step * power >= raw)


class Plot:
    def __init__(self, curves):
        years = [year for curve in curves for year, _ in curve.points]
        metres = [place for curve in curves for _, place in curve.points]
        if not years:
            raise SystemExit("No front crosses the box: there is nothing to draw.")
        self.first, self.last = min(years), max(years)
        margin = 0.03 * (self.last - self.first) or 0.1
        self.left, self.right = self.first - margin, self.last + margin
        # Metres from the first front.
        self.zero = next(place for curve in curves for year, place in curve.points if year == self.first)
        metres = [place - self.zero for place in metres]
        self.step = niceStep(max(max(metres) - min(metres), 1.0), 5)
        self.bottom = math.floor(min(metres) / self.step - 0.3) * self.step
        self.top = math.ceil(max(metres) / self.step + 0.3) * self.step

    def x(self, year):
        return FRAME.left() + (year - self.left) / (self.right - self.left) * FRAME.width()

    def y(self, metres):
        """Of metres from the first front."""
        return FRAME.bottom() - (metres - self.bottom) / (self.top - self.bottom) * FRAME.height()

    def share(self, year):
        return (year - self.first) / ((self.last - self.first) or 1)

    def axes(self, painter):
        painter.setFont(QFont("DejaVu Sans", 10))
        for year in range(math.ceil(self.left), math.floor(self.right) + 1):
            self.rule(painter, QLineF(self.x(year), FRAME.top(), self.x(year), FRAME.bottom()))
            text(painter, QRectF(self.x(year) - 40, FRAME.bottom() + 16, 80, 20), Qt.AlignCenter, str(year))
        for i in range(round((self.top - self.bottom) / self.step) + 1):
            metres = self.bottom + i * self.step
            self.rule(painter, QLineF(FRAME.left(), self.y(metres), FRAME.right(), self.y(metres)))
            text(painter, QRectF(0, self.y(metres) - 10, FRAME.left() - 8, 20), Qt.AlignRight | Qt.AlignVCenter,
                 f"{metres:,.0f}".replace("-", "\N{MINUS SIGN}"))
        # The colours of dates under the axis, so that it is the key to the map, too.
        for pixel in range(int(FRAME.left()), int(FRAME.right())):
            year = self.left + (pixel - FRAME.left()) / FRAME.width() * (self.right - self.left)
            if self.first <= year <= self.last:
                painter.fillRect(QRectF(pixel, FRAME.bottom() + 3, 1, 9), dateColour(self.share(year)))
        painter.setPen(QPen(INK, 1))
        painter.setBrush(Qt.NoBrush)
        painter.drawRect(FRAME)
        painter.save()
        painter.translate(16, FRAME.center().y())
        painter.rotate(-90)
        text(painter, QRectF(-250, -12, 500, 24), Qt.AlignCenter, "Front position (m), retreat downwards")
        painter.restore()
        text(painter, QRectF(FRAME.left(), FRAME.bottom() + 36, FRAME.width(), 22), Qt.AlignCenter,
             "Year; the colours are those of the dates on the map")

    def rule(self, painter, line):
        painter.setPen(QPen(PALE, 1))
        painter.drawLine(line)

    def colour(self, curve, year):
        return dateColour(self.share(year)) if curve.colour == "dates" else QColor(curve.colour)

    def draw(self, painter, curve):
        places = [QPointF(self.x(year), self.y(place - self.zero)) for year, place in curve.points]
        if curve.style in ("line", "dashes"):
            painter.setPen(linePen(curve))
            painter.drawPolyline(QPolygonF(places))
            return
        for (year, _), place in zip(curve.points, places):
            mark(painter, curve.style, self.colour(curve, year), place)

    def legend(self, painter, curves):
        """Above the frame, two entries a row: nothing that was measured lies below it."""
        painter.setFont(QFont("DejaVu Sans", 10))
        for i, curve in enumerate(curves):
            left, middle = FRAME.left() + i % 2 * FRAME.width() / 2, 40 + i // 2 * 22
            if curve.style in ("line", "dashes"):
                painter.setPen(linePen(curve))
                painter.drawLine(QPointF(left, middle), QPointF(left + 30, middle))
            else:
                for share in (0, 0.5, 1) if curve.colour == "dates" else (0.5,):
                    year = self.first + share * (self.last - self.first)
                    mark(painter, curve.style, self.colour(curve, year), QPointF(left + 3 + 24 * share, middle))
            text(painter, QRectF(left + 38, middle - 10, FRAME.width() / 2, 20), Qt.AlignVCenter, curve.name)


def linePen(curve):
    return QPen(QColor(curve.colour), 2, Qt.DashLine if curve.style == "dashes" else Qt.SolidLine)


def mark(painter, style, colour, place):
    ring = style == "rings"
    painter.setPen(QPen(colour if ring else INK, 2 if ring else 1))
    painter.setBrush(Qt.NoBrush if ring else colour)
    radius = 8 if ring else 4.5
    painter.drawEllipse(place, radius, radius)


def text(painter, place, alignment, words):
    painter.setPen(INK)
    painter.drawText(place, int(alignment), words)


def writeBox(path, box, curves, crs):
    reach = [along for curve in curves for _, along in curve.points]
    margin = 0.1 * (max(reach) - min(reach))
    low, high = min(reach) - margin, max(reach) + margin
    corners = [(box.low, low), (box.high, low), (box.high, high), (box.low, high), (box.low, low)]
    layer = QgsVectorLayer(f"LineString?crs={crs.authid()}", "box", "memory")
    feature = QgsFeature()
    feature.setGeometry(QgsGeometry.fromPolylineXY([QgsPointXY(*box.corner(*corner)) for corner in corners]))
    layer.dataProvider().addFeature(feature)
    options = QgsVectorFileWriter.SaveVectorOptions()
    QgsVectorFileWriter.writeAsVectorFormatV3(layer, path, QgsCoordinateTransformContext(), options)


def main(output, title, boxPath, *descriptions):
    application = QgsApplication([], False)
    application.initQgis()
    descriptions = [description.split("=", 3) for description in descriptions]
    lines = [datedLines(path) for _, _, _, path in descriptions]
    box = Box(lines[0])
    curves = [Curve(description, those, box) for description, those in zip(descriptions, lines)]
    writeBox(boxPath, box, curves, QgsVectorLayer(descriptions[0][3]).crs())
    image = QImage(WIDTH, HEIGHT, QImage.Format_RGB32)
    image.fill(Qt.white)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.Antialiasing)
    plot = Plot(curves)
    plot.axes(painter)
    for curve in reversed(curves):
        plot.draw(painter, curve)
    plot.legend(painter, curves)
    painter.setFont(QFont("DejaVu Sans", 11))
    text(painter, QRectF(7, 4, WIDTH, 24), Qt.AlignLeft | Qt.AlignVCenter, title)
    painter.end()
    application.exitQgis()
    if not image.save(output):
        raise SystemExit(f"Cannot write the plot {output}.")


main(*sys.argv[1:])
