"""One outage for the user: the services that failed together, what was notified about them, what is to be, and when.

Groups are values: a step gives the group as it stands afterwards, so that each can be kept as it is (rule 13). When a
step is taken, and what becomes of its outcome, is decided in `notifier.core.alerts.policy`; what comes back, and fails
again, is in `notifier.core.alerts.flaps`. Times in seconds of the epoch.
"""

from collections.abc import Callable
from typing import Final

import msgspec

from notifier.core.alerts.whom import Whom, whom
from notifier.core.common_cause import OF_NETWORK
from notifier.core.model import Alert, AlertKind, AlertService, Cause, Incident, Service, State, Verdict
from notifier.core.moments import moment
from notifier.core.numbers import (
    FAMILY_GROUP_S,
    FAMILY_JOINS_S,
    FAMILY_WAIT_S,
    UNSTABLE_S,
    UPDATE_GAP_S,
)
from notifier.core.watch import NotifyLevel

NEVER: Final = float("inf")

Ask = Callable[["Group"], bool]
"""Asks somebody who knows more whether something is so of a group."""


class Told(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a notice said: of which services, whom it concerns, what they have in common, whether it weighs little."""

    services: tuple[str, ...] = ()
    whom: Whom = Whom()
    cause: Cause | None = None
    cloud: str = ""
    little: bool = False


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
    """What is due only brings up to date what was notified: another has joined, it concerns others than was said, it is
    back, or fails again."""
    whom_due_s: float | None = None
    """When the notice is to say anew whom it concerns; None: it says so."""
    told: Told = Told()
    """What its notice says by now."""
    whom_s: float = 0.0
    """When that was last brought up to date; 0: not since its begin was notified."""
    again_s: float | None = None
    """When it began to fail again; None: it has not been over."""
    aloud_s: float | None = None
    """When it is told as down again, unless it ends before."""
    ends: tuple[float, ...] = ()
    """When it was over, within the last ten minutes, since it was last told aloud."""
    unstable: bool = False
    ended: bool = False
    """That it is back was told since it was last told aloud."""
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

    def weighs_little(self) -> bool:
        """Tell whether nothing but minor parts fails (rule 21)."""
        return all(member.minor for member in self.members.values() if member.until is None)

    def fails(self, service: str) -> bool:
        """Tell whether this service is one of its members, and not back."""
        member = self.members.get(service)
        return member is not None and member.until is None

    def is_over(self) -> bool:
        """Tell whether every member is back."""
        return all(member.until is not None for member in self.members.values())

    def only_flaps(self) -> bool:
        """Tell whether what is due is only that it answers again, or that it fails again."""
        return self.update and (self.is_over() or self.aloud_s is not None)

    def is_spent(self, now_s: float) -> bool:
        """Tell whether it is over, nothing is to be notified, and a relapse would be another outage."""
        return self.is_over() and self.recovery_due_s is None and now_s >= self.changed_s + UNSTABLE_S

    def is_update(self) -> bool:
        """Tell whether what is due only brings up to date what was notified."""
        return self.update or self.whom_due_s is not None

    def says(self) -> Told:
        """Give what a notice would say now."""
        failing = [member for member in self.members.values() if member.until is None]
        services = tuple(member.service for member in failing)
        return Told(services, whom(failing), self.cause, self.cloud, self.weighs_little())

    def is_known(self) -> bool:
        """Tell whether it was told as what it is, and not as back since."""
        return self.kind() is self.notified and not self.ended

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
        times = [self.due_s, self.whom_due_s, self.aloud_s, self.recovery_due_s]
        if self.recovery_due_s is None and self.is_over():
            times.append(self.changed_s + UNSTABLE_S)
        return min((each for each in times if each is not None), default=NEVER)


def deserves(verdict: Verdict, level: NotifyLevel, *, minor: bool) -> bool:
    """Tell whether the user wants to hear of this; `minor`: of parts of little weight, too (rule 21)."""
    state = verdict.state
    if level is NotifyLevel.NOTHING or (verdict.minor and not minor):
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
        minor=verdict.minor,
    )


def begun(owner: str, member: AlertService, since_s: float, now_s: float) -> Group:
    """Give the group of a service that failed alone so far: it waits for the owner's others (rule 15)."""
    members = {member.service: member}
    return Group(member.incident, owner, since_s, members, due_s=now_s + FAMILY_WAIT_S, changed_s=now_s)


def group_of(alert: Alert) -> Group:
    """Give what a notification is about, where its group is no more."""
    return Group(alert.thread, "", alert.time.timestamp(), {each.service: each for each in alert.services})


def joins(group: Group, owner: str, member: AlertService, since_s: float) -> bool:
    """Tell whether a service that fails now belongs to the group."""
    last_s = max(group.began_s, group.joined_s)
    near = -FAMILY_GROUP_S <= since_s - group.began_s <= FAMILY_JOINS_S and since_s - last_s <= FAMILY_GROUP_S
    return (group.owner == owner and near and not group.is_over()) or group.id == member.incident


def with_member(group: Group, member: AlertService, since_s: float, now_s: float) -> Group:
    """Give the group with a service that has failed besides; what was notified is to be brought up to date."""
    heavier = group.weighs_little() and not member.minor
    group = msgspec.structs.replace(
        group,
        members={**group.members, member.service: member},
        changed_s=now_s,
        joined_s=max(group.joined_s, since_s),
    )
    if group.notified in (None, AlertKind.RECOVERED) or group.due_s is not None:
        return group
    return msgspec.structs.replace(group, due_s=now_s + FAMILY_WAIT_S, update=not heavier)


def next_of(group: Group, now_s: float, waits: Ask, holds: Ask, fails: Ask) -> tuple[Group, AlertKind | None]:
    """Give what is to be notified of the group now, if anything, and the group as it stands when that is notified.

    It tells only what is so: `holds` is asked of what was taken up after a restart, and of what fails again, `fails`
    before its end is told.
    """
    if group.resumed and not holds(group):
        return group, None
    over = group.is_over()
    if over and group.due_s is not None:
        return _ends(group)
    if group.aloud_s is not None and now_s >= group.aloud_s and not over and holds(group):
        group = msgspec.structs.replace(group, aloud_s=None, ends=(), unstable=False)
        return _said(group, now_s, update=group.is_known())
    if group.only_flaps() and group.due_s is not None:
        after, kind = _said(group, now_s, update=True)
        return msgspec.structs.replace(after, notified=group.notified), kind
    if group.due_s is not None and not over and (now_s >= group.due_s or not waits(group)):
        # who was notified of a possible problem hears of an outage as of any other
        update = group.update and group.kind() in (group.notified, AlertKind.LINE)
        if update and now_s < group.whom_s + UPDATE_GAP_S:
            return msgspec.structs.replace(group, due_s=group.whom_s + UPDATE_GAP_S), None
        return _said(group, now_s, update=update)
    if group.whom_due_s is not None and now_s >= group.whom_due_s and not over:
        return _said(group, now_s, update=True)
    if group.recovery_due_s is not None and now_s >= group.recovery_due_s and over and not fails(group):
        notified = None if group.notified is None else AlertKind.RECOVERED
        is_news = group.notified not in (None, AlertKind.RECOVERED)
        ended = msgspec.structs.replace(
            group, due_s=None, recovery_due_s=None, unstable=False, update=False, notified=notified
        )
        return ended, AlertKind.RECOVERED if is_news else None
    return group, None


def _said(group: Group, now_s: float, *, update: bool) -> tuple[Group, AlertKind | None]:
    """Give the group when its notice says what there is to say; nothing where it would say the same once more."""
    kind, says = group.kind(), group.says()
    after = msgspec.structs.replace(group, due_s=None, whom_due_s=None, resumed=False, update=update)
    if (update or group.is_known()) and says == group.told:
        return msgspec.structs.replace(after, update=False), None
    whom_s = now_s if update else 0.0
    return msgspec.structs.replace(after, notified=kind, told=says, whom_s=whom_s), kind


def _ends(group: Group) -> tuple[Group, AlertKind]:
    """Give the group when it is said that it answers again, or that it comes and goes."""
    after = msgspec.structs.replace(group, due_s=None, resumed=False)
    if group.unstable:
        return msgspec.structs.replace(after, notified=AlertKind.UNSTABLE), AlertKind.UNSTABLE
    return after, AlertKind.RECOVERED


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
    if not group.is_over():
        return group
    group = msgspec.structs.replace(group, due_s=None, aloud_s=None, update=False)
    if group.recovery_due_s is None and group.notified not in (None, AlertKind.RECOVERED):
        return msgspec.structs.replace(group, recovery_due_s=now_s)
    return group


def _back(member: AlertService, now_s: float) -> AlertService:
    return msgspec.structs.replace(member, until=moment(now_s), state=State.OK)
