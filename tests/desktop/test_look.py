"""The windows look as the desktop's own programs do, and follow its settings, without GTK in the program."""

from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

from tests.desktop.program import NAME, Program
from tests.desktop.session import Session
from tests.waiting import until

pytestmark = pytest.mark.desktop

SMALL = 'Gtk/FontName "DejaVu Sans 10"\nNet/ThemeName "Adwaita"\nNet/CursorBlink 0\n'
LARGE = 'Gtk/FontName "DejaVu Serif 15"\nNet/ThemeName "Adwaita"\nNet/CursorBlink 0\n'
DARK = 'Gtk/FontName "DejaVu Sans 11"\nNet/ThemeName "HighContrastInverse"\nNet/CursorBlink 0\n'
WINDOW = "Outage Notifier"
WELCOME = "Welcome to Outage Notifier"
BELOW_THE_PANEL = (0, 40, 1280, 760)
INSIDE = (500, 560, 80, 80)
"""A part of the history without letters."""


def welcome(session: Session, program: Program) -> bytes:
    """Give what the screen shows once the first window has come to rest."""
    program.launch()
    until(lambda: "Which apps do you use?" in session.reader.texts(WELCOME), 30, f"the welcome: {program.said()}")
    until(lambda: WELCOME in session.in_front(), 30, "the welcome in front, which is drawn otherwise")
    return program.at_rest(lambda: session.picture(*BELOW_THE_PANEL))


@pytest.mark.parametrize("settings", [LARGE, DARK])
def test_a_window_is_the_same_picture_as_with_gtk(session: Session, program: Program, settings: str) -> None:
    program.forget_settings()
    session.be_told(settings)
    session.environment["QT_QPA_PLATFORMTHEME"] = "gtk3"  # the user's own word
    with_gtk = welcome(session, program)
    assert "libgtk-3" in program.loaded()
    program.kill()
    program.forget_settings()
    del session.environment["QT_QPA_PLATFORMTHEME"]
    welcome(session, program)
    assert "libgtk" not in program.loaded()
    like = QImage.fromData(with_gtk)
    until(lambda: QImage.fromData(session.picture(*BELOW_THE_PANEL)) == like, 30, "the same picture as with GTK")


def lightness(session: Session) -> int:
    pixel = QImage.fromData(session.picture(*INSIDE)).scaled(1, 1).pixel(0, 0)
    return QColor.fromRgb(pixel).lightness()


def test_an_open_window_follows_letters_and_colours(session: Session, program: Program) -> None:
    session.be_told(SMALL)
    item = program.start_well()
    session.click(item)
    small = until(lambda: session.reader.size(WINDOW, "Check now")[0], 30, "the window")
    until(lambda: lightness(session) > 200, 30, "a light window")
    session.be_told(LARGE)
    until(lambda: session.reader.size(WINDOW, "Check now")[0] > small * 1.3, 30, "larger letters")
    session.be_told(DARK)
    until(lambda: lightness(session) < 60, 30, "a dark window")
    until(lambda: session.reader.size(WINDOW, "Check now")[0] < small * 1.3, 30, "smaller letters")


@pytest.mark.takes(15)
def test_a_file_is_asked_for_in_the_desktops_own_dialog(session: Session, program: Program) -> None:
    item = program.start_well()
    session.click(item)
    until(lambda: session.reader.press(WINDOW, "Settings…"), 30, "the settings")
    until(lambda: "Settings" in session.in_front(), 30, "the settings in front")
    session.press("ctrl+f")
    session.write("Export my list")
    session.press("Return")
    until(lambda: session.reader.press("Settings", "Export my list…"), 30, "the button")
    until(lambda: "Export my list" in session.windows(), 30, "the dialog")
    assert "libgtk" not in program.loaded()
    session.press("Return")
    file = Path(session.environment["HOME"], "outage-notifier.json")
    until(lambda: file.exists() and NAME in file.read_text("utf-8"), 30, "the list in a file")
    until(lambda: any("outage-notifier.json" in each for each in session.reader.texts("Settings")), 30, "that is said")
    until(lambda: session.reader.press("Settings", "Import a list…"), 30, "the button")
    until(lambda: "Import a list" in session.windows(), 30, "the dialog")
    session.press("Escape")
    until(lambda: "Import a list" not in session.windows(), 30, "no dialog")
    until(lambda: session.reader.press("Settings", "Close"), 30, "the button behind it")
    until(lambda: not any("Settings" in each for each in session.windows()), 30, "no settings")
    assert "Traceback" not in program.said()
