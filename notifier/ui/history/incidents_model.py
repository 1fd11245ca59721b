"""The incidents as a table: when, how long, of which service, who was affected, which parts. Newest first.

Rows come in portions, when the view asks for them; the asking is done by whoever owns the model (`wanted`). What the
story of an incident is, is not here.
"""

from collections.abc import Sequence
from datetime import timedelta
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from notifier.core.model import Incident, Scope
from notifier.core.past.search import Note, PastIncident
from notifier.ui import icons
from notifier.ui.tips import tip
from notifier.words import _
from notifier.words.names import LISTED, Names, parts_listed
from notifier.words.phrases import capital, quotable, scope_word
from notifier.words.times import Clock, duration
from notifier.words.tooltip import practice_marked
from notifier.words.verdicts import problem_word, scope_phrase

PORTION = 100

_Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()


class Column(IntEnum):
    """The columns."""

    WHEN = 0
    LENGTH = 1
    SERVICE = 2
    SCOPE = 3
    PARTS = 4


class IncidentsModel(QAbstractTableModel):
    """Incidents, as far as they were asked for. `wanted` carries the number of those that are here already."""

    wanted = Signal(int)
    loaded = Signal()

    def __init__(self, names: Names, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names = names
        self._clock = clock
        self._rows: list[Incident] = []
        self._notes: dict[str, Note] = {}
        self._complete = True
        self._asked = False

    def start(self) -> None:
        """Begin anew: nothing is here, and there may be something to ask for."""
        self.beginResetModel()
        self._rows, self._notes = [], {}
        self._complete = False
        self._asked = False
        self.endResetModel()

    def ask_again(self) -> None:
        """Ask once more for what was asked for and has not come."""
        if self._asked:
            self.wanted.emit(len(self._rows))

    def add(self, found: Sequence[PastIncident]) -> None:
        """Take in the next portion; one that is not full is the last."""
        self._complete = len(found) < PORTION
        known = {each.id for each in self._rows}
        fresh = [each.incident for each in found if each.incident.id not in known]
        self._notes |= {each.incident.id: each.note for each in found if each.note is not None}
        if fresh:
            self.beginInsertRows(_NO_PARENT, len(self._rows), len(self._rows) + len(fresh) - 1)
            self._rows += fresh
            self.endInsertRows()
        self._asked = False  # not earlier: a view that asks while rows are put in would ask for the same again
        self.loaded.emit()

    def put_note(self, incident: str, note: Note | None) -> None:
        """Take in what the user noted of an incident; None: nothing any more."""
        self._notes.pop(incident, None)
        if note is not None:
            self._notes[incident] = note
        if (row := self.row_of(incident)) >= 0:
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(Column) - 1))

    def put(self, incident: Incident) -> None:
        """Take in one that has begun, changed or ended."""
        row = self.row_of(incident.id)
        if row >= 0:
            self._rows[row] = incident
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(Column) - 1))
            return
        row = next((at for at, each in enumerate(self._rows) if each.since <= incident.since), len(self._rows))
        self.beginInsertRows(_NO_PARENT, row, row)
        self._rows.insert(row, incident)
        self.endInsertRows()
        self.loaded.emit()

    def set_clock(self, clock: Clock) -> None:
        """Tell the time anew: those that go on grow longer, and "today" becomes "yesterday"."""
        before = [self._length(each) for each in self._rows if each.until is None]
        same_day = clock.local(clock.now).date() == self._clock.local(self._clock.now).date()
        self._clock = clock
        if self._rows and (not same_day or before != [self._length(each) for each in self._rows if each.until is None]):
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, Column.LENGTH))

    def incident(self, row: int) -> Incident | None:
        """The incident of a row."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def is_empty(self) -> bool:
        """Tell whether it is known that there is none."""
        return self._complete and not self._rows

    def tells_scope(self) -> bool:
        """Tell whether it is known of any of them whom it concerned."""
        return any(each.scope is not Scope.UNCLEAR for each in self._rows)

    def usual(self, column: Column) -> tuple[str, ...]:
        """Words as long as they usually are in a column, for its width."""
        title, now = str(self.headerData(column, Qt.Orientation.Horizontal)), self._clock.now
        match column:
            case Column.WHEN:
                return (title, *(self._clock.moment(now - timedelta(days=days)) for days in (1, 40)))
            case Column.LENGTH:
                return (title, _("{duration} so far").format(duration=duration(timedelta(hours=2, minutes=59))))
            case Column.SCOPE:
                return (title, *(capital(scope_word(each)) for each in (Scope.EVERYONE, Scope.NETWORK, Scope.ME)))
            case _:
                return (title, "n" * 12)

    def row_of(self, incident: str) -> int:
        """The row of an incident; -1: it is not here (yet)."""
        return next((row for row, each in enumerate(self._rows) if each.id == incident), -1)

    def words(self, row: int) -> str:
        """A row as one line of text."""
        shown = [str(self.index(row, column).data() or "") for column in Column]
        return "\t".join(shown)

    # Qt's side

    def rowCount(self, parent: _Index = _NO_PARENT) -> int:  # noqa: N802 Qt's name
        """Count the incidents that are here."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _NO_PARENT) -> int:  # noqa: N802 Qt's name
        """Count the columns."""
        return 0 if parent.isValid() else len(Column)

    def canFetchMore(self, parent: _Index) -> bool:  # noqa: N802 Qt's name
        """Tell whether there may be more."""
        return not parent.isValid() and not self._complete and not self._asked

    def fetchMore(self, parent: _Index) -> None:  # noqa: N802 Qt's name
        """Ask for the next portion; it comes later."""
        if self.canFetchMore(parent):
            self._asked = True
            self.wanted.emit(len(self._rows))

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:  # noqa: N802
        """Give the title of a column."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (_("When"), _("How long"), _("Service"), _("Affects"), _("Problem"))[section]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give what is shown in a cell."""
        incident = self.incident(index.row()) if index.isValid() else None
        if incident is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._cell(incident, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            whole = index.column() == Column.PARTS
            return tip(
                str(self._parts(incident, len(incident.components)) if whole else self._cell(incident, index.column()))
            )
        if role == Qt.ItemDataRole.DecorationRole and index.column() == Column.WHEN:
            return icons.state_icon(incident.shown)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            cell = self._cell(incident, index.column())
            return f"{problem_word(incident)}, {cell}" if index.column() == Column.WHEN else cell
        return None

    def _cell(self, incident: Incident, column: int) -> str:
        match column:
            case Column.WHEN:
                return self._clock.moment(incident.since)
            case Column.LENGTH:
                return self._length(incident)
            case Column.SERVICE:
                return self._service(incident)
            case Column.SCOPE:
                return "" if incident.scope is Scope.UNCLEAR else capital(scope_phrase(incident))
            case _:
                return self._parts(incident)

    def _length(self, incident: Incident) -> str:
        length = self._clock.lasted(incident.since, incident.until or self._clock.now)
        return length if incident.until is not None else _("{duration} so far").format(duration=length)

    def _service(self, incident: Incident) -> str:
        return quotable(self._names.service(incident.service), 60)

    def _parts(self, incident: Incident, most: int = LISTED) -> str:
        state = capital(problem_word(incident))
        parts = self._names.components(incident.service, incident.components)
        words = f"{state}: {quotable(parts_listed(parts, most), 400)}" if parts else state
        words = practice_marked(words) if incident.practice else words
        note = self._notes.get(incident.id)
        if note is None:
            return words
        if not note.text:
            return _("{problem} · seen").format(problem=words)
        return _("{problem} · seen: {note}").format(problem=words, note=quotable(note.text, 120))
