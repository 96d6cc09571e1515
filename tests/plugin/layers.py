"""Runs by `qgis --code`: fronts of three dates through the toolbox's dialog, then two through the dialog for many runs.

Looks whether the button “Help” opens a page, whether the map shows every layer, what the layers are called, in which
order they lie, and whether QGIS complains.
Writes pictures into the folder CALVINGFRONT_WORK; prints "all done" if everything was as it should be.
"""

import os
import sys
import time
import traceback

import processing
from processing.gui.BatchAlgorithmDialog import BatchAlgorithmDialog
from qgis.core import (
    QgsApplication,
    QgsMapRendererParallelJob,
    QgsProcessingContext,
    QgsProcessingOutputLayerDefinition,
    QgsProject,
)
from qgis.PyQt.QtCore import QEventLoop, QObject, QTimer, QUrl, pyqtSlot
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QApplication, QDialogButtonBox, QDockWidget, QPlainTextEdit, QTextBrowser, QTextEdit
from qgis.utils import iface

WORK = os.environ["CALVINGFRONT_WORK"]
PROJECT = QgsProject.instance()
DATES = ["2023-08-01", "2022-08-01", "2021-08-01"]  # one before the other: then QGIS hid them all


def path(name):
    return os.path.join(WORK, name)


def simulate():
    """Three dates of one glacier, years apart; the files' names say which."""
    for date in DATES:
        processing.run(
            "calvingfront:simulatescene",
            {"SEED": 1, "WIDTH": 128, "HEIGHT": 128, "PIXEL_SIZE": 60, "RATE": 400, "DATE": date,
             "SCENE": path(f"Fjord_{date}_S1_60.tif"), "ZONES": path(f"Fjord_{date}_S1_60_zones.tif")},
        )


def loaded():
    return QgsProcessingOutputLayerDefinition("TEMPORARY_OUTPUT", PROJECT)


def runDialog(algorithmId, parameters):
    """Fills the toolbox's dialog, clicks on Run, waits, and returns what its log says."""
    dialog = processing.createAlgorithmDialog(algorithmId, parameters)
    loop, ends = QEventLoop(), []
    dialog.algorithmFinished.connect(lambda successful, results: (ends.append(successful), loop.quit()))
    dialog.show()
    dialog.runButton().click()
    if not ends:
        loop.exec()
    log = dialog.log() if hasattr(dialog, "log") else ""
    dialog.close()
    assert ends[0], f"{algorithmId} failed: {log}"
    QApplication.processEvents()
    return log


def rendered(layers):
    """What the map shows of some layers, at the time that the map shows."""
    settings = iface.mapCanvas().mapSettings()
    settings.setLayers(layers)
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    return job.renderedImage()


def order():
    """The layers of the map from top to bottom."""
    return [node.layer() for node in PROJECT.layerTreeRoot().findLayers()]


def lookAtTheMap(count):
    canvas = iface.mapCanvas()
    layers = order()
    names = [layer.name() for layer in layers]
    assert len(layers) == count, names
    canvas.setExtent(layers[-1].extent())
    canvas.waitWhileRendering()
    for _ in range(5):  # what is told in signals, and drawn later
        QApplication.processEvents()
    canvas.waitWhileRendering()
    missing = [layer.name() for layer in layers if rendered([layer]) == rendered([])]
    assert not missing, f"the map does not show {missing} of {names}"
    return names


def runs():
    names = []
    for count, date in enumerate(DATES, 1):
        runDialog("calvingfront:tracefronts", {"ZONES": path(f"Fjord_{date}_S1_60_zones.tif"), "FRONTS": loaded()})
        names = lookAtTheMap(count)
    assert names == [f"Calving fronts Fjord1 {date}" for date in reversed(DATES)], names


