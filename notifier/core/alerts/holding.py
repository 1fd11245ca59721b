"""What is not told when it is due, and what is told in its place (rules 22 to 24).

In quiet hours nothing is told, of a snoozed service nothing until the snooze is over, after an absence what happened
meanwhile is gathered. Such a notification becomes a row of the outbox, in the commit that would have told it. What is
free again is told as one digest, which says what was and what still is; what fell away in it is marked with its id.
The end of what is snoozed until it is back is told as any other end. Steps on the outbox; times in seconds of the
epoch.
"""

from collections.abc import Callable, Iterable, Sequence

import msgspec

from notifier.core.alerts.digest import digest_of, is_about_line
from notifier.core.alerts.groups import NEVER, Group
from notifier.core.alerts.held import Awaited, Held, Snooze
from notifier.core.alerts.line_story import is_bad
from notifier.core.alerts.outbox import Outbox
from notifier.core.model import Alert, AlertKind, AlertService, Hold, LineState
from notifier.core.moments import moment
from notifier.core.numbers import HELD_LOOK_S


class Silence(msgspec.Struct, frozen=True):
    """What keeps notifications back at a moment: quiet hours, or that what happened in an absence is still gathered."""

    quiet: bool = False
    gathers: bool = False


def hold_of(outbox: Outbox, alert: Alert, silence: Silence) -> Hold | None:
    """Tell why a notification is not told now; None: it is."""
    names = {member.service for member in alert.services}
    snoozed = {each.service: each for each in outbox.of(Snooze)}
    if names and names <= snoozed.keys() and not _is_awaited_end(alert, [snoozed[name] for name in names]):
        return Hold.SNOOZED
    if silence.quiet:
        return Hold.QUIET
    return Hold.AWAY if silence.gathers and names and not is_about_line(alert) else None


def _is_awaited_end(alert: Alert, snoozes: Iterable[Snooze]) -> bool:
    return _is_end(alert) and all(each.until_s is None for each in snoozes)


def _is_end(alert: Alert) -> bool:
    return alert.kind is AlertKind.RECOVERED and not alert.update


def sift(outbox: Outbox, alerts: Iterable[Alert], silence: Silence) -> list[Alert]:
    """Give the notifications as they are to be kept: those that are held say why, and are rows from now on."""
    kept: list[Alert] = []
    for alert in alerts:
        if alert.folded:
            kept.append(alert)
            continue
        hold = hold_of(outbox, alert, silence)
        if _is_end(alert):
            kept += _end_snoozes(outbox, alert, told=hold is None)
        if hold is not None:
            alert = msgspec.structs.replace(alert, held=hold)
            _hold(outbox, alert)
        kept.append(alert)
    return kept


def _hold(outbox: Outbox, alert: Alert) -> None:
    """Make a row of a notification; who joins an outage that is held is held with it."""
    if not alert.update:
        outbox.put(Held(alert))
        return
    if alert.kind is AlertKind.RECOVERED:
        return  # what becomes of it is looked at when it is told
    row = next((row for row in outbox.of(Held) if row.alert.thread == alert.thread), None)
    if row is None:
        outbox.put(Held(alert))
        return
    members = {each.incident: each for each in (*row.alert.services, *alert.services)}
    held = msgspec.structs.replace(row.alert, services=tuple(members.values()))
    outbox.put(msgspec.structs.replace(row, alert=held))


def _end_snoozes(outbox: Outbox, end: Alert, *, told: bool) -> list[Alert]:
    """End what was snoozed until it is back; what was held of it is told by its end."""
    names = {member.service for member in end.services}
    for snooze in outbox.of(Snooze):
        if snooze.service in names and snooze.until_s is None:
            outbox.drop(snooze)
    ours = [
        row
        for row in (outbox.of(Held) if told else ())
        if row.alert.held is Hold.SNOOZED and {member.service for member in row.alert.services} <= names
    ]
    return _folded(outbox, ours, end.id)


def _folded(outbox: Outbox, rows: Iterable[Held], into: str) -> list[Alert]:
    """Drop rows that another notification tells in their place, and give them as they are kept."""
    marked = []
    for row in rows:
        outbox.drop(row)
        if not row.reminder:
            marked.append(msgspec.structs.replace(row.alert, folded=into))
    return marked


def follow(outbox: Outbox, group: Group) -> None:
    """Bring what is held up to date with what became of its services."""
    for row in outbox.of(Held):
        members = tuple(_as_in(group, member) for member in row.alert.services)
        outbox.put(msgspec.structs.replace(row, alert=msgspec.structs.replace(row.alert, services=members)))


def is_over(outbox: Outbox, group: Group, *, told: bool) -> None:
    """Take in that an outage is over and nothing more will be told of it.

    Unless its end is just being `told`, which ends them, what is snoozed until then is so no more.
    """
    follow(outbox, group)
    for each in () if told else outbox.of(Snooze):
        if each.service in group.members and each.until_s is None:
            outbox.drop(each)


def _as_in(group: Group, member: AlertService) -> AlertService:
    newer = group.members.get(member.service)
    return member if newer is None or newer.incident != member.incident else newer


