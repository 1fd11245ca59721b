import pytest
from pytestqt.qtbot import QtBot

from notifier.app.placing import OFTEN, PATIENCE, RARELY_MS, Placing
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


class Desktop:
    def __init__(self) -> None:
        StageTray.there = False
        self.host = False
        self.missing = 0
        self.made: list[StageTray] = []
        self.placing = Placing(StageTray, lambda: self.host)
        self.placing.made.connect(self.made.append)
        self.placing.missing.connect(self._on_missing)

    def _on_missing(self) -> None:
        self.missing += 1


@pytest.fixture
def desktop(qtbot: QtBot) -> Desktop:
    return Desktop()


def test_where_there_is_a_tray_the_icon_is_shown_at_once(desktop: Desktop) -> None:
    desktop.host = StageTray.there = True
    desktop.placing.begin()
    assert [each.shown for each in desktop.made] == [True]
    assert not desktop.placing._timer.isActive()


def test_no_icon_is_made_before_there_is_a_host(desktop: Desktop) -> None:
    desktop.placing.begin()
    desktop.placing._try()
    assert desktop.made == []
    desktop.host = True
    desktop.placing._try()
    desktop.placing._try()
    assert len(desktop.made) == 1
    assert [each.shown for each in desktop.made] == [False]
    StageTray.there = True
    desktop.placing._try()
    assert [each.shown for each in desktop.made] == [True]
    assert not desktop.placing._timer.isActive()


def test_that_it_is_missing_is_told_once_and_the_pace_slows_down(desktop: Desktop) -> None:
    desktop.placing.begin()
    for _ in range(PATIENCE - 2):
        desktop.placing._try()
    assert desktop.missing == 0
    for _ in range(OFTEN):
        desktop.placing._try()
    assert desktop.missing == 1
    assert desktop.placing._timer.isActive()
    assert desktop.placing._timer.interval() == RARELY_MS
    desktop.placing.close()
    assert not desktop.placing._timer.isActive()
