"""The watched services as a list: all of them first, then one by one, problems first. Each has two lines."""

from datetime import timedelta
from enum import IntEnum
from typing import Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from notifier.core.model import ServiceStatus, Snapshot, is_problem, problems_first
from notifier.ui import icons
from notifier.ui.marks import mark_icon
from notifier.ui.tray import look_of
from notifier.words import _, ngettext
from notifier.words.pages import checked_sentence
from notifier.words.phrases import capital, quotable
from notifier.words.times import Clock
from notifier.words.verdicts import failing_parts, verdict_phrase

_Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()
LATE: Final = timedelta(minutes=10)
"""Twice as long as between two checks on battery."""


class Role(IntEnum):
    """What else there is to ask for."""

    SERVICE = Qt.ItemDataRole.UserRole
    """The service's id; empty: all services."""
    CHECKED = Qt.ItemDataRole.UserRole + 1
    """The time of the last check, in words, where it is longer ago than the window's first line lets expect."""
    STATE = Qt.ItemDataRole.UserRole + 2
    """The state that is shown of a service; None: of all of them together."""


class ServicesModel(QAbstractListModel):
    """All services, then each that matches the filter."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._snapshot: Snapshot | None = None
        self._clock: Clock | None = None
        self._filter = ""
        self._rows: list[ServiceStatus] = []

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

    def row_of(self, service: str) -> int:
        """The row of a service; -1: it is not shown."""
        if not service:
            return 0
        return next((row for row, each in enumerate(self._rows, 1) if each.id == service), -1)

    def _arrange(self) -> None:
        services = self._snapshot.services if self._snapshot else ()
        rows = [each for each in problems_first(services) if self._matches(each)]
        old, new = [each.id for each in self._rows], [each.id for each in rows]
        if old == new:
            self._rows = rows
        elif sorted(old) == sorted(new):
            self._reorder(rows)
        else:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
        self.dataChanged.emit(self.index(0), self.index(len(self._rows)))

    def _reorder(self, rows: list[ServiceStatus]) -> None:
        """Change the order only: whoever points to a service goes on pointing to it."""
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        services = [self._service(index) for index in before]
        self._rows = rows
        self.changePersistentIndexList(before, [self.index(self.row_of(service)) for service in services])
        self.layoutChanged.emit()

    def _matches(self, status: ServiceStatus) -> bool:
        return self._filter in f"{status.name} {status.owner} {status.id} {status.group}".casefold()

    def _service(self, index: _Index) -> str:
        return self._rows[index.row() - 1].id if index.row() > 0 else ""

    # Qt's side

    def rowCount(self, parent: _Index = _NO_PARENT) -> int:  # noqa: N802 Qt's name
        """Count the rows: one for all services, and one for each."""
        return 0 if parent.isValid() else len(self._rows) + 1

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give what is shown of a row."""
        if not index.isValid() or index.row() > len(self._rows):
            return None
        if role == Role.SERVICE:
            return self._service(index)
        if index.row() == 0:
            return self._all(role)
        return self._one(self._rows[index.row() - 1], role)

    def _all(self, role: int) -> object:
        snapshot, clock = self._snapshot, self._clock
        if snapshot is not None and clock is not None and role == Qt.ItemDataRole.DecorationRole:
            problems = sum(is_problem(each.verdict.state) for each in snapshot.services)
            return icons.icon(look_of(snapshot, clock.now), problems, practice=snapshot.practice)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            count = len(self._snapshot.services) if self._snapshot else 0
            everything = _("All services")
            watched = ngettext("{count} watched", "{count} watched", count).format(count=count)
            return f"{everything}\n{watched}"
        return None

    def _one(self, status: ServiceStatus, role: int) -> object:
        clock = self._clock
        if clock is None:
            return None
        if role == Qt.ItemDataRole.DecorationRole:
            return mark_icon(status.id, status.name, status.verdict.shown)
        state = capital(verdict_phrase(status.verdict, clock, failing_parts(status)))
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{quotable(status.name, 60)}\n{state}"
        if role == Role.STATE:
            return status.verdict.shown
        if role == Role.CHECKED:
            checked = status.checked
            return clock.moment(checked) if checked is not None and clock.now - checked > LATE else ""
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{quotable(status.name, 60)}. {state}. {checked_sentence(status.checked, clock)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{state}. {checked_sentence(status.checked, clock)}"
        return None
