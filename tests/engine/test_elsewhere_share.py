"""How many rounds of tests elsewhere are made: some at once, then one every few minutes; news goes first."""

import random

from hypothesis import given
from hypothesis import strategies as st

from notifier.core.outside.numbers import REGION_REFILL_S, REGION_ROUNDS, REGION_ROUNDS_KEPT
from notifier.core.watch import Watch
from notifier.engine.conditions import Conditions
from notifier.sources.regions import region_sources
from notifier.sources.regions.globalping import TESTS
from tests.core.making import T

HOUR_S = 3600.0


def made(*countries: str) -> Conditions:
    return Conditions(Watch(region_countries=countries), random.Random(1))


def test_who_did_not_allow_it_asks_nobody() -> None:
    assert not made().may_ask_regions(T, news=True)


def test_what_changes_finds_a_round_after_many_and_all_come_back() -> None:
    asked = made("ID", "US")
    assert sum(asked.may_ask_regions(T, news=True) for _ in range(20)) == REGION_ROUNDS
    assert not asked.may_ask_regions(T + REGION_REFILL_S - 1.0, news=True)
    assert asked.may_ask_regions(T + REGION_REFILL_S + 1.0, news=True), "no hour has to pass"
    assert not asked.may_ask_regions(T - HOUR_S, news=True), "a clock that is put back gives none"
    later_s = T + 24 * HOUR_S
    assert sum(asked.may_ask_regions(later_s, news=True) for _ in range(20)) == REGION_ROUNDS


def test_what_goes_on_leaves_some_to_what_changes() -> None:
    asked = made("ID", "US")
    assert sum(asked.may_ask_regions(T, news=False) for _ in range(20)) == REGION_ROUNDS - REGION_ROUNDS_KEPT
    assert sum(asked.may_ask_regions(T, news=True) for _ in range(20)) == REGION_ROUNDS_KEPT


def test_a_round_in_which_nobody_told_anything_comes_back() -> None:
    asked = made("ID", "US")
    assert sum(asked.may_ask_regions(T, news=True) for _ in range(20)) == REGION_ROUNDS
    asked.region_round_for_nothing()
    assert asked.may_ask_regions(T, news=True)
    assert not asked.may_ask_regions(T, news=True)


def test_an_outage_that_lasts_is_asked_about_as_often_as_promised() -> None:
    asked = made("ID", "US")
    times = [T + number * REGION_REFILL_S for number in range(50)]
    assert all(asked.may_ask_regions(each_s, news=False) for each_s in times)


@given(st.lists(st.tuples(st.floats(0.0, 600.0), st.booleans()), max_size=200))
def test_in_no_hour_more_is_asked_than_the_sources_give(wishes: list[tuple[float, bool]]) -> None:
    asked, now_s, rounds = made("ID", "US"), T, []
    for after_s, news in wishes:
        now_s += after_s
        rounds += [now_s] * asked.may_ask_regions(now_s, news=news)
    most = max((sum(each_s <= s < each_s + HOUR_S for s in rounds) for each_s in rounds), default=0)
    (tests,) = region_sources()["globalping"].source.limits
    (requests,) = region_sources()["checkhost"].source.limits
    assert (tests.within_s, requests.within_s) == (HOUR_S, HOUR_S)
    assert most * TESTS <= tests.most
    assert most <= requests.most
