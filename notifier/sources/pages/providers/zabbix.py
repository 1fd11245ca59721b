"""Zabbix (its API, version 5.4 and later, with a token): triggers that are on and that nobody has taken on.

Left out are triggers that depend on others, that are acknowledged or suppressed, and those of hosts in maintenance. An
answer of the API's kind that is an error still has status 200. Severities are numbers.
"""

from datetime import datetime
from typing import Final
from urllib.parse import quote

import msgspec

from notifier.core.model import PageLevel
from notifier.core.targets import PageTarget
from notifier.sources.pages.fleet import FIRING, Alarm, page_of
from notifier.sources.pages.parsing import base_of, decode, moment_of_epoch, shortened, web_address
from notifier.sources.pages.provider import Page, PageBody, PageRequest, PageUnreadable, Provider, misshapen

LEVELS: Final = {
    "0": FIRING,
    "1": PageLevel.OPERATIONAL,
    "2": PageLevel.DEGRADED,
    "3": PageLevel.PARTIAL_OUTAGE,
    "4": PageLevel.MAJOR_OUTAGE,
    "5": PageLevel.MAJOR_OUTAGE,
}
"""Not classified, information, warning, average, high, disaster."""
TRIGGERS_MOST: Final = 1000
_PATH: Final = "/api_jsonrpc.php"
_QUESTION: Final = {
    "jsonrpc": "2.0",
    "method": "trigger.get",
    "params": {
        "output": ["triggerid", "description", "priority", "lastchange", "value"],
        "filter": {"value": 1},
        "monitored": True,
        "skipDependent": True,
        "withLastEventUnacknowledged": True,
        "maintenance": False,
        "expandDescription": True,
        "selectHosts": ["name", "maintenance_status"],
        "selectLastEvent": ["acknowledged", "suppressed"],
        "sortfield": "priority",
        "sortorder": "DESC",
        "limit": TRIGGERS_MOST,
    },
    "id": 1,
}


class _Host(msgspec.Struct):
    name: str | None = None
    maintenance_status: str | int | None = None


class _Event(msgspec.Struct):
    acknowledged: str | int | None = None
    suppressed: str | int | None = None


class _Trigger(msgspec.Struct, rename="camel"):
    triggerid: str | int
    description: str | None = None
    priority: str | int | None = None
    lastchange: str | int | None = None
    value: str | int | None = None
    hosts: list[_Host] | None = None
    last_event: _Event | list[None] | None = None  # an empty list where there is none


class _Error(msgspec.Struct):
    message: str | None = None
    data: str | None = None


class _Answer(msgspec.Struct):
    result: list[_Trigger] | None = None
    error: _Error | None = None


def requests(target: PageTarget) -> tuple[PageRequest, ...]:
    """Ask for the triggers that are on."""
    return (PageRequest(f"{_base(target)}{_PATH}", body=msgspec.json.encode(_QUESTION)),)


def parse(target: PageTarget, bodies: tuple[PageBody, ...], _now: datetime) -> Page:
    """Read the triggers."""
    answer = decode(bodies[0], _Answer)
    if answer.error is not None:
        said = " ".join(filter(None, (answer.error.message, answer.error.data)))
        raise PageUnreadable(f"Zabbix refuses: {shortened(said, 200) or 'without a word'}")
    if answer.result is None:
        raise misshapen("there is no result")
    return page_of(target, (_alarm(target, each) for each in answer.result if _is_open(each)), "Zabbix")


def _base(target: PageTarget) -> str:
    return base_of(target.url, _PATH, "/zabbix.php", "/index.php")


def _is_open(trigger: _Trigger) -> bool:
    event = trigger.last_event if isinstance(trigger.last_event, _Event) else _Event()
    resting = bool(trigger.hosts) and all(str(each.maintenance_status) == "1" for each in trigger.hosts or ())
    handled = str(event.acknowledged) == "1" or str(event.suppressed) == "1"
    return str(trigger.value) != "0" and not (resting or handled)


def _alarm(target: PageTarget, trigger: _Trigger) -> Alarm:
    hosts = ", ".join(each.name for each in trigger.hosts or () if each.name)
    what = trigger.description or f"trigger {trigger.triggerid}"
    changed = str(trigger.lastchange or "")
    id_ = quote(str(trigger.triggerid), safe="")
    return Alarm(
        id=str(trigger.triggerid),
        title=f"{hosts}: {what}" if hosts and hosts not in what else what,
        level=LEVELS.get(str(trigger.priority).strip(), FIRING),
        since=moment_of_epoch(float(changed)) if changed.isdecimal() and len(changed) < 16 else None,
        url=web_address(f"{_base(target)}/zabbix.php?action=problem.view&triggerids%5B%5D={id_}&filter_set=1"),
    )


PROVIDER: Final = Provider("zabbix", requests, parse, detected=False)
