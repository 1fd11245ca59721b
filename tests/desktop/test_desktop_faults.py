"""What a desktop does to its programs: servers that die, a tray that goes and comes, odd surroundings."""

import os
import threading
import time
from collections.abc import Callable
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest

from notifier.desktop.notify.dispatcher import RETURNS_S
from tests.desktop.bus import of_the_program
from tests.desktop.machine import Machine
from tests.desktop.notice_server import Fails, NoticeServer
from tests.desktop.program import NAME, Internet, Program
from tests.desktop.session import Session
from tests.waiting import until

pytestmark = pytest.mark.desktop

TOLD_WITHIN_S = 90.0
STOPPED_S = 70.0
GONE = f"{NAME} cannot be reached from here"


@pytest.mark.takes(60)
@pytest.mark.fault("desktop: the notification server is late")
def test_what_a_slow_server_has_shown_is_not_shown_again(
    session: Session, internet: Internet, program: Program
) -> None:
    program.start_well()
    session.end_dunst()
    with closing(NoticeServer(session, Fails.IS_LATE)) as server:
        internet.service.die()
        told = session.ear.wait(of_the_program, TOLD_WITHIN_S, "the outage, from a slow server")
        until(lambda: not program.on_their_way(), 30, "the mark that it was handed over")
        for anchor in internet.anchors:
            anchor.wait_for_visits(5, 90)
        assert server.asked == 1
    program.end()
    assert session.ear.news() == [told]


@pytest.mark.takes(110)
@pytest.mark.fault("desktop: the notification server dies, errs, is silent, can less")
def test_one_notification_server_after_the_other_fails(
    session: Session, internet: Internet, program: Program, record_property: Callable[[str, object], None]
) -> None:
    record_property("tries", 4)
    program.start_well()
    session.end_dunst()
    internet.service.die()
    for fails in (Fails.DIES, Fails.ERRS, Fails.IS_SILENT):
        with closing(NoticeServer(session, fails)) as server:
            until(lambda server=server: server.asked, TOLD_WITHIN_S, f"{fails} is asked")  # type: ignore[misc]
            assert session.ear.news() == []
            assert program.on_their_way()
    with closing(NoticeServer(session, Fails.CAN_LESS)):
        told = session.ear.wait(of_the_program, 2 * TOLD_WITHIN_S, "the outage, from the last server")
        until(lambda: not program.on_their_way(), 30, "the mark that it was handed over")
    assert (told.summary, told.actions) == (GONE, ())
    assert "&" not in told.body
    program.end()
    assert session.ear.news() == [told]


@pytest.mark.takes(140)
@pytest.mark.fault("desktop: the notification server dies, errs, is silent, can less")
def test_a_server_that_dies_of_a_notice_and_is_started_anew_is_spared(
    session: Session, internet: Internet, program: Program
) -> None:
    program.start_well()
    session.end_dunst()
    internet.service.die()
    asked_s = []
    for _ in range(3):
        with closing(NoticeServer(session, Fails.DIES)) as server:
            until(lambda server=server: server.asked, TOLD_WITHIN_S, "the next server is asked")  # type: ignore[misc]
            asked_s.append(time.monotonic())
    with closing(NoticeServer(session, Fails.CAN_LESS)):
        told = session.ear.wait(of_the_program, RETURNS_S[2] + TOLD_WITHIN_S, "the outage, from the last server")
        asked_s.append(time.monotonic())
    pauses_s = [after - before for before, after in pairwise(asked_s)]
    assert all(took_s > pause_s - 1.0 for took_s, pause_s in zip(pauses_s, RETURNS_S, strict=False)), pauses_s
    program.end()
    assert session.ear.news() == [told]


@pytest.mark.fault("desktop: the tray goes and comes")
def test_the_icon_comes_back_with_the_tray(session: Session, program: Program) -> None:
    session.end_panel()
    program.launch()
    until(lambda: program.history() == [], 30, "it runs")
    for _ in range(3):
        session.show_panel()
        item = until(session.tray_items, 30, f"the item in the tray; it said: {program.said()}")[0]
        until(lambda item=item: f"{NAME} works" in session.tooltip(item), 60, "a tooltip without a problem")  # type: ignore[misc]
        session.end_panel()
    program.end()


ODD: dict[str, dict[str, str | None]] = {
    "no HOME": {"HOME": None, "XDG_RUNTIME_DIR": None, "XDG_CURRENT_DESKTOP": None},
    "a plain locale": {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "folders that are no text": {"XDG_DATA_HOME": os.fsdecode(b"/tmp/caf\xe9 %s {name}")},
}


@pytest.mark.fault("odd surroundings")
@pytest.mark.parametrize("odd", ODD)
def test_the_window_opens_in_odd_surroundings(odd: str, session: Session, internet: Internet, tmp_path: Path) -> None:
    folder = tmp_path / (os.fsdecode(b"caf\xe9 %s {name}") if "folders" in odd else "program")
    for name, value in ODD[odd].items():
        if value is None:
            del session.environment[name]
        else:
            session.environment[name] = value
    program = Program(session, internet, folder)
    item = program.start_well()
    session.click(item)
    until(lambda: "Outage Notifier" in session.windows(), 30, "the window")
    program.end()


@pytest.mark.takes(128)
@pytest.mark.fault("clock: stopped for more than a minute")
def test_stopped_for_more_than_a_minute(session: Session, internet: Internet, tmp_path: Path) -> None:
    machine = Machine(session)
    program = Program(session, internet, tmp_path / "program")
    program.start_well()
    until(lambda: machine.held_up, 30, "it wants a moment before sleep")
    pid = program.process.pid
    machine.fall_asleep(pid)
    machine.wake(pid)
    until(lambda: machine.held_up, 30, "it wants a moment before the next sleep")
    machine.fall_asleep(pid, announced=False)
    internet.service.die()
    threading.Event().wait(STOPPED_S)
    machine.wake(pid, announced=False)
    began = session.ear.wait(of_the_program, 2 * TOLD_WITHIN_S, "the outage")
    assert began.summary == GONE
    assert "It began before" in began.body
    program.end()
    assert session.ear.news() == [began]
    machine.close()
