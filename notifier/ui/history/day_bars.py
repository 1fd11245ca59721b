"""How one day is painted: for the chart of one service, and for the rows of all of them.

Shape tells as much as colour: the worse a day, the longer its bad part hangs from the top, apart from what was good;
an outage is wider than what is only possible. A day that was not watched is a thin line at the bottom.
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter

from notifier.core.model import State
from notifier.core.past.story import Day
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


@lru_cache(maxsize=8)
def _columns(count: int, width: float) -> tuple[tuple[int, int], ...]:
    """Give where each of so many bars begins in so many pixels, and how wide it is."""
    step = width / max(1, count)
    gap = 2 if step >= 5 else 1
    edges = [round(place * step) for place in range(count + 1)]
    return tuple((left, max(1, right - left - gap)) for left, right in pairwise(edges))


def bar_of(place: int, count: int, room: QRectF) -> QRectF:
    """Give the place of one of so many bars."""
    left, width = _columns(count, room.width())[place]
    return QRectF(room.left() + left, room.top(), width, room.height())


def paint_days(painter: QPainter, days: Sequence[Day], room: QRectF, ground: QBrush) -> None:
    """Paint a bar for each day, the newest at the right."""
    unknown, known = [], []
    low = room.bottom() - _UNWATCHED_PX
    for (left, width), day in zip(_columns(len(days), room.width()), days, strict=True):
        if is_known(day):
            known.append(QRectF(room.left() + left, room.top(), width, room.height()))
        else:
            unknown.append(QRectF(room.left() + left, low, width, _UNWATCHED_PX))
    painter.setPen(Qt.PenStyle.NoPen)
    for look, bars in ((icons.Look.UNKNOWN, unknown), (icons.Look.FINE, known)):
        painter.setBrush(QColor(icons.FILLS[look]))
        painter.drawRects(bars)
    for day, place in zip(filter(is_known, days), known, strict=True):
        if day.ok < 1:
            _paint_bad(painter, day, place, ground)


def _paint_bad(painter: QPainter, day: Day, place: QRectF, ground: QBrush) -> None:
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
