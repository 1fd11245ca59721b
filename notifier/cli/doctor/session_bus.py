"""Who shows tray icons on a Linux desktop: asks the session bus (StatusNotifier) and the X server (XEmbed).

Nothing is shown and nothing is registered here. Where there is no bus or no answer in time, the answer is None.
"""

import asyncio
import ctypes
import ctypes.util
import os
from typing import Any, Final

from dbus_fast import Message, MessageType
from dbus_fast.aio import MessageBus
from dbus_fast.errors import DBusError, InvalidAddressError

TIMEOUT_S: Final = 5.0
_WATCHER: Final = "org.kde.StatusNotifierWatcher"


async def tray_host() -> bool | None:
    """Tell whether a panel shows status notifier items; None where there is no session bus."""
    answer = await _call(
        Message(
            destination=_WATCHER,
            path="/StatusNotifierWatcher",
            interface="org.freedesktop.DBus.Properties",
            member="Get",
            signature="ss",
            body=[_WATCHER, "IsStatusNotifierHostRegistered"],
        )
    )
    if answer is None:
        return None
    return bool(answer and answer[0].value)


def x_tray() -> bool | None:
    """Tell whether a tray of the older kind (XEmbed) owns the screen's selection; None where no X server answers."""
    library = ctypes.util.find_library("X11")
    if library is None or not os.environ.get("DISPLAY"):
        return None
    x11 = ctypes.CDLL(library)
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XInternAtom.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int]
    x11.XInternAtom.restype = ctypes.c_ulong
    x11.XGetSelectionOwner.argtypes = [ctypes.c_void_p, ctypes.c_ulong]
    x11.XGetSelectionOwner.restype = ctypes.c_ulong
    x11.XCloseDisplay.argtypes = [ctypes.c_void_p]
    x11.XDefaultScreen.argtypes = [ctypes.c_void_p]
    display = x11.XOpenDisplay(None)
    if not display:
        return None
    try:
        name = f"_NET_SYSTEM_TRAY_S{x11.XDefaultScreen(display)}"
        return bool(x11.XGetSelectionOwner(display, x11.XInternAtom(display, name.encode(), 0)))
    finally:
        x11.XCloseDisplay(display)


async def _call(message: Message) -> list[Any] | None:
    """The answer's values; an empty list for an error that the other side answers with; None without a bus."""
    try:
        async with asyncio.timeout(TIMEOUT_S):
            bus = await MessageBus().connect()
            try:
                answer = await bus.call(message)
            finally:
                bus.disconnect()
    except (OSError, EOFError, DBusError, InvalidAddressError, TimeoutError, ValueError):
        return None
    if answer.message_type is MessageType.ERROR:
        return []
    return list(answer.body)
