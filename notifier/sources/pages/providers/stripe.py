"""Stripe's current status: one word for the whole, and one for each of its parts. Option `api`."""

from datetime import datetime
from typing import Final

import msgspec

from notifier.core.model import PageComponent, PageIncident, PageLevel, Stage
from notifier.core.targets import PageTarget
from notifier.sources.pages.options import one_file
from notifier.sources.pages.parsing import Parts, decode, level_of, moment, moment_of_epoch, title
from notifier.sources.pages.provider import Page, PageBody, Provider, misshapen
from notifier.sources.pages.words import level_table

LEVELS: Final = level_table(operational="up", degraded="degraded", major_outage="down")


class _Current(msgspec.Struct):
    largestatus: str | None = None
    message: str | None = None
    statuses: dict[str, str | None] | None = None
    time: str | float | None = None


def parse(target: PageTarget, bodies: tuple[PageBody, ...], _now: datetime) -> Page:
    """Read the current status. What it says of the whole counts too, where it is worse than all the parts."""
    current = decode(bodies[0], _Current)
    if current.largestatus is None and not current.statuses:
        raise misshapen("it says nothing of the state")
    parts = Parts()
    if current.statuses is None:
        parts.misshapen("statuses", "it says nothing of its parts")
    level = level_of(current.largestatus, LEVELS)
    message = title(current.message, "Stripe reports a problem")
    components = tuple(
        PageComponent(name, title(name.replace("_", " ").capitalize(), name), level_of(word, LEVELS))
        for name, word in (current.statuses or {}).items()
    )
    affected = tuple(each.id for each in components if each.level is not PageLevel.OPERATIONAL)
    incident = PageIncident(message, message, Stage.UNKNOWN, level, components=affected)
    return Page(
        title="Stripe",
        url=target.url,
        updated=moment(current.time) if isinstance(current.time, str) else moment_of_epoch(current.time),
        level=level,
        components=components,
        incidents=() if level is PageLevel.OPERATIONAL else (incident,),
        missing=parts.missing,
    )


PROVIDER: Final = Provider("stripe", one_file("/current"), parse, marks=("status.stripe.com",), own=True)
