"""Where fronts stand along their glacier: the mean over the middle of the fjord, as a box measures it.

The position of a front is the area between it and the lower end of a box that lies along the glacier, over the width of
the box (Moon and Joughin 2008), so that every part of the front counts, however it bends.
"""

import math

from qgis.core import QgsVectorLayer, QgsWkbTypes
from qgis.PyQt.QtCore import QDate

COVERED = 0.9  # share of the box's width that a front must cross


def datedLines(path):
    """The lines of a layer by their date: {QDate: [[(x, y), ...], ...]}."""
    layer = QgsVectorLayer(path, path)
    if not layer.isValid():
        raise SystemExit(f"Cannot read the lines {path}.")
    if layer.geometryType() != QgsWkbTypes.LineGeometry:
        raise SystemExit(f"The layer {path} holds no lines. Give fronts as lines.")
    field = layer.fields().lookupField("date")
    lines = {}
    for feature in layer.getFeatures():
        date, shape = feature[field] if field >= 0 else None, feature.geometry()
        if not isinstance(date, QDate):
            raise SystemExit(f"A line of {path} has no date. Give the layer an attribute date of the type date.")
        for part in shape.asMultiPolyline() if shape.isMultipart() else [shape.asPolyline()]:
            lines.setdefault(date, []).append([(point.x(), point.y()) for point in part])
    if not lines:
        raise SystemExit(f"The layer {path} is empty.")
    return dict(sorted(lines.items()))


def quantile(values, share):
    values = sorted(values)
    return values[round(share * (len(values) - 1))]


class Box:
    """The middle of a fjord, from fronts that have the ocean on their left, as this plugin writes them."""

    def __init__(self, lines):
        every = [line for those in lines.values() for line in those]
        across = [sum(line[-1][axis] - line[0][axis] for line in every) for axis in (0, 1)]
        length = math.hypot(*across)
        self.across = across[0] / length, across[1] / length
        # Most fronts cross what lies between; a tenth less at either side, where fronts of rough outline end.
        spans = [[self.place(point)[0] for line in those for point in line] for those in lines.values()]
        low, high = quantile([min(span) for span in spans], 0.8), quantile([max(span) for span in spans], 0.2)
        self.low, self.high = low + 0.1 * (high - low), high - 0.1 * (high - low)
        if not self.high > self.low:
            raise SystemExit("The fronts have no part of the fjord in common.")

    def place(self, point):
        """Metres across the glacier, and along it towards the ocean."""
        (x, y), (ax, ay) = point, self.across
        return x * ax + y * ay, y * ax - x * ay

    def corner(self, across, along):
        ax, ay = self.across
        return across * ax - along * ay, across * ay + along * ax

    def position(self, lines):
        """The mean of a front's metres along; None where it does not cross the box."""
        area = covered = 0.0
        for line in lines:
            own, width = self.under(line)
            # Whichever way it was drawn.
            area += math.copysign(1, width) * own
            covered += abs(width)
        return area / covered if covered >= COVERED * (self.high - self.low) else None

    def under(self, line):
        """The signed area between the box's part of a line and along = 0, and the width of that part."""
        area = width = 0.0
        places = [self.place(point) for point in line]
        for (a, alongA), (b, alongB) in zip(places, places[1:]):
            if a == b:
                continue
            slope = (alongB - alongA) / (b - a)
            first, last = (min(max(end, self.low), self.high) for end in (a, b))
            area += (last - first) * (alongA + slope * ((first + last) / 2 - a))
            width += last - first
        return area, width
