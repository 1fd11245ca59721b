"""Verdicts: what the evidence amounts to, and the rules that always hold."""

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from notifier.core.model import (
    CrowdReport,
    LineState,
    PageIncident,
    PageLevel,
    RegionReport,
    Rule,
    Scope,
    Stage,
    State,
    Verdict,
)
from notifier.core.outside.numbers import CROWD_ECHO_S
from notifier.core.service.context import Context
from notifier.core.service.decision import decide
from notifier.core.service.evidence import ServiceEvidence
from notifier.core.service.reasons import LineView
from notifier.core.service.verdict import explained, over
from tests.core.making import T, answer, at, fail, report, service, told, track, wall

ALONE = Context(country="ID")
GOOD_LINE = LineView(LineState.ONLINE, 6, 6)


def look(kept: ServiceEvidence, seconds: float, *, vouches: bool = True, context: Context = ALONE) -> Verdict:
    """Decide, as the engine does after every reading."""
    kept.say(decide(kept, context, lambda _newest: vouches, T + seconds).verdict)
    return kept.verdict


def break_it(kept: ServiceEvidence, seconds: float = 0.0) -> Verdict:
    """Let every target fail four times, as the re-checks find it."""
    for after in (0, 5, 15, 30):
        for target in kept.targets.values():
            fail(target, seconds + after)
        look(kept, seconds + after)
    return kept.verdict


def test_nothing_read_is_unknown_and_an_answer_is_ok() -> None:
    kept = track(trusted=False)
    assert look(kept, 0).state is State.UNKNOWN
    answer(kept.targets["tcp://web0.acme.example:443"], 1)
    verdict = look(kept, 1)
    assert (verdict.state, verdict.scope, verdict.components, verdict.since) == (State.OK, Scope.UNCLEAR, (), None)


def test_an_outage_since_its_first_bad_reading_and_its_confirmed_end() -> None:
    kept = track()
    (target,) = kept.targets.values()
    outage = break_it(kept)
    assert (outage.state, outage.components, outage.since) == (State.OUTAGE, ("web",), at(0))
    assert outage.confidence > 0.99
    answer(target, 60)
    assert look(kept, 60).state is State.OUTAGE
    answer(target, 90)
    ok = look(kept, 90)
    assert (ok.state, ok.since) == (State.OK, at(60))


def test_nothing_is_declared_while_the_line_does_not_vouch() -> None:
    kept = track()
    (target,) = kept.targets.values()
    for seconds in (0, 5, 15, 30, 60):
        fail(target, seconds)
        decision = decide(kept, ALONE, lambda _newest: False, T + seconds)
        assert decision.verdict.state is State.OK
    assert decision.waits
    assert look(kept, 60).state is State.OUTAGE


def test_unverifiable_is_not_failed_and_after_ten_minutes_unknown() -> None:
    kept = track()
    (target,) = kept.targets.values()
    for seconds in range(0, 660, 60):
        wall(target, seconds)
        assert look(kept, seconds).state is (State.UNKNOWN if seconds >= 600 else State.OK)


def test_an_outage_whose_targets_only_meet_bot_walls_ends_after_ten_minutes_as_unknown() -> None:
    kept = track()
    (target,) = kept.targets.values()
    break_it(kept)
    for seconds in range(60, 700, 30):
        wall(target, seconds)
        look(kept, seconds)
        assert kept.verdict.state is (State.OUTAGE if seconds < 660 else State.UNKNOWN)


def test_a_page_that_tells_something_is_enough_to_know() -> None:
    kept = track(service(page=True), trusted=False)
    told(kept, report())
    assert look(kept, 0).state is State.OK
    told(kept, report(PageLevel.UNKNOWN))
    assert look(kept, 0).state is State.UNKNOWN


