"""Whether the tray's balloon can show what the desktop's notification server cannot.

On Linux a modern tray item hands its balloons to that very server, so there the balloon is no way out; an old one
(XEmbed) draws them itself, as Windows and macOS do.
"""

import sys
from typing import Final

from PySide6.QtDBus import QDBusConnection, QDBusMessage

WATCHER: Final = "org.kde.StatusNotifierWatcher"
BUS: Final = ("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus")
PATIENCE_MS: Final = 500


def balloon_is_independent(bus: QDBusConnection | None = None) -> bool:
    """Tell whether a balloon is shown by other means than notifications are."""
    if sys.platform != "linux":
        return True
    bus = bus or QDBusConnection.sessionBus()
    if not bus.isConnected():
        return True
    ask = QDBusMessage.createMethodCall(*BUS, "NameHasOwner")
    ask.setArguments([WATCHER])
    answer = bus.call(ask, timeout=PATIENCE_MS)
    return answer.arguments() != [True]
