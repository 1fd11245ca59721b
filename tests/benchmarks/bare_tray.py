"""The smallest PySide6 program with a tray icon: what nobody who uses Qt for Python can be cheaper than.

With the argument `windows` it shows two windows of a kind with the program's for some seconds each, deletes them, and
gives back what was freed, as the program does: what Qt keeps of such windows.
"""

import ctypes
import gc
import sys
from functools import partial
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QColor, QIcon, QPixmap, QPixmapCache
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

SHOWN_MS: Final = 5_000
GIVEN_BACK_MS: Final = 3_000
"""After the last window was deleted."""


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
    if "windows" in words:
        _show_windows()
    return app.exec()


def _show_windows() -> None:
    from tests.benchmarks import bare_windows

    def show(made: QWidget) -> None:
        made.show()
        QTimer.singleShot(SHOWN_MS, made.deleteLater)

    show(bare_windows.main_window())
    QTimer.singleShot(SHOWN_MS, lambda: show(bare_windows.pages()))
    QTimer.singleShot(2 * SHOWN_MS + GIVEN_BACK_MS, _give_back)


def _give_back() -> None:
    """As `notifier.desktop.heap`, of which a bare program has nothing."""
    QPixmapCache.clear()
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)


if __name__ == "__main__":
    sys.exit(main(sys.argv))