@pytest.mark.parametrize(
    ("level", "state"),
    [
        (PageLevel.MAJOR_OUTAGE, State.OUTAGE),
        (PageLevel.PARTIAL_OUTAGE, State.POSSIBLE),
        (PageLevel.DEGRADED, State.SLOW),
        (PageLevel.OPERATIONAL, State.OK),
        (PageLevel.UNKNOWN, State.OK),
    ],
)
def test_the_pages_word(level: PageLevel, state: State) -> None:
    kept = track(service(page=True))
    told(kept, report(level, ("web", level), ("billing", PageLevel.OPERATIONAL)), 10)
    verdict = look(kept, 10)
    assert verdict.state is state
    assert verdict.official is (state is not State.OK)
    assert verdict.components == (("web",) if state is not State.OK else ())
    if state is State.OUTAGE:
        assert (verdict.scope, verdict.confidence, verdict.since) == (Scope.EVERYONE, 1.0, at(10))
    told(kept, report(), 200)
    after = look(kept, 200)
    assert after.state is State.OK
    assert after.since == (at(200) if state is not State.OK else None)


def test_an_official_outage_began_when_the_company_says() -> None:
    """Its own incident's start counts, not the time at which its page was read; that of another does not."""
    outage, note = PageLevel.MAJOR_OUTAGE, PageLevel.DEGRADED
    incidents = (
        PageIncident("1", "Down", Stage.IDENTIFIED, outage, started=at(-3600)),
        PageIncident("2", "Down too", Stage.IDENTIFIED, outage),
        PageIncident("3", "Old note", Stage.MONITORING, note, started=at(-86400)),
    )
    kept = track(service(page=True))
    told(kept, report(outage, ("web", outage), incidents=incidents), 10)
    assert look(kept, 10).since == at(-3600)


def test_an_official_outage_of_what_we_have_no_component_for_is_named_by_the_page() -> None:
    kept = track(service(page=True))
    told(kept, report(PageLevel.MAJOR_OUTAGE, ("q7", PageLevel.MAJOR_OUTAGE)))
    assert look(kept, 0).components == ("Q7",)


def test_a_page_counts_for_half_an_hour_after_it_became_unreadable() -> None:
    kept = track(service(page=True))
    told(kept, report(PageLevel.MAJOR_OUTAGE))
    kept.page.unreadable(T + 100, "?")
    assert look(kept, 100 + 1800).state is State.OUTAGE
    assert look(kept, 100 + 1801).state is State.OK


def test_a_green_page_hides_no_failing_probes_and_a_bad_page_no_more_than_they() -> None:
    kept = track(service(page=True))
    told(kept, report())
    assert break_it(kept).state is State.OUTAGE
    told(kept, report(PageLevel.DEGRADED), 30)
    verdict = look(kept, 30)
    assert (verdict.state, verdict.official, verdict.components) == (State.OUTAGE, False, ("web",))
    told(kept, report(PageLevel.MAJOR_OUTAGE, ("x", PageLevel.MAJOR_OUTAGE)), 40)
    both = look(kept, 40)
    assert (both.official, both.components, both.since) == (True, ("web", "X"), at(0))


def test_reports_make_possible_at_most() -> None:
    kept = track()
    assert kept.crowd.read(CrowdReport(90_000, 10.0), T)
    verdict = look(kept, 0)
    assert (verdict.state, verdict.scope, verdict.components) == (State.POSSIBLE, Scope.UNCLEAR, ())
    assert 0.0 <= verdict.confidence <= 1.0


def test_what_many_say_of_an_outage_that_has_ended_holds_nothing_back() -> None:
    kept = track()
    (target,) = kept.targets.values()
    assert break_it(kept).state is State.OUTAGE
    assert kept.crowd.read(CrowdReport(90_000, 10.0), T + 50)
    answer(target, 60)
    answer(target, 90)
    assert look(kept, 90).state is State.OK
    kept.crowd.read(CrowdReport(9, 10.0), T + 900)
    assert kept.crowd.read(CrowdReport(90_000, 10.0), T + 2000), "the papers come later"
    assert look(kept, 2000).state is State.OK
    kept.crowd.read(CrowdReport(9, 10.0), T + 3000)
    assert kept.crowd.read(CrowdReport(90_000, 10.0), T + 60 + CROWD_ECHO_S)
    assert look(kept, 60 + round(CROWD_ECHO_S)).state is State.POSSIBLE


