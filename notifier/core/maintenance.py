"""Announced maintenance: what of a service it covers at the moment (rule 16)."""

from datetime import datetime

import msgspec

from notifier.core.model import PageLevel, PageReport, Stage


class Maintenance(msgspec.Struct, frozen=True):
    """A maintenance that runs now: everything, or the named components (lower-case ids and names)."""

    running: bool = False
    names: frozenset[str] = frozenset()

    def excuses(self, component: str, names: dict[str, str]) -> bool:
        """Tell whether a component of ours is covered."""
        if not self.running:
            return False
        own = {component.lower(), *(name.lower() for name in names.values())}
        return not self.names or bool(self.names & own)


def maintenance_of(page: PageReport | None, now_s: float) -> Maintenance:
    """Find what the company's running maintenances cover."""
    if page is None:
        return Maintenance()
    names_by_id = {each.id: each.name for each in page.components}
    running = [each for each in page.maintenances if _runs(each.stage, each.started, each.until, now_s)]
    under = {each.name.lower() for each in page.components if each.level is PageLevel.MAINTENANCE}
    under |= {each.id.lower() for each in page.components if each.level is PageLevel.MAINTENANCE}
    if any(not each.components for each in running):
        return Maintenance(running=True)
    named = {name.lower() for each in running for id_ in each.components for name in (id_, names_by_id.get(id_, id_))}
    if named or under:
        return Maintenance(running=True, names=frozenset(named | under))
    return Maintenance(running=page.level is PageLevel.MAINTENANCE)


def _runs(stage: Stage, started: datetime | None, until: datetime | None, now_s: float) -> bool:
    if stage is Stage.IN_PROGRESS:
        return True
    if stage is not Stage.SCHEDULED or started is None or until is None:
        return False
    return started.timestamp() <= now_s < until.timestamp()
