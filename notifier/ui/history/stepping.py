"""Walking over a chart with the keys: arrows from one to the next, Home and End to the first and the last."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent


def stepped(event: QKeyEvent, chosen: int, count: int) -> int | None:
    """Give the place that a key leads to; None: it is no such key, or there is nothing. -1: none was chosen before."""
    if not count:
        return None
    last = count - 1
    match Qt.Key(event.key()):
        case Qt.Key.Key_Left:
            return last if chosen < 0 else max(0, chosen - 1)
        case Qt.Key.Key_Right:
            return last if chosen < 0 else min(last, chosen + 1)
        case Qt.Key.Key_Home:
            return 0
        case Qt.Key.Key_End:
            return last
        case _:
            return None
