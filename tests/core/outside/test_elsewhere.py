"""What tests from elsewhere tell: shares are compared, of the present suspicion only, and asked for again in time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifier.core.model import Outcome, Reading, RegionReport, Rule, Scope, Source, State
from notifier.core.outside.elsewhere import ALL_FAIL, NONE, RegionEvidence, Tries, compared
from notifier.core.outside.numbers import (
    PLACE_LEANS,
    REGION_AGAIN_S,
    REGION_CHECK_S,
    REGION_LATER_S,
    REGION_ROUNDS_MOST,
    SOURCE_ERRS,
    SOURCE_ERRS_MOST,
)
from notifier.core.reports import Circumstance, Elsewhere, Hindrance, OwnPlaces
from notifier.core.service.context import Context
from notifier.core.service.evidence import ServiceEvidence
from notifier.core.service.scope import scope_from
from tests.core.making import T, answer, at, fail, service, track

PLACES = ("ID", "US", "GB", "NL", "SG", "JP")
HERE = Context(country="ID")
EACH = st.dictionaries(st.sampled_from(PLACES), st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=0, max_size=6)


def rounds(*reports: RegionReport) -> RegionEvidence:
    kept = RegionEvidence()
    for number, each in enumerate(reports):
        kept.add(each, T + 30 * number, "web")
    return kept


def seen(ok: int, failed: int, here: Tries, places: tuple[str, ...] = PLACES) -> tuple[Scope, tuple[str, ...]]:
    """The scope by so many tests that answered and failed in each place."""
    report = RegionReport(answers=tuple(Elsewhere(place, ok=ok, failed=failed) for place in places))
    return scope_from(rounds(report).compared(("web",), here), HERE)


@given(EACH, st.integers(0, 30), st.integers(0, 30))
def test_no_place_both_works_and_fails_and_shares_decide(
    each: dict[str, tuple[int, int]], failed: int, ok: int
) -> None:
    here = Tries(failed + ok, failed)
    answers = tuple(Elsewhere(place, ok=good, failed=bad) for place, (good, bad) in each.items())
    found = rounds(RegionReport(answers=answers)).compared(("web",), here)
    assert not set(found.works) & set(found.fails)
    assert set(found.works) | set(found.fails) <= {place for place, tests in each.items() if any(tests)}
    scope, countries = scope_from(found, HERE)
    assert set(countries) <= {*PLACES}
    assert (scope is Scope.REGION) is bool(countries)
    if found.tests < 2:
        assert scope not in (Scope.ME, Scope.NETWORK), "one answer never makes it `me` (rule 19)"
    if scope in (Scope.ME, Scope.NETWORK):
        assert "ID" in found.works
        assert sum(good for good, _ in each.values()) >= 2
    if scope is Scope.EVERYONE:
        assert sum(bad for _, bad in each.values()) >= 2


@pytest.mark.parametrize(
    ("here", "ok", "failed", "scope"),
    [
        (Tries(10, 6), 5, 5, Scope.EVERYONE),
        (Tries(10, 3), 7, 3, Scope.EVERYONE),
        (Tries(10, 6), 10, 0, Scope.ME),
        (Tries(10, 10), 1, 0, Scope.ME),
        (Tries(20, 2), 1, 0, Scope.UNCLEAR),
        (Tries(4, 4), 0, 1, Scope.EVERYONE),
    ],
)
def test_shares_here_and_elsewhere(here: Tries, ok: int, failed: int, scope: Scope) -> None:
    assert seen(ok, failed, here) == (scope, ())


def test_one_place_that_answers_by_chance_does_not_make_it_regional() -> None:
    one = RegionReport(("SG",), ("ID", "US", "GB", "NL", "JP"))
    assert scope_from(rounds(one).compared(("web",), Tries(5, 5)), HERE)[0] is Scope.EVERYONE
    assert scope_from(rounds(one, one, one).compared(("web",), Tries(9, 9)), HERE)[0] is Scope.REGION


def at_own_machines(*found: bool, here: Tries, strangers: tuple[Elsewhere, ...] = ()) -> Scope:
    """The scope by what was found at the user's other machines, all of the user's own country."""
    own = tuple(Elsewhere("ID", ok=int(each), failed=int(not each), place=f"place {n}") for n, each in enumerate(found))
    return scope_from(rounds(RegionReport(answers=(*own, *strangers))).compared(("web",), here), HERE)[0]


def test_a_machine_of_ones_own_that_works_decides_sooner_than_strangers_do() -> None:
    stranger = (Elsewhere("ID", ok=1),)
    assert at_own_machines(here=Tries(3, 3), strangers=stranger) is Scope.UNCLEAR
    assert at_own_machines(True, here=Tries(3, 3)) is Scope.ME
    assert at_own_machines(True, here=Tries(10, 5)) is Scope.UNCLEAR, "still shares: by chance half of the tries work"
    assert at_own_machines(True, True, True, here=Tries(10, 5)) is Scope.ME
    assert at_own_machines(True, False, here=Tries(3, 3)) is not Scope.EVERYONE, "two that disagree"


def test_a_machine_of_ones_own_that_fails_too_is_one_answer() -> None:
    assert at_own_machines(False, here=ALL_FAIL) is Scope.UNCLEAR
    assert at_own_machines(False, False, here=ALL_FAIL) is Scope.UNCLEAR
    working = tuple(Elsewhere(place, ok=2) for place in ("ID", "SG", "US"))
    assert at_own_machines(False, here=ALL_FAIL, strangers=working) is Scope.ME


def test_the_own_provider_is_told_from_the_others_of_the_country() -> None:
    def of(ok: int, failed: int, others: tuple[str, ...] = ()) -> Scope:
        own = Elsewhere("ID", ok=ok, failed=failed, network=7713)
        rest = tuple(Elsewhere(place, ok=2, network=100) for place in ("ID", "US", "GB"))
        found = rounds(RegionReport(answers=(own, *rest), here=7713)).compared(("web",), ALL_FAIL)
        return scope_from(found, Context(country="ID", others_failing=others))[0]

    assert of(0, 2) is Scope.NETWORK
    assert of(2, 0) is of(2, 0, ("Other",)) is Scope.ME
    assert (of(0, 0), of(0, 0, ("Other",))) == (Scope.ME, Scope.NETWORK)
    alone = RegionReport(answers=(Elsewhere("ID", failed=2, network=7713),), here=7713)
    assert rounds(alone).compared(("web",), ALL_FAIL).fails == ("ID",), "nobody else was asked there"


def test_what_has_no_tests_is_no_round() -> None:
    kept = rounds(RegionReport(circumstances=(Circumstance(Hindrance.CUT_OFF, "ID", "ioda"),)))
    assert not kept.rounds
    assert [each.start_s for each in rounds(RegionReport(("ID",))).rounds] == [T]
    assert len(rounds(*[RegionReport(("ID",))] * 30).rounds) == REGION_ROUNDS_MOST


def test_only_rounds_of_the_last_minutes_are_compared_with_the_tries_of_that_time() -> None:
    kept = RegionEvidence()
    kept.add(RegionReport((), ("ID", "US", "GB")), T, "web", Tries(10, 10))
    kept.add(RegionReport(("ID", "US", "GB"), ()), T + 900, "web", Tries(40, 40))
    found = kept.compared(("web",), Tries(60, 50))
    assert (found.tests, found.here, found.works) == (3, Tries(50, 40), ("GB", "ID", "US"))
    assert Tries(3, 3).after(Tries(9, 2)) == Tries(3, 3), "the count began anew"
    assert RegionEvidence().compared(("web",), NONE).tests == 0


def test_a_round_is_about_its_component() -> None:
    kept = rounds(RegionReport(("ID", "US"), ()))
    assert kept.compared(("chat",), ALL_FAIL).tests == 0
    assert kept.fresh("chat", T).tests == 0
    assert (kept.fresh("web", T + 119).tests, kept.fresh("web", T + 121).tests) == (2, 0)
    assert (kept.asked_s("web"), kept.asked_s("chat")) == (T, 0.0)
    kept.age(T + 1)
    assert kept.fresh("web", T + 2).tests == 0
    kept.drop("chat")
    assert [each.start_s for each in kept.rounds] == [T]
    kept.drop("web")
    assert not kept.rounds


def read(kept: ServiceEvidence, target: str, outcome: Outcome, seconds: float) -> None:
    component = kept.targets[target].component
    kept.weigh(
        kept.targets[target], Reading(Source.PROBE, "acme", component, target, at(seconds), outcome), T + seconds
    )


def test_what_was_read_for_an_earlier_suspicion_is_dropped_when_the_next_begins() -> None:
    kept = track(service(("web", Rule.ALL, 1), ("chat", Rule.ALL, 1)))
    web, chat = kept.targets
    read(kept, web, Outcome.FAILED, 0)
    kept.read_elsewhere(RegionReport(("ID", "US"), ()), "web", T + 1)
    read(kept, web, Outcome.FAILED, 5)
    assert kept.elsewhere().tests == 2, "it is the same suspicion"
    for seconds in range(10, 200, 10):
        read(kept, web, Outcome.OK, seconds)
    read(kept, chat, Outcome.FAILED, 300)
    assert kept.elsewhere().tests == 0, "that was about another component"
    read(kept, web, Outcome.FAILED, 310)
    assert not kept.region.rounds, "that was another suspicion"


def test_what_is_over_still_tells_whom_the_problem_concerned_and_late_rounds_do_not() -> None:
    kept = track(service(("web", Rule.ALL, 1), ("chat", Rule.ALL, 1)))
    web, chat = kept.components.values()
    for target in kept.targets.values():
        fail(target, 0)
    for component in (web, chat):
        component.begin(State.OUTAGE, component.targets)
    kept.since(T)
    kept.read_elsewhere(RegionReport((), ("ID", "US", "GB")), "web", T + 5)
    answer(web.targets[0], 60)
    kept.read_elsewhere(RegionReport(("ID", "US", "GB"), ()), "web", T + 70)
    answer(web.targets[0], 95)
    web.end()
    assert kept.elsewhere(("chat",)).fails == ("GB", "ID", "US")
    assert kept.elsewhere(("Login",)).fails == ("GB", "ID", "US"), "a name of the page's that is none of ours"
    kept.read_elsewhere(RegionReport(("ID",), ()), "gone", T + 80)
    assert kept.elsewhere(("chat",)).tests == 3


def test_the_rounds_of_an_incident_are_checked_after_two_minutes_then_every_five() -> None:
    full = Tries(20, 20)
    one, two, three = (rounds(*[RegionReport(("ID",))] * count) for count in (1, 2, 3))
    for kept, pause_s in ((one, REGION_AGAIN_S), (two, REGION_CHECK_S), (three, REGION_LATER_S)):
        assert kept.pause_s("web", full, 0.0, incident_open=True) == pause_s
        assert kept.pause_s("web", full, 0.0, incident_open=False) == REGION_AGAIN_S
    assert three.pause_s("web", full, T + 61, incident_open=True) == REGION_AGAIN_S, "it began to answer"
    assert three.pause_s("chat", full, 0.0, incident_open=True) == REGION_LATER_S
    partly = RegionEvidence()
    for number in range(3):
        partly.add(RegionReport(("ID",)), T + 30 * number, "web", Tries(10 * number + 10, 10 * number + 10))
    assert partly.pause_s("web", Tries(40, 39), 0.0, incident_open=True) == REGION_LATER_S
    assert partly.pause_s("web", Tries(40, 33), 0.0, incident_open=True) == REGION_AGAIN_S, "another share"
    first = RegionEvidence()
    first.add(RegionReport(("ID",)), T, "chat", full)
    first.add(RegionReport(("ID",)), T + 1, "chat", full)
    first.add(RegionReport(("ID",)), T + 2, "web", full)
    assert first.pause_s("web", Tries(22, 20), 0.0, incident_open=True) == REGION_LATER_S, "too few to tell"


def test_a_round_that_came_late_is_none_of_the_first_nor_their_check() -> None:
    kept = RegionEvidence()
    for number, (late, pause_s) in enumerate(
        [
            (True, REGION_AGAIN_S),
            (False, REGION_AGAIN_S),
            (True, REGION_AGAIN_S),
            (False, REGION_CHECK_S),
            (True, REGION_CHECK_S),
            (False, REGION_LATER_S),
            (True, REGION_LATER_S),
        ]
    ):
        kept.add(RegionReport(fails=PLACES), T + 30 * number, "web", Tries(20, 15), late=late)
        assert kept.pause_s("web", Tries(20, 15), 0.0, incident_open=True) == pause_s


def test_one_answer_leans_where_all_fails_and_none_does_where_half_does() -> None:
    kept = rounds(RegionReport(("US",), ("GB",))).rounds
    assert compared(kept, Tries(3, 3)).lean("US") <= -PLACE_LEANS
    assert compared(kept, Tries(10, 5)).works == ()
    assert compared(kept, Tries(10, 5)).fails == ("GB",)


def test_a_source_that_contradicts_itself_where_all_fails_here_tells_less() -> None:
    one, other = RegionReport(("US", "GB"), ("ID", "NL")), RegionReport(("ID", "US"), ("GB", "NL"))
    full, part = (rounds(one, other).compared(("web",), Tries(9, failed)) for failed in (9, 5))
    assert (full.errs(), part.errs()) == (0.25, SOURCE_ERRS)
    assert 0.0 < full.lean("NL") < rounds(one, one).compared(("web",), Tries(9, 9)).lean("NL")
    assert scope_from(full, HERE)[0] is Scope.UNCLEAR
    torn = RegionReport(answers=(Elsewhere("ID", ok=5, failed=5),))
    assert rounds(torn).compared(("web",), ALL_FAIL).errs() == SOURCE_ERRS_MOST
    assert compared((), ALL_FAIL).errs() == SOURCE_ERRS


def test_what_is_told_beside_tests_belongs_to_the_component_and_ends_with_its_suspicion() -> None:
    told = Circumstance(Hindrance.BLOCKED, "ID", "OONI", bad=9, measured=12)
    kept = rounds(RegionReport(circumstances=(told,)))
    kept.add(RegionReport(circumstances=(told,)), T + 30, "")
    assert kept.told_beside(("web",)) == (told,)
    kept.add(RegionReport(works=("US",)), T + 60, "web")
    assert kept.told_beside(("web",)) == (told,), "a round in which a source is late takes nothing back"
    kept.drop("chat")
    assert kept.told_beside(("chat",)) == ()
    assert kept.told_beside(("web",)) == (told,)
    kept.clear()
    assert kept.told_beside(("web",)) == ()


@pytest.mark.parametrize(
    ("then", "now"),
    [
        (RegionReport(works=PLACES[2:], fails=PLACES[:2]), RegionReport(fails=PLACES)),
        (RegionReport(fails=PLACES), RegionReport(works=PLACES[2:], fails=PLACES[:2])),
        (RegionReport(works=PLACES), RegionReport(answers=(Elsewhere("ID", failed=4), Elsewhere("US", ok=2)))),
    ],
)
def test_when_the_world_turns_the_next_round_says_so_and_is_checked_soon(then: RegionReport, now: RegionReport) -> None:
    kept = RegionEvidence()
    for number in range(3):
        kept.add(then, T + 300 * number, "web")
    kept.add(then, T + 600, "chat")
    kept.add(now, T + 900, "web")
    alone = rounds(now).compared(("web",), ALL_FAIL)
    assert scope_from(kept.compared(("web",), ALL_FAIL), HERE) == scope_from(alone, HERE)
    assert [each.component for each in kept.rounds] == ["chat", "web"]
    assert RegionEvidence((kept.rounds[-1],)).pause_s("web", ALL_FAIL, T, incident_open=True) == REGION_AGAIN_S


def test_one_test_that_errs_and_what_fails_in_part_turn_nothing() -> None:
    for here, now in (
        (ALL_FAIL, RegionReport(works=PLACES[1:], fails=PLACES[:1])),
        (Tries(8, 4), RegionReport(fails=PLACES)),
    ):
        kept = RegionEvidence()
        kept.add(RegionReport(works=PLACES), T, "web", here)
        kept.add(now, T + 300, "web", here)
        assert len(kept.rounds) == 2
    kept.add(RegionReport(fails=PLACES), T + 600, "web", late=True)
    assert len(kept.rounds) == 3


def test_a_provider_that_turns_is_heard_too() -> None:
    def told(*, fails: bool) -> RegionReport:
        mine = Elsewhere("ID", ok=0 if fails else 3, failed=3 if fails else 0, network=7713)
        return RegionReport(answers=(mine, Elsewhere("ID", ok=2, network=1), Elsewhere("US", ok=2)), here=7713)

    kept = rounds(told(fails=True))
    assert scope_from(kept.compared(("web",), ALL_FAIL), HERE)[0] is Scope.NETWORK
    kept.add(told(fails=False), T + 300, "web")
    assert scope_from(kept.compared(("web",), ALL_FAIL), HERE)[0] is Scope.ME


def test_what_the_users_other_machines_said_last_is_told_by_their_places() -> None:
    office, cabin = Elsewhere("ID", ok=1, place="office"), Elsewhere("MY", failed=1, place="cabin")
    turned = Elsewhere("ID", failed=1, place="office")
    assert rounds(RegionReport(answers=(Elsewhere("US", ok=3),))).told_by_own(("web",), "home") is None
    both = rounds(RegionReport(answers=(office, cabin, Elsewhere("US", ok=3))))
    assert both.told_by_own(("web",), "home") == OwnPlaces("home", ("cabin",), ("office",))
    assert both.told_by_own(("other",), "home") is None
    later = rounds(RegionReport(answers=(office, cabin)), RegionReport(answers=(turned,)))
    assert later.told_by_own(("web",), "home") == OwnPlaces("home", ("cabin", "office"))
