"""What a source of readings from elsewhere is: pure functions around requests that somebody else makes.

`notifier.sources.regions` tells how to add one. Nothing here makes requests or knows a format.
"""

from datetime import datetime
from enum import IntEnum

import msgspec

from notifier.core.reports import RegionReport
from notifier.sources.outside.contract import Asked
from notifier.sources.remote import RemoteCheck


class Tells(IntEnum):
    """What a source tells; they are asked in this order."""

    HERE = 1
    """Which network the user is in."""
    TESTS = 2
    """Whether a target answers elsewhere. The next source is asked only where the one before says nothing."""
    CIRCUMSTANCES = 3
    """What is known of the user's country beside that."""


class RegionQuestion(msgspec.Struct, frozen=True):
    """What is to be found out. `countries` (ISO 3166-1 alpha-2): the user's own first, if it is known (`home`)."""

    check: RemoteCheck
    countries: tuple[str, ...]
    now: datetime
    home: str = ""
    here: int = 0
    """The user's network; 0: not known."""


class RegionSource(Asked[RegionQuestion, RegionReport], frozen=True, kw_only=True):
    """A source of readings from elsewhere. See `notifier.sources.regions`."""

    tells: Tells
    rank: int
    """Among those that tell the same, the lowest is asked first."""
