"""What a line usually loses is learned; what is more, and lasts longer than its bursts, is found."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifier.config.anchors import DEFAULT_ANCHORS
from notifier.core.failure import FailureKind
from notifier.core.line.guard import LineGuard
from notifier.core.line.loss import Loss, Noise
from notifier.core.line.numbers import BURST_OVER_S, CLEAN_FOR_S, LOSS_USUAL, LOSSY_AFTER_S, POOR_AT
from notifier.core.model import LineState, Outcome
from tests.core.making import T

KEYS = [each.key for each in DEFAULT_ANCHORS]


class Bursts:
    """Gilbert and Elliott's line: in bad times, which begin and end by chance, most requests fail."""

    def __init__(self, seed: int, share: float, length_s: float, loss: float) -> None:
        self.luck = random.Random(seed)
        self.loss = loss
        self.length_s = length_s
        self.gap_s = length_s * (loss - share) / share
        self.bad_until_s = 0.0
        self.next_s = self.luck.expovariate(1.0 / self.gap_s)

    def fails(self, t_s: float) -> bool:
        while t_s >= self.next_s:
            self.bad_until_s = self.next_s + self.luck.expovariate(1.0 / self.length_s)
            self.next_s = self.bad_until_s + self.luck.expovariate(1.0 / self.gap_s)
        return t_s < self.bad_until_s and self.luck.random() < self.loss


def watched(bursts: Bursts, duration_s: float) -> tuple[LineGuard, float]:
    """Watch a line as the planner does; also give for how long it was called lossy."""
    line = LineGuard(DEFAULT_ANCHORS)
    line.regular_s = 15.0
    now_s = lossy_s = 0.0
    while now_s < duration_s:
        for key in KEYS:
            failure = FailureKind.RESET if bursts.fails(now_s) else None
            line.read(key, Outcome.FAILED if failure else Outcome.OK, failure, T + now_s, T + now_s + 0.1)
        step_s = 5.0 if line.suspect() or line.state is not LineState.ONLINE else 20.0
        lossy_s += step_s * (line.state is LineState.LOSSY)
        now_s += step_s
    return line, lossy_s


@pytest.mark.slow
@pytest.mark.parametrize("share", [0.02, 0.03])
@pytest.mark.parametrize("length_s", [2.0, 10.0, 40.0])
def test_a_line_that_is_steadily_poor_is_not_bad_and_its_share_is_known(share: float, length_s: float) -> None:
    day_s, bad_s = 86_400.0, 0.0
    for seed in range(4):
        line, lossy_s = watched(Bursts(seed, share, length_s, 0.6), day_s)
        bad_s += lossy_s
        assert line.loss.noise.share == pytest.approx(share, rel=0.4)
    assert bad_s < 0.01 * 4 * day_s


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("loss", [0.2, 0.4])
def test_after_a_day_at_three_per_cent_a_line_that_loses_more_is_found_within_three_minutes(
    seed: int, loss: float
) -> None:
    line, _ = watched(Bursts(seed, 0.03, 10.0, 0.6), 86_400.0)
    luck = random.Random(seed)
    line.loss.end()
    for look in range(36):
        for key in KEYS:
            failure = FailureKind.RESET if luck.random() < loss else None
            start_s = T + 87_000.0 + 5.0 * look
            line.read(key, Outcome.FAILED if failure else Outcome.OK, failure, start_s, start_s + 0.1)
        if line.state is LineState.LOSSY:
            return
    raise AssertionError("it was not found")


NAMES_LOST = """
0 ... 50 ... 110 ... 170 ..x 180 ... 185 xx. 195 ... 200 x.. 205 ... 210 ... 215 ... 220 ... 234 .x. 239 ...
243 ..x 248 ..x 253 .x. 258 ... 263 ... 268 x.. 273 ... 278 ... 283 ... 288 ... 296 x.. 301 ... 306 ... 311 .x.
"""
"""When the laboratory's line lost a fifth of all packets each way: the seconds of each round, and which of its three
names were not found (x). Bare addresses answered in all of them."""


