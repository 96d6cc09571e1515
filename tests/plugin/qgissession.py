"""A QGIS without windows for the test scripts, and the plugin in it as qgis_process starts it."""

import os
import sys

from qgis.core import QgsApplication

NAME = "calvingfront"


def begin(plugins):
    """Starts QGIS; looks for plugins in the folder `plugins`."""
    sys.path.insert(0, plugins)
    sys.path.append("/usr/share/qgis/python")
    sys.path.append("/usr/share/qgis/python/plugins")
    application = QgsApplication([], False)
    application.initQgis()
    import qgis.utils

    qgis.utils.plugin_paths = [plugins]
    return application


def startPlugin():
    import qgis.utils

    qgis.utils.updateAvailablePlugins()
    assert NAME in qgis.utils.available_plugins
    assert qgis.utils.pluginMetadata(NAME, "hasProcessingProvider") == "yes"
    assert qgis.utils.loadPlugin(NAME) and qgis.utils.startProcessingPlugin(NAME)
    assert provider() is not None


def unloadPlugin():
    import qgis.utils

    assert qgis.utils.unloadPlugin(NAME)
    assert provider() is None


def provider():
    return QgsApplication.processingRegistry().providerById(NAME)


def settingsFolder():
    """Where this QGIS keeps its profile: never the user's."""
    folder = QgsApplication.qgisSettingsDirPath()
    assert folder.startswith(os.environ["QGIS_CUSTOM_CONFIG_PATH"]), folder
    return folder


def smallScene(folder):
    """Parameters of a simulation that takes a moment."""
    return {"SEED": 1, "WIDTH": 64, "HEIGHT": 64, "SCENE": os.path.join(folder, "small.tif")}


def hugeScene(folder):
    """Parameters of a simulation that takes longer than any test waits."""
    return {"SEED": 1, "WIDTH": 20000, "HEIGHT": 90000, "SCENE": os.path.join(folder, "huge.tif")}
