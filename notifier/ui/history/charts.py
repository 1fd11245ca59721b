"""Two small charts, painted directly: uptime day by day, and how long answers took.

How a day is painted is in `day_bars`. Each chart says the same in its accessible description and, for the day or the
answer under the mouse or the arrow keys, in a tooltip.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from notifier.core.model import State
from notifier.core.story import Day, LatencyPoint
from notifier.ui import theme
from notifier.ui.history.day_bars import bar_of, is_known, paint_days, up_share
from notifier.words import _, ngettext, times
from notifier.words.times import Clock, latency, percent

BARS_HEIGHT: Final = 44
LINE_HEIGHT: Final = 58


class UptimeBars(QWidget):
    """One bar a day, the newest at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._days: Sequence[Day] = ()
        self._clock: Clock | None = None
        self._chosen = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Uptime by day"))

    def show_days(self, days: Sequence[Day], clock: Clock) -> None:
        """Show these days, oldest first."""
        self._days, self._clock = days, clock
        self._chosen = -1
        self.setAccessibleDescription(self.summary())
        self.update()

    def summary(self) -> str:
        """All days in one sentence."""
        known = [each for each in self._days if is_known(each)]
        if not known:
            return _("Nothing is known of these days yet.")
        share = up_share(self._days)
        if share is None:
            return _("Watched for less than a whole day yet.")
        return ngettext(
            "Up {share} of the time on {count} watched day",
            "Up {share} of the time on {count} watched days",
            len(known),
        ).format(count=len(known), share=percent(share))

    def sizeHint(self) -> QSize:  # noqa: N802 Qt's name
        """Be low and wide."""
        return QSize(360, BARS_HEIGHT)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 Qt's name
        """Be two pixels a day at least."""
        return QSize(180, BARS_HEIGHT)

    def day_words(self, place: int) -> str:
        """One day in words."""
        if self._clock is None or not 0 <= place < len(self._days):
            return ""
        day = self._days[place]
        name = times.day_words(day.day, self._clock.local(self._clock.now).date())
        if not is_known(day):
            return _("{day}: not watched").format(day=name)
        if day.outage:
            return _("{day}: down {share} of the time").format(day=name, share=percent(day.outage))
        if day.possible:
            return _("{day}: possible problem {share} of the time").format(day=name, share=percent(day.possible))
        if day.slow:
            return _("{day}: slow {share} of the time").format(day=name, share=percent(day.slow))
        if day.maintenance:
            return _("{day}: maintenance {share} of the time").format(day=name, share=percent(day.maintenance))
        return _("{day}: no problem").format(day=name)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 Qt's name
        """Paint the bars."""
        painter = QPainter(self)
        paint_days(painter, self._days, QRectF(self.rect()), self.palette().window())
        if 0 <= self._chosen < len(self._days) and self.hasFocus():
            painter.setPen(self.palette().color(self.foregroundRole()))
            painter.drawRect(self._place(self._chosen).adjusted(-1, 0, 1, -1))
        painter.end()

    def _place(self, place: int) -> QRectF:
        return bar_of(place, len(self._days), QRectF(self.rect()))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 Qt's name
        """Go from day to day."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None or not self._days:
            super().keyPressEvent(event)
            return
        last = len(self._days) - 1
        self._chosen = last if self._chosen < 0 else min(last, max(0, self._chosen + step))
        words = self.day_words(self._chosen)
        self.setAccessibleDescription(words)
        QToolTip.showText(self.mapToGlobal(self._place(self._chosen).bottomLeft().toPoint()), words, self)
        self.update()

    def event(self, event: QEvent) -> bool:
        """Tell of the day under the mouse."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            self._tell(event.pos(), event.globalPos())
            return True
        return super().event(event)

    def _tell(self, at: QPoint, globally: QPoint) -> None:
        place = int(at.x() * len(self._days) / max(1, self.width()))
        QToolTip.showText(globally, self.day_words(place), self)


class LatencyLine(QWidget):
    """The mean as a line, in a band from the fastest to the slowest answer; gaps where nothing answered."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._points: Sequence[LatencyPoint] = ()
        self._clock: Clock | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Time to answer"))

    def show_points(self, points: Sequence[LatencyPoint], clock: Clock) -> None:
        """Show these points, oldest first."""
        self._points, self._clock = points, clock
        self.setAccessibleDescription(self.summary())
        self.setToolTip(self.summary())
        self.update()

    def summary(self) -> str:
        """All points in one sentence."""
        means = [each.mean_ms for each in self._points if each.mean_ms is not None]
        highs = [each.high_ms for each in self._points if each.high_ms is not None]
        if not means or not highs:
            return _("No answers in this time.")
        return _("Answers took {mean} on average, {most} at most").format(
            mean=latency(sum(means) / len(means)), most=latency(max(highs))
        )

    def sizeHint(self) -> QSize:  # noqa: N802 Qt's name
        """Be low and wide."""
        return QSize(360, LINE_HEIGHT)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 Qt's name
        """Be high enough for the line and its times."""
        return QSize(180, LINE_HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 Qt's name
        """Paint the line and its scale."""
        highs = [each.high_ms for each in self._points if each.high_ms is not None]
        if not highs or self._clock is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * 0.85)
        painter.setFont(font)
        line = painter.fontMetrics().height()
        top_words = latency(max(highs))
        left = painter.fontMetrics().horizontalAdvance(top_words) + 6
        area = QRectF(left, 3, self.width() - left - 1, self.height() - line - 6)
        self._paint_scale(painter, area, top_words, line)
        self._paint_points(painter, area, max(highs))
        painter.end()

    def _paint_scale(self, painter: QPainter, area: QRectF, top_words: str, line: int) -> None:
        muted = self.palette().color(self.foregroundRole())
        muted.setAlphaF(0.75)
        painter.setPen(muted)
        clock = self._clock
        if clock is None:
            return
        first = self._points[0].time
        last = self._points[-1].time + (
            self._points[-1].time - self._points[-2].time if len(self._points) > 1 else timedelta()
        )
        below = QRectF(area.left(), area.bottom() + 2, area.width(), line)
        painter.drawText(QRectF(0, 0, area.left() - 6, line), Qt.AlignmentFlag.AlignRight, top_words)
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft, clock.moment(first))
        painter.drawText(below, Qt.AlignmentFlag.AlignRight, clock.moment(last))
        muted.setAlphaF(0.3)
        painter.setPen(muted)
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.drawLine(area.topLeft(), area.topRight())

    def _paint_points(self, painter: QPainter, area: QRectF, most: float) -> None:
        color = theme.state_color(State.SLOW, self.palette())
        band = QColor(color)
        band.setAlphaF(0.25)
        step = area.width() / max(1, len(self._points))
        path = QPainterPath()
        drawing = False
        for place, point in enumerate(self._points):
            x = area.left() + (place + 0.5) * step
            if point.mean_ms is None or point.low_ms is None or point.high_ms is None:
                drawing = False
                continue
            top, bottom = (area.bottom() - value / most * area.height() for value in (point.high_ms, point.low_ms))
            painter.fillRect(QRectF(x - step / 2, top, step, max(1.0, bottom - top)), band)
            at = QPointF(x, area.bottom() - point.mean_ms / most * area.height())
            if drawing:
                path.lineTo(at)
            else:
                path.moveTo(at)
                path.lineTo(at + QPointF(1, 0))
            drawing = True
        painter.strokePath(path, QPen(color, 1.5))
