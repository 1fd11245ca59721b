"""Instatus: `/summary.json` with what is open, `/v2/components.json` with the components.

The page's own word is not to be trusted: it says UP while incidents are open, and incidents say OPERATIONAL while
components are down. So both lists count. Where there is no summary, the data inside the web page is read.
"""

import re
from datetime import datetime, timedelta
from typing import Final

import msgspec

from notifier.core.model import PageComponent, PageIncident, PageLevel, Statement
from notifier.core.targets import PageTarget
from notifier.sources.pages.building import embedded, statements, web_page, web_text
from notifier.sources.pages.markup import script_of
from notifier.sources.pages.parsing import (
    Parts,
    base_of,
    decode,
    level_of,
    moment,
    readable_json,
    stage_of,
    title,
    web_address,
)
from notifier.sources.pages.provider import Need, Page, PageBody, PageRequest, PageUnreadable, Provider, misshapen
from notifier.sources.pages.words import level_table, stage_table

LEVELS: Final = level_table(
    operational="up, operational, none",
    maintenance="undermaintenance, maintenance",
    degraded="hasissues, degradedperformance, minor",
    partial_outage="partialoutage, minoroutage, major, partialsystemoutagemajor, partialsystemoutage",
    major_outage="majoroutage, critical, majorsystemoutage",
)
"""The words for the page, its components and the impact of incidents; the last for summaries as Statuspage's."""
STAGES: Final = stage_table(
    investigating="investigating",
    identified="identified",
    monitoring="monitoring",
    scheduled="notstartedyet",
    in_progress="inprogress, verifying",
    resolved="resolved, completed",
)
_DATA: Final = "__NEXT_DATA__"

_Words = str | dict[str, str | None] | None
"""A text, or the same in several languages."""


class _State(msgspec.Struct):
    """The page's state in the second envelope."""

    text: str | None = None
    type: str | None = None
    indicator: str | None = None
    description: str | None = None

    @property
    def word(self) -> str | None:
        return self.type or self.indicator or self.text or self.description


class _Site(msgspec.Struct, rename="camel"):
    name: _Words = None
    url: str | None = None
    status: str | None = None
    updated: str | None = None
    custom_domain: str | None = None
    components: list["_Component"] | None = None


class _Group(msgspec.Struct):
    id: str | None = None
    name: _Words = None


class _Component(msgspec.Struct):
    id: str | None = None
    name: _Words = None
    status: str | None = None
    group: _Group | str | None = None
    children: list["_Component"] | None = None


class _Update(msgspec.Struct, rename="camel"):
    message: _Words = None
    status: str | None = None
    started: str | None = None
    created_at: str | None = None


class _Incident(msgspec.Struct, rename="camel"):
    id: str | None = None
    name: _Words = None
    status: str | None = None
    impact: str | None = None
    url: str | None = None
    started: str | None = None
    start: str | None = None
    duration: int | str | None = None
    updated_at: str | None = None
    updates: list[_Update] | None = None
    components: list[_Component] | None = None


class _Summary(msgspec.Struct, rename="camel"):
    """Either envelope, or what is inside the web page (`site`)."""

    page: _Site | None = None
    site: _Site | None = None
    status: _State | str | None = None
    active_incidents: list[_Incident] | None = None
    active_maintenances: list[_Incident] | None = None


class _Components(msgspec.Struct):
    components: list[_Component] | None = None


class _Props(msgspec.Struct, rename="camel"):
    page_props: _Summary | None = None


class _Data(msgspec.Struct):
    props: _Props | None = None


def requests(target: PageTarget) -> tuple[PageRequest, ...]:
    """Ask for the summary."""
    return (PageRequest(f"{_base(target)}/summary.json", need=Need.NEVER),)


def follow(target: PageTarget, bodies: tuple[PageBody, ...]) -> tuple[PageRequest, ...]:
    """Ask for the components, or for the web page where there is no summary."""
    if len(bodies) > 1:
        return ()
    if not readable_json(bodies[0]):
        return (web_page(_base(target)),)
    return (PageRequest(f"{_base(target)}/v2/components.json", need=Need.IF_THERE),)


