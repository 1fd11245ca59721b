"""A target that answers well, but with another page than usual: what that is worth.

By itself it does not tell (rule 4), and never makes an outage. It makes a possible problem where it stays and the
service's other signs agree: another target fails, is slow or shows another page, too; the company's page reports
something, or people do. A lone target has no other signs: its page has to stay away for longer. Where services of
other owners show other pages since about the same time, somebody on the way answers for all of them, and where the
usual page was not seen shortly before (after sleep, a move, a restart), it may be a redesign: then it makes nothing.
"""

from collections.abc import Callable, Collection
from typing import Final

import msgspec

from notifier.core.look import OTHER_PAGE, UsualLook
from notifier.core.model import Outcome, PageLevel, Reading
from notifier.core.numbers import LOOK_LONE_RUN, LOOK_LONE_S, LOOK_RUN, LOOK_S, LOOK_TOGETHER_S, STALE_S
from notifier.core.outside.elsewhere import ALL_FAIL
from notifier.core.service.evidence import ServiceEvidence
from notifier.core.target.evidence import TargetEvidence

_REPORTS: Final = (PageLevel.DEGRADED, PageLevel.PARTIAL_OUTAGE, PageLevel.MAJOR_OUTAGE)


def compared(reading: Reading, usual: UsualLook) -> Reading:
    """Give a good answer as what it is: one that does not tell, where it is another page than usual."""
    if reading.look is None or reading.outcome is not Outcome.OK or not usual.is_other(reading.look):
        return reading
    return msgspec.structs.replace(reading, outcome=Outcome.UNVERIFIABLE, detail=OTHER_PAGE)


def shows_other(target: TargetEvidence) -> bool:
    """Tell whether it answers with another page; a failure, or a wall, between two such answers ends nothing."""
    return target.look.others > 0


def stays_away(service: ServiceEvidence, now_s: float) -> list[TargetEvidence]:
    """Give the targets whose usual page has stayed away for so long that it makes a possible problem."""
    away = [each for each in service.targets.values() if each.look.others and each.look.seen_to_change]
    fresh = [each for each in away if now_s - each.look.other_read_s <= STALE_S]
    if not fresh:
        return []
    trusted = [each for each in service.targets.values() if each.trusted]
    agree = len(fresh) > 1 or any(_fails_or_is_slow(each) for each in trusted) or _outside_agrees(service, now_s)
    if not agree and len(trusted) > 1:
        return []
    run, stay_s = (LOOK_RUN, LOOK_S) if agree else (LOOK_LONE_RUN, LOOK_LONE_S)
    return [each for each in fresh if each.look.others >= run and now_s - since_s(each) >= stay_s]


def since_s(target: TargetEvidence) -> float:
    """Give the first answer with another page; 0 where there is none."""
    return target.look.other_since_s or 0.0


def elsewhere(service: ServiceEvidence, every: Callable[[], Collection[ServiceEvidence]]) -> bool:
    """Tell whether services of other owners show other pages since about the time that this one does."""
    away = [each for each in service.targets.values() if each.look.others]
    if not away:
        return False
    first_s = min(map(since_s, away))
    return any(
        abs(since_s(each) - first_s) <= LOOK_TOGETHER_S
        for other in every()
        if other.service.owner != service.service.owner
        for each in other.targets.values()
        if shows_other(each)
    )


def _fails_or_is_slow(target: TargetEvidence) -> bool:
    return target.bad_run is not None or target.latency.slow_since_s is not None


def _outside_agrees(service: ServiceEvidence, now_s: float) -> bool:
    page = service.page
    reports = page.report is not None and page.level in _REPORTS and not page.stale
    fails_elsewhere = service.region.compared(service.components, ALL_FAIL).fails
    return reports or service.crowd.is_high(now_s) or bool(fails_elsewhere)