def changes(*shares: tuple[int, float]) -> tuple[list[State], ServiceEvidence]:
    """The states that are shown, one after the other, while such shares of so many readings fail, evenly."""
    kept = track()
    (target,) = kept.targets.values()
    seen = []
    number = 0
    for count, share in shares:
        for each in range(count):
            (fail if int(each * share) < int((each + 1) * share) else answer)(target, 30 * number)
            seen.append(look(kept, 30 * number).state)
            number += 1
    return [state for number, state in enumerate(seen) if number == 0 or seen[number - 1] is not state], kept


@pytest.mark.parametrize("share", [0.3, 0.4, 0.5])
def test_what_fails_in_part_is_possible_however_long_it_lasts(share: float) -> None:
    seen, kept = changes((5, 0.0), (2000, share), (60, 0.0))
    assert seen == [State.OK, State.POSSIBLE, State.OK]
    assert kept.verdict.since is not None


def test_what_fails_in_part_and_then_altogether_is_out_since_then() -> None:
    seen, kept = changes((5, 0.0), (40, 0.4), (40, 1.0))
    assert seen == [State.OK, State.POSSIBLE, State.OUTAGE]
    assert kept.verdict.since in (at(30 * 44), at(30 * 45))
    seen, kept = changes((5, 0.0), (40, 0.4), (40, 1.0), (100, 0.5), (60, 0.0))
    assert seen == [State.OK, State.POSSIBLE, State.OUTAGE, State.POSSIBLE, State.OK]


def test_nearly_all_that_fails_is_an_outage_all_the_time() -> None:
    assert changes((5, 0.0), (10, 1.0), (400, 0.9), (60, 0.0))[0] == [State.OK, State.OUTAGE, State.OK]


def test_whether_it_began_unseen_is_known_when_it_begins() -> None:
    """One failure in the first round after a gap says nothing of an outage hours later."""
    kept = track()
    (target,) = kept.targets.values()
    kept.look_anew(T)
    fail(target, 1)
    answer(target, 6)
    assert not break_it(kept, 40_000).before
    kept = track()
    kept.look_anew(T - 10)
    assert break_it(kept).before


def test_what_is_only_possible_is_withdrawn_when_the_line_turns_out_to_be_bad() -> None:
    kept = track()
    (target,) = kept.targets.values()
    for number in range(20):
        (fail if number % 5 < 2 else answer)(target, 30 * number)
        if look(kept, 30 * number).state is State.POSSIBLE:
            break
    assert kept.verdict.state is State.POSSIBLE
    kept.withdraw_possible()
    assert look(kept, 30 * number).state is State.OK
    break_it(kept, 1000)
    kept.withdraw_possible()
    assert look(kept, 1030).state is State.OUTAGE


def test_what_is_slow_between_two_outages_is_no_part_of_either() -> None:
    kept = track()
    (target,) = kept.targets.values()
    target.latency.slow_since_s = T - 600
    look(kept, -60)
    assert break_it(kept).since == at(0)
    answer(target, 300, None)
    answer(target, 330, None)
    verdict = decide(kept, ALONE, lambda _newest: True, T + 330).verdict
    assert (verdict.state, verdict.since, over(kept, T + 330)) == (State.SLOW, at(300), at(300))
    kept.say(verdict)
    assert break_it(kept, 3600).since == at(3600), "not when the first began"
    answer(target, 4000, None)
    answer(target, 4030, None)
    target.latency.slow_since_s = None
    assert look(kept, 4030).since == at(4000)


def test_what_was_only_slow_ends_when_it_is_fast_not_when_an_outage_before_it_did() -> None:
    kept = track()
    (target,) = kept.targets.values()
    target.latency.slow_since_s = T - 600
    look(kept, -60)
    break_it(kept)
    answer(target, 300, None)
    answer(target, 330, None)
    assert look(kept, 330).since == at(300), "before that it was more than slow"
    target.latency.slow_since_s = None
    assert look(kept, 900).since == at(900)


def test_slow_while_maintenance_excuses_what_fails_ends_no_outage() -> None:
    kept = track()
    break_it(kept)
    kept.say(msgspec.structs.replace(kept.verdict, state=State.SLOW))
    assert kept.problem_since_s == T


