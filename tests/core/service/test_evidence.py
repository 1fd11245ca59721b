"""What is known of one service: what it takes up from the history, what it inherits, what it keeps."""

from notifier.core.model import Outcome, PageLevel, Reading, RegionReport, Rule, Source, State
from notifier.core.reports import CrowdReport
from notifier.core.service.evidence import ServiceEvidence
from tests.core.making import T, answer, at, fail, report, service, told, track, verdict

ACME = service(("web", Rule.ALL, 2), ("chat", Rule.ALL, 1), page=True)


def reading(outcome: Outcome, source: Source = Source.PROBE, **more: object) -> Reading:
    return Reading(source, "acme", "web", "key", at(0), outcome, **more)  # type: ignore[arg-type]


def broken(problem: State = State.OUTAGE, *, unseen: bool = False) -> ServiceEvidence:
    kept = track(ACME)
    for target in kept.targets.values():
        fail(target, 0)
    for component in kept.components.values():
        component.weighed(20.0)
        component.begin(problem, component.targets)
    kept.since(T, unseen=unseen)
    return kept


def test_a_reading_is_weighed_by_its_outcome() -> None:
    kept = track(ACME)
    target = kept.components["web"].targets[0]
    kept.in_doubt = False
    kept.weigh(target, reading(Outcome.OK, latency_ms=50.0), T)
    kept.weigh(target, reading(Outcome.SKIPPED), T + 1)
    assert (target.last_ok_s, kept.in_doubt, kept.failed_s) == (T, False, None)
    kept.weigh(target, reading(Outcome.FAILED), T + 5)
    assert (target.failed, kept.in_doubt, kept.failed_s) == (1, True, T + 5)
    kept.weigh(target, reading(Outcome.UNVERIFIABLE, detail="a wall"), T + 10)
    assert target.silence is not None
    assert target.silence.detail == "a wall"


def test_what_never_answered_raises_no_doubt() -> None:
    kept = track(ACME, trusted=False)
    kept.in_doubt = False
    kept.weigh(kept.components["web"].targets[0], reading(Outcome.FAILED), T)
    assert (kept.in_doubt, kept.failed_s) == (False, None)


def test_a_pages_level_lasts_since_it_was_read_first() -> None:
    kept = track(ACME)
    kept.in_doubt = False
    kept.read_page(reading(Outcome.OK, Source.PAGE, page=report()), T)
    assert kept.in_doubt, "the first word of a page is news"
    kept.in_doubt = False
    kept.read_page(reading(Outcome.OK, Source.PAGE, page=report()), T + 60)
    assert (kept.in_doubt, kept.page.level_since_s, kept.page.read_s) == (False, T, T + 60)
    kept.read_page(reading(Outcome.UNREADABLE, Source.PAGE, detail="?"), T + 120)
    kept.read_page(reading(Outcome.UNREADABLE, Source.PAGE, detail="??"), T + 180)
    assert (kept.in_doubt, kept.page.unread_since_s, kept.page.unread_detail) == (True, T + 120, "??")
    assert kept.page.silent_for(T + 200) == 80.0


def test_many_reports_are_noticed_once_and_pass() -> None:
    kept = track(ACME)
    kept.in_doubt = False
    assert not kept.read_reports(reading(Outcome.FAILED, Source.REPORTS), T)
    assert not kept.in_doubt
    assert kept.read_reports(reading(Outcome.OK, Source.REPORTS, crowd=CrowdReport(900, 10.0)), T)
    assert not kept.read_reports(reading(Outcome.OK, Source.REPORTS, crowd=CrowdReport(950, 10.0)), T + 60)
    assert kept.crowd.high_since_s == T
    assert not kept.read_reports(reading(Outcome.OK, Source.REPORTS, crowd=CrowdReport(11, 10.0)), T + 120)
    assert kept.crowd.report == CrowdReport(11, 10.0)
    assert not kept.crowd.high_since_s
    assert kept.in_doubt


def test_a_bad_line_takes_suspicions_and_ages_what_comes_from_elsewhere() -> None:
    kept = broken()
    one = kept.components["web"].targets[0]
    one.problem_over()
    fail(one, 10)
    kept.region.add(RegionReport(("US",), ("ID",)), T)
    kept.line_was_bad(T + 20)
    assert not one.failed
    assert kept.components["chat"].targets[0].failing, "what is shown is not taken back"
    assert kept.elsewhere().fails == ("ID",)
    assert kept.region.fresh("web", T + 21).tests == 0


def test_ok_ends_the_problem_and_forgets_what_belonged_to_it() -> None:
    kept = broken()
    kept.region.add(RegionReport(("US",), ("ID",)), T)
    kept.since(T + 50, unseen=True)
    assert (kept.problem_since_s, kept.unseen) == (T, False)
    kept.since(T - 50, unseen=True)
    assert kept.problem_since_s == T - 50
    kept.say(verdict(State.UNKNOWN))
    assert (kept.problem_since_s, kept.unseen) == (T - 50, True)
    kept.say(verdict(State.OK))
    assert not kept.problem_since_s
    assert not kept.unseen
    assert kept.elsewhere().fails == ()


def test_a_component_changes_when_it_begins_to_fail_and_when_it_recovers() -> None:
    kept = broken()
    chat = kept.components["chat"]
    assert chat.changed_s() == T
    answer(chat.targets[0], 60)
    assert chat.changed_s() == T + 60
    assert track(ACME).components["chat"].changed_s() == 0.0


