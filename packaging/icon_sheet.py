"""Draw every icon of the tray on one sheet: in each size of a panel, on a light and a dark one, and in grey.

For the eyes of a reviewer: `make screenshots ARGS=icons` takes it. Which icon means what is in `notifier.ui.icons`.
"""

from collections.abc import Callable, Collection
from typing import Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap

from notifier.ui import icons
from notifier.ui.icons import Look

SIZES: Final = (16, 22, 24, 32)
PANELS: Final = ("#f4f4f4", "#242628")
_CELL: Final = 44
_LABELS: Final = 110
_LINE: Final = 16


def _drawn() -> dict[str, Callable[[int, bool], QPixmap]]:
    """Give what is drawn, by its label; each takes a size, and whether the panel is dark."""

    def of(look: Look, digits: str = "", *, practice: bool = False, unseen: bool = False) -> Callable[..., QPixmap]:
        return lambda size, _dark: icons.pixmap(look, size, digits, practice=practice, unseen=unseen)

    looks = {each.value: of(each) for each in Look}
    return {
        "fine, quiet": lambda size, dark: icons.quiet_pixmap(size, dark_panel=dark),
        "quiet, either": lambda size, _dark: icons.quiet_pixmap(size, dark_panel=None),
        **looks,
        "possible, 3": of(Look.POSSIBLE, "3"),
        "outage, 1": of(Look.OUTAGE, "1"),
        "outage, 9+": of(Look.OUTAGE, "9+"),
        "outage, unseen": of(Look.OUTAGE, "2", unseen=True),
        "fine, unseen": of(Look.FINE, unseen=True),
        "practice": of(Look.OUTAGE, "1", practice=True),
        "program": lambda size, _dark: icons.app_icon().pixmap(size, size),
    }


def sheet() -> QImage:
    """Draw the sheet."""
    drawn = _drawn()
    columns = [(panel, grey, size) for panel in PANELS for grey in (False, True) for size in SIZES]
    picture = QImage(_LABELS + _CELL * len(columns), _LINE + _CELL * len(drawn), QImage.Format.Format_RGB32)
    picture.fill(QColor("white"))
    painter = QPainter(picture)
    for place, (panel, grey, size) in enumerate(columns):
        column = _column(drawn.values(), panel, size)
        if grey:
            column = column.convertToFormat(QImage.Format.Format_Grayscale8)
        painter.drawImage(_LABELS + place * _CELL, _LINE, column)
        painter.drawText(_LABELS + place * _CELL + 4, _LINE - 4, "grey" if grey else f"{size}")
    for row, label in enumerate(drawn):
        at = QRect(4, _LINE + row * _CELL, _LABELS - 8, _CELL)
        painter.drawText(at, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, label)
    painter.end()
    return picture


def _column(drawn: Collection[Callable[[int, bool], QPixmap]], panel: str, size: int) -> QImage:
    column = QImage(_CELL, _CELL * len(drawn), QImage.Format.Format_RGB32)
    column.fill(QColor(panel))
    painter = QPainter(column)
    for row, draw in enumerate(drawn):
        picture = draw(size, panel == PANELS[1])
        painter.drawPixmap((_CELL - size) // 2, row * _CELL + (_CELL - size) // 2, picture)
    painter.end()
    return column
