"""Uptime day by day, painted directly; how a day is painted is in `day_bars`.

It says the same in its accessible description, and of the day under the mouse or the keys in a tooltip. A click or
Enter leads to the day's incidents.
"""

from collections.abc import Sequence

from PySide6.QtCore import QMarginsF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from notifier.core.past.story import Day
from notifier.ui.history.chart import Chart
from notifier.ui.history.day_bars import bar_of, is_known, paint_days, up_share
from notifier.words import _, ngettext, times
from notifier.words.times import Clock, percent


class UptimeBars(Chart):
    """One bar a day, the newest at the right. `day_chosen` carries a date."""

    around, high = QMarginsF(1, 0, 1, -1), 44
    day_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Uptime by day"), parent)
        self._days: Sequence[Day] = ()
        self._clock: Clock | None = None

    def show_days(self, days: Sequence[Day], clock: Clock) -> None:
        """Show these days, oldest first."""
        self._days, self._clock = days, clock
        self.show_anew(_("Uptime by day"), len(days))

    @property
    def days(self) -> Sequence[Day]:
        """The days that are shown."""
        return self._days

    def summary(self) -> str:
        """All days in one sentence."""
        known = [each for each in self._days if is_known(each)]
        if not known:
            return _("Nothing is known of these days yet.")
        share = up_share(self._days)
        if share is None:
            return _("Not yet watched for a whole day.")
        return ngettext(
            "Up {share} of the time on {count} watched day",
            "Up {share} of the time on {count} watched days",
            len(known),
        ).format(count=len(known), share=percent(share))

    def words_of(self, place: int) -> str:
        """One day in words."""
        if self._clock is None or not 0 <= place < len(self._days):
            return ""
        day = self._days[place]
        return _words(day).format(
            day=times.day_words(day.day, self._clock.local(self._clock.now).date()), share=percent(_share(day))
        )

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 Qt's name
        """Paint the bars."""
        painter = QPainter(self)
        paint_days(painter, self._days, QRectF(self.rect()), self.palette().base())
        self.paint_chosen(painter)
        painter.end()

    def room_of(self, place: int) -> QRectF:
        """Give where a day is painted."""
        return bar_of(place, len(self._days), QRectF(self.rect()))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 Qt's name
        """Go from day to day, or to a day's incidents."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._choose_day(self._chosen):
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 Qt's name
        """Go to the incidents of the day that was clicked."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._choose_day(self._day_at(event.position().x()))

    def _choose_day(self, place: int) -> bool:
        if 0 <= place < len(self._days):
            self.day_chosen.emit(self._days[place].day)
            return True
        return False

    def _day_at(self, x: float) -> int:
        return int(x * len(self._days) / max(1, self.width()))

    def words_at(self, x: float) -> str:
        """Tell of the day that is there."""
        return self.words_of(self._day_at(x))


def _share(day: Day) -> float:
    """Of the worst of a day."""
    return day.outage or day.possible or day.slow or day.maintenance


def _words(day: Day) -> str:
    if not is_known(day):
        return _("{day}: not watched")
    if day.outage:
        return _("{day}: outage {share} of the time")
    if day.possible:
        return _("{day}: possible problem {share} of the time")
    if day.slow:
        return _("{day}: slow {share} of the time")
    if day.maintenance:
        return _("{day}: maintenance {share} of the time")
    return _("{day}: no problem")
