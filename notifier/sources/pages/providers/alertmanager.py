"""Prometheus Alertmanager (API v2): the alerts that fire and are neither silenced nor inhibited.

How bad one is says its label `severity`; alerts without one fire all the same. Options: `filter`, matchers as in the
Alertmanager's own search (`team="web"`, several separated by `;`), and `watchdog`, the name of an alert that always
fires where all is well: without it the alerting itself is broken, and nothing is known.
"""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Final
from urllib.parse import quote

import msgspec

from notifier.core.targets import PageTarget
from notifier.sources.pages.fleet import FIRING, Alarm, page_of
from notifier.sources.pages.parsing import Parts, base_of, decode, moment, readable_json, web_address
from notifier.sources.pages.provider import Page, PageBody, PageRequest, PageUnreadable, Provider, misshapen
from notifier.sources.pages.words import level_table

LEVELS: Final = level_table(
    operational="none, info, information, notice",
    degraded="low, minor, warn, warning, medium, average",
    partial_outage="error, high, major",
    major_outage="critical, page, disaster, emergency, fatal",
)
"""Severities as teams use them; the label is free text."""
_PATH: Final = "/api/v2/alerts"
_TITLES: Final = ("summary", "title", "message")
_TEXTS: Final = ("description", "message", "runbook_url")


class _Status(msgspec.Struct, rename="camel"):
    state: str | None = None
    silenced_by: list[str] | None = None
    inhibited_by: list[str] | None = None
    muted_by: list[str] | None = None


class _Alert(msgspec.Struct, rename="camel"):
    labels: dict[str, str]
    annotations: dict[str, str] | None = None
    starts_at: str | None = None
    updated_at: str | None = None
    ends_at: str | None = None
    fingerprint: str | None = None
    generator_url: str | None = msgspec.field(default=None, name="generatorURL")
    status: _Status | None = None


class _Server(msgspec.Struct, rename="camel"):
    cluster: dict[str, Any] | None = None
    version_info: dict[str, Any] | None = None


def requests(target: PageTarget) -> tuple[PageRequest, ...]:
    """Ask for the alerts that are somebody's business."""
    return (PageRequest(_address(target)),)


def follow(target: PageTarget, bodies: tuple[PageBody, ...]) -> tuple[PageRequest, ...]:
    """Ask who answers, where nothing fires: an empty list is what servers of many kinds answer to everything."""
    silent = len(bodies) == 1 and readable_json(bodies[0]) and bodies[0].content.strip() == b"[]"
    return (PageRequest(f"{_base(target)}/api/v2/status"),) if silent else ()


def parse(target: PageTarget, bodies: tuple[PageBody, ...], now: datetime) -> Page:
    """Read the alerts."""
    its_now = _server_time(bodies[0]) or now
    firing = [each for each in decode(bodies[0], list[_Alert]) if _fires(each, its_now)]
    watchdog = target.options.get("watchdog")
    if watchdog and not any(each.labels.get("alertname") == watchdog for each in firing):
        raise PageUnreadable(f"the alert {watchdog}, which always fires, does not: the alerting itself is broken")
    parts = Parts()
    for body in bodies[1:]:
        server = parts.read(body, _Server) or _Server()
        if server.cluster is None and server.version_info is None:
            raise misshapen("an empty list, but not from an Alertmanager")
    return page_of(
        target,
        (_alarm(each) for each in firing if not watchdog or each.labels.get("alertname") != watchdog),
        "Alertmanager",
        parts.missing,
    )


def _address(target: PageTarget) -> str:
    matchers = (each.strip() for each in target.options.get("filter", "").split(";"))
    wanted = "".join(f"&filter={quote(each, safe='')}" for each in matchers if each)
    return f"{_base(target)}{_PATH}?active=true&silenced=false&inhibited=false&unprocessed=true{wanted}"


def _base(target: PageTarget) -> str:
    return base_of(target.url, "/#", _PATH)


def _server_time(body: PageBody) -> datetime | None:
    """The server's clock, by which its alerts end; this machine's may be minutes off."""
    try:
        return parsedate_to_datetime(body.headers.get("date", "")).astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def _fires(alert: _Alert, now: datetime) -> bool:
    status = alert.status or _Status()
    ends = moment(alert.ends_at)
    over = ends is not None and ends <= now and ends.year > 1
    handled = status.state == "suppressed" or status.silenced_by or status.inhibited_by or status.muted_by
    return not (over or handled)


def _alarm(alert: _Alert) -> Alarm:
    said = alert.annotations or {}
    name = alert.labels.get("alertname", "")
    where = alert.labels.get("instance") or alert.labels.get("job") or ""
    heading = next((said[key] for key in _TITLES if said.get(key)), "")
    severity = alert.labels.get("severity", "").strip().lower()
    return Alarm(
        id=alert.fingerprint or "",
        title=heading or (f"{name}: {where}" if name and where else name or where),
        level=LEVELS.get(severity, FIRING),
        since=moment(alert.starts_at),
        updated=moment(alert.updated_at),
        text=next((said[key] for key in _TEXTS if said.get(key) and said[key] != heading), ""),
        facts=alert.labels,
        url=web_address(alert.generator_url),
    )


PROVIDER: Final = Provider("alertmanager", requests, parse, follow, marks=("alertmanager",))
