"""One life of the plugin in a PyQGIS script: lifecycle.py WAY FOLDER.

unload   runs an algorithm, unloads the plugin, ends QGIS
reload   the same twice in one session
noexit   neither unloads nor ends QGIS: Python simply stops
task     unloads the plugin while a task of ours runs
quit     ends QGIS while a task of ours trains
thread   ends QGIS while a thread that it does not wait for trains, as those of tasks are from QGIS 3.40 on
stop     neither unloads nor ends QGIS while a task of ours trains: Python simply stops

Prints the time at which it is done; what the training says; and what lay in FOLDER when the provider went.
"""

import os
import sys
import threading
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


def created(name):
    return QgsApplication.processingRegistry().createAlgorithmById(f"calvingfront:{name}")


def startTask(algorithm, parameters, context, feedback):
    task = QgsProcessingAlgRunnerTask(algorithm, parameters, context, feedback)
    ended = []
    task.executed.connect(lambda successful, results: ended.append(successful))
    QgsApplication.taskManager().addTask(task)
    return task, ended


class Listener(QgsProcessingFeedback):
    """Python, which the training needs to go on."""

    def pushInfo(self, sentence):
        print("training:", sentence, flush=True)

    def pushWarning(self, sentence):
        self.pushInfo(sentence)


def training():
    """Parameters of a training that takes longer than any test waits."""
    scenes = {"SCENE": os.path.join(folder, "first.tif"), "TRAINING_FOLDER": os.path.join(folder, "labelled")}
    processing.run(
        "calvingfront:simulatescene", {"SEED": 1, "WIDTH": 96, "HEIGHT": 96, "DATES": 2, "GLACIERS": 2, "PIXEL_SIZE": 80, **scenes}
    )
    return {"SCENES": scenes["TRAINING_FOLDER"], "SIZE": "tiny", "CROP_SIDE": 64, "BATCH": 2, "SAMPLES": 4, "DEVICE": "cpu",
            "EPOCHS": 99999, "MODEL": os.path.join(folder, "model.safetensors"), "LOG": os.path.join(folder, "log.csv")}


def lookWhatLies(provider):
    if provider == qgissession.NAME:
        print("provider gone:", *sorted(os.listdir(folder)), flush=True)


qgissession.startPlugin()
if way in ("unload", "reload", "noexit"):
    work()
if way == "reload":
    qgissession.unloadPlugin()
    qgissession.startPlugin()
    work()
if way in ("unload", "reload"):
    qgissession.unloadPlugin()
QgsApplication.processingRegistry().providerRemoved.connect(lookWhatLies)
context = QgsProcessingContext()
if way == "task":
    feedback = QgsProcessingFeedback()
    task, ended = startTask(created("simulatescene"), qgissession.hugeScene(folder), context, feedback)
    waitFor(lambda: feedback.progress() > 0)
    qgissession.unloadPlugin()
    waitFor(lambda: ended)
    assert ended == [False]
if way in ("quit", "thread", "stop"):
    algorithm, parameters, feedback = created("finetune"), training(), Listener()
    if way == "thread":
        threading.Thread(target=algorithm.run, args=(parameters, context, feedback), daemon=True).start()
    else:
        task, ended = startTask(algorithm, parameters, context, feedback)
    waitFor(lambda: os.path.exists(parameters["LOG"]))
print("done", time.time(), flush=True)
if way not in ("noexit", "stop"):
    application.exitQgis()
