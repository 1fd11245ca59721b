"""The windows: each is made when it is first wanted, kept while it is shown, and raised only when the user asked.

A window that opens by itself never takes the focus. What the windows show and ask is not known here; each follows the
`ViewState` and the settings by itself.
"""

import os
from collections.abc import Callable
from functools import cached_property, partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QSettings, Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QWidget

from notifier.app.closed_windows import ClosedWindows
from notifier.app.failure_box import failure_box
from notifier.app.first_start import FirstStart
from notifier.app.outside_keys import outside_sources
from notifier.app.own_machines import OwnMachines
from notifier.app.page_detection import PageDetection
from notifier.app.surroundings import surroundings
from notifier.app.view_state import ViewState
from notifier.catalogue.loader import Catalogue
from notifier.config import secrets
from notifier.config.model import asked_elsewhere
from notifier.config.paths import Paths
from notifier.config.wishes import wished_by
from notifier.core.advice.instead import Instead
from notifier.core.commands import AskElsewhere
from notifier.desktop.country import country_of_system
from notifier.ui.fitting import present
from notifier.ui.kept_sizes import places_in, remember
from notifier.ui.settings.capabilities import Capabilities
from notifier.ui.settings.store import SettingsStore

if TYPE_CHECKING:
    from notifier.app.practice import Practice, PracticeRun
    from notifier.ui.history.window import HistoryWindow
    from notifier.ui.settings.context import Phones

TOKEN: Final = "XDG_ACTIVATION_TOKEN"  # noqa: S105 - the desktop's proof that the user asked for a window


