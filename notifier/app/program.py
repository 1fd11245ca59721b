"""Connects the parts of the program with a tray: tray first, everything else after it is shown.

Only connections are made here: what comes in (events, clicks, the system's news) is passed on to the part it is for.
"""

import logging
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

import msgspec
from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from notifier.app.placing import Placing
from notifier.app.stage import Shown, Stage
from notifier.app.wishes import Wishes
from notifier.bridge.garbage import Garbage
from notifier.config.file import Loaded
from notifier.config.model import Settings
from notifier.config.paths import Paths
from notifier.core.commands import CheckNow, MachineSleeps, MachineWoke, Pause, Resume
from notifier.core.events import AlertDue, EngineFailed, Event, IncidentChanged, Notice, NoticeKind, SnapshotChanged
from notifier.core.failure import UserError
from notifier.core.model import Service
from notifier.crash import Signals
from notifier.desktop.tray_host import has_tray_host
from notifier.ui import i18n, theme
from notifier.ui.icons import app_icon
from notifier.ui.tray import Tray

if TYPE_CHECKING:
    from notifier.app.surroundings import Surroundings
    from notifier.desktop.single_instance import Request

log = logging.getLogger(__name__)

IDLE_MS: Final = 5_000
"""So long after the start, what the first window needs is imported."""


