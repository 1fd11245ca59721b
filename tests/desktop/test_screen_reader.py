"""What a screen reader hears of the real windows, over AT-SPI: sentences, names for all buttons, images described."""

import pytest

from tests.desktop.accessible import unnamed
from tests.desktop.program import NAME, Program
from tests.desktop.session import Session
from tests.waiting import until

pytestmark = pytest.mark.desktop


def test_the_main_window_and_the_settings(session: Session, program: Program) -> None:
    item = program.start_well()
    session.click(item)
    things = session.reader.hear("Outage Notifier", f"{NAME} works.")
    assert unnamed(things) == []
    names = [each.name for each in things]
    (sentence,) = [each for each in names if f"{NAME} works." in each]
    in_order = [sentence, "Watched services", "All services, with their last 30 days", "Outages"]
    assert sorted(in_order, key=names.index) == in_order
    rows = [each.name for each in things if each.role == "list item"]
    assert any(each.startswith(f"{NAME}. Works. Last checked") for each in rows), rows
    until(lambda: session.reader.press("Outage Notifier", "Settings…"), 30, "the button")
    things = session.reader.hear("Settings", "Only the 1 watched")
    assert unnamed(things) == []
    assert {"Apps", "Notifications", "General"} <= {each.name for each in things if each.role == "list item"}


def test_the_first_start(session: Session, program: Program) -> None:
    program.forget_settings()
    program.start()
    things = session.reader.hear("Welcome to Outage Notifier", "Which apps do you use?")
    assert unnamed(things) == []
    assert {"Start watching", "Not now"} <= {each.name for each in things if "button" in each.role}
    assert any("WhatsApp" in each.name for each in things if each.role in ("list item", "check box"))
