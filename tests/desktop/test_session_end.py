"""The session ends, or the machine: the program ends with it, keeps what it knew, and is started with the next session.

Qt as PyPI has it speaks no XSMP: a session manager asks it nothing and waits for nothing, and the end of the display is
what it hears. Where login1 is, the machine's end is told before.
"""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

import pytest

from tests.desktop.bus import DBUS
from tests.desktop.files import PANEL
from tests.desktop.machine import Machine
from tests.desktop.parts import PROJECT
from tests.desktop.program import ENDS_WITHIN_S, NAME, Internet, Program
from tests.desktop.session import WATCHER, Session
from tests.ending import Ending
from tests.waiting import until

pytestmark = [pytest.mark.desktop, pytest.mark.fault("ending: the session or the machine ends")]

TOLD_WITHIN_S: Final = 90.0
GONE: Final = f"{NAME} cannot be reached from here"
MANAGER: Final = ("org.xfce.SessionManager", "/org/xfce/SessionManager", "org.xfce.Session.Manager")
STILL_GONE: Final = f"{NAME} has been unreachable from here"
STARTS: Final = """<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-session" version="1.0">
  <property name="general" type="empty">
    <property name="FailsafeSessionName" type="string" value="Failsafe"/>
  </property>
  <property name="sessions" type="empty">
    <property name="Failsafe" type="empty">
      <property name="IsFailsafe" type="bool" value="true"/>
      <property name="Count" type="int" value="1"/>
      <property name="Client0_Command" type="array">
        <value type="string" value="xfce4-panel"/>
        <value type="string" value="--disable-wm-check"/>
      </property>
    </property>
  </property>
</channel>
"""
AT_LOGIN: Final = """from notifier.__main__ import start_of
from notifier.cli.arguments import parser
from notifier.config.paths import Paths
from notifier.desktop import autostart
start = start_of(parser().parse_args())
autostart.set_enabled(True, autostart.launch_command(Paths(start.config_dir, start.data_dir)))
"""


@contextmanager
def logged_in(folder: Path, home: Path) -> Iterator[Session]:
    """Have a session for XFCE's manager, which starts the panel in it, and what is to start at login."""
    with Session(folder, tray=False) as session:
        session.environment |= {"HOME": str(home), "XDG_CONFIG_DIRS": str(home / "none")}
        yield session


def starts_at_login(session: Session, folders: tuple[str, ...]) -> None:
    """Have the program start at login, as its settings do."""
    command = [sys.executable, "-c", AT_LOGIN, *folders]
    subprocess.run(command, env=session.environment, cwd=PROJECT, check=True, timeout=60)


def in_the_tray(session: Session) -> tuple[str, str]:
    """Wait for the item of the program that the session manager starts."""
    until(lambda: session.bus.owned(WATCHER[0]), 60, "the panel's tray")
    return until(session.tray_items, 60, "the item in the tray")[0]


def process_of(session: Session, item: tuple[str, str]) -> int:
    """Tell which process has this item in the tray."""
    return int(session.bus.call(*DBUS, DBUS[0], "GetConnectionUnixProcessID", "s", item[0])[0])


def has_ended(pid: int) -> bool:
    """Tell whether a process is no more, or waits to be buried only: nobody need do so."""
    try:
        return "\nState:\tZ" in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return True


def ends_with_the_display(session: Session, pid: int) -> None:
    """Take the display away: the program ends soon."""
    ending = Ending(pid)
    session.end_display()
    assert ending.took_s(lambda: has_ended(pid)) < ENDS_WITHIN_S


def news(session: Session) -> list[str]:
    return [note.summary for note in session.ear.notes() if note.app == "Outage Notifier"]


@pytest.mark.takes(70)
@pytest.mark.skipif(shutil.which("xfce4-session") is None, reason="needs: apt-get install xfce4-session")
def test_the_session_manager_ends_the_session_and_the_next_starts_it_again(internet: Internet, tmp_path: Path) -> None:
    home = tmp_path / "home"
    channels = home / ".config/xfce4/xfconf/xfce-perchannel-xml"
    channels.mkdir(parents=True)
    (channels / "xfce4-panel.xml").write_text(PANEL, encoding="utf-8")
    (channels / "xfce4-session.xml").write_text(STARTS, encoding="utf-8")
    with logged_in(tmp_path / "first", home) as session:
        program = Program(session, internet, tmp_path / "program")
        starts_at_login(session, program.folders)
        manager = session.start("xfce4-session")
        item = in_the_tray(session)
        until(lambda: f"{NAME} works" in session.tooltip(item), 60, "a tooltip without a problem")
        internet.service.die()
        until(lambda: news(session) and not program.on_their_way(), TOLD_WITHIN_S, "the outage, told and marked")
        pid = process_of(session, item)
        session.bus.call(*MANAGER, "Logout", "bb", False, False)
        assert manager.wait(20) == 0, "it waits for nobody"
        ends_with_the_display(session, pid)
    with logged_in(tmp_path / "second", home) as session:
        program.session = session
        session.start("xfce4-session")
        item = in_the_tray(session)
        until(lambda: STILL_GONE in session.tooltip(item), 60, "it knows of the outage")
        assert news(session) == [], "that was told in the other session"
        (incident,) = program.history()
        assert incident["until"] is None
        pid = process_of(session, item)
        ends_with_the_display(session, pid)


@pytest.mark.takes(28)
def test_the_machine_is_shut_down(session: Session, internet: Internet, tmp_path: Path) -> None:
    with closing(Machine(session)) as machine:
        program = Program(session, internet, tmp_path / "program")
        program.start_well()
        until(lambda: machine.held_up, 20, "it wants a moment before the end")
        internet.service.die()
        until(lambda: news(session) and not program.on_their_way(), TOLD_WITHIN_S, "the outage, told and marked")
        ending = Ending(program.process.pid)
        machine.shut_down()
        assert ending.took_s(lambda: program.process.poll() is not None) < ENDS_WITHIN_S
        assert program.ends() == 0
        assert news(session) == [GONE]
        (incident,) = program.history()
        assert incident["until"] is None
        assert "Traceback" not in program.said()
