"""The settings window: pages beside a list of them, applied at once.

Each box sets its setting in the `SettingsStore`, which saves it. When the language or the settings' file changes, all
pages are built anew, on the page where the user was.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, cast

import msgspec
from PySide6.QtCore import QEvent, QSize, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QStackedWidget, QWidget

from notifier.catalogue.loader import Catalogue
from notifier.config.paths import Paths
from notifier.config.wishes import as_wished
from notifier.core.failure import UserError
from notifier.core.model import Service
from notifier.ui.fitting import fit
from notifier.ui.keys import close_by_keys
from notifier.ui.settings.capabilities import Capabilities
from notifier.ui.settings.context import PageContext
from notifier.ui.settings.finding import Found, Saying, sayings
from notifier.ui.settings.making import made
from notifier.ui.settings.search import Sidebar, reveal
from notifier.ui.settings.service_panel import ServicePanel
from notifier.ui.settings.staying import place_of, return_to
from notifier.ui.settings.store import SettingsStore
from notifier.ui.settings.undoing import UndoBar
from notifier.words import _

if TYPE_CHECKING:
    from notifier.ui.settings.apps import AppsPage
    from notifier.ui.settings.elsewhere_page import ElsewherePage
    from notifier.ui.settings.machines_page import MachinesPage
    from notifier.ui.settings.notifications import NotificationsPage

PAGES: Final = (
    "apps",
    "order",
    "notifications",
    "phone",
    "checking",
    "elsewhere",
    "machines",
    "connection",
    "addresses",
    "general",
    "backup",
    "help",
    "about",
)
_SHOWN_ON: Final = {
    "detection": ("apps",),
    "phones": ("phone",),
    "capabilities": ("notifications", "phone", "elsewhere", "machines", "connection", "general"),
    "machines": ("machines",),
    "outside": ("elsewhere", "addresses"),
    "outside_usage": ("elsewhere",),
    "page_components": ("apps",),
    "places": ("apps",),
    "set_password": ("connection",),
}
"""The pages that show what is known of their context."""
APPS_MOST: Final = 6
"""So many apps are found beside what the pages say."""
_WIDE, _HIGH = 134, 42
"""Characters and lines: an app's kind has room beside its name in every language."""
_LEAST: Final = QSize(640, 380)
_LEAST_WIDE: Final = 84
"""Characters; in large letters it is no narrower, so that no page is to be scrolled sideways."""


