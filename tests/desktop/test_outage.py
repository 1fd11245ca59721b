"""The main job, for real: a service dies and comes back; the user is told twice, and the history tells one story."""

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor

from notifier.ui.icons import UNSEEN_FILL
from tests.desktop.accessible import unnamed
from tests.desktop.browser import register_browser
from tests.desktop.bus import of_the_program, other_than
from tests.desktop.loopback import LoopbackServer
from tests.desktop.program import NAME, Internet, Program
from tests.desktop.session import Session
from tests.waiting import until

pytestmark = pytest.mark.desktop

WINDOW = "Outage Notifier"
TOLD_WITHIN_S = 60.0
"""From the service's death to the notification, with an interval of 5 s."""
GONE = f"{NAME} has been unreachable from here"
BACK_WITHIN_S = 180.0
"""A short outage's recovery is held for a minute, in case it flaps; before it come two good readings 30 s apart."""


def has_dot(session: Session, item: tuple[str, str]) -> bool:
    """Tell whether the icon in the tray marks an outage that nobody has looked at."""
    color = QColor(UNSEEN_FILL)
    dot = bytes((255, color.red(), color.green(), color.blue()))
    _width, pixels = max(session.icon(item))
    return any(pixels[place : place + 4] == dot for place in range(0, len(pixels), 4))


@pytest.mark.takes(180)
def test_an_outage_from_its_begin_to_its_end_through_two_kills(
    session: Session, internet: Internet, program: Program, tmp_path: Path
) -> None:
    opened = register_browser(session, tmp_path)
    page = LoopbackServer("127.5.0.1")
    program.have_page(page.url)
    item = program.start_well()
    assert not has_dot(session, item)

    # nobody takes notifications: the tray tells it, until somebody looks
    session.refuse_notifications()
    internet.service.die()
    until(lambda: GONE in session.tooltip(item), TOLD_WITHIN_S, "the problem in the tooltip")
    until(lambda: has_dot(session, item), 30, "the dot")
    session.click(item)
    until(lambda: WINDOW in session.windows(), 30, "the window")
    until(lambda: not has_dot(session, item), 30, "no dot once it was looked at")
    session.click(item)
    until(lambda: WINDOW not in session.windows(), 30, "no window")
    program.kill()
    assert [incident["until"] for incident in program.history()] == [None]
    assert len(program.on_their_way()) == 1
    assert session.ear.news() == []

    # it is told once, after the next start, and its story is read behind it
    session.take_notifications()
    item = program.start()
    began = session.ear.wait(of_the_program, TOLD_WITHIN_S, "the outage, after the next start")
    assert f"{NAME} cannot be reached from here" in began.summary
    assert re.search(r"(since|at) \d", began.text), began.text
    until(lambda: not program.on_their_way(), 30, "the mark that it was handed over")
    session.click_notification()
    things = session.reader.hear(WINDOW, GONE)
    assert unnamed(things) == []
    assert any("refuse" in each.name or "refuse" in each.text for each in things), things
    until(
        lambda: any(
            each.role in ("graphic", "image")
            and each.name == "Last 24 hours"
            and "You were notified" in each.description
            for each in session.reader.things(WINDOW)
        ),
        30,
        "the day, described",
    )
    program.kill()

    # the third tells its end, in the place of what an earlier one showed
    item = program.start()
    until(lambda: GONE in session.tooltip(item), 60, "the problem in the tooltip of the third start")
    for anchor in internet.anchors:
        anchor.wait_for_visits(2, 60)
    assert GONE in session.tooltip(item)
    internet.service.revive()
    ended = session.ear.wait(other_than(began), BACK_WITHIN_S, "the recovery")
    assert f"{NAME} works again" in ended.summary
    assert re.search(r"Unreachable from here for \d+ (s|min)\b", ended.text), ended.text
    until(lambda: session.count_notifications() == 1, 30, "it takes the place of the first")
    session.press_on_dunst("Official page")
    address = page.url
    assert until(lambda: opened.read_text("utf-8").strip() if opened.exists() else "", 30, "the page") == address
    page.die()
    assert session.ear.news() == [began, ended]
    (incident,) = program.history()
    assert incident["service"] == "test-stage"
    assert incident["until"] is not None
    assert "Traceback" not in program.said()


def test_a_second_start_raises_the_window_of_the_first(session: Session, program: Program) -> None:
    program.start()
    assert WINDOW not in session.windows()
    assert program.start_again() == 0
    until(lambda: WINDOW in session.windows(), 30, "the window of the first")
    assert len(session.tray_items()) == 1


@pytest.mark.takes(107)
def test_without_a_line_no_service_is_blamed(session: Session, internet: Internet, program: Program) -> None:
    item = program.start_well()

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
