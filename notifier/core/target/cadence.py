"""How often things are read, as it follows from the user's wishes and `notifier.core.numbers`. All in seconds."""

from notifier.core.numbers import (
    ANCHORS_WHILE_BAD_S,
    ANCHORS_WHILE_LONG_BAD_S,
    HOST_GAP_S,
    LONE_LEAST_S,
    LONG_BAD_S,
    PROBLEM_TURNS_S,
    RECHECKS_S,
)
from notifier.core.watch import Cadence


def spaced(interval_s: float, jitter: float, chance: float) -> float:
    """Give the time to the next reading: the interval, shortened by up to `jitter` (`chance` is 0 to 1)."""
    return interval_s * (1.0 - jitter * chance)


def recheck_at(doubted_s: float, started_s: float) -> float:
    """Give when a doubtful target is read next. Its doubt began at `doubted_s`, its newest reading at `started_s`.

    What was begun a little late makes the next one no later, except for the sake of politeness.
    """
    reached_s = started_s - doubted_s + HOST_GAP_S / 2
    again_s = next((each for each in RECHECKS_S if each > reached_s), None)
    return started_s + PROBLEM_TURNS_S if again_s is None else max(doubted_s + again_s, started_s + HOST_GAP_S)


def probe_interval(cadence: Cadence, *, sparing: bool, lone: bool = False) -> float:
    """Give the interval of probes; `sparing` on a metered line or on battery, `lone` for a service of one target."""
    if sparing:
        return max(cadence.probe_s, cadence.slow_s)
    return min(cadence.probe_s, max(LONE_LEAST_S, cadence.probe_s / 2)) if lone else cadence.probe_s


def page_interval(cadence: Cadence, *, sparing: bool) -> float:
    """Give the interval of official pages."""
    return max(cadence.page_s, cadence.slow_s) if sparing else cadence.page_s


def anchor_interval(cadence: Cadence, *, sparing: bool) -> float:
    """Give the interval of anchors while the line is online."""
    return max(cadence.anchor_s, cadence.slow_s) if sparing else cadence.anchor_s


def anchors_while_bad(bad_for_s: float) -> float:
    """Give the interval of anchors while the line is not online: often at first, then less."""
    return ANCHORS_WHILE_BAD_S if bad_for_s < LONG_BAD_S else ANCHORS_WHILE_LONG_BAD_S
