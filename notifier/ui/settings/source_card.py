"""One source outside in the settings: its switch, what it is for, what it learns, its limits, how it did, its key."""

from datetime import UTC, datetime

from PySide6.QtCore import Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QFont, QPalette
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QWidget

from notifier.core.failure import UserError
from notifier.core.model import State
from notifier.core.outside.source import Key, OutsideSource, Usage
from notifier.ui.history.labels import plain_label
from notifier.ui.settings.fields import Fault, Note, push_button
from notifier.ui.settings.group import Group
from notifier.ui.settings.ticks import TickBox
from notifier.ui.theme import state_color
from notifier.words import _, outside
from notifier.words.language import said
from notifier.words.times import Clock


class SourceCard(Group):
    """A source. `keys`: there is an open keyring to keep a key in.

    Signals: `switched` with its id, when the user switches it; `key_entered` with its id and a key.
    """

    switched = Signal(str, bool)
    key_entered = Signal(str, str)

    def __init__(self, source: OutsideSource, *, keys: bool) -> None:
        super().__init__()
        self.setAccessibleName(said(source.name))
        self._source = source
        self._grid = QGridLayout(self)
        self._grid.setColumnStretch(1, 1)
        self._grid.setVerticalSpacing(4)
        self._head()
        self._agree_row()
        for caption, words in outside.facts(source):
            self._add(caption, plain_label(self, words))
        self._used, self._did = plain_label(self), plain_label(self)
        self._add(_("Limit:"), self._used)
        self._add(_("Last answer:"), self._did)
        if source.key is not Key.NONE:
            self._key_row(keys=keys)
        self.show_usage(None)

    def _head(self) -> None:
        self._switch = TickBox(said(self._source.name).replace("&", "&&"))
        font = QFont(self._switch.font())
        font.setBold(True)
        self._switch.setFont(font)
        self._switch.setAccessibleDescription(outside.facts(self._source)[0][1])
        self._switch.toggled.connect(self._say)
        site = push_button(_("Website"), self._open_site)
        site.setAccessibleName(_("Website of {name}").format(name=said(self._source.name)))
        site.setToolTip(self._source.site)
        site.setVisible(bool(self._source.site))
        head = QHBoxLayout()
        head.addWidget(self._switch, 1)
        head.addWidget(site)
        self._grid.addLayout(head, 0, 0, 1, 2)

    def _agree_row(self) -> None:
        """Ask once more before what costs money is switched on."""
        self._agree = QWidget(self)
        line = QHBoxLayout(self._agree)
        line.setContentsMargins(0, 0, 0, 0)
        price = Note(said(self._source.price), self._agree)
        line.addWidget(price, 1)
        for text, slot in ((_("S&witch it on"), self._agreed), (_("Leave it &off"), self._declined)):
            button = push_button(text, slot)
            button.setAccessibleDescription(price.text())
            line.addWidget(button)
        self._agree.hide()
        self._grid.addWidget(self._agree, 1, 0, 1, 2)

    def _add(self, caption: str, field: QWidget) -> None:
        row = self._grid.rowCount()
        name = Note(caption)
        name.setWordWrap(False)
        name.setBuddy(field)
        self._grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(field, row, 1)
        field.setAccessibleName(caption.rstrip(":"))

    def _key_row(self, *, keys: bool) -> None:
        self._key = QLineEdit()
        self._key.setEchoMode(QLineEdit.EchoMode.Password)
        self._key.setPlaceholderText(_("tried at once, and kept in the system's keyring"))
        self._key.setEnabled(keys)
        keep = push_button(_("&Try and keep"), self._enter)
        keep.setAccessibleDescription(said(self._source.name))
        keep.setEnabled(keys)
        self._key.returnPressed.connect(self._enter)
        field = QWidget(self)
        line = QHBoxLayout(field)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._key, 1)
        line.addWidget(keep)
        field.setFocusProxy(self._key)
        self._add(_("Key:"), field)
        self._key.setAccessibleName(_("Key of {name}").format(name=said(self._source.name)))
        self._fault = Fault(self._key)
        words = outside.key_words(self._source)
        self._kept = Note(words if keys else _("There is no open keyring here, so a key cannot be kept."))
        row = self._grid.rowCount()
        self._grid.addWidget(self._fault, row, 1)
        self._grid.addWidget(self._kept, row + 1, 1)

    def set_on(self, *, on: bool) -> None:
        """Show whether it may be asked."""
        self._switch.blockSignals(True)
        self._switch.setChecked(on)
        self._switch.blockSignals(False)
        self._agree.hide()

    def show_usage(self, usage: Usage | None) -> None:
        """Show how it did; None: it was never asked."""
        known = usage or Usage()
        self._used.setText(outside.used_words(self._source, known))
        self._did.setText(outside.how_it_did(known, Clock(datetime.now(UTC))))
        palette = QPalette(self._used.palette())
        if known.failure:
            palette.setColor(QPalette.ColorRole.WindowText, state_color(State.OUTAGE, palette))
        self._did.setPalette(palette)

    def show_key(self, fault: UserError | None) -> None:
        """Tell what came of the key."""
        self._fault.tell(fault)
        if fault is None:
            kept = bool(self._key.text())
            self._key.clear()
            self._kept.setText(
                _("The key works and is in the keyring now.") if kept else _("The key was removed from the keyring.")
            )
        else:
            self._kept.setText("")

    @Slot(bool)
    def _say(self, on: bool) -> None:
        if on and self._source.price:
            self.set_on(on=False)
            self._agree.show()
            return
        self._agree.hide()
        self.switched.emit(self._source.id, on)

    @Slot()
    def _agreed(self) -> None:
        self._agree.hide()
        self.switched.emit(self._source.id, True)

    @Slot()
    def _declined(self) -> None:
        self._agree.hide()

    @Slot()
    def _enter(self) -> None:
        self._fault.tell(None)
        self._kept.setText(_("The key is being tried …"))
        self.key_entered.emit(self._source.id, self._key.text().strip())

    @Slot()
    def _open_site(self) -> None:
        QDesktopServices.openUrl(QUrl(self._source.site))
