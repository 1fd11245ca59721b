"""Lines of words for delegates: laid out once, painted often, for what a row says changes seldom."""

from functools import lru_cache
from typing import Final

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QStaticText, QTextOption, QTransform
from PySide6.QtWidgets import QStyleOptionViewItem

_KEPT: Final = 512
"""Lines: more than a list shows at once."""


class LaidOut:
    """Paints lines, and keeps as many of them as a list shows."""

    def __init__(self) -> None:
        self._line = lru_cache(_KEPT)(_line)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        words: str,
        font: QFont,
        place: QRect,
        *,
        at_end: bool = False,
        down: float = 0.5,
    ) -> int:
        """Paint one line in the painter's colour, cut short where it has no room; give its width.

        `place` is where it stands when it is read from the left; `down` says at which share of its spare height.
        """
        direction = option.direction
        line = self._line(words, QFont(font), place.width(), direction)  # an option's own font ends with it
        size, row = line.size(), option.rect
        left = place.right() + 1 - size.width() if at_end else place.left()
        if direction is Qt.LayoutDirection.RightToLeft:
            left = row.left() + row.right() + 1 - left - size.width()
        painter.setFont(font)
        painter.drawStaticText(QPointF(round(left), round(place.top() + down * (place.height() - size.height()))), line)
        return round(size.width())


def _line(words: str, font: QFont, width: int, direction: Qt.LayoutDirection) -> QStaticText:
    line = QStaticText(QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, width))
    option = QTextOption()
    option.setTextDirection(direction)
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    line.setTextFormat(Qt.TextFormat.PlainText)
    line.setTextOption(option)
    line.prepare(QTransform(), font)
    return line
