"""Statuspal: `/api/v2/status_pages/<subdomain>/summary` at statuspal.io or statuspal.eu.

The subdomain is in the option `api`, in the page's own host, or in its web page; where it is in none of them, the web
page's own summary (a class name) is all that can be read. Times lack an offset: they are in the page's time zone.
"""

import re
from datetime import UTC, datetime, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

import msgspec

from notifier.core.model import PageComponent, PageIncident, PageLevel, Stage
from notifier.core.targets import PageTarget
from notifier.sources.pages.building import (
    Id,
    expanded,
    host_of,
    identity,
    is_web_page,
    latest,
    parted,
    statements,
    web_page,
    web_text,
)
from notifier.sources.pages.markup import Kind, attributes, pieces, title_of
from notifier.sources.pages.parsing import Parts, decode, level_of, stage_of, title, utc, web_address
from notifier.sources.pages.provider import Need, Page, PageBody, PageRequest, PageUnreadable, Provider, misshapen
from notifier.sources.pages.words import level_table, stage_table

LEVELS: Final = level_table(
    operational="none, info",
    maintenance="scheduled, emergency-maintenance",
    degraded="performance, minor",
    major_outage="major",
)
"""The types of incidents; the page, its services and its web page use them too (nothing, or "none", is fine)."""
STAGES: Final = stage_table(
    investigating="issue, investigating",
    identified="identified",
    monitoring="monitoring",
    resolved="resolved, retroactive",
)
_HOSTS: Final = ("statuspal.io", "statuspal.eu")
_API: Final = re.compile(r"https://(?:www\.)?(statuspal\.(?:io|eu))/api/v2/status_pages/([a-z0-9][a-z0-9-]{0,62})/")
_TYPE: Final = re.compile(r"\btype-([a-z-]{1,30})")
_DEEPEST: Final = 10


class _Service(msgspec.Struct):
    id: Id = None
    name: str | None = None
    current_incident_type: str | msgspec.UnsetType | None = msgspec.UNSET
    children: list["_Service"] | None = None


class _Update(msgspec.Struct):
    type: str | None = None
    description: str | None = None
    description_html: str | None = None
    posted_at: str | None = None
    inserted_at: str | None = None


class _Incident(msgspec.Struct):
    id: Id = None
    type: str | None = None
    title: str | None = None
    url: str | None = None
    starts_at: str | None = None
    ends_at: str | None = None
    updated_at: str | None = None
    updates: list[_Update] | None = None
    service_ids: list[Id] | None = None


class _Site(msgspec.Struct):
    name: str | None = None
    url: str | None = None
    subdomain: str | None = None
    time_zone: str | None = None
    current_incident_type: str | msgspec.UnsetType | None = msgspec.UNSET


class _Summary(msgspec.Struct):
    status_page: _Site | None = None
    services: list[_Service] | None = None
    incidents: list[_Incident] | None = None
    maintenances: list[_Incident] | None = None
    upcoming_maintenances: list[_Incident] | None = None


def requests(target: PageTarget) -> tuple[PageRequest, ...]:
    """Ask for the summary, or for the web page that names it."""
    if api := target.options.get("api"):
        return (PageRequest(api),)
    name, _, domain = host_of(target.url).partition(".")
    if domain in _HOSTS and name != "www":
        return (_summary(domain, name),)
    return (web_page(target.url or "/"),)


def follow(_target: PageTarget, bodies: tuple[PageBody, ...]) -> tuple[PageRequest, ...]:
    """Ask for the summary that the web page names."""
    if len(bodies) > 1 or not is_web_page(bodies[0]):
        return ()
    found = _API.search(web_text(bodies[0]))
    return (_summary(found[1], found[2]),) if found else ()


