"""The tray of the soak: the program on a session, watching a world of many services, used through its icon and menu."""

import subprocess
import sys
from pathlib import Path
from typing import Any, Final

from dbus_fast import Variant

from tests.benchmarks.web import ANCHOR_HOSTS
from tests.desktop.bus import RefusedError
from tests.desktop.parts import DIES_WITH_US, PROJECT
from tests.desktop.session import ITEM, Session
from tests.waiting import until

MENU: Final = "com.canonical.dbusmenu"
INTERVAL_S: Final = 30
OWNED: Final = 4
"""So many services have one owner."""
WITH_PAGE: Final = 3
"""Every third has an official page."""
SERVICE: Final = """format = 1
id = "stage-{number}"
name = "Stage {number}"
owner = "Owner {owner}"
category = "social"
{page}
[[component]]
id = "web"
target = [{{ kind = "http", url = "{address}/" }}]
"""
SETTINGS: Final = """version = 1
language = "en"
country = "ID"
first_run_done = true
proxy = "none"
regional_readings = false
slow_on_metered = false
probe_interval_s = {interval}
anchors = [{anchors}]
"""


def prepare(folder: Path, hosts: tuple[str, ...], secure: int, https: int, http: int) -> None:
    """Write settings and services below `folder`; the first `secure` hosts speak https."""
    (folder / "services").mkdir(parents=True)
    for number, host in enumerate(hosts):
        address = f"https://{host}:{https}" if number < secure else f"http://{host}:{http}"
        page = f'\n[page]\nprovider = "statuspage"\nurl = "{address}/"\n' if number % WITH_PAGE == 0 else ""
        text = SERVICE.format(number=number, owner=number // OWNED, page=page, address=address)
        (folder / "services" / f"stage-{number}.toml").write_text(text, encoding="utf-8")
    anchors = [f"http://localhost:{http}/", *(f"{host}:{http}" for host in ANCHOR_HOSTS[1:])]
    settings = SETTINGS.format(interval=INTERVAL_S, anchors=", ".join(f'"{each}"' for each in anchors))
    watched = "".join(f'\n[[watched]]\nid = "stage-{number}"\n' for number in range(len(hosts)))
    (folder / "settings.toml").write_text(settings + watched, encoding="utf-8")


class Tray:
    """The running program. Without folders it starts bare, as at login, where the session's variables lead it."""

    def __init__(self, session: Session, config: Path | None = None, data: Path | None = None) -> None:
        self._session = session
        self._folders = ("--config-dir", str(config), "--data-dir", str(data)) if config and data else ()
        self.process = session.start(sys.executable, "-X", "faulthandler", "-m", "notifier", *self._folders)
        self.item = until(session.tray_items, 60, "the item in the tray")[0]

    def run(self, *words: str) -> int:
        """Run a command beside it; its status."""
        command = [*DIES_WITH_US, sys.executable, "-m", "notifier", *self._folders, *words]
        done = subprocess.run(command, env=self._session.environment, cwd=PROJECT, capture_output=True, timeout=120)
        return done.returncode

    def click(self) -> None:
        """Click the icon."""
        self._session.click(self.item)

    def entries(self) -> dict[str, int]:
        """Open the menu: its labels, without their mnemonics, with the ids of their entries."""
        path = self._session.bus.value(*self.item, ITEM, "Menu")
        self._session.bus.call(self.item[0], path, MENU, "AboutToShow", "i", 0)
        _, layout = self._session.bus.call(self.item[0], path, MENU, "GetLayout", "iias", 0, -1, [])
        found: dict[str, int] = {}

        def walk(entry: Any) -> None:
            number, about, below = entry
            if "label" in about:
                found[about["label"].value.replace("_", "")] = number
            for each in below:
                walk(each.value)

        walk(layout)
        return found

    def choose(self, label: str) -> None:
        """Choose an entry of the menu; where there is none, nothing."""
        number = self.entries().get(label)
        if number is not None:
            path = self._session.bus.value(*self.item, ITEM, "Menu")
            what = (number, "clicked", Variant("i", 0), 0)
            self._session.bus.call(self.item[0], path, MENU, "Event", "isvu", *what)

    def close_window(self, title: str) -> None:
        """Close a window by the keys, as people do."""
        search = ("xdotool", "search", "--onlyvisible", "--name", title, "windowactivate", "--sync")
        command = [*search, "key", "--clearmodifiers", "alt+F4"]
        subprocess.run(command, env=self._session.environment, capture_output=True, timeout=20)

    def closed(self, title: str) -> bool:
        """Close it, and tell whether it is: a notice that comes just then takes the focus, and the keys with it."""
        self.close_window(title)
        return not self.shows(title)

    def shows(self, title: str) -> bool:
        """Tell whether a window with this title is on the screen."""
        return any(title in each for each in self._session.windows())

    def tooltip(self) -> str:
        """What it says; empty where it does not answer."""
        try:
            return self._session.tooltip(self.item)
        except (RefusedError, TimeoutError):
            return ""
