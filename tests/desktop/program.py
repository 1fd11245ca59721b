"""The program under test: started with folders of its own, killed, asked for its history through its command line."""

import json
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import tomlkit

from tests.desktop.loopback import LoopbackServer
from tests.desktop.parts import PROJECT
from tests.desktop.session import Session
from tests.ending import Ending
from tests.stage import stage
from tests.waiting import until

NAME = "Test Stage"
INTERVAL_S = 5
ENDS_WITHIN_S = 2.0

SETTINGS = """version = 1
language = "en"
country = "ID"
first_run_done = true
probe_interval_s = {interval}
anchor_interval_s = {interval}
slow_on_metered = false
slow_on_battery = false
proxy = "none"
anchors = [{anchors}]

[[watched]]
id = "test-stage"
"""


class Internet:
    """Stands in for the world: one service, and three anchors of different owners that tell whether the line works."""

    def __init__(self) -> None:
        self.service = LoopbackServer("127.1.0.1")
        self.anchors = [LoopbackServer(host) for host in ("localhost", "127.2.0.1", "127.3.0.1")]

    def cut(self) -> None:
        """Nothing answers any more."""
        for server in (self.service, *self.anchors):
            server.die()

    def mend(self) -> None:
        """Everything answers again."""
        for server in (self.service, *self.anchors):
            server.revive()

    def anchor_texts(self) -> list[str]:
        """The anchors as the settings name them: one by name, two by bare address."""
        by_name, *by_address = self.anchors
        return [f"http://localhost:{by_name.port}/", *(f"{each.host}:{each.port}" for each in by_address)]


