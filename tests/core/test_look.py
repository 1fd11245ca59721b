"""What a page usually looks like, and what another one is worth."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifier.core.failure import FailureKind
from notifier.core.look import OTHER_PAGE, Look, UsualLook
from notifier.core.model import (
    CrowdReport,
    LineState,
    Outcome,
    PageLevel,
    Reading,
    ReasonKind,
    RegionReport,
    Rule,
    Source,
    State,
    Verdict,
)
from notifier.core.numbers import LOOK_CHANGES_MOST, LOOK_LEARNED, LOOK_LONE_RUN, LOOK_NEW_S, LOOK_UNSEEN_S
from notifier.core.service.context import Context, RecentFailures, Together, context_of
from notifier.core.service.decision import decide
from notifier.core.service.evidence import ServiceEvidence
from notifier.core.service.other_page import compared, elsewhere
from notifier.core.service.reasons import LineView, reasons_for
from tests.core.making import T, at, fail, report, service, told, track, verdict

HOME = Look(title=7, size=15, words=tuple(range(100, 112)))
SORRY = Look(title=8, size=10, words=tuple(range(200, 204)))
OTHERS = [
    pytest.param(msgspec.structs.replace(SORRY, title=7), id="the same title"),
    pytest.param(msgspec.structs.replace(SORRY, size=14), id="about as long"),
    pytest.param(msgspec.structs.replace(SORRY, words=(100, 101, *range(200, 210))), id="a third of the words"),
]


def learned(look: Look = HOME, answers: int = LOOK_LEARNED) -> UsualLook:
    usual = UsualLook()
    for _ in range(answers + 1):
        usual.usual(look)
    return usual


def test_another_page_differs_in_everything_that_there_is() -> None:
    usual = learned()
    assert usual.is_known()
    assert usual.is_other(SORRY)
    assert not usual.is_other(HOME)


@pytest.mark.parametrize("other", OTHERS)
def test_what_is_alike_in_one_thing_is_not_another_page(other: Look) -> None:
    assert not learned().is_other(other)


def test_nothing_is_another_page_before_the_usual_one_is_known() -> None:
    assert not UsualLook().is_other(SORRY)
    assert not learned(answers=LOOK_LEARNED - 2).is_other(SORRY)


def test_a_page_without_title_or_without_words_has_no_look() -> None:
    assert not learned(msgspec.structs.replace(HOME, title=0)).is_other(msgspec.structs.replace(SORRY, title=0))
    assert not learned(msgspec.structs.replace(HOME, words=(1, 2))).is_known()


def test_what_changes_is_learned_anew() -> None:
    usual = learned()
    usual.usual(msgspec.structs.replace(HOME, title=9))
    assert (usual.title, usual.alike) == (9, 1)
    usual = learned()
    usual.usual(msgspec.structs.replace(HOME, words=(100, 101, *range(300, 310))))
    assert (usual.words, usual.alike) == ((100, 101, 300, 301, 302, 303), 1)


def test_lengths_that_come_and_words_that_go_are_usual() -> None:
    usual = learned()
    usual.usual(msgspec.structs.replace(HOME, size=11, words=(100, 101, 102, *range(300, 309))))
    assert (usual.low, usual.high, usual.words) == (11, 15, (100, 101, 102))
    assert usual.is_known()
    assert not usual.is_other(SORRY), "a page of about this length is usual now"


def test_a_page_that_comes_and_goes_doubles_what_it_takes_to_be_known() -> None:
    usual = learned()
    for number in range(1, LOOK_CHANGES_MOST + 3):
        usual.other(SORRY, T + number, seen_to_change=True)
        usual.usual(HOME)
        assert (usual.changes, usual.alike) == (min(number, LOOK_CHANGES_MOST), 1)
        assert (usual.others, usual.other_since_s) == (0, None)
    for _ in range(LOOK_LEARNED):
        usual.usual(HOME)
    assert not usual.is_known()


@pytest.mark.parametrize(("seen", "after_s"), [(True, LOOK_NEW_S), (False, LOOK_UNSEEN_S)])
def test_what_stays_is_the_usual_page_in_the_end(*, seen: bool, after_s: float) -> None:
    usual = learned()
    usual.other(SORRY, T, seen_to_change=seen)
    usual.other(SORRY, T + after_s - 1, seen_to_change=not seen)
    assert (usual.title, usual.others, usual.seen_to_change) == (HOME.title, 2, seen)
    usual.other(SORRY, T + after_s, seen_to_change=seen)
    assert (usual.title, usual.words, usual.others, usual.changes) == (SORRY.title, SORRY.words, 0, 0)


def test_what_may_have_been_the_networks_is_counted_anew() -> None:
    usual = learned()
    usual.other(SORRY, T, seen_to_change=True)
    usual.line_was_bad()
    assert (usual.others, usual.other_since_s) == (0, T)
    usual.usual(HOME)
    assert usual.changes == 1


LOOKS = st.builds(
    Look,
    title=st.integers(0, 3),
    size=st.integers(0, 15),
    words=st.lists(st.integers(0, 40), max_size=12, unique=True).map(lambda words: tuple(sorted(words))),
)


@given(st.lists(LOOKS, max_size=200))
def test_whatever_a_page_does_a_page_that_never_rests_has_no_look(looks: list[Look]) -> None:
    usual = UsualLook()
    row = 0
    for number, look in enumerate(looks):
        row = row + 1 if number and look == looks[number - 1] else 0
        if usual.is_other(look):
            usual.other(look, T + 60.0 * number, seen_to_change=True)
        else:
            usual.usual(look)
        assert len(usual.words) <= 6
        assert usual.low <= usual.high
        assert not usual.is_other(look) or usual.others
    assert len(msgspec.json.encode(usual)) < 200


# what it is worth


def reading(look: Look | None, outcome: Outcome = Outcome.OK) -> Reading:
    return Reading(Source.PROBE, "acme", "web", "web0", at(0), outcome, latency_ms=80.0, look=look)


def test_a_good_answer_with_another_page_does_not_tell() -> None:
    usual = learned()
    assert compared(reading(HOME), usual) == reading(HOME)
    assert compared(reading(None), usual) == reading(None)
    assert compared(reading(SORRY, Outcome.UNVERIFIABLE), usual).detail == ""
    other = compared(reading(SORRY), usual)
    assert (other.outcome, other.detail) == (Outcome.UNVERIFIABLE, OTHER_PAGE)


ALONE = Context(country="ID")


def shop(*components: str, known: bool = True, **more: str) -> ServiceEvidence:
    """A service that has been looked at for an hour."""
    made = service(*((each, Rule.ALL, 1) for each in components or ("web",)), page=True, **more)
    kept = track(made)
    for target in kept.targets.values():
        for number in range(-59, 1):
            feed(kept, HOME if known else None, 60.0 * number, target.component)
    kept.say(decided(kept, 0.0))
    return kept


def feed(kept: ServiceEvidence, look: Look | None, seconds: float, component: str = "web") -> None:
    (target,) = kept.components[component].targets
    seen = compared(reading(look), target.look)
    target.looked(T + seconds, seen.outcome)
    kept.weigh(target, seen, T + seconds)


def decided(kept: ServiceEvidence, seconds: float, context: Context = ALONE) -> Verdict:
    return decide(kept, context, lambda _since: True, T + seconds).verdict


def sorry(kept: ServiceEvidence, answers: int, *components: str) -> float:
    """So many answers with another page, a minute apart; give the time of the last."""
    for number in range(1, answers + 1):
        for each in components or ("web",):
            feed(kept, SORRY, 60.0 * number, each)
    return 60.0 * answers


def test_a_lone_page_has_to_stay_away_for_long() -> None:
    kept = shop()
    now = sorry(kept, LOOK_LONE_RUN - 1)
    assert decided(kept, now).state is State.OK
    now = sorry(kept, LOOK_LONE_RUN)
    found = decided(kept, now)
    assert (found.state, found.components, found.since) == (State.POSSIBLE, ("web",), at(60))
    kept.say(found)
    feed(kept, HOME, now + 60)
    after = decided(kept, now + 60)
    assert (after.state, after.since) == (State.OK, at(now + 60))


def test_it_never_is_an_outage() -> None:
    kept = shop("web", "news")
    for day in range(2):
        for minute in range(600):
            for component in ("web", "news"):
                feed(kept, SORRY, 60.0 * minute + 40_000.0 * day, component)
            kept.say(decided(kept, 60.0 * minute + 40_000.0 * day))
            assert kept.verdict.state is not State.OUTAGE


def test_two_pages_agree_after_minutes() -> None:
    kept = shop("web", "news")
    now = sorry(kept, 2, "web", "news")
    assert decided(kept, now).state is State.OK
    now = sorry(kept, 3, "web", "news")
    assert decided(kept, now).components == ("web", "news")


def test_other_targets_that_are_fine_contradict() -> None:
    kept = shop("web", "news")
    for number in range(1, 40):
        feed(kept, SORRY, 60.0 * number)
        feed(kept, HOME, 60.0 * number, "news")
        assert decided(kept, 60.0 * number).state is State.OK


def agree_by_failing(kept: ServiceEvidence) -> None:
    fail(kept.components["news"].targets[0], 200, FailureKind.HTTP_5XX)


def agree_by_slowness(kept: ServiceEvidence) -> None:
    kept.components["news"].targets[0].latency.slow_since_s = T


def agree_by_page(kept: ServiceEvidence) -> None:
    told(kept, report(PageLevel.DEGRADED))


def agree_by_reports(kept: ServiceEvidence) -> None:
    kept.crowd.read(CrowdReport(900, 10.0), T)


def agree_by_regions(kept: ServiceEvidence) -> None:
    kept.region.add(RegionReport(fails=("NL",)), T)


@pytest.mark.parametrize(
    "agree", [agree_by_failing, agree_by_slowness, agree_by_page, agree_by_reports, agree_by_regions]
)
def test_another_sign_agrees(agree: object) -> None:
    kept = shop("web", "news")
    now = sorry(kept, 4)
    assert decided(kept, now).state is State.OK
    assert callable(agree)
    agree(kept)
    found = decided(kept, now)
    assert (found.state, found.components) == (State.POSSIBLE, ("web",))


@pytest.mark.parametrize("level", [PageLevel.OPERATIONAL, PageLevel.UNKNOWN])
def test_a_page_that_reports_nothing_does_not_agree(level: PageLevel) -> None:
    kept = shop("web", "news")
    now = sorry(kept, 20)
    told(kept, report(level))
    assert decided(kept, now).state is State.OK


def test_what_was_not_seen_to_change_tells_nothing() -> None:
    kept = shop()
    kept.look_anew(T + 30)
    now = sorry(kept, 9)
    assert decided(kept, now).state is State.OK
    now = sorry(kept, 12)
    assert decided(kept, now).state is State.UNKNOWN, "it has told nothing for ten minutes (rule 4)"


def test_what_was_not_read_again_tells_nothing() -> None:
    kept = shop()
    now = sorry(kept, LOOK_LONE_RUN)
    assert decided(kept, now + 300).state is State.POSSIBLE
    assert decided(kept, now + 400).state is not State.POSSIBLE


def test_announced_work_excuses_it() -> None:
    kept = shop()
    now = sorry(kept, 10)
    told(kept, report(PageLevel.MAINTENANCE, ("web", PageLevel.MAINTENANCE)))
    assert decided(kept, now).state is State.MAINTENANCE


def test_a_failure_between_other_pages_ends_nothing() -> None:
    kept = shop()
    now = sorry(kept, 10)
    fail(kept.components["web"].targets[0], now + 60)
    assert decided(kept, now + 60).state is State.POSSIBLE


def test_services_of_other_owners_with_other_pages_point_to_the_network() -> None:
    one, sibling, other = shop(), shop(name="sister"), shop(name="bank", owner="Bank")
    every = [one, sibling, other]
    assert not elsewhere(one, lambda: every)
    now = sorry(one, 10)
    sorry(sibling, 10)
    assert not elsewhere(one, lambda: every), "an owner's services share their page"
    feed(other, SORRY, 900)
    assert not elsewhere(one, lambda: every), "that began much later"
    assert elsewhere(other, lambda: [other, shop(name="third", owner="Third"), other]) is False
    feed(other, HOME, 960)
    for _ in range(200):
        feed(other, HOME, 961)
    feed(other, SORRY, 500)
    context = context_of(one, Together(lambda: every, T + now), RecentFailures(), country="ID", line_steady=True)
    assert context == Context("ID", other_pages=True)
    assert decided(one, now).state is State.POSSIBLE
    assert decided(one, now, context).state is not State.POSSIBLE


def test_the_reasons_name_it_first() -> None:
    kept = shop("web", "news")
    sorry(kept, 4, "web", "news")
    found = reasons_for(kept, State.POSSIBLE, ALONE, LineView(LineState.ONLINE, 5, 6))
    assert [(each.kind, each.component, each.since) for each in found][:2] == [
        (ReasonKind.OTHER_PAGE, "news", at(60)),
        (ReasonKind.OTHER_PAGE, "web", at(60)),
    ]
    assert {ReasonKind.UNVERIFIABLE, ReasonKind.PROBES_WORK}.isdisjoint({each.kind for each in found})


def test_it_is_kept_with_trust_and_taken_up() -> None:
    kept = shop()
    sorry(kept, 4)
    (target,) = kept.targets.values()
    trust = target.learned("acme")
    assert trust.look == target.look
    assert trust.look is not target.look
    again = track(trusted=False)
    (fresh,) = again.targets.values()
    fresh.take_up(trust)
    feed(again, SORRY, 300)
    assert (fresh.look.others, fresh.look.seen_to_change) == (5, True)
    assert trust.look == target.look, "what was kept stays as it was"
    assert target.look.others == 4
    assert [each.learned("acme").look for each in shop(known=False).targets.values()] == [None]


def test_a_line_that_turns_out_bad_takes_it_back() -> None:
    kept = shop()
    now = sorry(kept, 10)
    kept.line_was_bad(now)
    assert decided(kept, now).state is not State.POSSIBLE
    kept.say(verdict(State.POSSIBLE))
    feed(kept, SORRY, now + 60)
    assert kept.targets.popitem()[1].look.others == 1
