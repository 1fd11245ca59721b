import pytest
from pytestqt.qtbot import QtBot

from notifier.app.placing import OFTEN, PATIENCE, RARELY_MS, Placing
from notifier.ui.tray import Tray


class LateTray(Tray):
    """A tray that comes when the test says so."""

    there = False

    @staticmethod
    def available() -> bool:
        return LateTray.there

    def show(self) -> None:
        self.shown = True


@pytest.fixture
def tray(qtbot: QtBot) -> LateTray:
    LateTray.there = False
    made = LateTray()
    made.shown = False
    return made


def test_where_there_is_a_tray_the_icon_is_shown_at_once(tray: LateTray) -> None:
    LateTray.there = True
    placing = Placing(tray)
    placing.begin()
    assert tray.shown
    assert not placing._timer.isActive()


def test_a_tray_that_comes_late_gets_the_icon_and_that_it_was_missing_is_told_once(tray: LateTray) -> None:
    placing = Placing(tray)
    told = list[bool]()
    placing.missing.connect(lambda: told.append(True))
    placing.begin()
    for _ in range(PATIENCE - 2):
        placing._try()
    assert told == []
    for _ in range(OFTEN):
        placing._try()
    assert told == [True]
    assert placing._timer.isActive()
    assert placing._timer.interval() == RARELY_MS
    LateTray.there = True
    placing._try()
    assert tray.shown
    assert not placing._timer.isActive()