class SettingsDialog(QDialog):
    """The settings. Show it with `open()` or `show()`."""

    test_asked = Signal()
    practice_asked = Signal()
    key_entered = Signal(str, str)
    """A source outside, and the key that was entered for it."""
    machines_asked = Signal()
    notifications_seen = Signal()
    """Their page is: what the desktop's can do is wanted, which takes two megabytes to ask."""

    def __init__(
        self,
        store: SettingsStore,
        catalogue: Catalogue,
        paths: Paths,
        *,
        capabilities: Capabilities | None = None,
        set_password: Callable[[str], None] | None = None,
    ) -> None:
        super().__init__()
        self.store = store
        self._context = PageContext(catalogue, paths, capabilities or Capabilities(), set_password)
        store.reloaded.connect(self._build)
        self._side = Sidebar(PAGES, self._read_off, self._find_apps)
        self._list = self._side.list
        self._pages = QStackedWidget()
        self._undoing = UndoBar(store, self._name_of, self)
        self._made: dict[str, QWidget] = {}
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.NoButton)
        self._close = self._buttons.addButton("", QDialogButtonBox.ButtonRole.RejectRole)
        self._close.setAutoDefault(False)
        self._buttons.rejected.connect(self.reject)
        self._anew = QTimer(self, singleShot=True)
        self._anew.timeout.connect(self._build)
        self._lay_out()
        self._build()

    def show_context(self, **values: object) -> None:
        """Show what is known by now: `capabilities`, `page_components` (see `PageContext`)."""
        context = msgspec.structs.replace(self._context, **values)
        news = [name for name in values if getattr(context, name) != getattr(self._context, name)]
        self._context = context
        self._renew({page for name in news for page in _SHOWN_ON[name]})

    @Slot(object)
    def show_capabilities(self, capabilities: Capabilities) -> None:
        """Show what is known by now of what the system allows; of a test alone on the page that is there."""
        page = cast("NotificationsPage | None", self._made.get("notifications"))
        before = msgspec.structs.replace(self._context.capabilities, trial=capabilities.trial)
        if page is not None and before == capabilities:
            self._context = msgspec.structs.replace(self._context, capabilities=capabilities)
            page.show_trial(capabilities.trial)
            return
        self.show_context(capabilities=capabilities)

    @Slot(str, object)
    def show_key(self, source: str, fault: UserError | None) -> None:
        """Tell what came of a key that was entered; None: it is kept."""
        page = cast("ElsewherePage | None", self._made.get("elsewhere"))
        if page is not None:
            page.show_key(source, fault)

    @Slot(object)
    def show_machines(self, fault: UserError | None) -> None:
        """Tell what came of asking which other computers are there."""
        page = cast("MachinesPage | None", self._made.get("machines"))
        if page is not None:
            page.show_answer(fault)

    def show_page(self, page: str) -> None:
        """Go to a page, one of `PAGES`."""
        self._list.setCurrentRow(PAGES.index(page))

    def _lay_out(self) -> None:
        self._side.page_chosen.connect(self._go)
        self._side.page_chosen.connect(self._on_page_chosen)
        self._side.found_chosen.connect(self._go_to_found)
        grid = QGridLayout(self)
        grid.addWidget(self._undoing, 1, 0, 1, 2)  # first: the keys go round, and what is on pages comes to the end
        grid.addWidget(self._buttons, 1, 2)
        grid.addWidget(self._side, 0, 0)
        grid.addWidget(self._pages, 0, 1, 1, 2)
        grid.setColumnStretch(1, 1)
        for last in (self._undoing, self._buttons):
            last.raise_()  # screen readers hear them after the pages
        self._list.setFocus()
        close_by_keys(self)
        QShortcut(QKeySequence(QKeySequence.StandardKey.HelpContents), self).activated.connect(self._show_help)
        letters = self.fontMetrics()
        wide, least = letters.averageCharWidth(), _LEAST.expandedTo(QSize(_LEAST_WIDE * letters.averageCharWidth(), 0))
        fit(self, QSize(wide * _WIDE, letters.height() * _HIGH), least)

    @Slot()
    def _show_help(self) -> None:
        self.show_page("help")

    @Slot()
    def _build(self) -> None:
        """Name everything in the language that is spoken, and drop the pages that were made."""
        self.setWindowTitle(_("Settings"))
        self._close.setText(_("Close"))
        self._undoing.follow()
        self._side.name(
            [
                _("Apps"),
                _("Order and groups"),
                _("Notifications"),
                _("Phone"),
                _("Checking"),
                _("Other places"),
                _("My other computers"),
                _("Connection"),
                _("Addresses"),
                _("General"),
                _("Import, export, reset"),
                _("Help"),
                _("About"),
            ]
        )
        self._renew(set(PAGES))

    def _renew(self, names: set[str]) -> None:
        """Make these pages anew when they are next shown; the one that is seen stays where it was."""
        shown, place = self._pages.currentWidget(), place_of(self._pages.currentWidget())
        for name in names & set(self._made):
            page = self._made.pop(name)
            self._pages.removeWidget(page)
            page.deleteLater()
        self._go(self._list.currentRow())
        if self._pages.currentWidget() is not shown:
            return_to(self._pages.currentWidget(), place)
        if names:
            self._side.forget()

    @Slot(int)
    def _go(self, row: int) -> None:
        """Show a page; it is made when it is first seen."""
        if self.isVisible():
            self._pages.setCurrentWidget(self._page(PAGES[max(0, row)]))

    @Slot(int)
    def _on_page_chosen(self, row: int) -> None:
        if PAGES[row] == "notifications":
            self.notifications_seen.emit()

    def _page(self, name: str) -> QWidget:
        page = self._made.get(name)
        if page is None:
            page = self._made[name] = made(name, self, self._context)
            self._pages.addWidget(page)
        return page

    def _read_off(self, page: str) -> list[Saying]:
        """Read what a page says; of the apps only what stands beside their list."""
        if page != "apps":
            return list(sayings(self._page(page)))
        apps = self._page(page)
        panels = apps.findChildren(ServicePanel)
        return [each for each in sayings(apps) if not any(panel.isAncestorOf(each.field) for panel in panels)]

    def _find_apps(self, words: str) -> list[Service]:
        return self._context.catalogue.search(words)[:APPS_MOST]

    def _name_of(self, service: str) -> str:
        known = self._context.catalogue.get(service)
        return service if known is None else as_wished(known, self.store.settings).name

    @Slot(object)
    def _go_to_found(self, found: Found) -> None:
        """Lead to what was found."""
        self.show_page(found.page)
        page = self._page(found.page)
        if found.page == "apps" and found.number < 0:
            cast("AppsPage", page).show_app(found.group)
            return
        said = self._read_off(found.page)
        same = [each for each in said if each.text == found.text and each.group == found.group]
        if found.number < len(said) and said[found.number].text == found.text:
            same = [said[found.number]]
        if same:
            reveal(same[0].field, page)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 Qt's name
        """Make the page that is to be seen."""
        super().showEvent(event)
        self._go(self._list.currentRow())

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 Qt's name
        """Speak another language: later, because the box that chose it is one of those that are built anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._anew.start()
