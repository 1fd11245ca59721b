"""OpenStatus: Statuspage's format at `/api/status/summary.json`, or a word at api.openstatus.dev for a page's name."""

from datetime import datetime
from typing import Final

import msgspec

from notifier.core.targets import PageTarget
from notifier.sources.pages import statuspage_format
from notifier.sources.pages.building import host_of
from notifier.sources.pages.parsing import base_of, decode, level_of
from notifier.sources.pages.provider import Page, PageBody, PageRequest, Provider, misshapen
from notifier.sources.pages.words import level_table

LEVELS: Final = level_table(
    operational="operational",
    maintenance="under_maintenance",
    degraded="degraded_performance, incident",
    partial_outage="partial_outage",
    major_outage="major_outage",
)
"""The one word; what is in Statuspage's format has that format's words."""
_API: Final = "/api/status"
_WORD: Final = "https://api.openstatus.dev/public/status/"


class _Status(msgspec.Struct):
    status: str | None = None


def requests(target: PageTarget) -> tuple[PageRequest, ...]:
    """Ask for the summary, or for the word where its address is given."""
    if api := target.options.get("api"):
        return (PageRequest(api),)
    return (statuspage_format.summary_of(target.url, _API),)


def follow(target: PageTarget, bodies: tuple[PageBody, ...]) -> tuple[PageRequest, ...]:
    """Ask for the word where there is no summary and the page's name is in its host."""
    name, _, domain = host_of(target.url).partition(".")
    missing = len(bodies) == 1 and bodies[0].status != 200 and not bodies[0].requested.startswith(_WORD)
    return (PageRequest(f"{_WORD}{name}"),) if missing and domain == "openstatus.dev" else ()


def parse(target: PageTarget, bodies: tuple[PageBody, ...], now: datetime) -> Page:
    """Read the summary or the word."""
    if not bodies[-1].requested.startswith(_WORD):
        return statuspage_format.parse(target, bodies, now)
    status = decode(bodies[-1], _Status).status
    if not status:
        raise misshapen("it says nothing of the state")
    return Page(url=base_of(target.url), level=level_of(status, LEVELS))


PROVIDER: Final = Provider("openstatus", requests, parse, follow, marks=("openstatus",))
