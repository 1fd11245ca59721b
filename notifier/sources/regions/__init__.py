"""The sources of readings from elsewhere, and how to add one.

A source is a module here with a constant `SOURCES`, a tuple; nothing else has to be touched: the reader, the settings
and the command line find it. It makes no requests and knows no clock; it is pure functions around requests that
`notifier.sources.outside.inquiry` makes, with the user's consent:

1. `ask(question)` gives the first request; None: it cannot be asked this (a kind that it does not offer). What it costs
   of the source's limits stands in the request.
2. `follow(question, replies)` gives the next one, with all replies so far, until it gives None; twelve requests at
   most. One that asks the same as before is made with the ETag of then. Every request waits for its turn at the host
   (5 s), so ask for little.
3. `parse(question, replies)` gives a `RegionReport`. For whatever bytes come it gives one, or raises
   `SourceUnreadable(why)`, nothing else. A test that does not tell (403, a fault of the tester, not done yet) is left
   out; no word that is in no table counts as good or bad.

Replies with a status of 400 or more never come here, but for 422, which is an answer. `check` holds no query and no
name of a network of the user's own. Wire structs are loose (everything may be missing or null) and private to the
module. Sources do not import each other; what two need is here or in `notifier.sources.outside`. The texts of `source`
are marked with `N_`.
"""

from collections.abc import Mapping
from datetime import datetime
from enum import IntEnum
from functools import cache

import msgspec

from notifier.core.reports import RegionReport
from notifier.sources.outside.contract import Asked
from notifier.sources.outside.folder import sources_in
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
    """A source of readings from elsewhere."""

    tells: Tells
    rank: int
    """Among those that tell the same, the lowest is asked first."""


@cache
def region_sources() -> Mapping[str, RegionSource]:
    """Give the sources by their ids, in the order in which they are asked; looks through this folder once."""
    found = sorted(
        sources_in(__name__, __path__, RegionSource), key=lambda each: (each.tells, each.rank, each.source.id)
    )
    return {each.source.id: each for each in found}
