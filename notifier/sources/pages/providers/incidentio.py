"""incident.io: its pages' own data (`/proxy/<host>`), the widget's data, or the Statuspage format, whatever answers.

The page's own data knows all components and works, but nobody documents it; the widget knows open incidents alone, and
is there only if the company wants it. Every page also speaks the format of Statuspage, with gaps (`statuspage_format`).
A page of pages (one for each region) has no components: its pages are read.
"""

import contextlib
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

import msgspec

from notifier.core.model import PageComponent, PageIncident, PageLevel, Stage
from notifier.core.targets import PageTarget
from notifier.sources.pages import incidentio_wire, statuspage_format
from notifier.sources.pages.building import earliest, latest, parted, statements
from notifier.sources.pages.incidentio_wire import Answer, Incident, Part, Summary
from notifier.sources.pages.parsing import Parts, base_of, decode, level_of, moment, stage_of, title, web_address, worst
from notifier.sources.pages.provider import Need, Page, PageBody, PageRequest, PageUnreadable, Provider, misshapen
from notifier.sources.pages.words import stage_table

LEVELS: Final = incidentio_wire.LEVELS
STAGES: Final = statuspage_format.STAGES | stage_table(
    scheduled="maintenance_scheduled", in_progress="maintenance_in_progress", resolved="maintenance_complete"
)
_BELOW: Final = re.compile(rb'"subpath"\s*:\s*"([A-Za-z0-9_-]{1,40})"')
_COMPAT: Final = f"{statuspage_format.API}/"


def requests(target: PageTarget) -> tuple[PageRequest, ...]:
    """Ask for the page's own data, or the widget's where that is named."""
    for option in ("proxy", "widget"):
        if address := target.options.get(option):
            return (PageRequest(address, need=Need.NEVER),)
    base = _base(target)
    try:
        parts = urlsplit(base)
        root, host = f"{parts.scheme}://{parts.netloc}", parts.hostname or ""
    except ValueError:
        return (PageRequest(f"{base}/proxy", need=Need.NEVER),)
    return (PageRequest(f"{root}/proxy/{host}{parts.path}", need=Need.NEVER),)


def follow(target: PageTarget, bodies: tuple[PageBody, ...]) -> tuple[PageRequest, ...]:
    """Ask for the pages below this one, or in the other two ways."""
    compat = _compat(bodies)
    if compat:
        readable = compat[0].status == 200 and compat[0].content.lstrip()[:1] == b"{"
        return statuspage_format.follow(target, compat) if readable and len(compat) == 1 else ()
    try:
        answer = decode(bodies[0], Answer)
    except PageUnreadable:
        answer = Answer()
    if answer.summary is None and answer.ongoing_incidents is None:
        base = _base(target)
        compatible = msgspec.structs.replace(statuspage_format.summary_of(base), need=Need.IF_THERE)
        return (compatible, PageRequest(f"{base}/api/v1/summary", need=Need.NEVER))
    if len(bodies) > 1 or answer.summary is None or not answer.summary.is_parent:
        return ()
    names = dict.fromkeys(name.decode() for name in _BELOW.findall(bodies[0].content))
    return tuple(PageRequest(f"{bodies[0].requested}/{name}") for name in names)


def parse(target: PageTarget, bodies: tuple[PageBody, ...], now: datetime) -> Page:
    """Read what came: the page's own data, else what speaks Statuspage's format, else the widget's."""
    answers = list(_answers(bodies))
    pages = [answer.summary for answer in answers if answer.summary is not None]
    if pages and pages[0].is_parent:
        return _page_of_pages(pages[0], bodies[1:])
    if pages:
        return _page(pages[0])
    compat = _compat(bodies)
    if compat and compat[0].status == 200:
        with contextlib.suppress(PageUnreadable):
            return statuspage_format.parse(target, compat, now)
    for answer in answers:
        if answer.ongoing_incidents is not None:
            return _widget(answer)
    decode(bodies[0], Answer)
    raise misshapen("it is not a page of incident.io")


def _base(target: PageTarget) -> str:
    return base_of(target.url, "/proxy/", "/api/v2/", "/api/v1/", "/api/widget")


def _compat(bodies: tuple[PageBody, ...]) -> tuple[PageBody, ...]:
    return tuple(body for body in bodies if _COMPAT in body.requested)


def _answers(bodies: tuple[PageBody, ...]) -> Iterator[Answer]:
    for body in bodies:
        if _COMPAT not in body.requested:
            with contextlib.suppress(PageUnreadable):
                yield decode(body, Answer)


def _page_of_pages(above: Summary, bodies: tuple[PageBody, ...]) -> Page:
    parts = Parts()
    below: list[Page] = []
    if any(not each.subpath for each in above.sub_pages or ()):
        parts.misshapen("sub_pages", "a page is not named")
    for body in bodies:
        summary = (parts.read(body, Answer) or Answer()).summary
        if summary is None or summary.is_parent or summary.ongoing_incidents is None:
            parts.misshapen(body.requested, "it says nothing of the state")
        else:
            below.append(_page(summary, group=title(summary.name)))
    if not below:
        raise PageUnreadable("a page of pages that cannot be read all at once: give the address of one of them")
    return Page(
        title=title(above.name),
        url=web_address(above.public_url),
        components=tuple(each for page in below for each in page.components),
        incidents=tuple({each.id: each for page in below for each in page.incidents}.values()),
        maintenances=tuple({each.id: each for page in below for each in page.maintenances}.values()),
        missing=parts.missing,
    )


