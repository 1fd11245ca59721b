"""The tray and its menu: what they show of a snapshot, and what they pass on."""

from datetime import timedelta

import msgspec
import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from notifier.core.commands import Pause, Resume
from notifier.core.model import LineState, LineStatus, Scope, Snapshot, State, Verdict
from notifier.ui.icons import Look
from notifier.ui.tray import Tray, look_of
from tests.ui.samples import NAMES, NOW, snapshot, status

# said by the test platform, which has no tray
pytestmark = [
    pytest.mark.usefixtures("english"),
    pytest.mark.qt_log_ignore("No such signal QPlatformNativeInterface"),
]


@pytest.fixture
def tray(qapp: object) -> Tray:
    return Tray(clock=lambda: NOW)


def rows(tray: Tray) -> list[QAction]:
    """The actions that are to be seen, without lines."""
    return [each for each in tray.menu.actions() if each.isVisible() and not each.isSeparator()]


def labels(tray: Tray) -> list[str]:
    return [each.text() for each in rows(tray)]


@pytest.mark.parametrize(
    ("shown", "look"),
    [
        (snapshot(), Look.OUTAGE),
        (snapshot(*map(status, NAMES)), Look.FINE),
        (snapshot(status("signal"), status("gopay", State.POSSIBLE)), Look.POSSIBLE),
        (snapshot(status("signal"), status("gopay", State.SLOW)), Look.SLOW),
        (snapshot(status("signal"), status("gopay", State.MAINTENANCE)), Look.SLOW),
        (snapshot(status("signal", State.UNKNOWN)), Look.UNKNOWN),
        (snapshot(line=LineState.OFFLINE), Look.OFFLINE),
        (snapshot(line=LineState.LOSSY), Look.OFFLINE),
        (snapshot(line=LineState.ASLEEP), Look.UNKNOWN),
        (snapshot(paused=True, line=LineState.OFFLINE), Look.PAUSED),
        (Snapshot(NOW, LineStatus(LineState.ONLINE)), Look.UNKNOWN),
    ],
)
def test_the_look_of_a_snapshot(tray: Tray, shown: Snapshot, look: Look) -> None:
    tray.show_snapshot(shown)
    assert tray.look is look


def test_what_is_old_looks_old() -> None:
    assert look_of(snapshot(), NOW + timedelta(minutes=16)) is Look.STALE


def test_the_icon_ages_by_itself(qapp: object) -> None:
    time = [NOW]
    tray = Tray(clock=lambda: time[0])
    tray.show_snapshot(snapshot(*map(status, NAMES)))
    time[0] += timedelta(hours=1)
    tray.refresh()
    assert tray.look is Look.STALE
    assert "Last checked" in tray.tool_tip


def test_the_tooltip_is_the_sentence(tray: Tray) -> None:
    tray.show_snapshot(snapshot())
    assert tray.tool_tip.startswith("WhatsApp has been down for everyone since ")
    assert "6 others fine." in tray.tool_tip


def test_the_menu_lists_problems_first(tray: Tray) -> None:
    tray.show_snapshot(snapshot(status("gopay"), status("signal", State.SLOW), status("tiktok", State.OUTAGE)))
    shown = labels(tray)
    assert shown[0].startswith("TikTok — unreachable from here since")
    assert shown[1].startswith("Signal — slow since")
    assert shown[2:] == ["GoPay — works", "&Check now", "&Pause", "&History", "&Settings…", "&Quit"]


def test_an_ampersand_is_no_shortcut_and_no_line_breaks_the_menu(tray: Tray) -> None:
    odd = msgspec.structs.replace(status("signal"), name="A&B\n<b>C</b>")
    tray.show_snapshot(snapshot(odd))
    assert labels(tray)[0] == "A&&B <b>C</b> — works"


def test_a_service_opens_its_incident(tray: Tray, qtbot: QtBot) -> None:
    tray.show_snapshot(snapshot())
    with qtbot.waitSignal(tray.open_incident) as told:
        rows(tray)[0].trigger()
    assert told.args == ["whatsapp", "whatsapp-20260302T140200"]
    with qtbot.waitSignal(tray.open_incident) as told:
        rows(tray)[1].trigger()
    assert told.args == ["gopay", ""]


