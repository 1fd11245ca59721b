"""A Wayland session without a screen: sway with one output of scale 1 and one of scale 2, the bus, notifications.

It has no tray, and its windows float. What is in it is heard as in the X session, and looked at by `grim`.
"""

import json
import os
from pathlib import Path
from typing import Any

from tests.desktop.bus import NOTIFICATIONS
from tests.desktop.parts import READY_S
from tests.desktop.session import Session
from tests.waiting import until

NEEDED = {"sway": "sway", "swaymsg": "sway", "grim": "grim"}
"""Programs that must be here besides those of the X session, and the Debian packages that have them."""
OUTPUTS = ("HEADLESS-1", "HEADLESS-2")
CONFIG = """output HEADLESS-1 resolution 1280x800 position 0,0 scale 1
output HEADLESS-2 resolution 2560x1600 position 1280,0 scale 2
for_window [app_id=".*"] floating enable, border none
xwayland disable
"""
NOT_ROOT = ("unshare", "--user", "--map-user=1000", "--map-group=1000")
"""It refuses to be root."""


class WaylandSession(Session):
    """As `Session`, under a compositor of Wayland and without a tray."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, tray=False)
        self.environment |= {
            "XDG_SESSION_TYPE": "wayland",
            "XDG_CURRENT_DESKTOP": "sway",
            "QT_QPA_PLATFORM": "wayland",
            "WLR_BACKENDS": "headless",
            "WLR_HEADLESS_OUTPUTS": str(len(OUTPUTS)),
            "WLR_LIBINPUT_NO_DEVICES": "1",
            "WLR_RENDERER": "pixman",
        }

    def _start_all(self) -> None:
        self._start_bus()
        config, runtime = self.folder / "sway", Path(self.environment["XDG_RUNTIME_DIR"])
        config.write_text(CONFIG, encoding="utf-8")
        program = ("sway", "--config", str(config))
        self.start(*(program if os.getuid() else (*NOT_ROOT, *program)))
        sockets = until(lambda: list(runtime.glob("sway-ipc.*.sock")), READY_S, "sway")
        self.environment["SWAYSOCK"] = str(sockets[0])
        shown = until(
            lambda: [each for each in runtime.glob("wayland-*") if each.suffix != ".lock"], READY_S, "Wayland"
        )
        self.environment["WAYLAND_DISPLAY"] = shown[0].name
        config = self.folder / "dunstrc"
        config.touch()
        self.start("dunst", "-conf", str(config))
        until(lambda: self.bus.owned(NOTIFICATIONS), READY_S, "dunst")
        self._listen()

    def windows(self) -> list[str]:
        """List the titles of the windows."""
        return [title for title, _rect in self._shown()]

    def place(self, window: str) -> tuple[int, int, int, int]:
        """Give left, top, width and height of a window, in units that no scale changes."""
        rect = next(rect for title, rect in self._shown() if title == window)
        return rect["x"], rect["y"], rect["width"], rect["height"]

    def move(self, window: str, output: str) -> None:
        """Have a window on another output, all of it."""
        left = 40 + 1280 * OUTPUTS.index(output)
        self._told(
            "swaymsg", f'[title="^{window}$"] move container to output {output}, move absolute position {left} 20'
        )
        until(lambda: self.place(window)[:2] == (left, 20), READY_S, f"{window} on {output}")

    def picture_of(self, window: str) -> bytes:
        """Give what is seen of a window, as a PNG in its output's own pixels."""
        left, top, width, height = self.place(window)
        file = self.folder / "window.png"
        self._told("grim", "-g", f"{left},{top} {width}x{height}", str(file))
        return file.read_bytes()

    def _shown(self) -> list[tuple[str, dict[str, int]]]:
        """List title and place of each window."""
        found = []
        left: list[dict[str, Any]] = [json.loads(self._told("swaymsg", "-r", "-t", "get_tree"))]
        while left:
            node = left.pop()
            left += node["nodes"] + node["floating_nodes"]
            if node.get("app_id"):
                found.append((str(node["name"]), node["rect"]))
        return found
