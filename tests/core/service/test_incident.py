"""Incidents: every opened one closes or stays open, and its begin never moves forward."""

from hypothesis import given
from hypothesis import strategies as st

from notifier.core.model import SEVERITY, Incident, Scope, State
from notifier.core.service.incident import PROBLEMS, grouped, incident_id, step
from tests.core.making import at, incident, verdict

VERDICTS = st.lists(
    st.tuples(
        st.sampled_from(list(State)),
        st.sampled_from(list(Scope)),
        st.floats(0.0, 100.0),
        st.one_of(st.none(), st.floats(0.0, 500.0)),
        st.sets(st.sampled_from(["web", "chat", "media"])),
        st.booleans(),
    ),
    max_size=40,
)


@given(VERDICTS)
def test_every_incident_closes_or_is_open_and_only_grows(
    steps: list[tuple[State, Scope, float, float | None, set[str], bool]],
) -> None:
    was: Incident | None = None
    seconds = 500.0
    for state, scope, pause_s, before_s, components, official in steps:
        seconds += pause_s
        since = None if before_s is None else at(seconds - before_s)
        news = verdict(
            state, seconds, scope=scope, since=since, components=tuple(sorted(components)), official=official
        )
        current = step(was, news)
        if state is State.SLOW and was is not None and was.worst is not State.SLOW:
            assert current is not None
            assert (current.id, current.worst) == (was.id, was.worst), "what was worse than slow is over"
            assert current.until is not None
            assert was.since <= current.until
            was = step(current, news)
            assert was is not None
            assert (was.worst, was.until) == (State.SLOW, None)
            continue
        if state in PROBLEMS:
            assert current is not None
            assert current.until is None
            assert SEVERITY[current.worst] >= SEVERITY[state]
            assert set(news.components) <= set(current.components)
        if was is None:
            assert (current is None) is (state not in PROBLEMS)
            was = current
            continue
        assert current is not None
        assert current.id == was.id
        assert current.since <= was.since or SEVERITY[current.worst] > SEVERITY[was.worst], "what is worse began then"
        assert SEVERITY[current.worst] >= SEVERITY[was.worst]
        assert current.official or not was.official
        assert (current.until is not None) is (state is State.OK)
        assert current.until is None or current.until >= current.since
        if state in (State.UNKNOWN, State.MAINTENANCE):
            assert current is was, "unknown in between is no change (rule 12)"
        was = current if current.until is None else None


def test_the_name_is_made_of_the_service_and_the_first_bad_reading() -> None:
    opened = step(None, verdict(State.OUTAGE, 60, since=at(0), components=("web",), before=True))
    assert opened is not None
    assert opened.id == incident_id("acme", at(0))
    assert (opened.since, opened.confirmed, opened.before) == (at(0), at(60), True)
    practice = step(None, verdict(State.OUTAGE, 60, since=at(0)), practice=True)
    assert practice is not None
    assert practice.practice
    assert practice.id == f"practice-{opened.id}"


def test_it_ends_at_the_time_that_the_ok_carries() -> None:
    ended = step(incident(), verdict(State.OK, 90, since=at(60)))
    assert ended is not None
    assert ended.until == at(60)
    without = step(incident(), verdict(State.OK, 90))
    assert without is not None
    assert without.until == at(90)


def test_what_was_possible_and_becomes_an_outage_is_confirmed_then() -> None:
    possible = step(
        None, verdict(State.POSSIBLE, 10, components=("web", "chat"), scope=Scope.REGION, countries=("ID",))
    )
    worse = step(possible, verdict(State.OUTAGE, 20, components=("web",)))
    assert worse is not None
    assert (worse.worst, worse.confirmed, worse.components) == (State.OUTAGE, at(20), ("web",))
    assert (worse.scope, worse.countries) == (Scope.REGION, ("ID",)), "what is unclear now was known before"
    back = step(worse, verdict(State.POSSIBLE, 30, components=("chat",), scope=Scope.EVERYONE))
    assert back is not None
    assert (back.worst, back.confirmed, back.components) == (State.OUTAGE, at(20), ("web", "chat"))
    assert back.scope is Scope.REGION


def test_an_outage_is_not_so_old_as_the_slowness_before_it() -> None:
    slow = step(None, verdict(State.SLOW, 700, since=at(600)))
    down = step(slow, verdict(State.OUTAGE, 4300, since=at(4200)))
    assert slow is not None
    assert down is not None
    assert (down.id, down.since) == (slow.id, at(4200))
    assert (down.milder, down.milder_since) == (State.SLOW, at(600))
    assert (slow.milder, slow.milder_since) == (None, None)
    possible = step(slow, verdict(State.POSSIBLE, 900, since=at(800)))
    worse = step(possible, verdict(State.OUTAGE, 4300, since=at(4200)))
    assert worse is not None
    assert (worse.milder, worse.milder_since) == (State.SLOW, at(600)), "as what it began"
    sure = step(step(None, verdict(State.POSSIBLE, 20, since=at(0))), verdict(State.OUTAGE, 40, since=at(0)))
    assert sure is not None
    assert sure.milder is None, "it was the same problem all the time"
    over = step(down, verdict(State.SLOW, 5000, since=at(600)), over=at(4900))
    assert over is not None
    assert (over.since, over.until) == (at(4200), at(4900)), "it works again"
    left = step(over, verdict(State.SLOW, 5000, since=at(4900)))
    assert left is not None
    assert (left.since, left.worst, left.until) == (at(4900), State.SLOW, None), "what is left of it is slow"
    again = step(left, verdict(State.OUTAGE, 9000, since=at(8900)))
    assert again is not None
    assert (again.since, again.milder_since) == (at(8900), at(4900)), "another outage, with a begin of its own"


def test_after_a_closed_one_a_new_one_begins() -> None:
    closed = incident(until=at(50))
    assert step(closed, verdict(State.OK, 60)) is None
    again = step(closed, verdict(State.SLOW, 70, since=at(70)))
    assert again is not None
    assert again.since == at(70)


def test_incidents_of_an_owner_that_begin_shortly_after_each_other_are_one() -> None:
    first = grouped(incident(0), [])
    assert first.group == first.id
    assert grouped(incident(60, "sister"), [incident(-500), first]).group == first.id
    assert grouped(incident(60, "sister"), [incident(0)]).group == "acme-0"
    assert grouped(incident(121, "sister"), [first]).group == "sister-121"
    assert grouped(incident(-1, "sister"), [first]).group == "sister--1", "what began before it is no part of it"
    assert grouped(first, [incident(-10, "sister")]) is first


def test_nobody_joins_ten_minutes_after_the_first_though_the_first_may_be_over() -> None:
    def named(seconds: float, name: str, group: str = "") -> Incident:
        return incident(seconds, name, id=incident_id(name, at(seconds)), group=group)

    first = named(0, "acme")
    open_still = named(500, "sister", group=first.id)
    assert grouped(named(599, "cousin"), [open_still]).group == first.id
    late = named(601, "cousin")
    assert grouped(late, [open_still]).group == late.id
