"""Whom a problem concerns: only this machine, this provider, some countries, everyone (rules 9 and 19).

It follows from the newest comparison with elsewhere, so that a scope which was wrong at first does not stand.
"""

from typing import Final

from notifier.core.model import Scope
from notifier.core.outside.elsewhere import Compared
from notifier.core.outside.numbers import APART_AT, EVERYWHERE_AT, ONLY_HERE_AT, PLACE_LEANS
from notifier.core.service.context import Context

COUNTRIES_OF_EVERYONE: Final = 3
"""It fails from so many countries, and from none it works: everyone."""


def scope_from(seen: Compared, context: Context) -> tuple[Scope, tuple[str, ...]]:
    """Say who is affected, and which countries, as far as that is known."""
    here, fails, works = context.country, seen.fails, seen.works
    works_here = here in works if here else not fails
    if works_here and seen.tests >= 2 and seen.total() <= ONLY_HERE_AT:
        return _this_side(seen, context), ()
    apart = seen.apart() <= (APART_AT if seen.here.failed == seen.here.tried else ONLY_HERE_AT)
    if not apart and (len(fails) >= COUNTRIES_OF_EVERYONE or seen.total() >= EVERYWHERE_AT):
        return Scope.EVERYONE, ()  # that it answers one place once is chance
    if fails and apart and (here not in seen.places or seen.lean(here) > 0.0):
        elsewhere = tuple(country for country in fails if country != here)
        return Scope.REGION, (*((here,) if here else ()), *elsewhere)
    return Scope.UNCLEAR, ()


def _this_side(seen: Compared, context: Context) -> Scope:
    if seen.provider <= -PLACE_LEANS:
        return Scope.ME  # others of the same provider reach it
    return Scope.NETWORK if context.others_failing or seen.provider >= PLACE_LEANS else Scope.ME
