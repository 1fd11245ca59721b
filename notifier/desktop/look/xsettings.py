"""Word of changed settings on an X display: what GTK's programs there follow themselves (freedesktop.org's XSETTINGS).

Only that something changed is told; what it is now is asked elsewhere. A connection of its own, through the library
that Qt's plugin for X has loaded already; without an X display nothing is ever told.
"""

import ctypes
from typing import Any, Final

from PySide6.QtCore import QObject, QSocketNotifier, Signal, Slot

LIBRARY: Final = "libxcb.so.1"
EVENT_MASK: Final = 2048
"""xcb's XCB_CW_EVENT_MASK."""
STRUCTURE, PROPERTY = 0x20000, 0x400000
DESTROYED, PROPERTY_CHANGED, CLIENT_MESSAGE = 17, 28, 33


class _Screens(ctypes.Structure):
    _fields_ = (("data", ctypes.POINTER(ctypes.c_uint32)), ("rest", ctypes.c_int), ("index", ctypes.c_int))


class _Cookie(ctypes.Structure):
    _fields_ = (("sequence", ctypes.c_uint),)


class XSettings(QObject):
    """Follows the manager of settings of the display in DISPLAY.

    Signals: `changed` when a setting has, or when another manager tells them.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._notifier: QSocketNotifier | None = None
        try:
            self._xcb = _library()
        except OSError:
            return
        screen = ctypes.c_int()
        self._display: Any = self._xcb.xcb_connect(None, ctypes.byref(screen))
        if self._xcb.xcb_connection_has_error(self._display):
            self._xcb.xcb_disconnect(self._display)
            return
        self._selection = self._atom(f"_XSETTINGS_S{screen.value}")
        self._manager = 0
        self._listen(self._root(screen.value), STRUCTURE)  # the next manager says there that it has come
        self._follow()
        self._xcb.xcb_flush(self._display)
        number = self._xcb.xcb_get_file_descriptor(self._display)
        self._notifier = QSocketNotifier(number, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_events)
        self._on_events()  # what came with the answers

    def close(self) -> None:
        """Leave the display."""
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier = None
            self._xcb.xcb_disconnect(self._display)

    def _root(self, number: int) -> int:
        screens = self._xcb.xcb_setup_roots_iterator(self._xcb.xcb_get_setup(self._display))
        for _ in range(number):
            self._xcb.xcb_screen_next(ctypes.byref(screens))
        return int(screens.data[0])

    def _atom(self, name: str) -> int:
        cookie = self._xcb.xcb_intern_atom(self._display, 0, len(name), name.encode())
        return self._value(self._xcb.xcb_intern_atom_reply(self._display, cookie, None))

    def _follow(self) -> None:
        """Listen to who tells the settings now, if anybody does."""
        cookie = self._xcb.xcb_get_selection_owner(self._display, self._selection)
        self._manager = self._value(self._xcb.xcb_get_selection_owner_reply(self._display, cookie, None))
        if self._manager:
            self._listen(self._manager, STRUCTURE | PROPERTY)

    def _listen(self, window: int, events: int) -> None:
        mask = ctypes.c_uint32(events)
        self._xcb.xcb_change_window_attributes(self._display, window, EVENT_MASK, ctypes.byref(mask))

    def _value(self, reply: Any) -> int:
        """Give the one value of a reply: it follows a head of 8 bytes."""
        if not reply:
            return 0
        value = int(ctypes.cast(reply, ctypes.POINTER(ctypes.c_uint32))[2])
        _free(reply)
        return value

    @Slot()
    def _on_events(self) -> None:
        changed = anew = False
        while event := self._xcb.xcb_poll_for_event(self._display):
            words = ctypes.cast(event, ctypes.POINTER(ctypes.c_uint32))
            kind, window = ctypes.cast(event, ctypes.POINTER(ctypes.c_uint8))[0] & 0x7F, words[1]
            # MANAGER's message names the selection after the window, the kind and the time
            anew |= (kind == DESTROYED and words[2] == self._manager) or (
                kind == CLIENT_MESSAGE and words[4] == self._selection
            )
            changed |= kind == PROPERTY_CHANGED and window == self._manager
            _free(event)
        if anew:
            self._follow()
            self._xcb.xcb_flush(self._display)
        if changed or anew:
            self.changed.emit()
        if self._notifier is not None and self._xcb.xcb_connection_has_error(self._display):
            self.close()


def _free(address: Any) -> None:
    free = ctypes.CDLL(None).free
    free.argtypes = (ctypes.c_void_p,)
    free(address)


def _library() -> Any:
    xcb = ctypes.CDLL(LIBRARY)
    for name in ("xcb_connect", "xcb_get_setup", "xcb_intern_atom_reply", "xcb_get_selection_owner_reply",
                 "xcb_poll_for_event"):  # fmt: skip
        getattr(xcb, name).restype = ctypes.c_void_p
    for name in ("xcb_intern_atom", "xcb_get_selection_owner", "xcb_change_window_attributes"):
        getattr(xcb, name).restype = _Cookie
    xcb.xcb_setup_roots_iterator.restype = _Screens
    place, number = ctypes.c_void_p, ctypes.c_uint32
    xcb.xcb_connect.argtypes = (ctypes.c_char_p, place)
    xcb.xcb_intern_atom.argtypes = (place, ctypes.c_uint8, ctypes.c_uint16, ctypes.c_char_p)
    xcb.xcb_get_selection_owner.argtypes = (place, number)
    xcb.xcb_change_window_attributes.argtypes = (place, number, number, place)
    for name in ("xcb_intern_atom_reply", "xcb_get_selection_owner_reply"):
        getattr(xcb, name).argtypes = (place, _Cookie, place)
    for name in ("xcb_connection_has_error", "xcb_disconnect", "xcb_flush", "xcb_get_file_descriptor", "xcb_get_setup",
                 "xcb_setup_roots_iterator", "xcb_screen_next", "xcb_poll_for_event"):  # fmt: skip
        getattr(xcb, name).argtypes = (place,)
    return xcb
