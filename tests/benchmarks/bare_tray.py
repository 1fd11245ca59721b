"""The smallest PySide6 program with a tray icon: what nobody who uses Qt for Python can be cheaper than.

With the argument `window` it shows a list for some seconds as well, and deletes it: what Qt keeps of any window.
"""

import sys
from functools import partial
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QApplication, QListWidget, QSystemTrayIcon

SHOWN_MS: Final = 5_000


def main(words: list[str]) -> int:
    """Show an icon, say so once the event loop runs, and stay."""
    app = QApplication(words)
    app.setQuitOnLastWindowClosed(False)
    picture = QPixmap(22, 22)
    picture.fill(QColor("seagreen"))
    tray = QSystemTrayIcon(QIcon(picture))
    tray.setToolTip("bare")
    tray.show()
    QTimer.singleShot(0, partial(print, "shown", flush=True))
    if "window" in words:
        window = QListWidget()
        window.addItems([f"row {number}" for number in range(200)])
        window.show()
        QTimer.singleShot(SHOWN_MS, window.deleteLater)
    return app.exec()


if __name__ == "__main__":
    sys.exit(main(sys.argv))