def test_a_line_on_which_only_names_get_lost_is_lossy_though_bare_addresses_answer() -> None:
    line = LineGuard(DEFAULT_ANCHORS)
    words = NAMES_LOST.split()
    for seconds, names in zip(words[::2], words[1::2], strict=True):
        lost = [key for key, fate in zip(KEYS[:3], names, strict=True) if fate == "x"]
        look_at(line, float(seconds), FailureKind.DNS_FAILURE, lost)
    assert line.state is LineState.LOSSY
    states: list[LineState] = []
    for number in range(15):
        look_at(line, 316.0 + 5.0 * number, None, [])
        states.append(line.state)
    assert set(states[:11]) == {LineState.LOSSY}, "50 answers in a row, half of them of bare addresses"
    assert states[-1] is LineState.ONLINE


@pytest.mark.parametrize("others", [[], [KEYS[-1]]])
def test_one_check_that_often_fails_makes_no_lossy_line_nor_do_names_that_fail_as_often_as_addresses(
    others: list[str],
) -> None:
    line, failing = LineGuard(DEFAULT_ANCHORS), [KEYS[0], *others]
    for number in range(200):
        look_at(line, 5.0 * number, FailureKind.READ_TIMEOUT, [] if number % 8 else failing)
    assert line.state is LineState.ONLINE


def test_before_anything_was_seen_two_per_cent_are_taken_for_usual() -> None:
    assert Noise().share == pytest.approx(LOSS_USUAL)
    clean = Noise()
    for _ in range(1000):
        clean = clean.seen(60.0, lost=False)
    assert clean.share < 0.003
    assert Noise().seen(60.0, lost=True).share > LOSS_USUAL


def test_what_was_long_ago_counts_less() -> None:
    noise = Noise(seen_s=6 * 86_400.0 + 1.0, lost_s=60_000.0)
    assert noise.seen(60.0, lost=False).lost_s == pytest.approx(30_000.0)


def test_bursts_are_counted_and_long_faults_are_none() -> None:
    loss = Loss()
    for start_s in (100.0, 105.0, 110.0):
        loss.failed(start_s)
    loss.failed(200.0)
    assert loss.noise.bursts == 1.0
    for number in range(60):
        loss.failed(205.0 + 5.0 * number)
    loss.failed(900.0)
    assert loss.noise.bursts == 1.0, "five minutes of it are a fault"


def test_another_network_has_its_own_usual_loss() -> None:
    loss = Loss()
    loss.knows(Noise(seen_s=86_400.0, lost_s=0.05 * 86_400.0))
    poor = Loss()
    for each in (loss, poor):
        each.failed(100.0)
    assert loss.weight < poor.weight


def test_a_line_that_vouches_again_after_a_burst_is_clean() -> None:
    line = LineGuard(DEFAULT_ANCHORS)

    def look(seconds: float, failing: list[str]) -> None:
        for key in KEYS:
            failure = FailureKind.RESET if key in failing else None
            line.read(key, Outcome.FAILED if failure else Outcome.OK, failure, T + seconds, T + seconds + 0.1)

    look(0, [])
    assert line.is_clean(T + 100)
    look(60, KEYS[:2])
    assert not line.is_clean(T + 100)
    for number in range(1, 8):
        look(60 + 5 * number, [])
    assert line.is_clean(T + 100)
    assert line.vouches_since(T + 95)
    assert not line.vouches_since(T + 60), "that failed together with the anchors"
    line.sleep(T + 100)
    assert not line.is_clean(T + 100)


@pytest.mark.parametrize("kind", [FailureKind.UNREACHABLE, FailureKind.DNS_FAILURE, FailureKind.RESET])
def test_faults_of_the_line_are_not_its_usual_loss(kind: FailureKind) -> None:
    line, luck = LineGuard(DEFAULT_ANCHORS), random.Random(2)
    for minute in range(60):
        look_at(line, minute * 60.0, None, [])
    before = line.loss.noise
    for number in range(200):
        failing = [key for key in KEYS if kind is not FailureKind.RESET or luck.random() < 0.4]
        failing = [key for key in failing if kind is not FailureKind.DNS_FAILURE or key.startswith("http")]
        look_at(line, 3600.0 + 5.0 * number, kind, failing)
    assert line.state is not LineState.ONLINE
    assert line.loss.noise.share < before.share + 0.01 < POOR_AT


