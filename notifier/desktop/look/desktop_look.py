"""How the desktop's own programs look at present: asked a while after the start, and again when its settings change.

Only where GTK was left out (`plain`); how the windows take it over is in `notifier.ui.theme`.
"""

import logging
from typing import Any, Final

import msgspec
from PySide6.QtCore import SLOT, QObject, QTimer, Signal, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage

from notifier.desktop.look.asking import Asking
from notifier.desktop.look.xsettings import XSettings

log = logging.getLogger(__name__)

PORTAL: Final = ("org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop", "org.freedesktop.portal.Settings")
LOOKS: Final = ("org.freedesktop.appearance", "org.gnome.desktop.")
"""What the portal's settings are called that concern how things look."""
FIRST_MS: Final = 4_000
"""So long after the start it is asked for: before that nobody has mostly opened a window."""
SETTLED_MS: Final = 300
"""Settings change several at once."""
PATIENCE_MS: Final = 2_000
"""So long a window waits for it at most."""


class Look(msgspec.Struct, frozen=True):
    """How things look: fonts as `QFont.toString` writes them, palettes as `QDataStream` does (base64), by widget class.

    Under the class "" stands what holds for all others.
    """

    scheme: str = "unknown"
    """Whether the desktop is `light` or `dark`."""
    palettes: dict[str, dict[str, str]] = {}
    """By theme: `auto` is as the desktop has it. One that the desktop cannot show is missing."""
    fonts: dict[str, str] = {}
    icon_theme: str = ""
    fallback_icon_theme: str = ""
    cursor_flash_ms: int = 1000
    double_click_ms: int = 400
    drag_px: int = 10
    drag_ms: int = 500


class DesktopLook(QObject):
    """Knows it, once it has begun.

    Signals: `changed` when `look` is another one.
    """

    changed = Signal()

    def __init__(self, first_ms: int = FIRST_MS, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.look: Look | None = None
        """None: not known yet, or never."""
        self._asking: Asking | None = None
        self._begun = self._waited = self._anew = False
        self._timer = QTimer(self, singleShot=True, interval=first_ms)
        self._timer.timeout.connect(self._ask)
        self._xsettings: XSettings | None = None

    def begin(self, platform: str) -> None:
        """Ask in a while, and follow the desktop's settings on this platform of Qt's (`xcb`, `wayland`)."""
        self._begun = True
        self._timer.start()
        if platform == "xcb":
            self._xsettings = XSettings(self)
            self._xsettings.changed.connect(self._on_settings)
        bus = QDBusConnection.sessionBus()
        if bus.isConnected():
            slot: Any = SLOT("_on_portal(QDBusMessage)")  # the stubs ask for bytes, which PySide refuses
            bus.connect(*PORTAL, "SettingChanged", self, slot)

    def wait(self) -> None:
        """Know it when this returns, if that is soon: a window is about to be shown."""
        if not self._begun or self._waited or self.look is not None:
            return
        self._waited = True  # what took so long once is not waited for again
        if self._asking is None:
            self._ask()
        if self._asking is not None:
            self._asking.wait(PATIENCE_MS)

    def close(self) -> None:
        """Ask no more."""
        self._begun = False
        self._timer.stop()
        if self._asking is not None:
            self._asking.close()
        if self._xsettings is not None:
            self._xsettings.close()

    @Slot()
    def _on_settings(self) -> None:
        self._timer.start(SETTLED_MS)

    @Slot(QDBusMessage)
    def _on_portal(self, message: QDBusMessage) -> None:
        if str((message.arguments() or [""])[0]).startswith(LOOKS):
            self._on_settings()

    @Slot()
    def _ask(self) -> None:
        self._timer.stop()
        if self._asking is not None:
            self._anew = True
            return
        self._asking = Asking(self)
        self._asking.answered.connect(self._on_answer)
        self._asking.ask("look")

    @Slot(object)
    def _on_answer(self, answer: object) -> None:
        asking, self._asking = self._asking, None
        if asking is not None:
            asking.deleteLater()
        if self._anew:
            self._anew = False
            self._ask()
        try:
            look = msgspec.convert(answer, Look)
        except msgspec.ValidationError as error:
            log.info("the desktop's look cannot be taken over: %s", error)
            return
        if look != self.look:
            self.look = look
            self.changed.emit()
