"""Runs by `qgis --code`: closing.py ends QGIS Desktop while a training runs in the background, in one of two ways.

window   closes the window, answers QGIS's question about tasks that run with “Yes”, and closes it again
quit     ends the application without any question, as the end of a session does

Looks into the folder CALVINGFRONT_WORK, which holds labelled scenes; CALVINGFRONT_WAY is the way. Prints what the training
says, and what lay in the folder when the provider went.
"""

import os
import sys
import traceback

from qgis.core import (
    QgsApplication,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProject,
)
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QApplication, QMessageBox
from qgis.utils import iface

WORK = os.environ["CALVINGFRONT_WORK"]
WAY = os.environ["CALVINGFRONT_WAY"]


def path(name):
    return os.path.join(WORK, name)


class Listener(QgsProcessingFeedback):
    def pushInfo(self, sentence):
        print("training:", sentence, flush=True)

    def pushWarning(self, sentence):
        self.pushInfo(sentence)


def lookWhatLies(provider):
    if provider == "calvingfront":
        print("provider gone:", *sorted(os.listdir(WORK)), flush=True)


QgsApplication.processingRegistry().providerRemoved.connect(lookWhatLies)
context, feedback = QgsProcessingContext(), Listener()
algorithm = QgsApplication.processingRegistry().createAlgorithmById("calvingfront:finetune")
task = QgsProcessingAlgRunnerTask(
    algorithm,
    {"SCENES": path("labelled"), "SIZE": "tiny", "CROP_SIDE": 64, "BATCH": 2, "SAMPLES": 4, "DEVICE": "cpu", "EPOCHS": 99999,
     "MODEL": path("model.safetensors"), "LOG": path("log.csv")},
    context,
    feedback,
)
questions = []


def answer():
    """Clicks on “Yes” where QGIS asks."""
    for box in QApplication.topLevelWidgets():
        if isinstance(box, QMessageBox) and box.isVisible():
            questions.append(box.text())
            print("asked:", box.text(), flush=True)
            box.button(QMessageBox.Yes).click()


def close():
    """Closes the window until QGIS has gone: while tasks run, it only asks."""
    QgsProject.instance().setDirty(False)
    iface.mainWindow().close()


def whenTraining():
    if not os.path.exists(path("log.csv")):
        return QTimer.singleShot(100, whenTraining)
    print("closing", flush=True)
    if WAY == "quit":
        return QApplication.quit()
    answering.start(200)
    closing.start(1000)


answering, closing = QTimer(), QTimer()
answering.timeout.connect(answer)
closing.timeout.connect(close)


def main():
    try:
        QgsApplication.taskManager().addTask(task)
        whenTraining()
    except BaseException:
        traceback.print_exc(file=sys.stderr)
        QApplication.quit()


QTimer.singleShot(1000, main)
