"""AWS Health's public events: an array of what happens now, and of much that is long over.

It comes in UTF-16 with a byte order mark, whatever its header says. An event is over when its status is 0, its summary
begins with [RESOLVED], it has an end, or nothing was said of it for 14 days. Its components are services of regions
("ec2-us-east-1"); only those in trouble are listed. One service of one region is no outage of all of AWS: where nothing
is watched, an event that disrupts fewer than ten services counts as a partial outage at most. Option `api`.
"""

from datetime import datetime, timedelta
from typing import Final

import msgspec

from notifier.core.model import PageComponent, PageIncident, PageLevel, Stage
from notifier.core.targets import PageTarget
from notifier.sources.pages.building import at_most, earliest, latest, statements
from notifier.sources.pages.options import one_file, with_watched
from notifier.sources.pages.parsing import SEVERITY, decode, level_of, moment_of_epoch, plain, title, worst
from notifier.sources.pages.provider import Page, PageBody, PageUnreadable, Provider
from notifier.sources.pages.words import level_table

LEVELS: Final = level_table(operational="0, 1", degraded="2", major_outage="3")
"""0: resolved, 1: for information, 2: degraded, 3: disrupted."""
_OLD: Final = timedelta(days=14)
_WIDE_FROM: Final = 10
"""So many disrupted services are an outage for everyone."""
EVENTS_MOST: Final = 1000
"""More than all its services in all regions had at once; the page has a handful."""
_Number = str | int | float | None


class _Log(msgspec.Struct):
    summary: str | None = None
    message: str | None = None
    status: _Number = None
    timestamp: _Number = None


class _Impact(msgspec.Struct):
    service_name: str | None = None
    current: _Number = None


class _Event(msgspec.Struct):
    date: _Number = None
    arn: str | None = None
    region_name: str | None = None
    status: _Number = None
    service: str | None = None
    service_name: str | None = None
    summary: str | None = None
    event_log: list[_Log] | None = None
    impacted_services: dict[str, _Impact] | None = None
    end_time: _Number = None


def parse(target: PageTarget, bodies: tuple[PageBody, ...], now: datetime) -> Page:
    """Read the events that go on. An empty array says that nothing does."""
    told = decode(_in_utf8(bodies[0]), list[_Event])
    if len(told) > EVENTS_MOST:
        raise PageUnreadable("more events than there can be")
    events = [each for each in told if _goes_on(each, now)]
    components: dict[str, PageComponent] = {}
    for event in events:
        for each in _components(event, _most(target, event)):
            known = components.get(each.id)
            if known is None or SEVERITY[each.level] > SEVERITY[known.level]:
                components[each.id] = each
    return Page(
        title="AWS",
        url=target.url,
        level=PageLevel.OPERATIONAL,
        components=with_watched(target, components.values()),
        incidents=tuple(_incident(each, _most(target, each)) for each in events),
    )


def _in_utf8(body: PageBody) -> PageBody:
    if body.content[:2] not in (b"\xfe\xff", b"\xff\xfe"):
        return body
    try:
        content = body.content.decode("utf-16").encode()
    except UnicodeError:
        raise PageUnreadable("not JSON: the text breaks off") from None
    return msgspec.structs.replace(body, content=content, content_type="application/json")


def _word(value: _Number) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value or 0).strip()


def _time(value: _Number) -> datetime | None:
    try:
        return moment_of_epoch(float(value)) if value else None
    except (ValueError, OverflowError):
        return None


def _goes_on(event: _Event, now: datetime) -> bool:
    if event.status is not None and _word(event.status) == "0":
        return False
    if _time(event.end_time) is not None or (event.summary or "").strip().upper().startswith("[RESOLVED]"):
        return False
    said = _said_last(event)
    return said is None or now - said <= _OLD


def _said_last(event: _Event) -> datetime | None:
    return latest([_time(event.date), *(_time(each.timestamp) for each in event.event_log or ())])


def _level(value: _Number) -> PageLevel:
    return PageLevel.UNKNOWN if value is None else level_of(_word(value), LEVELS)


def _most(target: PageTarget, event: _Event) -> PageLevel:
    """The worst that an event may count as."""
    levels = [_level(each.current) for each in (event.impacted_services or {}).values()]
    wide = levels.count(PageLevel.MAJOR_OUTAGE) >= _WIDE_FROM
    return PageLevel.MAJOR_OUTAGE if wide or target.watched else PageLevel.PARTIAL_OUTAGE


def _components(event: _Event, most: PageLevel) -> list[PageComponent]:
    region = title(event.region_name)
    names = {id_: title(each.service_name, id_) for id_, each in (event.impacted_services or {}).items()}
    levels = {id_: _level(each.current) for id_, each in (event.impacted_services or {}).items()}
    if event.service:
        names.setdefault(event.service, title(event.service_name, event.service))
        levels.setdefault(event.service, _level(event.status))
    return [PageComponent(id_, name, at_most(levels[id_], most), region) for id_, name in names.items()]


def _incident(event: _Event, most: PageLevel) -> PageIncident:
    components = _components(event, most)
    log = [(when, each) for each in event.event_log or () if (when := _time(each.timestamp)) is not None]
    name = title(event.service_name) or title(event.service)
    said = title(event.summary)
    return PageIncident(
        id=event.arn or f"{event.service or ''}-{_word(event.date)}",
        title=": ".join(each for each in (name, said) if each) or "untitled",
        stage=Stage.UNKNOWN,
        level=worst([at_most(_level(event.status), most), *(each.level for each in components)]),
        started=_time(event.date) or earliest(when for when, _ in log),
        updated=_said_last(event),
        components=tuple(each.id for each in components),
        statements=statements((when, Stage.UNKNOWN, plain(each.message) or each.summary) for when, each in log),
    )


PROVIDER: Final = Provider("aws", one_file("/public/currentevents"), parse, marks=("health.aws.amazon.com",), own=True)
