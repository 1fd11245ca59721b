"""Whether the desktop has a place for tray icons, found out without asking Qt.

WORKAROUND: Qt looks once whether there is a StatusNotifierWatcher and believes that answer for ever, so a program that
asks before the panel is up never gets a modern tray icon (`isDBusTrayAvailable` in qgenericunixthemes.cpp). Therefore
no QSystemTrayIcon is made, and Qt is not asked, until this says yes.
"""

import ctypes
import os
import sys
from typing import Final

from PySide6.QtDBus import QDBusConnection, QDBusMessage

WATCHER: Final = "org.kde.StatusNotifierWatcher"
BUS: Final = ("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus")
PATIENCE_MS: Final = 500


def has_tray_host() -> bool:
    """Tell whether a tray is there: at once on Windows and macOS, by the watcher or the X11 tray on Linux."""
    if sys.platform != "linux":
        return True
    return has_watcher() or has_xembed_tray(os.environ.get("DISPLAY", ""))


def has_watcher(bus: QDBusConnection | None = None) -> bool:
    """Tell whether modern tray icons (StatusNotifierItem) are shown."""
    bus = bus or QDBusConnection.sessionBus()
    if not bus.isConnected():
        return False
    ask = QDBusMessage.createMethodCall(*BUS, "NameHasOwner")
    ask.setArguments([WATCHER])
    return bool(bus.call(ask, timeout=PATIENCE_MS).arguments() == [True])


def has_xembed_tray(display_name: str) -> bool:
    """Tell whether the X display has an old tray (XEmbed): somebody owns its selection."""
    if not display_name:
        return False
    try:
        x11 = ctypes.CDLL("libX11.so.6")
    except OSError:
        return True  # it cannot be known here: let Qt find out
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XInternAtom.restype = x11.XGetSelectionOwner.restype = ctypes.c_ulong
    address = x11.XOpenDisplay(display_name.encode())
    if not address:
        return False
    display = ctypes.c_void_p(address)
    atom = x11.XInternAtom(display, b"_NET_SYSTEM_TRAY_S%d" % x11.XDefaultScreen(display), 0)
    owner = x11.XGetSelectionOwner(display, ctypes.c_ulong(atom))
    x11.XCloseDisplay(display)
    return bool(owner)


def balloon_is_independent() -> bool:
    """Tell whether the balloon of a tray icon that is made now is shown by other means than notifications are.

    On Linux a modern tray icon hands its balloons to the notification server, so there the balloon is no way out when
    that server fails; an old one draws them itself, as Windows and macOS do.
    """
    return sys.platform != "linux" or not has_watcher()
