"""The composition root: builds the program with a tray, starts it, and ends it in order. It decides nothing itself.

    tray_retry     the tray icon: shown at once, or retried where the tray comes late
    tray_use       what a click on it does, and when an outage counts as seen
    view_state     the snapshot that tray and windows show: of the real world, or of a practice
    watching       what watches without a window: begun as soon as the icon is there
    supervisor     the engine with its history and its network, in its thread; begun anew where it failed
    program        everything else, built complete meanwhile, and connected
    practice       a practice outage beside it, with a history of its own
    announcing     alerts and notices as notifications, and what the user pressed on them
    other_display  what is said where the program runs already, on another display
    windows        history, settings, first run: made when first wanted
    system         what the desktop allows, and start at login

What is imported here is needed before the tray icon is shown; then comes what watches, and what windows need last.
"""

import logging
import os
import sys
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

import notifier.desktop.overrides
import notifier.desktop.plain_imports  # noqa: F401 both before all that follows
from notifier.app.tray_retry import TrayRetry
from notifier.app.view_state import ViewState
from notifier.bridge.garbage_collection import GarbageCollection
from notifier.config import file
from notifier.config.paths import Paths
from notifier.crash import Failures, Hooks, Log, Signals
from notifier.desktop.heap import keep_in_one_piece
from notifier.desktop.look.plain import gtk_left_out
from notifier.desktop.session_bus import leave_out_a_silent_bus
from notifier.desktop.single_instance import Claim, SingleInstance, request_of_this_start
from notifier.ui.icons import app_icon
from notifier.ui.tray import Tray
from notifier.words.language import speak
from notifier.words.zone import far_zone

_log = logging.getLogger(__name__)

NAME = "Outage Notifier"
DESKTOP_FILE = "outage-notifier"
RUNS_ALREADY = 2
"""The exit status of the command line, too, where it cannot do what was asked."""


class Start(NamedTuple):
    """What a start is told; None: the user's own folders."""

    config_dir: Path | None = None
    data_dir: Path | None = None
    log_level: str = "warning"


def run(options: Start, *, practice: str = "", speed: float = 1.0) -> int:
    """Be the program in the tray until it is ended; a second start hands over to the first and ends at once.

    With `practice` (a scenario) play that alone, and end with it.
    """
    keep_in_one_piece()
    paths = Paths(options.config_dir, options.data_dir)
    log = Log(paths.log_file, paths.fault_file, options.log_level)
    application = _application()
    instance = SingleInstance(paths.data_dir)
    request = request_of_this_start(practice=practice, speed=speed)
    claim = instance.claim(request)
    if claim is Claim.OTHER_DISPLAY:
        from notifier.app.other_display import ask_where  # for those few who have two sessions

        claim = ask_where(application, instance, paths)
    if claim is not Claim.FIRST:
        log.close()
        return _another_runs(claim)
    failures = Failures()
    hooks = Hooks(failures)
    loaded = file.load(paths.settings_file)
    speak(loaded.settings.language, QLocale.system().uiLanguages())
    far = far_zone()
    if far is not None:
        _log.warning("%s", far)
    signals = Signals()
    signals.asked_to_end.connect(application.exit)  # `quit` asks every window first, and a window may ask the user
    garbage = GarbageCollection()
    view = ViewState()
    tray = TrayRetry(partial(Tray, clock=view.now))
    tray.begin()

    from PySide6.QtCore import QEventLoop  # here and below: the icon is there, everything else is imported after it

    # sockets wait for the event loop: a second start or a signal to end would find nobody yet
    application.processEvents(QEventLoop.ProcessEventsFlag.ExcludeSocketNotifiers)

    from notifier.app.watching import Watching

    watching = Watching(paths, loaded)
    watching.power.battery_changed.connect(garbage.set_on_battery)
    if practice:
        watching.supervisor.rest()
    watching.begin()

    from notifier.app.program import Program  # while the first readings go out
    from notifier.ui import i18n, theme

    application.setWindowIcon(app_icon())
    i18n.install(loaded.settings.language)
    theme.apply(application, loaded.settings.theme)

    program = Program(paths, watching, view, tray)
    program.finished.connect(application.exit)
    instance.asked.connect(program.on_second_start)
    failures.happened.connect(program.on_failure)
    program.begin(request if practice else None)
    garbage.settle()
    status = application.exec()
    ended = program.close()
    for each in (signals, garbage, instance, hooks, log):
        each.close()
    if not ended:
        logging.shutdown()
        os._exit(status or 1)  # a thread hangs: what is in the history is safe, and Qt would abort
    return status


def _application() -> QApplication:
    leave_out_a_silent_bus()
    with gtk_left_out():
        application = QApplication([DESKTOP_FILE])
    application.setApplicationName(NAME)  # the title of the tray icon; folders do not depend on it
    application.setApplicationDisplayName(NAME)
    application.setDesktopFileName(DESKTOP_FILE)
    application.setQuitOnLastWindowClosed(False)
    return application


def _another_runs(claim: Claim) -> int:
    if claim is Claim.HANDED_OVER:
        return 0
    if claim is Claim.NO_ANSWER and sys.stderr is not None:
        sys.stderr.write(f"{DESKTOP_FILE}: another one runs already, and does not answer\n")
    return RUNS_ALREADY
