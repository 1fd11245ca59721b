"""UptimeRobot's public pages: the web page names an address, which gives the monitors in one of three shapes.

The list comes in pages of 30. One that is not whole is no list without trouble. Monitors that are paused, or were never
tested, say nothing.
"""

import re
from datetime import datetime
from typing import Final

import msgspec

from notifier.core.model import PageComponent
from notifier.core.targets import PageTarget
from notifier.sources.pages.building import Id, host_of, identity, is_at, is_web_page, joined, web_page, web_text
from notifier.sources.pages.parsing import Parts, decode, level_of, readable_json, title
from notifier.sources.pages.provider import Need, Page, PageBody, PageRequest, Provider, misshapen
from notifier.sources.pages.words import level_table

LEVELS: Final = level_table(operational="success", maintenance="info", degraded="warning", major_outage="danger")
_SILENT: Final = frozenset({"paused", "black"})
_PATH: Final = re.compile(r"pspApiPath\s*[=:]\s*[\"']([^\"'<>\s]{1,300})[\"']")
_PAGES_MOST: Final = 6


class _Monitor(msgspec.Struct, rename="camel"):
    monitor_id: Id = None
    name: str | None = None
    status_class: str | None = None
    group_name: str | None = None


class _List(msgspec.Struct, rename="camel"):
    total_monitors: int | None = None
    monitors: list[_Monitor] | None = None


class _Counts(msgspec.Struct):
    down: int | None = None


class _Statistics(msgspec.Struct):
    counts: _Counts | None = None


class _Answer(msgspec.Struct):
    """A list of monitors, one monitor, or (at own domains) a list under another name."""

    title: str | None = None
    psp: _List | None = None
    monitor: _Monitor | None = None
    data: list[_Monitor] | None = None
    statistics: _Statistics | None = None

    @property
    def monitors(self) -> list[_Monitor]:
        listed = (self.psp and self.psp.monitors) or self.data or ([self.monitor] if self.monitor else [])
        return [each for each in listed if each.status_class or each.monitor_id is not None]


def requests(target: PageTarget) -> tuple[PageRequest, ...]:
    """Ask for the monitors, or for the web page that names their address."""
    api = target.options.get("api")
    return (PageRequest(api) if api else web_page(target.url or "/", Need.NEVER),)


def follow(_target: PageTarget, bodies: tuple[PageBody, ...]) -> tuple[PageRequest, ...]:
    """Ask for the monitors, and for the rest of them."""
    if readable_json(bodies[-1]) and not any("page=" in body.requested for body in bodies):
        answer = decode(bodies[-1], _Answer)
        total, shown = (answer.psp and answer.psp.total_monitors) or 0, len(answer.monitors)
        if shown and total > shown:
            last = min(-(-total // shown), _PAGES_MOST)
            mark = "&" if "?" in bodies[-1].requested else "?"
            return tuple(PageRequest(f"{bodies[-1].requested}{mark}page={number}") for number in range(2, last + 1))
    if len(bodies) == 1 and bodies[0].status == 200 and is_web_page(bodies[0]):
        found = _PATH.search(web_text(bodies[0]))
        url = joined(bodies[0].url, found[1]) if found else ""
        if url and is_at(url, host_of(bodies[0].url), "uptimerobot.com"):
            return (PageRequest(url),)
    return ()


def parse(_target: PageTarget, bodies: tuple[PageBody, ...], _now: datetime) -> Page:
    """Read the monitors of all pages."""
    lists = [body for body in bodies if not is_web_page(body)] or list(bodies[:1])
    first = decode(lists[0], _Answer)
    parts = Parts()
    read = [first, *(parts.read(body, _Answer) or _Answer() for body in lists[1:])]
    monitors = {identity(each.monitor_id, each.name): each for answer in read for each in answer.monitors}
    if not monitors:
        raise misshapen("it lists no monitors")
    total = (first.psp and first.psp.total_monitors) or 0
    down = (first.statistics and first.statistics.counts and first.statistics.counts.down) or 0
    shown_down = sum(each.status_class == "danger" for each in monitors.values())
    if len(monitors) < total and (down > shown_down or first.statistics is None):
        parts.lack("monitors", f"{down} are down, but only {len(monitors)} of {total} came")
    return Page(
        title=title(first.title),
        components=tuple(
            PageComponent(id_, title(each.name, id_), level_of(each.status_class, LEVELS), title(each.group_name))
            for id_, each in monitors.items()
            if each.status_class not in _SILENT
        ),
        missing=parts.missing,
    )


PROVIDER: Final = Provider("uptimerobot", requests, parse, follow, marks=("uptimerobot", "pspapipath"))
