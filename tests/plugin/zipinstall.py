"""Installs the zip as QGIS's plugin manager does: zipinstall.py install|reinstall ZIP."""

import os
import sys
from zipfile import ZipFile

import qgissession

step, archive = sys.argv[1:]
plugins = os.path.join(os.environ["QGIS_CUSTOM_CONFIG_PATH"], "profiles", "default", "python", "plugins")
application = qgissession.begin(plugins)
assert plugins.startswith(qgissession.settingsFolder())

from pyplugin_installer.unzip import unzip  # noqa: E402  (found once QGIS has begun)

# As the installer finds the name: the folder of the shortest metadata.txt.
with ZipFile(archive) as content:
    assert os.path.dirname(sorted(f for f in content.namelist() if f.endswith("metadata.txt"))[0]) == qgissession.NAME

unzip(archive, plugins)
qgissession.startPlugin()
if step == "reinstall":
    unzip(archive, plugins)
    assert qgissession.provider().algorithms() is not None
    qgissession.unloadPlugin()
    qgissession.startPlugin()
print(f"{step}ed and listed", flush=True)
application.exitQgis()
