"""The services as a list to tick. What is watched is set by the owner of the list.

Searching is done by the catalogue; the model shows what it is given, in that order.
"""

from collections.abc import Iterable

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from notifier.core.model import Service
from notifier.ui.marks import mark_icon
from notifier.ui.tips import tip
from notifier.words import _
from notifier.words.names import category_name

_Index = QModelIndex | QPersistentModelIndex
ServiceRole = Qt.ItemDataRole.UserRole


def about(service: Service) -> str:
    """Say whose a service is, where its name does not say that, and of what kind."""
    category = category_name(service.category)
    if service.own or not service.owner or service.owner.casefold() == service.name.casefold():
        return category
    return _("{owner} · {category}").format(owner=service.owner, category=category)


class ServicesModel(QAbstractListModel):
    """Services with a tick each."""

    ticked = Signal(str, bool)
    """The user ticked or unticked the service of this id."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services: list[Service] = []
        self._on: frozenset[str] = frozenset()

    def show(self, services: Iterable[Service]) -> None:
        """Show these services."""
        self.beginResetModel()
        self._services = list(services)
        self.endResetModel()

    def tick(self, ids: Iterable[str]) -> None:
        """Tick just these."""
        on = frozenset(ids)
        turned = self._on ^ on
        self._on = on
        for row, service in enumerate(self._services):
            if service.id in turned:
                self.dataChanged.emit(self.index(row), self.index(row), [Qt.ItemDataRole.CheckStateRole])

    def service(self, index: _Index) -> Service | None:
        """Give the service of a row."""
        return self._services[index.row()] if index.isValid() else None

    def row_of(self, service: str) -> int:
        """Give the row of a service; -1 where it is not shown."""
        return next((row for row, each in enumerate(self._services) if each.id == service), -1)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008 Qt's name, Qt's default
        """Give the number of services shown."""
        return 0 if parent.isValid() else len(self._services)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give what Qt asks of a row."""
        service = self.service(index)
        if service is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return service.name
            case Qt.ItemDataRole.CheckStateRole:
                return Qt.CheckState.Checked if service.id in self._on else Qt.CheckState.Unchecked
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                return about(service)
            case Qt.ItemDataRole.ToolTipRole:
                return tip(about(service))
            case Qt.ItemDataRole.DecorationRole:
                return mark_icon(service.id, service.name)
            case _ if role == ServiceRole:
                return service.id
            case _:
                return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Every row can be ticked."""
        return super().flags(index) | Qt.ItemFlag.ItemIsUserCheckable

    def setData(self, index: _Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802
        """Take the user's tick."""
        service = self.service(index)
        if service is None or role != Qt.ItemDataRole.CheckStateRole:
            return False
        self.ticked.emit(service.id, Qt.CheckState(value) is Qt.CheckState.Checked)
        return True
