"""What a fault of the user's own line, or of the computer's clock, does to a single request.

Which fault there is at a time is found by `notifier.simulation.connection`.
"""

import random
from typing import Final, Protocol

import msgspec

from notifier.core.failure import FailureKind
from notifier.core.model import Outcome, Reading
from notifier.core.numbers import READING_TIMEOUT_S
from notifier.probes import Probe
from notifier.simulation.connection_file import LineFault
from notifier.simulation.requests import Met

SECURED: Final = ("https:", "tls:")
"""How the keys of targets begin that have a certificate."""


class Request(Protocol):
    """What a fault needs to know of a request."""

    key: str
    probe: Probe
    named: bool
    random: random.Random


def met_by_line(line: LineFault, request: Request, loss: float) -> Met | None:
    """Let a request meet the fault; None: it goes on its way. `loss` is its chance to be lost on a lossy line."""
    match line.kind:
        case "lossy":
            if request.random.random() < loss:
                return Met(Outcome.FAILED, FailureKind.CONNECT_TIMEOUT, READING_TIMEOUT_S)
        case "dns_broken":
            if request.named:
                return Met(Outcome.FAILED, FailureKind.DNS_FAILURE, 0.02)
        case "captive_portal":
            if request.probe.behind_portal is not None:
                return Met(Outcome.FAILED, request.probe.behind_portal, 0.05)
        case "wrong_clock":
            if request.key.startswith(SECURED):
                return Met(Outcome.FAILED, FailureKind.CERTIFICATE, 0.05)
        case _:
            return Met(Outcome.FAILED, FailureKind.UNREACHABLE, 0.0)
    return None


def dated(reading: Reading, line: LineFault | None, *, anchor: bool) -> Reading:
    """Tell how the computer's clock goes: by the dates in anchors' answers, and by certificates refused for theirs."""
    wrong = line if line is not None and line.kind == "wrong_clock" else None
    if wrong is not None and reading.failure is FailureKind.CERTIFICATE:
        return msgspec.structs.replace(reading, dates_refused=True)
    if reading.outcome is Outcome.OK and anchor and reading.target.startswith("http"):
        return msgspec.structs.replace(reading, ahead_s=0.0 if wrong is None else wrong.ahead_s)
    return reading