def parse(_target: PageTarget, bodies: tuple[PageBody, ...], now: datetime) -> Page:
    """Read the summary, or what the web page says in its place."""
    if is_web_page(bodies[-1]) or bodies[-1].status == 404:
        return _web(bodies[0])
    summary = decode(bodies[-1], _Summary)
    site = summary.status_page
    if site is None or summary.services is None:
        raise misshapen("it says nothing of the state")
    parts = Parts()
    zone = _zone(site.time_zone)
    components, groups = _components(summary.services)
    incidents, works = parted(
        _incident(each, groups, zone, now) for each in parts.listed(summary.incidents, "incidents")
    )
    planned = [
        _planned(_incident(each, groups, zone, now), stage)
        for stage, wires in (
            (Stage.IN_PROGRESS, summary.maintenances),
            (Stage.SCHEDULED, summary.upcoming_maintenances),
        )
        for each in wires or ()
    ]
    planned += [_planned(each, Stage.IN_PROGRESS) for each in works]
    url = site.url or ""
    return Page(
        title=title(site.name),
        url=web_address(url if "://" in url else f"https://{url}"),
        level=_level(site.current_incident_type),
        components=components,
        groups=groups,
        incidents=incidents,
        maintenances=tuple({each.id: each for each in planned}.values()),
        missing=parts.missing,
    )


def _summary(domain: str, name: str) -> PageRequest:
    return PageRequest(f"https://{domain}/api/v2/status_pages/{name}/summary", need=Need.IF_THERE)


def _web(body: PageBody) -> Page:
    text = web_text(body)
    classes = (attributes(piece.text).get("class", "") for piece in pieces(text) if piece.kind is Kind.BEGIN)
    found = next((each for each in classes if "system-status" in each.split()), None)
    if found is None:
        raise PageUnreadable("a web page came that is none of Statuspal")
    word = _TYPE.search(found)
    return Page(title=title(title_of(text)), level=level_of(word[1], LEVELS) if word else PageLevel.UNKNOWN)


def _planned(incident: PageIncident, stage: Stage) -> PageIncident:
    return msgspec.structs.replace(incident, stage=stage, level=PageLevel.MAINTENANCE)


def _level(word: str | msgspec.UnsetType | None) -> PageLevel:
    """No type at all means that all is well; that the key is missing means nothing."""
    if isinstance(word, msgspec.UnsetType):
        return PageLevel.UNKNOWN
    return PageLevel.OPERATIONAL if word is None else level_of(word, LEVELS)


def _zone(name: str | None) -> tzinfo:
    try:
        return ZoneInfo(name) if name and len(name) < 60 else UTC
    except (ValueError, LookupError, OSError):
        return UTC


def _moment(text: str | None, zone: tzinfo) -> datetime | None:
    try:
        return utc(datetime.fromisoformat(text or ""), zone)
    except (ValueError, OverflowError):
        return None


def _components(services: list[_Service]) -> tuple[tuple[PageComponent, ...], dict[str, tuple[str, ...]]]:
    """Give the services without further ones below them; the others are groups, named by their whole way."""
    components: dict[str, PageComponent] = {}
    groups: dict[str, tuple[str, ...]] = {}

    def walk(rows: list[_Service], way: tuple[str, ...]) -> tuple[str, ...]:
        found: list[str] = []
        for row in rows:
            id_ = identity(row.id, row.name, f"unnamed {len(components) + 1}")
            name = title(row.name, id_)
            children = [each for each in row.children or () if each != _Service()]
            if children and len(way) < _DEEPEST:
                groups[id_] = walk(children, (*way, name))
                found += groups[id_]
            else:
                components[id_] = PageComponent(id_, name, _level(row.current_incident_type), " / ".join(way))
                found.append(id_)
        return tuple(found)

    walk(services, ())
    return tuple(components.values()), groups


def _incident(wire: _Incident, groups: dict[str, tuple[str, ...]], zone: tzinfo, now: datetime) -> PageIncident:
    updates = wire.updates or ()
    said = [
        (
            _moment(each.posted_at or each.inserted_at, zone),
            stage_of(each.type, STAGES),
            each.description_html or each.description,
        )
        for each in updates
    ]
    words = statements(said)
    ends = _moment(wire.ends_at, zone)
    over = ends is not None and ends <= now
    return PageIncident(
        id=identity(wire.id, wire.url, wire.title),
        title=title(wire.title),
        stage=Stage.RESOLVED if over else words[0].stage if words else Stage.UNKNOWN,
        level=level_of(wire.type, LEVELS) if wire.type else PageLevel.DEGRADED,
        started=_moment(wire.starts_at, zone),
        updated=_moment(wire.updated_at, zone) or latest(when for when, _, _ in said),
        until=ends,
        components=expanded((identity(each) for each in wire.service_ids or ()), groups),
        url=web_address(wire.url),
        statements=words,
    )


PROVIDER: Final = Provider("statuspal", requests, parse, follow, marks=("statuspal",))
