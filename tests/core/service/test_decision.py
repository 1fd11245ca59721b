"""One decision for both: the engine that watches, and a person who asks and waits."""

import msgspec
import pytest

from notifier.core.model import Cause, ReasonKind, Rule, Scope, State, Verdict
from notifier.core.service.context import Context
from notifier.core.service.decision import decide
from notifier.core.service.evidence import ServiceEvidence
from notifier.core.service.reasons import LineView
from notifier.core.service.verdict import explained
from notifier.core.words import LineState
from tests.core.making import T, answer, at, fail, service, track, wall

WATCHING = Context(country="ID")
ASKED = msgspec.structs.replace(WATCHING, asked=True)
GOOD_LINE = LineView(LineState.ONLINE, 6, 6)


def said(kept: ServiceEvidence, seconds: float, context: Context = ASKED, *, vouches: bool = True) -> Verdict:
    return decide(kept, context, lambda _newest: vouches, T + seconds).verdict


def reasons(kept: ServiceEvidence, verdict: Verdict) -> list[ReasonKind]:
    return [each.kind for each in explained(verdict, kept, ASKED, GOOD_LINE).reasons]


def failed(*times: float, trusted: bool = True) -> ServiceEvidence:
    kept = track(trusted=trusted)
    for seconds in times:
        for target in kept.targets.values():
            fail(target, seconds)
    return kept


@pytest.mark.parametrize(("times", "proven"), [((0,), False), ((0, 5, 10), False), ((0, 5, 10, 15), True)])
def test_who_asks_hears_of_an_outage_where_the_engine_would_and_before_of_a_possible_one(
    times: tuple[float, ...], proven: bool
) -> None:
    watched, asked = failed(*times), failed(*times)
    verdict = said(asked, times[-1])
    assert said(watched, times[-1], WATCHING).state is (State.OUTAGE if proven else State.OK)
    assert (verdict.state, verdict.since) == (State.OUTAGE if proven else State.POSSIBLE, at(0))
    assert (ReasonKind.UNPROVEN in reasons(asked, verdict)) is not proven
    assert ReasonKind.PROBES_FAILED in reasons(asked, verdict)


def test_without_the_lines_word_it_is_possible_and_waits() -> None:
    kept = failed(0, 5, 10, 15)
    decision = decide(kept, ASKED, lambda _newest: False, T + 15)
    assert (decision.verdict.state, decision.waits) == (State.POSSIBLE, True)
    assert said(kept, 15).state is State.OUTAGE


def test_what_never_answered_from_here_is_possible_at_most() -> None:
    kept = failed(*range(0, 100, 5), trusted=False)
    verdict = said(kept, 95)
    assert verdict.state is State.POSSIBLE
    assert {ReasonKind.UNTRUSTED, ReasonKind.PROBES_FAILED} <= set(reasons(kept, verdict))
    assert ReasonKind.UNPROVEN not in reasons(kept, verdict), "more tries would prove no more"
    assert said(failed(*range(0, 100, 5), trusted=False), 95, WATCHING).state is State.UNKNOWN


def test_an_answer_is_no_problem_and_a_wall_tells_nothing() -> None:
    kept = failed(0)
    assert said(kept, 0).state is State.POSSIBLE
    answered = failed(0)
    for target in answered.targets.values():
        answer(target, 5)
    assert said(answered, 5).state is State.OK
    walled = track(trusted=False)
    for target in walled.targets.values():
        wall(target, 0)
    assert said(walled, 0).state is State.UNKNOWN


@pytest.mark.parametrize(
    ("rule", "failing", "state"),
    [(Rule.ANY, 2, State.OK), (Rule.MOST, 1, State.OK), (Rule.MOST, 2, State.POSSIBLE), (Rule.ALL, 1, State.POSSIBLE)],
)
def test_the_rule_of_a_component_holds_for_who_asks(rule: Rule, failing: int, state: State) -> None:
    kept = track(service(("web", rule, 3)))
    for number, target in enumerate(kept.targets.values()):
        (fail if number < failing else answer)(target, 0)
    assert said(kept, 0).state is state


def test_what_was_begun_before_a_first_failure_by_the_users_network_and_fails_later_is_the_networks_too() -> None:
    kept = failed(15)
    assert said(kept, 15, msgspec.structs.replace(WATCHING, of_network=True)).state is State.OK
    for seconds in (0, 5):  # they hung
        for target in kept.targets.values():
            fail(target, seconds)
    assert said(kept, 20, WATCHING).state is State.OK
    for target in kept.targets.values():
        fail(target, 10)  # it hung for longer
    assert said(kept, 25, WATCHING).state is State.OK
    assert said(failed(15, 0, 5, 10), 20, WATCHING).state is State.OUTAGE


