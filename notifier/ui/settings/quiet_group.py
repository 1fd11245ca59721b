"""The quiet hours of the week: for each day whether there are any, from when and until when."""

from typing import Any, Final

from PySide6.QtCore import QLocale, QObject, Qt, QTime, Slot
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QTimeEdit, QWidget

from notifier.config.model import QUIET_DAYS
from notifier.core.quiet_hours import DAY_MIN, QuietSpan, span_of
from notifier.ui.note import Note
from notifier.ui.settings.fields import push_button
from notifier.ui.settings.group import Group
from notifier.ui.settings.store import SettingsStore
from notifier.ui.settings.ticks import TickBox
from notifier.words import _

USUAL: Final = "22:00-07:00"


class QuietGroup(Group):
    """A row for each day; a change holds at once."""

    def __init__(self, store: SettingsStore, parent: QWidget | None = None) -> None:
        super().__init__(_("Quiet hours"), parent)
        self._store = store
        grid = QGridLayout(self)
        words = _("In them nothing is shown; one notification at their end says what happened, if anything did.")
        grid.addWidget(Note(words), 0, 0, 1, 5)
        self.days = [_Day(self, key, name) for key, name in zip(QUIET_DAYS, day_names(), strict=True)]
        for row, day in enumerate(self.days, 1):
            for column, part in enumerate((day.tick, day.begin, QLabel(_("until"), self), day.end)):
                grid.addWidget(part, row, column)
                part.raise_()  # screen readers hear a day after the other, as they stand
        grid.setColumnStretch(4, 1)  # the times stand beside their day
        self.alike = push_button(_("Like Monday on all days"), self._make_alike, self)
        grid.addWidget(self.alike, len(self.days) + 1, 0, 1, 4, Qt.AlignmentFlag.AlignLeading)

    def value_of(self, key: str) -> str:
        """Give what is set for a day."""
        return str(getattr(self._store.settings, key))

    def take(self, **values: Any) -> None:
        """Set some days."""
        self._store.change(**values)

    @Slot()
    def _make_alike(self) -> None:
        monday = self.value_of(QUIET_DAYS[0])
        alike: dict[str, Any] = dict.fromkeys(QUIET_DAYS, monday)
        self.take(**alike)
        for day in self.days:
            day.show_value(monday)


class _Day(QObject):
    """The boxes of one day."""

    def __init__(self, group: QuietGroup, key: str, name: str) -> None:
        super().__init__(group)
        self._group, self._key = group, key
        self.tick, self.begin, self.end = TickBox(name, group), QTimeEdit(group), QTimeEdit(group)
        for box, words in ((self.begin, _("{day}: quiet from")), (self.end, _("{day}: quiet until"))):
            box.setAccessibleName(words.format(day=name))
            for line in box.findChildren(QLineEdit):
                line.setAccessibleName(words.format(day=name))
        self.show_value(group.value_of(key))
        self.tick.toggled.connect(self._on_tick)
        for box in (self.begin, self.end):
            box.setDisplayFormat(QLocale().timeFormat(QLocale.FormatType.ShortFormat))
            box.setKeyboardTracking(False)
            box.timeChanged.connect(self._on_time)

    def show_value(self, text: str) -> None:
        """Show what is set; where nothing is, what would usually be."""
        span = span_of(text) or span_of(USUAL) or QuietSpan(0, 0)
        for box, minute in ((self.begin, span.begin_min), (self.end, span.end_min)):
            box.blockSignals(True)
            box.setTime(QTime(minute % DAY_MIN // 60, minute % 60))
            box.setEnabled(bool(text))
            box.blockSignals(False)
        self.tick.blockSignals(True)
        self.tick.setChecked(bool(text))
        self.tick.blockSignals(False)

    @Slot(bool)
    def _on_tick(self, on: bool) -> None:
        self.begin.setEnabled(on)
        self.end.setEnabled(on)
        self._take()

    @Slot()
    def _on_time(self) -> None:
        self._take()

    def _take(self) -> None:
        times = (box.time().toString("HH:mm") for box in (self.begin, self.end))
        self._group.take(**{self._key: "-".join(times) if self.tick.isChecked() else ""})


def day_names() -> tuple[str, ...]:
    """The days of the week, Monday first."""
    return (
        _("Monday"),
        _("Tuesday"),
        _("Wednesday"),
        _("Thursday"),
        _("Friday"),
        _("Saturday"),
        _("Sunday"),
    )
