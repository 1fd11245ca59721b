"""Announced maintenance: which runs, what it covers, and what it excuses no more (rule 16)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifier.core.model import Outcome, PageIncident, PageLevel, PageReport, Reading, Rule, Source, Stage, State
from notifier.core.numbers import STRETCHES_KEPT
from notifier.core.outside.heard import PageEvidence
from notifier.core.service.context import Context
from notifier.core.service.decision import decide
from notifier.core.service.evidence import ServiceEvidence
from notifier.core.service.maintenance import maintenance_of, works_of
from tests.core.making import T, at, report, service, track

HOUR = 3600.0
BOTH = service(("web", Rule.ALL, 1), ("api", Rule.ALL, 1), page=True)
WEB, API = (target.key for target in BOTH.targets)


def entry(stage: Stage, from_s: float | None = None, until_s: float | None = None, *names: str) -> PageIncident:
    started, until = (None if each is None else at(each) for each in (from_s, until_s))
    return PageIncident("m", "", stage, PageLevel.MAINTENANCE, started, None, until, names)


SOON = entry(Stage.SCHEDULED, -5, 5, "q7")
PAGES = [
    (report(PageLevel.MAINTENANCE), [set()]),
    (report(PageLevel.OPERATIONAL, ("web", PageLevel.MAINTENANCE)), [{"web"}]),
    (report(), []),
    (
        report(PageLevel.OPERATIONAL, ("q7", PageLevel.OPERATIONAL), maintenances=(SOON,)),
        [{"q7"}],
    ),
    (
        report(PageLevel.OPERATIONAL, ("w", PageLevel.MAINTENANCE), maintenances=(SOON,)),
        [{"q7"}, {"w"}],
    ),
    (report(maintenances=(entry(Stage.SCHEDULED, 1, 5),)), []),
    (report(maintenances=(entry(Stage.SCHEDULED),)), []),
    (report(maintenances=(entry(Stage.RESOLVED),)), []),
    (report(PageLevel.MAINTENANCE, maintenances=(entry(Stage.IN_PROGRESS, -90_000, -43_200),)), []),
    (report(PageLevel.MAINTENANCE, maintenances=(entry(Stage.IN_PROGRESS, -90_000, -43_199),)), [set()]),
    (None, []),
]


@pytest.mark.parametrize("number", range(len(PAGES)))
def test_which_maintenance_runs(number: int) -> None:
    page, names = PAGES[number]
    evidence = PageEvidence()
    if page is not None:
        evidence.read(page, T - 60)
    assert [{*work.names} for work in works_of(evidence, T)] == names


def reads(kept: ServiceEvidence, key: str, seconds: float, outcome: Outcome) -> State:
    known = kept.targets[key]
    known.looked(T + seconds, outcome)
    kept.weigh(known, Reading(Source.PROBE, "acme", known.component, key, at(seconds), outcome), T + seconds)
    verdict = decide(kept, Context(), lambda _newest: True, T + seconds).verdict
    if verdict.state is not kept.verdict.state:
        kept.say(verdict)
    return verdict.state


def works(kept: ServiceEvidence, from_s: float, until_s: float, *keys: str) -> State:
    state = State.UNKNOWN
    for number in range(int((until_s - from_s) / 300.0) + 1):
        for key in keys or (WEB, API):
            state = reads(kept, key, from_s + 300.0 * number, Outcome.OK)
    return state


def breaks(kept: ServiceEvidence, key: str, seconds: float) -> State:
    return [reads(kept, key, seconds + after, Outcome.FAILED) for after in (0, 5, 15, 30)][-1]


def announced(page: PageReport) -> ServiceEvidence:
    kept = track(BOTH)
    kept.read_page(Reading(Source.PAGE, "acme", "", "page", at(0), Outcome.OK, page=page), T)
    return kept


RUNS = entry(Stage.IN_PROGRESS, 0, HOUR, "api")


def test_a_component_that_is_not_named_is_not_excused() -> None:
    kept = announced(report(maintenances=(RUNS,)))
    assert breaks(kept, API, 60) is State.MAINTENANCE
    assert breaks(kept, WEB, 120) is State.OUTAGE


@pytest.mark.parametrize("names", [(), ("api",)])
def test_what_has_answered_for_half_an_hour_since_it_began_is_excused_no_more(names: tuple[str, ...]) -> None:
    for until_s, state in ((1500.0, State.MAINTENANCE), (1800.0, State.OUTAGE)):
        kept = announced(report(maintenances=(entry(Stage.IN_PROGRESS, 0, HOUR, *names),)))
        works(kept, -3000, until_s)
        assert breaks(kept, API, until_s + 60) is state, "what was before it began does not count"


@given(st.floats(0, 30 * HOUR), st.booleans())
def test_nor_by_a_clock_that_is_behind_by_which_every_time_of_the_page_is_later_than_now(
    behind_s: float, again: bool
) -> None:
    runs = entry(Stage.IN_PROGRESS, behind_s, behind_s + HOUR)
    kept = announced(report(PageLevel.MAINTENANCE, maintenances=(runs,)))
    works(kept, 10, 1810)
    if again:
        kept.read_page(Reading(Source.PAGE, "acme", "", "page", at(1820), Outcome.OK, page=kept.page.report), T + 1820)
    assert breaks(kept, API, 1860) is State.OUTAGE


def test_what_the_page_announces_begins_by_its_own_time_and_what_runs_when_that_is_first_read() -> None:
    kept = announced(report(maintenances=(entry(Stage.SCHEDULED, HOUR, 2 * HOUR),)))
    assert works(kept, 0, 1800) is State.OK
    told = report(PageLevel.MAINTENANCE, maintenances=(entry(Stage.IN_PROGRESS, HOUR, 2 * HOUR),))
    kept.read_page(Reading(Source.PAGE, "acme", "", "page", at(1860), Outcome.OK, page=told), T + 1860)
    assert breaks(kept, API, 1920) is State.MAINTENANCE, "what worked before it ran does not count"


def test_a_gap_of_ours_is_no_failure_what_worked_before_it_and_after_it_counts_together() -> None:
    for gaps, state in ((0, State.MAINTENANCE), (1, State.OUTAGE), (30, State.OUTAGE)):
        kept = announced(report(maintenances=(entry(Stage.IN_PROGRESS, 0, HOUR),)))
        works(kept, 0, 600)
        for number in range(gaps):
            from_s = HOUR + 120.0 * number
            kept.look_anew(T + from_s)
            works(kept, from_s, from_s + 1200.0 / gaps, WEB, API)
            reads(kept, API, from_s + 1200.0 / gaps, Outcome.OK)
        assert breaks(kept, API, 660 if not gaps else 3 * HOUR) is state
    assert len(kept.components["api"].stretches) <= STRETCHES_KEPT


def test_what_failed_between_two_stretches_keeps_them_apart() -> None:
    kept = announced(report(maintenances=(entry(Stage.IN_PROGRESS, 0, HOUR),)))
    works(kept, 0, 1200)
    assert breaks(kept, API, 1260) is State.MAINTENANCE
    works(kept, 1400, 2600)
    kept.look_anew(T + 4000)
    works(kept, 4000, 4300)
    assert breaks(kept, API, 4400) is State.MAINTENANCE
    assert breaks(kept, WEB, 4500) is State.OUTAGE, "that has worked all the time"


def test_it_is_shown_until_half_an_hour_after_its_end_and_no_longer_where_all_works() -> None:
    kept = announced(report(maintenances=(RUNS,)))
    works(kept, 0, HOUR)
    assert works(kept, HOUR, HOUR + 1799) is State.MAINTENANCE
    assert works(kept, HOUR + 1800, HOUR + 1800) is State.OK


def test_what_goes_on_failing_is_excused_for_twelve_hours_after_its_end() -> None:
    kept = announced(report(maintenances=(RUNS,)))
    works(kept, 0, 600, WEB)
    assert breaks(kept, API, 600) is State.MAINTENANCE
    for number in range(int(12 * HOUR / 300.0)):
        assert reads(kept, API, HOUR + 300.0 * number - 1.0, Outcome.FAILED) is State.MAINTENANCE
    assert maintenance_of(kept, T + 13 * HOUR - 1.0).running
    assert reads(kept, API, 13 * HOUR, Outcome.FAILED) is State.OUTAGE


def test_what_failed_during_it_and_is_over_does_not_date_what_fails_later() -> None:
    kept = announced(report(maintenances=(entry(Stage.IN_PROGRESS, 0, HOUR),)))
    assert breaks(kept, WEB, 300) is State.MAINTENANCE
    assert works(kept, 900, HOUR) is State.MAINTENANCE
    assert kept.problem_since_s is None
    assert works(kept, HOUR, HOUR + 1800) is State.OK
    assert breaks(kept, WEB, 2 * HOUR) is State.OUTAGE
    assert kept.problem_since_s == T + 2 * HOUR
