"""Prints where the fronts of a layer stand, a date a line; the box is that of the fronts of FIRST: positions.py FIRST LINES"""

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../plugin"))

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import Qt

from frontpositions import Box, datedLines

application = QgsApplication([], False)
application.initQgis()
box = Box(datedLines(sys.argv[1]))
for date, lines in datedLines(sys.argv[2]).items():
    place = box.position(lines)
    print(date.toString(Qt.ISODate), "none" if place is None else f"{place:.3f}")
application.exitQgis()
