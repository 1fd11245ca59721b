"""When the anchors are read: together with what is doubtful, and never put off for long."""

import random

import pytest

from notifier.engine.conditions import Conditions
from notifier.engine.line import WatchedLine
from notifier.engine.schedule import Schedule
from tests.core.making import T, anchored


def made(started_s: float, due_s: float) -> tuple[WatchedLine, Schedule]:
    """A line whose anchors were begun and are planned then."""
    line, schedule = WatchedLine(Conditions(anchored(), random.Random(1))), Schedule()
    for slot in line.slots.values():
        slot.started_s = started_s
        schedule.plan(slot, due_s)
    return line, schedule


def ask(line: WatchedLine, schedule: Schedule, now_s: float, with_s: float) -> float:
    for slot, due_s, hastens in line.ask(now_s, with_s).reads:
        (schedule.hasten if hastens else schedule.plan)(slot, due_s)
    (due,) = {slot.due_s for slot in line.slots.values()}
    return due


@pytest.mark.parametrize(
    ("due_s", "with_s", "read_s"),
    [
        (5.0, 6.0, 6.0),  # shortly before what is doubtful is read again: then
        (60.0, 6.0, 6.0),
        (5.0, 12.0, 5.0),  # politeness allows both
        (5.0, float("inf"), 5.0),
    ],
)
def test_anchors_that_are_planned_shortly_before_a_re_read_are_read_with_it(
    due_s: float, with_s: float, read_s: float
) -> None:
    line, schedule = made(T, T + due_s)
    assert ask(line, schedule, T + 1.0, T + with_s) == T + read_s


def test_many_doubtful_ones_do_not_put_the_anchors_off_again_and_again() -> None:
    line, schedule = made(T, T + 5.0)
    due_s = [ask(line, schedule, T + 1.0 + number, T + 6.0 + number) for number in range(4)]
    assert due_s == [T + 6.0, T + 7.0, T + 8.0, T + 5.0], "as soon as they may be read"