def extract():
    outputs = {key: loaded() for key in ("FRONTS", "OCEAN", "ZONES", "CONFIDENCE", "PROBABILITIES")}
    scene = path(f"Fjord_{DATES[0]}_S1_60.tif")
    iface.addRasterLayer(scene, "scene")
    runDialog("calvingfront:extractfronts", {"INPUT": scene, "MINIMUM_LENGTH": 0, **outputs})
    names = lookAtTheMap(9)
    # Lines on top, and what hides others below what it would hide; the scene, which the user loaded, lies lowest.
    tail = [f"{what} Fjord1 {DATES[0]}" for what in ("Ocean", "Zones", "Confidence", "Probabilities")]
    assert names[0] == f"Calving fronts Fjord1 {DATES[0]}", names
    assert [name for name in names if name in tail] == tail, names
    styles = {layer.name().split()[0]: layer.renderer().type() for layer in order()}
    assert styles["Confidence"] == "singlebandpseudocolor" and styles["Probabilities"] == "multibandcolor", styles


def batch():
    """Two runs that load their layers; the optional raster of front pixels is left without a name."""
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("calvingfront:tracefronts")
    dialog = BatchAlgorithmDialog(algorithm, iface.mainWindow())
    panel, context = dialog.mainWidget(), QgsProcessingContext()
    dialog.show()
    while panel.batchRowCount() < 2:
        panel.addRow()
    for row in range(2):
        zones = panel.wrappers[row][panel.parameter_to_column["ZONES"]]
        zones.setParameterValue(path(f"Fjord_{DATES[row]}_S1_60_zones.tif"), context)
        output = panel.tblParameters.cellWidget(row + 1, panel.parameter_to_column["FRONTS"])
        output.setValue(path(f"batch{row}.gpkg"))
    panel.checkLoadLayersOnCompletion.setChecked(True)
    before = len(PROJECT.mapLayers())
    dialog.runButton().click()
    # QGIS 3.22 returns when all is done, later ones at once.
    until = time.monotonic() + 100
    text = ""
    while "Batch execution completed" not in text and time.monotonic() < until:
        QApplication.processEvents()
        time.sleep(0.1)
        text = "\n".join(edit.toPlainText() for edit in dialog.findChildren(QTextEdit))
    assert "correctly executed" in text or "completed" in text, text
    assert "not correctly generated" not in text, text
    assert len(PROJECT.mapLayers()) == before + 2, [layer.name() for layer in order()]
    dialog.close()


def lookAtTheLog():
    """QGIS was started without the variable that lets threads wait quietly: it is too late, and the log says so."""
    dock = iface.mainWindow().findChild(QDockWidget, "MessageLog")
    text = "\n".join(edit.toPlainText() for edit in dock.findChildren(QPlainTextEdit))
    assert "OMP_WAIT_POLICY" in text and os.environ["OMP_WAIT_POLICY"] == "PASSIVE", text


class Opened(QObject):
    """Keeps what the desktop is asked to open."""

    def __init__(self):
        super().__init__()
        self.paths = []

    @pyqtSlot(QUrl)
    def open(self, url):
        self.paths.append(url.toLocalFile())


def lookAtTheHelp():
    opened = Opened()
    QDesktopServices.setUrlHandler("file", opened, "open")
    dialog = processing.createAlgorithmDialog("calvingfront:extractfronts", {})
    dialog.show()
    dialog.buttonBox().button(QDialogButtonBox.Help).click()
    texts = [browser.toPlainText() for browser in dialog.findChildren(QTextBrowser)]
    dialog.close()
    QDesktopServices.unsetUrlHandler("file")
    assert [os.path.basename(page) for page in opened.paths] == ["extractfronts.html"], opened.paths
    assert os.path.exists(opened.paths[0]), opened.paths
    assert any("What matters most" in text and "How to read the result" in text for text in texts), texts


def finish():
    # The task of the dialog for many runs ends with the events that follow; before, QGIS would ask about it.
    QTimer.singleShot(2000, quit)


def quit():
    # QGIS would ask whether to keep layers that lie in a temporary folder.
    PROJECT.clear()
    iface.actionExit().trigger()


def main():
    try:
        lookAtTheLog()
        lookAtTheHelp()
        simulate()
        runs()
        iface.mainWindow().grab().save(path("runs.png"))
        extract()
        iface.mainWindow().grab().save(path("extracted.png"))
        batch()
        print("all done", flush=True)
    except BaseException:
        traceback.print_exc(file=sys.stderr)
        iface.mainWindow().grab().save(path("failed.png"))
    finish()


QTimer.singleShot(1000, main)
