"""The colours of dates: early to late dark blue, green, yellow (viridis), as where the plugin loads a series."""

from qgis.PyQt.QtGui import QColor

STOPS = ["#440154", "#46327e", "#365c8d", "#277f8e", "#1fa187", "#4ac16d", "#a0da39", "#fde725"]


def dateColour(share):
    """That of a time between the first date, 0, and the last one, 1."""
    place = min(max(share, 0.0), 1.0) * (len(STOPS) - 1)
    low = min(int(place), len(STOPS) - 2)
    first, second = QColor(STOPS[low]), QColor(STOPS[low + 1])
    weight = place - low
    mixed = [round(a + weight * (b - a)) for a, b in zip(first.getRgb()[:3], second.getRgb()[:3])]
    return QColor(*mixed)
