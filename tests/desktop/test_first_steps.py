"""The first minutes on a desktop without a tray: what was ticked is kept, an address is looked into, and it can end."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.world import Server
from tests.desktop.program import NAME, Internet, Program
from tests.desktop.session import Session
from tests.waiting import until

pytestmark = pytest.mark.desktop

WINDOW, WELCOME, SETTINGS, ADDRESS = "Outage Notifier", "Welcome to Outage Notifier", "Settings", "Add an address"


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """A desktop without a tray."""
    with Session(tmp_path / "session", tray=False) as started:
        yield started


def is_open(session: Session, window: str) -> bool:
    """Some desktops' windows have the program's name behind their own."""
    return any(each.startswith(window) for each in session.windows())


def press(session: Session, window: str, button: str) -> None:
    until(lambda: session.reader.press(window, button), 30, f"{button!r} in {window!r}")


def wait_for(session: Session, window: str, words: str) -> None:
    def says() -> bool:
        return any(words in each for each in session.reader.texts(window))

    until(says, 60, f"{words!r} in {window!r}: {session.reader.texts(window)}")


def test_what_was_ticked_is_kept_after_esc_and_watched_with_a_click(session: Session, program: Program) -> None:
    program.forget_settings()
    program.launch()
    until(lambda: is_open(session, WELCOME), 30, "the first start")
    assert not is_open(session, WINDOW), "nothing lies over it"
    session.press("space")
    wait_for(session, WELCOME, "1 app chosen")
    session.press("Escape")
    wait_for(session, WELCOME, "Otherwise your choice is kept for later")
    session.press("Escape")
    until(lambda: not is_open(session, WELCOME), 30, "it is closed")
    until(lambda: "ticked=" in program.kept_places(), 30, "what was ticked, on the disk")

    assert program.start_again() == 0
    press(session, WINDOW, "Pick apps…")
    wait_for(session, WELCOME, "1 app chosen")
    press(session, WELCOME, "Start watching")
    press(session, "Is it down elsewhere, too?", "No")
    wait_for(session, "Outage Notifier", "Start when I log in")
    press(session, "Outage Notifier", "Done")
    session.ear.wait(lambda note: note.summary == "Watching 1 app from now on", 30, "that it watches")
    until(lambda: is_open(session, WINDOW), 30, "the window, in the tray's place")
    session.press("ctrl+q")
    assert program.ends() == 0
    assert "Traceback" not in program.said()


@pytest.mark.takes(20)
def test_a_page_is_found_behind_an_address_and_the_program_ends_by_its_menu_and_by_command(
    session: Session, internet: Internet, program: Program
) -> None:
    page = Server("127.8.0.1")
    page.be_page()
    program.launch()
    wait_for(session, WINDOW, f"{NAME} works.")
    press(session, WINDOW, "Settings…")
    press(session, SETTINGS, "Add an address…")
    until(lambda: is_open(session, ADDRESS), 30, "the dialog")
    session.write(f"http://127.8.0.1:{page.port}/")
    session.press("Return")
    until(lambda: not is_open(session, ADDRESS), 30, "it is added")
    until(lambda: "statuspage" in program.own_services(), 30, "its official page, which is looked for meanwhile")
    assert "/api/v2/summary.json" in page.asked
    page.die()
    assert "has ended" in program.told("quit")
    assert program.ends() == 0

    program.launch()
    wait_for(session, WINDOW, "Checked")
    assert program.start_again() == 0  # in front, with the keys
    until(lambda: session.in_front().startswith(WINDOW), 30, "the focus")
    session.press("alt+m", "q")
    assert program.ends() == 0
    assert "Traceback" not in program.said()
