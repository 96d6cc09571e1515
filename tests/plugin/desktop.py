"""Runs by `qgis --code`: simulates, trains and extracts as background tasks, looks at the loaded layers, and quits.

Writes into the folder CALVINGFRONT_WORK; prints "all done" if everything was as it should be.
"""

import os
import subprocess
import sys
import traceback

from processing.gui.Postprocessing import handleAlgorithmResults
from qgis.core import (
    QgsApplication,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputLayerDefinition,
    QgsProject,
)
from qgis.PyQt.QtCore import QEventLoop, QTimer
from qgis.PyQt.QtWidgets import QDockWidget
from qgis.utils import iface

WORK = os.environ["CALVINGFRONT_WORK"]


def path(name):
    return os.path.join(WORK, name)


def loaded(name):
    """An output that QGIS opens when the algorithm is done."""
    return QgsProcessingOutputLayerDefinition(path(name), QgsProject.instance())


def runInBackground(algorithmId, parameters):
    """As the toolbox's dialog does. Returns the results and how often the window could do other things meanwhile."""
    context, feedback = QgsProcessingContext(), QgsProcessingFeedback()
    context.setProject(QgsProject.instance())
    algorithm = QgsApplication.processingRegistry().createAlgorithmById(algorithmId)
    task = QgsProcessingAlgRunnerTask(algorithm, parameters, context, feedback)
    loop, ends, ticks = QEventLoop(), [], []
    task.executed.connect(lambda successful, results: (ends.append((successful, results)), loop.quit()))
    timer = QTimer()
    timer.timeout.connect(lambda: ticks.append(1))
    timer.start(20)
    QgsApplication.taskManager().addTask(task)
    loop.exec()
    timer.stop()
    successful, results = ends[0]
    assert successful, f"{algorithmId}: {feedback.textLog()}"
    handleAlgorithmResults(algorithm, context, feedback, parameters=parameters)
    return results, len(ticks)


def onlyLayer(name):
    layers = [layer for layer in QgsProject.instance().mapLayers().values() if path(name) in layer.source()]
    assert len(layers) == 1, f"{name} is loaded {len(layers)} times"
    return layers[0]


def simulate():
    results, _ = runInBackground(
        "calvingfront:simulatescene",
        {"SEED": 1, "WIDTH": 128, "HEIGHT": 128, "PIXEL_SIZE": 60, "GLACIERS": 2, "DATES": 2,
         "DATE": "2023-08-01", "SCENE": loaded("scene.tif"), "ZONES": path("truezones.tif"), "TRAINING_FOLDER": path("labelled")},
    )
    assert onlyLayer("scene.tif").isValid()


def train():
    results, ticks = runInBackground(
        "calvingfront:finetune",
        {"SCENES": path("labelled"), "SIZE": "tiny", "EPOCHS": 1, "SAMPLES": 4, "BATCH": 2, "CROP_SIDE": 64,
         "VALIDATION_SIDE": 64, "MODEL": path("model.safetensors"), "REPORT": path("report.html")},
    )
    assert os.path.getsize(path("model.safetensors")) > 1000 and os.path.getsize(path("report.html")) > 1000
    assert ticks > 10, f"the window stood still while the network was trained: {ticks} ticks"


def extract():
    runInBackground(
        "calvingfront:extractfronts",
        {"INPUT": path("scene.tif"), "MODEL": path("model.safetensors"), "FRONTS": path("extracted.gpkg"),
         "ZONES": loaded("zones.tif"), "CONFIDENCE": loaded("confidence.tif")},
    )
    zones = onlyLayer("zones.tif")
    assert zones.renderer().type() == "paletted", zones.renderer().type()
    assert zones.temporalProperties().isActive(), "the zones have no time"


def trace():
    """Fronts of the true zones: the hardly trained network may find none."""
    runInBackground("calvingfront:tracefronts", {"ZONES": path("truezones.tif"), "FRONTS": loaded("fronts.gpkg")})
    fronts = onlyLayer("fronts.gpkg")
    assert fronts.featureCount() > 0
    assert fronts.temporalProperties().isActive(), "the fronts have no time"
    assert fronts.renderer().symbol().symbolLayerCount() == 2, "the fronts have no casing"


def lookAtTheToolbox():
    """Shows our algorithms beside the map, for the screenshot."""
    iface.mainWindow().findChild(QDockWidget, "ProcessingToolbox").setUserVisible(True)
    iface.mapCanvas().setExtent(onlyLayer("scene.tif").extent())
    iface.mapCanvas().refresh()


def screenshot():
    subprocess.run(["import", "-window", "root", path("desktop.png")], check=True)
    print("all done", flush=True)
    quit()


def quit():
    # QGIS would ask whether to keep layers that lie in a temporary folder.
    QgsProject.instance().clear()
    iface.actionExit().trigger()


def main():
    try:
        simulate()
        train()
        extract()
        trace()
        lookAtTheToolbox()
        QTimer.singleShot(3000, screenshot)
    except BaseException:
        traceback.print_exc(file=sys.stderr)
        quit()


QTimer.singleShot(1000, main)
