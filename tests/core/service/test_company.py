"""The company's page as time goes by: a word that is stale, and one that is not."""

from datetime import datetime

import pytest

from notifier.core.model import (
    Outcome,
    PageIncident,
    PageLevel,
    PageReport,
    Reading,
    Rule,
    Source,
    Stage,
    State,
    Verdict,
)
from notifier.core.model import Statement as Said
from notifier.core.service.company import is_stale
from notifier.core.service.context import Context
from notifier.core.service.decision import decide
from notifier.core.service.evidence import ServiceEvidence
from notifier.core.targets import PageTarget
from tests.core.making import T, answer, at, fail, report, service, track, wall

HOUR = 3600.0
DAY = 24 * HOUR
BOTH = service(("web", Rule.ALL, 1), ("chat", Rule.ALL, 1), page=True)
WEB, CHAT = (target.key for target in BOTH.targets)


def look(kept: ServiceEvidence, seconds: float) -> Verdict:
    verdict = decide(kept, Context(country="ID"), lambda _newest: True, T + seconds).verdict
    if verdict.state is not kept.verdict.state:
        kept.say(verdict)
    return verdict


def says(kept: ServiceEvidence, page: PageReport, seconds: float) -> State:
    kept.read_page(Reading(Source.PAGE, "acme", "", "page", at(seconds), Outcome.OK, page=page), T + seconds)
    return look(kept, seconds).state


def reads(kept: ServiceEvidence, key: str, seconds: float, outcome: Outcome = Outcome.OK) -> State:
    known = kept.targets[key]
    known.looked(T + seconds, outcome)
    kept.weigh(known, Reading(Source.PROBE, "acme", known.component, key, at(seconds), outcome), T + seconds)
    return look(kept, seconds).state


def works(kept: ServiceEvidence, from_s: float, until_s: float, *keys: str) -> State:
    """All answers, every five minutes."""
    state = State.UNKNOWN
    for minute in range(int((until_s - from_s) / 300.0) + 1):
        for key in keys or (WEB, CHAT):
            state = reads(kept, key, from_s + 300.0 * minute)
    return state


def breaks(kept: ServiceEvidence, key: str, seconds: float) -> State:
    return [reads(kept, key, seconds + after, Outcome.FAILED) for after in (0, 5, 15, 30)][-1]


def incident(name: str, *said: datetime, started: datetime | None = None) -> PageIncident:
    statements = tuple(Said(each, Stage.INVESTIGATING, "We look into it.") for each in said)
    return PageIncident(name, "Errors", Stage.INVESTIGATING, PageLevel.MAJOR_OUTAGE, started, statements=statements)


def down(*incidents: PageIncident, name: str = "web") -> PageReport:
    return report(PageLevel.MAJOR_OUTAGE, (name, PageLevel.MAJOR_OUTAGE), incidents=incidents)


def watched() -> ServiceEvidence:
    kept = track(BOTH)
    assert says(kept, report(), -60) is State.OK
    return kept


def test_a_page_that_goes_on_for_hours_while_all_works_is_stale_and_a_true_failure_is_an_outage_of_its_own() -> None:
    kept = watched()
    assert says(kept, down(), 0) is State.OUTAGE
    assert works(kept, 60, 2 * HOUR - 60) is State.OUTAGE, "it lasts until the page takes it back (rule 7)"
    assert works(kept, 2 * HOUR, 2 * HOUR) is State.OK
    assert works(kept, 2 * HOUR + 60, 5 * HOUR) is State.OK
    assert breaks(kept, WEB, 5 * HOUR + 60) is State.OUTAGE
    verdict = look(kept, 5 * HOUR + 90)
    assert (verdict.official, verdict.since) == (False, at(5 * HOUR + 60))
    assert works(kept, 5 * HOUR + 1000, 5 * HOUR + 1600) is State.OK
    assert says(kept, down(), 6 * HOUR) is State.OK
    assert says(kept, report(), 7 * HOUR) is State.OK


