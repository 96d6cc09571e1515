"""Writes chain.model3 beside this file: simulate a Sentinel-1 product, preprocess it, extract its fronts. Run it once, with the plugin there:

env QT_QPA_PLATFORM=offscreen QGIS_PLUGINPATH=build/dev/package QGIS_CUSTOM_CONFIG_PATH=build/dev/profile \
    python3 tests/plugin/makemodel.py
"""

import os

import qgissession

application = qgissession.begin(os.environ["QGIS_PLUGINPATH"])

from qgis.core import (  # noqa: E402  (needs the application)
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource as Source,
    QgsProcessingModelOutput,
    QgsProcessingModelParameter,
    QgsProcessingParameterFile,
    QgsProcessingParameterNumber,
)

qgissession.startPlugin()


def child(name, algorithm, sources, outputs):
    step = QgsProcessingModelChildAlgorithm(f"calvingfront:{algorithm}")
    step.setChildId(name)
    step.setDescription(name)
    for key, source in sources.items():
        step.addParameterSources(key, [source])
    modelOutputs = {}
    for key in outputs:
        output = QgsProcessingModelOutput(key, key)
        output.setChildId(name)
        output.setChildOutputName(key)
        modelOutputs[key] = output
    step.setModelOutputs(modelOutputs)
    return step


model = QgsProcessingModelAlgorithm("Simulate, preprocess and extract", "Calving fronts")
model.addModelParameter(
    QgsProcessingParameterNumber("SEED", "Seed", QgsProcessingParameterNumber.Integer, 1),
    QgsProcessingModelParameter("SEED"),
)
model.addModelParameter(QgsProcessingParameterFile("MODEL", "Model", optional=True), QgsProcessingModelParameter("MODEL"))
model.addChildAlgorithm(
    child(
        "simulate",
        "simulatesar",
        {
            "SEED": Source.fromModelParameter("SEED"),
            "WIDTH": Source.fromStaticValue(128),
            "HEIGHT": Source.fromStaticValue(128),
            "PIXEL_SIZE": Source.fromStaticValue(80),
        },
        [],
    )
)
model.addChildAlgorithm(
    child(
        "preprocess",
        "preprocesssar",
        {"INPUT": Source.fromChildOutput("simulate", "PRODUCT"), "PIXEL_SIZE": Source.fromStaticValue(80)},
        ["OUTPUT"],
    )
)
model.addChildAlgorithm(
    child(
        "extract",
        "extractfronts",
        {"INPUT": Source.fromChildOutput("preprocess", "OUTPUT"), "MODEL": Source.fromModelParameter("MODEL")},
        ["FRONTS", "ZONES"],
    )
)
assert model.toFile(os.path.join(os.path.dirname(os.path.abspath(__file__)), "chain.model3"))
application.exitQgis()
