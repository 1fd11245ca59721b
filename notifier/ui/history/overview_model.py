"""The rows of the page of all services: problems first, each with its words and its days."""

from collections.abc import Sequence
from enum import IntEnum
from typing import Final

from PySide6.QtCore import QObject, Qt

from notifier.core.model import ServiceStatus, Snapshot, problems_first
from notifier.core.past.story import Day
from notifier.ui.history.day_bars import up_share
from notifier.ui.history.service_rows import Index, Seen, ServiceRows
from notifier.ui.marks import RowMark, own_color
from notifier.ui.tips import tip
from notifier.words import _
from notifier.words.phrases import capital, quotable
from notifier.words.times import Clock, percent
from notifier.words.verdicts import failing_parts, verdict_phrase


class OverviewRole(IntEnum):
    """What else there is to ask for."""

    SERVICE = Qt.ItemDataRole.UserRole
    """The service's id."""
    STATE = Qt.ItemDataRole.UserRole + 1
    DAYS = Qt.ItemDataRole.UserRole + 2
    """Those of its days that are shown, the oldest first; empty: not yet read."""


QUARTER: Final = 90
MONTH: Final = 30
"""Days: the last so many are shown."""


class OverviewModel(ServiceRows):
    """All watched services."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock: Clock | None = None
        self._days: dict[str, Sequence[Day]] = {}
        self._length = QUARTER

    def show_snapshot(self, snapshot: Snapshot, clock: Clock) -> bool:
        """Take in how everything stands; tell whether there are services whose days were not yet asked for."""
        self._clock = clock
        rows = problems_first(snapshot.services)
        self.show_rows(rows, [_seen(each, clock) for each in rows])
        unknown = {each.id for each in rows} - self._days.keys()
        self._days |= dict.fromkeys(unknown, ())
        return bool(unknown)

    def show_days(self, service: str, days: Sequence[Day]) -> None:
        """Take in the days of one service."""
        self._days[service] = days
        if (row := self.row_of(service)) >= 0:
            self.tell_changed(row)

    def show_length(self, days: int) -> None:
        """Show and tell so many of the last days: `QUARTER` or `MONTH`."""
        if days != self._length:
            self._length = days
            self.tell_changed(0, self.rowCount() - 1)

    # Qt's side

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give what is shown of a row."""
        clock = self._clock
        if clock is None or not index.isValid() or index.row() >= len(self._rows):
            return None
        status = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._seen[index.row()].words
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._told(status, clock)
            case Qt.ItemDataRole.ToolTipRole:
                return tip(self._told(status, clock))
            case Qt.ItemDataRole.DecorationRole:
                return RowMark(status.id, status.name, status.verdict.shown)
            case OverviewRole.SERVICE:
                return status.id
            case OverviewRole.STATE:
                return status.verdict.shown
            case OverviewRole.DAYS:
                return self._shown(status)
            case _:
                return None

    def _told(self, status: ServiceStatus, clock: Clock) -> str:
        words = f"{quotable(status.name, 60)}: {verdict_phrase(status.verdict, clock, failing_parts(status))}."
        share = up_share(self._shown(status))
        if share is None:
            return words
        up = _("Up {share} of the time in the last 30 days, as far as it was watched.")
        if self._length == QUARTER:
            up = _("Up {share} of the time in the last 90 days, as far as it was watched.")
        return f"{words} {up.format(share=percent(share))}"

    def _shown(self, status: ServiceStatus) -> Sequence[Day]:
        return self._days.get(status.id, ())[-self._length :]


def _seen(status: ServiceStatus, clock: Clock) -> Seen:
    phrase = verdict_phrase(status.verdict, clock, failing_parts(status))
    return Seen(f"{quotable(status.name, 60)}\n{capital(phrase)}", status.verdict.shown, own_color(status.id))
