"""How a single request can end in the simulated world. What its kind of target allows is told by the target itself."""

import msgspec

from notifier.core.failure import FailureKind
from notifier.core.model import Outcome
from notifier.core.numbers import READING_TIMEOUT_S

TIMED_OUT = frozenset({FailureKind.CONNECT_TIMEOUT, FailureKind.READ_TIMEOUT})
RANDOM_FAILURES = (FailureKind.CONNECT_TIMEOUT, FailureKind.READ_TIMEOUT, FailureKind.RESET)


class Met(msgspec.Struct, frozen=True, gc=False):
    """What a request met: how it ended, after how long."""

    outcome: Outcome
    failure: FailureKind | None
    seconds: float
    sorry: bool = False
    """It answers well, with a page that says sorry."""
    answered_by: str = ""
    """What answered in the place of the host that was asked, where something did."""


def failed(kind: FailureKind, seconds: float, answered_by: str = "") -> Met:
    """Make a failure; what ends as a time-out takes all of its time."""
    seconds = READING_TIMEOUT_S if kind in TIMED_OUT else min(seconds, READING_TIMEOUT_S)
    return Met(Outcome.FAILED, kind, seconds, answered_by=answered_by)