@pytest.mark.parametrize(("place", "seconds"), [(0, 3600.0), (1, 28_800.0), (2, None)])
def test_pausing(tray: Tray, qtbot: QtBot, place: int, seconds: float | None) -> None:
    tray.show_snapshot(snapshot())
    pause = next(each for each in tray.menu.findChildren(QMenu) if each.title() == "&Pause")
    with qtbot.waitSignal(tray.commanded) as given:
        pause.actions()[place].trigger()
    assert given.args == [Pause(seconds)]


def test_a_pause_can_be_ended_and_nothing_else_begun(tray: Tray, qtbot: QtBot) -> None:
    tray.show_snapshot(snapshot(paused=True))
    shown = {each.text(): each for each in rows(tray)}
    assert labels(tray)[0] == "Checking is paused until you resume it."
    assert "&Pause" not in shown
    assert not shown["&Check now"].isEnabled()
    with qtbot.waitSignal(tray.commanded) as given:
        shown["&Resume checking"].trigger()
    assert given.args == [Resume()]


@pytest.mark.parametrize(
    ("words", "signal"),
    [("&Check now", "commanded"), ("&History", "open_history"), ("&Settings…", "open_settings"), ("&Quit", "quit")],
)
def test_what_can_be_done(tray: Tray, qtbot: QtBot, words: str, signal: str) -> None:
    tray.show_snapshot(snapshot())
    with qtbot.waitSignal(getattr(tray, signal)):
        next(each for each in rows(tray) if each.text() == words).trigger()


def test_a_left_click_opens_the_history(tray: Tray, qtbot: QtBot) -> None:
    icon = tray.findChild(QSystemTrayIcon)
    assert icon is not None
    with qtbot.waitSignal(tray.open_history):
        icon.activated.emit(QSystemTrayIcon.ActivationReason.Trigger)
    with qtbot.assertNotEmitted(tray.open_history):
        icon.activated.emit(QSystemTrayIcon.ActivationReason.Context)


def test_the_menu_keeps_its_rows_so_that_it_does_not_flicker(tray: Tray) -> None:
    tray.show_snapshot(snapshot())
    before = rows(tray)
    tray.show_snapshot(snapshot(*map(status, NAMES)))
    assert rows(tray) == before
    tray.show_snapshot(snapshot(status("signal")))
    assert labels(tray)[0] == "Signal — works"
    assert len(rows(tray)) == 6


def test_a_long_list_ends_somewhere(tray: Tray) -> None:
    many = [msgspec.structs.replace(status("signal"), id=f"s{number}", name=f"S{number:02}") for number in range(40)]
    tray.show_snapshot(snapshot(*many))
    assert len(rows(tray)) == 15 + 5


def test_nothing_watched_says_what_to_do(tray: Tray) -> None:
    tray.show_snapshot(Snapshot(NOW, LineStatus(LineState.ONLINE)))
    assert labels(tray)[0] == "No services are watched yet. Pick the apps you use in the settings."
    assert not rows(tray)[0].isEnabled()


def test_the_menu_speaks_another_language_at_once(tray: Tray, indonesian: None) -> None:
    tray.show_snapshot(snapshot(status("signal", State.OUTAGE, Scope.EVERYONE)))
    assert "Signal — down untuk semua orang sejak" in labels(tray)[0]


def test_practice_is_said(tray: Tray) -> None:
    tray.show_snapshot(snapshot(practice=True))
    assert tray.tool_tip.startswith("Practice: ")


def test_the_tray_is_shown_and_hidden(tray: Tray) -> None:
    tray.show()
    assert tray.is_shown()
    tray.hide()
    assert not tray.is_shown()
    assert isinstance(Tray.available(), bool)


def test_a_verdict_without_a_beginning_has_words(tray: Tray) -> None:
    odd = msgspec.structs.replace(status("signal"), verdict=Verdict("signal", State.OUTAGE, NOW))
    tray.show_snapshot(snapshot(odd))
    assert labels(tray)[0].startswith("Signal — unreachable from here since ")
