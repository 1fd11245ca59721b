"""The windows: each is made when it is first wanted, kept while it is shown, and raised only when the user asked.

A window that opens by itself never takes the focus. What the windows show and ask is their own affair.
"""

import os
from collections.abc import Callable
from datetime import datetime
from functools import cached_property, partial
from typing import TYPE_CHECKING, Final

import msgspec
from PySide6.QtCore import QObject, QSettings, Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QMessageBox, QWidget

from notifier.app.wishes import Wishes
from notifier.catalogue.loader import Catalogue
from notifier.config import secrets
from notifier.config.model import WatchedService
from notifier.config.paths import Paths
from notifier.core.model import Incident, PageComponent, Snapshot
from notifier.ui.settings.capabilities import Capabilities

if TYPE_CHECKING:
    from notifier.app.practising import Practising
    from notifier.ui.first_run.dialog import FirstRunDialog
    from notifier.ui.history.practice_window import PracticeWindow
    from notifier.ui.history.window import HistoryWindow
    from notifier.ui.settings.dialog import SettingsDialog

TOKEN: Final = "XDG_ACTIVATION_TOKEN"  # noqa: S105 - the desktop's proof that the user asked for a window


class Windows(QObject):
    """Opens windows.

    Signals: `test_asked` and `practice_asked` from the settings, `check_asked` from the history, `end_practice_asked`
    from that of a practice; `settings_opened` so that what they show about the desktop can be asked for.
    """

    test_asked = Signal()
    practice_asked = Signal()
    end_practice_asked = Signal()
    check_asked = Signal()
    settings_opened = Signal()

    def __init__(self, paths: Paths, wishes: Wishes, catalogue: Catalogue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._paths = paths
        self._wishes = wishes
        self._catalogue = catalogue
        self._snapshot: Snapshot | None = None
        self._capabilities = Capabilities()
        self._history: HistoryWindow | None = None
        self._practice: PracticeWindow | None = None
        self._settings: SettingsDialog | None = None
        self._first_run: FirstRunDialog | None = None
        self._failure: QMessageBox | None = None
        wishes.changed.connect(self._on_settings)

    def show_history(self, service: str = "", incident: str = "", token: str = "", *, asked: bool = True) -> None:
        """Show the history, at an incident or a service where one is given."""
        window = self._practice or self._made_history()
        if token:
            os.environ[TOKEN] = token  # Qt hands it to the compositor with the next activation, and forgets it
        if incident:
            window.open_incident(incident)
        elif service:
            window.open_service(service)
        else:
            _present(window, asked=asked)

    @Slot()
    def prepare(self) -> None:
        """Import what the history needs (some 40 ms and 2 MB), so that it opens at once when it is wanted."""
        import notifier.store.reader
        import notifier.ui.history.window  # noqa: F401 used when it is opened

    @cached_property
    def _places(self) -> QSettings:
        return QSettings(str(self._paths.data_dir / "windows.ini"), QSettings.Format.IniFormat, self)

    def _made_history(self) -> "HistoryWindow":
        if self._history is None:
            from notifier.store.reader import HistoryReader  # imported when first wanted, as the windows
            from notifier.ui.history.window import HistoryWindow

            reader = partial(HistoryReader, self._paths.history_file)
            self._history = HistoryWindow(reader, self._catalogue.get, places=self._places)
            self._history.settings_wanted.connect(self.show_settings)
            self._history.check_wanted.connect(self.check_asked)
            if self._snapshot is not None:
                self._history.show_snapshot(self._snapshot)
        return self._history

    def begin_practice(self, practice: "Practising", clock: Callable[[], datetime], token: str = "") -> None:
        """Show the history of a practice in the place of the real one."""
        from notifier.store.reader import HistoryReader
        from notifier.ui.history.practice_window import PracticeWindow

        self._drop_practice()
        if self._history is not None:
            self._history.close()
        reader = partial(HistoryReader, practice.history_file)
        self._practice = window = PracticeWindow(
            reader,
            practice.service,
            clock=clock,
            speed=practice.speed,
            alone=practice.alone,
            places=self._places,
        )
        window.settings_wanted.connect(self.show_settings)
        window.check_wanted.connect(self.check_asked)
        window.end_wanted.connect(self.end_practice_asked)
        self.show_history(token=token)

    def end_practice(self) -> None:
        """Show the real history again, if one is shown at all."""
        shown = self._practice is not None and self._practice.isVisible()
        active = self._practice is not None and self._practice.isActiveWindow()
        self._drop_practice()
        if shown:
            self.show_history(asked=active)

    def _drop_practice(self) -> None:
        window, self._practice = self._practice, None
        if window is not None:
            window.shut_down()
            window.close()
            window.deleteLater()

    @Slot()
    def show_settings(self) -> None:
        """Show the settings."""
        if self._settings is None:
            from notifier.ui.settings.dialog import SettingsDialog

            self._settings = SettingsDialog(
                self._wishes.settings,
                self._catalogue,
                self._paths,
                capabilities=self._capabilities,
                set_password=_set_password,
            )
            self._settings.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            self._settings.show_surroundings(page_components=self._page_components)
            self._settings.changed.connect(self._wishes.change)
            self._settings.test_asked.connect(self.test_asked)
            self._settings.practice_asked.connect(self.practice_asked)
            self._settings.finished.connect(self._on_settings_closed)
            self.settings_opened.emit()
        _present(self._settings, asked=True)

    def show_first_run(self) -> None:
        """Offer what to watch."""
        from notifier.ui.first_run.dialog import FirstRunDialog

        self._first_run = FirstRunDialog(self._catalogue, self._wishes.settings.country)
        self._first_run.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._first_run.chosen.connect(self._on_chosen)
        self._first_run.finished.connect(self._on_first_run_closed)
        self._first_run.open()

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show everything as it stands, in whatever is open."""
        if snapshot.practice:
            if self._practice is not None:
                self._practice.show_snapshot(snapshot)
            return
        self._snapshot = snapshot
        if self._history is not None:
            self._history.show_snapshot(snapshot)

    def put_incident(self, incident: Incident) -> None:
        """Take in an incident that began, changed or ended; it is in the history already."""
        window = self._practice if incident.practice else self._history
        if window is not None:
            window.put_incident(incident)

    def know(self, capabilities: Capabilities) -> None:
        """Tell the settings what is possible here."""
        self._capabilities = capabilities
        if self._settings is not None:
            self._settings.show_surroundings(capabilities=capabilities)

    @property
    def capabilities(self) -> Capabilities:
        """What is known of what is possible here."""
        return self._capabilities

    def tell_failure(self, message: str) -> None:
        """Say in a plain dialog that something unforeseen went wrong."""
        self._failure = box = QMessageBox(QMessageBox.Icon.Warning, "", "", QMessageBox.StandardButton.Close)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle(self.tr("Something went wrong"))
        box.setText(self.tr("Outage Notifier ran into a fault of its own. It goes on as well as it can."))
        box.setInformativeText(
            self.tr("{fault}\n\nThe details are in {file}").format(fault=message[:500], file=self._paths.log_file)
        )
        box.show()  # not modal: it must not lock what still works

    def close(self) -> None:
        """Close everything, without questions."""
        self._drop_practice()
        if self._history is not None:
            self._history.shut_down()
        for window in (self._failure, self._first_run, self._settings, self._history):
            if window is not None:
                window.close()
                window.deleteLater()
        self._failure = self._first_run = self._settings = self._history = None

    def _page_components(self, service: str) -> tuple[PageComponent, ...]:
        """What the official page of a service last named as its parts."""
        services = self._snapshot.services if self._snapshot is not None else ()
        page = next((each.page for each in services if each.id == service), None)
        return page.components if page is not None else ()

    @Slot(object, object)
    def _on_settings(self) -> None:
        if self._settings is not None:
            self._settings.show_settings(self._wishes.settings)

    @Slot(int)
    def _on_settings_closed(self) -> None:
        self._settings = None

    @Slot(object)
    def _on_chosen(self, services: tuple[str, ...]) -> None:
        settings = self._wishes.settings
        known = {each.id for each in settings.watched}
        new = tuple(WatchedService(each) for each in services if each not in known)
        self._wishes.change(msgspec.structs.replace(settings, watched=settings.watched + new, first_run_done=True))

    @Slot(int)
    def _on_first_run_closed(self, result: int) -> None:
        self._first_run = None
        if result != QDialog.DialogCode.Accepted:
            self._wishes.change(msgspec.structs.replace(self._wishes.settings, first_run_done=True))


def _set_password(value: str) -> None:
    secrets.set(secrets.PROXY_PASSWORD, value)


def _present(window: QWidget, *, asked: bool) -> None:
    """Show a window; with the focus when the user asked for it, and else without."""
    window.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, not asked)
    if window.isMinimized():
        window.showNormal()
    window.show()
    if asked:
        window.raise_()
        window.activateWindow()
