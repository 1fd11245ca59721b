"""The page that lists every host that is contacted, so that nobody has to guess."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from notifier.ui.history.card import on_ground
from notifier.ui.settings.contacts import Contact, Purpose, contacts_of
from notifier.ui.settings.context import PageContext
from notifier.ui.settings.fields import Note, push_button
from notifier.ui.settings.store import SettingsStore
from notifier.ui.table import WordsTable
from notifier.words import _, ngettext
from notifier.words.language import said


class ContactsPage(QWidget):
    """A table of hosts; worked out anew each time it is shown."""

    def __init__(self, store: SettingsStore, context: PageContext) -> None:
        super().__init__()
        self._store = store
        self._context = context
        self._table = WordsTable(_("Addresses that are contacted"), [_("Address"), _("What for")])
        self._count = Note("")
        copy = push_button(_("&Copy the list"), self._copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(
            Note(
                _(
                    "The program contacts these addresses and no others. They see your internet address and the "
                    "name of this program, and nothing else about you. Other places are told what looks down, if you "
                    "let me ask them."
                )
            )
        )
        column.addWidget(on_ground(self, self._table), 1)
        column.addWidget(self._count)
        column.addWidget(copy, 0, Qt.AlignmentFlag.AlignLeading)
        store.changed.connect(self._follow)
        self.setFocusProxy(self._table)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 Qt's name
        """Bring the list up to date."""
        super().showEvent(event)
        self._fill()

    @Slot()
    def _follow(self) -> None:
        if self.isVisible():
            self._fill()

    def _fill(self) -> None:
        listed = contacts_of(self._store.settings, self._context)
        self._table.fill((each.host, purpose_words(each)) for each in listed)
        count = len({each.host for each in listed})
        self._count.setText(ngettext("{count} address", "{count} addresses", count).format(count=count))

    @Slot()
    def _copy(self) -> None:
        listed = contacts_of(self._store.settings, self._context)
        QGuiApplication.clipboard().setText("\n".join(f"{each.host}\t{purpose_words(each)}" for each in listed))


def purpose_words(contact: Contact) -> str:
    """Say what a host is contacted for."""
    names = ", ".join(contact.names)
    match contact.purpose:
        case Purpose.APP:
            return names
        case Purpose.PAGE:
            return _("{names}: official page").format(names=names)
        case Purpose.NAME:
            return _("{names}: the name is looked up").format(names=names)
        case Purpose.OUTSIDE:
            names = ", ".join(said(each) for each in contact.names)
            return _("Whether it is down elsewhere, too ({names})").format(names=names)
        case Purpose.REPORTS:
            return _("What people and the news say ({names})").format(names=names)
        case Purpose.INSTEAD:
            return _("{names}: whether it can be used instead, once when an outage begins").format(names=names)
        case Purpose.ANCHOR:
            return _("Your own connection ({names})").format(names=names)
        case Purpose.SPARE:
            return _("Your own connection ({names}), only where a network blocks others").format(names=names)
        case Purpose.NAME_SERVER:
            return _("Another name server ({names}): told names that many apps cannot be found by").format(names=names)
        case Purpose.PHONE:
            return _("Notices to your phone ({names}): told what you are told").format(names=names)
        case Purpose.WITNESS:
            return _("{names}: asked only when many apps fail at once").format(names=names)
