"""One outage for the user: the services that failed together, what was notified about them, what is to be, and when.

Groups are values: a step gives the group as it stands afterwards, so that each can be kept as it is (rule 13). When a
step is taken, and what becomes of its outcome, is decided in `notifier.core.alerts`. Times in seconds of the epoch.
"""

from collections.abc import Callable
from typing import Final

import msgspec

from notifier.core.common_cause import OF_NETWORK
from notifier.core.model import AlertKind, AlertService, Cause, Incident, Service, State, Verdict
from notifier.core.moments import moment
from notifier.core.numbers import (
    FAMILY_GROUP_S,
    FAMILY_JOINS_S,
    FAMILY_WAIT_S,
    SHORT_HOLD_S,
    SHORT_S,
    UNSTABLE_S,
    WHOM_AGAIN_S,
)
from notifier.core.watch import NotifyLevel
from notifier.core.whom import Whom, whom

NEVER: Final = float("inf")

TELL_WHOM: Final = (AlertKind.OUTAGE, AlertKind.POSSIBLE)
"""Notices that say whom it concerns."""

Ask = Callable[["Group"], bool]
"""Asks somebody who knows more whether something is so of a group."""


class Told(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a notice said: of which services, whom it concerns, and what they have in common."""

    services: tuple[str, ...] = ()
    whom: Whom = Whom()
    cause: Cause | None = None
    cloud: str = ""


class Group(msgspec.Struct, frozen=True, omit_defaults=True, tag="group"):
    """One outage for the user: the members by service id, and what was notified about it."""

    id: str
    owner: str
    began_s: float
    members: dict[str, AlertService]
    due_s: float | None = None
    """When its begin (or that it is unstable) is to be notified at the latest; None: nothing is to be notified."""
    notified: AlertKind | None = None
    recovery_due_s: float | None = None
    """When its end is to be notified; None: it has not ended, or that was notified."""
    changed_s: float = 0.0
    joined_s: float = 0.0
    """When the last of those that joined began to fail."""
    update: bool = False
    """What is due only brings up to date what was notified: another has joined, or it concerns others than was said."""
    whom_due_s: float | None = None
    """When the notice is to say anew whom it concerns; None: it says so."""
    told: Told = Told()
    """What its notice says by now."""
    whom_s: float = 0.0
    """When that was last brought up to date; 0: not since its begin was notified."""
    unstable: bool = False
    recovered: frozenset[str] = frozenset()
    """Members whose end was notified since they failed last."""
    cause: Cause | None = None
    """What its members have in common (rule 17); None: they are one owner's."""
    cloud: str = ""
    resumed: bool = False
    """It was taken up after a restart: whether it still holds is to be seen before anything is notified about it."""

    def is_of_network(self) -> bool:
        """Tell whether it is the user's network, and no service is out."""
        return self.cause in OF_NETWORK

    def is_over(self) -> bool:
        """Tell whether every member is back."""
        return all(member.until is not None for member in self.members.values())

    def is_spent(self, now_s: float) -> bool:
        """Tell whether it is over, nothing is to be notified, and a relapse would be another outage."""
        return self.is_over() and self.recovery_due_s is None and now_s >= self.changed_s + UNSTABLE_S

    def is_update(self) -> bool:
        """Tell whether what is due only brings up to date what was notified."""
        return self.update or self.whom_due_s is not None

    def says(self) -> Told:
        """Give what a notice would say now."""
        failing = [member for member in self.members.values() if member.until is None]
        return Told(tuple(member.service for member in failing), whom(failing), self.cause, self.cloud)

    def kind(self) -> AlertKind:
        """Give the kind of notice that it deserves while it lasts."""
        if self.unstable:
            return AlertKind.UNSTABLE
        if self.is_of_network():
            return AlertKind.LINE
        out = any(member.state is State.OUTAGE for member in self.members.values())
        return AlertKind.OUTAGE if out else AlertKind.POSSIBLE

    def next_s(self) -> float:
        """Give the time at which something may become due."""
        times = [each for each in (self.due_s, self.whom_due_s, self.recovery_due_s) if each is not None]
        if self.recovery_due_s is None and self.is_over():
            times.append(self.changed_s + UNSTABLE_S)
        return min(times, default=NEVER)


def deserves(state: State, level: NotifyLevel) -> bool:
    """Tell whether the user wants to hear of this state."""
    if level is NotifyLevel.NOTHING:
        return False
    return state is State.OUTAGE or (state is State.POSSIBLE and level is NotifyLevel.POSSIBLE)


def member_of(service: Service, verdict: Verdict, incident: Incident) -> AlertService:
    """Give a service as it stands in a notification."""
    return AlertService(
        service=service.id,
        name=service.name,
        incident=incident.id,
        state=verdict.state,
        scope=verdict.scope,
        components=verdict.components or incident.components,
        countries=verdict.countries,
        since=verdict.since or incident.since,
        official=verdict.official,
        before=verdict.before,
        worst=incident.worst,
    )


def begun(owner: str, member: AlertService, since_s: float, now_s: float) -> Group:
    """Give the group of a service that failed alone so far: it waits for the owner's others (rule 15)."""
    members = {member.service: member}
    return Group(member.incident, owner, since_s, members, due_s=now_s + FAMILY_WAIT_S, changed_s=now_s)


def joins(group: Group, owner: str, member: AlertService, since_s: float) -> bool:
    """Tell whether a service that fails now belongs to the group."""
    last_s = max(group.began_s, group.joined_s)
    near = -FAMILY_GROUP_S <= since_s - group.began_s <= FAMILY_JOINS_S and since_s - last_s <= FAMILY_GROUP_S
    return (group.owner == owner and near and not group.is_over()) or group.id == member.incident


def with_member(group: Group, member: AlertService, since_s: float, now_s: float) -> Group:
    """Give the group with a service that has failed besides; what was notified is to be brought up to date."""
    group = msgspec.structs.replace(
        group,
        members={**group.members, member.service: member},
        changed_s=now_s,
        joined_s=max(group.joined_s, since_s),
    )
    if group.notified in (None, AlertKind.RECOVERED) or group.due_s is not None:
        return group
    return msgspec.structs.replace(group, due_s=now_s + FAMILY_WAIT_S, update=True)


def failed_again(group: Group, member: AlertService, now_s: float) -> Group:
    """Give the group after a member was seen to fail: still, worse than before, or again after it had been back."""
    before, was_over = group.members[member.service], group.is_over()
    group = msgspec.structs.replace(
        group, members={**group.members, member.service: member}, recovered=group.recovered - {member.service}
    )
    if before.until is None:
        worse = member.state is State.OUTAGE and before.state is not State.OUTAGE
        if worse and group.notified is AlertKind.POSSIBLE:
            return msgspec.structs.replace(group, due_s=now_s, update=False)
        return _concerns_others(group, now_s)
    group = msgspec.structs.replace(group, changed_s=now_s, recovery_due_s=None)
    if group.notified is None:
        latest_s = now_s + FAMILY_WAIT_S
        return msgspec.structs.replace(group, due_s=latest_s if group.due_s is None else min(group.due_s, latest_s))
    if group.unstable or (group.cause is not None and not was_over):
        return group  # one of many that comes and goes makes no noise
    return msgspec.structs.replace(group, unstable=True, due_s=now_s, update=False)


def _concerns_others(group: Group, now_s: float) -> Group:
    """Let the notice say whom it concerns by now: at once the first time, later not more often than is of use."""
    tells = group.notified in TELL_WHOM and group.notified is group.kind()
    if not tells or group.says().whom == group.told.whom:
        return msgspec.structs.replace(group, whom_due_s=None)
    return msgspec.structs.replace(group, whom_due_s=max(now_s, group.whom_s + WHOM_AGAIN_S))


def came_back(group: Group, service: str, verdict: Verdict, now_s: float) -> Group:
    """Give the group after a member came back; its end is held where it is short or the group is unstable (rule 14)."""
    member = group.members[service]
    if member.until is not None:
        return group
    until = verdict.since if verdict.state is State.OK and verdict.since else verdict.time
    member = msgspec.structs.replace(member, until=until, state=verdict.state)
    group = msgspec.structs.replace(group, members={**group.members, service: member}, changed_s=now_s)
    if not group.is_over():
        return group
    hold_s = SHORT_HOLD_S if until.timestamp() - group.began_s < SHORT_S else 0.0
    recovery_due_s = now_s + (UNSTABLE_S if group.unstable else hold_s)
    due_s = None if group.notified is None else group.due_s
    return msgspec.structs.replace(group, due_s=due_s, whom_due_s=None, recovery_due_s=recovery_due_s)


def next_of(group: Group, now_s: float, waits: Ask, holds: Ask) -> tuple[Group, AlertKind | None]:
    """Give what is to be notified of the group now, if anything, and the group as it stands when that is notified."""
    if group.resumed and not holds(group):
        return group, None
    if group.due_s is not None and not group.is_over() and (now_s >= group.due_s or not waits(group)):
        # who was notified of a possible problem hears of an outage as of any other
        update = group.update and group.kind() in (group.notified, AlertKind.LINE)
        return _said(group, now_s, update=update)
    if group.whom_due_s is not None and now_s >= group.whom_due_s and not group.is_over():
        return _said(group, now_s, update=True)
    if group.recovery_due_s is not None and now_s >= group.recovery_due_s and group.is_over():
        notified = None if group.notified is None else AlertKind.RECOVERED
        is_news = group.notified not in (None, AlertKind.RECOVERED)
        over = msgspec.structs.replace(group, due_s=None, recovery_due_s=None, unstable=False, update=False)
        return (
            msgspec.structs.replace(over, notified=notified),
            AlertKind.RECOVERED if is_news else None,
        )
    return group, None


def _said(group: Group, now_s: float, *, update: bool) -> tuple[Group, AlertKind | None]:
    """Give the group when its notice says what there is to say; nothing where an update would say the same."""
    kind, says = group.kind(), group.says()
    after = msgspec.structs.replace(group, due_s=None, whom_due_s=None, resumed=False, update=update)
    if update and says == group.told:
        return msgspec.structs.replace(after, update=False), None
    whom_s = now_s if update else 0.0
    return msgspec.structs.replace(after, notified=kind, told=says, whom_s=whom_s), kind


def resumed(group: Group, services: dict[str, Service], failing: set[str], now_s: float) -> Group | None:
    """Give the group as it is taken up after a restart; None: nobody watches its services any more.

    `failing` are the incidents that are open: a member whose incident is none of them is back. What waited to be
    notified waits until it is seen to hold.
    """
    members = {
        name: member if member.until is not None or member.incident in failing else _back(member, now_s)
        for name, member in group.members.items()
        if name in services
    }
    if not members:
        return None
    group = msgspec.structs.replace(
        group,
        owner=services[next(iter(members))].owner,
        members=members,
        due_s=None if group.due_s is None else now_s + FAMILY_WAIT_S,
        resumed=True,
    )
    if group.is_over() and group.recovery_due_s is None and group.notified not in (None, AlertKind.RECOVERED):
        return msgspec.structs.replace(group, recovery_due_s=now_s)
    return group


def _back(member: AlertService, now_s: float) -> AlertService:
    return msgspec.structs.replace(member, until=moment(now_s), state=State.OK)
