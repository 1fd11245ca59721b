"""One notification of many that were held: what fails still comes first, then what was, and how often the line failed.

When one is told, and what it folds, is decided in `notifier.core.alerts.holding`. Times in seconds of the epoch.
"""

from collections.abc import Sequence
from typing import Final

from notifier.core.common_cause import OF_NETWORK
from notifier.core.model import Alert, AlertKind, AlertService, Hold, LineState
from notifier.core.moments import moment

_THREAD: Final = "digest"


def is_about_line(alert: Alert) -> bool:
    """Tell whether a notification is about the user's line or network, and about no service."""
    return alert.line is not None or alert.cause in OF_NETWORK


def digest_of(alerts: Sequence[Alert], name: str, now_s: float) -> Alert:
    """Make one notification of those that were held: what fails still comes first."""
    members: dict[str, AlertService] = {}
    faults = returns = 0
    for alert in alerts:
        if is_about_line(alert):
            is_fault = alert.kind is AlertKind.LINE and alert.line is not LineState.ONLINE
            faults, returns = faults + is_fault, returns + (not is_fault and not alert.lost and not alert.filtered)
        else:
            members.update((member.incident, member) for member in alert.services)
    ordered = sorted(members.values(), key=lambda each: (each.until is not None, each.since or moment(now_s)))
    return Alert(
        name,
        AlertKind.DIGEST,
        moment(now_s),
        _THREAD,
        tuple(ordered),
        lost=max((alert.lost for alert in alerts), default=0.0),
        filtered=any(alert.filtered for alert in alerts),
        after=min((alert.held for alert in alerts if alert.held is not None), key=list(Hold).index, default=None),
        faults=max(faults, min(returns, 1)),
    )
