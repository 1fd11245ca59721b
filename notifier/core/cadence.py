"""How often things are read, as it follows from the user's wishes and `notifier.core.numbers`. All in seconds."""

from notifier.core.numbers import ANCHORS_WHILE_BAD_S, ANCHORS_WHILE_LONG_BAD_S, LONG_BAD_S, RECHECKS_S
from notifier.core.watch import Cadence


def spaced(interval_s: float, jitter: float, chance: float) -> float:
    """Give the time to the next reading: the interval, shortened by up to `jitter` (`chance` is 0 to 1)."""
    return interval_s * (1.0 - jitter * chance)


def recheck_after(step: int) -> float | None:
    """Give the pause before the re-check number `step` (0 is the first after the failure); None: no more of them."""
    if step >= len(RECHECKS_S):
        return None
    return RECHECKS_S[step] - (RECHECKS_S[step - 1] if step else 0.0)


def probe_interval(cadence: Cadence, *, sparing: bool) -> float:
    """Give the interval of probes; `sparing` on a metered line or on battery."""
    return max(cadence.probe_s, cadence.slow_s) if sparing else cadence.probe_s


def page_interval(cadence: Cadence, *, sparing: bool) -> float:
    """Give the interval of official pages."""
    return max(cadence.page_s, cadence.slow_s) if sparing else cadence.page_s


def anchor_interval(cadence: Cadence, *, sparing: bool) -> float:
    """Give the interval of anchors while the line is online."""
    return max(cadence.anchor_s, cadence.slow_s) if sparing else cadence.anchor_s


def anchors_while_bad(bad_for_s: float) -> float:
    """Give the interval of anchors while the line is not online: often at first, then less."""
    return ANCHORS_WHILE_BAD_S if bad_for_s < LONG_BAD_S else ANCHORS_WHILE_LONG_BAD_S
