"""The notification server restarts, or is away for a while: all of it is told, and nothing of it twice.

A server that starts anew counts from the start, and shows nothing of what the one before it showed.
"""

import sqlite3
from contextlib import closing

import pytest

from tests.desktop.bus import Note, of_the_program, other_than
from tests.desktop.program import NAME, Internet, Program
from tests.desktop.session import Session
from tests.waiting import until

pytestmark = [pytest.mark.desktop, pytest.mark.fault("desktop: the notification server restarts, or is away")]

TOLD_WITHIN_S = 90.0
BACK_WITHIN_S = 200.0


def outage(session: Session, internet: Internet) -> Note:
    internet.service.die()
    began = session.ear.wait(of_the_program, TOLD_WITHIN_S, "the outage")
    assert began.summary == f"{NAME} cannot be reached from here"
    return began


def end(session: Session, program: Program, began: Note) -> None:
    """Nothing is told but the end of it, as a new one, and once."""
    ended = session.ear.wait(other_than(began), BACK_WITHIN_S, "the end")
    until(lambda: not program.on_their_way(), 30, "the mark that it was handed over")
    assert (ended.summary, ended.urgency, ended.replaces) == (f"{NAME} works again", 1, 0)
    program.end()
    assert session.ear.news() == [began, ended]


def told(program: Program) -> list[str]:
    """What the history has of what was to be told."""
    with closing(sqlite3.connect(program.history_file)) as connection:
        return [kind for (kind,) in connection.execute("SELECT kind FROM alerts ORDER BY rowid")]


def look_on(internet: Internet) -> None:
    """Let it read all for a while."""
    for anchor in internet.anchors:
        anchor.wait_for_visits(3, 90)


@pytest.mark.takes(160)
def test_restarted_while_an_outage_s_notice_stands(session: Session, internet: Internet, program: Program) -> None:
    program.start_well()
    began = outage(session, internet)
    for _ in range(2):
        session.end_dunst()
        session.take_notifications()
        look_on(internet)
    assert session.ear.news() == [began]
    internet.service.revive()
    end(session, program, began)


@pytest.mark.takes(190)
def test_away_when_the_outage_ends(session: Session, internet: Internet, program: Program) -> None:
    program.start_well()
    began = outage(session, internet)
    until(lambda: not program.on_their_way(), 30, "the mark that it was handed over")
    session.refuse_notifications()
    internet.service.revive()
    until(lambda: told(program) == ["outage", "recovered", "recovered"], BACK_WITHIN_S, "the end, in the history")
    assert session.ear.news() == [began]
    session.take_notifications()
    end(session, program, began)


@pytest.mark.takes(190)
def test_away_while_the_program_starts_anew_and_the_outage_ends(
    session: Session, internet: Internet, program: Program
) -> None:
    program.start_well()
    began = outage(session, internet)
    until(lambda: not program.on_their_way(), 30, "the mark that it was handed over")
    session.refuse_notifications()
    program.kill()
    internet.service.revive()
    program.start()
    until(lambda: told(program) == ["outage", "recovered", "recovered"], BACK_WITHIN_S, "the end, in the history")
    assert session.ear.news() == [began]
    session.take_notifications()
    end(session, program, began)


@pytest.mark.takes(190)
def test_restarted_together_with_the_program(session: Session, internet: Internet, program: Program) -> None:
    program.start_well()
    began = outage(session, internet)
    until(lambda: not program.on_their_way(), 30, "the mark that it was handed over")
    session.end_dunst()
    program.kill()
    session.take_notifications()
    program.start()
    look_on(internet)
    assert session.ear.news() == [began]
    internet.service.revive()
    end(session, program, began)


@pytest.mark.takes(160)
def test_away_while_the_line_is(session: Session, internet: Internet, program: Program) -> None:
    program.start_well()
    internet.cut()
    line = session.ear.wait(of_the_program, 180, "the line")
    assert line.summary == "You seem to be offline"
    session.refuse_notifications()
    internet.mend()
    until(program.on_their_way, 120, "the line's return, on its way")
    session.take_notifications()
    back = session.ear.wait(other_than(line), TOLD_WITHIN_S, "the line's return")
    until(lambda: not program.on_their_way(), 30, "the mark that it was handed over")
    assert (back.summary, back.urgency, back.replaces) == ("You are online again", 0, 0)
    program.end()
    assert session.ear.news() == [line, back]
