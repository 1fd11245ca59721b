"""What holds for everything that is watched: the user's wishes, rest, thrift, luck, and how the line is.

Written by the engine alone, read by the services and the line. Times in seconds of the epoch.
"""

import random
import time
from datetime import datetime
from typing import Final

from notifier.core.outside.numbers import REGION_REFILL_S, REGION_ROUNDS, REGION_ROUNDS_KEPT
from notifier.core.service.context import RecentFailures
from notifier.core.target import cadence
from notifier.core.watch import Watch
from notifier.engine.schedule import EARLY_MOST_S, TOGETHER, Together

NO_GRACE: Final = float("-inf")


class Conditions:
    """The conditions under which the engine works at the moment."""

    def __init__(self, watch: Watch, rng: random.Random, *, practice: bool = False) -> None:
        self.watch = watch
        self.rng = rng
        self.practice = practice
        self.sparing = False
        """The line is metered or the machine on battery, and the user wants to read less then."""
        self.paused_until_s: float | None = None
        """None: not paused; infinity: until resumed."""
        self.line_is_good = True
        self.grace_until_s = NO_GRACE
        """After resume or a change of network nothing is read before then."""
        self.failures = RecentFailures()
        self._region_rounds = float(REGION_ROUNDS)
        """So many rounds of tests elsewhere were left …"""
        self._region_rounds_s = 0.0
        """… at this time; they come back by and by."""

    def is_quiet(self, now_s: float) -> bool:
        """Tell whether it is one of the user's quiet hours, by the clock of the zone that the machine is in now."""
        return bool(self.watch.quiet.days) and self.watch.quiet.is_quiet(local_time(now_s))

    def paused(self, now_s: float) -> bool:
        """Tell whether the user has asked for rest."""
        return self.paused_until_s is not None and now_s < self.paused_until_s

    def may_read(self, now_s: float) -> bool:
        """Tell whether services may be read: the line is online, nobody paused, no grace is running."""
        until_s = self.paused_until_s
        return self.line_is_good and now_s >= self.grace_until_s and (until_s is None or now_s >= until_s)

    def probe_interval(self, *, lone: bool) -> float:
        """Give the time to a probe's next reading, with the jitter; `lone`: it is its service's only one."""
        wish = self.watch.cadence
        interval_s = cadence.probe_interval(wish, sparing=self.sparing, lone=lone)
        return cadence.spaced(interval_s, wish.jitter, self.rng.random())

    def page_interval(self) -> float:
        """Give the time to an official page's next reading, with the jitter."""
        wish = self.watch.cadence
        return cadence.spaced(cadence.page_interval(wish, sparing=self.sparing), wish.jitter, self.rng.random())

    def anchor_interval(self) -> float:
        """Give the time to an anchor's next reading while the line is online, with the jitter."""
        wish = self.watch.cadence
        return cadence.spaced(cadence.anchor_interval(wish, sparing=self.sparing), wish.jitter, self.rng.random())

    def together(self) -> Together:
        """Tell how much is read in one waking of the machine."""
        share = self.watch.cadence.jitter
        return Together(share, 2 * EARLY_MOST_S, 2 * TOGETHER) if self.sparing else Together(share / 2)

    def may_ask_regions(self, now_s: float, *, news: bool) -> bool:
        """Tell whether they are wanted, and a round is left; if so, take it.

        `news`: something begins or has changed; what only goes on leaves some to that.
        """
        if not self.watch.region_countries:
            return False
        back = max(0.0, now_s - self._region_rounds_s) / REGION_REFILL_S  # a clock that was put back gives none
        left = min(REGION_ROUNDS, self._region_rounds + back)
        self._region_rounds_s = now_s
        may = left >= (1.0 if news else 1.0 + REGION_ROUNDS_KEPT)
        self._region_rounds = left - may
        return may

    def region_round_for_nothing(self) -> None:
        """Give back a round in which nobody told anything: that costs no tests."""
        self._region_rounds += 1.0


def notice_zone() -> None:
    """Take over the system's time zone as it is now: C's library reads it once, and what is shown follows that."""
    if hasattr(time, "tzset"):
        time.tzset()


def local_time(now_s: float) -> datetime:
    """Give what the clock on the user's wall shows; a zone that was changed meanwhile is noticed."""
    notice_zone()
    return datetime.fromtimestamp(now_s)  # noqa: DTZ006 the wall's clock is what is asked for
