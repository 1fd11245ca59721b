"""PlayStation Network: a file for each region, with services by country.

An empty `status` means that all is well. Entries are never taken back, so those that began more than 7 days ago are
over. One entry stands below many countries and services: it is one incident, and where it concerns less than half of a
region's countries it is a partial outage at most. A region whose file is missing says nothing of itself. Options `api`
(one region's file), `regions`.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Any, Final

import msgspec

from notifier.core.model import PageComponent, PageIncident, PageLevel, Stage
from notifier.core.targets import PageTarget
from notifier.sources.pages.building import Id, at_most, identity, parted, statements
from notifier.sources.pages.options import listed, one_file
from notifier.sources.pages.parsing import Parts, decode, level_of, moment, plain, title, worst
from notifier.sources.pages.provider import Need, Page, PageBody, PageRequest, PageUnreadable, Provider
from notifier.sources.pages.words import level_table

LEVELS: Final = level_table(operational="ok", maintenance="maintenance", degraded="degraded", major_outage="outage")
MOST_PLACES: Final = 3000
"""A page in good faith has far fewer; more are left out, so that a hostile one costs little."""
_OLD: Final = timedelta(days=7)


class _Status(msgspec.Struct):
    id: Id = msgspec.field(default=None, name="statusId")
    type: str | None = msgspec.field(default=None, name="statusType")
    message: Any = None
    starts: str | None = msgspec.field(default=None, name="startDate")


class _Service(msgspec.Struct):
    name: str | None = msgspec.field(default=None, name="serviceName")
    status: list[_Status] | None = None


class _Country(msgspec.Struct):
    code: str | None = msgspec.field(default=None, name="countryCode")
    status: list[_Status] | None = None
    services: list[_Service] | None = None


class _Region(msgspec.Struct):
    name: str | None = msgspec.field(default=None, name="regionName")
    status: list[_Status] | None = None
    countries: list[_Country] | None = None


class _Event(msgspec.Struct):
    """One entry, and all that it stands below."""

    status: _Status
    region: str
    services: dict[str, None]
    countries: dict[str, None]


def follow(target: PageTarget, bodies: tuple[PageBody, ...]) -> tuple[PageRequest, ...]:
    """Ask for the other regions."""
    if len(bodies) > 1:
        return ()
    base, _, first = bodies[0].requested.rpartition("/")
    files = (f"{name}.json" for name in listed(target, "regions") if name.isalnum())
    return tuple(PageRequest(f"{base}/{file}", need=Need.IF_THERE) for file in files if file != first)


def parse(target: PageTarget, bodies: tuple[PageBody, ...], now: datetime) -> Page:
    """Read the regions that came."""
    components: list[PageComponent] = []
    incidents: list[PageIncident] = []
    parts = Parts()
    for body in bodies:
        region = parts.read(body, _Region) if body.status != 404 else _Region(countries=[])
        if region is None or region.countries is None or (body.status == 200 and not region.countries):
            parts.misshapen(body.requested, "it lists no countries")
            continue
        if not _is_whole(region):
            parts.misshapen(body.requested, "a list of services or of their states is missing")
        events = [_incident(each, len(region.countries)) for each in _events(region, now).values()]
        components += _components(region, events)
        incidents += events
    if not components:
        decode(bodies[0], _Region)  # says what is wrong
        raise PageUnreadable(parts.first("not in the expected shape: it lists no services"))
    open_, works = parted(incidents)
    return Page(
        title="PlayStation Network",
        url=target.url,
        components=tuple({each.id: each for each in components}.values()),
        incidents=open_,
        maintenances=works,
        missing=parts.missing,
    )


def _is_whole(region: _Region) -> bool:
    lists = [
        region.status,
        *(each for country in region.countries or () for each in (country.status, country.services)),
    ]
    return all(each is not None for each in lists)


def _places(region: _Region) -> Iterator[tuple[_Status, tuple[str, ...], str]]:
    """Every entry, with the services and the country below which it stands."""
    every = tuple(
        dict.fromkeys(service.name or "" for each in region.countries or () for service in each.services or ())
    )
    for status in region.status or ():
        for country in region.countries or ():
            yield status, every, country.code or ""
    for country in region.countries or ():
        for status in country.status or ():
            yield status, tuple(each.name or "" for each in country.services or ()), country.code or ""
        for service in country.services or ():
            for status in service.status or ():
                yield status, (service.name or "",), country.code or ""


def _events(region: _Region, now: datetime) -> dict[str, _Event]:
    found: dict[str, _Event] = {}
    for status, services, country in islice(_places(region), MOST_PLACES):
        started = moment(status.starts)
        if (started is not None and now - started > _OLD) or level_of(status.type, LEVELS) is PageLevel.OPERATIONAL:
            continue
        id_ = f"{region.name}/{identity(status.id, status.starts, status.type)}"
        event = found.setdefault(id_, _Event(status, title(region.name), {}, {}))
        event.services.update(dict.fromkeys(f"{event.region}/{title(each)}" for each in services if each))
        event.countries[country.upper()] = None
    return found


def _incident(event: _Event, countries: int) -> PageIncident:
    level = level_of(event.status.type, LEVELS)
    if 2 * len(event.countries) < countries:
        level = at_most(level, PageLevel.PARTIAL_OUTAGE)
    started = moment(event.status.starts)
    names = ", ".join(each.partition("/")[2] for each in event.services) or "PlayStation Network"
    message = event.status.message if isinstance(event.status.message, str) else None
    stage = Stage.IN_PROGRESS if level is PageLevel.MAINTENANCE else Stage.UNKNOWN
    return PageIncident(
        id=f"{event.region}/{identity(event.status.id, event.status.starts, event.status.type)}",
        title=title(message) or title(f"{names}: {title(event.status.type, 'no word of its state')}"),
        stage=stage,
        level=level,
        started=started,
        components=tuple(event.services),
        countries=tuple(code for code in event.countries if len(code) == 2),
        statements=statements([(started, stage, plain(message))]),
    )


def _components(region: _Region, events: list[PageIncident]) -> list[PageComponent]:
    where = title(region.name)
    named = [(service, title(service.name)) for each in region.countries or () for service in each.services or ()]
    silent = {name for service, name in named if service.status is None}
    return [
        PageComponent(
            f"{where}/{name}",
            name,
            worst(
                [
                    *(each.level for each in events if f"{where}/{name}" in each.components),
                    *([PageLevel.UNKNOWN] if name in silent else ()),
                ]
            ),
            where,
        )
        for name in dict.fromkeys(name for _, name in named if name)
    ]


PROVIDER: Final = Provider(
    "playstation",
    one_file("/data/statuses/region/SCEA.json"),
    parse,
    follow,
    marks=("status.playstation.com",),
    own=True,
)
