"""Nagios Core 4 (its JSON, `cgi-bin/statusjson.cgi`): hosts and services with a problem that nobody has taken on.

The words of states are asked for instead of their numbers; both are read. A problem counts when it is confirmed (hard),
not acknowledged, and in no downtime. Nagios' web pages go on answering when Nagios itself has died: data that is older
than a few minutes tells nothing.
"""

from datetime import datetime
from typing import Final

import msgspec

from notifier.core.model import PageLevel
from notifier.core.targets import PageTarget
from notifier.sources.pages.fleet import FIRING, Alarm, page_of
from notifier.sources.pages.parsing import Parts, base_of, moment_of_epoch
from notifier.sources.pages.provider import Page, PageBody, PageRequest, PageUnreadable, Provider, misshapen
from notifier.sources.pages.words import level_table

LEVELS: Final = level_table(
    operational="up, ok, pending", degraded="warning, unknown", major_outage="critical, down, unreachable"
)
_HOST_CODES: Final = {1: "pending", 2: "up", 4: "down", 8: "unreachable"}
_SERVICE_CODES: Final = {1: "pending", 2: "ok", 4: "warning", 8: "unknown", 16: "critical"}
STALE_S: Final = 600.0
_INCOMPLETE: Final = "not in the expected shape: a list of hosts or services is missing"
_LISTS: Final = (
    "query=hostlist&details=true&hoststatus=down+unreachable&formatoptions=enumerate",
    "query=servicelist&details=true&servicestatus=warning+critical+unknown&formatoptions=enumerate",
)


class _Result(msgspec.Struct):
    query_time: float | None = None
    last_data_update: float | None = None
    type_code: int | None = None
    message: str | None = None


class _Status(msgspec.Struct):
    status: int | str
    state_type: int | str | None = None
    last_hard_state_change: float | None = None
    last_state_change: float | None = None
    plugin_output: str | None = None
    problem_has_been_acknowledged: bool | None = None
    scheduled_downtime_depth: int | None = None


class _Lists(msgspec.Struct):
    hostlist: dict[str, _Status] | None = None
    servicelist: dict[str, dict[str, _Status]] | None = None


class _Answer(msgspec.Struct):
    result: _Result
    data: _Lists


def requests(target: PageTarget) -> tuple[PageRequest, ...]:
    """Ask for the hosts and the services that are not fine."""
    base = base_of(target.url, "/cgi-bin")
    return tuple(PageRequest(f"{base}/cgi-bin/statusjson.cgi?{each}") for each in _LISTS)


def parse(target: PageTarget, bodies: tuple[PageBody, ...], _now: datetime) -> Page:
    """Read both lists."""
    parts = Parts()
    answers = [answer for body in bodies[:2] if (answer := parts.read(body, _Answer)) is not None]
    for answer in answers:
        _check(answer.result)
    hosts = next((each.data.hostlist for each in answers if each.data.hostlist is not None), None)
    services = next((each.data.servicelist for each in answers if each.data.servicelist is not None), None)
    if hosts is None and services is None:
        raise PageUnreadable(parts.first(_INCOMPLETE))
    if hosts is None or services is None:
        parts.lack("hosts and services", _INCOMPLETE)
    hosts, services = hosts or {}, services or {}
    down = {name for name, status in hosts.items() if _level(status, _HOST_CODES) is PageLevel.MAJOR_OUTAGE}
    alarms = [_alarm(name, name, status, _HOST_CODES) for name, status in hosts.items() if _is_open(status)]
    for host, below in services.items():
        for name, status in below.items():
            if host not in down and _is_open(status):
                alarms.append(_alarm(f"{host}!{name}", f"{host}: {name}", status, _SERVICE_CODES))
    return page_of(target, alarms, "Nagios", parts.missing)


def _check(result: _Result) -> None:
    if result.type_code:
        raise PageUnreadable(f"Nagios refuses: {result.message or result.type_code}")
    asked, written = moment_of_epoch(result.query_time), moment_of_epoch(result.last_data_update)
    if asked is None or written is None:
        raise misshapen("it does not say how old it is")
    if (asked - written).total_seconds() > STALE_S:
        raise PageUnreadable("what Nagios' web page knows is old: Nagios itself does not run")


def _word(status: _Status, codes: dict[int, str]) -> str:
    return codes.get(status.status, "") if isinstance(status.status, int) else status.status.strip().lower()


def _level(status: _Status, codes: dict[int, str]) -> PageLevel:
    return LEVELS.get(_word(status, codes), FIRING)


def _is_open(status: _Status) -> bool:
    soft = status.state_type in (0, "soft")
    return not (soft or status.problem_has_been_acknowledged or status.scheduled_downtime_depth)


def _alarm(id_: str, name: str, status: _Status, codes: dict[int, str]) -> Alarm:
    changed = status.last_hard_state_change or status.last_state_change
    return Alarm(id_, name, _level(status, codes), moment_of_epoch(changed or None), text=status.plugin_output or "")


PROVIDER: Final = Provider("nagios", requests, parse, detected=False)