def _page(summary: Summary, group: str = "") -> Page:
    if summary.ongoing_incidents is None:
        raise misshapen("it says nothing of the state")
    url = web_address(summary.public_url)
    told = (*summary.ongoing_incidents, *(summary.scheduled_maintenances or ()))
    incidents, maintenances = parted(_incident(each, url) for each in told)
    return Page(
        title=title(summary.name),
        url=url,
        components=_components(summary, group),
        incidents=incidents,
        maintenances=maintenances,
        level=PageLevel.OPERATIONAL,
    )


def _components(summary: Summary, above: str) -> tuple[PageComponent, ...]:
    """Every component that is not hidden. What is affected is listed; that list missing, nothing is known."""
    otherwise = PageLevel.UNKNOWN if summary.affected_components is None else PageLevel.OPERATIONAL
    levels: dict[str, PageLevel] = {}
    for part in summary.affected_components or ():
        levels[part.key] = worst((levels.get(part.key, PageLevel.OPERATIONAL), part.level))
    found: dict[str, PageComponent | None] = {}
    for part, group, is_hidden in _parts(summary):
        row = PageComponent(part.key, title(part.name, part.key), levels.get(part.key, otherwise), group or above)
        found.setdefault(part.key, None if is_hidden or not part.key else row)
    return tuple(each for each in found.values() if each is not None)


def _parts(summary: Summary) -> Iterator[tuple[Part, str, bool]]:
    for item in (summary.structure and summary.structure.items) or ():
        if item.component is not None:
            yield item.component, "", bool(item.component.hidden)
        if item.group is not None:
            for part in item.group.components or ():
                yield part, title(item.group.name), bool(part.hidden or item.group.hidden)
    for part in summary.components or ():
        yield part, "", False


def _incident(wire: Incident, page_url: str) -> PageIncident:
    stage = stage_of(wire.status, STAGES)
    planned = stage in (Stage.SCHEDULED, Stage.IN_PROGRESS) or wire.type == "maintenance"
    affected = wire.affected_components or ()
    times = [*(wire.component_impacts or ()), *(wire.status_summaries or ())]
    begun = moment(wire.started_at) or moment(wire.starts_at) or moment(wire.published_at)
    started = earliest(moment(each.start_at) for each in times)
    ended = latest(moment(each.end_at) for each in times)
    said = [
        (moment(each.published_at), stage_of(each.to_status, STAGES), each.message_string)
        for each in wire.updates or ()
    ]
    said.append((moment(wire.last_update_at), stage, wire.last_update_message))
    return PageIncident(
        id=wire.id or wire.name or "",
        title=title(wire.name),
        stage=stage,
        level=PageLevel.MAINTENANCE if planned else _level(wire),
        started=(started or begun) if planned else (begun or started),
        updated=latest(when for when, _, _ in said),
        until=(moment(wire.scheduled_end_at) or moment(wire.ends_at) or ended) if planned else None,
        components=tuple(dict.fromkeys(each.key for each in affected if each.key)),
        url=web_address(wire.url) or (f"{page_url.rstrip('/')}/incidents/{wire.id}" if page_url and wire.id else ""),
        statements=statements(said),
    )


def _level(wire: Incident) -> PageLevel:
    """How bad it is now: its components, else its own word, else the last of its history."""
    if wire.affected_components:
        return worst(each.level for each in wire.affected_components)
    if wire.current_worst_impact:
        return level_of(wire.current_worst_impact, LEVELS)
    latest = wire.status_summaries[-1] if wire.status_summaries else Part()
    word = latest.worst_component_status if latest.end_at is None else None
    return level_of(word, LEVELS) if word else PageLevel.DEGRADED


def _widget(answer: Answer) -> Page:
    """The widget names only what is affected."""
    wires = (*(answer.in_progress_maintenances or ()), *(answer.scheduled_maintenances or ()))
    planned = (msgspec.structs.replace(_incident(each, ""), level=PageLevel.MAINTENANCE) for each in wires)
    ongoing = answer.ongoing_incidents or []
    named = [part for wire in ongoing for part in wire.affected_components or () if part.key]
    return Page(
        title=title(answer.page_title),
        url=web_address(answer.page_url),
        level=PageLevel.OPERATIONAL,
        components=tuple(
            PageComponent(part.key, title(part.name), part.level, title(part.group_name)) for part in named
        ),
        incidents=tuple(_incident(each, "") for each in ongoing),
        maintenances=tuple(planned),
    )


PROVIDER: Final = Provider(
    "incidentio", requests, parse, follow, marks=("incident.io", "incidentio.com", "incident-io-")
)
