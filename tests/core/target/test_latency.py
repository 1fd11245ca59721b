"""One target's usual latency, and whether it is slow."""

import random
from math import exp

import pytest

from notifier.core.target.latency import Latency
from tests.core.making import T


def learned(median_ms: float = 80.0, deviation: float = 0.5, count: int = 100, seed: int = 1) -> Latency:
    luck = random.Random(seed)
    made = Latency()
    for number in range(count):
        made.add(T + 60 * number, median_ms * exp(deviation * luck.gauss(0, 1)))
    return made


def test_the_usual_latency_is_learned() -> None:
    assert learned(count=29).usual_ms() is None
    usual = learned(count=300).usual_ms()
    assert usual is not None
    assert 70 < usual < 91


@pytest.mark.parametrize("factor", [5.0, 10.0])
@pytest.mark.parametrize("median_ms", [20.0, 900.0])
def test_slow_is_relative_to_what_is_usual(median_ms: float, factor: float) -> None:
    made = learned(median_ms)
    luck = random.Random(2)
    for number in range(100, 140):
        made.add(T + 60 * number, factor * median_ms * exp(0.5 * luck.gauss(0, 1)))
    assert made.slow_since_s is not None
    assert T + 6000 <= made.slow_since_s <= T + 60 * 125
    for number in range(140, 160):
        made.add(T + 60 * number, median_ms)
    assert made.slow_since_s is None


def test_a_steady_target_is_not_called_slow() -> None:
    for seed in range(60):
        assert learned(90.0, 0.88, 400, seed).slow_since_s is None


def test_a_few_very_late_answers_long_ago_are_not_slow_now() -> None:
    """The sum may reach its threshold by one late answer among quick ones: slow is what is slow lately."""
    made = learned(80.0, 0.1)
    made.slowness, made.recent_log_ms = 25.0, made.mean_log_ms
    made.add(T + 6000, 100.0)
    assert made.slow_since_s is None


def test_an_answer_faster_than_the_clock_is_counted() -> None:
    made = Latency()
    made.add(T, 0.0)
    assert (made.samples, made.newest_ms) == (1.0, 0.0)