class Program(QObject):
    """The running program. With `practice` it was started for that alone, and ends with it."""

    def __init__(
        self,
        application: QApplication,
        paths: Paths,
        loaded: Loaded,
        *,
        practice: "Request | None" = None,
        has_host: Callable[[], bool] = has_tray_host,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._application = application
        self._paths = paths
        self._garbage = Garbage(self)
        self._signals = Signals(self)
        self._signals.asked_to_end.connect(application.quit)
        self._wishes = Wishes(paths.settings_file, loaded, self)
        self._shown = Shown()
        self._placing = Placing(partial(Tray, clock=self._shown.now), has_host, self)
        self._stage = Stage(self._shown, self._placing, self)
        self._stage.real_again.connect(self._on_real_again)
        self._placing.made.connect(self._on_tray)
        self._placing.missing.connect(self._on_no_tray)
        self._around: Surroundings | None = None
        self._request = practice
        self._for_practice = practice is not None

    def start(self) -> None:
        """Show the tray icon, then build the rest."""
        self._application.setWindowIcon(app_icon())
        self._placing.begin()
        QTimer.singleShot(0, self, self._build)

    def close(self) -> bool:
        """End everything in order; False when the engine's thread hangs."""
        self._placing.close()
        ended = True
        if self._around is not None:
            ended = self._around.close()
        self._signals.close()
        self._garbage.close()
        return ended

    @Slot()
    def _build(self) -> None:
        from notifier.app.surroundings import Surroundings  # everything else is imported with it

        self._around = around = Surroundings(self._paths, self._wishes, self._placing, self)
        around.watching.told.connect(self._on_event)
        around.practising.told.connect(self._on_event)
        around.practising.failed.connect(self.on_failure)
        around.power.slept.connect(self._on_sleep)
        around.power.woke.connect(self._on_wake)
        around.network.changed.connect(around.watching.post)
        around.announcer.wanted.connect(self._on_wanted)
        around.windows.check_asked.connect(self._on_check)
        around.windows.test_asked.connect(around.announcer.test)
        self._wishes.problem.connect(self._on_problem)
        self._wishes.changed.connect(self._on_wishes)
        self._wishes.own_services_changed.connect(self._on_own_services)
        self._stage.open(around)
        self._begin(around)
        QTimer.singleShot(IDLE_MS, around.windows, around.windows.prepare)

    def _begin(self, around: "Surroundings") -> None:
        if self._for_practice:
            around.practising.alone = True
            around.watching.rest()
        around.begin(self._services())
        self._wishes.begin(self._paths.own_services)
        for problem in around.catalogue.problems:
            around.announcer.notice(Notice(NoticeKind.CATALOGUE_BROKEN, str(problem)))
        if not self._for_practice:
            self._offer(around)
        if self._request is not None:
            self.on_second_start(self._request)
        if self._for_practice and not around.practising.goes_on:
            self._application.quit()  # it could not be begun, which was told
        self._garbage.settle()

    def _offer(self, around: "Surroundings") -> None:
        """Offer what to watch, the first time."""
        if not self._wishes.settings.first_run_done and not self._wishes.settings.watched:
            around.windows.show_first_run()

    @Slot(object)
    def _on_tray(self, tray: Tray) -> None:
        tray.open_incident.connect(self._on_tray_incident)
        tray.open_history.connect(self._on_tray_history)
        tray.open_settings.connect(self._on_settings)
        tray.check_now.connect(self._on_check)
        tray.pause.connect(self._on_pause)
        tray.resume.connect(self._on_resume)
        tray.end_practice.connect(self._stage.end_practice)
        tray.message_clicked.connect(self._on_balloon_clicked)
        tray.quit.connect(self._application.quit)
        if self._shown.snapshot is not None:
            tray.show_snapshot(self._shown.snapshot)

    def _services(self) -> tuple[Service, ...]:
        """The watched services that the catalogue knows, in the user's order."""
        assert self._around is not None  # noqa: S101 - there since _build
        known = (self._around.catalogue.get(each.id) for each in self._wishes.settings.watched)
        return tuple(each for each in known if each is not None)

    # what comes in

    @Slot(object)
    def _on_event(self, event: Event) -> None:
        if self._around is None:
            return
        match event:
            case SnapshotChanged(snapshot=snapshot):
                self._stage.show(snapshot)
            case IncidentChanged(incident=incident):
                self._around.windows.put_incident(incident)
            case AlertDue(alert=alert):
                self._around.announcer.alert(alert)
            case Notice():
                self._around.announcer.notice(event)
            case EngineFailed():
                self._around.announcer.failed(event)
            case _:
                pass  # the snapshot tells it too

    @Slot(object)
    def on_second_start(self, request: "Request") -> None:
        """The user started the program again: show the window, or begin a practice."""
        if self._around is None:
            self._request = request
        elif request.practice:
            self._stage.practise(request.practice, request.speed, request.token)
        else:
            self._around.practising.alone = False  # who starts the program wants it to stay
            self._around.windows.show_history("", request.incident, request.token)

    @Slot(str)
    def on_failure(self, message: str) -> None:
        """Something unforeseen went wrong somewhere."""
        if self._around is not None:
            self._around.windows.tell_failure(message)

    @Slot()
    def _on_no_tray(self) -> None:
        if self._around is not None:
            self._around.windows.show_history(asked=False)
            self._around.announcer.no_tray()

    @Slot(object)
    def _on_problem(self, error: UserError) -> None:
        if self._around is not None:
            self._around.announcer.problem(error)

    @Slot(object, object)
    def _on_wishes(self, before: Settings, now: Settings) -> None:
        if before.language != now.language:
            i18n.install(now.language)
        if before.theme != now.theme:
            theme.apply(self._application, now.theme)
        if self._around is not None:
            if before.start_at_login != now.start_at_login:
                self._around.set_autostart(now.start_at_login)
            if _engines(before) != _engines(now):
                self._around.watching.replace(now, self._services())

    @Slot()
    def _on_own_services(self) -> None:
        if self._around is not None:
            self._around.watching.replace(self._wishes.settings, self._services())

    @Slot(str, str, str)
    def _on_wanted(self, service: str, incident: str, token: str) -> None:
        if self._around is not None:
            self._around.windows.show_history(service, incident, token)

    @Slot(str, str)
    def _on_tray_incident(self, service: str, incident: str) -> None:
        self._on_wanted(service, incident, "")

    @Slot()
    def _on_balloon_clicked(self) -> None:
        if self._around is not None:
            self._around.announcer.on_balloon_clicked()

    @Slot()
    def _on_settings(self) -> None:
        if self._around is not None:
            self._around.windows.show_settings()

    @Slot()
    def _on_tray_history(self) -> None:
        self._on_wanted("", "", "")

    # what is asked of the engine

    @Slot()
    def _on_check(self) -> None:
        self._post(CheckNow())

    @Slot(object)
    def _on_pause(self, seconds: float | None) -> None:
        self._post(Pause(seconds))

    @Slot()
    def _on_resume(self) -> None:
        self._post(Resume())

    @Slot()
    def _on_sleep(self) -> None:
        self._post(MachineSleeps())

    @Slot()
    def _on_wake(self) -> None:
        self._post(MachineWoke())

    def _post(self, command: CheckNow | Pause | Resume | MachineSleeps | MachineWoke) -> None:
        if self._around is None:
            return
        if self._around.practising.goes_on and isinstance(command, CheckNow):
            self._around.practising.post(command)
        else:
            self._around.watching.post(command)

    @Slot()
    def _on_real_again(self) -> None:
        if self._around is None:
            return
        if self._around.practising.alone:
            self._application.quit()
            return
        self._around.announcer.practice_ended()
        self._offer(self._around)


def _engines(settings: Settings) -> Settings:
    """What of the settings the engine works by: the rest is made equal."""
    return msgspec.structs.replace(settings, language="", theme="auto", start_at_login=False, first_run_done=True)
