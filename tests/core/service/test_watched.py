"""What of all that is watched fails: which of it is asked, and in which order."""

from notifier.core.numbers import UNRELATED_RECENT_S
from notifier.core.service.evidence import ServiceEvidence
from notifier.core.service.watched import Watched
from tests.core.making import T, answer, fail
from tests.core.service.test_context import world


def break_down(kept: ServiceEvidence, *times: float) -> None:
    for target in kept.targets.values():
        for seconds in times:
            fail(target, seconds)


def test_those_that_began_to_fail_are_found_in_the_order_of_all_whoever_was_first() -> None:
    every = Watched(world("A", "B", "C"))
    assert list(every.failing(T)) == []
    for number in (2, 0):
        break_down(every[number], 0, 5)
        every.weighed(every[number])
        every.weighed(every[number])
    assert list(every.failing(T + 10)) == [every[0], every[2]]
    assert (every.may_fail_but("A"), every.may_fail_but("B")) == (1, 2)


def test_who_answers_again_or_fails_for_long_is_asked_no_more_until_it_is_weighed_again() -> None:
    every = Watched(world("A", "A", "B"))
    for each in every:
        break_down(each, 0, 5)
    assert list(every.failing(T + 10)) == every
    answer(next(iter(every[0].targets.values())), 12)
    assert list(every.failing(T + 12)) == every[1:]
    assert list(every.failing(T + UNRELATED_RECENT_S + 1)) == []
    assert every.may_fail_but("C") == 0
    break_down(every[0], 70, 75)
    assert list(every.failing(T + 80)) == [], "it was not weighed since"
    every.weighed(every[0])
    assert list(every.failing(T + 80)) == []
    assert every.may_fail_but("C") == 0
