"""The usual latency of one target, learned from its answers, and whether it is slow compared with it.

The natural logarithm of the latency is averaged. "It has grown by 1.5 standard deviations" is tested by Page's
cumulative sum (see `notifier.core.target.steps`): a reading at z deviations from the learned mean adds 1.5 z - 1.125,
z between -2 and 4. Times in seconds of the epoch.
"""

from math import exp, log, sqrt
from typing import Final

import msgspec

from notifier.core.numbers import (
    DEVIATION_LEAST,
    FEWEST_SAMPLES,
    LATELY,
    LEARN_BELOW,
    MEMORY,
    SHIFT,
    SLOW_AT,
    SLOW_FACTOR,
    SLOW_MOST,
    Z_LEAST,
    Z_MOST,
)

SHIFT_HALF_SQUARE: Final = SHIFT * SHIFT / 2
LOG_SLOW: Final = log(SLOW_FACTOR)


class Latency(msgspec.Struct):
    """What was learned of the latency of one target."""

    samples: float = 0.0
    mean_log_ms: float = 0.0
    var_log_ms: float = 0.0
    recent_log_ms: float = 0.0
    """The mean of the last few answers."""
    slowness: float = 0.0
    """The running test."""
    slow_since_s: float | None = None
    newest_ms: float | None = None

    def usual_ms(self) -> float | None:
        """Give the learned latency in ms (the geometric mean); None while too little is known."""
        return exp(self.mean_log_ms) if self.samples >= FEWEST_SAMPLES else None

    def add(self, start_s: float, latency_ms: float) -> None:
        """Take in the latency of an answer."""
        # on the path of every reading, so written for speed: comparisons instead of min and max, few attribute writes
        logarithm = log(latency_ms) if latency_ms > 1.0 else 0.0
        self.newest_ms = latency_ms
        samples = self.samples
        if samples < FEWEST_SAMPLES:
            self._learn(logarithm, samples)
            self.recent_log_ms = self.mean_log_ms
            return
        deviation = sqrt(self.var_log_ms)
        if deviation < DEVIATION_LEAST:
            deviation = DEVIATION_LEAST
        # the mean and the deviation are learned from few, so both are unsure
        z = (logarithm - self.mean_log_ms) / (deviation + deviation / sqrt(samples))
        z = Z_LEAST if z < Z_LEAST else Z_MOST if z > Z_MOST else z  # noqa: FURB136
        slowness = self.slowness + SHIFT * z - SHIFT_HALF_SQUARE
        if slowness < 0.0:
            slowness = 0.0
        elif slowness > SLOW_MOST:
            slowness = SLOW_MOST
        self.slowness = slowness
        self.recent_log_ms += (logarithm - self.recent_log_ms) * LATELY
        if slowness < LEARN_BELOW:
            self._learn(logarithm, samples)
        if slowness >= SLOW_AT or self.slow_since_s is not None:
            self._judge(start_s)

    def _judge(self, start_s: float) -> None:
        if self.slow_since_s is not None:
            if self.slowness == 0.0 or self.recent_log_ms < self.mean_log_ms + LOG_SLOW / 2:
                self.slow_since_s = None
                self.slowness = 0.0
        elif self.recent_log_ms >= self.mean_log_ms + LOG_SLOW:
            self.slow_since_s = start_s

    def _learn(self, logarithm: float, samples: float) -> None:
        samples += 1.0
        self.samples = samples
        share = 1.0 / (samples if samples < MEMORY else MEMORY)  # noqa: FURB136
        mean = self.mean_log_ms
        difference = logarithm - mean
        self.mean_log_ms = new_mean = mean + share * difference
        variance = self.var_log_ms
        self.var_log_ms = variance + share * (difference * (logarithm - new_mean) - variance)
