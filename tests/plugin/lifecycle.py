"""One life of the plugin in a PyQGIS script: lifecycle.py WAY FOLDER.

unload   runs an algorithm, unloads the plugin, ends QGIS
reload   the same twice in one session
noexit   neither unloads nor ends QGIS: Python simply stops
task     unloads the plugin while a task of ours runs, then cancels the task
quit     ends QGIS while a task of ours runs
"""

import os
import sys
import time

import qgissession

way, folder = sys.argv[1:]
application = qgissession.begin(os.environ["QGIS_PLUGINPATH"])

import processing  # noqa: E402  (found once QGIS has begun)
from processing.core.Processing import Processing  # noqa: E402
from qgis.core import (  # noqa: E402
    QgsApplication,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingFeedback,
)

Processing.initialize()


def work():
    result = processing.run("calvingfront:simulatescene", qgissession.smallScene(folder))
    assert os.path.exists(result["SCENE"]), result


def waitFor(condition, seconds=60):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "nothing happened"
        application.processEvents()
        time.sleep(0.01)


def startTask(context, feedback):
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("calvingfront:simulatescene")
    task = QgsProcessingAlgRunnerTask(algorithm, qgissession.hugeScene(folder), context, feedback)
    ended = []
    task.executed.connect(lambda successful, results: ended.append(successful))
    QgsApplication.taskManager().addTask(task)
    waitFor(lambda: feedback.progress() > 0)
    return task, ended


qgissession.startPlugin()
if way in ("unload", "reload", "noexit"):
    work()
if way == "reload":
    qgissession.unloadPlugin()
    qgissession.startPlugin()
    work()
if way in ("unload", "reload"):
    qgissession.unloadPlugin()
if way in ("task", "quit"):
    context, feedback = QgsProcessingContext(), QgsProcessingFeedback()
    task, ended = startTask(context, feedback)
    if way == "task":
        qgissession.unloadPlugin()
        task.cancel()
        waitFor(lambda: ended)
        assert ended == [False]
    else:
        QgsApplication.taskManager().cancelAll()
print("done", flush=True)
if way != "noexit":
    application.exitQgis()
