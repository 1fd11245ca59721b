import gc
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from notifier.bridge.garbage_collection import GarbageCollection


@pytest.fixture
def garbage(qtbot: QtBot) -> Iterator[GarbageCollection]:
    made = GarbageCollection(period_ms=1)
    yield made
    made.close()
    assert gc.isenabled()


def test_the_collector_is_off_and_the_timer_collects(garbage: GarbageCollection, qtbot: QtBot) -> None:
    assert not gc.isenabled()
    rings = []
    for _ in range(3000):
        ring: list[object] = []
        ring.append(ring)
        rings.append(ring)
    rings.clear()
    before = gc.get_stats()[0]["collections"]
    qtbot.waitUntil(lambda: sum(each["collections"] for each in gc.get_stats()) > before)


def test_what_was_there_soon_after_the_start_is_not_looked_at_again(
    garbage: GarbageCollection, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    gc.unfreeze()
    monkeypatch.setattr("notifier.bridge.garbage_collection.STARTED_MS", 1)
    garbage.settle()
    assert gc.get_freeze_count() == 0, "the first readings come first"
    qtbot.waitUntil(lambda: gc.get_freeze_count() > 0)


def test_what_nobody_uses_is_given_back_when_it_has_settled_and_again(
    garbage: GarbageCollection, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[int] = []
    monkeypatch.setattr("notifier.bridge.garbage_collection.give_back", lambda: given.append(len(given)))
    monkeypatch.setattr("notifier.bridge.garbage_collection.SETTLED_MS", 1)
    monkeypatch.setattr("notifier.bridge.garbage_collection.AGAIN_MS", 5)
    garbage.settle()
    qtbot.waitUntil(lambda: len(given) >= 3)
    garbage.close()
