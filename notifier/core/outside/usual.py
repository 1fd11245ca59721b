"""How much people usually say of a service at this hour of this weekday, and how much is more than chance makes of it.

Learned for each source by itself. Counts scatter more than a Poisson process does (somebody says it, others repeat it):
what the usual level is worth here is a gamma distribution, so what is to be expected is a negative binomial one. Pure
arithmetic. Times in seconds of the epoch, hours of the week counted in UTC from Thursday, which 1970 began with.
"""

from typing import Final

import msgspec

from notifier.core.outside.numbers import (
    CROWD_CHANCE,
    CROWD_KEPT_H,
    CROWD_KNOWN_H,
    CROWD_LEAST,
    CROWD_PRIOR_H,
    CROWD_SHAPE,
)
from notifier.core.reports import Volume

WEEK_H: Final = 168
HALF: Final = 0.5
"""Who has counted nothing has not shown that there is nothing: half a report (Jeffreys)."""
LONG_S: Final = 7200.0
"""What spans more than this says nothing of an hour of the day."""
COUNTED_UP_TO: Final = 1000.0
"""Above, the threshold grows with the mean: chance is then small beside what scatters."""


class Expected(msgspec.Struct, frozen=True):
    """What is to be expected: `mean` reports, scattered as `shape` says (the smaller, the more)."""

    mean: float
    shape: float


class UsualLevel(msgspec.Struct):
    """What one source usually counts of one service: reports, and hours watched, for each hour of the week."""

    counts: list[float] = msgspec.field(default_factory=lambda: [0.0] * WEEK_H)
    hours: list[float] = msgspec.field(default_factory=lambda: [0.0] * WEEK_H)
    read_s: float = 0.0
    last: int = 0
    """What it counted then, where it counts on and on."""

    def since_last(self, volume: Volume, start_s: float) -> Volume:
        """Take what a source has counted since midnight as what it counted since it was read last, where it was."""
        passed_s = start_s - self.read_s
        if not volume.running or not 0.0 < passed_s < volume.span_s or volume.count < self.last:
            return volume
        return msgspec.structs.replace(volume, count=volume.count - self.last, span_s=passed_s)

    def expects(self, volume: Volume, start_s: float) -> Expected | None:
        """Say what is to be expected in the volume's span; None: too little is known."""
        counted, hours = sum(self.counts) + volume.earlier + HALF, sum(self.hours) + volume.earlier_s / 3600.0
        if hours < CROWD_KNOWN_H:
            return None
        span_h = volume.span_s / 3600.0
        if volume.span_s <= LONG_S:
            place = _place(volume, start_s)
            counted = self.counts[place] + CROWD_PRIOR_H * counted / hours
            hours = self.hours[place] + CROWD_PRIOR_H
        return Expected(counted / hours * span_h, min(counted, CROWD_SHAPE))

    def learn(self, volume: Volume, start_s: float) -> None:
        """Count what was not counted before; `volume` is what `since_last` gave. What is old is worth less and less."""
        new_s = min(volume.span_s, start_s - self.read_s)
        if volume.span_s > LONG_S or new_s <= 0.0:
            return
        place = _place(volume, start_s)
        self.counts[place] += volume.count * new_s / volume.span_s
        self.hours[place] += new_s / 3600.0
        too_long = self.hours[place] / CROWD_KEPT_H
        if too_long > 1.0:
            self.counts[place] /= too_long
            self.hours[place] = CROWD_KEPT_H

    def was_read(self, volume: Volume, start_s: float) -> None:
        """Note what the source itself said, and when."""
        self.read_s, self.last = start_s, volume.count


def many_from(expected: Expected) -> int:
    """Give the least count that chance makes of the usual level more seldom than `CROWD_CHANCE`."""
    mean = min(expected.mean, COUNTED_UP_TO)
    quiet = expected.shape / (expected.shape + mean)
    share = above = quiet**expected.shape
    count, above = 0, 1.0 - share
    while above > CROWD_CHANCE:
        share *= (count + expected.shape) / (count + 1) * (1.0 - quiet)
        above -= share
        count += 1
    return max(CROWD_LEAST, round((count + 1) * max(1.0, expected.mean / COUNTED_UP_TO)))


def expected_of(baseline: float) -> Expected:
    """What is to be expected where a source says itself what is usual."""
    return Expected(baseline + HALF, min(baseline + HALF, CROWD_SHAPE))


def _place(volume: Volume, start_s: float) -> int:
    return int((start_s - volume.span_s / 2.0) // 3600.0) % WEEK_H
