"""What the readings of one target amount to: learned trust and latency, and the weight of its failures.

Weights are natural logarithms of likelihood ratios (log-odds), so that independent evidence is added. Three running
tests are kept for each target, all of them Page's cumulative sums (never below 0; E. S. Page, Biometrika 41, 1954):

- `weight`, "it is out": every reading fails but a share of 0.02, against the target's own usual share p0 of failures.
  A failure adds ln(0.98/p0), 5.3 for the best targets; an answer refutes it and sets it back to 0.
- `partial`, "two in five requests fail": a failure adds ln(0.4/p0), an answer adds ln(0.6/(1-p0)) = -0.5.
- `slowness`, "latency has grown by 1.5 standard deviations" of its logarithm: a reading at z deviations from the
  learned mean adds 1.5 z - 1.125, z between -2 and 4.

p0 is learned: (1 + failures) / (200 + readings), between 0.005 and 0.2, from failures that turned out to be nothing.
Failures close in time are not independent: one that begins less than 5 s after the last counts for that fraction.
"""

from math import exp, log, sqrt
from typing import Final

import msgspec

from notifier.core.cadence import HOST_GAP_S, RECOVERY_GAP_S
from notifier.core.failure import FailureKind
from notifier.core.model import Outcome

P_FAIL_LEAST: Final = 0.005
P_FAIL_MOST: Final = 0.2
P_FAIL_OUT: Final = 0.98
P_FAIL_PARTIAL: Final = 0.4
SHIFT: Final = 1.5
SHIFT_HALF_SQUARE: Final = SHIFT * SHIFT / 2
Z_LEAST: Final = -2.0
Z_MOST: Final = 4.0
DEVIATION_LEAST: Final = 0.35
"""Of the logarithm; even a very steady target may take a third longer now and then."""
SLOW_AT: Final = 20.0
"""Where a target is called slow: on a steady one this happens once in e^20 = 500 million readings."""
SLOW_MOST: Final = 26.0
LEARN_BELOW: Final = 8.0
"""While slowness is less, latency is learned. To leave out more would leave out chance, too, and make every learned
mean too low: then a steady target is called slow by and by."""
SLOW_FACTOR: Final = 2.5
"""Slow is at least so many times the usual latency, lately."""
FEWEST_SAMPLES: Final = 30.0
MEMORY: Final = 300.0
"""Latency and trust are averaged over about so many readings."""
PARTIAL_MOST: Final = 40.0
CALM_PARTIAL: Final = 5.5
"""One failure alone leaves less than this, and asks for no attention once the target answers again."""
RELAPSES: Final = 2
RELAPSED_RUN: Final = 4
"""Answers in a row that end an outage which came back so often."""
STEADY_RUN: Final = 8
"""Answers in a row that end a partial outage."""