def test_slow_when_a_target_is_slow() -> None:
    kept = track(service(("web", Rule.ALL, 1), ("chat", Rule.ALL, 1)))
    target = kept.components["web"].targets[0]
    target.latency.slow_since_s = T + 5
    verdict = look(kept, 10)
    assert (verdict.state, verdict.components, verdict.since) == (State.SLOW, ("web",), at(5))
    for each in kept.components["chat"].targets:
        for seconds in (20, 25, 35, 50):
            fail(each, seconds)
            look(kept, seconds)
    assert kept.verdict.components == ("chat",)
    assert kept.verdict.state is State.OUTAGE


def test_any_of_several_is_back_when_one_answers_steadily() -> None:
    kept = track(service(("web", Rule.ANY, 3)))
    break_it(kept)
    one, *_others = kept.components["web"].targets
    for seconds in (60, 90, 120, 150, 180):
        answer(one, seconds)
        for other in _others:
            fail(other, seconds)
        look(kept, seconds)
    assert (kept.verdict.state, kept.verdict.since) == (State.OK, at(60))


def test_each_failing_target_of_an_all_component_has_to_answer_twice() -> None:
    kept = track(service(("web", Rule.ALL, 2)))
    break_it(kept)
    one, two = kept.components["web"].targets
    for seconds in (60, 90):
        answer(one, seconds)
        assert look(kept, seconds).state is State.OUTAGE
    for seconds in (100, 130):
        answer(two, seconds)
        look(kept, seconds)
    assert (kept.verdict.state, kept.verdict.since) == (State.OK, at(100))


def test_a_target_that_joins_the_failing_ones_later_has_to_answer_too() -> None:
    kept = track(service(("web", Rule.ALL, 2)))
    one, two = kept.components["web"].targets
    for seconds in (0, 5, 15, 30):
        fail(one, seconds)
        look(kept, seconds)
    fail(two, 40)
    fail(two, 45)
    look(kept, 45)
    assert two.failing


REGIONS = [
    # here, works, fails, scope, countries
    ("ID", (), (), Scope.UNCLEAR, ()),
    ("ID", ("ID", "US", "GB"), (), Scope.ME, ()),
    ("", ("US", "GB", "NL"), (), Scope.ME, ()),
    ("ID", ("ID",), (), Scope.UNCLEAR, ()),
    ("ID", ("US", "GB", "NL"), (), Scope.UNCLEAR, ()),
    ("ID", ("US",), ("ID",), Scope.UNCLEAR, ()),
    ("ID", ("US", "GB", "NL", "JP", "DE"), ("ID",), Scope.REGION, ("ID",)),
    ("ID", ("US", "GB", "NL", "JP"), ("ID", "SG"), Scope.REGION, ("ID", "SG")),
    ("ID", ("US",), ("ID", "SG", "GB"), Scope.EVERYONE, ()),
    ("ID", (), ("ID", "SG", "US"), Scope.EVERYONE, ()),
    ("ID", (), ("ID", "SG"), Scope.UNCLEAR, ()),
    ("", ("US", "GB", "NL", "JP", "DE"), ("SG",), Scope.REGION, ("SG",)),
]


@pytest.mark.parametrize(("here", "works", "fails", "scope", "countries"), REGIONS)
def test_the_scope_is_decided_by_readings_from_elsewhere(
    here: str, works: tuple[str, ...], fails: tuple[str, ...], scope: Scope, countries: tuple[str, ...]
) -> None:
    kept = track()
    context = Context(country=here)
    break_it(kept)
    if works or fails:
        kept.region.add(RegionReport(works, fails), T + 31)
    verdict = look(kept, 32, context=context)
    assert (verdict.scope, verdict.countries) == (scope, countries)


def test_works_at_home_but_others_of_ours_fail_too_is_the_network() -> None:
    kept = track()
    break_it(kept)
    kept.region.add(RegionReport(("ID", "US", "GB"), ()), T + 31)
    context = Context(country="ID", others_failing=("Other",))
    assert look(kept, 32, context=context).scope is Scope.NETWORK


