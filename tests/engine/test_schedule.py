"""The schedule: no host twice within 5 s, four connections at most, whatever is asked of it."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifier.core.model import Source
from notifier.engine.schedule import NEVER, TOGETHER, Schedule, Slot, Together
from notifier.probes.tcp import TcpTarget

SOON = Together(0.05)


def slot(host: str = "a", port: int = 1) -> Slot:
    return Slot(Source.PROBE, "acme", "web", TcpTarget(host, port))


def test_what_is_planned_is_due_then_and_once() -> None:
    schedule, one = Schedule(), slot()
    assert schedule.next_due() == NEVER
    schedule.plan(one, 100.0)
    assert schedule.next_due() == 100.0
    assert schedule.take(99.0) == []
    assert schedule.take(100.0) == [one]
    assert (one.flying, one.started_s, one.due_s) == (1, 100.0, NEVER)
    assert schedule.next_due() == NEVER


def test_a_later_plan_replaces_the_former_and_haste_only_hastens() -> None:
    schedule, one = Schedule(), slot()
    schedule.plan(one, 100.0)
    schedule.plan(one, 200.0)
    schedule.hasten(one, 300.0)
    assert schedule.next_due() == 200.0
    schedule.hasten(one, 150.0)
    assert schedule.take(199.0) == [one]
    schedule.done(one)
    schedule.plan(one, 300.0)
    schedule.plan(one, NEVER)
    assert schedule.next_due() == NEVER
    assert schedule.take(1000.0) == []


@pytest.mark.parametrize("source", [Source.PAGE, Source.REGION, Source.REPORTS])
def test_what_is_being_read_is_not_read_at_the_same_time_again(source: Source) -> None:
    schedule, one = Schedule(), Slot(source, "acme", "web", TcpTarget("a", 1))
    schedule.plan(one, 0.0)
    assert schedule.take(10.0) == [one]
    schedule.plan(one, 20.0)
    assert schedule.take(20.0) == []
    schedule.done(one)
    assert schedule.take(schedule.next_due()) == [one]


@pytest.mark.parametrize("source", [Source.PROBE, Source.ANCHOR])
def test_what_hangs_is_read_again_but_not_by_more_than_four_connections(source: Source) -> None:
    schedule, one = Schedule(), Slot(source, "acme", "web", TcpTarget("a", 1))
    for number in range(4):
        schedule.plan(one, 10.0 * number)
        assert schedule.take(10.0 * number + 5.0) == [one]
    assert (one.flying, one.started_s) == (4, 35.0)
    schedule.plan(one, 50.0)
    assert schedule.take(50.0) == []
    schedule.done(one)
    assert schedule.take(schedule.next_due()) == [one]
    assert one.is_awaited(51.0)


def read_before(host: str, at_s: float, due_s: float, source: Source = Source.PROBE) -> Slot:
    """Give a slot that was read at a time, and is due again."""
    one = Slot(source, "acme", "web", TcpTarget(host, 1))
    one.started_s, one.due_s = at_s, due_s
    return one


def planned(*slots: Slot) -> Schedule:
    schedule = Schedule()
    for each in slots:
        schedule.plan(each, each.due_s)
    return schedule


def test_ordinary_readings_that_are_due_soon_go_together() -> None:
    due, soon, later = (read_before(host, 70.0, due_s) for host, due_s in (("a", 100.0), ("b", 101.4), ("c", 101.7)))
    schedule = planned(later, due, soon)
    assert schedule.take(99.9, SOON) == []
    assert schedule.take(100.0, SOON) == [due, soon]
    assert (soon.started_s, soon.flying, soon.due_s) == (100.0, 1, NEVER)
    assert schedule.next_due() == 101.7


def test_each_comes_in_its_own_time_where_that_is_not_asked_for() -> None:
    due, soon = read_before("a", 70.0, 100.0), read_before("b", 70.0, 100.1)
    schedule = planned(due, soon)
    assert schedule.take(100.0) == [due]
    assert schedule.next_due() == 100.1


def test_no_more_than_a_few_go_together() -> None:
    slots = [read_before(f"host-{number}", 70.0, 100.0 + number / 100) for number in range(8)]
    schedule = planned(*slots)
    assert schedule.take(100.0, SOON) == slots[:TOGETHER]
    assert schedule.take(100.05, SOON) == slots[TOGETHER : 2 * TOGETHER]


def test_more_go_together_and_earlier_where_that_is_asked_for() -> None:
    slots = [read_before(f"host-{number}", -200.0, 100.0 + 3.9 * number) for number in range(12)]
    assert planned(*slots).take(100.0, Together(0.1, 30.0, 6)) == slots[:6]
    assert planned(*slots[6:]).take(slots[6].due_s, Together(0.1, 15.0, 6)) == slots[6:10]


def test_the_first_services_that_were_never_read_go_with_the_anchors() -> None:
    now_s = 1e9
    anchors = [read_before(f"anchor-{number}", 0.0, now_s, Source.ANCHOR) for number in range(6)]
    round_ = [read_before(f"host-{number}", 0.0, now_s + number) for number in range(1, 6)]
    for each in round_:
        each.fresh = True
    schedule = planned(*reversed(round_), *anchors)
    assert schedule.take(now_s, SOON) == [*anchors, *round_[:TOGETHER]]
    assert schedule.next_due() == round_[TOGETHER].due_s
    anchor, on_purpose = read_before("anchor", 0.0, now_s, Source.ANCHOR), read_before("host", 0.0, now_s + 5.0)
    assert planned(on_purpose, anchor).take(now_s, SOON) == [anchor]


def _doubted(one: Slot) -> None:
    one.fresh = True


def _hanging(one: Slot) -> None:
    one.flying = 1


def _asked_to_wait(one: Slot) -> None:
    one.asked_to_wait_until_s = one.due_s


@pytest.mark.parametrize("make_special", [_doubted, _hanging, _asked_to_wait])
def test_what_is_not_in_its_ordinary_turn_is_never_early(make_special: Callable[[Slot], None]) -> None:
    due, special = read_before("a", 70.0, 100.0), read_before("b", 70.0, 100.1)
    make_special(special)
    schedule = planned(due, special)
    assert schedule.take(100.0, SOON) == [due]
    assert schedule.next_due() == 100.1


@pytest.mark.parametrize(
    "other",
    [
        read_before("a", 70.0, 100.1),  # of the same host
        read_before("b", 88.0, 100.1),  # a re-check's anchor
        read_before("b", 1.0, 116.0),  # after a long rest
        read_before("b", 70.0, 100.1, Source.PAGE),
    ],
)
def test_what_has_a_reason_for_its_time_keeps_it(other: Slot) -> None:
    due, due_s = read_before("a", 70.0, 100.0), other.due_s
    schedule = planned(due, other)
    assert schedule.take(100.0, SOON) == [due]
    assert schedule.next_due() == due_s


def test_what_is_due_soon_waits_while_its_host_has_four_open_connections() -> None:
    schedule, hanging = Schedule(), slot("a")
    for at_s in (1000.0, 1005.0, 1010.0, 1015.0):
        schedule.plan(hanging, at_s)
        assert schedule.take(at_s) == [hanging]
    due, soon = read_before("b", 1000.0, 1030.0), read_before("a", 980.0, 1030.5)
    for each in (due, soon):
        schedule.plan(each, each.due_s)
    assert schedule.take(1030.0, SOON) == [due]
    schedule.done(hanging)
    assert schedule.take(1030.5) == [soon]


PLANS = st.lists(
    st.tuples(st.integers(0, 11), st.sampled_from(["plan", "hasten", "never", "done"]), st.floats(0.0, 30.0)),
    max_size=120,
)


@given(PLANS, st.floats(0.01, 4.0), st.sampled_from([0.0, 0.05, 0.5]))
def test_politeness_holds_for_any_plan(plans: list[tuple[int, str, float]], step_s: float, early: float) -> None:
    schedule = Schedule()
    slots = [slot(host, port) for host in ("a", "b", "c") for port in range(4)]
    now_s = 1000.0
    starts: dict[str, list[float]] = {}
    flying: list[Slot] = []
    for number, what, seconds in plans:
        chosen = slots[number]
        match what:
            case "plan":
                schedule.plan(chosen, now_s + seconds)
            case "hasten":
                schedule.hasten(chosen, now_s)
            case "never":
                schedule.plan(chosen, NEVER)
            case _:
                if flying:
                    schedule.done(flying.pop(number % len(flying)))
        now_s += step_s
        for taken in schedule.take(now_s, Together(early)):
            flying.append(taken)
            starts.setdefault(taken.host, []).append(now_s)
        for host in ("a", "b", "c"):
            assert sum(each.host == host for each in flying) <= 4
    for times in starts.values():
        assert all(later - earlier >= 5.0 for earlier, later in pairwise(times))


@given(st.lists(st.floats(0.0, 100.0), min_size=1, max_size=12))
def test_nothing_that_is_planned_is_forgotten(times: list[float]) -> None:
    schedule = Schedule()
    slots = [slot("same", number) for number in range(len(times))]
    for each, due_s in zip(slots, times, strict=True):
        schedule.plan(each, 1000.0 + due_s)
    read: set[int] = set()
    while (due_s := schedule.next_due()) != NEVER:
        for each in schedule.take(due_s):
            read.add(id(each))
            schedule.done(each)
    assert len(read) == len(slots)