def release(
    outbox: Outbox,
    line: LineState,
    new_id: Callable[[], str],
    now_s: float,
    silence: Silence,
    *,
    ready: bool,
    is_news: Callable[[Alert], bool],
) -> list[Alert]:
    """Give what is to be told of what was held, now that nothing holds it: itself, or a digest, with what that folds.

    Of services only where they are `ready`: the line is good, and what is said of them was seen to be so.
    """
    _end_timed(outbox, now_s)
    free = [row for row in outbox.of(Held) if hold_of(outbox, row.alert, silence) is None]
    told = _fault_that_lasts(outbox, [row for row in free if _lasts(row.alert, line, is_news, ready=ready)], now_s)
    rows = [row for row in free if row.alert.id not in {alert.id for alert in told}]
    if not ready or not rows:
        return told
    for group in outbox.of(Group):
        follow(outbox, group)
    rows = [row for row in outbox.of(Held) if row.alert.id in {each.alert.id for each in rows}]
    (first, *others) = rows
    if not others and first.alert.held is Hold.AWAY and is_news(first.alert):
        outbox.drop(first)
        return [*told, _shown(first.alert, now_s)]
    digest = digest_of([row.alert for row in rows], new_id(), now_s)
    folded = _folded(outbox, rows, digest.id)
    _settle(outbox, digest)
    return [*told, *folded, digest]


def _settle(outbox: Outbox, digest: Alert) -> None:
    """Tell no end any more that the digest has told."""
    incidents = {member.incident for member in digest.services}
    for group in outbox.of(Group):
        members = group.members.values()
        if group.is_over() and group.recovery_due_s is not None and incidents.issuperset(m.incident for m in members):
            outbox.put(
                msgspec.structs.replace(
                    group,
                    due_s=None,
                    recovery_due_s=None,
                    update=False,
                    unstable=False,
                    notified=AlertKind.RECOVERED,
                    recovered=frozenset(group.members),
                )
            )


def fold_into(alerts: Iterable[Alert], freed: Iterable[Alert]) -> list[Alert]:
    """Mark what is due in the same moment as a digest that tells it."""
    digest = next((alert for alert in freed if alert.kind is AlertKind.DIGEST), None)
    told = set() if digest is None else {member.incident for member in digest.services}
    name = "" if digest is None else digest.id
    return [
        msgspec.structs.replace(alert, folded=name)
        if alert.services and not is_about_line(alert) and told.issuperset(each.incident for each in alert.services)
        else alert
        for alert in alerts
    ]


def _shown(alert: Alert, now_s: float) -> Alert:
    return msgspec.structs.replace(alert, held=None, time=moment(now_s))


def _lasts(alert: Alert, line: LineState, is_news: Callable[[Alert], bool], *, ready: bool) -> bool:
    """Tell whether it is about a fault of the line, or of the user's network, that is there still."""
    if alert.line is not None:
        return is_bad(alert.line) and is_bad(line)
    return ready and alert.kind is AlertKind.LINE and is_news(alert)


def _fault_that_lasts(outbox: Outbox, rows: Sequence[Held], now_s: float) -> list[Alert]:
    for row in rows[-1:]:
        outbox.drop(row)
    return [_shown(row.alert, now_s) for row in rows[-1:]]


def _end_timed(outbox: Outbox, now_s: float) -> None:
    """End the snoozes whose time is over; what fails still is told of, even if that was told before."""
    held = {member.service for row in outbox.of(Held) for member in row.alert.services}
    for snooze in outbox.of(Snooze):
        if snooze.until_s is None or snooze.until_s > now_s:
            continue
        outbox.drop(snooze)
        group = next((each for each in outbox.of(Group) if each.fails(snooze.service)), None)
        if group is None or group.notified is None or snooze.service in held:
            continue
        name = f"{group.id} {snooze.service}"
        member = group.members[snooze.service]
        alert = Alert(name, group.kind(), moment(now_s), group.id, (member,), held=Hold.SNOOZED)
        outbox.put(Held(alert, reminder=True))


def drop(outbox: Outbox, now_s: float) -> None:
    """Drop what is held, and the snoozes that are over: the user wants no notifications at all."""
    for row in outbox.of(Held):
        outbox.drop(row)
    for snooze in outbox.of(Snooze):
        if snooze.until_s is not None and snooze.until_s <= now_s:
            outbox.drop(snooze)


def forget(outbox: Outbox, gone: Iterable[str]) -> None:
    """Drop what is about services that are watched no more."""
    names = set(gone)
    for snooze in outbox.of(Snooze):
        if snooze.service in names:
            outbox.drop(snooze)
    for awaited in outbox.of(Awaited):
        if awaited.service in names:
            outbox.drop(awaited)
    for held in outbox.of(Held):
        left = tuple(member for member in held.alert.services if member.service not in names)
        if held.alert.services and not left:
            outbox.drop(held)
        elif left != held.alert.services:
            outbox.put(msgspec.structs.replace(held, alert=msgspec.structs.replace(held.alert, services=left)))


def next_s(outbox: Outbox, asked_s: float, gathered_s: float) -> float:
    """Give when something that is held may be free, after it was looked at last; `gathered_s`: an absence is told."""
    times = [each.until_s for each in outbox.of(Snooze) if each.until_s is not None]
    times += [asked_s for each in outbox.of(Awaited) if each.member is not None]
    if outbox.of(Held):
        times.append((asked_s // HELD_LOOK_S + 1) * HELD_LOOK_S)
        times += [gathered_s] if gathered_s > asked_s else []
    return min(times, default=NEVER)