class Program:
    """Outage Notifier on a session, watching the one service of an `Internet`."""

    def __init__(self, session: Session, internet: Internet, folder: Path) -> None:
        self.session = session
        self.folders: tuple[str, ...] = ("--config-dir", str(folder / "config"), "--data-dir", str(folder / "data"))
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        services = folder / "config" / "services"
        services.mkdir(parents=True)
        (services / "test-stage.toml").write_text(stage(internet.service.url, NAME), encoding="utf-8")
        anchors = ", ".join(f'"{text}"' for text in internet.anchor_texts())
        settings = SETTINGS.format(interval=INTERVAL_S, anchors=anchors)
        (folder / "config" / "settings.toml").write_text(settings, encoding="utf-8")

    def watch(self, service: str, text: str) -> None:
        """Watch another service of the user's own, besides."""
        config = self._folder / "config"
        (config / "services" / f"{service}.toml").write_text(text, encoding="utf-8")
        with (config / "settings.toml").open("a", encoding="utf-8") as settings:
            settings.write(f'\n[[watched]]\nid = "{service}"\n')

    def set(self, **settings: str) -> None:
        """Put settings before those that there are."""
        path = self._folder / "config" / "settings.toml"
        text = "".join(f"{key} = {value}\n" for key, value in settings.items())
        path.write_text(text + path.read_text("utf-8"), encoding="utf-8")

    def change(self, **settings: object) -> None:
        """Give other values to settings that there are."""
        path = self._folder / "config" / "settings.toml"
        path.write_text(tomlkit.dumps(tomlkit.parse(path.read_text("utf-8")) | settings), encoding="utf-8")

    def have_page(self, url: str) -> None:
        """Let the service have an official page."""
        with (self._folder / "config" / "services" / "test-stage.toml").open("a", encoding="utf-8") as service:
            service.write(f'\n[page]\nprovider = "statuspage"\nurl = "{url}"\n')

    def speak_the_systems_language(self) -> None:
        """Have no language of its own."""
        path = self._folder / "config" / "settings.toml"
        path.write_text(path.read_text("utf-8").replace('language = "en"\n', ""), encoding="utf-8")

    def forget_settings(self) -> None:
        """Be new to the user."""
        (self._folder / "config" / "settings.toml").unlink(missing_ok=True)

    def start(self) -> tuple[str, str]:
        """Start it and return its item in the tray."""
        self.launch()
        return until(self.session.tray_items, 30, f"the item in the tray; it said: {self.said()}")[0]

    def start_well(self) -> tuple[str, str]:
        """Start it, and wait until it tells that all is well; return its item in the tray."""
        item = self.start()
        until(lambda: f"{NAME} works" in self.session.tooltip(item), 60, "a tooltip without a problem")
        return item

    def launch(self, *words: str) -> None:
        """Start it, where there may be no tray; with `words`, a command."""
        command = (sys.executable, "-X", "faulthandler", "-m", "notifier", *self.folders, *words)
        self._process = self.session.start(*command)

    def said(self) -> str:
        """What it printed to its terminal."""
        return self.session.log(sys.executable)

    def loaded(self) -> str:
        """The libraries that it has loaded."""
        assert self._process is not None
        return Path(f"/proc/{self._process.pid}/maps").read_text("utf-8")

    def kill(self) -> None:
        """End it as a power cut would, and wait until the tray has noticed."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()
        until(lambda: not self.session.tray_items(), 30, "the tray forgets the item")

    def at_rest(self, picture: Callable[[], bytes]) -> bytes:
        """Give a picture of its windows once it stays, and nothing is done for it."""
        before: tuple[int | None, bytes] = None, b""

        def look() -> bytes:
            nonlocal before
            last, before = before, (self.work(), picture())
            return before[1] if None not in before and last == before else b""

        return until(look, 30, "a picture that stays")

    def work(self) -> int | None:
        """What its first thread has worked so far, in the system's ticks; None while it works or waits to."""
        assert self._process is not None
        pid = self._process.pid
        _name, _bracket, rest = Path(f"/proc/{pid}/task/{pid}/stat").read_text("utf-8").rpartition(") ")
        state, *numbers = rest.split()
        return int(numbers[10]) + int(numbers[11]) if state == "S" else None

    @property
    def history_file(self) -> Path:
        """Where its history is."""
        return self._folder / "data" / "history.db"

    @property
    def process(self) -> "subprocess.Popen[bytes]":
        """The running one."""
        assert self._process is not None
        return self._process

    def end(self, number: int = signal.SIGTERM) -> None:
        """Ask it to end as the end of a session does: within two seconds, and in good order."""
        ending = Ending(self.process.pid)
        self.process.send_signal(number)
        took_s = ending.took_s(lambda: self.process.poll() is not None)
        status = self.process.poll()
        assert (status, took_s < ENDS_WITHIN_S) == (0, True), f"{status} after {took_s:.1f} s: {self.said()}"
        assert "Traceback" not in self.said()

    def kept_places(self) -> str:
        """What it keeps of its windows."""
        path = self._folder / "data" / "windows.ini"
        return path.read_text("utf-8") if path.exists() else ""

    def own_services(self) -> str:
        """What stands in the files of the user's own services."""
        return "\n".join(each.read_text("utf-8") for each in (self._folder / "config" / "services").glob("*.toml"))

    def ends(self) -> int:
        """Wait until it has ended, and tell how."""
        assert self._process is not None
        return self._process.wait(60)

    def start_again(self) -> int:
        """Start it a second time while it runs, and return how the second one ended."""
        second = self.session.start(sys.executable, "-m", "notifier", *self.folders)
        return second.wait(60)

    def on_their_way(self) -> list[str]:
        """The notifications that the history has and that nobody has taken yet."""
        return self.rows("message")

    def rows(self, kind: str) -> list[str]:
        """The rows of the outbox of a kind: `message`, `held` or `snooze`."""
        with closing(sqlite3.connect(self.history_file)) as connection:
            return [key for (key,) in connection.execute("SELECT key FROM outbox WHERE key LIKE ?", (f"{kind} %",))]

    def told(self, *command: str) -> str:
        """What a command prints."""
        done = subprocess.run(
            [sys.executable, "-m", "notifier", *self.folders, *command],
            env=self.session.environment,
            cwd=PROJECT,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        return done.stdout + done.stderr

    def history(self) -> list[dict[str, Any]]:
        """The incidents as `history --json` tells them."""
        command = [sys.executable, "-m", "notifier", *self.folders, "history", "--json"]
        done = subprocess.run(
            command, env=self.session.environment, cwd=PROJECT, capture_output=True, text=True, check=True, timeout=60
        )
        told: list[dict[str, Any]] = json.loads(done.stdout)
        return told
