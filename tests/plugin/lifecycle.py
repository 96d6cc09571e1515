"""One life of the plugin in a PyQGIS script: lifecycle.py WAY FOLDER.

unload   runs an algorithm, unloads the plugin, ends QGIS
reload   the same twice in one session
noexit   neither unloads nor ends QGIS: Python simply stops
task     unloads the plugin while a task of ours runs
quit     ends QGIS while a task of ours trains
thread   ends QGIS while a thread that it does not wait for trains, as it does not wait for tasks in 3.40
stop     neither unloads nor ends QGIS while a task of ours trains: Python simply stops

Prints the time at which it is done; what the training says; and what lay in FOLDER when the provider went.
"""

import os
import sys
import threading
import time

import longtraining
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


def created(name):
    return QgsApplication.processingRegistry().createAlgorithmById(f"calvingfront:{name}")


def startTask(algorithm, parameters, context, feedback):
    task = QgsProcessingAlgRunnerTask(algorithm, parameters, context, feedback)
    ended = []
    task.executed.connect(lambda successful, results: ended.append(successful))
    QgsApplication.taskManager().addTask(task)
    return task, ended


def simulateLabelledScenes():
    scenes = {"SCENE": os.path.join(folder, "first.tif"), "TRAINING_FOLDER": os.path.join(folder, "labelled")}
    size = {"WIDTH": 96, "HEIGHT": 96, "DATES": 2, "GLACIERS": 2, "PIXEL_SIZE": 80}
    processing.run("calvingfront:simulatescene", {"SEED": 1, **size, **scenes})


qgissession.startPlugin()
if way in ("unload", "reload", "noexit"):
    work()
if way == "reload":
    qgissession.unloadPlugin()
    qgissession.startPlugin()
    work()
if way in ("unload", "reload"):
    qgissession.unloadPlugin()
longtraining.sayWhatLies(folder)
context = QgsProcessingContext()
if way == "task":
    feedback = QgsProcessingFeedback()
    task, ended = startTask(created("simulatescene"), qgissession.hugeScene(folder), context, feedback)
    waitFor(lambda: feedback.progress() > 0)
    qgissession.unloadPlugin()
    waitFor(lambda: ended)
    assert ended == [False]
if way in ("quit", "thread", "stop"):
    simulateLabelledScenes()
    algorithm, parameters, feedback = created("finetune"), longtraining.parameters(folder), longtraining.Listener()
    if way == "thread":
        threading.Thread(target=algorithm.run, args=(parameters, context, feedback), daemon=True).start()
    else:
        task, ended = startTask(algorithm, parameters, context, feedback)
    waitFor(lambda: longtraining.hasBegun(folder))
longtraining.say(f"done {time.time()}")
if way not in ("noexit", "stop"):
    application.exitQgis()
