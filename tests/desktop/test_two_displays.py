"""The program runs on one display of the user's, and is started on another: it says where it is, and can be moved."""

import sys

import pytest

from tests.desktop.program import Program
from tests.desktop.session import Session
from tests.waiting import until

pytestmark = [pytest.mark.desktop, pytest.mark.fault("two sessions of one user")]

BOX = "Outage Notifier"


def test_a_start_on_another_display_says_where_it_runs_and_moves_it(program: Program, session: Session) -> None:
    """Until now a window opened where nobody looked, and here nothing was to be seen."""
    program.start_well()
    first, there = program.process, session.environment["DISPLAY"]
    before = session.windows()
    session.go_to_another_display()

    left = session.start(sys.executable, "-m", "notifier", *program.folders)
    until(lambda: BOX in session.windows(), 30, "the box")
    session.press("Escape")
    assert left.wait(30) == 2
    assert f"already runs in another session of yours (display {there})" in program.said()
    assert "outage-notifier quit" in program.said()
    assert first.poll() is None
    here, session.environment["DISPLAY"] = session.environment["DISPLAY"], there
    assert session.windows() == before, "no window opens where nobody asked for one"
    session.environment["DISPLAY"] = here

    program.launch()
    until(lambda: BOX in session.windows(), 30, "the box")
    session.press("alt+m")
    assert first.wait(30) == 0
    until(lambda: BOX not in session.windows(), 30, "the box is gone")
    until(session.tray_items, 30, "the item in the tray")
    assert program.start_again() == 0, "the one that runs here takes it"
    until(session.windows, 30, "its window, here")
    program.end()


def test_the_box_ends_with_its_terminal(program: Program, session: Session) -> None:
    program.start_well()
    first = program.process
    session.go_to_another_display()
    program.launch()
    until(lambda: BOX in session.windows(), 30, "the box")
    program.process.terminate()
    assert program.process.wait(10) == 2
    assert first.poll() is None
