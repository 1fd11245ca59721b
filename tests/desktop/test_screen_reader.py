"""What a screen reader hears of the real windows, over AT-SPI: sentences, names for all buttons, images described."""

import pytest

from tests.desktop.accessible import Heard
from tests.desktop.program import NAME, Internet, Program
from tests.desktop.session import Session
from tests.desktop.waiting import until

pytestmark = pytest.mark.desktop

BUTTONS = ("push button", "button", "toggle button", "check box", "combo box", "radio button")


def unnamed(things: list[Heard]) -> list[Heard]:
    """What can be reached or pressed and has no name."""
    return [each for each in things if (each.focusable or each.role in BUTTONS) and not each.name.strip()]


def heard(session: Session, window: str, words: str) -> list[Heard]:
    """Wait until a window says these words, and give all that it says."""

    def look() -> list[Heard]:
        things = session.reader.things(window)
        return things if any(words in each.name for each in things) else []

    return until(look, 20, f"{words!r} in {window!r}: {session.reader.things(window)}")


def test_the_main_window(session: Session, program: Program) -> None:
    item = program.start()
    until(lambda: f"{NAME} works" in session.tooltip(item), 60, "a tooltip without a problem")
    session.click(item)
    things = heard(session, "Outage Notifier", f"{NAME} works.")
    assert unnamed(things) == []
    names = [each.name for each in things]
    (sentence,) = [each for each in names if f"{NAME} works." in each]
    in_order = [sentence, "Watched services", "All services, with their last 90 days", "Outages"]
    assert sorted(in_order, key=names.index) == in_order
    rows = [each.name for each in things if each.role == "list item"]
    assert any(each.startswith(f"{NAME}. Works. Last checked") for each in rows), rows


def test_a_service_that_is_down(session: Session, internet: Internet, program: Program) -> None:
    item = program.start()
    until(lambda: f"{NAME} works" in session.tooltip(item), 60, "a tooltip without a problem")
    internet.service.die()
    session.ear.wait(lambda note: f"{NAME} cannot be reached" in note.summary, 60.0, "the outage")
    session.click_notification()
    things = heard(session, "Outage Notifier", f"{NAME} has been unreachable from here since")
    assert unnamed(things) == []
    until(
        lambda: any(
            each.role in ("graphic", "image")
            and each.name == "Last 24 hours"
            and "You were notified" in each.description
            for each in session.reader.things("Outage Notifier")
        ),
        20,
        "the day, described",
    )


def test_settings(session: Session, program: Program) -> None:
    item = program.start()
    until(lambda: f"{NAME} works" in session.tooltip(item), 60, "a tooltip without a problem")
    session.click(item)
    until(lambda: session.reader.press("Outage Notifier", "Settings…"), 20, "the button")
    things = heard(session, "Settings", "Only the 1 watched")
    assert unnamed(things) == []
    assert {"Apps", "Notifications", "General"} <= {each.name for each in things if each.role == "list item"}


def test_the_first_start(session: Session, program: Program) -> None:
    program.forget_settings()
    program.start()
    things = heard(session, "Welcome to Outage Notifier", "Which apps do you use?")
    assert unnamed(things) == []
    assert {"Start watching", "Not now"} <= {each.name for each in things if "button" in each.role}
    assert any("WhatsApp" in each.name for each in things if each.role in ("list item", "check box"))
