"""Opens the plugin's C++ library and lets it add its Processing provider to QGIS."""

import atexit
import ctypes
import os
import shutil
import sys

NAME = "Calving Front"
FOLDER = os.path.dirname(os.path.abspath(__file__))
TOO_LATE = (
    "QGIS was started without OMP_WAIT_POLICY=PASSIVE, which is too late to set now. The threads of our networks leave "
    "the processor to others while they wait all the same; those of QGIS and of other plugins do not (see “Scripts and "
    "models” in the help)."
)


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
        inTime = letThreadsWaitQuietly()
        try:
            library = openLibrary()
            if library.calvingfront_register(FOLDER.encode()) != 0:
                raise OSError(library.calvingfront_last_error().decode())
            self.library = library
            if self.iface is None:
                unloadAtTheEnd(self)
            if not inTime:
                self.log(TOO_LATE)
        except (OSError, UnicodeError, AttributeError) as error:
            message = f"{NAME} cannot start: {error}"
            self.report(message)
            raise RuntimeError(message) from error

    def unload(self):
        """Stops our computations and waits for them first: what they use goes with QGIS."""
        if self.library is None:
            return
        library, self.library = self.library, None
        if library.calvingfront_unregister() != 0:
            self.report(library.calvingfront_last_error().decode())

    def report(self, message):
        """QGIS itself loses the reason in qgis_process, so it is told wherever somebody may look."""
        from qgis.core import Qgis

        print(message, file=sys.stderr, flush=True)
        self.log(message, Qgis.Critical)
        if self.iface is not None:
            self.iface.messageBar().pushMessage(message, level=Qgis.Critical, duration=0)

    @staticmethod
    def log(message, level=None):
        """Into QGIS's panel of log messages, where it is for information unless a level is given."""
        from qgis.core import Qgis, QgsMessageLog

        QgsMessageLog.logMessage(message, NAME, Qgis.Info if level is None else level)


def unloadAtTheEnd(plugin):
    """QGIS Desktop unloads its plugins before it ends; elsewhere nobody does.

    exitQgis() tells nobody that it begins, and its first act in QGIS 3.22 is to wait for all tasks without asking them to
    stop. So there is no later place for it than before the call.
    """
    from qgis.core import QgsApplication

    exitQgis = QgsApplication.exitQgis

    def unloadAndExitQgis():
        plugin.unload()
        exitQgis()

    QgsApplication.exitQgis = staticmethod(unloadAndExitQgis)
    atexit.register(plugin.unload)


def letThreadsWaitQuietly():
    """Threads that spin while they wait take the processor from others. Returns whether it could still be changed.

    The OpenMP library reads the variable when it is loaded, which in Debian QGIS's own libraries do; the processes that
    QGIS starts will find it.
    """
    if os.environ.get("OMP_WAIT_POLICY"):
        return True  # Somebody has decided.
    os.environ["OMP_WAIT_POLICY"] = "PASSIVE"
    try:
        with open("/proc/self/maps", encoding="utf-8") as loaded:
            return "libgomp" not in loaded.read()
    except OSError:
        return True


def openLibrary():
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