@pytest.mark.parametrize("named", [(), ("web",)])
def test_announced_maintenance_excuses_what_it_names(named: tuple[str, ...]) -> None:
    kept = track(service(("web", Rule.ALL, 1), ("chat", Rule.ALL, 1), page=True))
    works = PageIncident("m", "Works", Stage.IN_PROGRESS, PageLevel.MAINTENANCE, components=named)
    told(kept, report(maintenances=(works,)))
    planned = look(kept, 0)
    assert (planned.state, planned.components) == (State.MAINTENANCE, named)
    for seconds in (10, 15, 25, 40):
        fail(kept.components["web"].targets[0], seconds)
        assert look(kept, seconds).state is State.MAINTENANCE
    for seconds in (50, 55, 65, 80):
        fail(kept.components["chat"].targets[0], seconds)
        look(kept, seconds)
    assert kept.verdict.state is (State.OUTAGE if named else State.MAINTENANCE)
    assert kept.verdict.components == (("chat",) if named else ())
    told(kept, report(), 100)
    after = look(kept, 100)
    assert after.state is State.OUTAGE, "what still fails after it is an outage from then on"
    assert set(after.components) == {"web", "chat"}
    assert after.since is not None
    assert after.since >= at(10)


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["ok", "failed", "wall", "page", "region", "crowd", "unread", "line"]),
        st.integers(0, 5),
        st.floats(0.0, 120.0),
        st.booleans(),
    ),
    max_size=80,
)
LEVELS = [*PageLevel]


LESSENED = [("page", 3, 0.0, False), ("failed", 0, 1.0, False), ("failed", 0, 5.0, False), ("page", 2, 0.0, False)]
"""An outage by the page's word, of which the page soon says that it is one in part."""


@given(STEPS, st.sampled_from(list(Rule)), st.booleans())
@example(steps=[*LESSENED, ("failed", 1, 0.0, True)], rule=Rule.ANY, trusted=True)
def test_whatever_is_read_the_verdict_keeps_the_rules(
    steps: list[tuple[str, int, float, bool]], rule: Rule, trusted: bool
) -> None:
    kept = track(service(("web", rule, 2), ("chat", Rule.ALL, 1), page=True), trusted=trusted)
    targets = list(kept.targets.values())
    seconds = 0.0
    since = None
    for step, number, pause_s, vouches in steps:
        seconds += pause_s
        target = targets[number % 3]
        match step:
            case "ok":
                answer(target, seconds)
            case "failed":
                fail(target, seconds)
            case "wall":
                wall(target, seconds)
            case "page":
                told(kept, report(LEVELS[number], ("web", LEVELS[number])), seconds)
            case "region":
                kept.region.add(RegionReport(("US",), ("ID", "GB")[: number % 3]), T + seconds)
            case "crowd":
                kept.crowd.read(CrowdReport(900 * number, 10.0), T + seconds)
            case "unread":
                kept.page.unreadable(T + seconds, "?")
            case _:
                kept.withdraw_possible()
        was = kept.verdict.state
        verdict = look(kept, seconds, vouches=vouches)
        bad = sum(each.failed for each in targets if each.trusted)
        proven = any(each.trusted and (each.failing or each.failed >= 2) for each in targets)
        assert 0.0 <= verdict.confidence <= 1.0
        assert verdict.time == at(seconds)
        if verdict.state is State.OUTAGE and not verdict.official:
            assert proven
            assert bad >= 2 or was is State.OUTAGE, "no outage from a single reading"
            assert verdict.components
        if verdict.state in (State.OK, State.UNKNOWN):
            assert (verdict.scope, verdict.components) == (Scope.UNCLEAR, ())
            kept.problem_since_s = None
        if kept.problem_since_s is None:
            since = None
        if verdict.state is State.OUTAGE:
            assert verdict.since is not None
            assert verdict.since <= at(seconds)
            assert since is None or verdict.since <= since, "since never moves forward"
            since = verdict.since
        reasons = explained(verdict, kept, ALONE, GOOD_LINE).reasons
        assert all(reason.count >= 0 for reason in reasons)
        assert verdict.state in (State.OK, State.MAINTENANCE) or reasons
