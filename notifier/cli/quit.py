"""`quit`: ends the program that runs in the tray, or in its window where there is no tray."""

import time
from typing import Final

from notifier.cli.context import Context, Exit
from notifier.core.failure import UserError
from notifier.desktop.single_instance import Request, SingleInstance
from notifier.desktop.watch_lock import WatchLock
from notifier.words import _

PATIENCE_S: Final = 10.0
LOOK_S: Final = 0.05


def run(context: Context) -> int:
    """Ask the program to end, and wait until it has."""
    lock = WatchLock(context.paths.data_dir)
    if not lock.tray_runs():
        context.terminal.line(_("Outage Notifier is not running."))
        return Exit.FINE
    if not SingleInstance(context.paths.data_dir).ask(Request(quit=True)) or not _has_ended(lock):
        raise UserError("the program is running, but does not end", "end it in the system's task manager")
    context.terminal.line(_("Outage Notifier has ended; nothing is watched any more."))
    return Exit.FINE


def _has_ended(lock: WatchLock) -> bool:
    until = time.monotonic() + PATIENCE_S
    while lock.tray_runs():
        if time.monotonic() > until:
            return False
        time.sleep(LOOK_S)
    return True
