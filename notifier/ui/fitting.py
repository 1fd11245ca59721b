"""Windows that are not larger than the screen: at a large scale the usual size would put buttons out of reach."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget


def fit(window: QWidget, wanted: QSize, least: QSize | None = None) -> None:
    """Give a window the size that is wanted, or what its screen leaves beside a frame."""
    line = window.fontMetrics().height()
    room = window.screen().availableSize() - QSize(line, 3 * line)  # the frame is not known before it is there
    if least is not None:
        window.setMinimumSize(least.boundedTo(room))
    window.resize(wanted.boundedTo(room))
