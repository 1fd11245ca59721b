"""What is known of one watched service at the moment: the evidence that `notifier.core.verdict` weighs.

The engine keeps one `ServiceTrack` for each service and fills it from readings; nothing here decides. Times ending in
`_s` are seconds of the epoch, 0 for never.
"""

import msgspec

from notifier.core.evidence import TargetTrack
from notifier.core.model import CrowdReport, PageLevel, PageReport, RegionReport, Rule, Service, State, Verdict


class ComponentTrack(msgspec.Struct):
    """A component with its targets' evidence, and the problem that is shown of it (None: none)."""

    id: str
    rule: Rule
    targets: list[TargetTrack]
    problem: State | None = None
    """`outage` or `possible` once confirmed; it lasts until the recovery is confirmed."""
    evidence: float = 0.0
    """Log-odds, all support included, at the last look."""
    partial: bool = False
    ended_s: float = 0.0
    """The first answer after the last problem."""


class PageTrack(msgspec.Struct):
    """The official page as last read. `report` is kept for 30 minutes after the page became unreadable."""

    report: PageReport | None = None
    read_s: float = 0.0
    unread_since_s: float = 0.0
    unread_detail: str = ""
    level: PageLevel = PageLevel.OPERATIONAL
    level_since_s: float = 0.0
    """The first reading that told the present level."""


class RegionTrack(msgspec.Struct):
    """Readings from other countries during the present suspicion: for each country how many failed, and how many."""

    failed: dict[str, int] = {}
    tried: dict[str, int] = {}
    read_s: float = 0.0

    def add(self, report: RegionReport, start_s: float) -> None:
        """Count one regional reading."""
        for country in report.works:
            self.tried[country] = self.tried.get(country, 0) + 1
        for country in report.fails:
            self.tried[country] = self.tried.get(country, 0) + 1
            self.failed[country] = self.failed.get(country, 0) + 1
        self.read_s = start_s

    def fails(self) -> tuple[str, ...]:
        """Name the countries from which it fails at least every second time."""
        return tuple(sorted(c for c, tried in self.tried.items() if 2 * self.failed.get(c, 0) >= tried))

    def works(self) -> tuple[str, ...]:
        """Name the countries from which it mostly works."""
        return tuple(sorted(c for c, tried in self.tried.items() if 2 * self.failed.get(c, 0) < tried))


class CrowdTrack(msgspec.Struct):
    """What people report, as last read."""

    report: CrowdReport | None = None
    read_s: float = 0.0
    high_since_s: float = 0.0


class ServiceTrack(msgspec.Struct):
    """All evidence about one service, and what was last said of it."""

    service: Service
    components: dict[str, ComponentTrack]
    targets: dict[str, TargetTrack]
    page: PageTrack
    region: RegionTrack
    crowd: CrowdTrack
    verdict: Verdict
    in_doubt: bool = True
    """Something is to be weighed; while False, an answer of a calm target changes nothing."""
    problem_since_s: float = 0.0
    """The first bad evidence of what is shown."""
    before: bool = False
    """The first bad reading came after a time in which nobody could look."""
    checked_s: float = 0.0
    looked_s: float = 0.0
    """Since when this service is looked at without a gap (start, resume, the line's return)."""


def track_of(service: Service, now: Verdict, components: tuple[str, ...] = ()) -> ServiceTrack:
    """Begin to keep evidence about a service; `components` are the ids to watch, empty for all of them."""
    kept = {
        each.id: ComponentTrack(each.id, each.rule, [])
        for each in service.components
        if not components or each.id in components
    }
    targets: dict[str, TargetTrack] = {}
    for target in service.targets:
        if target.component in kept and target.key not in targets:
            targets[target.key] = TargetTrack(target.key, target.component)
            kept[target.component].targets.append(targets[target.key])
    return ServiceTrack(
        service=service,
        components={name: each for name, each in kept.items() if each.targets},
        targets=targets,
        page=PageTrack(),
        region=RegionTrack({}, {}),
        crowd=CrowdTrack(),
        verdict=now,
    )
