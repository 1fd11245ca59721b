"""How often things are read: the numbers of the design, and the times that follow from them. All in seconds."""

from typing import Final

from notifier.core.watch import Cadence

HOST_GAP_S: Final = 5.0
"""No host is read more often than this."""
HOST_CONNECTIONS: Final = 4
READING_TIMEOUT_S: Final = 10.0
RECHECKS_S: Final = (5.0, 15.0, 30.0)
"""After a first failure, counted from it."""
PROBLEM_S: Final = 30.0
"""While an outage lasts, so that recovery is seen fast."""
RECOVERY_GAP_S: Final = 30.0
"""Between the two answers that confirm a recovery."""
GRACE_S: Final = 20.0
"""After resume or a change of network, before anything is read."""
SETTLE_S: Final = 30.0
"""After the first round that follows: until then nothing is notified."""
ANCHORS_WHILE_BAD_S: Final = 10.0
ANCHORS_WHILE_LONG_BAD_S: Final = 30.0
LONG_BAD_S: Final = 300.0
REGION_AGAIN_S: Final = 30.0
REGION_LATER_S: Final = 300.0
REGION_PER_HOUR: Final = 20
"""Rounds of regional readings; a round costs about 12 of the 250 free tests an hour of the usual source."""
ROUND_SPREAD_S: Final = 4.0
"""A first round is spread over so long, so that a weak line is not flooded."""


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
