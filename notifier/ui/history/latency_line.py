"""How long answers took, as a line in a band from the fastest to the slowest; gaps where nothing answered.

What the point under the mouse or the arrow keys was is told in a tooltip and in the accessible description; the table
behind it (`chart_table`) says all of them.
"""

from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtCore import QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from notifier.core.model import State
from notifier.core.past.story import LatencyPoint
from notifier.ui import theme
from notifier.ui.history.chart import Chart
from notifier.ui.scale import SMALL, scaled
from notifier.words import _
from notifier.words.times import Clock, latency


class LatencyLine(Chart):
    """The chart."""

    around, high = QMarginsF(1, 0, 1, 0), 64

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Time to answer"), parent)
        self._points: Sequence[LatencyPoint] = ()
        self._clock: Clock | None = None

    def show_points(self, points: Sequence[LatencyPoint], clock: Clock) -> None:
        """Show these points, oldest first."""
        self._points, self._clock = points, clock
        self.show_anew(_("Time to answer"), len(points))

    def summary(self) -> str:
        """All points in one sentence."""
        means = [each.mean_ms for each in self._points if each.mean_ms is not None]
        highs = [each.high_ms for each in self._points if each.high_ms is not None]
        if not means or not highs:
            return _("No answers in this time.")
        return _("{mean} on average, {most} at most").format(
            mean=latency(sum(means) / len(means)), most=latency(max(highs))
        )

    def when(self, place: int) -> str:
        """The time of a point in words."""
        if self._clock is None:
            return ""
        time = self._points[place].time
        return self._clock.span(time, time + self._step)

    def value(self, place: int) -> str:
        """What was measured at a point, in words."""
        point = self._points[place]
        if point.mean_ms is None or point.low_ms is None or point.high_ms is None:
            return _("no answer, {failed} failed").format(failed=point.failed) if point.total else _("not read")
        words = _("{mean} on average ({low} to {high})").format(
            mean=latency(point.mean_ms), low=latency(point.low_ms), high=latency(point.high_ms)
        )
        return _("{words}, {failed} failed").format(words=words, failed=point.failed) if point.failed else words

    def words_of(self, place: int) -> str:
        """One point in words: "14:02…14:17: 80 ms on average (70 ms to 120 ms)"."""
        if not 0 <= place < len(self._points):
            return ""
        return f"{self.when(place)}: {self.value(place)}"

    @property
    def _step(self) -> timedelta:
        return self._points[1].time - self._points[0].time if len(self._points) > 1 else timedelta()

    # painting

    def _most(self) -> float:
        return max((each.high_ms for each in self._points if each.high_ms is not None), default=0.0)

    def _area(self) -> QRectF:
        metrics = QFontMetricsF(scaled(self.font(), SMALL))
        left = metrics.horizontalAdvance(latency(self._most())) + 6
        return QRectF(left, 3, self.width() - left - 1, self.height() - metrics.height() - 10)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 Qt's name
        """Paint the line and its scale."""
        most = self._most()
        if not most or self._clock is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # time goes to the right in every language
        painter.setFont(scaled(self.font(), SMALL))
        area = self._area()
        self._paint_scale(painter, area, latency(most), self._clock)
        self._paint_points(painter, area, most)
        self.paint_chosen(painter)
        painter.end()

    def _paint_scale(self, painter: QPainter, area: QRectF, top_words: str, clock: Clock) -> None:
        line = painter.fontMetrics().height()
        painter.setPen(theme.quiet_color(self.palette()))
        below = QRectF(area.left(), area.bottom() + 2, area.width(), line)
        painter.drawText(QRectF(0, 0, area.left() - 6, line), Qt.AlignmentFlag.AlignRight, top_words)
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextDontClip, clock.time(self._points[0].time))
        painter.drawText(below, Qt.AlignmentFlag.AlignRight | Qt.TextFlag.TextDontClip, _("now"))
        painter.setPen(theme.edge_color(self.palette()))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.drawLine(area.topLeft(), area.topRight())

    def _paint_points(self, painter: QPainter, area: QRectF, most: float) -> None:
        color = theme.state_color(State.SLOW, self.palette())
        band = QColor(color)
        band.setAlphaF(0.25)
        path = QPainterPath()
        drawing = False
        for place, point in enumerate(self._points):
            room = self.room_of(place)
            if point.mean_ms is None or point.low_ms is None or point.high_ms is None:
                drawing = False
                continue
            top, bottom = (area.bottom() - value / most * area.height() for value in (point.high_ms, point.low_ms))
            painter.fillRect(QRectF(room.left(), top, room.width(), max(1.0, bottom - top)), band)
            at = QPointF(room.center().x(), area.bottom() - point.mean_ms / most * area.height())
            if drawing:
                path.lineTo(at)
            else:
                path.moveTo(at)
                path.lineTo(at + QPointF(1, 0))
            drawing = True
        painter.strokePath(path, QPen(color, 1.5))

    def room_of(self, place: int) -> QRectF:
        """Give where a point is painted, with the room around it."""
        area = self._area()
        step = area.width() / max(1, len(self._points))
        return QRectF(area.left() + place * step, area.top(), step, area.height())

    def words_at(self, x: float) -> str:
        """Tell of the point that is there, beside them of all."""
        area = self._area()
        return self.words_of(int((x - area.left()) * len(self._points) / max(1.0, area.width()))) or self.summary()
