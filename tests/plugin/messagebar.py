"""Prints what QGIS Desktop shows in its message bar after the start, and quits. Runs by `qgis --code`."""

from qgis.PyQt.QtCore import QTimer
from qgis.utils import iface


def finish():
    for item in iface.messageBar().items():
        print(item.text(), flush=True)
    iface.actionExit().trigger()


QTimer.singleShot(1000, finish)
