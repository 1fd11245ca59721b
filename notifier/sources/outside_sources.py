"""All sources outside that there are, of every kind, in the order in which people are told of them."""

from collections.abc import Iterator
from typing import Any

from notifier.core.outside.source import OutsideSource
from notifier.sources.news import news_sources
from notifier.sources.outside.contract import Asked, OutsideRequest
from notifier.sources.regions import Tells, region_sources
from notifier.sources.reports import report_sources


def _all() -> Iterator[Asked[Any, Any]]:
    """Give those that try for us first, then where people report, then the news."""
    yield from sorted(region_sources().values(), key=lambda each: each.tells is not Tells.TESTS)
    yield from report_sources().values()
    yield from news_sources().values()


def told_sources() -> tuple[OutsideSource, ...]:
    """Give what people are told of each."""
    return tuple(each.source for each in _all())


def trial_of(source_id: str) -> OutsideRequest | None:
    """Give what is asked to try a key of a source; None: it takes no key."""
    return next((each.try_key for each in _all() if each.source.id == source_id), None)
