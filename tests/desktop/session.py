"""An X session without a screen: X server, session bus, window manager, panel with a tray, notifications, keyring.

All of it is Debian's own; this only starts the parts in order, waits until each is ready, and ends them. What is in
the session is looked at and clicked through `bus`, `ear`, `reader` and xdotool.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Self

from dbus_fast import Variant

from tests.desktop.accessible import ScreenReader
from tests.desktop.bus import DBUS, NOTIFICATIONS, Bus, Ear, RefusedError
from tests.desktop.files import CHOOSER, DUNST, GRAB, PANEL
from tests.desktop.parts import READY_S, Parts
from tests.waiting import until

NEEDED = {
    "Xvfb": "xvfb",
    "dbus-daemon": "dbus",
    "openbox": "openbox",
    "xfce4-panel": "xfce4-panel",
    "dunst": "dunst",
    "gnome-keyring-daemon": "gnome-keyring",
    "xdotool": "xdotool",
    "xsettingsd": "xsettingsd",
    "xprop": "x11-utils",
    "setpriv": "util-linux",
}
"""Programs that must be here, and the Debian packages that have them."""

WATCHER = ("org.kde.StatusNotifierWatcher", "/StatusNotifierWatcher")
ITEM = "org.kde.StatusNotifierItem"
XFCE = "*/xfce4/notifyd/xfce4-notifyd"


def missing() -> list[str]:
    """Name the Debian packages that a session needs and that are not here."""
    at_spi = any(Path(folder, "at-spi-bus-launcher").exists() for folder in ("/usr/libexec", "/usr/lib/at-spi2-core"))
    absent = [package for program, package in NEEDED.items() if shutil.which(program) is None]
    absent += [] if at_spi else ["at-spi2-core"]
    return absent if list(Path("/usr/lib").glob(XFCE)) else [*absent, "xfce4-notifyd"]


class Session(Parts):
    """A desktop of its own under `folder`; a context manager that ends everything it started."""

    def __init__(self, folder: Path, language: str = "C.UTF-8", *, tray: bool = True) -> None:
        self._has_tray = tray
        self._settings: subprocess.Popen[bytes] | None = None
        runtime = folder / "runtime"
        runtime.mkdir(mode=0o700, parents=True)
        (folder / "home").mkdir()
        kept = {name: os.environ[name] for name in ("PATH", "TZ") if name in os.environ}
        environment = kept | {
            "HOME": str(folder / "home"),
            "XDG_RUNTIME_DIR": str(runtime),
            "XDG_SESSION_TYPE": "x11",
            "XDG_CURRENT_DESKTOP": "XFCE",
            "LANG": language,
            "DBUS_SESSION_BUS_ADDRESS": f"unix:path={runtime}/bus",
            "DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={runtime}/no-system-bus",
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "NO_AT_BRIDGE": "1",  # of GTK's own programs nothing is read
        }
        super().__init__(folder, environment)

    def __enter__(self) -> Self:
        try:
            self._start_all()
        except BaseException:
            self._end_all()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.reader.close()
        self.ear.close()
        self.bus.close()
        self._end_all()

    def _start_all(self) -> None:
        self._start_display()
        self._start_bus()
        self._start_openbox()
        self._start_keyring()
        self._chooser = self.folder / "chooser"
        self._start_dunst()
        if self._has_tray:
            self._start_panel()
        self._listen()

    def start_bus(self, address: str) -> Bus:
        """Start a message bus at `address` and go there: its socket alone is there before it takes callers."""
        self.start_telling(
            "dbus-daemon", "--print-address=", "--session", "--nofork", "--nopidfile", f"--address={address}"
        )
        return Bus(address)

    def _start_bus(self) -> None:
        self.bus = self.start_bus(self.environment["DBUS_SESSION_BUS_ADDRESS"])

    def _listen(self) -> None:
        self.bus.call(*DBUS, DBUS[0], "StartServiceByName", "su", "org.a11y.Bus", 0)
        self.reader = ScreenReader(self.bus)
        self.ear = Ear(self.environment["DBUS_SESSION_BUS_ADDRESS"])

    def _start_display(self) -> None:
        size = ("-screen", "0", "1280x800x24")
        # else it begins anew when nobody is there, and whoever comes just then is thrown out
        number, self._display = self.start_telling("Xvfb", "-displayfd ", "-noreset", *size, "-nolisten", "tcp")
        self.environment["DISPLAY"] = f":{number}"

    def _start_openbox(self) -> None:
        self._openbox = self.start("openbox", "--sm-disable")
        until(lambda: "window id" in self._told("xprop", "-root", "_NET_SUPPORTING_WM_CHECK"), READY_S, "openbox")

    def go_to_another_display(self) -> None:
        """Start another one of the same user's: what is started, pressed and seen from now on is so there."""
        self._start_display()
        self._start_openbox()

    def bring_openbox_back(self) -> bool:
        """Start it anew where it crashed, which it does once in hours, a key held down; tell whether it had."""
        if self._openbox.poll() is None:
            return False
        self._told("xdotool", "keyup", "F4", "keyup", "Alt_L")
        self._start_openbox()
        return True

    def _start_keyring(self) -> None:
        self._keyring = self.start(
            "gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets", stdin=subprocess.PIPE
        )
        assert self._keyring.stdin is not None
        with self._keyring.stdin as pipe:
            pipe.write(b"session")
        until(lambda: self.bus.owned("org.freedesktop.secrets"), READY_S, "the keyring")

    def end_keyring(self) -> None:
        """Have no keyring; the bus starts one for who asks it to."""
        self._keyring.kill()
        self._keyring.wait(READY_S)

    def _start_dunst(self) -> None:
        config = self.folder / "dunstrc"
        self._chooser.write_text(CHOOSER, encoding="utf-8")
        self._chooser.chmod(0o755)
        config.write_text(DUNST.format(chooser=self._chooser), encoding="utf-8")
        self._dunst = self.start("dunst", "-conf", str(config))
        until(lambda: self.bus.owned(NOTIFICATIONS), READY_S, "dunst")

    def end_dunst(self) -> None:
        """Have no notification server, until `take_notifications`."""
        self._dunst.terminate()
        self._dunst.wait(READY_S)

    def refuse_notifications(self) -> None:
        """Put a server in dunst's place that knows no method at all, until `take_notifications`."""
        self.end_dunst()
        queue_for_it = 0
        self.bus.call(*DBUS, DBUS[0], "RequestName", "su", NOTIFICATIONS, queue_for_it)

    def take_notifications(self) -> None:
        """Bring dunst back."""
        self.bus.call(*DBUS, DBUS[0], "ReleaseName", "s", NOTIFICATIONS)
        self._start_dunst()

    def show_with_xfce(self) -> None:
        """Put XFCE's own notification server in dunst's place: its buttons can be seen, and pressed by a reader."""
        self._dunst.terminate()
        self._dunst.wait(READY_S)
        server = next(Path("/usr/lib").glob(XFCE))
        self.start(str(server), heard=True)
        until(lambda: self.bus.owned(NOTIFICATIONS), READY_S, "xfce4-notifyd")

    def watch_focus(self) -> Callable[[], list[str]]:
        """Put a window of somebody else's in front, and tell which windows have had the focus since."""
        window = "import sys; from PySide6.QtWidgets import QApplication, QLabel; a = QApplication(sys.argv); "
        shown = "w = QLabel('At work'); w.setWindowTitle('At work'); w.resize(200, 100); w.show(); sys.exit(a.exec())"
        self.start(sys.executable, "-c", window + shown)
        until(lambda: "At work" in self.in_front(), READY_S, "the window")
        self.start("xprop", "-root", "-spy", "_NET_ACTIVE_WINDOW")
        until(lambda: self.log("xprop"), READY_S, "who has the focus")
        return lambda: re.findall(r"0x[0-9a-f]+", self.log("xprop"))

    def _start_panel(self) -> None:
        channels = self.folder / "home/.config/xfce4/xfconf/xfce-perchannel-xml"
        channels.mkdir(parents=True)
        (channels / "xfce4-panel.xml").write_text(PANEL, encoding="utf-8")
        self.show_panel()

    def show_panel(self) -> None:
        """Have a panel with a tray."""
        self._panel = self.start("xfce4-panel", "--disable-wm-check")
        until(lambda: self.bus.owned(WATCHER[0]), READY_S, "the panel's tray")

    def end_panel(self) -> None:
        """Have none."""
        self._panel.kill()  # it would restart itself where it is asked to end
        self._panel.wait(READY_S)
        until(lambda: not self.bus.owned(WATCHER[0]), READY_S, "the tray is gone")

    def end_display(self) -> None:
        """Take the X server away, as at the end of a session."""
        self._display.kill()
        self._display.wait(READY_S)

    def tray_items(self) -> list[tuple[str, str]]:
        """List the tray's items as (bus name, object path)."""
        listed = self.bus.value(*WATCHER, WATCHER[0], "RegisteredStatusNotifierItems")
        return [(name, f"/{path}") for name, _, path in (str(item).partition("/") for item in listed)]

    def tooltip(self, item: tuple[str, str]) -> str:
        """Tell what the tray's item says when the pointer rests on it; empty where it is gone."""
        try:
            _icon, _pixmaps, title, text = self.bus.value(*item, ITEM, "ToolTip")
        except RefusedError:
            return ""
        return f"{title}\n{text}".strip()

    def click(self, item: tuple[str, str]) -> None:
        """Click the tray's item with the main button."""
        self.bus.call(*item, ITEM, "Activate", "ii", 0, 0)

    def icon(self, item: tuple[str, str]) -> list[tuple[int, bytes]]:
        """Give the pictures of the tray's item: width, and ARGB values."""
        return [(width, bytes(pixels)) for width, _height, pixels in self.bus.value(*item, ITEM, "IconPixmap")]

    def windows(self) -> list[str]:
        """List the titles of the windows on the screen."""
        listed = re.findall(r"0x[0-9a-f]+", self._told("xprop", "-root", "_NET_CLIENT_LIST"))
        titles = (self._told("xprop", "-id", window, "_NET_WM_NAME") for window in listed)
        return [found[1] for found in (re.search(r'= "(.*)"', title) for title in titles) if found]

    def be_told(self, settings: str) -> None:
        """Have the desktop tell its programs these settings from now on (XSETTINGS, as xsettingsd reads them)."""
        file = self.folder / "xsettingsd.conf"
        file.write_text(settings, encoding="utf-8")
        if self._settings is None:
            self._settings = self.start("xsettingsd", "-c", str(file))
            until(lambda: "XSETTINGS" in self.log("xsettingsd"), READY_S, "xsettingsd")
        else:
            self._settings.send_signal(signal.SIGHUP)

    def in_front(self) -> str:
        """Tell the title of the window that has the focus."""
        return self._told("xdotool", "getactivewindow", "getwindowname")

    def press(self, *keys: str) -> None:
        """Press keys in the window that has the focus."""
        self._told("xdotool", "key", *keys)

    def write(self, words: str) -> None:
        """Type words there."""
        self._told("xdotool", "type", words)

    def picture(self, left: int = 0, top: int = 0, width: int = -1, height: int = -1) -> bytes:
        """Give what is on the screen, or on a part of it, as a PNG."""
        file = self.folder / "screen.png"
        self._told(sys.executable, "-c", GRAB, str(file), str(left), str(top), str(width), str(height))
        return file.read_bytes()

    def do_not_disturb(self) -> None:
        """Ask dunst not to disturb."""
        path = f"/{NOTIFICATIONS.replace('.', '/')}"
        properties, paused = "org.freedesktop.DBus.Properties", ("org.dunstproject.cmd0", "paused")
        self.bus.call(NOTIFICATIONS, path, properties, "Set", "ssv", *paused, Variant("b", True))

    def count_notifications(self) -> int:
        """Count the notifications that are on the screen."""
        path = f"/{NOTIFICATIONS.replace('.', '/')}"
        return int(self.bus.value(NOTIFICATIONS, path, "org.dunstproject.cmd0", "displayedLength"))

    def press_on_dunst(self, button: str) -> None:
        """Choose an action of what dunst shows in its own menu, as soon as it stands there."""
        wanted = self._chooser.with_suffix(".wanted")
        wanted.write_text(f"{button} ", encoding="utf-8")
        path = f"/{NOTIFICATIONS.replace('.', '/')}"

        def chosen() -> bool:
            self.bus.call(NOTIFICATIONS, path, "org.dunstproject.cmd0", "ContextMenuCall")
            return not wanted.exists()

        until(chosen, READY_S, f"{button!r} in dunst's menu")

    def click_notification(self) -> None:
        """Click with the left button into the notification that is shown."""
        popup = until(
            lambda: self._told("xdotool", "search", "--onlyvisible", "--class", "Dunst").split(),
            READY_S,
            "a notification on the screen",
        )[0]
        self._told("xdotool", "mousemove", "--window", popup, "40", "20", "click", "1")
