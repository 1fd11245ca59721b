"""Announced maintenance: what of a service it covers at the moment, and what it still excuses (rule 16).

It excuses the components that it names, all where it names none; but none that has answered well for half an hour since
it began, gaps in which nobody looked left out, and nothing later than 12 h past its announced end.
"""

from datetime import datetime
from typing import Final

import msgspec

from notifier.core.model import PageIncident, PageLevel, PageReport, Stage
from notifier.core.outside.heard import PageEvidence
from notifier.core.outside.numbers import MAINTENANCE_LATE_S, WELL_S
from notifier.core.service.company import known_as
from notifier.core.service.component import ComponentEvidence
from notifier.core.service.evidence import ServiceEvidence


class Work(msgspec.Struct, frozen=True):
    """A maintenance that runs by the page's word; `names` are lower-case ids and names of components, none: all."""

    began_s: float
    until_s: float | None = None
    names: frozenset[str] = frozenset()

    def covers(self, component: ComponentEvidence) -> bool:
        """Tell whether it is about a component."""
        return not self.names or bool(self.names & known_as(component))

    def is_past(self, now_s: float, late_s: float) -> bool:
        """Tell whether its announced end is longer ago than that."""
        return self.until_s is not None and now_s - self.until_s >= late_s


class Maintenance(msgspec.Struct, frozen=True):
    """What runs now, and what is excused by it."""

    running: bool = False
    components: tuple[str, ...] = ()
    """Those that are named; empty: all of it."""
    excused: frozenset[str] = frozenset()


NONE: Final = Maintenance()


def maintenance_of(service: ServiceEvidence, now_s: float) -> Maintenance:
    """Find what the company's maintenances cover, and what they excuse still."""
    works = works_of(service.page, now_s)
    if not works:
        return NONE
    excused = {
        (work, each.id)
        for work in works
        for each in service.components.values()
        if work.covers(each) and each.worked_for(work.began_s, service.looked_since_s) < WELL_S
    }
    # one whose end was announced is over when half an hour has passed and all that it covers works
    running = [work for work in works if not work.is_past(now_s, WELL_S) or any(each is work for each, _ in excused)]
    named = [each.id for each in service.components.values() if any(work.covers(each) for work in running)]
    return Maintenance(
        bool(running),
        tuple(named) if all(work.names for work in running) else (),
        frozenset(component for _, component in excused),
    )


def works_of(evidence: PageEvidence, now_s: float) -> tuple[Work, ...]:
    """Read from a page which maintenances run: each since its own time, or since it was first read as running."""
    page, since_s = evidence.counting(now_s), evidence.level_since_s
    if page is None or not _speaks_of_any(page):
        return ()
    names_by_id = {each.id: each.name for each in page.components}
    listed = [_work(each, names_by_id, evidence.works_since.get(each.id, now_s)) for each in page.maintenances]
    told = {name for work in listed for name in work.names}
    under = {
        name
        for each in page.components
        if each.level is PageLevel.MAINTENANCE and not {each.id.lower(), each.name.lower()} & told
        for name in (each.id.lower(), each.name.lower())
    }
    running = [
        work
        for each, work in zip(page.maintenances, listed, strict=True)
        if _runs(each.stage, each.started, each.until, now_s) and not work.is_past(now_s, MAINTENANCE_LATE_S)
    ]
    if under and all(work.names for work in listed):
        running.append(Work(since_s, names=frozenset(under)))
    if not listed and not under and page.level is PageLevel.MAINTENANCE:
        running.append(Work(since_s))
    return tuple(running)


def _speaks_of_any(page: PageReport) -> bool:
    return bool(page.maintenances) or PageLevel.MAINTENANCE in (page.level, *(each.level for each in page.components))


def _work(said: PageIncident, names_by_id: dict[str, str], seen_s: float) -> Work:
    names = {name.lower() for id_ in said.components for name in (id_, names_by_id.get(id_, id_))}
    started_s = seen_s if said.started is None else said.started.timestamp()
    behind_s = max(0.0, started_s - seen_s)  # what runs has begun: so far at least the computer's clock is behind
    until_s = None if said.until is None else said.until.timestamp() - behind_s
    return Work(started_s - behind_s, until_s, frozenset(names))


def _runs(stage: Stage, started: datetime | None, until: datetime | None, now_s: float) -> bool:
    if stage is Stage.IN_PROGRESS:
        return True
    if stage is not Stage.SCHEDULED or started is None or until is None:
        return False
    return started.timestamp() <= now_s < until.timestamp()
