"""Which outage a service belongs to, of those that are told: its owner's (rule 15), or one of many (rule 17).

What becomes of an outage is in `notifier.core.alerts.groups`. Times in seconds of the epoch.
"""

from collections.abc import Collection, Iterable, Sequence

import msgspec

from notifier.core.alerts.groups import Group, begun, joins, with_member
from notifier.core.alerts.outbox import Outbox
from notifier.core.common_cause import Common
from notifier.core.model import AlertKind, AlertService, State
from notifier.core.numbers import FAMILY_WAIT_S


def begin(
    outbox: Outbox, common: Iterable[Common], owner: str, member: AlertService, since_s: float, now_s: float
) -> None:
    """Let a service that fails join what it fails together with, or its owner's outage, or begin one."""
    groups = outbox.of(Group)
    event = next((each for each in common if each.concerns(member.service)), None)
    others = [] if event is None else concerned(groups, event)
    joined = [each for each in groups if not each.is_of_network() and joins(each, owner, member, since_s)]
    for group in others or joined:
        outbox.put(with_member(group, member, since_s, now_s))
        return
    group = begun(owner, member, since_s, now_s)
    if any(each.id == group.id for each in groups):  # it began the network's, and is out besides
        group = msgspec.structs.replace(group, id=f"{group.id}-alone")
    outbox.put(group if event is None else together([group], event, now_s))


def fail_together(outbox: Outbox, common: Iterable[Common], now_s: float) -> None:
    """Make one outage of what began apart and fails together."""
    for event in common:
        if groups := concerned(outbox.of(Group), event):
            one = together(groups, event, now_s)
            for group in groups:
                if group.id != one.id:
                    outbox.drop(group)
            outbox.put(one)


def leave(outbox: Outbox, group: Group, gone: Collection[str]) -> None:
    """Take services out of an outage; what nobody is left in is dropped, and what all others are back from is over."""
    members = {name: member for name, member in group.members.items() if name not in gone}
    left = msgspec.structs.replace(group, members=members)
    if not members:
        outbox.drop(group)
    elif left.is_over() and not group.is_over():
        outbox.put(msgspec.structs.replace(left, recovery_due_s=group.changed_s))
    else:
        outbox.put(left)


def parted(outbox: Outbox, group: Group, service: str, state: State) -> Group | None:
    """Let a service go its own way that fails, and not by the network any more; give the group that it is in then.

    What was told as down before it was taken for the network's is not told once more. What is only possible leaves a
    network that nothing was said of: of that it has no end to wait for.
    """
    if state is State.OUTAGE and group.notified is AlertKind.OUTAGE and [*group.members] == [service]:
        alone = msgspec.structs.replace(group, cause=None)
        outbox.put(alone)
        return alone
    if state is State.OUTAGE or (state is State.POSSIBLE and group.notified is None):
        leave(outbox, group, [service])
        return None
    return group


def together(groups: Sequence[Group], common: Common, now_s: float) -> Group:
    """Make one group of those whose members fail together; what was notified first is to be brought up to date."""
    first = min(groups, key=lambda group: (group.notified is None, group.began_s))
    dues = [group.due_s for group in groups if group.due_s is not None]
    one = msgspec.structs.replace(
        first,
        began_s=min(group.began_s for group in groups),
        joined_s=max(group.joined_s for group in groups),
        members={name: member for group in (*groups, first) for name, member in group.members.items()},
        due_s=min(dues, default=None) if first.notified is None else first.due_s,
        cause=common.cause,
        cloud=common.cloud,
    )
    if one == first:
        return first
    one = msgspec.structs.replace(one, changed_s=now_s)
    if one.notified in (None, AlertKind.RECOVERED) or one.due_s is not None:
        return one
    return msgspec.structs.replace(one, due_s=now_s + FAMILY_WAIT_S, update=True)


def concerned(groups: Iterable[Group], common: Common) -> list[Group]:
    """Find the groups of what fails together, and in the same way."""
    return [group for group in groups if not group.is_over() and any(map(common.concerns, group.members))]
