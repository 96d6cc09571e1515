"""Runs by `qgis --code`: ends QGIS Desktop while a training runs in the background, in one of two ways.

window   closes the window, answers QGIS's question about tasks that run with “Yes”, and closes it again
quit     ends the application without any question

Looks into the folder CALVINGFRONT_WORK, which holds labelled scenes; CALVINGFRONT_WAY is the way. Prints what the training
says, and what lay in the folder when the provider went.
"""

import os
import sys
import traceback

import longtraining
from qgis.core import QgsApplication, QgsProcessingAlgRunnerTask, QgsProcessingContext, QgsProject
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QApplication, QMessageBox
from qgis.utils import iface

WORK = os.environ["CALVINGFRONT_WORK"]
WAY = os.environ["CALVINGFRONT_WAY"]

longtraining.sayWhatLies(WORK)
context, feedback = QgsProcessingContext(), longtraining.Listener()
algorithm = QgsApplication.processingRegistry().createAlgorithmById("calvingfront:finetune")
task = QgsProcessingAlgRunnerTask(algorithm, longtraining.parameters(WORK), context, feedback)


def answer():
    """Clicks on “Yes” where QGIS asks."""
    for box in QApplication.topLevelWidgets():
        if isinstance(box, QMessageBox) and box.isVisible():
            longtraining.say(f"asked: {box.text()}")
            box.button(QMessageBox.Yes).click()


def close():
    """Closes the window until QGIS has gone: while tasks run, it only asks."""
    QgsProject.instance().setDirty(False)
    iface.mainWindow().close()


def whenTraining():
    if not longtraining.hasBegun(WORK):
        return QTimer.singleShot(100, whenTraining)
    longtraining.say("closing")
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
