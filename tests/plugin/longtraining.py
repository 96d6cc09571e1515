"""A training that lasts longer than any test waits, for the scripts that end QGIS meanwhile."""

import os
import sys

from qgis.core import QgsApplication, QgsProcessingFeedback


def say(line):
    """In one piece: other threads print, too."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


class Listener(QgsProcessingFeedback):
    """Python, without whose lock the training cannot go on."""

    def pushInfo(self, sentence):
        say(f"training: {sentence}")

    def pushWarning(self, sentence):
        self.pushInfo(sentence)


def parameters(folder):
    """Of calvingfront:finetune on the scenes in folder/labelled; the log is there once an epoch has ended."""
    return {"SCENES": os.path.join(folder, "labelled"), "SIZE": "tiny", "CROP_SIDE": 64, "BATCH": 2, "SAMPLES": 4, "DEVICE": "cpu",
            "EPOCHS": 99999, "MODEL": os.path.join(folder, "model.safetensors"), "LOG": os.path.join(folder, "log.csv")}


def hasBegun(folder):
    return os.path.exists(os.path.join(folder, "log.csv"))


def sayWhatLies(folder):
    """Once the provider goes."""

    def look(provider):
        if provider == "calvingfront":
            say(f"provider gone: {' '.join(sorted(os.listdir(folder)))}")

    QgsApplication.processingRegistry().providerRemoved.connect(look)
