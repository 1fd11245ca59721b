"""What comes from outside a service's own targets: its official page, other countries, reports of people.

Nothing here decides what it is worth. Times in seconds of the epoch; None: never.
"""

import msgspec

from notifier.core.model import CrowdReport, PageComponent, PageLevel, PageReport, RegionReport
from notifier.core.numbers import CROWD_FACTOR, CROWD_LEAST, PAGE_KEPT_S, REGION_FRESH_S
from notifier.core.targets import PageTarget


class PageEvidence(msgspec.Struct):
    """The official page as last read."""

    report: PageReport | None = None
    read_s: float | None = None
    unread_since_s: float | None = None
    unread_detail: str = ""
    level: PageLevel = PageLevel.OPERATIONAL
    level_since_s: float = 0.0
    """The first reading that gave the present level; meaningless before there is a report."""

    def read(self, report: PageReport, start_s: float) -> bool:
        """Take in what the page says; tell whether its level is another one, or the first."""
        changed = report.level is not self.level or self.report is None
        if changed:
            self.level = report.level
            self.level_since_s = start_s
        self.read_s = start_s
        self.unread_since_s = None
        self.report = report
        return changed

    def unreadable(self, start_s: float, detail: str) -> None:
        """Note that it could not be read; what it said before stands for a while."""
        if self.unread_since_s is None:
            self.unread_since_s = start_s
        self.unread_detail = detail

    def take_up(self, target: PageTarget, level: PageLevel, components: tuple[str, ...], since_s: float) -> None:
        """Let the page's word stand as it was shown before a restart, until the page is read again."""
        named = tuple(PageComponent(name, name, level) for name in components)
        self.read(PageReport(target.provider, target.url, level, components=named), since_s)

    def counting(self, now_s: float) -> PageReport | None:
        """Give the report that counts: none for 30 minutes after the page became unreadable (rule 7)."""
        unread_s = self.unread_since_s
        return None if unread_s is not None and now_s - unread_s > PAGE_KEPT_S else self.report

    def silent_for(self, now_s: float) -> float:
        """Tell for how long it could not be read."""
        return 0.0 if self.unread_since_s is None else now_s - self.unread_since_s


class RegionEvidence(msgspec.Struct):
    """Readings from other countries during the present problem: for each country how many failed, and how many."""

    failed: dict[str, int] = {}
    tried: dict[str, int] = {}
    read_s: float | None = None
    """None: what was read is too old, or from before the line broke, and supports nothing."""

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

    def is_fresh(self, now_s: float) -> bool:
        """Tell whether it still supports a suspicion."""
        return self.read_s is not None and now_s - self.read_s <= REGION_FRESH_S

    def age(self) -> None:
        """Let what was read support nothing any more; whom it concerned is still known."""
        self.read_s = None

    def clear(self) -> None:
        """Forget all: the problem is over."""
        self.failed.clear()
        self.tried.clear()
        self.read_s = None


class CrowdEvidence(msgspec.Struct):
    """What people report, as last read."""

    report: CrowdReport | None = None
    read_s: float | None = None
    high_since_s: float | None = None

    def read(self, report: CrowdReport, start_s: float) -> bool:
        """Take in a report; tell whether there are many more than usual, and were not before."""
        self.report = report
        self.read_s = start_s
        if report.count < max(CROWD_LEAST, CROWD_FACTOR * report.baseline):
            self.high_since_s = None
            return False
        if self.high_since_s is not None:
            return False
        self.high_since_s = start_s
        return True
