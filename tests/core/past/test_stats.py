"""The arithmetic of days against one that looks at every minute by itself."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from notifier.core.model import Incident, LineState, Scope, State
from notifier.core.past import stats
from notifier.core.past.story import Stretch

START = datetime(2025, 3, 1, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
MINUTES = 400
"""All of the generated time; everything happens at whole minutes."""

minutes = st.integers(0, MINUTES)


def at(minute: int) -> datetime:
    return START + minute * MINUTE


def bounds(*cuts: int) -> list[stats.DayBounds]:
    first = date(2025, 3, 1)
    pairs = pairwise(cuts)
    return [stats.DayBounds(first + timedelta(days=k), at(a), at(b)) for k, (a, b) in enumerate(pairs)]


changes_of = {
    State: st.lists(st.tuples(minutes, st.sampled_from(State)), max_size=12).map(lambda each: sorted(each, key=first)),
    LineState: st.lists(st.tuples(minutes, st.sampled_from(LineState)), max_size=8).map(
        lambda each: sorted(each, key=first)
    ),
}


def first(pair: tuple[int, object]) -> int:
    return pair[0]


def test_changes_count_from_when_what_they_say_began_and_no_earlier_than_the_one_before() -> None:
    said = [
        (at(0), None, State.OK),
        (at(10), at(8), State.POSSIBLE),
        (at(11), at(8), State.OUTAGE),
        (at(20), at(19), State.OK),
        (at(30), at(5), State.OUTAGE),
        (at(40), at(41), State.OK),
    ]
    assert stats.since_begun(said) == [
        (at(0), State.OK),
        (at(8), State.OUTAGE),
        (at(19), State.OUTAGE),
        (at(40), State.OK),
    ]


def test_what_is_said_anew_is_one_stretch_until_something_else_or_nothing_is_said() -> None:
    said = [
        Stretch(at(0), at(5), State.OK),
        Stretch(at(5), at(8), State.OK),
        Stretch(at(8), at(9), State.OUTAGE),
        Stretch(at(9), at(12), State.OK),
        Stretch(at(20), at(25), State.OK),
    ]
    assert stats.joined(said) == (
        Stretch(at(0), at(8), State.OK),
        Stretch(at(8), at(9), State.OUTAGE),
        Stretch(at(9), at(12), State.OK),
        Stretch(at(20), at(25), State.OK),
    )
    assert stats.joined([]) == ()


spans = st.lists(st.tuples(minutes, minutes).map(sorted).map(tuple), max_size=8)


def brute_force(
    changes: list[tuple[int, State]],
    lines: list[tuple[int, LineState]],
    watched: list[tuple[int, int]],
    start: int,
    end: int,
) -> dict[State, timedelta]:
    result: dict[State, timedelta] = {}
    for minute in range(start, end):
        state = next((state for time, state in reversed(changes) if time <= minute), State.UNKNOWN)
        line = next((line for time, line in reversed(lines) if time <= minute), LineState.ONLINE)
        looked = any(a <= minute < b for a, b in watched)
        if looked and line is LineState.ONLINE and state is not State.UNKNOWN:
            result[state] = result.get(state, timedelta()) + MINUTE
    return result


@given(
    changes=changes_of[State],
    lines=changes_of[LineState],
    watched=spans,
    cuts=st.lists(minutes, min_size=2, max_size=5, unique=True).map(sorted),
)
def test_shares_are_what_looking_at_every_minute_gives(
    changes: list[tuple[int, State]],
    lines: list[tuple[int, LineState]],
    watched: list[tuple[int, int]],
    cuts: list[int],
) -> None:
    parts = stats.stretches(
        [(at(time), state) for time, state in changes],
        [(at(time), state) for time, state in lines],
        [stats.Span(at(a), at(b)) for a, b in watched],
    )
    for day, a, b in zip(stats.days(parts, bounds(*cuts)), cuts, cuts[1:], strict=False):
        times = brute_force(changes, lines, watched, a, b)
        assert stats.time_in_states(parts, at(a), at(b)) == times
        known = sum(times.values(), timedelta())
        for state in State:
            if state is not State.UNKNOWN:
                share = times.get(state, timedelta()) / known if known else 0.0
                assert getattr(day, state.value) == share


@given(left=spans, right=spans)
def test_common_time_is_the_time_that_lies_in_both(left: list[tuple[int, int]], right: list[tuple[int, int]]) -> None:
    both = stats.common(
        stats.merged(stats.Span(at(a), at(b)) for a, b in left),
        stats.merged(stats.Span(at(a), at(b)) for a, b in right),
    )
    assert both == stats.merged(both)
    for minute in range(MINUTES):
        expected = any(a <= minute < b for a, b in left) and any(a <= minute < b for a, b in right)
        assert any(span.start <= at(minute) < span.end for span in both) is expected


def test_nothing_known_is_no_uptime() -> None:
    assert stats.days([], bounds(0, 100))[0].ok == 0.0


def test_a_day_before_the_line_was_ever_judged_counts() -> None:
    parts = stats.stretches([(at(0), State.OK)], [], [stats.Span(at(0), at(100))])
    assert stats.days(parts, bounds(0, 200))[0].ok == 1.0


def incident(since: int, until: int | None) -> Incident:
    end = None if until is None else at(until)
    return Incident(f"i{since}-{until}", "whatsapp", at(since), end, State.OUTAGE, Scope.EVERYONE)


def test_length_of_an_incident() -> None:
    assert stats.length(incident(10, 25), at(300)) == 15 * MINUTE
    assert stats.length(incident(10, None), at(300)) == 290 * MINUTE
    assert stats.length(incident(10, None), at(5)) == timedelta()


def test_a_state_that_lasted_no_time_counts_for_nothing() -> None:
    changes = [(at(3), State.OUTAGE), (at(3), State.OK), (at(5), State.OUTAGE)]
    parts = stats.stretches(changes, [(at(0), LineState.ONLINE)], [stats.Span(at(0), at(8))])
    assert parts == [Stretch(at(3), at(5), State.OK), Stretch(at(5), at(8), State.OUTAGE)]