def look_at(line: LineGuard, seconds: float, kind: FailureKind | None, failing: list[str]) -> None:
    for key in KEYS:
        outcome, failure = (Outcome.FAILED, kind) if key in failing else (Outcome.OK, None)
        line.read(key, outcome, failure, T + seconds, T + seconds + 0.1)


def test_what_fails_at_the_same_moment_counts_once_or_so() -> None:
    together, apart = Loss(), Loss()
    for number in range(6):
        together.failed(100.0)
        apart.failed(100.0 + 5.0 * number)
    assert together.weight < apart.weight / 2


def test_news_needs_weight_and_time() -> None:
    loss, hurried = Loss(), Loss(patient=False)
    for each in (loss, hurried):
        for number in range(6):
            each.failed(1000.0 + 5.0 * number)
            each.failed(1000.0 + 5.0 * number)
    assert hurried.is_news(1030.0)
    assert not loss.is_news(1030.0)
    assert loss.is_news(1000.0 + LOSSY_AFTER_S)
    assert loss.since_s == 1000.0
    loss.forgive(100)
    assert loss.weight == 0.0


def test_what_fails_in_a_burst_of_the_lines_counts_only_when_it_fails_after_it_too() -> None:
    loss = Loss()
    assert loss.is_clean(0.0)
    loss.failed(1000.0)
    assert loss.is_clean(1000.0), "one anchor alone is its own fault"
    loss.failed(1000.0)
    assert loss.clean_since() == 1000.0 + BURST_OVER_S
    loss.answered(1006.0)
    assert loss.clean_since() == 1000.0 + BURST_OVER_S
    loss.answered(1006.0)
    assert loss.clean_since() == 1006.0
    loss.weight = 0.0
    assert not loss.is_clean(1006.0)
    assert loss.is_clean(1006.0 + CLEAN_FOR_S)
    loss.failed(1010.0)
    loss.failed(1010.0)
    assert loss.clean_since() > 1010.0, "it was not over"
    loss.weight = 100.0
    assert not loss.is_clean(2000.0)


@given(st.lists(st.tuples(st.booleans(), st.floats(0.0, 100.0)), max_size=200))
def test_whatever_is_lost_the_numbers_stay_what_they_are(readings: list[tuple[bool, float]]) -> None:
    loss, now_s = Loss(), 1000.0
    for lost, pause_s in readings:
        before_s, now_s = now_s, now_s + pause_s
        if lost:
            loss.failed(now_s)
        else:
            loss.answered(now_s)
        loss.learn(now_s - before_s, lost=lost)
        assert 0.0 <= loss.weight < 20.0
        assert 0.0 < loss.noise.share < 1.0
        assert loss.clean_since() <= now_s + BURST_OVER_S


def test_a_poor_line_is_worth_a_word_once_it_is_well_known() -> None:
    assert Noise(seen_s=3600.0, lost_s=180.0).worth_a_word == 0.0
    assert Noise(seen_s=86_400.0, lost_s=100.0, bursts=9.0).worth_a_word == 0.0
    assert Noise(seen_s=86_400.0, lost_s=0.03 * 86_400.0, bursts=9.0).worth_a_word == pytest.approx(0.03, rel=0.05)
    assert Noise(seen_s=86_400.0, lost_s=0.03 * 86_400.0, bursts=2.0).worth_a_word == 0.0, "a fault or two"


def met_burst(loss: Loss, start_s: float) -> bool:
    from_s, until_s = loss.last_burst()
    return from_s <= start_s < until_s


def test_what_is_begun_in_a_burst_or_right_after_it_met_it() -> None:
    loss = Loss()
    loss.failed(T)
    assert not met_burst(loss, T), "one anchor alone is no burst"
    loss.failed(T + 1)
    assert met_burst(loss, T - 4)
    assert met_burst(loss, T + 1)
    assert not met_burst(loss, T - 60)
    for _ in range(2):
        loss.answered(T + 10)
    assert met_burst(loss, T + 10 + CLEAN_FOR_S - 1)
    assert not met_burst(loss, T + 10 + CLEAN_FOR_S + 1)
