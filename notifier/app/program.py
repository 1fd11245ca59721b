"""The program beside its tray icon and what watches: notifications, windows, start at login, built at once.

Nothing is decided here: what comes in (events, clicks, the system's news) is passed on to the part it is for. That the
tray icon comes first, then what watches, and then this, is arranged in `notifier.app.run`.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from notifier.app.alternatives import Alternatives
from notifier.app.announcing import Announcer
from notifier.app.appearance import Appearance
from notifier.app.outside_keys import OutsideKeys
from notifier.app.own_machines import OwnMachines
from notifier.app.phone import PhoneNotices
from notifier.app.practice import Practice, PracticeRun
from notifier.app.supervisor import Work
from notifier.app.system import NAME, SystemIntegration, icon_file
from notifier.app.tray_retry import TrayRetry
from notifier.app.tray_use import TrayUse
from notifier.app.view_state import ViewState
from notifier.app.watching import Watching
from notifier.app.windows import Windows
from notifier.config.model import Settings
from notifier.config.paths import Paths
from notifier.config.wishes import wished_by
from notifier.core.commands import CheckNow, Command, Pause, Resume
from notifier.core.events import (
    AlertDue,
    AlertHeld,
    EngineFailed,
    Event,
    IncidentChanged,
    Notice,
    NoticeKind,
    SnapshotChanged,
)
from notifier.core.failure import UserError
from notifier.desktop.notify import Notification, Notifier, adapters_of_this_system
from notifier.desktop.notify.dispatcher import MakeAdapter
from notifier.desktop.single_instance import Request
from notifier.ui.tray import Tray
from notifier.words.names import Names

if TYPE_CHECKING:
    from notifier.ui.settings.dialog import SettingsDialog

Submit = Callable[[Work], bool]


class Program(QObject):
    """All parts, connected: made complete, begun and closed once.

    Signals: `finished` when the program is to end.
    """

    finished = Signal()

    def __init__(
        self,
        paths: Paths,
        watching: Watching,
        view: ViewState,
        tray: TrayRetry,
        *,
        adapters: Sequence[MakeAdapter] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._paths = paths
        self._tray = tray
        self._token = ""
        self._submit: Submit = lambda _work: False
        self.view = view
        self._watching = watching
        self.settings, self.catalogue, self.supervisor = watching.settings, watching.catalogue, watching.supervisor
        self.appearance = Appearance(self.settings)
        adapters = adapters or adapters_of_this_system(
            NAME, icon_file(), paths.notices_file, lambda: [each.id for each in self._settings_now().watched]
        )
        self.notifier = Notifier(adapters, self._show_balloon, parent=self)
        service_of = wished_by(self._settings_now, self.catalogue.get)
        self.practice = Practice(service_of, self)
        self.alternatives = Alternatives(self._settings_now, service_of, paths.alternatives_file, view, self)
        names, instead = Names(self.practice.service), self.alternatives
        self.announcer = Announcer(self.notifier, self._settings_now, names, instead.meanwhile, self)
        machines = self.machines = OwnMachines(paths, self.settings, self)
        lacks = tray.is_missing
        self.windows = Windows(paths, self.settings, self.catalogue, view, instead.instead, lacks, machines, self)
        self.windows.prepare = self.appearance.know
        self.phones = self.windows.phones = PhoneNotices(paths, self.settings, self.announcer.told, self)
        self.system = SystemIntegration(paths, self.settings, self)
        self.keys = OutsideKeys(paths, self._settings_now, self)
        self._connect_engines()
        self._connect_system()
        self._connect_windows()

    def begin(self, request: Request | None = None) -> None:
        """Start everything; with `request` for a practice alone, which the program ends with."""
        self.practice.alone = request is not None
        self.supervisor.when_renewed(self._on_renewed)
        self.appearance.begin()
        self.system.take_autostart()
        self.settings.begin(self._paths.own_services)
        for problem in self.catalogue.problems:
            self.announcer.notice(Notice(NoticeKind.CATALOGUE_BROKEN, str(problem)))
        self._tray.when_made(self._on_tray)
        if request is None:
            self._offer()
            return
        self.on_second_start(request)
        if not self.practice.goes_on:
            # it could not be begun, which the user was told; the event loop may not have begun either
            QTimer.singleShot(0, self, self._end)

    def close(self) -> bool:
        """End everything in order; False when the engine's thread hangs."""
        for part in (self._tray, self.windows, self.appearance, self.phones, self.notifier):
            part.close()
        practice_ended = self.practice.close()
        return self._watching.close() and practice_ended

    def _connect_engines(self) -> None:
        for engine in (self.supervisor, self.practice):
            engine.published.connect(self._on_event)
        self.practice.began.connect(self._on_practice_began)
        self.practice.ended.connect(self._on_practice_ended)
        self.practice.failed.connect(self.windows.show_failure)
        self.practice.renewed.connect(self._on_renewed)

    def _connect_system(self) -> None:
        self._watching.power.ends.connect(self.finished)
        self.notifier.handed.connect(self.supervisor.take_handed)
        self.notifier.capabilities_changed.connect(self.system.on_notifications)
        self.notifier.heard.connect(self.system.on_heard)
        self.system.capabilities_changed.connect(self.windows.show_capabilities)
        for part in (self.settings, self.system):
            part.problem.connect(self.announcer.problem)

    def _connect_windows(self) -> None:
        self.announcer.wanted.connect(self.windows.show_news)
        self.announcer.commanded.connect(self.supervisor.post)
        self.windows.check_asked.connect(self._on_check)
        self.windows.test_asked.connect(self.notifier.refresh)
        self.windows.test_asked.connect(self.announcer.test)
        self.windows.practice_asked.connect(self._on_practice_asked)
        self.windows.end_practice_asked.connect(self.practice.end)
        self.windows.quit_asked.connect(self.finished)
        self.windows.first_start.begun.connect(self.announcer.begun)
        self.windows.first_start.practice_wanted.connect(self._on_practice_asked)
        self.windows.commanded.connect(self._on_command)
        self.windows.key_entered.connect(self.keys.take)
        self.alternatives.commanded.connect(self.supervisor.post)
        self.alternatives.ready.connect(self.announcer.alert)
        self.machines.another_key.connect(self.supervisor.renew)
        self.keys.tried.connect(self.windows.key_tried)
        self.windows.settings_opened.connect(self._on_settings_opened)
        self._tray.missing.connect(self._on_no_tray)

    @Slot(object)
    def _on_tray(self, tray: Tray) -> None:
        self.tray_use = TrayUse(tray, self.windows, self.settings, self)
        tray.commanded.connect(self._on_command)
        tray.end_practice.connect(self.practice.end)
        tray.message_clicked.connect(self.announcer.on_balloon_clicked)
        tray.quit.connect(self.finished)
        self.view.follow(tray.show_snapshot)

    @Slot()
    def _end(self) -> None:
        self.finished.emit()

    def _offer(self) -> None:
        """Offer what to watch, the first time."""
        settings = self.settings.settings
        if not settings.first_run_done and not settings.watched:
            self.windows.show_first_run()

    # what comes in

    @Slot(object)
    def _on_event(self, event: Event) -> None:
        match event:
            case SnapshotChanged(snapshot=snapshot):
                self.view.show(snapshot)
                if self.windows.shows_history():
                    self.alternatives.on_shown(snapshot)
            case IncidentChanged(incident=incident):
                self.windows.incident_changed.emit(incident)
                self.alternatives.on_incident(incident)
            case AlertDue(alert=alert):
                self.alternatives.tell(alert)
            case AlertHeld(alert=alert):
                self.announcer.held(alert)
            case Notice():
                self.announcer.notice(event)
            case EngineFailed():
                self.announcer.failed(event)
            case _:
                pass  # the snapshot tells it too

    @Slot(object)
    def _on_renewed(self, submit: Submit) -> None:
        """Another thread works from now on: what needs a loop has it there."""
        self._submit = submit
        self.notifier.attach(submit)
        if self._paths.notices_file.exists():
            self.notifier.refresh()  # so that a click on what an earlier run has left on the screen is heard
        for part in (self.keys, self.alternatives, self.machines, self.windows.detection):
            part.attend(submit)

    @Slot(object)
    def on_second_start(self, request: Request) -> None:
        """The user started the program again: show the window, begin a practice, or quit."""
        if request.quit:
            self.finished.emit()
        elif request.order is not None:
            self.supervisor.post(request.order)
        elif request.practice:
            self._practise(request.practice, request.speed, request.token)
        else:
            self.practice.alone = False  # who starts the program wants it to stay
            self.supervisor.go_on()
            self.windows.show_history(token=request.token)

    @Slot(str)
    def on_failure(self, message: str) -> None:
        """Something unforeseen went wrong somewhere."""
        self.windows.show_failure(message)

    @Slot()
    def _on_no_tray(self) -> None:
        self.windows.be_main()
        self.announcer.no_tray()

    @Slot(object)
    def _on_settings_opened(self, dialog: "SettingsDialog") -> None:
        dialog.notifications_seen.connect(self.notifier.refresh)
        self.system.ask(self._submit, tray=self._tray.is_shown)

    # a practice

    def _practise(self, scenario: str, speed: float, token: str = "") -> None:
        """Begin a practice outage; empty: the usual scenario. What the user can put right is notified."""
        self._token = token
        try:
            self.practice.begin(scenario, speed)
        except UserError as error:
            self.announcer.problem(error)

    @Slot()
    def _on_practice_asked(self) -> None:
        from notifier.simulation.practice import DEFAULT_SPEED  # for those few who practise

        self._practise("", DEFAULT_SPEED)

    @Slot(object)
    def _on_practice_began(self, run: PracticeRun) -> None:
        self.view.begin_practice()
        self.windows.begin_practice(run, self.practice, self._token)

    @Slot()
    def _on_practice_ended(self) -> None:
        self.windows.end_practice()
        self.view.end_practice()
        if self.practice.alone:
            self.finished.emit()
            return
        self.announcer.practice_ended()
        self._offer()

    # what is asked of the engine

    @Slot(object)
    def _on_command(self, command: Command) -> None:
        to_practice = self.practice.goes_on and not isinstance(command, Pause | Resume)
        (self.practice if to_practice else self.supervisor).post(command)

    @Slot()
    def _on_check(self) -> None:
        self._on_command(CheckNow())

    def _settings_now(self) -> Settings:
        return self.settings.settings

    def _show_balloon(self, notification: Notification) -> bool:
        return self._tray.show_balloon(notification.title, notification.body)