def test_what_fails_by_the_users_network_is_possible_at_most_and_says_whose_it_is() -> None:
    network = msgspec.structs.replace(WATCHING, cause=Cause.NAMES, of_network=True, witnesses_fail=4, witnesses=5)
    kept = failed(0, 5, 10, 15)
    verdict = said(kept, 15, network)
    assert (verdict.state, verdict.scope, verdict.since) == (State.POSSIBLE, Scope.NETWORK, at(0))
    reason = explained(verdict, kept, network, GOOD_LINE).reasons[-1]
    assert (reason.kind, reason.count, reason.total, reason.text) == (ReasonKind.WITNESSES_FAIL, 4, 5, "names")
    shown = failed(0, 5, 10, 15)
    assert said(shown, 15, WATCHING).state is State.OUTAGE
    assert said(shown, 20, network).state is State.POSSIBLE, "it was said before anybody knew"
    assert said(shown, 25, network).scope is Scope.NETWORK
    assert said(shown, 30, WATCHING).state is State.POSSIBLE, "what failed meanwhile was the network's"
    for target in shown.targets.values():
        wall(target, 35)
    assert said(shown, 35, WATCHING).state is State.POSSIBLE, "what does not tell makes it no worse"
    for seconds, state in ((40, State.POSSIBLE), (45, State.POSSIBLE), (50, State.POSSIBLE), (55, State.OUTAGE)):
        for target in shown.targets.values():
            fail(target, seconds)
        verdict = said(shown, seconds, WATCHING)
        assert verdict.state is state, "one failure more is none of a run while the network failed"
    assert verdict.since == at(40), "the network is over, and it fails since then by itself"


def test_what_failed_by_the_network_is_over_as_anything_is_or_begins_with_what_fails_since() -> None:
    network = msgspec.structs.replace(WATCHING, cause=Cause.NAMES, of_network=True)
    kept = failed(0, 5, 10, 15)
    assert said(kept, 15, network).state is State.POSSIBLE
    (target,) = kept.targets.values()
    fail(target, 200)  # the network was over before anybody decided
    assert said(kept, 200, WATCHING).state is State.POSSIBLE
    assert target.bad_run is not None
    assert (target.bad_run.count, target.bad_run.since_s) == (1, T + 200)
    answer(target, 205)
    assert said(kept, 205, WATCHING).state is State.POSSIBLE
    answer(target, 235)
    assert said(kept, 235, WATCHING).state is State.OK


def test_an_outage_that_is_not_the_networks_after_all_stands_when_the_event_is_over() -> None:
    network = msgspec.structs.replace(WATCHING, cause=Cause.NETWORK, of_network=True)
    kept = failed(0, 5, 10, 15)
    assert said(kept, 15, network).state is State.POSSIBLE
    (target,) = kept.targets.values()
    fail(target, 20)
    several = msgspec.structs.replace(WATCHING, cause=Cause.SEVERAL)
    assert said(kept, 20, several).state is State.OUTAGE, "the witnesses failed in a burst of the line's"
    verdict = said(kept, 140, WATCHING)
    assert (verdict.state, verdict.since) == (State.OUTAGE, at(0))


def test_what_the_network_explained_proves_nothing_of_the_services_next_form_either() -> None:
    network = msgspec.structs.replace(WATCHING, cause=Cause.NAMES, of_network=True, witnesses_fail=4, witnesses=5)
    before = failed(0, 5, 10, 15)
    assert said(before, 15, network).state is State.POSSIBLE
    kept = track(trusted=False)
    kept.inherit(before, same_page=False)
    assert said(kept, 30, WATCHING).state is State.POSSIBLE, "nothing was read since"
    for seconds, state in ((40, State.POSSIBLE), (45, State.POSSIBLE), (50, State.POSSIBLE), (55, State.OUTAGE)):
        for target in kept.targets.values():
            fail(target, seconds)
        assert said(kept, seconds, WATCHING).state is state


def test_nothing_is_said_while_witnesses_are_awaited() -> None:
    kept = failed(0, 5, 10, 15)
    pending = msgspec.structs.replace(WATCHING, pending=True)
    decision = decide(kept, pending, lambda _newest: True, T + 15)
    assert (decision.verdict.state, decision.waits) == (State.OK, True)
    told = msgspec.structs.replace(WATCHING, witnesses_fail=1, witnesses=5)
    verdict = said(kept, 15, told)
    assert verdict.state is State.OUTAGE
    reason = explained(verdict, kept, told, GOOD_LINE).reasons[-1]
    assert (reason.kind, reason.count, reason.total) == (ReasonKind.WITNESSES_WORK, 4, 5)
