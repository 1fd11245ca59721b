"""What is told of an outage whose services come back, and of those that fail again (rule 14).

That it is back, or fails again, brings the notice up to date in its place, without a sound. Three ends within ten
minutes are unstable; what was told as back or unstable and then fails for three minutes without a break is told aloud.
The end of what was short is notified when it has lasted. Steps on a `Group`, as in `notifier.core.alerts.groups`.
"""

from datetime import datetime
from typing import Final

import msgspec

from notifier.core.alerts.groups import Group, Told
from notifier.core.model import AlertKind, AlertService, State, Verdict
from notifier.core.numbers import (
    FAILS_ON_S,
    FAMILY_WAIT_S,
    SHORT_HOLD_S,
    SHORT_S,
    UNSTABLE_ENDS,
    UNSTABLE_S,
    WHOM_AGAIN_S,
)

TELL_WHOM: Final = (AlertKind.OUTAGE, AlertKind.POSSIBLE)
"""Notices that say whom it concerns."""


def failed_again(group: Group, member: AlertService, now_s: float) -> Group:
    """Give the group after a member was seen to fail: still, worse than before, or again after it had been back."""
    before, was, was_over = group.members[member.service], group.weighs_little(), group.is_over()
    group = msgspec.structs.replace(
        group, members={**group.members, member.service: member}, recovered=group.recovered - {member.service}
    )
    if before.until is None:
        worse = member.state is State.OUTAGE and before.state is not State.OUTAGE
        heavier = was and not group.weighs_little() and group.notified is not None
        if heavier or (worse and group.notified is AlertKind.POSSIBLE):
            return msgspec.structs.replace(group, due_s=now_s, update=False)
        return _concerns_others(group, now_s)
    group = msgspec.structs.replace(group, changed_s=now_s, recovery_due_s=None)
    if group.notified is None:
        latest_s = now_s + FAMILY_WAIT_S
        return msgspec.structs.replace(group, due_s=latest_s if group.due_s is None else min(group.due_s, latest_s))
    return _relapsed(group, member, now_s) if was_over else group  # one of many that comes and goes makes no noise


def _relapsed(group: Group, member: AlertService, now_s: float) -> Group:
    again_s = max(member.since.timestamp() if member.since else now_s, *group.ends, group.began_s)
    group = msgspec.structs.replace(group, again_s=again_s, aloud_s=max(now_s, again_s + FAILS_ON_S))
    return group if group.unstable else msgspec.structs.replace(group, due_s=now_s, update=True)


def _concerns_others(group: Group, now_s: float) -> Group:
    """Let the notice say whom it concerns by now: at once the first time, later not more often than is of use."""
    tells = group.notified in TELL_WHOM and group.notified is group.kind()
    if not tells or group.says().whom == group.told.whom:
        return msgspec.structs.replace(group, whom_due_s=None)
    return msgspec.structs.replace(group, whom_due_s=max(now_s, group.whom_s + WHOM_AGAIN_S))


def came_back(group: Group, service: str, verdict: Verdict, until: datetime, now_s: float) -> Group:
    """Give the group after a member came back, at `until`. Where all of it is back the end is told at once (rule 14).

    Of what was short, or fails by turns, that is an update; the notification of its end waits until it lasts. Where
    minor parts are not back yet it waits for them for a while, too: most come a moment later.
    """
    member = group.members[service]
    left = verdict.components if verdict.minor else member.components
    if member.until is not None:
        member = msgspec.structs.replace(member, until=min(member.until, until), state=verdict.state, components=left)
        return msgspec.structs.replace(group, members={**group.members, service: member})
    member = msgspec.structs.replace(member, until=until, state=verdict.state, components=left)
    group = msgspec.structs.replace(group, members={**group.members, service: member}, changed_s=now_s)
    if not group.is_over():
        return group
    ends = (*(each for each in group.ends if each > now_s - UNSTABLE_S), now_s)
    lasted_s = until.timestamp() - (group.again_s or group.began_s)
    group = msgspec.structs.replace(group, ends=ends, aloud_s=None, whom_due_s=None, told=Told())
    if group.unstable or len(ends) >= UNSTABLE_ENDS:
        due_s = group.due_s if group.unstable else now_s
        third = group.notified is AlertKind.RECOVERED  # its begin and an end were told already
        return msgspec.structs.replace(
            group, unstable=True, due_s=due_s, update=third, recovery_due_s=now_s + UNSTABLE_S
        )
    flaps = lasted_s < SHORT_S or len(ends) > 1
    recovery_due_s = now_s + (SHORT_HOLD_S if flaps else FAMILY_WAIT_S if verdict.minor else 0.0)
    if group.notified is None:
        return msgspec.structs.replace(group, due_s=None, recovery_due_s=recovery_due_s)
    return msgspec.structs.replace(group, due_s=now_s if flaps else None, update=flaps, recovery_due_s=recovery_due_s)
