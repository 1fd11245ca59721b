"""Better Stack (once Better Uptime): `/index.json`, a JSON:API document with sections, resources, reports and updates.

Most of it is a history of 90 days, which is not read. A resource that is not monitored says nothing, so it is left out.
"""

from datetime import datetime
from typing import Final

import msgspec

from notifier.core.model import PageComponent, PageIncident, PageLevel, Stage
from notifier.core.targets import PageTarget
from notifier.sources.pages.building import Id, identity, latest, maintenance_stage, parted, statements
from notifier.sources.pages.options import one_file
from notifier.sources.pages.parsing import Parts, decode, level_of, moment, title, web_address, worst
from notifier.sources.pages.provider import Page, PageBody, Provider, misshapen
from notifier.sources.pages.words import level_table

LEVELS: Final = level_table(
    operational="operational", maintenance="maintenance", degraded="degraded", major_outage="downtime"
)
_NOT_MONITORED: Final = "not_monitored"
_RESOLVED: Final = "resolved"


class _Affected(msgspec.Struct):
    status_page_resource_id: Id = None
    status: str | None = None


class _Attributes(msgspec.Struct):
    """The attributes of everything that is included."""

    name: str | None = None
    public_name: str | None = None
    status: str | None = None
    status_page_section_id: Id = None
    title: str | None = None
    report_type: str | None = None
    starts_at: str | None = None
    ends_at: str | None = None
    aggregate_state: str | None = None
    affected_resources: list[_Affected] | None = None
    message: str | None = None
    published_at: str | None = None
    status_report_id: Id = None
    company_name: str | None = None
    custom_domain: str | None = None
    subdomain: str | None = None
    updated_at: str | None = None


class _Reference(msgspec.Struct):
    id: Id = None


class _Updates(msgspec.Struct):
    data: list[_Reference] | None = None


class _Relationships(msgspec.Struct):
    status_updates: _Updates | None = None


class _Node(msgspec.Struct):
    id: Id = None
    type: str | None = None
    attributes: _Attributes | None = None
    relationships: _Relationships | None = None

    @property
    def said(self) -> _Attributes:
        return self.attributes or _Attributes()


class _Document(msgspec.Struct):
    data: _Node | None = None
    included: list[_Node] | None = None


def parse(_target: PageTarget, bodies: tuple[PageBody, ...], now: datetime) -> Page:
    """Read the document."""
    document = decode(bodies[0], _Document)
    page = document.data
    if page is None or page.type != "status_page":
        raise misshapen("it is not a page of Better Stack")
    if page.said.aggregate_state is None and not document.included:
        raise misshapen("it says nothing of the state")
    parts = Parts()
    if document.included is None:
        parts.misshapen("included", "it lists neither components nor incidents")
    nodes = document.included or []
    components, groups = _components(nodes)
    updates = _Said(nodes)
    reports = (node for node in nodes if node.type == "status_report" and _open(node, now))
    incidents, maintenances = parted(_report(node, updates, now) for node in reports)
    said = page.said
    host = said.custom_domain or (f"{said.subdomain}.betteruptime.com" if said.subdomain else "")
    return Page(
        title=title(said.company_name),
        url=web_address(f"https://{host}") if host else "",
        updated=moment(said.updated_at),
        level=level_of(said.aggregate_state, LEVELS),
        components=components,
        groups=groups,
        incidents=incidents,
        maintenances=maintenances,
        missing=parts.missing,
    )


def _components(nodes: list[_Node]) -> tuple[tuple[PageComponent, ...], dict[str, tuple[str, ...]]]:
    sections = {identity(node.id): title(node.said.name) for node in nodes if node.type == "status_page_section"}
    components: dict[str, PageComponent] = {}
    groups: dict[str, list[str]] = {}
    for node in nodes:
        id_, said = identity(node.id), node.said
        if node.type != "status_page_resource" or not id_ or said.status == _NOT_MONITORED:
            continue
        section = identity(said.status_page_section_id)
        name = title(said.public_name, id_)
        components[id_] = PageComponent(id_, name, level_of(said.status, LEVELS), sections.get(section, ""))
        groups.setdefault(f"section:{section}", []).append(id_)
    return tuple(components.values()), {id_: tuple(below) for id_, below in groups.items()}


class _Said:
    """The updates, by their own id and by the report that they belong to: either side may name the other."""

    def __init__(self, nodes: list[_Node]) -> None:
        updates = [node for node in nodes if node.type == "status_update"]
        self._by_id = {identity(node.id): node.said for node in updates}
        self._by_report: dict[str, list[_Attributes]] = {}
        for node in updates:
            self._by_report.setdefault(identity(node.said.status_report_id), []).append(node.said)

    def of(self, report: _Node) -> list[_Attributes]:
        relation = report.relationships.status_updates if report.relationships else None
        named = [identity(each.id) for each in (relation and relation.data) or ()]
        found = [self._by_id[id_] for id_ in named if id_ in self._by_id]
        return found or self._by_report.get(identity(report.id) or "none", [])


def _open(node: _Node, now: datetime) -> bool:
    """Tell whether a report goes on: many that are over have no end, but say so in their state."""
    end = moment(node.said.ends_at)
    return node.said.aggregate_state != _RESOLVED and (end is None or end > now)


def _report(node: _Node, everything: _Said, now: datetime) -> PageIncident:
    said, id_ = node.said, identity(node.id)
    planned = said.report_type == "maintenance"
    affected = said.affected_resources or []
    updates = everything.of(node)
    started = moment(said.starts_at)
    stage = maintenance_stage(started, now) if planned else Stage.UNKNOWN
    return PageIncident(
        id=id_,
        title=title(said.title),
        stage=stage,
        level=PageLevel.MAINTENANCE if planned else _level(said, affected),
        started=started,
        updated=latest(moment(each.published_at) for each in updates),
        until=moment(said.ends_at),
        components=tuple(dict.fromkeys(key for each in affected if (key := identity(each.status_page_resource_id)))),
        statements=statements((moment(each.published_at), stage, each.message) for each in updates),
    )


def _level(said: _Attributes, affected: list[_Affected]) -> PageLevel:
    words = [each.status for each in affected if each.status and each.status != _RESOLVED]
    if words:
        return worst(level_of(word, LEVELS) for word in words)
    return level_of(said.aggregate_state, LEVELS) if said.aggregate_state else PageLevel.DEGRADED


PROVIDER: Final = Provider(
    "betterstack", one_file("/index.json"), parse, marks=("betterstack", "betteruptime", "better stack")
)
