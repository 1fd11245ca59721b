"""The keys that close a window, as everywhere: Ctrl+W and Ctrl+Q. The program stays in the tray and watches on."""

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


def close_by_keys(window: QWidget) -> None:
    """Let the usual keys close a window."""
    shortcut = QShortcut(window)
    shortcut.setKeys([QKeySequence("Ctrl+W"), QKeySequence("Ctrl+Q")])
    shortcut.activated.connect(window.close)
