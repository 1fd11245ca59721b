"""Which addresses of a name fail: who is tried next, what it is worth, what is said of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifier.core.addresses import by_turn
from notifier.core.failure import FailureKind
from notifier.core.model import LineState, ReasonKind, State
from notifier.core.numbers import OUTAGE_AT, RECHECKS_S
from notifier.core.service.context import Context
from notifier.core.service.decision import decide
from notifier.core.service.evidence import ServiceEvidence
from notifier.core.service.reasons import LineView, reasons_for
from notifier.core.target.servers import NONE, Server, all_answer_again, in_part, met, only, tried, weight
from notifier.core.target.states import CALM
from tests.core.making import T, track
from tests.core.service.test_weighing import weigh

FOUR = ("192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4")
BOTH = ("2001:db8::1", "192.0.2.1")


def after(*readings: tuple[str, bool]) -> tuple[Server, ...]:
    """What is known after these readings, five seconds apart: address, and whether it failed."""
    servers = NONE
    for number, (address, failed) in enumerate(readings):
        servers = met(servers, address, T + 5 * number, 0.005, failed=failed)
    return servers


def test_failures_of_an_address_are_not_refuted_by_what_another_answers() -> None:
    one = after(("a", True), ("b", False), ("a", True), ("b", False))
    assert [(each.address, each.failed) for each in one] == [("a", 2), ("b", 0)]
    assert weight(one) == pytest.approx(2 * weight(after(("a", True), ("b", False))))
    assert weight(after(("a", True), ("b", False), ("a", False))) == 0.0
    assert weight(after(("a", True), ("b", True))) == 0.0, "all that is known fails: that is no part"


def test_what_is_known_of_no_address_or_comes_late_changes_nothing() -> None:
    known = after(("a", True), ("b", False))
    assert met(known, "", T + 60, 0.005, failed=True) is known
    assert met(known, "b", T - 60, 0.005, failed=True) is known


def test_at_least_as_many_must_answer_as_fail() -> None:
    assert not in_part(NONE)
    assert not in_part(after(("a", True)))
    assert not in_part(after(("a", False)))
    assert in_part(after(("a", True), ("b", False)))
    assert not in_part(after(("a", True), ("b", True), ("c", False)))


def test_what_stuck_to_addresses_is_over_when_each_has_answered_twice() -> None:
    proven = after(*[("a", True), ("b", False)] * 4)
    assert [all_answer_again(proven, count) for count in (3, 4)] == [False, True]
    assert all_answer_again(met(proven, "a", T + 60, 0.005, failed=False), 4)
    assert not all_answer_again(after(*[("a", True), ("b", False)] * 3), 100), "that may be a share of all requests"


def test_a_family_is_named_only_where_all_of_it_fails_and_all_of_the_other_answers() -> None:
    six, four = BOTH
    assert only(after((six, True), (four, False))) == "IPv6"
    assert only(after((six, False), (four, True))) == "IPv4"
    assert only(after((six, True), (four, True))) == ""
    assert only(after(("192.0.2.1", True), ("192.0.2.2", False))) == ""
    assert only(after((six, True), (four, False), ("192.0.2.2", True))) == ""
    assert only(NONE) == ""


ADDRESSES = st.lists(st.sampled_from([*FOUR, *BOTH[:1], "2001:db8::2"]), unique=True, min_size=1)


@given(ADDRESSES, ADDRESSES)
def test_what_was_not_tried_comes_first_then_what_was_tried_longest_ago(all_of: list[str], met_: list[str]) -> None:
    order = by_turn(all_of, met_)
    assert sorted(order) == sorted(all_of)
    fresh = [each for each in order if each not in met_]
    assert order[: len(fresh)] == fresh
    assert order[len(fresh) :] == [each for each in met_ if each in all_of]
    others = [":" in each for each in fresh]
    newest_is_six = ":" in met_[-1]
    assert others == sorted(others, key=lambda is_six: is_six is newest_is_six), "the other family first"
    assert by_turn(all_of, ()) == all_of


def doubted(addresses: tuple[str, ...], bad: tuple[str, ...], readings: int) -> list[State]:
    """A target whose addresses are read in turn, as the engine does; what is decided after each reading."""
    kept = track()
    states = []
    (target,) = kept.targets.values()
    times = [0.0, *RECHECKS_S, *(60.0 + 30.0 * number for number in range(1, 200))]
    for start_s in times[:readings]:
        (address, *_) = by_turn(addresses, tried(target.servers))
        target.looked(T + start_s, target.outcome)  # type: ignore[arg-type]
        if address in bad:
            target.failed_at(T + start_s, None, "", address)
        else:
            target.answered(T + start_s, 80.0, address=address)
        states.append(decide(kept, Context(), lambda _: True, T + start_s).verdict.state)
    return states


@pytest.mark.parametrize("bad", [FOUR[:1], FOUR[:2], (FOUR[0], FOUR[2])])
def test_one_or_two_dead_addresses_of_four_are_possible_and_never_an_outage(bad: tuple[str, ...]) -> None:
    states = doubted(FOUR, bad, 60)
    assert State.POSSIBLE in states
    assert State.OUTAGE not in states
    if len(bad) == 2:
        assert State.POSSIBLE in states[:7], "within a minute"


def test_all_dead_addresses_are_an_outage_after_four_failures() -> None:
    assert doubted(FOUR, FOUR, 4)[-1] is State.OUTAGE


def test_ipv6_alone_is_possible_and_said() -> None:
    states = doubted(BOTH, BOTH[:1], 60)
    assert State.POSSIBLE in states[:9]
    assert State.OUTAGE not in states


def in_doubt(*readings: tuple[str, bool]) -> ServiceEvidence:
    kept = track()
    (target,) = kept.targets.values()
    for number, (address, failed) in enumerate(readings):
        if failed:
            target.failed_at(T + 10 * number, None, "", address)
        else:
            target.answered(T + 10 * number, 80.0, address=address)
    return kept


@pytest.mark.parametrize(
    ("addresses", "count", "total", "text"), [(FOUR[:2], 1, 2, ""), (BOTH, 1, 2, "IPv6"), (BOTH[::-1], 1, 2, "IPv4")]
)
def test_the_reasons_say_which(addresses: tuple[str, ...], count: int, total: int, text: str) -> None:
    kept = in_doubt((addresses[0], True), (addresses[1], False), (addresses[0], True))
    told = reasons_for(kept, State.POSSIBLE, Context(), LineView(LineState.ONLINE, 6, 6))
    (reason,) = [each for each in told if each.kind is ReasonKind.SOME_SERVERS]
    assert (reason.component, reason.count, reason.total, reason.text) == ("web", count, total, text)


@pytest.mark.parametrize(
    ("addresses", "bad", "blocked"), [(FOUR, 1, False), (FOUR, 2, False), (FOUR, 3, True), (BOTH, 1, True)]
)
def test_somebody_elses_certificate_at_one_of_several_servers_is_no_block(
    addresses: tuple[str, ...], bad: int, blocked: bool
) -> None:
    kept = track()
    (target,) = kept.targets.values()
    for number, address in enumerate(addresses):
        if number < bad:
            target.failed_at(T + 10 * number, FailureKind.CERTIFICATE, "self-signed certificate", address)
        else:
            target.answered(T + 10 * number, 80.0, address=address)
    kinds = [each.kind for each in reasons_for(kept, State.POSSIBLE, Context(), LineView(LineState.ONLINE, 6, 6))]
    assert (ReasonKind.NOT_ITS_OWN in kinds) is blocked
    assert ReasonKind.SOME_SERVERS in kinds


def test_it_weighs_like_failures_of_the_address_and_stays_below_an_outage() -> None:
    kept = in_doubt(*[("a", True), ("b", False)] * 4)
    assert weigh(kept, seconds=80).partial >= OUTAGE_AT
    kept = in_doubt(*[("a", True), ("b", False)] * 40)
    weighed = weigh(kept, seconds=800)
    assert weighed.partial >= OUTAGE_AT
    assert (weighed.own, weighed.total) == (0.0, 0.0)


def test_nothing_is_remembered_of_a_doubt_that_is_over() -> None:
    kept = in_doubt(("a", True), *[("b", False)] * 12)
    (target,) = kept.targets.values()
    assert (target.state, target.servers) == (CALM, NONE)
