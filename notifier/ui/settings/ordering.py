"""Moves watched apps and their groups up and down; pure functions over the list that the settings keep.

What is of one group stands together; what is in no group stands for itself, anywhere between the groups.
"""

import msgspec

from notifier.config.model import WatchedService
from notifier.config.wishes import arranged, group_of

Watched = tuple[WatchedService, ...]
Block = tuple[str, list[WatchedService]]
"""A group with its name, or one service in no group."""


def blocks(watched: Watched) -> list[Block]:
    """Divide the list."""
    divided: list[Block] = []
    for each in arranged(watched):
        group = group_of(each)
        if group and divided and divided[-1][0] == group:
            divided[-1][1].append(each)
        else:
            divided.append((group, [each]))
    return divided


def joined(divided: list[Block]) -> Watched:
    """Make one list of it again; each service is in the group that it stands in."""
    return arranged(_put(each, group) for group, members in divided for each in members)


def moved(watched: Watched, service: str, step: int) -> Watched:
    """Move a service by one place, up (-1) or down (1): within its group, out of it, or into the next one."""
    divided = blocks(watched)
    at = next((at for at, (_, members) in enumerate(divided) if service in [each.id for each in members]), -1)
    if at < 0:
        return watched
    group, members = divided[at]
    place = [each.id for each in members].index(service)
    there = at + step
    if group and 0 <= place + step < len(members):
        members[place], members[place + step] = members[place + step], members[place]
    elif group:
        alone: Block = ("", [members.pop(place)])
        divided.insert(at if step < 0 else at + 1, alone)
    elif not 0 <= there < len(divided):
        return watched
    elif divided[there][0]:
        divided[there][1].insert(len(divided[there][1]) if step < 0 else 0, members.pop())
    else:
        divided[at], divided[there] = divided[there], divided[at]
    return joined(divided)


def moved_group(watched: Watched, group: str, step: int) -> Watched:
    """Move a whole group by one place."""
    divided = blocks(watched)
    at = next((at for at, (name, _) in enumerate(divided) if name == group), -1)
    there = at + step
    if at >= 0 and 0 <= there < len(divided):
        divided[at], divided[there] = divided[there], divided[at]
    return joined(divided)


def put_into(watched: Watched, service: str, group: str) -> Watched:
    """Put a service into a group, at its end; empty: out of any, where it stands."""
    found = next(each for each in watched if each.id == service)
    changed = _put(found, group)
    if any(group_of(each) == group for each in watched if group):
        return arranged((*(each for each in watched if each.id != service), changed))
    return arranged(changed if each.id == service else each for each in watched)


def renamed(watched: Watched, group: str, name: str) -> Watched:
    """Call a group something else; nothing: its services are in no group any more. One that exists takes them in."""
    return arranged(_put(each, name) if group_of(each) == group else each for each in watched)


def groups(watched: Watched) -> list[str]:
    """Give the names of the groups, in their order."""
    return [name for name, _ in blocks(watched) if name]


def free_name(watched: Watched, name: str) -> str:
    """Give a name that no group has: the one given, or with the next number."""
    taken, number, found = set(groups(watched)), 2, name
    while found in taken:
        found, number = f"{name} {number}", number + 1
    return found


def _put(service: WatchedService, group: str) -> WatchedService:
    return service if group_of(service) == group else msgspec.structs.replace(service, group=group)
