"""Windows' power: its broadcasts among the native events, and whether the battery is used."""

import ctypes
import sys
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray

WM_POWERBROADCAST: Final = 0x218
SUSPENDS: Final = 0x4
STATUS_CHANGED: Final = 0xA
RESUMED: Final = 0x12


class PowerBroadcasts(QAbstractNativeEventFilter):
    """Tells of each power broadcast; an application installs it as native event filter."""

    def __init__(self, take: Callable[[int], None]) -> None:
        super().__init__()
        self._take = take

    def nativeEventFilter(  # noqa: N802 - Qt's name
        self, kind: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> tuple[bool, int]:
        """Hear a native event; none is swallowed."""
        name = kind.data() if isinstance(kind, QByteArray) else kind
        if bytes(name) == b"windows_generic_MSG":
            event = NativeMessage.from_address(int(message))
            if event.message == WM_POWERBROADCAST:
                self._take(int(event.wparam))
        return False, 0


class NativeMessage(ctypes.Structure):
    """The beginning of a message of Windows (MSG)."""

    _fields_ = [("window", ctypes.c_void_p), ("message", ctypes.c_uint), ("wparam", ctypes.c_size_t)]


def runs_on_battery() -> bool:
    """Whether the battery is used; false where Windows does not say."""
    if sys.platform == "win32":
        status = (ctypes.c_ubyte * 12)()
        return bool(ctypes.windll.kernel32.GetSystemPowerStatus(ctypes.byref(status))) and status[0] == 0
    return False
