"""What the history tells: the story of an incident entry by entry, uptime by day, latency over time.

Filled by `notifier.store.reader`, shown by the history window and by `outage-notifier history`.
"""

from datetime import date, datetime
from typing import Final

import msgspec

from notifier.core.model import Alert, LineStatus, Reading, State, Verdict
from notifier.core.ports import Said

ASKED_OFTEN: Final = 10
"""So often a page is asked for, twenty minutes, before it is said that it was never readable: chosen. At half of it a
machine that was switched on in a train says so of good pages; at twice a bad one passes for twenty minutes more."""


class StoryReading(msgspec.Struct, frozen=True, tag=True):
    """A reading; `repeated` further ones right after it told the same, the last one at `last`."""

    time: datetime
    reading: Reading
    repeated: int = 0
    last: datetime | None = None


class StoryVerdict(msgspec.Struct, frozen=True, tag=True):
    """What the program said changed, with its reasons."""

    time: datetime
    verdict: Verdict


class StorySaid(msgspec.Struct, frozen=True, tag=True):
    """What the company said."""

    time: datetime
    said: Said


class StoryAlert(msgspec.Struct, frozen=True, tag=True):
    """A notification was shown."""

    time: datetime
    alert: Alert


class StoryLine(msgspec.Struct, frozen=True, tag=True):
    """The user's own line changed."""

    time: datetime
    line: LineStatus


StoryEntry = StoryReading | StoryVerdict | StorySaid | StoryAlert | StoryLine


class Day(msgspec.Struct, frozen=True):
    """One day of a service: share of the time (0 to 1) in each state that was watched; all 0: nothing is known."""

    day: date
    ok: float = 0.0
    slow: float = 0.0
    possible: float = 0.0
    outage: float = 0.0
    maintenance: float = 0.0


class Stretch(msgspec.Struct, frozen=True):
    """From `start` up to, but without, `end`: time that was watched, and the state of the service in it."""

    start: datetime
    end: datetime
    state: State


class Course(msgspec.Struct, frozen=True):
    """A service from one time to another: how it was, as far as it was watched, what was said, and what notified."""

    parts: tuple[Stretch, ...] = ()
    said: tuple[Said, ...] = ()
    alerts: tuple[Alert, ...] = ()


class LatencyPoint(msgspec.Struct, frozen=True):
    """Latency in ms over one span that starts at `time`: smallest, mean and greatest; None: no answer at all."""

    time: datetime
    low_ms: float | None
    mean_ms: float | None
    high_ms: float | None
    failed: int = 0
    total: int = 0


class PageReadings(msgspec.Struct, frozen=True):
    """How often an official page was asked for from here, and how often what came could be read."""

    asked: int
    read: int

    @property
    def never_read(self) -> bool:
        """Tell whether it was asked for often enough to say that it cannot be read from here."""
        return self.read == 0 and self.asked >= ASKED_OFTEN
