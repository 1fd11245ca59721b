"""The main job, for real: a service dies and comes back; the user is told twice, and the history tells one story."""

import re

import pytest

from tests.desktop.bus import of_the_program, other_than
from tests.desktop.program import NAME, Internet, Program
from tests.desktop.session import Session
from tests.desktop.waiting import until

pytestmark = pytest.mark.desktop

TOLD_WITHIN_S = 60.0
GONE = f"{NAME} has been unreachable from here"
"""From the service's death to the notification, with an interval of 5 s."""
BACK_WITHIN_S = 180.0
"""A short outage's recovery is held for a minute, in case it flaps; before it come two good readings 30 s apart."""


def test_an_outage_from_its_begin_to_its_end(session: Session, internet: Internet, program: Program) -> None:
    item = program.start()
    until(lambda: f"{NAME} works" in session.tooltip(item), 60, "a tooltip without a problem")

    internet.service.die()
    began = session.ear.wait(of_the_program, TOLD_WITHIN_S, "the outage")
    assert f"{NAME} cannot be reached from here" in began.summary
    assert re.search(r"(since|at) \d", began.text), began.text
    until(lambda: GONE in session.tooltip(item), 5, "the problem in the tooltip")

    session.click_notification()
    window = until(lambda: session.reader.texts("Outage Notifier"), 20, "the window")
    assert any(NAME in text for text in window), window
    assert any("refuse" in text for text in window), window

    program.kill()
    item = program.start()
    until(
        lambda: GONE in session.tooltip(item),
        60,
        "the problem in the tooltip of the second start",
    )
    for anchor in internet.anchors:
        anchor.wait_for_visits(2, 60)
    assert GONE in session.tooltip(item)

    internet.service.revive()
    ended = session.ear.wait(other_than(began), BACK_WITHIN_S, "the recovery")
    assert f"{NAME} works again" in ended.summary
    assert re.search(r"Unreachable from here for \d+ (s|min)\b", ended.text), ended.text

    assert session.ear.news() == [began, ended]
    (incident,) = program.history()
    assert incident["service"] == "test-stage"
    assert incident["until"] is not None
    assert "Traceback" not in program.said()


def test_killed_before_the_notice_it_tells_it_once_after_the_next_start(
    session: Session, internet: Internet, program: Program
) -> None:
    item = program.start()
    until(lambda: f"{NAME} works" in session.tooltip(item), 60, "a tooltip without a problem")
    session.refuse_notifications()
    internet.service.die()
    until(
        lambda: GONE in session.tooltip(item),
        TOLD_WITHIN_S,
        "the problem in the tooltip",
    )
    program.kill()
    assert [incident["until"] for incident in program.history()] == [None]
    assert len(program.on_their_way()) == 1
    assert session.ear.news() == []

    session.take_notifications()
    item = program.start()
    began = session.ear.wait(of_the_program, TOLD_WITHIN_S, "the outage, after the next start")
    assert f"{NAME} cannot be reached from here" in began.summary
    until(lambda: not program.on_their_way(), 10, "the mark that it was handed over")
    program.kill()
    item = program.start()
    until(
        lambda: GONE in session.tooltip(item),
        60,
        "the problem in the tooltip of the third start",
    )
    internet.service.revive()
    ended = session.ear.wait(other_than(began), BACK_WITHIN_S, "the recovery")
    assert f"{NAME} works again" in ended.summary
    assert session.count_notifications() == 1, "it takes the place of the one that an earlier run showed"
    assert session.ear.news() == [began, ended]
    assert "Traceback" not in program.said()


def test_a_second_start_raises_the_window_of_the_first(session: Session, program: Program) -> None:
    program.start()
    assert "Outage Notifier" not in session.windows()
    assert program.start_again() == 0
    until(lambda: "Outage Notifier" in session.windows(), 20, "the window of the first")
    assert len(session.tray_items()) == 1


def test_without_a_line_no_service_is_blamed(session: Session, internet: Internet, program: Program) -> None:
    item = program.start()
    until(lambda: f"{NAME} works" in session.tooltip(item), 60, "a tooltip without a problem")

    internet.cut()
    line = session.ear.wait(of_the_program, 180, "the line")
    assert line.summary == "You seem to be offline"
    assert NAME not in line.text
    assert "down" not in session.tooltip(item)

    internet.mend()
    until(lambda: f"{NAME} works" in session.tooltip(item), 120, "the line's return in the tooltip")
    back = session.ear.wait(other_than(line), 60, "the line's return")
    assert back.summary == "You are online again"
    assert back.urgency == 0, "nothing else has changed"
    assert session.count_notifications() <= 1, "in the place of the first"
    assert program.history() == []
    assert "Traceback" not in program.said()