def test_what_truly_fails_ends_as_it_began_and_not_when_the_page_says_so() -> None:
    kept = watched()
    assert breaks(kept, WEB, 0) is State.OUTAGE
    says(kept, down(), 400)
    works(kept, 900, 2 * HOUR + 360)
    assert says(kept, down(), 2 * HOUR + 400) is State.OK
    over = look(kept, 2 * HOUR + 401)
    assert over.since is None or over.since <= at(960)


def test_a_page_that_speaks_again_counts_again_unless_it_says_the_same_once_more() -> None:
    kept = watched()
    says(kept, down(incident("a", at(0))), 0)
    works(kept, 60, HOUR)
    says(kept, down(incident("a", at(0), at(HOUR))), HOUR)
    assert works(kept, HOUR + 60, 2.5 * HOUR) is State.OUTAGE, "it said something an hour ago"
    assert works(kept, 2.5 * HOUR + 60, 3.2 * HOUR) is State.OK
    assert says(kept, down(incident("a", at(0), at(HOUR), at(4 * HOUR))), 4 * HOUR) is State.OK
    assert says(kept, down(incident("a"), incident("b", at(5 * HOUR))), 5 * HOUR) is State.OUTAGE


def test_a_worse_level_is_a_new_word_and_a_milder_one_is_not() -> None:
    kept = watched()
    assert says(kept, report(PageLevel.PARTIAL_OUTAGE), 0) is State.POSSIBLE
    assert works(kept, 60, 2 * HOUR + 60) is State.OK
    assert says(kept, report(PageLevel.DEGRADED), 2.5 * HOUR) is State.OK
    assert says(kept, report(PageLevel.MAJOR_OUTAGE), 3 * HOUR) is State.OUTAGE
    assert says(kept, report(PageLevel.UNKNOWN), 3 * HOUR + 60) is not State.OUTAGE


def test_what_the_page_names_has_to_work_and_only_that() -> None:
    for name, state in (("web", State.OUTAGE), ("chat", State.OK), ("billing", State.OUTAGE)):
        kept = watched()
        says(kept, down(name=name), 0)
        for number in range(60):
            outcome = Outcome.FAILED if number % 10 < 2 else Outcome.OK
            reads(kept, WEB, 60 + 130.0 * number, outcome)
            reads(kept, CHAT, 61 + 130.0 * number)
        assert is_stale(kept, T + 2 * HOUR + 700) is (state is State.OK), name


def test_what_cannot_be_seen_from_here_is_the_companys_to_say() -> None:
    kept = track(service(("web", Rule.ALL, 1), page=True), trusted=False)
    wall(kept.components["web"].targets[0], 0)
    says(kept, down(), 0)
    assert not is_stale(kept, T + 3 * DAY)
    assert not is_stale(track(BOTH), T), "nothing was read"


def test_a_word_of_days_ago_is_stale_as_soon_as_all_answers() -> None:
    old = incident("a", started=at(-3 * DAY))
    kept = track(BOTH)
    assert says(kept, down(old), 0) is State.OK
    assert breaks(kept, WEB, 60) is State.OUTAGE
    kept = track(BOTH)
    assert says(kept, down(incident("a", started=at(-HOUR))), 0) is State.OUTAGE
    kept = track(BOTH)
    kept.look_anew(T)
    assert says(kept, down(incident("a", started=at(-3 * HOUR))), 0) is State.OUTAGE
    assert works(kept, 60, 1700) is State.OUTAGE
    assert works(kept, 1860, 1860) is State.OK
    unread = track(BOTH, trusted=False)
    assert says(unread, down(old), 0) is State.UNKNOWN, "nothing was seen to work yet"


def test_times_that_a_page_has_from_the_future_are_of_now() -> None:
    kept = track(BOTH)
    says(kept, down(incident("a", at(9 * DAY))), 0)
    assert kept.page.said_s == T


def test_what_is_read_again_with_a_time_from_the_future_is_no_new_word() -> None:
    kept = track(BOTH)
    says(kept, down(incident("a", at(9 * DAY))), 0)
    says(kept, down(incident("a", at(9 * DAY))), 600)
    assert kept.page.said_s == T
    says(kept, down(incident("a", at(9 * DAY + 60))), 1200)
    assert kept.page.said_s == T + 1200


