"""Puts pictures below one another: joinpictures.py OUTPUT.png PICTURE.png ...    (as wide as the widest, on white)"""

import sys

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QImage, QPainter


def main(output, *paths):
    pictures = [QImage(path) for path in paths]
    for path, picture in zip(paths, pictures):
        if picture.isNull():
            raise SystemExit(f"Cannot read the picture {path}.")
    joined = QImage(max(picture.width() for picture in pictures), sum(picture.height() for picture in pictures),
                    QImage.Format_RGB32)
    joined.fill(Qt.white)
    painter = QPainter(joined)
    top = 0
    for picture in pictures:
        painter.drawImage(0, top, picture)
        top += picture.height()
    painter.end()
    if not joined.save(output):
        raise SystemExit(f"Cannot write the picture {output}.")


main(*sys.argv[1:])
