"""Meta's status data: every organisation's services, and their open outages. They are for businesses only.

Nothing there tells of WhatsApp, Facebook, Instagram or Messenger as people use them. So where option `scope` is
"business", a report is never more than a partial outage (which makes a service `possible`, not out), and the titles say
that it is about the business products. Options `api`, `org` (an organisation's id), `scope`.
"""

from datetime import datetime
from typing import Final
from urllib.parse import urljoin

import msgspec

from notifier.core.model import PageComponent, PageIncident, PageLevel, Stage
from notifier.core.targets import PageTarget
from notifier.sources.pages.building import Id, at_most, earliest, identity, latest, statements
from notifier.sources.pages.options import one_file
from notifier.sources.pages.parsing import Parts, decode, level_of, moment, moment_of_epoch, plain, readable_json, title
from notifier.sources.pages.provider import Page, PageBody, PageRequest, PageUnreadable, Provider, misshapen
from notifier.sources.pages.words import level_table

LEVELS: Final = level_table(
    operational="no known issues, resolved",
    degraded="low disruptions",
    partial_outage="medium disruptions",
    major_outage="high disruptions",
)
_ELSEWHERE: Final = {"metastatus.com": "https://metastatus.com/data/orgs.json"}
_Time = str | float | None


class _Service(msgspec.Struct):
    id: Id = None
    name: str | None = None
    status: str | None = None
    time: _Time = None


class _Organisation(msgspec.Struct):
    id: str | None = None
    name: str | None = None
    services: list[_Service] | None = None


class _Post(msgspec.Struct):
    description: str | None = None
    time: _Time = None


class _Outage(msgspec.Struct):
    id: Id = None
    service_id: Id = None
    status: str | None = None
    time: _Time = None
    posts: list[_Post] | None = None


def follow(target: PageTarget, bodies: tuple[PageBody, ...]) -> tuple[PageRequest, ...]:
    """Ask for the organisation's open outages, if one of its services is not well."""
    org = target.options.get("org", "")
    if len(bodies) > 1 or not org or not readable_json(bodies[0]):
        return ()
    wanted = [each for each in decode(bodies[0], list[_Organisation]) if each.id == org]
    if not any(_level(service) is not PageLevel.OPERATIONAL for each in wanted for service in each.services or ()):
        return ()
    return (PageRequest(urljoin(bodies[0].requested, f"outages/{org}.json")),)


def parse(target: PageTarget, bodies: tuple[PageBody, ...], _now: datetime) -> Page:
    """Read the organisation, or all of them where none is named."""
    organisations = decode(bodies[0], list[_Organisation])
    org = target.options.get("org", "")
    wanted = [each for each in organisations if each.id and (not org or each.id == org)]
    if not wanted:
        raise PageUnreadable(f"there is no organisation {title(org)}" if org else "it lists no organisations")
    if not any(each.services for each in wanted):
        raise misshapen("it lists no services")
    business = target.options.get("scope") == "business"
    services = {_id_of(each, service): (each, service) for each in wanted for service in each.services or ()}
    components = tuple(
        PageComponent(id_, title(service.name, id_), _capped(_level(service), business=business), title(each.name))
        for id_, (each, service) in services.items()
    )
    names = {each.id: each.name for each in components}
    parts = Parts()
    if any(each.services is None for each in wanted):
        parts.misshapen("services", "an organisation lists no services")
    listed = [each for body in bodies[1:] for each in parts.read(body, list[_Outage]) or ()]
    going_on = [each for each in listed if (each.status or "").strip().lower() != "resolved"]
    name = title(wanted[0].name, wanted[0].id or "") if org else "Meta"
    return Page(
        title=f"{name} (business products)" if business else name,
        url=target.url,
        updated=latest(_moment(each.time) for _, each in services.values()),
        components=components,
        incidents=tuple(_incident(each, wanted[0], names, business=business) for each in going_on),
        missing=parts.missing,
    )


def _id_of(organisation: _Organisation, service: _Service) -> str:
    return f"{organisation.id}/{identity(service.id, service.name)}"


def _level(service: _Service | _Outage) -> PageLevel:
    return level_of(service.status, LEVELS)


def _capped(level: PageLevel, *, business: bool) -> PageLevel:
    return at_most(level, PageLevel.PARTIAL_OUTAGE) if business else level


def _moment(value: _Time) -> datetime | None:
    return moment(value) if isinstance(value, str) else moment_of_epoch(value)


def _incident(outage: _Outage, organisation: _Organisation, names: dict[str, str], *, business: bool) -> PageIncident:
    id_ = f"{organisation.id}/{identity(outage.service_id)}"
    said = statements((_moment(each.time), Stage.UNKNOWN, each.description) for each in outage.posts or ())
    name = names.get(id_) or title(organisation.name, organisation.id or "")
    what = f"{name}: {title(outage.status, 'no word of its state')}"
    times = [_moment(each.time) for each in outage.posts or () if plain(each.description)]
    started = earliest(times) or _moment(outage.time)
    return PageIncident(
        id=identity(outage.id, f"{id_}-{outage.time}"),
        title=f"Business products: {what}" if business else what,
        stage=Stage.UNKNOWN,
        level=_capped(_level(outage), business=business),
        started=started,
        updated=latest(times) or _moment(outage.time),
        components=(id_,) if id_ in names else (),
        statements=said or statements([(started, Stage.UNKNOWN, plain(outage.status))]),
    )


PROVIDER: Final = Provider(
    "metastatus", one_file("/data/orgs.json", _ELSEWHERE), parse, follow, marks=("metastatus.com",), own=True
)
