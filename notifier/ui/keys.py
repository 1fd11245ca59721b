"""The keys that close a window, as everywhere: Ctrl+W and Ctrl+Q. The program stays in the tray and watches on."""

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

QUIT = QKeySequence("Ctrl+Q")


def close_by_keys(window: QWidget, *, quits: bool = False) -> None:
    """Let the usual keys close a window; Ctrl+Q is left out where that `quits`."""
    shortcut = QShortcut(window)
    shortcut.setKeys([QKeySequence("Ctrl+W"), *([] if quits else [QUIT])])
    shortcut.activated.connect(window.close)
