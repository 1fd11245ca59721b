"""The watched services as a list: all of them first, then one by one, problems first. Each has two lines."""

from datetime import timedelta
from enum import IntEnum
from typing import Final

from PySide6.QtCore import QObject, Qt

from notifier.core.model import SEVERITY, ServiceStatus, Snapshot, is_problem, problems_first
from notifier.ui import icons
from notifier.ui.history.service_rows import Index, Seen, ServiceRows
from notifier.ui.icons import Look
from notifier.ui.marks import RowMark, own_color
from notifier.ui.tips import tip
from notifier.ui.tray import look_of
from notifier.words import _, ngettext
from notifier.words.pages import checked_sentence
from notifier.words.phrases import capital, quotable
from notifier.words.times import Clock
from notifier.words.verdicts import brief_phrase, failing_parts, verdict_phrase

LATE: Final = timedelta(minutes=10)
"""Twice as long as between two checks on battery."""


class Role(IntEnum):
    """What else there is to ask for."""

    SERVICE = Qt.ItemDataRole.UserRole
    """The service's id; empty: all services."""
    END = Qt.ItemDataRole.UserRole + 1
    """A time in words: since when there is a problem; else that of the last check, where it is long ago, or where
    nothing is read just now."""
    STATE = Qt.ItemDataRole.UserRole + 2
    """The state that is shown of a service; None: of all of them together."""


class ServicesModel(ServiceRows):
    """All services, then each that matches the filter."""

    above = 1

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._snapshot: Snapshot | None = None
        self._clock: Clock | None = None
        self._filter = ""
        self._told_first = self._first()

    def show_snapshot(self, snapshot: Snapshot, clock: Clock) -> None:
        """Take in how everything stands."""
        self._snapshot, self._clock = snapshot, clock
        self._arrange()

    def set_filter(self, words: str) -> None:
        """Show only services whose name, owner or group holds the words."""
        self._filter = words.strip().casefold()
        self._arrange()

    def status(self, service: str) -> ServiceStatus | None:
        """A service as it stands, whether it matches the filter or not."""
        services = self._snapshot.services if self._snapshot else ()
        return next((each for each in services if each.id == service), None)

    def _arrange(self) -> None:
        if self._snapshot is None or self._clock is None:
            return
        clock = self._clock
        rows = [each for each in problems_first(self._snapshot.services) if self._matches(each)]
        self.show_rows(rows, [_seen(each, clock) for each in rows])
        first = self._first()
        if first != self._told_first:
            self._told_first = first
            self.tell_changed(0)

    def _first(self) -> tuple[str, Look, int, bool]:
        """Say what is seen of all of them together: words, the icon's look, how many problems, and practice."""
        snapshot, everything = self._snapshot, _("All services")
        services = snapshot.services if snapshot is not None else ()
        watched = ngettext("{count} watched", "{count} watched", len(services)).format(count=len(services))
        words = f"{everything}\n{watched}"
        if snapshot is None or self._clock is None:
            return words, Look.UNKNOWN, 0, False
        problems = sum(is_problem(each.verdict.state) for each in services)
        return words, look_of(snapshot, self._clock.now), problems, snapshot.practice

    def _matches(self, status: ServiceStatus) -> bool:
        return self._filter in f"{status.name} {status.owner} {status.id} {status.group}".casefold()

    # Qt's side

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give what is shown of a row."""
        if not index.isValid() or index.row() > len(self._rows):
            return None
        if role == Role.SERVICE:
            return self.service_at(index)
        if index.row() == 0:
            return self._all(role)
        return self._one(self._rows[index.row() - 1], self._seen[index.row() - 1], role)

    def _all(self, role: int) -> object:
        words, look, problems, practice = self._told_first
        if role == Qt.ItemDataRole.DecorationRole and self._snapshot is not None:
            return icons.icon(look, problems, practice=practice)
        return words if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) else None

    def _one(self, status: ServiceStatus, seen: Seen, role: int) -> object:
        match role:
            case Qt.ItemDataRole.DecorationRole:
                return RowMark(status.id, status.name, status.verdict.shown)
            case Qt.ItemDataRole.DisplayRole:
                return seen.words
            case Role.STATE:
                return seen.state
            case Role.END:
                return seen.end
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{quotable(status.name, 60)}. {self._told(status)}"
            case Qt.ItemDataRole.ToolTipRole:
                return tip(self._told(status))
            case _:
                return None

    def _told(self, status: ServiceStatus) -> str:
        clock = self._clock
        if clock is None:
            return ""
        state = capital(verdict_phrase(status.verdict, clock, failing_parts(status)))
        return f"{state}. {checked_sentence(status.checked, clock)}"


def _seen(status: ServiceStatus, clock: Clock) -> Seen:
    verdict, name = status.verdict, quotable(status.name, 60)
    phrase = capital(brief_phrase(verdict, failing_parts(status)))
    end = ""
    if SEVERITY[verdict.shown]:
        end = clock.moment(verdict.since or verdict.time)
    elif (seen := verdict.known or status.checked) is not None and (verdict.known or clock.now - seen > LATE):
        end = clock.moment(seen)
    return Seen(f"{name}\n{phrase}", verdict.shown, own_color(status.id), end)
