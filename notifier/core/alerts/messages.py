"""Notifications on their way: handed over until the notification server has taken them, dropped when they hold no more.

What is notified, and when, is decided in `notifier.core.alerts.policy`. Steps on the outbox; times in seconds of the
epoch.
"""

from collections.abc import Callable, Iterable

import msgspec

from notifier.core.alerts.groups import NEVER, Ask, Group, group_of
from notifier.core.alerts.held import Held
from notifier.core.alerts.holding import Silence, hold_of
from notifier.core.alerts.line_story import is_bad
from notifier.core.alerts.others_words import OthersWords
from notifier.core.alerts.outbox import Message, Outbox
from notifier.core.model import Alert, AlertKind, LineState
from notifier.core.moments import moment
from notifier.core.numbers import AGAIN_S, MOST_TRIES


def send(outbox: Outbox, alert: Alert, now_s: float) -> None:
    """Note the notification as on its way; it takes the place of the earlier ones of its thread."""
    for message in outbox.of(Message):
        if message.alert.thread == alert.thread:
            outbox.drop(message)
    outbox.put(Message(alert, now_s + AGAIN_S))


def handed(outbox: Outbox, alert: str) -> None:
    """Take in that the notification server has taken the notification with this id."""
    for message in outbox.of(Message):
        if message.alert.id == alert:
            outbox.drop(message)


def forget(outbox: Outbox, gone: Iterable[str]) -> None:
    """Drop what is only about services that are watched no more."""
    names = set(gone)
    for message in outbox.of(Message):
        about = message.alert.services
        if about and all(member.service in names for member in about):
            outbox.drop(message)


def untaken_since_s(outbox: Outbox, thread: str) -> float:
    """Tell since when what was told aloud waits for the notification server; -NEVER: it was taken, and can be updated.

    An update that waits came after it was taken.
    """
    messages = (message.alert for message in outbox.of(Message) if not message.alert.update)
    return max((alert.time.timestamp() for alert in messages if alert.thread == thread), default=-NEVER)


def again(
    outbox: Outbox, line: LineState, now_s: float, quiet_until_s: float, holds: Ask, silence: Silence
) -> list[Alert]:
    """Give the notifications that nobody has taken and that still hold; what holds no more is dropped.

    What may not be told now is held from now on, and says so.
    """
    alerts = []
    for message in outbox.of(Message):
        alert = message.alert
        about_line = alert.line is not None
        if now_s < quiet_until_s or not (about_line or line is LineState.ONLINE):
            continue
        is_due = now_s >= message.again_s
        news = is_news(outbox, alert, line) and message.tries < MOST_TRIES
        late = is_due and alert.kind is AlertKind.DIGEST  # it tells what was, above all
        seen = about_line or late or not message.resumed
        if news and not seen and not holds(_group(outbox, alert) or group_of(alert)):
            continue
        if not is_due and not (message.resumed and news):
            continue
        hold = hold_of(outbox, alert, silence)
        if not news or hold is not None:
            outbox.drop(message)
        if news and hold is None:
            outbox.put(Message(alert, now_s + AGAIN_S, message.tries + 1))
            alerts.append(alert)
        elif news and not alert.update:
            held = msgspec.structs.replace(alert, held=hold)
            outbox.put(Held(held))
            alerts.append(held)
    return alerts


def is_news(outbox: Outbox, alert: Alert, line: LineState) -> bool:
    """Tell whether what a notification says is still so."""
    if alert.line is not None:
        return is_bad(alert.line) == is_bad(line)
    if alert.kind is AlertKind.DIGEST:
        return True
    if alert.kind is AlertKind.RECOVERED:
        return not any(group.fails(member.service) for group in outbox.of(Group) for member in alert.services)
    group = _group(outbox, alert)
    return group is not None and (group.unstable if alert.kind is AlertKind.UNSTABLE else not group.is_over())


def _group(outbox: Outbox, alert: Alert) -> Group | None:
    return next((group for group in outbox.of(Group) if group.id == alert.thread), None)


def made(
    outbox: Outbox,
    kind: AlertKind,
    group: Group,
    name: str,
    now_s: float,
    words_of: Callable[[str], OthersWords],
) -> tuple[Alert, Group]:
    """Make the notification of a group, with this id, and give the group as it stands when that is told."""
    members = sorted(group.members.values(), key=lambda member: (member.since or moment(now_s), member.service))
    if kind is AlertKind.RECOVERED:
        members = [member for member in members if member.service not in group.recovered] or members
        told = group.recovered if group.update else frozenset(group.members)
        group = msgspec.structs.replace(group, recovered=told)
    elif kind is not AlertKind.UNSTABLE:
        members = [member for member in members if member.until is None]
    said = words_of(members[0].service)
    alert = Alert(
        id=name,
        kind=kind,
        time=moment(now_s),
        thread=group.id,
        update=group.update and untaken_since_s(outbox, group.id) == -NEVER,
        cause=group.cause,
        cloud=group.cloud,
        services=tuple(members),
        statement=said.still if kind is AlertKind.RECOVERED else said.statement,
        page_url=said.page_url,
        page_read=said.page_read,
        page_level=said.level,
        circumstances=said.beside,
        own=said.own,
        another=said.another,
        reached=said.reached,
    )
    ended = kind is AlertKind.RECOVERED or (group.ended and alert.update)
    return alert, msgspec.structs.replace(group, update=False, ended=ended)
