"""PayPal's components, in production and in the sandbox: only production counts. Options `api`, `feed`.

Where the list of components does not come, the feed of incidents is asked; it knows no components.
"""

from datetime import datetime
from typing import Final

import msgspec

from notifier.core.model import PageComponent, PageLevel
from notifier.core.targets import PageTarget
from notifier.sources.pages.building import Id, identity
from notifier.sources.pages.feeds import ACCEPT, feed_of, open_incidents
from notifier.sources.pages.options import one_file
from notifier.sources.pages.parsing import decode, level_of, title
from notifier.sources.pages.provider import Need, Page, PageBody, PageRequest, PageUnreadable, Provider, misshapen
from notifier.sources.pages.words import level_table

LEVELS: Final = level_table(
    operational="operational, informational",
    maintenance="under_maintenance",
    partial_outage="service_disruption",
    major_outage="service_outage",
)


class _Named(msgspec.Struct):
    name: str | None = None


class _Status(msgspec.Struct):
    production: str | None = None


class _Component(msgspec.Struct):
    id: Id = None
    name: str | None = None
    category: _Named | None = None
    status: _Status | None = None


class _Answer(msgspec.Struct):
    result: list[_Component] | None = None


def follow(target: PageTarget, bodies: tuple[PageBody, ...]) -> tuple[PageRequest, ...]:
    """Ask for the feed, if no components came."""
    feed = target.options.get("feed")
    if len(bodies) > 1 or not feed:
        return ()
    try:
        _components(bodies[0])
    except PageUnreadable:
        return (PageRequest(feed, ACCEPT),)
    return ()


def parse(target: PageTarget, bodies: tuple[PageBody, ...], now: datetime) -> Page:
    """Read the components, or else the feed."""
    try:
        return Page("PayPal", target.url, components=_components(bodies[0]))
    except PageUnreadable:
        if len(bodies) < 2:
            raise
    feed = feed_of(bodies[-1])
    incidents, maintenances = open_incidents(feed, now)
    return Page("PayPal", target.url, feed.updated, PageLevel.OPERATIONAL, (), {}, incidents, maintenances)


def _components(body: PageBody) -> tuple[PageComponent, ...]:
    rows = decode(body, _Answer).result
    if not rows:
        raise misshapen("it lists no components")
    found: dict[str, PageComponent] = {}
    for row in rows:
        category = title(row.category.name if row.category else None)
        name = title(row.name) or category or "untitled"
        id_ = identity(row.id, f"{category}/{name}")
        level = level_of(row.status.production if row.status else None, LEVELS)
        found[id_] = PageComponent(id_, name, level, category if category != name else "")
    return tuple(found.values())


PROVIDER: Final = Provider(
    "paypal", one_file("/api/v1/components", need=Need.NEVER), parse, follow, marks=("paypal-status.com",), own=True
)
