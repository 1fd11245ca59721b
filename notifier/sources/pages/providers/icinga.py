"""Icinga 2 (its API, usually port 5665): hosts and services with a confirmed problem that nobody has taken on.

Only what is not fine is asked for, so that a large fleet stays a small answer. A problem counts when its state is hard,
not acknowledged, and in no downtime; services of a host that is down are told by their host.
"""

from datetime import datetime
from typing import Final
from urllib.parse import quote

import msgspec

from notifier.core.model import PageLevel
from notifier.core.targets import PageTarget
from notifier.sources.pages.fleet import FIRING, Alarm, page_of
from notifier.sources.pages.parsing import Parts, base_of, moment_of_epoch
from notifier.sources.pages.provider import Page, PageBody, PageRequest, PageUnreadable, Provider

HOST_LEVELS: Final = {0: PageLevel.OPERATIONAL, 1: PageLevel.MAJOR_OUTAGE}
SERVICE_LEVELS: Final = {
    0: PageLevel.OPERATIONAL,
    1: PageLevel.DEGRADED,
    2: PageLevel.MAJOR_OUTAGE,
    3: PageLevel.DEGRADED,
}
"""3: the check itself could not tell."""
_ATTRIBUTES: Final = (
    "acknowledgement", "display_name", "downtime_depth", "last_check_result", "last_hard_state_change", "state",
    "state_type",
)  # fmt: skip


class _Result(msgspec.Struct):
    output: str | None = None


class _Attributes(msgspec.Struct):
    state: float
    state_type: float | None = None
    acknowledgement: float | None = None
    downtime_depth: float | None = None
    display_name: str | None = None
    host_name: str | None = None
    last_check_result: _Result | None = None
    last_hard_state_change: float | None = None


class _Object(msgspec.Struct):
    attrs: _Attributes
    name: str | None = None


class _Answer(msgspec.Struct):
    results: list[_Object]


def requests(target: PageTarget) -> tuple[PageRequest, ...]:
    """Ask for the hosts and the services that are not fine."""
    return PageRequest(_address(target, "host")), PageRequest(_address(target, "service"))


def parse(target: PageTarget, bodies: tuple[PageBody, ...], _now: datetime) -> Page:
    """Read both lists."""
    parts = Parts()
    lists = [parts.read(body, _Answer) for body in bodies[:2]]
    if len(lists) < 2 or not any(lists):
        raise PageUnreadable(parts.first("one of the two lists is missing"))
    below, above = (each.results if each else [] for each in reversed(lists))
    hosts = [each for each in above if _is_hard(each)]
    down = {each.name for each in hosts if each.attrs.state}
    services = [
        each
        for each in below
        if _is_hard(each) and (each.attrs.host_name or (each.name or "").partition("!")[0]) not in down
    ]
    alarms = [_alarm(each, HOST_LEVELS) for each in hosts if _is_open(each)]
    alarms += [_alarm(each, SERVICE_LEVELS) for each in services if _is_open(each)]
    return page_of(target, alarms, "Icinga", parts.missing)


def _address(target: PageTarget, kind: str) -> str:
    wanted = (*_ATTRIBUTES, "host_name") if kind == "service" else _ATTRIBUTES
    attributes = "&".join(f"attrs={each}" for each in wanted)
    return f"{base_of(target.url, '/v1')}/v1/objects/{kind}s?{attributes}&filter={quote(f'{kind}.state!=0', safe='')}"


def _is_hard(each: _Object) -> bool:
    return each.attrs.state_type in (None, 1)


def _is_open(each: _Object) -> bool:
    return not (each.attrs.acknowledgement or each.attrs.downtime_depth)


def _alarm(each: _Object, levels: dict[int, PageLevel]) -> Alarm:
    attributes = each.attrs
    host, _, service = (each.name or "").partition("!")
    shown = attributes.display_name or service or host
    state = attributes.state
    return Alarm(
        id=each.name or "",
        title=f"{host}: {shown}" if service else shown,
        level=levels.get(int(state), FIRING) if state == state // 1 else FIRING,
        since=moment_of_epoch(attributes.last_hard_state_change),
        text=(attributes.last_check_result.output or "") if attributes.last_check_result else "",
    )


PROVIDER: Final = Provider("icinga", requests, parse, detected=False)
