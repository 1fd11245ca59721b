"""A wrong clock is recognised by several owners' dates, and hinders where certificates are refused for theirs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifier.config.anchors import DEFAULT_ANCHORS
from notifier.core.failure import FailureKind
from notifier.core.line.clock import FRESH_S, OFF_S, ClockEvidence
from notifier.core.line.guard import LineGuard
from notifier.core.model import LineState, Outcome, Reading, Source
from tests.core.making import T, at

YEARS = 40 * 365 * 86_400.0
HOURS = 3 * 3600.0


def dated(ahead_s: float | None = None) -> Reading:
    return Reading(Source.ANCHOR, "", "anchor", "http://check.example/", at(0), Outcome.OK, ahead_s=ahead_s)


def refused(outcome: Outcome = Outcome.FAILED) -> Reading:
    kind = FailureKind.CERTIFICATE
    return Reading(Source.PROBE, "", "web", "https://a.example/", at(0), outcome, kind, dates_refused=True)


def accepted() -> Reading:
    return Reading(Source.PROBE, "", "web", "https://a.example/", at(0), Outcome.OK)


def told(*ahead_s: float, now_s: float = T) -> ClockEvidence:
    clock = ClockEvidence()
    for number, each in enumerate(ahead_s):
        clock.take(f"owner {number}", dated(each), now_s, anchor=True)
    return clock


@pytest.mark.parametrize(
    ("ahead_s", "off_s"),
    [
        ((), 0.0),
        ((HOURS,), 0.0),  # one may be wrong itself
        ((HOURS, HOURS + 2.0), HOURS + 1.0),
        ((-HOURS, -HOURS), -HOURS),
        ((OFF_S, OFF_S), 0.0),
        ((OFF_S + 1.0, OFF_S + 1.0), OFF_S + 1.0),
        ((HOURS, 0.0), 0.0),  # they contradict each other
        ((HOURS, HOURS, 0.0), HOURS),
        ((HOURS, -HOURS, 0.0), 0.0),
        ((HOURS, HOURS, 0.0, 1.0), 0.0),
    ],
)
def test_by_how_much_it_is_off_is_what_most_owners_agree_on(ahead_s: tuple[float, ...], off_s: float) -> None:
    assert told(*ahead_s).ahead_s(T) == pytest.approx(off_s)


@given(st.lists(st.floats(-OFF_S, OFF_S), max_size=8), st.floats(-YEARS, YEARS))
def test_no_one_owner_makes_it_wrong(right: list[float], wrong: float) -> None:
    assert told(*right, wrong).ahead_s(T) == 0.0 or not right


def test_what_is_old_tells_nothing() -> None:
    clock = told(HOURS, HOURS)
    assert clock.ahead_s(T + FRESH_S) == HOURS
    assert clock.ahead_s(T + FRESH_S + 1.0) == 0.0


def test_a_wrong_clock_alone_hinders_nothing() -> None:
    assert not told(YEARS, YEARS).hinders(T)


def test_years_hinder_with_one_certificate_hours_with_those_of_two_owners() -> None:
    far, near = told(YEARS, YEARS), told(HOURS, HOURS)
    assert far.take("Acme", refused(), T) is Outcome.UNVERIFIABLE
    assert far.hinders(T)
    near.take("Acme", refused(), T)
    assert not near.hinders(T)
    near.take("Other", refused(), T)
    assert near.hinders(T)


def test_it_hinders_until_it_is_right_again() -> None:
    clock = told(YEARS, YEARS)
    clock.take("Acme", refused(), T)
    assert clock.hinders(T)
    for each in ("owner 0", "owner 1"):
        clock.take(each, dated(YEARS), T + 2 * FRESH_S)
    assert clock.hinders(T + 2 * FRESH_S)  # nobody asks the services meanwhile
    for each in ("owner 0", "owner 1"):
        clock.take(each, dated(0.2), T + 2 * FRESH_S + 10)
    assert not clock.hinders(T + 2 * FRESH_S + 10)


def test_expired_certificates_of_many_are_their_own_while_the_dates_are_right() -> None:
    clock = told(0.0, 0.0)
    for owner in ("Acme", "Other", "Third"):
        clock.take(owner, refused(), T)
        clock.take(owner, refused(), T, anchor=True)
    assert not clock.hinders(T)


def test_without_dates_all_certificates_of_anchors_at_once_tell() -> None:
    clock = ClockEvidence()
    clock.take("Acme", refused(), T)
    clock.take("Other", refused(), T)
    assert not clock.hinders(T)  # no anchor's, that are read on
    clock.take("Acme", refused(), T, anchor=True)
    assert not clock.hinders(T)
    clock.take("Other", refused(), T, anchor=True)
    assert clock.hinders(T)
    assert clock.take("Third", accepted(), T) is Outcome.OK
    assert not clock.hinders(T)


def test_one_that_is_accepted_is_not_refused_any_more() -> None:
    clock = told(HOURS, HOURS)
    clock.take("Acme", refused(), T)
    clock.take("Acme", accepted(), T)
    clock.take("Other", refused(), T)
    assert not clock.hinders(T)


def test_what_was_heard_before_a_gap_is_dropped() -> None:
    clock = told(YEARS, YEARS)
    clock.take("Acme", refused(), T)
    assert clock.hinders(T)
    clock.forget()
    assert clock.ahead_s(T) == 0.0
    assert not clock.hinders(T)


def test_the_line_is_judged_by_it_and_offline_comes_first() -> None:
    guard = LineGuard(DEFAULT_ANCHORS)
    guard.clock.take("Acme", refused(), T)

    def look(seconds: float, ahead_s: float, failure: FailureKind | None = None) -> LineState:
        for key, each in guard.tracks.items():
            if failure is None:
                guard.clock.take(each.anchor.owner, dated(ahead_s), T + seconds, anchor=True)
            outcome = Outcome.FAILED if failure else Outcome.OK
            guard.read(key, outcome, failure, T + seconds, T + seconds)
        return guard.state

    assert look(1, YEARS) is LineState.WRONG_CLOCK
    assert not guard.vouches_since(T)
    assert look(61, YEARS, FailureKind.UNREACHABLE) is LineState.OFFLINE
    assert look(121, YEARS) is LineState.WRONG_CLOCK
    assert look(181, 0.0) is LineState.ONLINE
    guard.forget()
    assert guard.clock.ahead_s(T + 181) == 0.0
