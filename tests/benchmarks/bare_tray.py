"""The smallest PySide6 program with a tray icon: what nobody who uses Qt for Python can be cheaper than."""

import sys

from PySide6.QtCore import QTimer
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QApplication, QSystemTrayIcon


def main() -> int:
    """Show an icon, say so once the event loop runs, and stay."""
    app = QApplication(sys.argv)
    app.setQuitOnLastWindowClosed(False)
    picture = QPixmap(22, 22)
    picture.fill(QColor("seagreen"))
    tray = QSystemTrayIcon(QIcon(picture))
    tray.setToolTip("bare")
    tray.show()
    QTimer.singleShot(0, lambda: print("shown", flush=True))
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
