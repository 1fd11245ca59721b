"""What an official page says in the simulated world, as a provider's module would have read it."""

from bisect import bisect_right
from datetime import UTC, datetime
from operator import attrgetter

import msgspec

from notifier.core.model import (
    Outcome,
    PageComponent,
    PageIncident,
    PageLevel,
    PageReport,
    Reading,
    Service,
    Source,
    Stage,
    Statement,
)
from notifier.core.ports import Read
from notifier.core.targets import PageTarget
from notifier.simulation.requests import Met
from notifier.simulation.scenario_file import PageChange, ScenarioFile, start_s

PROVIDER = "simulated"
at_s = attrgetter("at_s")


class Pages:
    """What the services' pages say, and when."""

    def __init__(self, file: ScenarioFile) -> None:
        self.zero_s = start_s(file)
        self._said: dict[str, list[PageChange]] = {}
        for change in sorted(file.page, key=at_s):
            self._said.setdefault(change.service, []).append(change)

    def said_at(self, service: str, t_s: float) -> PageChange | None:
        """Find what a service's page says at a time; None: nothing yet, all is fine."""
        said = self._said.get(service, [])
        index = bisect_right(said, t_s, key=at_s)
        return said[index - 1] if index else None


def page_reading(pages: Pages, service: Service | None, read: Read, met: Met, t_s: float, time: datetime) -> Reading:
    """Give the reading of a page by a request that met this."""
    base = Reading(Source.PAGE, read.service, "", read.target.key, time, met.outcome, met.failure)
    if met.outcome is not Outcome.OK:
        return base
    said = pages.said_at(read.service, t_s)
    if said is not None and said.level == "unreadable":
        detail = "the page's content was not understood"
        return msgspec.structs.replace(base, outcome=Outcome.UNREADABLE, detail=detail)
    url = read.target.url if isinstance(read.target, PageTarget) else ""
    known = {each.id for each in service.components} if service is not None else set()
    watched = [name for name in said.components if name in known] if said is not None else []
    if said is None or said.level == PageLevel.OPERATIONAL or (said.components and not watched):
        report = PageReport(PROVIDER, url, PageLevel.OPERATIONAL)
    else:
        report = _report(said, url, watched, pages.zero_s)
    return msgspec.structs.replace(base, page=report, latency_ms=met.seconds * 1000.0)


def _report(said: PageChange, url: str, watched: list[str], zero_s: float) -> PageReport:
    """Give a page that reports something: an open incident, or a maintenance that runs or is announced."""
    level = PageLevel(said.level)
    planned = level is PageLevel.MAINTENANCE
    when = datetime.fromtimestamp(zero_s + said.at_s, UTC)
    announced = planned and said.started_s is not None and said.started_s > said.at_s
    shown = PageLevel.OPERATIONAL if announced else level
    entry = PageIncident(
        id=f"{said.service}-{said.at_s:g}",
        title=said.title,
        stage=Stage.SCHEDULED if announced else Stage.IN_PROGRESS if planned else Stage.INVESTIGATING,
        level=level,
        started=when if said.started_s is None else datetime.fromtimestamp(zero_s + said.started_s, UTC),
        updated=when,
        until=None if said.until_s is None else datetime.fromtimestamp(zero_s + said.until_s, UTC),
        components=tuple(watched),
        statements=(Statement(when, Stage.INVESTIGATING, said.message),) if said.message else (),
    )
    return PageReport(
        PROVIDER,
        url,
        shown,
        title="" if announced else said.title,
        updated=when,
        components=tuple(PageComponent(name, name, shown) for name in watched),
        incidents=() if planned else (entry,),
        maintenances=(entry,) if planned else (),
    )
