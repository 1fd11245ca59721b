"""Nintendo's network status: what does not work, and works announced weeks ahead. JSON, or JSON wrapped into a call.

Times are in words, of the west coast of America, without a zone ("Monday, January 22, 2018  2 :14 AM"). What has ended
stays in the lists. There is no word for how bad it is: what concerns all network services is a major outage, all else a
partial one. Components are the consoles. Option `api`.
"""

import re
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import msgspec

from notifier.core.model import PageIncident, PageLevel, Stage
from notifier.core.targets import PageTarget
from notifier.sources.pages.building import as_told, maintenance_stage, statements, unwrapped
from notifier.sources.pages.options import one_file
from notifier.sources.pages.parsing import decode, plain, title, utc, worst
from notifier.sources.pages.provider import Page, PageBody, Provider, misshapen
from notifier.sources.pages.words import level_table

LEVELS: Final = level_table(major_outage="all network services")
"""By the services that an entry names; none of these: a partial outage."""
_ELSEWHERE: Final = {"www.nintendo.co.jp": "https://www.nintendo.co.jp/netinfo/en_US/status.json"}
_ENDED: Final = "3"
_TIME: Final = re.compile(r"([A-Z][a-z]+)\s+(\d{1,2}),?\s+(\d{4})\s+(\d{1,2})\s*:\s*(\d{2})\s*([AP])M", re.IGNORECASE)
_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip


class _Entry(msgspec.Struct):
    platform: list[str] | None = None
    software_title: str | None = None
    message: str | None = None
    begin: str | None = None
    end: str | None = None
    event_status: str | int | None = None
    services: Any = None


class _Category(msgspec.Struct):
    name: str | None = None


class _Status(msgspec.Struct):
    categories: list[_Category] | None = None
    operational_statuses: list[_Entry] | None = None
    temporary_maintenances: list[_Entry] | None = None


def parse(target: PageTarget, bodies: tuple[PageBody, ...], now: datetime) -> Page:
    """Read both lists."""
    status = decode(unwrapped(bodies[0]), _Status)
    if status.operational_statuses is None or status.temporary_maintenances is None:
        raise misshapen("it does not list what is open")
    problems = [_incident(each, _level(each)) for each in status.operational_statuses if not _is_over(each, now)]
    incidents = [each for each in problems if each.started is None or each.started <= now]
    maintenances = [_maintenance(each, now) for each in status.temporary_maintenances if not _is_over(each, now)]
    running = [*incidents, *(each for each in maintenances if each.stage is Stage.IN_PROGRESS)]
    names = [title(each.name) for each in status.categories or ()] + [
        name for each in running for name in each.components
    ]
    return Page(
        title="Nintendo",
        url=target.url,
        level=PageLevel.OPERATIONAL,
        components=as_told({name: name for name in names if name}, running),
        incidents=tuple(incidents),
        maintenances=tuple(maintenances),
    )


def _is_over(entry: _Entry, now: datetime) -> bool:
    end = _time(entry.end)
    return str(entry.event_status) == _ENDED or (end is not None and end <= now)


def _services(entry: _Entry) -> list[str]:
    named = entry.services if isinstance(entry.services, list) else [entry.services]
    return [title(each) for each in named if isinstance(each, str)]


def _level(entry: _Entry) -> PageLevel:
    levels = [LEVELS.get(each.lower(), PageLevel.PARTIAL_OUTAGE) for each in _services(entry)]
    return worst([PageLevel.PARTIAL_OUTAGE, *levels])


def _incident(entry: _Entry, level: PageLevel) -> PageIncident:
    started = _time(entry.begin)
    name = title(entry.software_title, "untitled")
    return PageIncident(
        id=f"{name} {entry.begin or ''}".strip(),
        title=title(": ".join([name, ", ".join(_services(entry))]).strip(": ")),
        stage=Stage.UNKNOWN,
        level=level,
        started=started,
        until=_time(entry.end),
        components=tuple(dict.fromkeys(title(each) for each in entry.platform or () if each)),
        statements=statements([(started, Stage.UNKNOWN, plain(entry.message))]),
    )


def _maintenance(entry: _Entry, now: datetime) -> PageIncident:
    incident = _incident(entry, PageLevel.MAINTENANCE)
    return msgspec.structs.replace(incident, stage=maintenance_stage(incident.started, now))


def _time(text: str | None) -> datetime | None:
    """Read a time of the west coast of America."""
    found = _TIME.search((text or "")[:100])
    if found is None or found[1].lower() not in _MONTHS:
        return None
    hour = int(found[4]) % 12 + (12 if found[6].upper() == "P" else 0)
    try:
        local = datetime(
            int(found[3]), _MONTHS.index(found[1].lower()) + 1, int(found[2]), hour, int(found[5]), tzinfo=UTC
        )
        return utc(local + timedelta(hours=7 if _is_summer(local) else 8))
    except (ValueError, OverflowError):
        return None


def _is_summer(local: datetime) -> bool:
    """Tell whether clocks there are put forward: from March's second Sunday to November's first, at two o'clock."""
    begin = _sunday(local.replace(month=3, day=8, hour=2, minute=0))
    end = _sunday(local.replace(month=11, day=1, hour=2, minute=0))
    return begin <= local < end


def _sunday(day: datetime) -> datetime:
    return day + timedelta(days=6 - day.weekday())


PROVIDER: Final = Provider(
    "nintendo",
    one_file("/netinfo/en_US/status.json", _ELSEWHERE, accept="application/json, text/javascript;q=0.9"),
    parse,
    marks=("nintendo.co.jp/netinfo",),
    own=True,
)
