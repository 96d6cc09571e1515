"""Installs the zip as QGIS's plugin manager does: zipinstall.py install|reinstall ZIP."""

import os
import sys
from zipfile import ZipFile

from qgis.core import QgsApplication

sys.path.append(os.path.join(QgsApplication.prefixPath() or "/usr", "share/qgis/python"))
sys.path.append("/usr/share/qgis/python")
step, archive = sys.argv[1:]
application = QgsApplication([], False)
application.initQgis()

import qgis.utils  # noqa: E402  (needs the application)
from pyplugin_installer.unzip import unzip  # noqa: E402

plugins = os.path.join(QgsApplication.qgisSettingsDirPath(), "python", "plugins")
assert plugins.startswith(os.environ["QGIS_CUSTOM_CONFIG_PATH"]), plugins
qgis.utils.plugin_paths = [plugins]
sys.path.insert(0, plugins)

# As the installer finds the name: the folder of the shortest metadata.txt.
with ZipFile(archive) as content:
    name = os.path.dirname(sorted(f for f in content.namelist() if f.endswith("metadata.txt"))[0])
assert name == "calvingfront", name


def start():
    qgis.utils.updateAvailablePlugins()
    assert name in qgis.utils.available_plugins
    assert qgis.utils.pluginMetadata(name, "hasProcessingProvider") == "yes"
    assert qgis.utils.loadPlugin(name) and qgis.utils.startProcessingPlugin(name)
    assert QgsApplication.processingRegistry().providerById("calvingfront") is not None


unzip(archive, plugins)
start()
if step == "reinstall":
    unzip(archive, plugins)
    assert QgsApplication.processingRegistry().providerById("calvingfront").algorithms() is not None
    assert qgis.utils.unloadPlugin(name)
    assert QgsApplication.processingRegistry().providerById("calvingfront") is None
    start()
print(f"{step}ed and listed", flush=True)
application.exitQgis()
