"""Xbox' service status, asked for as JSON (it is XML otherwise).

The word "None" means that nothing is wrong. Every scenario has a description, whether or not anything is wrong: it is
no incident. Games ("Titles") do not count. Option `api`.
"""

from datetime import datetime
from typing import Final

import msgspec

from notifier.core.model import PageComponent, PageIncident, PageLevel, Stage
from notifier.core.targets import PageTarget
from notifier.sources.pages.building import Id, identity
from notifier.sources.pages.options import one_file
from notifier.sources.pages.parsing import Parts, decode, level_of, moment, title, worst
from notifier.sources.pages.provider import Page, PageBody, Provider, misshapen
from notifier.sources.pages.words import level_table

LEVELS: Final = level_table(operational="none", degraded="impacted", major_outage="unavailable")
_ELSEWHERE: Final = {"support.xbox.com": "https://xnotify.xboxlive.com/servicestatusv6/US/en-US"}


class _Named(msgspec.Struct, rename="pascal"):
    name: str | None = None


class _Scenario(msgspec.Struct, rename="pascal"):
    name: str | None = None
    status: _Named | None = None


class _Service(msgspec.Struct, rename="pascal"):
    id: Id = None
    name: str | None = None
    status: _Named | None = None
    scenarios: list[_Scenario] | None = None


class _Overall(msgspec.Struct, rename="pascal"):
    state: str | None = None
    last_updated: str | None = None


class _Status(msgspec.Struct, rename="pascal"):
    overall: _Overall | None = None


class _Answer(msgspec.Struct, rename="pascal"):
    status: _Status | None = None
    core_services: list[_Service] | None = None


def parse(target: PageTarget, bodies: tuple[PageBody, ...], _now: datetime) -> Page:
    """Read the status."""
    answer = decode(bodies[0], _Answer)
    overall = (answer.status.overall if answer.status else None) or _Overall()
    if not answer.core_services and overall.state is None:
        raise misshapen("it says nothing of the state")
    parts = Parts()
    if not answer.core_services or any(each.scenarios is None for each in answer.core_services):
        parts.misshapen("services", "it does not list all services with their scenarios")
    services = {identity(each.id, each.name): each for each in answer.core_services or ()}
    components = tuple(
        PageComponent(
            id_, title(each.name, id_), worst(_level(part.status) for part in (each, *(each.scenarios or ())))
        )
        for id_, each in services.items()
        if id_
    )
    incidents = tuple(
        PageIncident(each.id, _what(each, services[each.id]), Stage.UNKNOWN, each.level, components=(each.id,))
        for each in components
        if each.level is not PageLevel.OPERATIONAL
    )
    return Page(
        title="Xbox",
        url=target.url,
        updated=moment(overall.last_updated),
        level=level_of(overall.state, LEVELS),
        components=components,
        incidents=incidents,
        missing=parts.missing,
    )


def _level(status: _Named | None) -> PageLevel:
    return level_of(status.name if status else None, LEVELS)


def _what(component: PageComponent, service: _Service) -> str:
    """Name the service, and what of it is amiss."""
    amiss = [title(each.name) for each in service.scenarios or () if _level(each.status) is not PageLevel.OPERATIONAL]
    parts = ", ".join(each for each in amiss if each)
    return title(f"{component.name}: {parts}") if parts else component.name


PROVIDER: Final = Provider(
    "xbox",
    one_file("/servicestatusv6/US/en-US", _ELSEWHERE),
    parse,
    marks=("support.xbox.com", "xnotify.xboxlive.com"),
    own=True,
)
