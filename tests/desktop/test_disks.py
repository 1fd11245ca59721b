"""The disk of what it keeps fills up, turns read-only or is taken away under the running tray.

It goes on in memory, says so once, writes again what it held, and tells nothing twice.
"""

from pathlib import Path

import pytest

from tests.desktop.bus import of_the_program
from tests.desktop.program import NAME, Internet, Program
from tests.desktop.session import Session
from tests.disks import disk
from tests.waiting import until

pytestmark = [pytest.mark.desktop, pytest.mark.fault("the disk of a running tray")]

TOLD_WITHIN_S = 90.0
UNWRITABLE = "The history cannot be written"
GONE = f"{NAME} cannot be reached from here"
SEEN_AGAIN = 3
"""So many rounds of readings that tell nothing new are enough."""


def summaries(session: Session) -> list[str]:
    return [each.summary for each in session.ear.news()]


def told(session: Session, summary: str) -> None:
    session.ear.wait(lambda each: of_the_program(each) and each.summary == summary, TOLD_WITHIN_S, summary)


def rounds(internet: Internet) -> None:
    for each in internet.anchors:
        each.wait_for_visits(SEEN_AGAIN, 90)


@pytest.mark.takes(60)
def test_one_that_fills_up_and_has_room_again(session: Session, internet: Internet, tmp_path: Path) -> None:
    with disk(tmp_path / "disk") as data:
        program = Program(session, internet, data.folder / "program")
        program.start_well()
        data.fill()
        internet.service.die()
        told(session, GONE)
        assert sorted(summaries(session)) == sorted([UNWRITABLE, GONE])
        assert program.history() == []
        assert "No space left" in program.told("config", "probe_interval_s", "6")
        data.empty()
        until(lambda: [each["until"] for each in program.history()] == [None], 60, "what was held is written")
        until(lambda: not program.on_their_way(), 30, "the mark that it was handed over")
        program.kill()
        item = program.start()
        until(lambda: "unreachable" in session.tooltip(item), 60, "the outage, after the next start")
        rounds(internet)
        assert len(program.history()) == 1
        assert sorted(summaries(session)) == sorted([UNWRITABLE, GONE]), "nothing is told twice"
        program.end()


@pytest.mark.takes(60)
def test_one_that_turns_read_only(session: Session, internet: Internet, tmp_path: Path) -> None:
    with disk(tmp_path / "disk") as data:
        program = Program(session, internet, data.folder / "program")
        program.start_well()
        data.fail()
        internet.service.die()
        told(session, GONE)
        assert sorted(summaries(session)) == sorted([UNWRITABLE, GONE])
        program.end()
        internet.service.revive()
        program.start_well()  # who died there has left his lock behind
        assert summaries(session).count(UNWRITABLE) <= 2, "once a start"
        program.end()


@pytest.mark.takes(60)
def test_one_that_is_taken_away_and_comes_back(session: Session, internet: Internet, tmp_path: Path) -> None:
    with disk(tmp_path / "disk") as data:
        program = Program(session, internet, data.folder / "program")
        program.start_well()
        data.go()
        internet.service.die()
        told(session, GONE)
        data.come()
        until(
            lambda: [each["until"] for each in program.history()] == [None], 60, "it is in the history that came back"
        )
        rounds(internet)
        assert summaries(session) == [GONE]
        program.end()