class TargetTrack(msgspec.Struct):
    """The evidence about one target. Times in seconds of the epoch; 0: never."""

    key: str
    component: str
    answered_well_s: float = 0.0
    """The first good answer ever from this machine; before it the target counts for nothing (rule 5)."""
    readings: float = 0.0
    failures: float = 0.0
    mean_log_ms: float = 0.0
    var_log_ms: float = 0.0
    samples: float = 0.0
    recent_log_ms: float = 0.0
    slowness: float = 0.0
    slow_since_s: float = 0.0

    weight: float = 0.0
    partial: float = 0.0
    bad_run: int = 0
    """Failures since the last answer."""
    tries: int = 0
    """Readings since the first failure of the present suspicion, and how many of them failed."""
    failed: int = 0
    first_bad_s: float = 0.0
    """The first failure of the present suspicion."""
    run_since_s: float = 0.0
    """The first failure since the last answer."""
    last_bad_s: float = 0.0
    failure: FailureKind | None = None
    detail: str = ""

    failing: bool = False
    """It is part of a shown problem and has to answer twice before that ends (rule 10)."""
    relapses: int = 0
    """How often it failed again after an answer, while it was part of a shown problem."""
    mixed: bool = False
    """It answered in between: a partial problem, which takes a longer run of answers to end."""
    good_run: int = 0
    first_good_s: float = 0.0
    """The first answer after the last failure."""
    last_good_s: float = 0.0
    last_ok_s: float = 0.0
    """The newest good answer of all."""

    read_s: float = 0.0
    outcome: Outcome | None = None
    latency_ms: float | None = None
    unverifiable_since_s: float = 0.0

    def calm(self) -> bool:
        """Tell whether nothing about this target needs attention, so that an answer changes nothing."""
        return (
            self.bad_run == 0
            and self.partial < CALM_PARTIAL
            and not self.failing
            and self.slowness < SLOW_AT
            and self.slow_since_s == 0.0
            and self.unverifiable_since_s == 0.0
            and self.answered_well_s != 0.0
        )

    def p_fail(self) -> float:
        """Give the share of readings that fail while nothing is wrong."""
        return min(P_FAIL_MOST, max(P_FAIL_LEAST, (1.0 + self.failures) / (200.0 + self.readings)))

    def recovered(self) -> bool:
        """Tell whether a failing target has confirmed its recovery: two answers 30 s apart, or a steady run."""
        if self.mixed:
            return self.good_run >= STEADY_RUN
        if self.relapses >= RELAPSES:
            return self.good_run >= RELAPSED_RUN
        return self.good_run >= 2 and self.last_good_s - self.first_good_s >= RECOVERY_GAP_S - 1e-6

    def is_slow(self) -> bool:
        """Tell whether it is slow compared with what was learned."""
        return self.slow_since_s != 0.0


def weigh_answer(track: TargetTrack, start_s: float, latency_ms: float | None) -> None:
    """Take in a good answer that was begun at `start_s`."""
    readings = track.readings + 1.0
    if readings > MEMORY * 10:
        readings /= 2.0
        track.failures /= 2.0
    track.readings = readings
    if track.answered_well_s == 0.0:
        track.answered_well_s = start_s
        _forget_failures(track)
    track.last_ok_s = start_s
    if track.unverifiable_since_s:
        track.unverifiable_since_s = 0.0
    if latency_ms is not None:
        _weigh_latency(track, start_s, latency_ms)
    if track.bad_run or track.partial or track.failing:
        _weigh_answer_in_doubt(track, start_s)


def _weigh_answer_in_doubt(track: TargetTrack, start_s: float) -> None:
    track.tries += 1
    if track.failing and track.bad_run == 0 and track.good_run == 0:
        track.first_good_s = start_s
    if track.bad_run:
        track.first_good_s = start_s
        track.good_run = 0
    track.good_run += 1
    track.last_good_s = start_s
    track.bad_run = 0
    track.weight = 0.0
    track.partial = max(0.0, track.partial + log((1 - P_FAIL_PARTIAL) / (1 - track.p_fail())))
    if track.partial == 0.0 and not track.failing:
        track.failures += track.failed
        _forget_failures(track)


def weigh_failure(track: TargetTrack, start_s: float, failure: FailureKind | None, detail: str) -> None:
    """Take in a failure that was begun at `start_s`. The caller knows that the line was fine."""
    track.readings += 1.0
    track.unverifiable_since_s = 0.0
    apart = min(1.0, (start_s - track.last_bad_s) / HOST_GAP_S) if track.last_bad_s else 1.0
    if track.tries == 0:
        track.first_bad_s = start_s
    if track.bad_run == 0:
        track.run_since_s = start_s
    if track.failing and track.good_run:
        track.relapses += 1
    track.tries += 1
    track.failed += 1
    track.bad_run += 1
    track.good_run = 0
    track.last_bad_s = start_s
    track.failure = failure
    track.detail = detail
    p_fail = track.p_fail()
    track.weight += max(0.0, apart) * log(P_FAIL_OUT / p_fail)
    track.partial = min(PARTIAL_MOST, track.partial + max(0.0, apart) * log(P_FAIL_PARTIAL / p_fail))


