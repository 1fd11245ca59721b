"""Asked to end while it parses a page, waits for a name, or its terminal is closed, it ends within two seconds.

What was seen by then is in the history; what was being read is not.
"""

import os
import pty
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.desktop.loopback import LoopbackServer
from tests.desktop.parts import PROJECT
from tests.ending import Ending
from tests.faults import silent_names
from tests.sources.conftest import Start
from tests.sources.servers import Visit, http
from tests.test_app import QUIT_WITHIN_S, SETTINGS, Processes

pytestmark = [
    pytest.mark.slow,
    pytest.mark.fault("ending: while a page is parsed, names hang, the terminal is closed"),
    pytest.mark.skipif(sys.platform != "linux", reason="asks as Linux asks"),
]

WATCHED = '\n[[watched]]\nid = "own-page"\n'
OWN = """format = 1
id = "own-page"
name = "Page"
owner = "Me"
category = "other"

[page]
provider = "htmltext"
url = "http://127.0.0.1:{port}/page"
options = {{ expect_text = "fine", down_text = "broken" }}

[[component]]
id = "web"
target = [{{ kind = "http", url = "http://127.0.0.1:{port}/" }}]
"""
LONG = b"<html>" + b"<a>" * 340_000
NAMED = 'anchors = ["http://anchor.example:9/", "127.1.0.1:9", "127.2.0.1:9"]\n'


@pytest.fixture
def anchors() -> Iterator[list[LoopbackServer]]:
    made = [LoopbackServer(host) for host in ("localhost", "127.1.0.1", "127.2.0.1")]
    yield made
    for each in made:
        each.die()


def has_watched(history: Path, least: int = 0) -> bool:
    """Tell whether the history is whole and says that something was watched; nothing need be, where `least` is -1."""
    if not history.exists():
        return False
    with closing(sqlite3.connect(history)) as connection:
        try:
            whole = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            return whole and connection.execute("SELECT count(*) FROM watched").fetchone() > (least,)
        except sqlite3.OperationalError:  # it is being made
            return False


def test_while_a_page_is_parsed(processes: Processes, start: Start, anchors: list[LoopbackServer]) -> None:
    sent = threading.Semaphore(0)

    def answer(visit: Visit) -> None:
        if visit.path == "/page":
            visit.answer(200, LONG, {"Content-Type": "text/html"})
            sent.release()
        else:
            visit.answer(200, b"fine", {})

    server = start(http(answer))
    own = processes.folder / "config" / "services"
    own.mkdir(parents=True)
    (own / "own-page.toml").write_text(OWN.format(port=server.port))
    settings = SETTINGS.replace("localhost:9", f"localhost:{anchors[0].port}")
    for anchor in anchors[1:]:
        settings = settings.replace(f"{anchor.host}:9", f"{anchor.host}:{anchor.port}")
    (processes.folder / "config" / "settings.toml").write_text(settings + WATCHED)
    process = processes.start()
    assert sent.acquire(timeout=60), "it asks for the page"
    processes.end(process)
    assert has_watched(processes.history)


@pytest.mark.skipif(shutil.which("unshare") is None or shutil.which("ip") is None, reason="needs namespaces")
@pytest.mark.parametrize("words", [(), ("watch",)])
def test_while_names_hang(words: tuple[str, ...], processes: Processes, qtbot: QtBot) -> None:
    settings = SETTINGS.partition("anchors")[0] + NAMED + '[[watched]]\nid = "github"\n'
    (processes.folder / "config" / "settings.toml").write_text(settings)
    processes.through = (sys.executable, silent_names.__file__)
    process = processes.start(*words)
    qtbot.waitUntil(lambda: silent_names.was_asked(process.pid), timeout=60_000)
    processes.end(process)
    assert has_watched(processes.history, -1)


def test_the_terminal_of_watch_is_closed(processes: Processes, start: Start, qtbot: QtBot) -> None:
    (processes.folder / "config" / "settings.toml").write_text(SETTINGS + '[[watched]]\nid = "github"\n')
    master, slave = pty.openpty()
    folders = ("--config-dir", str(processes.folder / "config"), "--data-dir", str(processes.folder / "data"))
    command = [sys.executable, "-m", "notifier", *folders, "watch"]
    with subprocess.Popen(
        command, env=processes.environment, cwd=PROJECT, preexec_fn=lambda: os.login_tty(slave)
    ) as process:
        try:
            os.close(slave)
            qtbot.waitUntil(lambda: has_watched(processes.history), timeout=60_000)
            ending = Ending(process.pid)
            os.close(master)
            took_s = ending.took_s(lambda: process.poll() is not None)
            assert process.returncode == 0
        finally:
            process.kill()
    assert took_s < QUIT_WITHIN_S
    assert has_watched(processes.history)
