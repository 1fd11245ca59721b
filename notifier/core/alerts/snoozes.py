"""What the user asks for of a service: silence for a while, or until it is back; or to hear once of its end (rule 23).

What that does to notifications is decided in `notifier.core.alerts.holding`. Steps on the outbox; times in seconds of
the epoch.
"""

from collections.abc import Callable, Collection, Iterable

from notifier.core.alerts.groups import Group
from notifier.core.alerts.held import Awaited, Snooze
from notifier.core.alerts.outbox import Outbox
from notifier.core.model import Alert, AlertKind, AlertService, Telling
from notifier.core.moments import moment


def put_to_sleep(outbox: Outbox, services: Iterable[str], until_s: float | None) -> None:
    """Let nothing be told of these services until then; None: until they are back, of those that fail."""
    for name in services:
        if until_s is not None or any(group.fails(name) for group in outbox.of(Group)):
            outbox.put(Snooze(name, until_s))


def wake(outbox: Outbox, services: Collection[str]) -> None:
    """End the snoozes of these services: what was held of them is told."""
    for each in outbox.of(Snooze):
        if each.service in services:
            outbox.drop(each)


def await_end(outbox: Outbox, service: str, *, ends_told: bool = True) -> None:
    """Let the end of a service's incident be told once, unless it is anyway; `ends_told`: as a rule ends are."""
    if not (ends_told and _is_told(outbox, service)):
        outbox.put(Awaited(service))


def came_back(outbox: Outbox, member: AlertService, *, told: bool) -> None:
    """Take in that a service is back; `told`: its begin was."""
    for awaited in outbox.of(Awaited):
        if awaited.service == member.service:
            outbox.put(Awaited(member.service, member, told))


def ends_asked_for(outbox: Outbox, new_id: Callable[[float], str], now_s: float, *, ends_told: bool) -> list[Alert]:
    """Give the ends that the user asked for, once, where they are not told anyway."""
    alerts = []
    for awaited in outbox.of(Awaited):
        if awaited.member is None:
            continue
        outbox.drop(awaited)
        if not (ends_told and awaited.told):
            thread, members = awaited.member.incident, (awaited.member,)
            alerts.append(Alert(new_id(now_s), AlertKind.RECOVERED, moment(now_s), thread, members))
    return alerts


def _is_told(outbox: Outbox, service: str) -> bool:
    return any(group.fails(service) for group in outbox.of(Group))


def telling_of(outbox: Outbox, service: str, *, ends_told: bool = True) -> Telling:
    """Give how the user is told of a service; `ends_told`: as a rule ends are."""
    found = next((each for each in outbox.of(Snooze) if each.service == service), None)
    until_s = None if found is None else found.until_s
    told = _is_told(outbox, service)
    return Telling(
        told=told,
        end_untold=told and not ends_told,
        awaited=any(each.service == service for each in outbox.of(Awaited)),
        snoozed=found is not None,
        until=None if until_s is None else moment(until_s),
    )
