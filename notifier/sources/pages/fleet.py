"""What kinds of monitoring servers share: alarms that nobody has dealt with yet, as the incidents of a page.

Such a server is read as an official page of the user's own fleet is: no alarm is green, but only where the server has
said so by itself. What is silenced, acknowledged or in a planned downtime is somebody's business already and left out
by the providers. Nothing here is a provider's own format.
"""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

import msgspec

from notifier.core.model import PageIncident, PageLevel, Stage, Statement
from notifier.core.targets import PageTarget
from notifier.sources.pages.parsing import BEGINNING, SEVERITY, plain, title
from notifier.sources.pages.provider import Page

FIRING: Final = PageLevel.DEGRADED
"""An alarm of which it is not known how bad it is: it fires, so it is no green."""


class Alarm(msgspec.Struct, frozen=True):
    """One alarm. `text` and `facts` are what the server says of it; texts of the world, not made plain yet."""

    id: str
    title: str
    level: PageLevel
    since: datetime | None = None
    updated: datetime | None = None
    text: str = ""
    facts: Mapping[str, str] = {}
    url: str = ""


def page_of(target: PageTarget, alarms: Iterable[Alarm], name: str, missing: dict[str, str] | None = None) -> Page:
    """Make a page of the alarms, the worst first and then the newest; those that are no problem are left out."""
    problems = [each for each in alarms if each.level is not PageLevel.OPERATIONAL]
    problems.sort(key=lambda each: (SEVERITY[each.level], each.since or BEGINNING), reverse=True)
    return Page(
        title=name,
        url=target.url,
        level=PageLevel.OPERATIONAL,
        incidents=tuple(map(_incident, problems)),
        missing=missing or {},
    )


def _incident(alarm: Alarm) -> PageIncident:
    facts = ", ".join(f"{name}={value}" for name, value in alarm.facts.items())
    text = plain("\n".join(filter(None, (alarm.text, facts))))
    when = alarm.updated or alarm.since
    return PageIncident(
        id=alarm.id or hashlib.sha256(f"{alarm.title}\n{facts}".encode("utf-8", "replace")).hexdigest()[:16],
        title=title(alarm.title, "untitled"),
        stage=Stage.UNKNOWN,
        level=alarm.level,
        started=alarm.since,
        updated=alarm.updated,
        url=alarm.url,
        statements=(Statement(when, Stage.UNKNOWN, text),) if text and when is not None else (),
    )
