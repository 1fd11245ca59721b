"""Weighing a component: which failures amount to an outage."""

from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifier.core.model import CrowdReport, PageLevel, RegionReport, Rule
from notifier.core.numbers import MANY_OWNERS, OUTAGE_AT, SIBLING_OUT, SUPPORT_MOST
from notifier.core.outside.numbers import (
    ELSEWHERE_FAILS,
    ELSEWHERE_WORKS,
    PAGE_HINT,
    REGION_FAILS,
    REGION_WORKS,
    TOLD_MOST,
)
from notifier.core.service.context import Context
from notifier.core.service.evidence import ServiceEvidence
from notifier.core.service.weighing import Weighed, confidence, outside_support, own_of, region_support, weigh_component
from tests.core.making import T, answer, fail, report, service, told, track, wall

ALONE = Context(country="ID")


def weigh(kept: ServiceEvidence, context: Context = ALONE, seconds: float = 0.0, name: str = "web") -> Weighed:
    others = [own_of(each, T + seconds).weight for each in kept.components.values() if each.id != name]
    others_weigh = sum(min(each, SUPPORT_MOST) for each in others)
    return weigh_component(kept, kept.components[name], context, others_weigh, T + seconds)


def read_regions(kept: ServiceEvidence, works: tuple[str, ...] = (), fails: tuple[str, ...] = ()) -> None:
    kept.region.add(RegionReport(works, fails), T)


def test_four_failures_in_a_row_of_a_lone_target() -> None:
    kept = track()
    (target,) = kept.targets.values()
    totals = []
    for seconds in (0, 5, 12, 20):
        fail(target, seconds)
        totals.append(weigh(kept, seconds=seconds).total)
    assert totals[0] == 0.0, "rule 1: a single reading is no evidence at all"
    assert [total >= OUTAGE_AT for total in totals] == [False, False, False, True]


def test_three_failures_are_enough_when_it_fails_elsewhere_too_and_two_never_whatever_others_say() -> None:
    kept = track()
    (target,) = kept.targets.values()
    read_regions(kept, fails=("ID", "US"))
    kept.crowd.high_since_s = kept.crowd.read_s = kept.region.rounds[-1].start_s
    totals = []
    for seconds in (0, 5, 10):
        fail(target, seconds)
        totals.append(weigh(kept, seconds=seconds).total)
    assert [total >= OUTAGE_AT for total in totals] == [False, False, True]


def test_two_each_are_enough_when_three_components_fail_together() -> None:
    kept = track(service(("web", Rule.ALL, 1), ("chat", Rule.ALL, 1), ("media", Rule.ALL, 1)))
    for seconds in (0, 5):
        for target in kept.targets.values():
            fail(target, seconds)
    assert weigh(kept, seconds=5).total >= OUTAGE_AT


def test_failures_of_one_moment_never_suffice() -> None:
    kept = track(service(("web", Rule.ALL, 6)))
    read_regions(kept, fails=("ID", "US", "GB"))
    for target in kept.targets.values():
        fail(target, 0)
        fail(target, 1)
    assert weigh(kept, seconds=1).total == 0.0


@pytest.mark.parametrize(
    ("rule", "count", "failing", "weighs"),
    [
        (Rule.ALL, 3, 1, True),
        (Rule.MOST, 3, 1, False),
        (Rule.MOST, 3, 2, True),
        (Rule.MOST, 4, 2, False),
        (Rule.ANY, 3, 2, False),
        (Rule.ANY, 3, 3, True),
    ],
)
def test_the_rule_of_a_component(rule: Rule, count: int, failing: int, weighs: bool) -> None:
    kept = track(service(("web", rule, count)))
    for number, target in enumerate(kept.targets.values()):
        for seconds in (0, 5, 15):
            (fail if number < failing else answer)(target, seconds)
    own = own_of(kept.components["web"], T + 15)
    assert (own.weight > 0.0) is weighs
    assert len(own.failing) == failing or not weighs


def test_stand_ins_that_answered_lately_but_not_since_are_asked_first() -> None:
    kept = track(service(("web", Rule.ANY, 2)))
    one, two = kept.targets.values()
    fail(one, 0)
    assert own_of(kept.components["web"], T).weight == 0.0
    wall(two, -100)
    assert own_of(kept.components["web"], T).weight > 0.0, "one that does not tell cannot stand in"


def test_what_never_answered_well_counts_for_nothing() -> None:
    kept = track(trusted=False)
    (target,) = kept.targets.values()
    for number in range(50):
        fail(target, number * 30)
        weighed = weigh(kept, seconds=number * 30)
        assert (weighed.total, weighed.partial, weighed.failing) == (0.0, 0.0, ())


