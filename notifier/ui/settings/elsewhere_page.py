"""The page of the sources outside: the question whether they may be asked, and each with all there is to know of it.

What they were asked is read from their account each time the page is shown. Nothing is asked here.
"""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from notifier.config.consent import answered, switched
from notifier.config.model import may_ask
from notifier.config.place import Group
from notifier.core.editions import COUNTRIES as EDITION_COUNTRIES
from notifier.core.failure import UserError
from notifier.ui.history.labels import plain_label
from notifier.ui.settings.context import PageContext
from notifier.ui.settings.fields import Note, Page, push_button
from notifier.ui.settings.form import add_settings
from notifier.ui.settings.source_card import SourceCard
from notifier.ui.settings.store import SettingsStore
from notifier.ui.settings.ticks import TickBox
from notifier.words import _, outside
from notifier.words.names import country_name


class ElsewherePage(Page):
    """Whether other places may be asked, and which.

    Signals: `key_entered` with a source's id and the key, to be tried and kept.
    """

    key_entered = Signal(str, str)

    def __init__(self, store: SettingsStore, context: PageContext) -> None:
        super().__init__(_("Other places"))
        self._store = store
        self._context = context
        self._cards: dict[str, SourceCard] = {}
        self._question_group()
        self._news_group()
        able = context.capabilities.keyring is not False
        for source in context.outside():
            card = self._cards[source.id] = SourceCard(source, keys=able)
            card.switched.connect(self._switch)
            card.key_entered.connect(self.key_entered)
            self.column.addWidget(card)
        self.end()
        store.changed.connect(self._follow)
        self._follow()
        self.setFocusProxy(self._yes if self._yes.isVisibleTo(self) else self._all)

    def _question_group(self) -> None:
        form = self.group(_("Is it down elsewhere, too?"))
        self._asked = plain_label(self, outside.question())
        self._all = TickBox(_("&Ask other places when something looks down"))
        self._all.toggled.connect(self._answer)
        self._yes, self._no = push_button(_("&Yes, ask them"), self._say_yes), push_button(_("&No"), self._say_no)
        self._answers = QWidget()
        row = QHBoxLayout(self._answers)
        row.setContentsMargins(0, 0, 0, 0)
        for button in (self._yes, self._no):
            button.setAccessibleDescription(outside.question())
            row.addWidget(button)
        row.addStretch(1)
        form.addRow(self._asked)
        form.addRow(self._all)
        for each in outside.explanation(self._context.outside()):
            form.addRow(Note(each))
        form.addRow(self._answers)

    def _news_group(self) -> None:
        form = self.group(_("News"))
        first = (_("As on the page “General”"), "")
        offered = sorted((country_name(each), each) for each in EDITION_COUNTRIES)
        add_settings(form, Group.NEWS, self._store, {"news_country": [first, *offered]})

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 Qt's name
        """Tell how the sources did by now."""
        super().showEvent(event)
        usage = self._context.outside_usage()
        for name, card in self._cards.items():
            card.show_usage(usage.get(name))

    def show_key(self, source: str, fault: UserError | None) -> None:
        """Tell what came of a key that was entered."""
        if source in self._cards:
            self._cards[source].show_key(fault)

    @Slot()
    def _follow(self) -> None:
        """Show what is set."""
        settings = self._store.settings
        for asks in (self._asked, self._answers):
            asks.setVisible(not settings.outside_answered)
        self._all.setVisible(settings.outside_answered)
        self._all.blockSignals(True)
        self._all.setChecked(bool(may_ask(settings)))
        self._all.blockSignals(False)
        for name, card in self._cards.items():
            card.set_on(on=name in may_ask(settings))

    @Slot(bool)
    def _answer(self, on: bool) -> None:
        self._store.change(**answered(self._context.outside(), on=on))

    @Slot()
    def _say_yes(self) -> None:
        self._answer(on=True)

    @Slot()
    def _say_no(self) -> None:
        self._answer(on=False)

    @Slot(str, bool)
    def _switch(self, source: str, on: bool) -> None:
        self._store.change(**switched(self._store.settings, source, on=on))