def weigh_unverifiable(track: TargetTrack, start_s: float) -> None:
    """Take in an answer that does not tell: it is neither good nor bad, and ends a run of failures of the network."""
    if track.unverifiable_since_s == 0.0:
        track.unverifiable_since_s = start_s
    if not track.failing:
        _forget_failures(track)


def drop_doubt(track: TargetTrack) -> None:
    """Forget failures that are now known to be the line's, not the service's."""
    if not track.failing:
        _forget_failures(track)
    else:
        track.good_run = 0
        track.first_good_s = 0.0


def end_problem(track: TargetTrack) -> None:
    """Note that the problem that this target was part of is over."""
    track.failing = False
    _forget_failures(track)


def _forget_failures(track: TargetTrack) -> None:
    track.weight = 0.0
    track.partial = 0.0
    track.bad_run = 0
    track.tries = 0
    track.failed = 0
    track.first_bad_s = 0.0
    track.run_since_s = 0.0
    track.last_bad_s = 0.0
    track.good_run = 0
    track.mixed = False
    track.relapses = 0
    track.failure = None
    track.detail = ""


def _weigh_latency(track: TargetTrack, start_s: float, latency_ms: float) -> None:
    # on the path of every reading, so written for speed: comparisons instead of min and max, few attribute writes
    logarithm = log(latency_ms) if latency_ms > 1.0 else 0.0
    track.latency_ms = latency_ms
    samples = track.samples
    if samples < FEWEST_SAMPLES:
        _learn_latency(track, logarithm, samples)
        track.recent_log_ms = track.mean_log_ms
        return
    deviation = sqrt(track.var_log_ms)
    if deviation < DEVIATION_LEAST:
        deviation = DEVIATION_LEAST
    # the mean and the deviation are learned from few, so both are unsure
    z = (logarithm - track.mean_log_ms) / (deviation + deviation / sqrt(samples))
    z = Z_LEAST if z < Z_LEAST else Z_MOST if z > Z_MOST else z  # noqa: FURB136
    slowness = track.slowness + SHIFT * z - SHIFT_HALF_SQUARE
    if slowness < 0.0:
        slowness = 0.0
    elif slowness > SLOW_MOST:
        slowness = SLOW_MOST
    track.slowness = slowness
    track.recent_log_ms += (logarithm - track.recent_log_ms) * 0.3
    if slowness < LEARN_BELOW:
        _learn_latency(track, logarithm, samples)
    if slowness >= SLOW_AT or track.slow_since_s:
        _judge_slowness(track, start_s)


def _judge_slowness(track: TargetTrack, start_s: float) -> None:
    if track.slow_since_s:
        if track.slowness == 0.0 or track.recent_log_ms < track.mean_log_ms + log(SLOW_FACTOR) / 2:
            track.slow_since_s = 0.0
            track.slowness = 0.0
    elif track.recent_log_ms >= track.mean_log_ms + log(SLOW_FACTOR):
        track.slow_since_s = start_s


def _learn_latency(track: TargetTrack, logarithm: float, samples: float) -> None:
    samples += 1.0
    track.samples = samples
    share = 1.0 / (samples if samples < MEMORY else MEMORY)  # noqa: FURB136
    mean = track.mean_log_ms
    difference = logarithm - mean
    track.mean_log_ms = new_mean = mean + share * difference
    variance = track.var_log_ms
    track.var_log_ms = variance + share * (difference * (logarithm - new_mean) - variance)


def usual_latency_ms(track: TargetTrack) -> float | None:
    """Give the learned latency in ms (the geometric mean); None while too little is known."""
    return exp(track.mean_log_ms) if track.samples >= FEWEST_SAMPLES else None
