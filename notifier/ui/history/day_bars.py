"""How one day is painted: for the chart of one service, and for the rows of all of them.

Shape tells as much as colour: the worse a day, the longer its bad part hangs from the top, apart from what was good;
an outage is wider than what is only possible. A day that was not watched is a thin line at the bottom.
"""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QBrush, QColor, QPainter

from notifier.core.model import State
from notifier.core.story import Day
from notifier.ui import icons

LEAST_PART: Final = 0.12
"""A part of a bar that is there at all is drawn so high at least."""
WIDTHS: Final = {State.OUTAGE: 1.0, State.POSSIBLE: 0.7, State.SLOW: 0.45, State.MAINTENANCE: 0.45}
GAP: Final = 2
"""Pixels between a bad part and what is below it: they are told apart in greys, too."""
WATCHED_LEAST: Final = 2
"""Days, the first and the last of which are not whole: of less a share says nothing."""
_UNWATCHED_PX: Final = 3


def is_known(day: Day) -> bool:
    """Tell whether anything is known of a day."""
    return bool(day.ok or day.slow or day.possible or day.outage or day.maintenance)


def up_share(days: Sequence[Day]) -> float | None:
    """Give the share of the watched time without an outage, 0 to 1; None: less than a day was watched."""
    known = [each for each in days if is_known(each)]
    return sum(1 - each.outage for each in known) / len(known) if len(known) >= WATCHED_LEAST else None


def bar_of(place: int, count: int, room: QRectF) -> QRectF:
    """Give the place of one of so many bars."""
    step = room.width() / max(1, count)
    left = round(place * step)
    gap = 2 if step >= 5 else 1
    return QRectF(room.left() + left, room.top(), max(1, round((place + 1) * step) - left - gap), room.height())


def paint_days(painter: QPainter, days: Sequence[Day], room: QRectF, ground: QBrush) -> None:
    """Paint a bar for each day, the newest at the right."""
    for place, day in enumerate(days):
        _paint_day(painter, day, bar_of(place, len(days), room), ground)


def _paint_day(painter: QPainter, day: Day, place: QRectF, ground: QBrush) -> None:
    if not is_known(day):
        grey = QColor(icons.FILLS[icons.Look.UNKNOWN])
        low = QRectF(place.left(), place.bottom() - _UNWATCHED_PX, place.width(), _UNWATCHED_PX)
        painter.fillRect(low, grey)
        return
    painter.fillRect(place, QColor(icons.FILLS[icons.Look.FINE]))
    top = place.top()
    shares = ((State.OUTAGE, day.outage), (State.POSSIBLE, day.possible))
    for state, share in (*shares, (State.SLOW, day.slow), (State.MAINTENANCE, day.maintenance)):
        if share:
            height = max(0.0, min(place.height() * max(LEAST_PART, share), place.bottom() - top))
            width = max(1.0, place.width() * WIDTHS[state])
            painter.fillRect(QRectF(place.left(), top, place.width(), height + GAP), ground)
            left = place.left() + (place.width() - width) / 2
            painter.fillRect(QRectF(left, top, width, height), QColor(icons.FILLS[icons.LOOKS[state]]))
            top += height + GAP
