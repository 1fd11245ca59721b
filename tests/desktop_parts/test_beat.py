"""The beat: timers of one period go off in the same moments, whenever each was begun."""

import time

import pytest
from pytestqt.qtbot import QtBot

from notifier.desktop.beat import ON_BATTERY, Beat

PERIOD_MS = 200


def test_beats_that_were_begun_at_different_times_come_together(qtbot: QtBot) -> None:
    heard: dict[str, list[float]] = {"one": [], "other": []}
    one, other = Beat(period_ms=PERIOD_MS), Beat(period_ms=PERIOD_MS)
    one.timeout.connect(lambda: heard["one"].append(time.monotonic()))
    other.timeout.connect(lambda: heard["other"].append(time.monotonic()))
    one.begin()
    qtbot.waitUntil(lambda: len(heard["one"]) == 1)
    qtbot.waitUntil(lambda: time.monotonic() % 0.2 > 0.08)
    other.begin()
    qtbot.waitUntil(lambda: len(heard["other"]) >= 3)
    off = [min(abs(moment - each) for each in heard["one"]) for moment in heard["other"][:2]]
    assert max(off) < PERIOD_MS / 4 / 1000, heard
    one.stop()
    other.stop()


def test_a_beat_that_was_stopped_is_not_heard_again(qtbot: QtBot) -> None:
    heard: list[str] = []
    one, other = Beat(period_ms=50), Beat(period_ms=50)
    one.timeout.connect(lambda: heard.append("one"))
    other.timeout.connect(lambda: heard.append("other"))
    one.begin()
    other.begin()
    one.stop()
    qtbot.waitUntil(lambda: len(heard) >= 3)
    assert set(heard) == {"other"}
    other.stop()


def test_on_battery_it_is_slower_and_afterwards_as_before(qtbot: QtBot) -> None:
    heard: list[float] = []
    one = Beat(period_ms=40)
    one.timeout.connect(lambda: heard.append(time.monotonic()))
    one.set_on_battery(True)
    assert not one.isActive(), "what was not begun does not begin by that"
    assert one.period_s == pytest.approx(0.04 * ON_BATTERY)
    one.begin()
    qtbot.waitUntil(lambda: len(heard) >= 3)
    assert heard[2] - heard[1] > 0.04 * ON_BATTERY / 2
    one.set_on_battery(False)
    assert one.period_s == pytest.approx(0.04)
    assert one.interval() <= 40
    one.stop()