def test_old_failures_fade() -> None:
    kept = track()
    (target,) = kept.targets.values()
    for seconds in (0, 5, 15, 30):
        fail(target, seconds)
    assert own_of(kept.components["web"], T + 30 + 360).weight > 0.0
    assert own_of(kept.components["web"], T + 30 + 361).weight == 0.0


def test_two_of_five_failing_is_a_partial_problem_unless_any_is_enough() -> None:
    for rule, expected in ((Rule.ALL, True), (Rule.ANY, False)):
        kept = track(service(("web", rule, 1)))
        (target,) = kept.targets.values()
        for number in range(25):
            (fail if number % 5 < 2 else answer)(target, 30 * number)
        weighed = weigh(kept, seconds=720)
        assert weighed.total == 0.0
        assert (weighed.partial >= OUTAGE_AT) is expected


def test_readings_from_other_places() -> None:
    kept = track()
    assert region_support(kept, "web", "ID", T) == 0.0
    for works, fails, support in [
        ((), ("ID",), REGION_FAILS),
        (("ID",), ("US", "GB"), REGION_WORKS),
        (("NL",), ("US", "GB"), ELSEWHERE_FAILS),
        (("US", "GB"), (), ELSEWHERE_WORKS),
        (("US",), (), 0.0),
    ]:
        kept = track()
        read_regions(kept, works, fails)
        assert region_support(kept, "web", "ID", T + 10) == support
        assert region_support(kept, "web", "ID", T + 121) == 0.0, "they age"


def supports(kept: ServiceEvidence, context: Context = ALONE, name: str = "web", seconds: float = 0.0) -> float:
    return outside_support(kept, kept.components[name], context, T + seconds)


def test_what_else_supports_a_suspicion() -> None:
    kept = track(service(page=True))
    assert supports(kept) == 0.0
    assert kept.crowd.read(CrowdReport(900, 10.0), T)
    crowd = supports(kept)
    assert crowd > 0.0
    told(kept, report(PageLevel.DEGRADED))
    degraded = supports(kept)
    told(kept, report(PageLevel.PARTIAL_OUTAGE))
    assert supports(kept) > degraded > crowd
    told(kept, report(PageLevel.OPERATIONAL))
    assert supports(kept) == crowd, "a green page takes nothing away (rule 6)"
    siblings = Context(country="ID", siblings_out=("Other",))
    assert supports(kept, siblings) == crowd + SIBLING_OUT
    assert supports(kept, seconds=901) == 0.0, "reports and pages that nobody reads any more support nothing (rule 18)"


def test_a_page_supports_the_suspicion_of_what_it_names_only() -> None:
    kept = track(service(("web", Rule.ALL, 1), ("chat", Rule.ALL, 1), page=True))
    told(kept, report(PageLevel.MAJOR_OUTAGE, ("q7", PageLevel.OPERATIONAL), ("Chat", PageLevel.PARTIAL_OUTAGE)))
    assert supports(kept, name="web") == 0.0
    assert supports(kept, name="chat") == PAGE_HINT[PageLevel.PARTIAL_OUTAGE]
    kept.page.judged(stale=True)
    assert supports(kept, name="chat") == 0.0
    told(kept, report(PageLevel.MAJOR_OUTAGE, ("q7", PageLevel.MAJOR_OUTAGE)))
    kept.page.judged(stale=False)
    assert supports(kept, name="chat") == 0.0, "a part that is none of ours"
    told(kept, report(PageLevel.MAJOR_OUTAGE))
    assert supports(kept, name="chat") == PAGE_HINT[PageLevel.MAJOR_OUTAGE], "nothing is named: all of it"


def test_many_owners_at_once_are_first_the_lines_doing_unless_the_country_says_so() -> None:
    kept = track()
    many = Context(country="ID", unrest=4)
    assert supports(kept, many) == 4 * MANY_OWNERS
    read_regions(kept, fails=("ID",))
    assert supports(kept, many) == TOLD_MOST
    assert supports(kept, Context(country="ID", of_network=True)) == 0.0, "they cannot see this network"


@given(st.floats(-1e6, 1e6), st.floats(0.0, 100.0))
def test_confidence_is_a_share_and_grows(log_odds: float, more: float) -> None:
    assert 0.0 <= confidence(log_odds) <= confidence(log_odds + more) <= 1.0
    assert confidence(OUTAGE_AT) > 0.999
    assert confidence(0.0) == pytest.approx(1e-4, rel=0.01)


def test_the_threshold_is_the_one_of_the_docstring() -> None:
    assert pytest.approx(log(1e8)) == OUTAGE_AT