def test_what_was_known_before_a_restart_is_no_new_word() -> None:
    kept = track(BOTH)
    kept.page.take_up(PageTarget("statuspage", "https://status"), PageLevel.MAJOR_OUTAGE, ("web",), T - 9 * HOUR)
    says(kept, down(incident("a", started=at(-9 * HOUR))), 0)
    assert kept.page.said_s == T - 9 * HOUR


def restarted(kept: ServiceEvidence, after: float) -> ServiceEvidence:
    """The same service in another run, with what was kept of it."""
    again = track(BOTH)
    again.look_anew(T + after)
    again.take_up_verdict(kept.verdict)
    again.take_up_problem(kept.open_problem())
    reads(again, WEB, after)
    reads(again, CHAT, after)
    return again


@pytest.mark.parametrize("page", [down(), down(incident("a", at(0), started=at(-60)))])
def test_a_stale_word_is_stale_after_a_restart_too(page: PageReport) -> None:
    kept = watched()
    says(kept, page, 0)
    assert works(kept, 60, 2 * HOUR + 60) is State.OK
    kept = restarted(restarted(kept, 3 * HOUR), 3.5 * HOUR)  # the second time before the page was read
    assert says(kept, page, 3.5 * HOUR + 10) is State.OK
    assert works(kept, 3.5 * HOUR + 60, 4 * HOUR) is State.OK
    assert breaks(kept, WEB, 5 * HOUR) is State.OUTAGE
    assert not look(kept, 5 * HOUR + 60).official


@pytest.mark.parametrize(
    "news", [down(incident("a", at(0)), incident("b", at(3 * HOUR))), report(PageLevel.MAJOR_OUTAGE)]
)
def test_what_is_new_or_worse_after_a_restart_counts(news: PageReport) -> None:
    kept = watched()
    milder = report(PageLevel.PARTIAL_OUTAGE, incidents=(incident("a", at(0)),))
    says(kept, milder, 0)
    assert works(kept, 60, 2 * HOUR + 60) is State.OK
    kept = restarted(kept, 3 * HOUR)
    assert says(kept, news, 3 * HOUR + 10) is State.OUTAGE
    assert kept.open_problem().page is None


def test_a_stale_word_that_was_taken_back_is_no_excuse_for_the_next_one() -> None:
    kept = watched()
    says(kept, down(), 0)
    works(kept, 60, 2 * HOUR + 60)
    kept = restarted(kept, 3 * HOUR)
    assert says(kept, report(), 3 * HOUR + 10) is State.OK
    assert says(kept, down(), 3 * HOUR + 130) is State.OUTAGE


def test_a_gap_in_which_nobody_looked_is_no_time_of_working() -> None:
    kept = watched()
    says(kept, down(), 0)
    works(kept, 60, HOUR)
    kept.look_anew(T + 3 * HOUR)
    reads(kept, WEB, 3 * HOUR)
    reads(kept, CHAT, 3 * HOUR)
    assert is_stale(kept, T + 3 * HOUR), "it had worked for long before"
    kept = watched()
    says(kept, down(), 0)
    works(kept, 60, 900)
    kept.look_anew(T + 3 * HOUR)
    works(kept, 3 * HOUR, 3 * HOUR + 900)
    assert not is_stale(kept, T + 3 * HOUR + 900)
    works(kept, 3 * HOUR + 900, 3 * HOUR + 1200)
    assert is_stale(kept, T + 3 * HOUR + 1200), "what worked before it counts"


@pytest.mark.parametrize("rule", [Rule.ANY, Rule.ALL])
def test_one_of_several_that_stand_for_each_other_does_not_stop_the_component_from_working(rule: Rule) -> None:
    kept = track(service(("web", rule, 2), page=True))
    one, two = kept.targets
    for seconds in (0, 5, 12):
        reads(kept, two, seconds)
        reads(kept, one, seconds + 1, Outcome.FAILED)
    assert kept.components["web"].bad_s == 0.0, "so much may be a burst of the line's"
    reads(kept, one, 31, Outcome.FAILED)
    assert (kept.components["web"].bad_s > 0.0) is (rule is Rule.ALL)
    fail(kept.targets[one], 10)
    answer(kept.targets[two], 10)
