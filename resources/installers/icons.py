"""The program's icon in the forms that systems ask for, painted from the SVG."""

import struct
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

SVG = Path(__file__).resolve().parents[1] / "icons" / "api-monitor.svg"
SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
"""Pixels; those of the freedesktop theme."""
_ICNS = {b"icp4": 16, b"icp5": 32, b"icp6": 64, b"ic07": 128, b"ic08": 256, b"ic09": 512, b"ic10": 1024}
_ICO = (16, 24, 32, 48, 64, 256)


def png(size: int) -> bytes:
    """``size`` pixels square."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(SVG)).render(painter)
    painter.end()
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    if not image.save(buffer, "PNG"):
        raise RuntimeError(f"{SVG} could not be painted at {size} pixels")
    return bytes(held.data())


def ico() -> bytes:
    """Windows: a directory, then a PNG for each size."""
    images = [png(size) for size in _ICO]
    place = 6 + 16 * len(images)
    entries = []
    for size, image in zip(_ICO, images, strict=True):
        entries.append(struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(image), place))
        place += len(image)
    return struct.pack("<HHH", 0, 1, len(images)) + b"".join(entries) + b"".join(images)


def icns() -> bytes:
    """macOS: a PNG for each size behind its type and length."""
    body = b"".join(
        kind + struct.pack(">I", len(image) + 8) + image for kind, size in _ICNS.items() for image in [png(size)]
    )
    return b"icns" + struct.pack(">I", len(body) + 8) + body
