"""Statuspage (Atlassian). The format is in `notifier.sources.pages.statuspage_format`, as other kinds speak it too."""

from datetime import datetime
from typing import Final

from notifier.core.targets import PageTarget
from notifier.sources.pages import statuspage_format
from notifier.sources.pages.provider import Page, PageBody, PageRequest, Provider


def requests(target: PageTarget) -> tuple[PageRequest, ...]:
    """Ask for the summary."""
    return (statuspage_format.summary_of(target.url),)


def parse(target: PageTarget, bodies: tuple[PageBody, ...], now: datetime) -> Page:
    """Read the page out of all that came."""
    return statuspage_format.parse(target, bodies, now)


PROVIDER: Final = Provider(
    "statuspage", requests, parse, statuspage_format.follow, marks=("statuspage.io", "stspg-customer.com")
)
