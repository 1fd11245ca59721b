"""The composition root: builds the program with a tray, starts it, and ends it in order. It decides nothing itself.

    wishes       the settings as they stand: saved, watched for changes from outside
    placing      the tray icon's place: retried where the tray comes late
    stage        what tray and windows show: the real world, or a practice outage
    watching     the engine with its history and its network, in its thread; begun anew where it failed
    practising   a practice outage in its place, with a history of its own
    announcing   alerts and notices as notifications, and what the user pressed on them
    windows      history, settings, first run: made when first wanted
    program      connects them

What is imported here is needed before the tray icon is shown; the rest comes after it.
"""

import argparse
import logging
import os
import sys

from PySide6.QtWidgets import QApplication

from notifier.app.program import Program
from notifier.config import file
from notifier.config.paths import Paths
from notifier.crash import Failures, Hooks, Log
from notifier.desktop.single_instance import Claim, SingleInstance, request_of_this_start
from notifier.ui import console, i18n, theme

NAME = "Outage Notifier"
DESKTOP_FILE = "outage-notifier"
RUNS_ALREADY = 1


def run(options: argparse.Namespace, *, practice: str = "", speed: float = 1.0) -> int:
    """Be the program in the tray until it is ended; a second start hands over to the first and ends at once.

    With `practice` (a scenario) play that alone, and end with it.
    """
    paths = Paths(options.config_dir, options.data_dir)
    log = Log(paths.log_file, paths.fault_file, options.log_level)
    application = _application()
    instance = SingleInstance(paths.data_dir)
    request = request_of_this_start(practice=practice, speed=speed)
    claim = instance.claim(request)
    if claim is not Claim.FIRST:
        log.close()
        return _another_runs(claim)
    failures = Failures()
    hooks = Hooks(failures)
    loaded = file.load(paths.settings_file)
    i18n.install(loaded.settings.language)
    theme.apply(application, loaded.settings.theme)
    program = Program(application, paths, loaded, practice=request if practice else None)
    instance.asked.connect(program.on_second_start)
    failures.happened.connect(program.on_failure)
    program.start()
    status = application.exec()
    ended = program.close()
    instance.close()
    hooks.close()
    log.close()
    if not ended:
        logging.shutdown()
        os._exit(status or 1)  # a thread hangs: what is in the history is safe, and Qt would abort
    return status


def _application() -> QApplication:
    console.make_room()  # the command line had an application object of its own
    application = QApplication([DESKTOP_FILE])
    application.setApplicationName(NAME)  # the title of the tray icon; folders do not depend on it
    application.setApplicationDisplayName(NAME)
    application.setDesktopFileName(DESKTOP_FILE)
    application.setQuitOnLastWindowClosed(False)
    return application


def _another_runs(claim: Claim) -> int:
    if claim is Claim.HANDED_OVER:
        return 0
    if sys.stderr is not None:
        sys.stderr.write(f"{DESKTOP_FILE}: another one runs already, and does not answer\n")
    return RUNS_ALREADY
