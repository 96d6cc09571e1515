"""Runs by `qgis --code`, see the script beside it: does what the tutorials say in the real windows, and takes pictures."""

import os
import shutil
import sys
import time
import traceback

import processing
from processing.gui.BatchAlgorithmDialog import BatchAlgorithmDialog
from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingOutputLayerDefinition,
    QgsProject,
    QgsRasterLayer,
)
from qgis.PyQt.QtCore import QEventLoop, Qt, QTimer
from qgis.PyQt.QtGui import QImage, QPainter
from qgis.PyQt.QtSvg import QSvgRenderer
from qgis.PyQt.QtWidgets import QApplication, QDockWidget, QGroupBox, QLineEdit, QScrollArea, QToolButton, QTreeView
from qgis.utils import iface

WORK = os.environ["CALVINGFRONT_WORK"]
INBOX = os.path.join(os.environ["QGIS_PLUGINPATH"], "calvingfront/weights/calvingfront.safetensors")
PROJECT = QgsProject.instance()
DATE = "2022-08-01"
PLACE = {"SEED": 77, "WIDTH": 160, "HEIGHT": 128, "PIXEL_SIZE": 80}
# What preprocessing makes of a product (see plugin/demo), and small steps from the model in the box: with larger ones it
# was the rounding of the processor that decided between 200 m and kilometres.
LABELLED = {"LOOKS": 280, "NOISE_FLOOR": -40, "LOOK_DIRECTION": 83, "DATE": "2020-07-01", "DATES": 14, "INTERVAL": 52}
# The glacier of plugin/demo.
RETREATING = {"SEED": 1, "PIXEL_SIZE": 70, "WIDTH": 200, "HEIGHT": 136, "RATE": 500, "SEASONAL": 300, "LOOKS": 215,
              "NOISE_FLOOR": -40, "LOOK_DIRECTION": 83, "DATE": "2020-05-01", "DATES": 21, "INTERVAL": 65}
RECIPE = {"SIZE": "small", "SEED": 1, "EPOCHS": 8, "VALIDATION_SHARE": 0, "SAMPLES": 40, "CROP_SIDE": 128, "BATCH": 4,
          "ACCUMULATE": 1, "OPTIMISER": "adamw", "LEARNING_RATE": 0.0005, "WEIGHT_DECAY": 0.01, "LONGEST_GRADIENT": 1,
          "SCHEDULE": "cosine", "WARM_UP": 10, "DROPOUT": 0, "REZOOM": 0, "SPECKLE": 0, "MIX": 0, "FLIP": 0, "ROTATE": 0}


def path(name):
    return os.path.join(WORK, name)


def pause(seconds):
    """Lets the windows draw themselves."""
    until = time.time() + seconds
    while time.time() < until:
        QApplication.processEvents(QEventLoop.AllEvents, 50)
        time.sleep(0.02)


def take(window, name):
    """A picture of a window with its frame, or of a part of one."""
    pause(1.5)
    corner = window.mapToGlobal(window.rect().topLeft())
    frame = window.frameGeometry() if window.isWindow() else None
    if frame is not None:
        area = (frame.x(), frame.y(), frame.width(), frame.height())
    else:
        area = (corner.x(), corner.y(), window.width(), window.height())
    QApplication.primaryScreen().grabWindow(0, *area).save(path(f"pictures/{name}.png"))


def loaded(name):
    return QgsProcessingOutputLayerDefinition(path(name) if name else "TEMPORARY_OUTPUT", PROJECT)


def dialogOf(algorithmId, parameters):
    dialog = processing.createAlgorithmDialog(algorithmId, parameters)
    dialog.show()
    dialog.resize(960, 640)
    dialog.move(60, 40)
    return dialog


def run(dialog):
    loop, ends = QEventLoop(), []
    dialog.algorithmFinished.connect(lambda successful, results: (ends.append(successful), loop.quit()))
    dialog.runButton().click()
    if not ends:
        loop.exec()
    assert ends[0], dialog.windowTitle()
    dialog.close()
    pause(1)


def toolbox():
    dock = iface.mainWindow().findChild(QDockWidget, "ProcessingToolbox")
    dock.setUserVisible(True)
    # Docked, it is too low for all algorithms.
    dock.setFloating(True)
    dock.resize(330, 580)
    dock.move(80, 40)
    search = dock.findChild(QLineEdit)
    tree = dock.findChild(QTreeView)
    search.setText("calving fronts")
    pause(1)
    tree.expandAll()
    return dock


def zoom(layer):
    iface.mapCanvas().setExtent(layer.extent())
    iface.mapCanvas().refresh()
    pause(1)


def extentOf(raster):
    layer = QgsRasterLayer(raster)
    extent = layer.extent()
    sides = (extent.xMinimum(), extent.xMaximum(), extent.yMinimum(), extent.yMaximum())
    return ",".join(f"{side:.0f}" for side in sides) + f" [{layer.crs().authid()}]"


def top():
    return PROJECT.layerTreeRoot().findLayers()[0].layer()


def train():
    """The model in the box does not know simulated fjords."""
    if os.path.exists(path("model.safetensors")):
        return
    processing.run("calvingfront:simulatescene", {**PLACE, **LABELLED, "SCENE": path("first.tif"),
                                                  "TRAINING_FOLDER": path("labelled")})
    processing.run("calvingfront:finetune",
                   {**RECIPE, "SCENES": path("labelled"), "START": INBOX, "MODEL": path("model.safetensors")})


