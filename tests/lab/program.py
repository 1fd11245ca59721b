"""The real program in the lab: folders of its own, its commands, and what it said.

What the services are and how the network misbehaves is the tests' affair.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, NamedTuple

from tests.lab.ground import PROJECT, Desktop, Lab, environment
from tests.waiting import until

SERVICE: Final = """format = 1
id = "{id}"
name = "{name}"
owner = "{owner}"
category = "social"
{clouds}
{page}
[[component]]
id = "web"
target = [{targets}]
"""
SETTINGS: Final = {
    "version": 1,
    "language": "en",
    "country": "ID",
    "first_run_done": True,
    "slow_on_battery": False,
    "slow_on_metered": False,
    "proxy": "none",
    "regional_readings": False,
}


class Own(NamedTuple):
    """A service of the user's own: its targets and page as its file has them."""

    id: str
    targets: tuple[str, ...]
    page: str = ""
    owner: str = ""
    clouds: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What the user calls it."""
        return self.id.replace("-", " ").title()

    @property
    def owned_by(self) -> str:
        """Whose it is: nobody else's, unless said otherwise."""
        return self.owner or f"Owner of {self.name}"

    def file(self) -> str:
        """Its description."""
        page = f"\n[page]\n{self.page}\n" if self.page else ""
        clouds = f"clouds = {json.dumps(self.clouds)}" if self.clouds else ""
        return SERVICE.format(
            id=self.id,
            name=self.name,
            owner=self.owned_by,
            clouds=clouds,
            page=page,
            targets=", ".join(self.targets),
        )


class Check(NamedTuple):
    """What `check NAME --json` came to."""

    status: int
    text: str
    said: str
    seconds: float
    peak_mb: float

    @property
    def told(self) -> dict[str, Any]:
        """The object that it printed."""
        assert self.text, f"it told nothing, ended with {self.status}, and said: {self.said}"
        found: dict[str, Any] = json.loads(self.text)
        return found

    def readings(self, source: str = "probe") -> list[dict[str, Any]]:
        """What was read from one kind of source."""
        return [each for each in self.told["readings"] if each["source"] == source]


class Program:
    """Outage Notifier, set up in a folder and run in a lab."""

    def __init__(self, lab: Lab, folder: Path, services: Sequence[Own | str], **settings: object) -> None:
        """Watch these: the user's own, or by their ids the catalogue's."""
        self.lab = lab
        self.folder = folder
        config = folder / "config"
        (config / "services").mkdir(parents=True)
        (folder / "home").mkdir()
        own = [each for each in services if isinstance(each, Own)]
        for each in own:
            (config / "services" / f"{each.id}.toml").write_text(each.file(), encoding="utf-8")
        lines = [f"{key} = {json.dumps(value)}" for key, value in {**SETTINGS, **settings}.items()]
        ids = [each.id if isinstance(each, Own) else each for each in services]
        watched = [f'\n[[watched]]\nid = "{each}"' for each in ids]
        (config / "settings.toml").write_text("\n".join([*lines, *watched, ""]), encoding="utf-8")
        self._start = (
            *(sys.executable, "-X", "faulthandler", "-m", "notifier"),
            *("--config-dir", str(config), "--data-dir", str(folder / "data")),
        )

    def check(self, name: str) -> Check:
        """Run `check NAME --json`."""
        began = time.monotonic()
        out, err = self.folder / f"check-{name}.json", self.folder / f"check-{name}.txt"
        with out.open("wb") as stdout, err.open("wb") as stderr:
            process = self._in_the_lab(("check", name, "--json"), stdout, stderr)
            _pid, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.monotonic() - began
        text, said = (each.read_text(encoding="utf-8") for each in (out, err))
        return Check(process.returncode, text, said, seconds, used.ru_maxrss / 1024)

    def history(self) -> list[dict[str, Any]]:
        """The incidents as `history --json` tells them."""
        told: list[dict[str, Any]] = json.loads(self._output("history", "--json"))
        return told

    def history_text(self) -> str:
        """The incidents as `history` tells them, the newest first, with the story of that one."""
        newest = self.history()
        story = self._output("history", newest[0]["id"]) if newest else ""
        return "\n".join([self._output("history", "--limit", "1"), story])

    def story(self, service: str, words: str) -> str:
        """What `history ID` tells of the newest incident of a service, once these words are in it."""

        def look() -> str:
            newest = next((each["id"] for each in self.history() if each["service"] == service), "")
            text = self._output("history", newest) if newest else ""
            return text if words in text else ""

        return until(look, 60.0, lambda: f"{words!r} of {service}")

    def _output(self, *command: str) -> str:
        process = self._in_the_lab(command, subprocess.PIPE, subprocess.PIPE)
        out, err = process.communicate(timeout=60)
        assert process.returncode == 0, err.decode()
        return out.decode()

    @contextmanager
    def watch(self) -> Iterator["Watching"]:
        """Run `watch`, and end it as Ctrl+C would."""
        path = self.folder / "watch.txt"
        with path.open("wb") as out:
            process = self._in_the_lab(("watch",), out, subprocess.STDOUT)
        watching = Watching(path, process)
        try:
            yield watching
            watching.end()
        finally:
            process.kill()
            process.wait()

    def tray(self, desk: Desktop) -> "subprocess.Popen[bytes]":
        """Start the program on the desktop; it ends with it."""
        gone = dict.fromkeys(("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"))
        with (self.folder / "tray.txt").open("ab") as out:
            process: subprocess.Popen[bytes] = desk.popen(
                list(self._start), env=gone, cwd=PROJECT, stdout=out, stderr=out
            )
        return process

    def said(self) -> str:
        """What the tray program printed."""
        return (self.folder / "tray.txt").read_text(encoding="utf-8")

    def _in_the_lab(self, command: tuple[str, ...], stdout: Any, stderr: Any) -> "subprocess.Popen[bytes]":
        process: subprocess.Popen[bytes] = self.lab.popen(
            [*self._start, *command],
            env=environment(self.folder / "home"),
            cwd=PROJECT,
            stdin=subprocess.DEVNULL,
            stdout=stdout,
            stderr=stderr,
        )
        return process


class Watching:
    """A running `watch`, which prints one line for each change."""

    def __init__(self, path: Path, process: "subprocess.Popen[bytes]") -> None:
        self._path = path
        self.process = process

    def lines(self) -> list[str]:
        """Everything that it printed."""
        return self._path.read_text(encoding="utf-8").splitlines()

    def mark(self) -> int:
        """A place in what it prints, for `since`."""
        return len(self.lines())

    def wait(self, words: str, timeout_s: float, since: int = 0) -> str:
        """Wait for the first line with these words."""

        def look() -> str:
            assert self.process.poll() is None, "\n".join(self.lines())
            return next((line for line in self.lines()[since:] if words in line), "")

        return until(look, timeout_s, lambda: f"{words!r} in\n" + "\n".join(self.lines()))

    def end(self) -> None:
        """Ask it to end, and see that it does so in good order."""
        self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(15)
        assert status == 0, f"watch ended with {status}:\n" + "\n".join(self.lines())
