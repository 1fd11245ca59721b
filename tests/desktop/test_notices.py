"""Notifications on a real session: ten at once are one, quiet hours and snoozes are silent, every button works."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.desktop.browser import register_browser
from tests.desktop.bus import Note, of_the_program, other_than
from tests.desktop.loopback import LoopbackServer
from tests.desktop.program import NAME, Internet, Program
from tests.desktop.session import Session
from tests.stage import stage
from tests.waiting import until

pytestmark = pytest.mark.desktop

TOLD_WITHIN_S = 90.0
BACK_WITHIN_S = 200.0
GONE = f"{NAME} has been unreachable from here"
MANY = 10
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@pytest.fixture
def others() -> Iterator[list[LoopbackServer]]:
    made = [LoopbackServer(f"127.6.0.{number}") for number in range(1, MANY)]
    yield made
    for each in made:
        each.die()


@pytest.mark.takes(78)
@pytest.mark.parametrize("owner", ["The test", "Owner {number}"])
def test_ten_services_fail_together_and_one_notification_tells_it(
    session: Session, internet: Internet, program: Program, others: list[LoopbackServer], owner: str
) -> None:
    for number, each in enumerate(others):
        other = f"other-{number}"
        program.watch(other, stage(each.url, f"Other {number}", other, owner.format(number=number)))
    item = program.start()
    until(lambda: f"All {MANY} services are fine" in session.tooltip(item), 90, "a tooltip without a problem")
    focus = session.watch_focus()
    for server in (internet.service, *others):
        server.die()
    session.ear.wait(of_the_program, TOLD_WITHIN_S, "the outages")
    until(
        lambda: re.search(rf"{MANY} services have a problem|and {MANY - 2} others", session.tooltip(item)),
        90,
        "all of them in the tooltip",
    )
    for server in internet.anchors:
        server.wait_for_visits(3, 90)
    told = session.ear.news()
    assert session.count_notifications() <= 1, "what is not urgent goes by itself"
    assert len({note.number for note in told}) == 1, "what comes later takes the place of the first"
    assert len(set(focus())) == 1, "nobody lost the focus"
    assert "Traceback" not in program.said()


@pytest.mark.takes(75)
def test_quiet_hours_are_silent_through_a_kill_and_end_with_one_digest(
    session: Session, internet: Internet, program: Program
) -> None:
    now = datetime.now(UTC)
    session.environment["TZ"] = f"TST{now.hour - 12}"  # it is noon and some minutes on the wall, wherever we are
    program.set(**{f"quiet_{day}": '"00:00-23:59"' for day in DAYS})
    item = program.start_well()
    internet.service.die()
    until(lambda: GONE in session.tooltip(item), TOLD_WITHIN_S, "the problem in the tooltip: the tray is not quiet")
    until(lambda: program.rows("held"), 60, "what is held, on the disk")
    program.kill()
    assert session.ear.news() == []
    assert (len(program.rows("held")), program.rows("message")) == (1, [])

    over = datetime.now(UTC).replace(second=0, microsecond=0) + timedelta(minutes=1)
    ends = over - timedelta(hours=now.hour - 12)
    program.change(**{f"quiet_{day}": f"00:00-{ends:%H:%M}" for day in DAYS})
    program.start()
    digest = session.ear.wait(of_the_program, 400, "the digest")
    assert digest.time >= over.timestamp(), "not before its end"
    assert digest.summary == f"{NAME} still cannot be reached from here"
    assert digest.body.startswith("During your quiet hours: ")
    assert digest.urgency == 1
    until(lambda: not program.rows("held"), 30, "nothing is held any more")
    assert session.ear.news() == [digest]
    assert "Traceback" not in program.said()


@pytest.mark.takes(200)
def test_every_button_and_silence_until_it_is_back(
    session: Session, internet: Internet, program: Program, tmp_path: Path
) -> None:
    opened = register_browser(session, tmp_path)
    page = LoopbackServer("127.5.0.1")
    program.have_page(page.url)
    session.show_with_xfce()
    item = program.start_well()
    focus = session.watch_focus()
    internet.service.die()
    began = session.ear.wait(of_the_program, TOLD_WITHIN_S, "the outage")
    assert began.actions[::2] == ("details", "page", "snooze")
    assert len(set(focus())) == 1, "nobody lost the focus"

    asked = snooze(session, began, "Until it is back")
    until(lambda: program.rows("snooze"), 30, "the snooze on the disk")
    program.kill()
    item = program.start()
    until(lambda: GONE in session.tooltip(item), 60, "the problem in the tooltip of the second start")
    for anchor in internet.anchors:
        anchor.wait_for_visits(3, 90)
    assert session.ear.news() == [began, asked], "silence"
    internet.service.revive()
    ended = session.ear.wait(lambda note: of_the_program(note) and note not in (began, asked), BACK_WITHIN_S, "the end")
    assert f"{NAME} works again" in ended.summary
    until(lambda: not program.rows("snooze"), 30, "the snooze is over")
    assert len(set(focus())) == 1, "nobody lost the focus"

    press(session, "Official page")
    address = page.url
    assert until(lambda: opened.read_text("utf-8").strip() if opened.exists() else "", 30, "the page") == address
    assert len(set(focus())) == 1, "the page is the browser's affair"
    page.die()
    assert "Traceback" not in program.said()


@pytest.mark.takes(150)
def test_a_snooze_of_an_hour_keeps_even_its_end_until_it_is_taken_back(
    session: Session, internet: Internet, program: Program
) -> None:
    session.show_with_xfce()
    item = program.start_well()
    focus = session.watch_focus()
    internet.service.die()
    began = session.ear.wait(of_the_program, TOLD_WITHIN_S, "the outage")
    asked = snooze(session, began, "For 1 hour")
    until(lambda: program.rows("snooze"), 30, "the snooze on the disk")
    assert f"{NAME} is snoozed until " in program.told("snooze")
    internet.service.revive()
    until(lambda: f"{NAME} works" in session.tooltip(item), BACK_WITHIN_S, "the end, in the tooltip")
    until(lambda: program.rows("held"), BACK_WITHIN_S, "the end is held")
    assert session.ear.news() == [began, asked], "silence"
    assert "not snoozed any more" in program.told("snooze", "--off")
    digest = session.ear.wait(lambda note: of_the_program(note) and "While it was snoozed" in note.body, 30, "a digest")
    assert digest.summary.endswith("could not be reached, and works again")
    assert len(set(focus())) == 1, "nobody lost the focus"
    press(session, "Details")
    until(lambda: "Outage Notifier" in session.windows(), 30, "the window")
    assert "Traceback" not in program.said()


def snooze(session: Session, began: Note, how_long: str) -> Note:
    """Snooze by the notification's buttons, and give the one that asked for how long."""
    press(session, "Snooze…")
    asked = session.ear.wait(other_than(began), 30, "for how long")
    assert asked.summary == f"Snooze {NAME}?"
    assert asked.actions[1::2] == ("For 1 hour", "For 8 hours", "Until it is back")
    press(session, how_long)
    return asked


@pytest.mark.takes(29)
def test_the_doctor_says_what_became_of_a_test(session: Session, program: Program) -> None:
    told = program.told("doctor", "--notify")
    assert re.search(r"dunst [0-9.]+", told), told
    shown = " ".join(told.split())
    assert "has taken it." in shown
    assert "It went away by itself after a while." in shown or "It has not ended yet." in shown
    session.do_not_disturb()
    told = " ".join(program.told("doctor", "--notify").split())
    assert "“Do not disturb” is on" in told


def press(session: Session, button: str) -> None:
    until(lambda: session.reader.press("", button), 30, f"the button {button!r}")
