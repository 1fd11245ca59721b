"""Render the program's icon in the forms that installers want: .ico, .icns, and .png in the sizes of Linux desktops.

The drawing itself is `resources/icons/`; nothing that is rendered is kept under version control.
"""

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

PROJECT = Path(__file__).resolve().parent.parent
DRAWING = PROJECT / "resources" / "icons" / "outage-notifier.svg"
TARGET = PROJECT / "build" / "icons"
SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)


def rendered(drawing: QSvgRenderer, size: int) -> QImage:
    """Draw the icon in one size, on nothing."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    drawing.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return image


def main() -> int:
    """Write all forms below build/icons."""
    app = QGuiApplication(sys.argv)
    drawing = QSvgRenderer(str(DRAWING))
    if not drawing.isValid():
        print(f"{DRAWING} cannot be read", file=sys.stderr)
        return 1
    TARGET.mkdir(parents=True, exist_ok=True)
    saved = [rendered(drawing, size).save(str(TARGET / f"outage-notifier-{size}.png")) for size in SIZES]
    saved.append(rendered(drawing, 256).save(str(TARGET / "outage-notifier.ico")))
    saved.append(rendered(drawing, 512).save(str(TARGET / "outage-notifier.icns")))
    app.quit()
    return 0 if all(saved) else 1


if __name__ == "__main__":
    sys.exit(main())
