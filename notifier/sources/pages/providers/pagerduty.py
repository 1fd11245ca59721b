"""PagerDuty's status pages: JSON in the web page, with open incidents, posts and the services that they concern.

A service is fine unless an open incident says otherwise. Newer pages have nothing but a headline.
"""

from datetime import datetime
from typing import Final

import msgspec

from notifier.core.model import PageComponent, PageIncident, PageLevel
from notifier.core.targets import PageTarget
from notifier.sources.pages.building import earliest, embedded, itself, latest, parted, statements, web_text
from notifier.sources.pages.markup import script_of, title_of
from notifier.sources.pages.parsing import level_of, moment, stage_of, title, worst
from notifier.sources.pages.provider import Page, PageBody, PageUnreadable, Provider, misshapen
from notifier.sources.pages.words import level_table, stage_table

LEVELS: Final = level_table(
    operational="all_good, operational",
    maintenance="maintenance",
    degraded="minor, degraded",
    partial_outage="partial, partial_outage",
    major_outage="major, outage",
)
STAGES: Final = stage_table(
    investigating="detected, investigating",
    identified="identified",
    monitoring="monitoring",
    scheduled="scheduled",
    in_progress="in_progress",
    resolved="resolved, completed",
)
_DATA: Final = "data"


class _Impact(msgspec.Struct):
    business_service_id: str | None = None
    name: str | None = None
    severity: str | None = None


class _Update(msgspec.Struct):
    message: str | None = None
    severity: str | None = None
    status: str | None = None
    reported_at: str | None = None
    created_at: str | None = None
    impacted_business_services: list[_Impact] | None = None

    @property
    def time(self) -> datetime | None:
        return moment(self.reported_at) or moment(self.created_at)


class _Incident(msgspec.Struct):
    id: str | None = None
    title: str | None = None
    post_type: str | None = None
    starts_at: str | None = None
    ends_at: str | None = None
    updates: list[_Update] | None = None


class _Service(msgspec.Struct):
    id: str | None = None
    external_business_service_id: str | None = None
    name: str | None = None
    is_active: bool | None = None


class _Summary(msgspec.Struct):
    open_incidents: list[_Incident] | None = None
    posts: list[_Incident] | None = None
    post_status_page_services: list[_Service] | None = None


class _Headline(msgspec.Struct, rename="camel"):
    global_status_headline_has_error: bool | None = None


class _Settings(msgspec.Struct, rename="camel"):
    status_page: _Headline | None = None


class _Layout(msgspec.Struct):
    layout_settings: _Settings | str | None = None


class _Data(msgspec.Struct):
    summary: _Summary | None = None
    layout: _Layout | None = None


def parse(_target: PageTarget, bodies: tuple[PageBody, ...], _now: datetime) -> Page:
    """Read the data in the web page."""
    text = web_text(bodies[0])
    source = script_of(text, _DATA)
    if not source:
        raise PageUnreadable("a web page came that is none of PagerDuty")
    data = embedded(source, _Data)
    name = title(title_of(text))
    settings = data.layout.layout_settings if data.layout else None
    headline = settings.status_page if isinstance(settings, _Settings) else None
    if data.summary is not None and data.summary.open_incidents is not None:
        return _page(data.summary, name)
    if headline is None or headline.global_status_headline_has_error is None:
        raise misshapen("it says nothing of the state")
    return Page(
        title=name, level=PageLevel.DEGRADED if headline.global_status_headline_has_error else PageLevel.OPERATIONAL
    )


def _page(summary: _Summary, name: str) -> Page:
    open_ = summary.open_incidents or []
    incidents, works = parted(_incident(each) for each in open_)
    planned = (_maintenance(each) for each in summary.posts or () if each.post_type == "maintenance")
    levels: dict[str, PageLevel] = {}
    for wire in open_:
        for impact in _newest(wire).impacted_business_services or ():
            id_, level = impact.business_service_id or "", level_of(impact.severity, LEVELS)
            levels[id_] = worst((level, levels.get(id_, PageLevel.OPERATIONAL)))
    services = {
        each.external_business_service_id or each.id or "": each for each in summary.post_status_page_services or ()
    }
    return Page(
        title=name,
        level=PageLevel.OPERATIONAL,
        components=tuple(
            PageComponent(id_, title(each.name, id_), levels.get(id_, PageLevel.OPERATIONAL))
            for id_, each in services.items()
            if id_ and each.is_active is not False
        ),
        incidents=incidents,
        maintenances=(*planned, *works),
    )


def _newest(wire: _Incident) -> _Update:
    return max(wire.updates or (), key=lambda each: each.reported_at or each.created_at or "", default=_Update())


def _incident(wire: _Incident) -> PageIncident:
    newest = _newest(wire)
    times = [each.time for each in wire.updates or ()]
    impacts = newest.impacted_business_services or ()
    return PageIncident(
        id=wire.id or wire.title or "",
        title=title(wire.title),
        stage=stage_of(newest.status, STAGES),
        level=level_of(newest.severity, LEVELS) if newest.severity else PageLevel.DEGRADED,
        started=earliest(times) or moment(wire.starts_at),
        updated=latest(times),
        components=tuple(dict.fromkeys(each.business_service_id for each in impacts if each.business_service_id)),
        statements=statements((each.time, stage_of(each.status, STAGES), each.message) for each in wire.updates or ()),
    )


def _maintenance(wire: _Incident) -> PageIncident:
    incident = _incident(wire)
    return msgspec.structs.replace(
        incident,
        level=PageLevel.MAINTENANCE,
        started=moment(wire.starts_at) or incident.started,
        until=moment(wire.ends_at),
    )


PROVIDER: Final = Provider("pagerduty", itself, parse, marks=("pagerduty",))
