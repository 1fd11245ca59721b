"""Readings under way that have been silent for many times the target's usual latency: what they are worth already.

Such a reading makes its target doubtful, so that it is read again without waiting for the time-out. It counts for less
than a failure, only beside a failure that has come back since the target's last answer, and only until it comes back
itself (rule 1): then it is whatever it gave. Times in seconds of the epoch.
"""

from math import exp, log, sqrt
from typing import Final

import msgspec

from notifier.core.numbers import (
    DEVIATION_LEAST,
    FEWEST_SAMPLES,
    HOST_GAP_S,
    P_FAIL_OUT,
    SILENT_DEVIATIONS,
    SILENT_LEAST_S,
    SILENT_SHARE,
)
from notifier.core.target.evidence import TargetEvidence
from notifier.core.target.latency import Latency
from notifier.core.target.states import BadRun

NEVER: Final = float("inf")
LOG_LEAST_MS: Final = log(SILENT_LEAST_S * 1000.0)


def patience_s(latency: Latency) -> float:
    """Give how long a reading may be silent before that says something; infinity while too little is known."""
    if latency.samples < FEWEST_SAMPLES:
        return NEVER
    deviation = sqrt(latency.var_log_ms)
    if deviation < DEVIATION_LEAST:
        deviation = DEVIATION_LEAST
    usual_log_ms = max(latency.mean_log_ms, latency.recent_log_ms)
    latest_log_ms = usual_log_ms + SILENT_DEVIATIONS * deviation
    return exp(latest_log_ms) / 1000.0 if latest_log_ms > LOG_LEAST_MS else SILENT_LEAST_S


def run_of(target: TargetEvidence) -> BadRun | None:
    """Give the failures since the last answer, with what has been silent since they began; None: there are none."""
    run = target.bad_run
    if run is None or not target.unanswered:
        return run
    newest_s, weight = failed_last_s(target), log(P_FAIL_OUT / max(SILENT_SHARE, target.p_fail()))
    for start_s in sorted(start_s for start_s in target.unanswered if start_s > run.since_s):
        apart = min(1.0, abs(start_s - newest_s) / HOST_GAP_S)
        run = msgspec.structs.replace(run, count=run.count + 1, weight=run.weight + apart * weight)
        newest_s = max(newest_s, start_s)
    return run


def failed_last_s(target: TargetEvidence) -> float:
    """Give when the newest failure began, of those that have come back; 0 where there is none."""
    doubt = target.doubt
    return doubt.last_bad_s or 0.0 if doubt is not None else 0.0


def newest_s(target: TargetEvidence) -> float:
    """Give when the newest failure or silence that counts began; 0 where there is none."""
    silent = target.unanswered if target.bad_run is not None else ()
    return max(failed_last_s(target), *silent, 0.0)
