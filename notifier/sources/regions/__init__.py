"""The sources of readings from elsewhere, and how to add one.

A source is a module here with a constant `SOURCES`, a tuple; nothing else has to be touched: the reader, the settings
and the command line find it. It makes no requests and knows no clock; it is pure functions around requests that
`notifier.sources.regional` makes, with the user's consent:

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
module. Sources do not import each other; what two need is in `notifier.sources.regions.contract` or its neighbour
`tally`. The texts of `source` are marked with `N_`.
"""

from collections.abc import Mapping
from functools import cache

from notifier.core.outside.source import OutsideSource
from notifier.sources.outside.folder import sources_in
from notifier.sources.regions.contract import RegionSource, Tells


@cache
def region_sources() -> Mapping[str, RegionSource]:
    """Give the sources by their ids, in the order in which they are asked; looks through this folder once."""
    found = sorted(
        sources_in(__name__, __path__, RegionSource), key=lambda each: (each.tells, each.rank, each.source.id)
    )
    return {each.source.id: each for each in found}


def told_sources() -> tuple[OutsideSource, ...]:
    """Give the sources in the order in which people are told of them: those that try for us first."""
    ranked = sorted(region_sources().values(), key=lambda each: each.tells is not Tells.TESTS)
    return tuple(each.source for each in ranked)
