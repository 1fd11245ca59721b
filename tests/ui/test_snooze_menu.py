"""The menu that snoozes: in the tray for all that fails, in the window for one service."""

from collections.abc import Callable
from datetime import UTC, timedelta

import msgspec
import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from notifier.core.advice.instead import Instead
from notifier.core.commands import EndSnooze, Snooze, TellEnd
from notifier.core.model import ServiceStatus, State, Telling
from notifier.ui.history.service_panel import ServicePanel
from notifier.ui.menu import TrayMenu
from notifier.ui.snooze_menu import SnoozeMenu
from notifier.words.names import Names
from notifier.words.times import Clock
from tests.ui import samples
from tests.ui.samples import NOW, snapshot, status

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

CLOCK = Clock(NOW, UTC)
TOLD = Telling(told=True)


def down(telling: Telling, name: str = "whatsapp") -> ServiceStatus:
    return msgspec.structs.replace(status(name, State.OUTAGE), telling=telling)


def offered(menu: QMenu) -> list[str]:
    return [each.text() for each in menu.actions() if each.isVisible()]


def press(menu: QMenu, words: str) -> None:
    next(each for each in menu.actions() if each.text() == words).trigger()


@pytest.fixture
def heard() -> tuple[list[object], Callable[[object], None]]:
    commands: list[object] = []
    return commands, commands.append


@pytest.mark.parametrize(
    ("telling", "fails", "words"),
    [
        (Telling(), False, []),
        (TOLD, True, ["For 1 hour", "For 8 hours", "Until it is back"]),
        (Telling(told=True, snoozed=True), True, ["End the snooze"]),
        (Telling(snoozed=True, until=NOW), False, ["End the snooze"]),
        (Telling(), True, ["Tell me when it is back"]),
        (Telling(awaited=True), True, ["Tell me when it is back"]),
        (
            Telling(told=True, end_untold=True),
            True,
            ["For 1 hour", "For 8 hours", "Until it is back", "Tell me when it is back"],
        ),
    ],
)
def test_what_is_offered(qtbot: QtBot, telling: Telling, fails: bool, words: list[str]) -> None:
    menu = SnoozeMenu()
    qtbot.addWidget(menu)
    assert menu.show_telling(telling, ("whatsapp",), fails=fails) is bool(words)
    assert offered(menu) == words
    assert all(each.isEnabled() is not telling.awaited for each in menu.actions() if each.isVisible())


def test_the_window_snoozes_the_service_that_is_shown(
    qtbot: QtBot, heard: tuple[list[object], Callable[[object], None]]
) -> None:
    panel = ServicePanel(Names(samples.service_of), Instead(samples.service_of))
    qtbot.addWidget(panel)
    panel.commanded.connect(heard[1])
    panel.show()
    head = panel.head
    panel.show_service(status("whatsapp"), snapshot(), CLOCK)
    assert not head.snooze.isVisible()
    panel.show_service(down(TOLD), snapshot(), CLOCK)
    assert head.snooze.isVisible()
    for words in offered(head.telling):
        press(head.telling, words)
    panel.show_service(down(Telling(told=True, snoozed=True, until=NOW + timedelta(minutes=20))), snapshot(), CLOCK)
    assert head.words.endswith("snoozed until 14:51")
    press(head.telling, "End the snooze")
    panel.show_service(down(Telling(told=True, snoozed=True)), snapshot(), CLOCK)
    assert head.words.endswith("snoozed until it is back")
    panel.show_service(down(Telling()), snapshot(), CLOCK)
    press(head.telling, "Tell me when it is back")
    panel.show_service(down(Telling(awaited=True)), snapshot(), CLOCK)
    assert head.words.endswith("you will be told when it is back")
    one = ("whatsapp",)
    assert heard[0] == [Snooze(one, 3600.0), Snooze(one, 28800.0), Snooze(one), EndSnooze(one), TellEnd("whatsapp")]


def snooze_of(menu: TrayMenu) -> QAction:
    (found,) = [each for each in menu.actions() if each.text() == "S&nooze"]
    return found


def test_the_tray_snoozes_all_that_fails(qtbot: QtBot, heard: tuple[list[object], Callable[[object], None]]) -> None:
    menu = TrayMenu()
    qtbot.addWidget(menu)
    menu.commanded.connect(heard[1])
    menu.show_snapshot(snapshot(status("whatsapp")), CLOCK)
    assert not snooze_of(menu).isVisible()
    menu.show_snapshot(snapshot(down(TOLD), status("tiktok")), CLOCK)
    assert snooze_of(menu).isVisible()
    inner = menu.findChildren(SnoozeMenu)[0]
    press(inner, "For 1 hour")
    menu.show_snapshot(snapshot(down(Telling(told=True, snoozed=True)), down(TOLD, "tiktok")), CLOCK)
    assert offered(inner) == ["For 1 hour", "For 8 hours", "Until it is back"], "one of them is not snoozed"
    menu.show_snapshot(snapshot(down(Telling(told=True, snoozed=True))), CLOCK)
    press(inner, "End the snooze")
    assert heard[0] == [Snooze((), 3600.0), EndSnooze()]
    menu.show_snapshot(snapshot(down(TOLD), practice=True), CLOCK)
    assert not snooze_of(menu).isVisible()
