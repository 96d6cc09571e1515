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
from qgis.PyQt.QtCore import QEventLoop, QThread, QTimer
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
