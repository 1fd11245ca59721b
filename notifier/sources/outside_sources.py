"""All sources outside that there are, of every kind, in the order in which people are told of them."""

from notifier.core.outside.source import OutsideSource
from notifier.sources import regions
from notifier.sources.news import news_sources
from notifier.sources.outside.contract import OutsideRequest
from notifier.sources.regions import region_sources
from notifier.sources.reports import report_sources


def told_sources() -> tuple[OutsideSource, ...]:
    """Give those that try for us first, then where people report, then the news."""
    reports = tuple(each.source for each in report_sources().values())
    return (*regions.told_sources(), *reports, *(each.source for each in news_sources().values()))


def trial_of(source_id: str) -> OutsideRequest | None:
    """Give what is asked to try a key of a source; None: it takes no key."""
    known = region_sources().get(source_id) or report_sources().get(source_id) or news_sources().get(source_id)
    return known.try_key if known is not None else None
