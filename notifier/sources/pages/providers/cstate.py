"""cState: `/index.json`, made together with the page."""

import re
from datetime import datetime
from typing import Final

import msgspec

from notifier.core.model import PageComponent, PageIncident, PageLevel, Stage
from notifier.core.targets import PageTarget
from notifier.sources.pages.options import one_file
from notifier.sources.pages.parsing import Parts, decode, level_of, moment, title, web_address
from notifier.sources.pages.provider import Page, PageBody, Provider, misshapen
from notifier.sources.pages.words import level_table

LEVELS: Final = level_table(operational="ok, notice", partial_outage="disrupted", major_outage="down")
_TIME: Final = re.compile(r"(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:\.\d+)? ?(Z|[+-]\d\d:?\d\d)?")


class _Issue(msgspec.Struct, rename="camel"):
    title: str | None = None
    created_at: str | None = None
    last_mod: str | None = None
    permalink: str | None = None
    severity: str | None = None
    resolved: bool | None = None
    informational: bool | None = None


class _System(msgspec.Struct, rename="camel"):
    name: str | None = None
    category: str | None = None
    status: str | None = None
    unresolved_issues: list[_Issue] | None = None


class _Site(msgspec.Struct, rename="camel"):
    c_state_version: str | float | None = None
    title: str | None = None
    base_url: str | None = msgspec.field(default=None, name="baseURL")
    summary_status: str | None = None
    systems: list[_System] | None = None
    pinned_issues: list[_Issue] | None = None


def parse(_target: PageTarget, bodies: tuple[PageBody, ...], _now: datetime) -> Page:
    """Read the page. An issue stands below every system that it affects."""
    site = decode(bodies[0], _Site)
    if site.c_state_version is None or (site.systems is None and site.summary_status is None):
        raise misshapen("it is not a page of cState")
    parts = Parts()
    components: dict[str, PageComponent] = {}
    issues: dict[str, tuple[_Issue, list[str]]] = {}
    for system in parts.listed(site.systems, "systems"):
        group, name = title(system.category), title(system.name, "unnamed")
        id_ = f"{group}/{name}" if group else name
        components[id_] = PageComponent(id_, name, level_of(system.status, LEVELS), group)
        for issue in system.unresolved_issues or ():
            issues.setdefault(issue.permalink or issue.title or "", (issue, []))[1].append(id_)
    for issue in site.pinned_issues or ():
        issues.setdefault(issue.permalink or issue.title or "", (issue, []))
    return Page(
        title=title(site.title),
        url=web_address(site.base_url),
        level=level_of(site.summary_status, LEVELS),
        components=tuple(components.values()),
        incidents=tuple(_incident(id_, each, named) for id_, (each, named) in issues.items() if not each.resolved),
        missing=parts.missing,
    )


def _incident(id_: str, wire: _Issue, named: list[str]) -> PageIncident:
    """An issue for information alone is no trouble."""
    level = level_of(wire.severity, LEVELS) if wire.severity else PageLevel.DEGRADED
    return PageIncident(
        id=id_,
        title=title(wire.title),
        stage=Stage.UNKNOWN,
        level=PageLevel.OPERATIONAL if wire.informational else level,
        started=_moment(wire.created_at),
        updated=_moment(wire.last_mod),
        components=tuple(dict.fromkeys(named)),
        url=web_address(wire.permalink),
    )


def _moment(text: str | None) -> datetime | None:
    """Times are written as the page's generator likes: `2026-03-01 11:00:00 +0000 UTC`. The year 1 is none."""
    found = _TIME.match(text or "")
    if found is None or found[1].startswith("0001"):
        return None
    return moment(f"{found[1]}T{found[2]}{found[3] or ''}")


PROVIDER: Final = Provider("cstate", one_file("/index.json"), parse, marks=("cstate",))
