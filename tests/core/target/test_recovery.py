"""Whether what failed in part is over: how many answers that takes, and from when on it is worth to look more often."""

from math import ceil, log

import pytest

from notifier.core.numbers import OVER_AT
from notifier.core.target.recovery import is_over, seems_over
from notifier.core.target.servers import NONE
from notifier.core.target.states import Doubt, GoodRun
from tests.core.making import T


def made(share: float, answers: int) -> tuple[Doubt, GoodRun]:
    """What failed at a share for a hundred readings, and has answered since."""
    failed = round(100 * share)
    doubt = Doubt(100 + answers, failed, T - 1000.0, T, partial=20.0, share=share, recent=16.0)
    return doubt, GoodRun(answers, T + 5.0, T + 5.0 * answers)


@pytest.mark.parametrize(("share", "answers"), [(0.5, 10), (0.3, 20), (0.15, 43), (0.05, 135)])
def test_it_takes_as_many_answers_as_chance_gives_once_in_a_thousand(share: float, answers: int) -> None:
    assert answers == ceil(OVER_AT / -log(1.0 - share))
    assert not is_over(*made(share, answers - 1), NONE, 0)
    assert is_over(*made(share, answers), NONE, 0)


@pytest.mark.parametrize(("share", "answers"), [(0.5, 2), (0.3, 4), (0.15, 9), (0.05, 28)])
def test_a_fifth_of_them_is_enough_to_look_more_often(share: float, answers: int) -> None:
    assert not seems_over(*made(share, answers - 1))
    assert seems_over(*made(share, answers))


def test_the_share_is_that_of_the_newest_readings_or_of_all_whichever_is_less() -> None:
    doubt, run = made(0.5, 12)
    assert is_over(doubt, run, NONE, 0)
    lately = Doubt(112, 50, T - 1000.0, T, partial=20.0, share=0.3, recent=16.0)
    assert not is_over(lately, run, NONE, 0)
    in_all = Doubt(112, 30, T - 1000.0, T, partial=20.0, share=0.5, recent=16.0)
    assert not is_over(in_all, run, NONE, 0)
    assert is_over(in_all, run, NONE, 20), "the service's other targets answer, too"
