"""Uptime Kuma's status pages: `/api/status-page/<slug>` and the heartbeats of its monitors.

Without a slug in the address the server is asked which page its host shows. Servers before version 2 have one incident
at most, under another name.
"""

from datetime import datetime
from typing import Final
from urllib.parse import quote

import msgspec

from notifier.core.model import PageComponent, PageIncident, PageLevel, Stage
from notifier.core.targets import PageTarget
from notifier.sources.pages.building import Id, identity, latest, statements
from notifier.sources.pages.parsing import Parts, base_of, decode, level_of, moment, stage_of, title
from notifier.sources.pages.provider import Page, PageBody, PageRequest, PageUnreadable, Provider, misshapen
from notifier.sources.pages.words import level_table, stage_table

LEVELS: Final = level_table(operational="1", maintenance="3", major_outage="0")
"""States of heartbeats. 2 is pending: it failed, and is tried again, so nothing is known."""
STYLES: Final = level_table(operational="info, primary, light, dark", degraded="warning", partial_outage="danger")
"""Incidents have colours; these are for news and for trouble."""
WORKS: Final = stage_table(scheduled="scheduled", in_progress="under-maintenance", resolved="ended, inactive")
_API: Final = "/api/status-page/"
_BEATS: Final = "/api/status-page/heartbeat/"


class _Entry(msgspec.Struct, rename="camel"):
    status_page_slug: str | None = None
    entry_page: str | None = None


class _Config(msgspec.Struct):
    slug: str | None = None
    title: str | None = None


class _Incident(msgspec.Struct, rename="camel"):
    id: Id = None
    style: str | None = None
    title: str | None = None
    content: str | None = None
    active: bool | int | None = None
    created_date: str | None = None
    last_updated_date: str | None = None


class _Monitor(msgspec.Struct):
    id: Id = None
    name: str | None = None


class _Group(msgspec.Struct, rename="camel"):
    id: Id = None
    name: str | None = None
    monitor_list: list[_Monitor] | None = None


class _Slot(msgspec.Struct, rename="camel"):
    start_date: str | None = None
    end_date: str | None = None


class _Works(msgspec.Struct, rename="camel"):
    id: Id = None
    title: str | None = None
    description: str | None = None
    status: str | None = None
    timeslot_list: list[_Slot] | None = None


class _Site(msgspec.Struct, rename="camel"):
    config: _Config | None = None
    incident: _Incident | msgspec.UnsetType | None = msgspec.UNSET
    incidents: list[_Incident] | None = None
    public_group_list: list[_Group] | None = None
    maintenance_list: list[_Works] | None = None


class _Beat(msgspec.Struct):
    status: int | str | None = None
    time: str | None = None


class _Beats(msgspec.Struct, rename="camel"):
    heartbeat_list: dict[str, list[_Beat]] | None = None


def requests(target: PageTarget) -> tuple[PageRequest, ...]:
    """Ask for the page, or first which page it is."""
    base, slug = _place(target)
    return (PageRequest(f"{base}{_API}{slug}" if slug else f"{base}/api/entry-page"),)


def follow(target: PageTarget, bodies: tuple[PageBody, ...]) -> tuple[PageRequest, ...]:
    """Ask for the page that the host shows, and for its heartbeats."""
    base, slug = _place(target)
    if len(bodies) == 1 and not slug:
        entry = decode(bodies[0], _Entry)
        shown = entry.status_page_slug or (entry.entry_page or "").removeprefix("statusPage-")
        if not shown or shown == "dashboard":
            raise PageUnreadable("the server shows no status page: its address needs the page's name")
        slug = quote(shown, safe="")
        return (PageRequest(f"{base}{_API}{slug}"), PageRequest(f"{base}{_BEATS}{slug}"))
    return (PageRequest(f"{base}{_BEATS}{slug}"),) if len(bodies) == 1 else ()


def parse(_target: PageTarget, bodies: tuple[PageBody, ...], _now: datetime) -> Page:
    """Read the page with its monitors' newest heartbeats."""
    pages = [body for body in bodies if _BEATS not in body.requested]
    site = decode(pages[-1], _Site)
    if site.config is None or site.public_group_list is None:
        raise misshapen("it is not a page of Uptime Kuma")
    parts = Parts()
    beats = _newest(bodies, parts)
    if site.incidents is None and site.incident is msgspec.UNSET:
        parts.misshapen("incidents", "it does not list what is open")
    incidents = [*(site.incidents or ()), *([site.incident] if isinstance(site.incident, _Incident) else ())]
    components = tuple(
        PageComponent(id_, title(monitor.name, id_), _level(beats.get(id_)), title(group.name))
        for group in site.public_group_list
        for monitor in group.monitor_list or ()
        for id_ in [identity(monitor.id, monitor.name, "unnamed")]
    )
    return Page(
        title=title(site.config.title),
        updated=latest(moment(beat.time) for beat in beats.values()),
        components=components,
        incidents=tuple(_incident(each) for each in incidents if each.active not in (False, 0)),
        maintenances=tuple(_maintenance(each) for each in site.maintenance_list or ()),
        missing=parts.missing,
    )


def _place(target: PageTarget) -> tuple[str, str]:
    """The server's base, and the slug if the address has it."""
    for ending in (_BEATS, _API, "/status/"):
        base, found, rest = target.url.partition(ending)
        if found:
            return base.rstrip("/"), quote(rest.split("?")[0].split("#")[0].split("/")[0], safe="%")
    return base_of(target.url), ""


def _newest(bodies: tuple[PageBody, ...], parts: Parts) -> dict[str, _Beat]:
    """The newest heartbeat of each monitor; without the list nothing is known of any."""
    for body in bodies:
        if _BEATS in body.requested:
            lists = (parts.read(body, _Beats) or _Beats()).heartbeat_list or {}
            return {id_: max(beats, key=lambda beat: beat.time or "") for id_, beats in lists.items() if beats}
    return {}


def _level(beat: _Beat | None) -> PageLevel:
    return level_of(beat.status, LEVELS) if beat else PageLevel.UNKNOWN


def _incident(wire: _Incident) -> PageIncident:
    updated = moment(wire.last_updated_date)
    started = moment(wire.created_date)
    return PageIncident(
        id=identity(wire.id, wire.title),
        title=title(wire.title),
        stage=Stage.UNKNOWN,
        level=level_of(wire.style, STYLES) if wire.style else PageLevel.DEGRADED,
        started=started,
        updated=updated,
        statements=statements([(updated or started, Stage.UNKNOWN, wire.content)]),
    )


def _maintenance(wire: _Works) -> PageIncident:
    stage = stage_of(wire.status, WORKS)
    slot = next(iter(wire.timeslot_list or ()), _Slot())
    started = moment(slot.start_date)
    return PageIncident(
        id=f"maintenance:{identity(wire.id, wire.title)}",
        title=title(wire.title),
        stage=stage,
        level=PageLevel.MAINTENANCE,
        started=started,
        until=moment(slot.end_date),
        statements=statements([(started, stage, wire.description)]),
    )


PROVIDER: Final = Provider("kuma", requests, parse, follow, marks=("uptime kuma", "uptime-kuma"))
