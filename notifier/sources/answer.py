"""What a probe, a page or a source outside gives back: a reading's content, without who asked and when."""

import msgspec

from notifier.core.failure import FailureKind
from notifier.core.look import Look
from notifier.core.model import CrowdReport, Headline, Outcome, PageReport, RegionReport
from notifier.sources.failures import Fault


class Answer(msgspec.Struct, frozen=True):
    """How one reading ended."""

    outcome: Outcome
    failure: FailureKind | None = None
    latency_ms: float | None = None
    detail: str = ""
    page: PageReport | None = None
    retry_after_s: float | None = None
    region: RegionReport | None = None
    look: Look | None = None
    answered_by: str = ""
    crowd: CrowdReport | None = None
    headlines: tuple[Headline, ...] = ()
    ahead_s: float | None = None
    dates_refused: bool = False


def ok(latency_ms: float, look: Look | None = None) -> Answer:
    """The target answered as it should."""
    return Answer(Outcome.OK, None, latency_ms, look=look)


def untelling(detail: str) -> Answer:
    """What came says nothing of the service."""
    return Answer(Outcome.UNVERIFIABLE, detail=detail)


def of_fault(fault: Fault) -> Answer:
    """Nothing came that could be judged."""
    if not fault.telling:
        return untelling(fault.text)
    return Answer(Outcome.FAILED, fault.kind, detail=fault.text, dates_refused=fault.dates_refused)
