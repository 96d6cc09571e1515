"""Opens the plugin's C++ library and lets it add its Processing provider to QGIS."""

import ctypes
import os
import shutil
import sys

NAME = "Calving Front"
FOLDER = os.path.dirname(os.path.abspath(__file__))


def classFactory(iface):
    return Plugin(iface)


class Plugin:
    """QGIS Desktop calls initGui(); qgis_process and PyQGIS call initProcessing()."""

    def __init__(self, iface):
        self.iface = iface
        self.library = None

    def initGui(self):
        try:
            self.initProcessing()
        except RuntimeError:
            # The message bar has told it; a second report with a Python traceback would hide the reason.
            if self.iface is None:
                raise

    def initProcessing(self):
        if self.library is not None:
            return
        try:
            library = openLibrary()
            if library.calvingfront_register(FOLDER.encode()) != 0:
                raise OSError(library.calvingfront_last_error().decode())
            self.library = library
        except (OSError, UnicodeError, AttributeError) as error:
            message = f"{NAME} cannot start: {error}"
            self.report(message)
            raise RuntimeError(message) from error

    def unload(self):
        if self.library is not None:
            self.library.calvingfront_unregister()
            self.library = None

    def report(self, message):
        """QGIS itself loses the reason in qgis_process, so it is told wherever somebody may look."""
        from qgis.core import Qgis, QgsMessageLog

        print(message, file=sys.stderr, flush=True)
        QgsMessageLog.logMessage(message, NAME, Qgis.Critical)
        if self.iface is not None:
            self.iface.messageBar().pushMessage(message, level=Qgis.Critical, duration=0)


def openLibrary():
    # Threads that spin while they wait take the processor from others. Read when the OpenMP library is loaded: too
    # late where QGIS itself has loaded it for OpenBLAS; there, set it before QGIS starts, as plugin/qgis_process does.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    folder = os.path.join(FOLDER, "lib")
    with open(os.path.join(folder, "current"), encoding="utf-8") as file:
        path = os.path.join(folder, file.read().strip())
    if not os.path.exists(path):
        raise OSError(f"{path} is missing. Install the plugin again.")
    try:
        library = ctypes.CDLL(path, mode=ctypes.RTLD_LOCAL)
    except OSError as error:
        raise OSError(
            f"the system refuses to load its library ({error}). It was built for other versions of QGIS, GDAL or "
            "LibTorch than the ones installed here: install the package made for this system, or build it here."
        ) from error
    library.calvingfront_register.argtypes = [ctypes.c_char_p]
    library.calvingfront_last_error.restype = ctypes.c_char_p
    letGo(path)
    return library


def letGo(path):
    """Gives the file's name to a copy of it.

    "Install from ZIP" writes into the files that it finds. Where one of them is in use as a library, that ends QGIS.
    """
    copy = f"{path}.{os.getpid()}"
    try:
        shutil.copy2(path, copy)
        os.replace(copy, path)
    except OSError:
        # Nobody may write here, so nobody will; or the disk is full, and the copy in part.
        if os.path.exists(copy):
            os.remove(copy)