class Windows(QObject):
    """Opens windows.

    Signals: `test_asked` and `practice_asked` from the settings, `check_asked` and `commanded` (a `Command`) from the
    history, `quit_asked` where the program is to end, `end_practice_asked` from the history of a practice;
    `settings_opened` with their dialog, so that what it shows about the desktop can be asked for; `incident_changed`
    hands an `Incident` on to the histories; `key_entered` is a key for a source outside, `key_tried` what came of it.
    """

    test_asked = Signal()
    practice_asked = Signal()
    end_practice_asked = Signal()
    check_asked = Signal()
    quit_asked = Signal()
    commanded = Signal(object)
    settings_opened = Signal(object)
    incident_changed = Signal(object)
    capabilities_changed = Signal(object)
    key_entered = Signal(str, str)
    key_tried = Signal(str, object)

    def __init__(
        self,
        paths: Paths,
        settings: SettingsStore,
        catalogue: Catalogue,
        view: ViewState,
        instead: Instead,
        lacks_tray: Callable[[], bool],
        machines: OwnMachines,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._paths, self._settings, self._catalogue, self._view = paths, settings, catalogue, view
        self._capabilities = Capabilities()
        self._histories: list[HistoryWindow] = []
        """The real world's, and after it that of the practice that goes on; the last one is shown."""
        self._others: list[QWidget] = []
        self._instead, self._machines, self._lacks_tray = instead, machines, lacks_tray
        self._closed = ClosedWindows(self._drop_closed, catalogue.forget, self)
        self.phones: Phones | None = None
        self.prepare: Callable[[], None] = lambda: None  # called before a window is made
        self.detection = PageDetection(lambda: settings.settings, catalogue, self)
        look = self.detection.look
        self.first_start = FirstStart(settings, catalogue, self._places, self._add, lacks_tray, look, self)
        self.first_start.allowed.connect(self.ask_elsewhere)
        self.first_start.begun.connect(self._on_begun)

    @Slot()
    @Slot(str, str)
    @Slot(str, str, str)
    def show_history(self, service: str = "", incident: str = "", token: str = "", *, asked: bool = True) -> None:
        """Show the history, at an incident or a service where one is given; not over the dialogs of the first start."""
        if self.first_start.is_open and not service and not incident:
            self.first_start.show()
            return
        window = self._histories[-1] if self._histories else self._make_history()
        if token:
            os.environ[TOKEN] = token  # Qt hands it to the compositor with the next activation, and forgets it
        if incident:
            window.open_incident(incident)
        elif service:
            window.open_service(service)
        else:
            present(window, asked=asked)

    @Slot(str, str, str)
    def show_news(self, service: str, incident: str, token: str) -> None:
        """Show what a notification leads to: an incident, or (none) all services, with what is going on on top."""
        if self._histories and not (service or incident):
            self._histories[-1].services_panel.choose("")
        self.show_history(service, incident, token)

    def shows_history(self, *, in_front: bool = False) -> bool:
        """Tell whether a history is on the screen; `in_front`: and the user looks at it."""
        return any(each.isVisible() and (each.isActiveWindow() or not in_front) for each in self._histories)

    def hide_history(self) -> None:
        """Close the history, as its own button does."""
        for each in self._histories:
            each.close()

    @cached_property
    def _places(self) -> QSettings:
        return places_in(self._paths.data_dir / "windows.ini", self)

    def _make_history(self) -> "HistoryWindow":
        from notifier.store.reader import HistoryReader  # imported when first wanted, as the windows
        from notifier.ui.history.window import HistoryWindow

        self.prepare()
        reader, places = partial(HistoryReader, self._paths.history_file), self._places
        known = wished_by(lambda: self._settings.settings, self._catalogue.get)
        window = HistoryWindow(
            reader,
            known,
            places=places,
            home=lambda: self._settings.settings.country or country_of_system(),
            instead=self._instead,
            lacks_tray=self._lacks_tray,
            surroundings=partial(surroundings, self._settings),
        )
        self._add_history(window)
        return window

    def _add_history(self, window: "HistoryWindow") -> None:
        window.apps_wanted.connect(self.show_first_run)
        window.settings_wanted.connect(self.show_settings)
        window.commanded.connect(self.commanded)
        window.quit_wanted.connect(self.quit_asked)
        window.check_wanted.connect(self.check_asked)
        window.elsewhere_wanted.connect(self.ask_elsewhere)
        self.incident_changed.connect(window.put_incident)
        self._view.follow(window.show_snapshot)
        self._closed.watch(window)
        self._histories.append(window)

    def begin_practice(self, run: "PracticeRun", practice: "Practice", token: str) -> None:
        """Show the history of a practice in the place of the real one."""
        from notifier.store.reader import HistoryReader
        from notifier.ui.history.practice_window import PracticeWindow

        self.prepare()
        self._drop_practice()
        for window in self._histories:
            window.hide()
        shown = PracticeWindow(
            partial(HistoryReader, run.history_file),
            practice.service,
            clock=self._view.now,
            speed=run.speed,
            alone=run.alone,
            places=self._places,
            surroundings=partial(surroundings, self._settings),
        )
        shown.end_wanted.connect(self.end_practice_asked)
        self._add_history(shown)
        self.show_history(token=token)

    def end_practice(self) -> None:
        """Show the real history again, if one is shown at all."""
        window = self._histories[-1]
        shown, active = window.isVisible(), window.isActiveWindow()
        self._drop_practice()
        if shown:
            self.show_history(asked=active)

    def _drop_closed(self) -> None:
        """Let go of the history that was closed; the one beneath a practice comes back."""
        for window in self._histories[-1:]:
            if not (window.isVisible() or window.practice):
                self._histories.remove(window)
                _end(window)

    def _drop_practice(self) -> None:
        for window in [each for each in self._histories if each.practice]:
            self._histories.remove(window)
            _end(window)

    @Slot()
    def show_settings(self) -> None:
        """Show the settings."""
        from notifier.sources.outside.budgets import Budgets
        from notifier.sources.reader import utc_now
        from notifier.ui.settings.dialog import SettingsDialog

        dialog = next((each for each in self._others if isinstance(each, SettingsDialog)), None)
        if dialog is None:
            self.prepare()
            dialog = SettingsDialog(self._settings, self._catalogue, self._paths, capabilities=self._capabilities)
            dialog.show_context(
                page_components=self._view.page_components,
                outside=outside_sources,
                outside_usage=Budgets(self._paths.outside_file, utc_now).usage,
                machines=self._machines,
                detection=self.detection,
                phones=self.phones,
                set_password=partial(secrets.set, secrets.PROXY_PASSWORD),
                places=self._places,
            )
            dialog.machines_asked.connect(self._machines.ask)
            self._machines.answered.connect(dialog.show_machines)
            dialog.key_entered.connect(self.key_entered)
            self.key_tried.connect(dialog.show_key)
            dialog.test_asked.connect(self.test_asked)
            dialog.practice_asked.connect(self.practice_asked)
            self.capabilities_changed.connect(dialog.show_capabilities)
            self._add(dialog)
            self.settings_opened.emit(dialog)
        present(dialog, asked=True)

    @Slot()
    def show_first_run(self) -> None:
        """Offer what to watch."""
        self.prepare()
        self.first_start.show()

    @Slot()
    def be_main(self) -> None:
        """Show the history as the program's one window, where there is no tray: once the first start is over."""
        if not self.first_start.is_open:
            self.show_history(asked=False)

    @Slot(str)
    def ask_elsewhere(self, service: str) -> None:
        """Have other places asked about a service; whether they may be asked is asked first, if need be."""
        if asked_elsewhere(self._settings.settings) or (self._histories and self._histories[-1].practice):
            self.commanded.emit(AskElsewhere(service))
        else:
            self.first_start.ask(service)

    @Slot()
    def _on_begun(self) -> None:
        if self._lacks_tray():
            self.show_history()  # with the focus: the user has just pressed a button

    @Slot(object)
    def show_capabilities(self, capabilities: Capabilities) -> None:
        """Tell the settings what is possible here."""
        self._capabilities = capabilities
        self.capabilities_changed.emit(capabilities)

    @Slot(str)
    def show_failure(self, message: str) -> None:
        """Say in a plain dialog that something unforeseen went wrong."""
        box = failure_box(message, self._paths.log_file)
        self._add(box)
        box.show()

    def close(self) -> None:
        """Close everything, without questions."""
        for window in self._histories:
            _end(window)
        for dialog in self._others:  # without an answer: the first start asks again
            dialog.hide()
            dialog.deleteLater()
        self._others.clear()
        self._histories.clear()

    def _add(self, dialog: QDialog) -> None:
        """Keep a dialog while it is open."""
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._closed.watch(dialog)
        remember(dialog, self._places)
        dialog.finished.connect(self._on_finished)
        self._others.append(dialog)

    @Slot()
    def _on_finished(self) -> None:
        self._others = [each for each in self._others if each is not self.sender()]


def _end(window: "HistoryWindow") -> None:
    window.shut_down()
    window.close()
    window.deleteLater()