def fromProduct():
    processing.run("calvingfront:simulatesar", {**PLACE, "DATE": DATE, "OUTPUT": path("product.SAFE")})
    processing.run("calvingfront:simulatescene",
                   {**PLACE, "DATE": DATE, "SCENE": path("unused.tif"), "DEM": path("heights.tif")})
    dock = toolbox()
    take(dock, "toolbox")
    dock.setFloating(False)
    dock.setUserVisible(False)
    dialog = dialogOf(
        "calvingfront:preprocesssar",
        {"INPUT": path("product.SAFE/manifest.safe"), "DEM": path("heights.tif"),
         "EXTENT": extentOf(path("heights.tif")), "PIXEL_SIZE": 40, "OUTPUT": loaded("")},
    )
    take(dialog, "preprocess")
    run(dialog)
    zoom(top())
    take(iface.mainWindow(), "backscatter")
    dialog = dialogOf(
        "calvingfront:extractfronts",
        {"INPUT": top(), "MODEL": path("model.safetensors"), "FRONTS": loaded("fronts.gpkg"), "OCEAN": loaded("")},
    )
    take(dialog, "extract")
    run(dialog)
    take(iface.mainWindow(), "fronts")
    iface.showAttributeTable(top())
    pause(2)
    for window in QApplication.topLevelWidgets():
        if window.isVisible() and top().name() in window.windowTitle() and window is not iface.mainWindow():
            window.resize(960, 200)
            take(window, "attributes")
            window.close()


def fromGeoTiff():
    PROJECT.clear()
    for year in (2021, 2022):
        processing.run("calvingfront:simulatescene", {**PLACE, "DATE": f"{year}-08-01", "UNIT": 1,
                                                      "SCENE": path(f"Fjord_{year}-08-01_S1.tif")})
    dialog = dialogOf("calvingfront:extractfronts",
                      {"INPUT": path("Fjord_2022-08-01_S1.tif"), "FRONTS": loaded("fronts.gpkg")})
    pause(1)
    for box in dialog.findChildren(QGroupBox):
        if box.title().startswith("Advanced"):
            box.findChild(QToolButton, options=Qt.FindDirectChildrenOnly).click()
    pause(1)
    for area in dialog.findChildren(QScrollArea):
        area.verticalScrollBar().setValue(420)
    take(dialog, "values")
    dialog.close()
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("calvingfront:extractfronts")
    dialog = BatchAlgorithmDialog(algorithm, iface.mainWindow())
    panel, context = dialog.mainWidget(), QgsProcessingContext()
    dialog.show()
    dialog.resize(1100, 420)
    dialog.move(40, 60)
    while panel.batchRowCount() < 2:
        panel.addRow()
    for row, year in enumerate((2021, 2022)):
        name = f"Fjord_{year}-08-01_S1"
        scene = panel.wrappers[row][panel.parameter_to_column["INPUT"]]
        scene.setParameterValue(path(f"{name}.tif"), context)
        panel.tblParameters.cellWidget(row + 1, panel.parameter_to_column["FRONTS"]).setValue(path(f"{name}.gpkg"))
    panel.checkLoadLayersOnCompletion.setChecked(True)
    take(dialog, "batch")
    dialog.close()


def filesOf(folder):
    return [path(f"{folder}/{name}") for name in sorted(os.listdir(path(folder)))]


def fromSeries():
    PROJECT.clear()
    processing.run("calvingfront:simulatescene",
                   {**RETREATING, "SCENE": path("series.tif"), "TRAINING_FOLDER": path("series")})
    os.mkdir(path("labels"))
    zones = sorted(os.listdir(path("series/zones")))
    for folder, ending in (("zones", "_zones.tif"), ("fronts", "_front.tif")):
        for name in (zones[0], zones[10], zones[-1]):
            name = name.replace("_zones.tif", ending)
            source = path(f"series/{folder}/{name}")
            if os.path.exists(source):
                shutil.copy(source, path("labels"))
    scene = os.path.join("series/sar_images", zones[10].replace("_zones", ""))
    scene = QgsRasterLayer(path(scene), "Scene")
    PROJECT.addMapLayer(scene)
    dialog = dialogOf("calvingfront:extractseries",
                      {"INPUTS": filesOf("series/sar_images"), "LABELS": filesOf("labels"), "FRONTS": loaded("series.gpkg")})
    take(dialog, "seriesdialog")
    run(dialog)
    zoom(scene)
    take(iface.mainWindow(), "series")
    dialog = dialogOf("calvingfront:frontchange",
                      {"INPUT": [top()], "ERROR": 60, "OUTPUT": loaded("change.gpkg"), "POLYGONS": loaded("areas.gpkg"),
                       "REPORT": path("change.html")})
    run(dialog)
    take(iface.mainWindow(), "change")
    with open(path("change.html"), encoding="utf-8") as report:
        text = report.read()
    curve = QSvgRenderer(text[text.index("<svg"):text.index("</svg>") + len("</svg>")].encode())
    image = QImage(curve.defaultSize(), QImage.Format_RGB32)
    image.fill(Qt.white)
    painter = QPainter(image)
    curve.render(painter)
    painter.end()
    image.save(path("pictures/curve.png"))


def main():
    try:
        train()
        fromProduct()
        fromGeoTiff()
        fromSeries()
    except BaseException:
        traceback.print_exc(file=sys.stderr)
        iface.mainWindow().grab().save(path("pictures/failed.png"))
    PROJECT.clear()
    iface.actionExit().trigger()


QTimer.singleShot(1500, main)
