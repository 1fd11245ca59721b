"""The one snapshot that every view shows."""

from datetime import timedelta

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from notifier.app.view_state import ViewState
from notifier.core.model import Snapshot
from tests.ui.samples import NOW, snapshot, status

REAL = snapshot(status("whatsapp"), status("tiktok"))
PRACTICE = replace(REAL, practice=True, time=NOW + timedelta(days=3))


class Scene:
    """A view that was there from the beginning."""

    def __init__(self) -> None:
        self.view = ViewState(lambda: NOW)
        self.shown: list[Snapshot] = []
        self.view.follow(self.shown.append)


@pytest.fixture
def scene(qtbot: QtBot) -> Scene:
    return Scene()


def test_all_views_show_one_value_whenever_they_come(scene: Scene) -> None:
    scene.view.show(REAL)
    late = list[Snapshot]()
    scene.view.follow(late.append)
    assert scene.shown == late == [REAL]
    scene.view.refresh()
    assert scene.shown == late == [REAL, REAL], "times in words change without news"


def test_a_practice_takes_the_place_of_the_real_world_and_gives_it_back(scene: Scene) -> None:
    scene.view.show(REAL)
    scene.view.begin_practice()
    assert scene.view.snapshot is REAL, "until there is something to show"
    scene.view.show(PRACTICE)
    newer = replace(REAL, time=NOW + timedelta(seconds=1))
    scene.view.show(newer)
    assert scene.shown == [REAL, PRACTICE]
    assert scene.view.real is newer
    scene.view.end_practice()
    scene.view.show(PRACTICE)  # it was on its way
    assert scene.shown == [REAL, PRACTICE, newer]


def test_time_is_that_of_the_world_that_is_shown(scene: Scene) -> None:
    assert scene.view.now() == NOW
    scene.view.begin_practice()
    scene.view.show(PRACTICE)
    assert scene.view.now() == PRACTICE.time
    scene.view.end_practice()
    assert scene.view.snapshot is None
    assert scene.view.now() == NOW
