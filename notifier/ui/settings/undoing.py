"""The foot of the settings: what was changed last, and the buttons and keys that take it back or do it again."""

from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from notifier.config.keys import FIELDS
from notifier.config.model import WatchedService
from notifier.config.place import place_of
from notifier.core.failure import UserError
from notifier.ui.note import Note
from notifier.ui.settings.store import SettingsStore, Step
from notifier.words import _, ngettext
from notifier.words.errors import error_sentence
from notifier.words.language import said
from notifier.words.names import listed_briefly

NameOf = Callable[[str], str]


class UndoBar(QWidget):
    """Follows the store. `name_of` gives the name of a service by its id; the keys hold in the whole window."""

    def __init__(self, store: SettingsStore, name_of: NameOf, window: QWidget) -> None:
        super().__init__(window)
        self._store, self._name_of = store, name_of
        self._words, self._undo, self._redo = Note(""), _Button(store.undo), _Button(store.redo)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._undo)
        row.addWidget(self._redo)
        row.addWidget(self._words, 1)
        self._tie(QKeySequence.StandardKey.Undo, self._undo, window)
        self._tie(QKeySequence.StandardKey.Redo, self._redo, window)
        for button in (self._undo, self._redo):
            button.failed.connect(self._say_fault)
        store.stepped.connect(self.follow)
        self.follow()

    @staticmethod
    def _tie(keys: QKeySequence.StandardKey, button: "_Button", window: QWidget) -> None:
        shortcut = QShortcut(window)
        shortcut.setKeys(keys)
        shortcut.activated.connect(button.click)
        button.setToolTip(QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText))

    @Slot()
    def follow(self) -> None:
        """Say what can be taken back, in the language that is spoken."""
        done, undone = self._store.last_step, self._store.next_step
        words = ""
        if done is not None:
            words = step_words(done, self._name_of)
        elif undone is not None:
            words = _("Taken back: {change}").format(change=step_words(undone, self._name_of))
        self._words.setText(words)
        self._undo.setText(_("Undo"))
        self._redo.setText(_("Redo"))
        for button, step in ((self._undo, done), (self._redo, undone)):
            button.setEnabled(step is not None)
            button.setAccessibleDescription("" if step is None else step_words(step, self._name_of))
            button.setVisible(done is not None or undone is not None)

    @Slot(object)
    def _say_fault(self, error: UserError) -> None:
        self._words.setText(error_sentence(error))


class _Button(QPushButton):
    """Takes one step; `failed` carries why that is not possible."""

    failed = Signal(object)

    def __init__(self, take: Callable[[], None]) -> None:
        super().__init__()
        self._take = take
        self.setAutoDefault(False)
        self.clicked.connect(self._step)

    @Slot()
    def _step(self) -> None:
        try:
            self._take()
        except UserError as error:
            self.failed.emit(error)


def step_words(step: Step, name_of: NameOf) -> str:
    """Say what was changed."""
    if step.deed is not None and step.deed.words:
        return step.deed.words
    keys = [key for key in FIELDS if getattr(step.before, key) != getattr(step.after, key)]
    if keys == ["watched"]:
        return _watched_words(step.before.watched, step.after.watched, name_of)
    place = place_of(FIELDS[keys[0]]) if len(keys) == 1 else None
    if place is not None:
        return _("Changed: {name}").format(name=said(place.label).replace("&", "").rstrip(":"))
    return ngettext("{count} setting changed", "{count} settings changed", len(keys)).format(count=len(keys))


def _watched_words(before: tuple[WatchedService, ...], after: tuple[WatchedService, ...], name_of: NameOf) -> str:
    old, new = ({each.id: each for each in watched} for watched in (before, after))
    added, gone = [each for each in new if each not in old], [each for each in old if each not in new]
    changed = [each for each in new if each in old and new[each] != old[each]]
    if added and not gone:
        return _("Watched now: {names}").format(names=listed_briefly([name_of(each) for each in added]))
    if gone and not added:
        return _("No longer watched: {names}").format(names=listed_briefly([name_of(each) for each in gone]))
    if changed and not added:
        return _("Changed: {name}").format(name=listed_briefly([name_of(each) for each in changed]))
    return _("Your list of apps was changed.") if added else _("The order was changed.")
