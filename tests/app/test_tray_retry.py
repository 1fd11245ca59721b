import pytest
from pytestqt.qtbot import QtBot

from notifier.app.tray_retry import OFTEN, PATIENCE, RARELY_MS, TrayRetry
from notifier.ui.tray import Tray


class StageTray(Tray):
    """A tray icon on a desktop that does as the test says."""

    there = False
    shown = False

    @staticmethod
    def available() -> bool:
        return StageTray.there

    def show(self) -> None:
        self.shown = True

    def is_shown(self) -> bool:
        return self.shown


class Desktop:
    def __init__(self) -> None:
        StageTray.there = False
        self.host = False
        self.looks = 0
        self.missing = 0
        self.made: list[StageTray] = []
        self.retry = TrayRetry(StageTray, self._has_host, retry_ms=1)
        self.retry.made.connect(self.made.append)
        self.retry.missing.connect(self._on_missing)

    def _has_host(self) -> bool:
        self.looks += 1
        return self.host

    def _on_missing(self) -> None:
        self.missing += 1


@pytest.fixture
def desktop(qtbot: QtBot) -> Desktop:
    return Desktop()


def test_where_there_is_a_tray_the_icon_is_shown_at_once(desktop: Desktop) -> None:
    desktop.host = StageTray.there = True
    desktop.retry.begin()
    assert [each.shown for each in desktop.made] == [True]
    assert desktop.retry.pace_ms == 0


def test_no_icon_is_made_before_there_is_a_host(desktop: Desktop, qtbot: QtBot) -> None:
    desktop.retry.begin()
    qtbot.waitUntil(lambda: desktop.looks >= 2)
    assert desktop.made == []
    desktop.host = True
    qtbot.waitUntil(lambda: bool(desktop.made))
    assert [each.shown for each in desktop.made] == [False]
    StageTray.there = True
    qtbot.waitUntil(lambda: desktop.retry.pace_ms == 0)
    assert [each.shown for each in desktop.made] == [True]


def test_that_it_is_missing_is_told_once_and_the_pace_slows_down(desktop: Desktop, qtbot: QtBot) -> None:
    desktop.retry.begin()
    with qtbot.waitSignal(desktop.retry.missing):
        assert desktop.looks < PATIENCE
    qtbot.waitUntil(lambda: desktop.retry.pace_ms == RARELY_MS)
    assert desktop.looks == OFTEN
    assert desktop.missing == 1
    desktop.retry.close()
    assert desktop.retry.pace_ms == 0


def test_whoever_wants_the_icon_gets_it_once_now_or_later(desktop: Desktop) -> None:
    early, late = list[Tray](), list[Tray]()
    desktop.retry.when_made(early.append)
    desktop.host = StageTray.there = True
    desktop.retry.begin()
    desktop.retry.when_made(late.append)
    assert early == late == desktop.made


@pytest.mark.parametrize("independent", [True, False])
def test_a_balloon_needs_an_icon_and_a_way_of_its_own(
    desktop: Desktop, monkeypatch: pytest.MonkeyPatch, independent: bool
) -> None:
    told = list[tuple[str, ...]]()
    monkeypatch.setattr(StageTray, "show_message", lambda tray, *words: told.append(words))
    monkeypatch.setattr("notifier.app.tray_retry.balloon_is_independent", lambda: independent)
    assert not desktop.retry.show_balloon("title", "body")
    desktop.host = StageTray.there = True
    desktop.retry.begin()
    monkeypatch.setattr("notifier.app.tray_retry.balloon_is_independent", lambda: not independent)
    assert desktop.retry.show_balloon("title", "body") is independent, "as it was when the icon was made"
    assert told == [("title", "body")] * independent