def test_an_open_problem_is_taken_up_as_it_was_kept() -> None:
    for state in (State.OUTAGE, State.POSSIBLE):
        kept = broken(state, unseen=True)
        answer(kept.components["web"].targets[0], 30)
        problem = kept.open_problem()
        again = track(ACME)
        for target in again.targets.values():
            target.read_s = None
        assert again.open_problem().components == ()
        again.take_up_problem(problem)
        assert again.open_problem() == problem
        assert not again.seen_to_fail()
        again.targets[again.components["chat"].targets[0].key].looked(T + 60, Outcome.FAILED)
        assert again.seen_to_fail()


def test_of_a_kept_problem_counts_only_what_is_watched_and_trusted_still() -> None:
    problem = broken().open_problem()
    smaller = track(service(("web", Rule.ALL, 1)))
    smaller.take_up_problem(problem)
    assert [each.component for each in smaller.open_problem().components] == ["web"]
    assert [len(each.targets) for each in smaller.open_problem().components] == [1]
    strange = track(ACME, trusted=False)
    strange.take_up_problem(problem)
    assert [each.targets for each in strange.open_problem().components] == [(), ()]


def test_the_pages_word_stands_after_a_restart_until_it_is_read() -> None:
    for state, level in ((State.OUTAGE, PageLevel.MAJOR_OUTAGE), (State.POSSIBLE, PageLevel.PARTIAL_OUTAGE)):
        kept = track(ACME)
        kept.take_up_verdict(verdict(state, official=True, components=("web",)))
        kept.take_up_since(T - 300)
        assert kept.page.report is not None
        assert (kept.page.level, kept.page.level_since_s) == (level, T - 300)
        assert [(each.id, each.level) for each in kept.page.report.components] == [("web", level)]
        assert not kept.seen_to_fail()
        told(kept, report(level), 10)
        assert kept.seen_to_fail()
    own = track(ACME)
    own.take_up_verdict(verdict(State.OUTAGE, components=("web",)))
    own.take_up_since(T - 300)
    assert (own.page.report, own.problem_since_s) == (None, T - 300)
    slow = track(ACME)
    slow.take_up_verdict(verdict(State.SLOW, components=("web",)))
    slow.take_up_since(T - 300)
    assert slow.problem_since_s is None, "what fails after it is not so old"


def test_another_form_of_the_service_goes_on_with_what_is_known() -> None:
    before = broken()
    told(before, report(), 5)
    before.say(verdict(State.OUTAGE))
    for same_page in (True, False):
        now = track(service(("web", Rule.ALL, 1), ("new", Rule.ALL, 1), page=True), trusted=False)
        now.inherit(before, same_page=same_page)
        assert now.components["web"].targets[0] is before.components["web"].targets[0]
        assert (now.components["web"].problem, now.components["new"].problem) == (State.OUTAGE, None)
        assert (now.verdict.state, now.problem_since_s) == (State.OUTAGE, T)
        assert (now.page is before.page) is same_page
    before.components["chat"].ended_s = T + 60
    kept = track(service(("web", Rule.ALL, 1), ("chat", Rule.ALL, 1)), trusted=False)
    kept.inherit(before, same_page=False)
    assert [each.ended_s for each in kept.components.values()] == [None, T + 60]
    calm = track(ACME)
    calm.inherit(track(ACME), same_page=True)
    assert [each.problem for each in calm.components.values()] == [None, None]
    moved = track(service(("chat", Rule.ALL, 1)), trusted=False)
    web = before.components["web"].targets[0]
    before.targets[next(iter(moved.targets))] = web
    moved.inherit(before, same_page=False)
    assert moved.components["chat"].targets[0] is not web, "what is another component's is not carried over"


def test_the_newest_reading_is_when_it_was_checked() -> None:
    kept = track(ACME)
    one, two, _three = kept.targets.values()
    one.looked(T + 5, Outcome.OK)
    two.looked(T + 3, Outcome.FAILED)
    assert kept.checked_s == T + 5
    assert track(ACME, trusted=False).checked_s is None
    kept.look_anew(T + 60)
    assert kept.looked_since_s == T + 60
    kept.has_doubts(verdict(State.SLOW))
    assert kept.in_doubt
    kept.has_doubts(verdict(State.OK))
    assert not kept.in_doubt


def test_a_failure_ends_the_run_of_answers_of_all_that_fail() -> None:
    kept = broken()
    web, web_too, chat = kept.targets.values()
    kept.weigh(web, reading(Outcome.OK), T + 30)
    kept.weigh(chat, reading(Outcome.OK), T + 31)
    assert kept.answers == 2
    kept.weigh(web_too, reading(Outcome.UNVERIFIABLE), T + 32)
    assert kept.answers == 2, "what does not tell ends nothing"
    kept.weigh(web_too, reading(Outcome.FAILED), T + 33)
    assert kept.answers == 0
    chat.problem_over()
    kept.weigh(web, reading(Outcome.OK), T + 60)
    kept.weigh(chat, reading(Outcome.FAILED), T + 61)
    kept.weigh(chat, reading(Outcome.OK), T + 62)
    assert kept.answers == 1, "of what belongs to the problem"


def test_an_outage_of_which_too_little_fails_is_a_possible_problem() -> None:
    kept = broken()
    web = kept.components["web"]
    web.lessen()
    shown = [web.problem]
    for number in range(40):
        for target in web.targets:
            (fail if number % 2 else answer)(target, 30 + 30 * number)
    web.lessen()
    assert [*shown, web.problem] == [State.OUTAGE, State.POSSIBLE]
    calm = track(ACME).components["web"]
    calm.problem = State.OUTAGE
    calm.lessen()
    assert calm.problem is State.OUTAGE, "nothing is known of what fails"
