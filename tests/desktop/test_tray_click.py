"""The icon in a real tray: a click shows the window and hides it again, and an outage has its dot until then."""

from pathlib import Path

import pytest
from PySide6.QtGui import QColor

from notifier.ui.icons import UNSEEN_FILL
from tests.desktop.program import NAME, Internet, Program
from tests.desktop.session import Session
from tests.desktop.waiting import until

pytestmark = pytest.mark.desktop

WINDOW = "Outage Notifier"


def has_dot(session: Session, item: tuple[str, str]) -> bool:
    color = QColor(UNSEEN_FILL)
    dot = bytes((255, color.red(), color.green(), color.blue()))
    _width, pixels = max(session.icon(item))
    return any(pixels[place : place + 4] == dot for place in range(0, len(pixels), 4))


def test_a_click_shows_the_window_and_takes_the_dot_away(session: Session, internet: Internet, tmp_path: Path) -> None:
    program = Program(session, internet, tmp_path / "program")
    item = program.start()
    until(lambda: f"{NAME} works" in session.tooltip(item), 60, "a tooltip without a problem")
    assert not has_dot(session, item)
    internet.service.die()
    until(lambda: f"{NAME} has been unreachable" in session.tooltip(item), 60, "the outage")
    until(lambda: has_dot(session, item), 5, "the dot")
    session.click(item)
    until(lambda: WINDOW in session.windows(), 20, "the window")
    until(lambda: not has_dot(session, item), 5, "no dot once it was looked at")
    session.click(item)
    until(lambda: WINDOW not in session.windows(), 20, "no window")
    session.click(item)
    until(lambda: WINDOW in session.windows(), 20, "the window again")
    assert "Traceback" not in program.said()
