"""A day of one service as a line: how it was, what the company said, and when the user was notified.

An outage is the highest and what works the lowest, so that states are told apart without colour; time that was not
watched is a thin line. A statement is a bubble above the line, a notification a triangle that points at it. What is
under the mouse, or reached with the arrow keys, is told in a tooltip; all of it in the accessible description.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from typing import Final

import msgspec
from PySide6.QtCore import QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QWidget

from notifier.core.model import State
from notifier.core.past.story import Course, StoryAlert, StorySaid, Stretch
from notifier.ui import icons, theme
from notifier.ui.history.chart import Chart
from notifier.ui.history.period import SPAN
from notifier.ui.scale import SMALL, scaled
from notifier.words import _
from notifier.words.names import Names
from notifier.words.phrases import capital, problem_noun
from notifier.words.story import story_entry
from notifier.words.times import Clock

HEIGHTS: Final = {State.OUTAGE: 1.0, State.POSSIBLE: 0.75, State.SLOW: 0.6, State.MAINTENANCE: 0.6, State.OK: 0.4}
STRIP_PX: Final = 22.0
MARK_PX: Final = 9.0
LEAST_PX: Final = 2.0
"""So wide is whatever is there at all."""
TICK: Final = timedelta(hours=6)


class Moment(msgspec.Struct, frozen=True):
    """Something to be told: from when to when, and in words. `state` is that of a problem; None: a mark."""

    start: datetime
    end: datetime
    words: str
    state: State | None = None
    said: bool = False


def paint_parts(
    painter: QPainter, parts: Iterable[Stretch], place: Callable[[datetime, datetime], QRectF], room: QRectF
) -> None:
    """Paint how a service was: the worse, the higher. `place` tells where a time lies in the room."""
    for part in parts:
        height = room.height() * HEIGHTS.get(part.state, 0.4)
        lies = place(part.start, part.end)
        color = QColor(icons.FILLS[icons.LOOKS[part.state]])
        painter.fillRect(QRectF(lies.left(), room.bottom() - height, lies.width(), height), color)


class Timeline(Chart):
    """Shows the last 24 hours."""

    around = QMarginsF(2, 2, 2, 1)

    def __init__(self, names: Names, parent: QWidget | None = None) -> None:
        super().__init__(_("Last 24 hours"), parent)
        self.high = round(2 * MARK_PX + STRIP_PX) + 4 + self.fontMetrics().height()
        self._names = names
        self._course = Course()
        self._clock: Clock | None = None
        self.moments: tuple[Moment, ...] = ()

    def show_course(self, course: Course, clock: Clock) -> None:
        """Show how the service was up to now."""
        self._course, self._clock = course, clock
        self.moments = tuple(sorted(self._moments(clock), key=lambda each: each.start))
        self.show_anew(_("Last 24 hours"), len(self.moments))

    def summary(self) -> str:
        """All moments in words."""
        if not self._course.parts:
            return _("Nothing is known of this time.")
        return "\n".join(each.words for each in self.moments) or _("No problem in this time.")

    def _moments(self, clock: Clock) -> Iterator[Moment]:
        for part in self._course.parts:
            if part.state is not State.OK:
                words = _("{time}: {state}, {duration}").format(
                    time=clock.span(part.start, part.end),
                    state=problem_noun(part.state),
                    duration=clock.lasted(part.start, part.end),
                )
                yield Moment(part.start, part.end, capital(words), part.state)
        said = [StorySaid(each.statement.time, each) for each in self._course.said]
        notified = [StoryAlert(each.time, each) for each in self._course.alerts if each.is_shown and not each.update]
        entries: list[StorySaid | StoryAlert] = [*said, *notified]
        for entry in entries:
            told = story_entry(entry, self._names, clock)
            words = f"{told.time}: {told.text}"
            yield Moment(entry.time, entry.time, words, said=isinstance(entry, StorySaid))

    # painting

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 Qt's name
        """Paint the line, its times and its marks."""
        if self._clock is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # time goes to the right in every language
        room = self._room()
        thin = QRectF(room.left(), room.bottom() - 3, room.width(), 3)
        painter.fillRect(thin, theme.edge_color(self.palette()))
        paint_parts(painter, self._course.parts, self._place, room)
        for each in self.moments:
            if each.state is None:
                self._paint_mark(painter, each)
        self._paint_times(painter, room)
        self.paint_chosen(painter)
        painter.end()

    def _paint_mark(self, painter: QPainter, mark: Moment) -> None:
        middle = self._place(mark.start, mark.end).center().x()
        shape = QPainterPath()
        shape.setFillRule(Qt.FillRule.WindingFill)  # the bubble's tail overlaps it
        if mark.said:
            shape.addRoundedRect(QRectF(middle - 5, 0, 10, 6), 2, 2)
            shape.addPolygon([QPointF(middle + 1, 5), QPointF(middle - 3, MARK_PX), QPointF(middle - 3, 5)])
        else:
            top, bottom = MARK_PX + 1, 2 * MARK_PX
            shape.addPolygon([QPointF(middle - 4, top), QPointF(middle + 4, top), QPointF(middle, bottom)])
        painter.fillPath(shape, self.palette().color(self.foregroundRole()))

    def _paint_times(self, painter: QPainter, room: QRectF) -> None:
        clock = self._clock
        if clock is None:
            return
        painter.setFont(scaled(self.font(), SMALL))
        painter.setPen(theme.quiet_color(self.palette()))
        line = QRectF(room.left(), room.bottom() + 2, room.width(), painter.fontMetrics().height())
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft, clock.time(clock.now - SPAN))
        painter.drawText(line, Qt.AlignmentFlag.AlignRight, _("now"))
        for number in (1, 2, 3):
            time = clock.now - SPAN + number * TICK
            middle = self._place(time, time).center().x()
            wide = painter.fontMetrics().horizontalAdvance(clock.time(time)) + 4
            place = QRectF(middle - wide / 2, line.top(), wide, line.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignHCenter, clock.time(time))

    def _room(self) -> QRectF:
        return QRectF(0, 2 * MARK_PX + 2, self.width(), STRIP_PX)

    def _place(self, start: datetime, end: datetime) -> QRectF:
        """Where a time is on the line."""
        room, now = self._room(), self._clock.now if self._clock is not None else end
        left = room.left() + room.width() * max(0.0, 1 - (now - start) / SPAN)
        right = room.left() + room.width() * min(1.0, 1 - (now - end) / SPAN)
        wide = max(LEAST_PX, right - left)
        return QRectF(min(left, room.right() - wide), room.top(), wide, room.height())

    # what is told

    def moment_at(self, x: float) -> Moment | None:
        """Give what is at a place, the nearest within a few pixels; marks before what lies beneath them."""
        found = [(self._place(each.start, each.end), each) for each in self.moments]
        near = [(place, each) for place, each in found if place.left() - 5 <= x <= place.right() + 5]
        near.sort(key=lambda pair: (pair[1].state is not None, abs(pair[0].center().x() - x)))
        return near[0][1] if near else None

    def words_at(self, x: float) -> str:
        """Tell what is at a place."""
        moment = self.moment_at(x)
        return moment.words if moment is not None else ""

    def words_of(self, place: int) -> str:
        """Tell of one moment."""
        return self.moments[place].words

    def room_of(self, place: int) -> QRectF:
        """Give where a moment is painted."""
        return self._place(self.moments[place].start, self.moments[place].end)
