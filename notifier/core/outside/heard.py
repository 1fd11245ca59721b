"""What comes from outside a service's own targets: its official page, and reports of people.

Nothing here decides what it is worth. Times in seconds of the epoch; None: never.
"""

from typing import Final

import msgspec

from notifier.core.model import CrowdReport, PageComponent, PageLevel, PageReport, Stage
from notifier.core.outside.numbers import CROWD_FRESH_S, CROWD_SETTLED_S, PAGE_KEPT_S
from notifier.core.outside.usual import UsualLevel, expected_of, many_from
from notifier.core.targets import PageTarget

SAYS_A_PROBLEM: Final = (PageLevel.DEGRADED, PageLevel.PARTIAL_OUTAGE, PageLevel.MAJOR_OUTAGE)
"""The levels that report one, from mild to bad."""


class StaleWord(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a page goes on saying though it has long been over: its level, its open incidents, and when that was new."""

    level: PageLevel
    incidents: tuple[str, ...]
    said_s: float


class PageEvidence(msgspec.Struct):
    """The official page as last read."""

    report: PageReport | None = None
    read_s: float | None = None
    unread_since_s: float | None = None
    unread_detail: str = ""
    level: PageLevel = PageLevel.OPERATIONAL
    level_since_s: float = 0.0
    """The first reading that gave the present level; meaningless before there is a report."""
    said_s: float = 0.0
    """When the company last said something of the problem that the page reports."""
    works_since: dict[str, float] = {}
    """By its id, when a maintenance that runs was first read as running."""
    stale: bool = False
    """It goes on reporting what has long been over, as far as can be seen from here: noted at the last look."""
    remembered: bool = False
    """It was not read since the start: this is what was known of it before."""
    stale_word: StaleWord | None = None
    """What was stale already when the program ended, for as long as the page says nothing else."""

    def read(self, report: PageReport, start_s: float) -> bool:
        """Take in what the page says; tell whether its level is another one, or the first."""
        changed = report.level is not self.level or self.report is None
        if self.stale_word is not None and self._says_more(report, self.stale_word.level, self.stale_word.incidents):
            self.stale_word = None
        self.said_s = self._said_s(report, start_s)
        self.remembered = False
        if changed:
            self.level = report.level
            self.level_since_s = start_s
        runs = (each.id for each in report.maintenances if each.stage is Stage.IN_PROGRESS)
        self.works_since = {each: self.works_since.get(each, start_s) for each in runs}
        self.read_s = start_s
        self.unread_since_s = None
        self.report = report
        return changed

    def _said_s(self, report: PageReport, start_s: float) -> float:
        """Tell when the company last said something new; what it says once more of a stale problem is nothing new.

        Nor is what bears the time that it bore before, be that later than now by a clock that is behind.
        """
        was, newest_s = self.report, _newest_s(report)
        if was is None or self.remembered:
            read_s = min(start_s, newest_s or start_s)
            return read_s if self.stale_word is None else self.stale_word.said_s
        if self._says_more(report, self.level, tuple(each.id for each in was.incidents)):
            return start_s
        return self.said_s if self.stale or newest_s <= _newest_s(was) else max(self.said_s, min(start_s, newest_s))

    @staticmethod
    def _says_more(report: PageReport, level: PageLevel, incidents: tuple[str, ...]) -> bool:
        """Tell whether a report is worse than one of that level, or has an incident besides those."""
        return _badness(report.level) > _badness(level) or any(each.id not in incidents for each in report.incidents)

    def unreadable(self, start_s: float, detail: str) -> None:
        """Note that it could not be read; what it said before stands for a while."""
        if self.unread_since_s is None:
            self.unread_since_s = start_s
        self.unread_detail = detail

    def take_up(self, target: PageTarget, level: PageLevel, components: tuple[str, ...], since_s: float) -> None:
        """Let the page's word stand as it was shown before a restart, until the page is read again."""
        named = tuple(PageComponent(name, name, level) for name in components)
        self.read(PageReport(target.provider, target.url, level, components=named), since_s)
        self.remembered = True

    def judged(self, *, stale: bool) -> None:
        """Note whether its word is stale."""
        self.stale = stale
        if not stale and self.report is not None:
            self.stale_word = None

    def kept_word(self) -> StaleWord | None:
        """Give the stale word, to be known after a restart; None: what the page says counts."""
        if not self.stale or self.report is None:
            return self.stale_word
        incidents = tuple(sorted(each.id for each in self.report.incidents))
        return StaleWord(self.level, incidents, self.said_s)

    def counting(self, now_s: float) -> PageReport | None:
        """Give the report that counts: none for 30 minutes after the page became unreadable (rule 7)."""
        unread_s = self.unread_since_s
        return None if unread_s is not None and now_s - unread_s > PAGE_KEPT_S else self.report

    def silent_for(self, now_s: float) -> float:
        """Tell for how long it could not be read."""
        return 0.0 if self.unread_since_s is None else now_s - self.unread_since_s


class CrowdEvidence(msgspec.Struct):
    """What people report, as last read, and what is usual by each source."""

    report: CrowdReport | None = None
    read_s: float | None = None
    high_since_s: float | None = None
    levels: dict[str, UsualLevel] = {}
    """By the source's id."""

    def read(self, report: CrowdReport, start_s: float) -> bool:
        """Take in a report; tell whether there are many more than usual, and were not before."""
        self.report, many = self._judged(report, start_s) if report.volumes else (report, _is_many(report))
        self.read_s = start_s
        if not many:
            self.high_since_s = None
            return False
        if self.high_since_s is not None:
            return False
        self.high_since_s = start_s
        return True

    def _judged(self, report: CrowdReport, start_s: float) -> tuple[CrowdReport, bool]:
        """Find the source that counted most beside what is usual there; learn from those that did not count many."""
        most, shown = -1.0, report
        settled = self.high_since_s is not None and start_s - self.high_since_s >= CROWD_SETTLED_S
        for volume in report.volumes:
            level = self.levels.setdefault(volume.source, UsualLevel())
            new = level.since_last(volume, start_s)
            expected = level.expects(new, start_s)
            share = new.count / many_from(expected) if expected is not None else 0.0
            share = max(share, 1.0) if volume.alarm else share
            if share < 1.0 or settled:
                level.learn(new, start_s)
            level.was_read(volume, start_s)
            if share > most:
                most, usual = share, expected.mean if expected is not None else float(new.count)
                shown = msgspec.structs.replace(report, count=new.count, baseline=usual, source=volume.name)
        return shown, most >= 1.0

    def is_high(self, now_s: float) -> bool:
        """Tell whether many report a problem, by what was read lately."""
        return self.high_since_s is not None and self.read_s is not None and now_s - self.read_s <= CROWD_FRESH_S


def _is_many(report: CrowdReport) -> bool:
    return report.count >= many_from(expected_of(report.baseline))


def _newest_s(report: PageReport) -> float:
    """Give the newest time that the incidents of a page bear; 0: none."""
    times = (
        when.timestamp()
        for each in report.incidents
        for when in (each.started, each.updated, *(statement.time for statement in each.statements))
        if when is not None
    )
    return max(times, default=0.0)


def _badness(level: PageLevel) -> int:
    return SAYS_A_PROBLEM.index(level) + 1 if level in SAYS_A_PROBLEM else 0
