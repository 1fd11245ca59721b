"""Google's dashboards (Workspace, Cloud, Firebase, Play, Search, Ads, Maps): `incidents.json`, an archive of incidents.

What is open has no `end`; all else is history. One incident may concern many products (its `service_name` is then
"Multiple Products"), so products are matched by the ids in `affected_products`. How bad it is now stands in its newest
update. The archive also tells which products there are; one that is asked for and not in it is looked up in
`products.json`. Options `api`, and `products`: the names of those that count.
"""

from datetime import datetime
from typing import Final
from urllib.parse import urljoin

import msgspec

from notifier.core.model import PageIncident, PageLevel, Stage
from notifier.core.targets import PageTarget
from notifier.sources.pages.building import as_told, latest, statements
from notifier.sources.pages.options import address, listed, meant, only
from notifier.sources.pages.parsing import decode, level_of, moment, plain, readable_json, title, web_address
from notifier.sources.pages.provider import Need, Page, PageBody, PageRequest, PageUnreadable, Provider, misshapen
from notifier.sources.pages.words import level_table

LEVELS: Final = level_table(
    operational="available, service_information", partial_outage="service_disruption", major_outage="service_outage"
)
ARCHIVE_MOST: Final = 16 * 1024 * 1024
_MANY: Final = "Multiple Products"


class _Named(msgspec.Struct):
    id: str | None = None
    title: str | None = None


class _Update(msgspec.Struct):
    when: str | None = None
    created: str | None = None
    text: str | None = None
    status: str | None = None


class _Incident(msgspec.Struct):
    id: str | None = None
    number: str | None = None
    begin: str | None = None
    end: str | None = None
    modified: str | None = None
    external_desc: str | None = None
    updates: list[_Update] | None = None
    most_recent_update: _Update | None = None
    status_impact: str | None = None
    service_key: str | None = None
    service_name: str | None = None
    affected_products: list[_Named] | None = None
    uri: str | None = None


class _Products(msgspec.Struct):
    products: list[_Named] | None = None


def requests(target: PageTarget) -> tuple[PageRequest, ...]:
    """Ask for the archive."""
    return (PageRequest(_archive(target), most=ARCHIVE_MOST),)


def follow(target: PageTarget, bodies: tuple[PageBody, ...]) -> tuple[PageRequest, ...]:
    """Ask which products there are, if one is wanted that never had an incident, or if nobody had one."""
    if len(bodies) > 1 or not readable_json(bodies[0]):
        return ()
    archive = decode(bodies[0], list[_Incident])
    names = _products(archive)
    lacking = [each for each in listed(target, "products") if not meant(each, names.values())]
    lacking += [id_ for id_ in target.watched if id_ not in names]
    names_of_all = PageRequest(urljoin(bodies[0].requested, "products.json"), need=Need.NEVER)
    return (names_of_all,) if lacking or not archive else ()


def parse(target: PageTarget, bodies: tuple[PageBody, ...], _now: datetime) -> Page:
    """Read what is open out of the archive."""
    archive = decode(bodies[0], list[_Incident])
    names = _products(archive) | _more_products(bodies[1:])
    if not archive and not names:
        raise misshapen("the archive is empty, and there are no products")
    going_on = [each for each in archive if not each.end]
    incidents = tuple(_incident(target, each) for each in going_on)
    components, incidents = only(listed(target, "products"), as_told(names, incidents), incidents)
    newest = latest(moment(each.modified) for each in archive)
    return Page("", target.url, newest, PageLevel.OPERATIONAL, components, incidents=incidents)


def _archive(target: PageTarget) -> str:
    return address(target, "api", "/incidents.json")


def _named(incident: _Incident) -> list[_Named]:
    """The products that it concerns; none: all, as where it does not name them by their ids."""
    products = incident.affected_products or [_Named(incident.service_key, incident.service_name)]
    unclear = any(not each.id for each in products) or (incident.service_name == _MANY and len(products) == 1)
    return [] if unclear else products


def _products(archive: list[_Incident]) -> dict[str, str]:
    named = (each for incident in archive for each in incident.affected_products or ())
    return {each.id: title(each.title, each.id) for each in named if each.id}


def _more_products(bodies: tuple[PageBody, ...]) -> dict[str, str]:
    for body in bodies:
        try:
            return {each.id: title(each.title, each.id) for each in decode(body, _Products).products or () if each.id}
        except PageUnreadable:
            continue
    return {}


def _incident(target: PageTarget, wire: _Incident) -> PageIncident:
    updates = [*(wire.updates or ()), *([wire.most_recent_update] * bool(wire.most_recent_update))]
    now = (wire.most_recent_update.status if wire.most_recent_update else None) or wire.status_impact
    level = level_of(now, LEVELS)
    said = {moment(each.when) or moment(each.created): each.text for each in updates if each.text}
    return PageIncident(
        id=wire.id or wire.number or wire.begin or "unnamed",
        title=_headline(wire),
        stage=Stage.MONITORING if (now or "").strip().upper() == "AVAILABLE" else Stage.UNKNOWN,
        level=level,
        started=moment(wire.begin),
        updated=moment(wire.modified),
        components=tuple(dict.fromkeys(each.id for each in _named(wire) if each.id)),
        url=web_address(urljoin(f"{_archive(target).rpartition('/')[0]}/", wire.uri)) if wire.uri else "",
        statements=statements((when, Stage.UNKNOWN, text) for when, text in said.items()),
    )


def _headline(wire: _Incident) -> str:
    """The first line of the description that says something."""
    lines = (title(line.strip("* ")) for line in plain(wire.external_desc).splitlines())
    said = next((line for line in lines if line and line.strip(":").lower() not in ("summary", "title")), "")
    return said or title(wire.service_name, "untitled")


PROVIDER: Final = Provider(
    "google",
    requests,
    parse,
    follow,
    marks=("status.cloud.google.com", "google.com/appsstatus", "status.firebase.google.com", "status.play.google.com"),
    own=True,
)