def parse(_target: PageTarget, bodies: tuple[PageBody, ...], _now: datetime) -> Page:
    """Read the page out of the summary and the components."""
    parts = Parts()
    summary, rows = _read(bodies, parts)
    site = summary.site or summary.page
    if site is None or not (site.name or site.url):
        raise misshapen("it does not say which page it is")
    word = site.status or (summary.status.word if isinstance(summary.status, _State) else summary.status)
    if word is None and not rows and summary.active_incidents is None:
        raise misshapen("it says nothing of the state")
    components, groups = _components(rows)
    host = f"https://{site.custom_domain}" if site.custom_domain else ""
    return Page(
        title=title(_text(site.name)),
        url=web_address(site.url or host),
        updated=moment(site.updated),
        level=_level(word),
        components=components,
        groups=groups,
        incidents=tuple(_incident(each) for each in summary.active_incidents or ()),
        maintenances=tuple(_maintenance(each) for each in summary.active_maintenances or ()),
        missing=parts.missing,
    )


def _base(target: PageTarget) -> str:
    return base_of(target.url, "/summary.json", "/v2/components.json")


def _read(bodies: tuple[PageBody, ...], parts: Parts) -> tuple[_Summary, list[_Component]]:
    if len(bodies) > 1 and not readable_json(bodies[0]):
        data = script_of(web_text(bodies[1]), _DATA)
        if not data:
            decode(bodies[0], _Summary)  # says what is wrong
            raise PageUnreadable("a web page came instead of data")
        props = embedded(data, _Data).props
        summary = (props and props.page_props) or _Summary()
        return summary, (summary.site and summary.site.components) or []
    summary = decode(bodies[0], _Summary)
    rows = None
    if len(bodies) > 1 and bodies[1].status != 404:
        rows = (parts.read(bodies[1], _Components) or _Components()).components
        if rows is None:
            parts.misshapen(bodies[1].requested, "it lists no components")
    return summary, rows or (summary.page and summary.page.components) or []


def _text(words: _Words) -> str:
    """The default language, else English, else any."""
    if isinstance(words, dict):
        return words.get("default") or words.get("en") or next((each for each in words.values() if each), "")
    return words or ""


def _level(word: str | None) -> PageLevel:
    return level_of(re.sub(r"[_ -]", "", word) if word else None, LEVELS)


def _components(rows: list[_Component]) -> tuple[tuple[PageComponent, ...], dict[str, tuple[str, ...]]]:
    """Give the components without the rows that sum them up, and what is below each of those."""
    below_others = [child for row in rows for child in row.children or ()]
    above = {child.id: row for row in rows for child in row.children or ()}
    components: dict[str, PageComponent] = {}
    groups: dict[str, list[str]] = {}
    for row in [*rows, *below_others]:
        if not row.id or row.children or row.id in components:
            continue
        parent = above.get(row.id)
        id_, group = (parent.id or "", _text(parent.name)) if parent else _group(row)
        if id_:
            groups.setdefault(id_, []).append(row.id)
        components[row.id] = PageComponent(row.id, title(_text(row.name), row.id), _level(row.status), title(group))
    kept = [each for each in components.values() if each.id not in groups]
    return tuple(kept), {id_: tuple(below) for id_, below in groups.items()}


def _group(row: _Component) -> tuple[str, str]:
    if isinstance(row.group, _Group):
        return row.group.id or "", _text(row.group.name)
    return "", row.group or ""


def _incident(wire: _Incident) -> PageIncident:
    stage = stage_of(wire.status, STAGES)
    started = moment(wire.started) or moment(wire.start)
    return PageIncident(
        id=wire.id or wire.url or _text(wire.name),
        title=title(_text(wire.name)),
        stage=stage,
        level=_impact(wire),
        started=started,
        updated=moment(wire.updated_at),
        components=tuple(each.id for each in wire.components or () if each.id),
        url=web_address(wire.url),
        statements=_statements(wire),
    )


def _impact(wire: _Incident) -> PageLevel:
    """How bad an open incident is; OPERATIONAL only says that no component was changed for it."""
    level = _level(wire.impact) if wire.impact else PageLevel.DEGRADED
    return PageLevel.DEGRADED if level is PageLevel.OPERATIONAL else level


def _statements(wire: _Incident) -> tuple[Statement, ...]:
    updates = wire.updates or ()
    return statements(
        (moment(each.started) or moment(each.created_at), stage_of(each.status, STAGES), _text(each.message))
        for each in updates
    )


def _maintenance(wire: _Incident) -> PageIncident:
    incident = _incident(wire)
    until = None
    if incident.started is not None and str(wire.duration).isdecimal() and len(str(wire.duration)) < 7:
        until = incident.started + timedelta(minutes=int(wire.duration or 0))
    return msgspec.structs.replace(incident, level=PageLevel.MAINTENANCE, until=until)


PROVIDER: Final = Provider("instatus", requests, parse, follow, marks=("instatus",))
