"""Watched services as rows, problems first: what the list beside and the page of all of them have in common.

Only rows whose words or colours are others now are painted anew: a hundred services that are read each second change
nothing that is seen. What a row shows is decided by whoever has the rows.
"""

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex

from notifier.core.model import ServiceStatus, State

Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()


class Seen(NamedTuple):
    """What is seen of a row: its two lines, in the colour of its state."""

    words: str
    state: State
    color: str
    """Of its mark, where the user chose one."""
    end: str = ""
    """Stands at the end of the first line."""


class ServiceRows(QAbstractListModel):
    """Services in rows, below so many others (`above`)."""

    above = 0

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[ServiceStatus] = ()
        self._seen: Sequence[Seen] = ()

    def show_rows(self, rows: Sequence[ServiceStatus], seen: Sequence[Seen]) -> None:
        """Show these services, in this order; whoever points to one goes on pointing to it."""
        old, new = [each.id for each in self._rows], [each.id for each in rows]
        before = self._seen
        if old == new:
            self._rows, self._seen = rows, seen
            self._tell_others(before)
        elif sorted(old) == sorted(new):
            self._reorder(rows, seen)
        else:
            self.beginResetModel()
            self._rows, self._seen = rows, seen
            self.endResetModel()

    def _reorder(self, rows: Sequence[ServiceStatus], seen: Sequence[Seen]) -> None:
        self.layoutAboutToBeChanged.emit()
        pointers = self.persistentIndexList()
        services = [self.service_at(index) for index in pointers]
        self._rows, self._seen = rows, seen
        self.changePersistentIndexList(pointers, [self.index(self.row_of(service)) for service in services])
        self.layoutChanged.emit()

    def _tell_others(self, before: Sequence[Seen]) -> None:
        """Have the rows painted anew that are others than before, those below each other at once."""
        pairs = enumerate(zip(self._seen, before, strict=True), self.above)
        others = [row for row, (now, then) in pairs if now != then]
        for _start, run in groupby(enumerate(others), lambda each: each[1] - each[0]):
            rows = [row for _place, row in run]
            self.tell_changed(rows[0], rows[-1])

    def tell_changed(self, row: int, last: int | None = None) -> None:
        """Have a row painted anew, or all to the last one."""
        self.dataChanged.emit(self.index(row), self.index(row if last is None else last))

    def service_at(self, index: Index) -> str:
        """Give the service of a row; empty: none."""
        return self._rows[index.row() - self.above].id if index.row() >= self.above else ""

    def row_of(self, service: str) -> int:
        """The row of a service; -1: it is not shown. That of none is the first."""
        if not service:
            return 0
        return next((row for row, each in enumerate(self._rows, self.above) if each.id == service), -1)

    def rowCount(self, parent: Index = _NO_PARENT) -> int:  # noqa: N802 Qt's name
        """Count the rows."""
        return 0 if parent.isValid() else len(self._rows) + self.above
