"""Site24x7 StatusIQ: a summary in JSON where the page's id is known, and a feed that is no feed but a list of states.

Feeds are sometimes switched off, and sometimes answer rubbish, so they are asked once more. Of a component's entries in
a feed the newest counts.
"""

import re
from datetime import datetime
from typing import Final

import msgspec

from notifier.core.model import PageComponent, PageLevel
from notifier.core.targets import PageTarget
from notifier.sources.pages.building import Id, identity, latest
from notifier.sources.pages.feeds import ACCEPT, Feed, feed_of
from notifier.sources.pages.options import address
from notifier.sources.pages.parsing import BEGINNING, base_of, decode, level_of, title, worst
from notifier.sources.pages.provider import Need, Page, PageBody, PageRequest, PageUnreadable, Provider, misshapen

LEVELS: Final = {
    "operational": PageLevel.OPERATIONAL,
    "informational": PageLevel.OPERATIONAL,
    "degraded performance": PageLevel.DEGRADED,
    "under maintenance": PageLevel.MAINTENANCE,
    "partial outage": PageLevel.PARTIAL_OUTAGE,
    "major outage": PageLevel.MAJOR_OUTAGE,
}
CODES: Final = dict(zip("123456", LEVELS.values(), strict=True))
"""The same in numbers, in the same order."""
_SUMMARY: Final = "/sp/api/public/summary_details/statuspages/"
_MARK: Final = b"StatusIQ"
_ITEM: Final = re.compile(r"(.{1,300}?)\s+-\s+([A-Za-z ]{3,40})")


class _Component(msgspec.Struct):
    """A component, or a group of them."""

    component_id: Id = None
    enc_component_id: Id = None
    display_name: str | None = None
    component_status: int | str | None = None
    componentgroup_display_name: str | None = None
    componentgroup_components: list["_Component"] | None = None


class _Data(msgspec.Struct):
    current_status: list[_Component] | None = None
    display_name: str | None = None


class _Answer(msgspec.Struct):
    data: _Data | None = None


def requests(target: PageTarget) -> tuple[PageRequest, ...]:
    """Ask for the summary where the page's id is known, else for the feed."""
    id_ = target.options.get("page_id")
    api = target.options.get("api") or (f"{base_of(target.url)}{_SUMMARY}{id_}" if id_ else "")
    return (PageRequest(api, need=Need.NEVER),) if api else (_feed(target),)


def follow(target: PageTarget, bodies: tuple[PageBody, ...]) -> tuple[PageRequest, ...]:
    """Ask for the feed where there is no summary, and once more where rubbish came."""
    feed = _feed(target)
    times = sum(body.requested == feed.url for body in bodies)
    if times > 1 or (bodies[-1].status != 200 and times):
        return ()
    try:
        _read(target, bodies)
    except PageUnreadable:
        return (feed,)
    return ()


def parse(target: PageTarget, bodies: tuple[PageBody, ...], _now: datetime) -> Page:
    """Read the first that can be read."""
    return _read(target, bodies)


def _feed(target: PageTarget) -> PageRequest:
    return PageRequest(address(target, "feed", "/rss"), ACCEPT)


def _read(target: PageTarget, bodies: tuple[PageBody, ...]) -> Page:
    fault = PageUnreadable("nothing came")
    for body in bodies:
        try:
            is_feed = body.requested == _feed(target).url
            return _of_feed(feed_of(body), own=_MARK in body.content) if is_feed else _of_summary(decode(body, _Answer))
        except PageUnreadable as error:
            fault = error
    raise fault


def _of_summary(answer: _Answer) -> Page:
    rows = answer.data.current_status if answer.data else None
    if not rows:
        raise misshapen("it lists no components")
    components: dict[str, PageComponent] = {}
    for row in rows:
        group = title(row.componentgroup_display_name)
        below = [_Component(display_name=group)] if row.componentgroup_components is None else []
        for each in row.componentgroup_components or (below if group else [row]):
            id_ = identity(each.component_id, each.enc_component_id, f"{group}/{each.display_name}".strip("/"))
            level = level_of(each.component_status, CODES)
            components[id_] = PageComponent(id_, title(each.display_name, id_), level, group)
    return Page(title=title(answer.data.display_name if answer.data else ""), components=tuple(components.values()))


def _of_feed(feed: Feed, *, own: bool) -> Page:
    """Read the states. A feed of StatusIQ's own that lists none says nothing: no word for health."""
    newest: dict[str, tuple[datetime, PageLevel]] = {}
    for entry in feed.entries:
        item = _ITEM.fullmatch(entry.title)
        if item is None:
            continue
        name, when, level = item[1], entry.time or BEGINNING, level_of(item[2], LEVELS)
        before = newest.get(name, (BEGINNING, level))
        if when >= before[0]:
            newest[name] = when, worst((level, before[1])) if when == before[0] else level
    if not newest and not own:
        raise PageUnreadable("the feed lists no components")
    return Page(
        title=title(feed.title),
        url=feed.link,
        updated=latest(when for when, _ in newest.values()),
        components=tuple(PageComponent(name, name, level) for name, (_, level) in newest.items()),
    )


PROVIDER: Final = Provider("site24x7", requests, parse, follow, marks=("site24x7", "statusiq"))
