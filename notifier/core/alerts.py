"""Which change deserves which notification, and when: quiet by construction.

One group of incidents is one outage for the user (rule 15): services of an owner whose first bad readings lie within
120 s. A group is told once when it begins, after waiting up to 45 s for the owner's other services, and once when all
of it is back. What comes back and fails again within ten minutes is unstable (rule 14): that is said once, then nothing
until ten minutes without a change. A short outage's recovery is held for 90 s, so that flapping is noticed before
it is told. The line is told after a minute, and again when it is back and something has changed meanwhile (rule 2).

The policy decides and remembers; it shows nothing. Times in seconds of the epoch.
"""

from collections.abc import Callable, Iterable
from typing import Final

import msgspec

from notifier.core.alert_groups import NEVER, Group, deserves, member_of, moment
from notifier.core.model import (
    Alert,
    AlertKind,
    AlertService,
    Incident,
    LineState,
    Service,
    State,
    Verdict,
)
from notifier.core.watch import NotifyLevel

FAMILY_S: Final = 120.0
FAMILY_WAIT_S: Final = 45.0
UNSTABLE_S: Final = 600.0
SHORT_S: Final = 150.0
SHORT_HOLD_S: Final = 90.0
LINE_TOLD_AFTER_S: Final = 60.0


class AlertPolicy:
    """Keeps the groups and the line's story; `due` gives what is to be told now."""

    def __init__(self, *, practice: bool = False) -> None:
        self.groups: list[Group] = []
        self.practice = practice
        self._serial = 0
        self._line_since_s = 0.0
        self._line_due_s = NEVER
        self._line_state = LineState.ONLINE
        self._line_told: LineState | None = None
        self._line_back_s = NEVER

    # what happened

    def changed(
        self, service: Service, verdict: Verdict, incident: Incident | None, level: NotifyLevel, now_s: float
    ) -> None:
        """Take in a service's new verdict, after its incident was stepped."""
        group = self._group_of(service.id)
        if incident is not None and deserves(verdict.state, level):
            member = member_of(service, verdict, incident)
            if group is None:
                self._begin(service, member, now_s)
            else:
                self._again(group, member, now_s)
        elif group is not None and verdict.state in (State.OK, State.SLOW):
            self._back(group, service.id, verdict, now_s)

    def _group_of(self, service: str) -> Group | None:
        for group in self.groups:
            if service in group.members:
                return group
        return None

    def _begin(self, service: Service, member: AlertService, now_s: float) -> None:
        since_s = member.since.timestamp() if member.since else now_s
        for group in self.groups:
            if group.owner == service.owner and not group.is_over() and abs(since_s - group.began_s) <= FAMILY_S:
                group.members[service.id] = member
                group.changed_s = now_s
                return
        self.groups.append(
            Group(
                id=member.incident,
                owner=service.owner,
                began_s=since_s,
                members={service.id: member},
                due_s=now_s + FAMILY_WAIT_S,
                changed_s=now_s,
            )
        )

    def _again(self, group: Group, member: AlertService, now_s: float) -> None:
        before = group.members[member.service]
        group.members[member.service] = member
        group.back_told.discard(member.service)
        if before.until is None:
            if member.state is State.OUTAGE and before.state is not State.OUTAGE and group.told is AlertKind.POSSIBLE:
                group.due_s = now_s
                group.told = None
            return
        group.changed_s = now_s
        group.back_due_s = NEVER
        if group.told is None:
            group.due_s = min(group.due_s, now_s + FAMILY_WAIT_S)
        elif not group.unstable:
            group.unstable = True
            group.due_s = now_s

    def _back(self, group: Group, service: str, verdict: Verdict, now_s: float) -> None:
        member = group.members[service]
        if member.until is not None:
            return
        until = verdict.since if verdict.state is State.OK and verdict.since else verdict.time
        group.members[service] = msgspec.structs.replace(member, until=until, state=verdict.state)
        group.changed_s = now_s
        if not group.is_over():
            return
        if group.told is None:
            group.due_s = NEVER
        lasted_s = until.timestamp() - group.began_s
        if group.unstable:
            group.back_due_s = now_s + UNSTABLE_S
        else:
            group.back_due_s = now_s + (SHORT_HOLD_S if lasted_s < SHORT_S else 0.0)

    def line_changed(self, state: LineState, since_s: float, now_s: float) -> None:
        """Take in a change of the line."""
        self._line_state = state
        if state in (LineState.ONLINE, LineState.ASLEEP):
            self._line_due_s = NEVER
            return
        self._line_back_s = NEVER
        if self._line_told is None and self._line_due_s == NEVER:
            self._line_since_s = since_s
            self._line_due_s = now_s + LINE_TOLD_AFTER_S

    def line_settled(self, *, changed: bool, now_s: float) -> None:
        """Take in that the line is back and everything was read again; `changed`: some service is not as it was."""
        if self._line_state is LineState.ONLINE and self._line_told is not None:
            if changed:
                self._line_back_s = now_s
            else:
                self._line_told = None

    def forget(self, services: Iterable[str]) -> None:
        """Drop services that are watched no more."""
        for name in services:
            for group in self.groups:
                group.members.pop(name, None)
        self.groups = [group for group in self.groups if group.members]

    # what is to be told

    def next_s(self) -> float:
        """Give the time at which something may become due."""
        if not self.groups:
            return min(self._line_due_s, self._line_back_s)
        times = [self._line_due_s, self._line_back_s]
        for group in self.groups:
            times += [group.due_s, group.back_due_s]
            if group.is_over() and group.back_due_s == NEVER:
                times.append(group.changed_s + UNSTABLE_S)
        return min(times)

    def due(
        self,
        now_s: float,
        *,
        quiet_until_s: float = 0.0,
        waits: Callable[[Group], bool] = lambda _group: False,
        words_of: Callable[[str], tuple[str, str]] = lambda _service: ("", ""),
        notify_line: bool = True,
        notify_recovery: bool = True,
    ) -> list[Alert]:
        """Give the notifications that are due, and note them as told.

        `waits` tells whether the owner's other services are still being read; `words_of` gives the company's newest
        statement and the page's address for a service. Before `quiet_until_s` only the line is spoken of.
        """
        alerts = self._due_line(now_s, notify_line)
        if now_s < quiet_until_s or self._line_state is not LineState.ONLINE:
            return alerts
        for group in self.groups:
            kind = self._due_of(group, now_s, waits)
            if kind is not None and (notify_recovery or kind is not AlertKind.RECOVERED):
                alerts.append(self._alert(kind, group, now_s, words_of))
        self.groups = [group for group in self.groups if not self._is_spent(group, now_s)]
        return alerts

    def _due_of(self, group: Group, now_s: float, waits: Callable[[Group], bool]) -> AlertKind | None:
        if group.due_s != NEVER and not group.is_over() and (now_s >= group.due_s or not waits(group)):
            group.due_s = NEVER
            if group.unstable:
                group.told = AlertKind.UNSTABLE
                return group.told
            worst = any(member.state is State.OUTAGE for member in group.members.values())
            group.told = AlertKind.OUTAGE if worst else AlertKind.POSSIBLE
            return group.told
        if now_s >= group.back_due_s and group.is_over():
            group.back_due_s = NEVER
            group.unstable = False
            told, group.told = group.told, group.told if group.told is None else AlertKind.RECOVERED
            return AlertKind.RECOVERED if told not in (None, AlertKind.RECOVERED) else None
        return None

    def _is_spent(self, group: Group, now_s: float) -> bool:
        return group.is_over() and group.back_due_s == NEVER and now_s >= group.changed_s + UNSTABLE_S

    def _alert(self, kind: AlertKind, group: Group, now_s: float, words_of: Callable[[str], tuple[str, str]]) -> Alert:
        members = sorted(group.members.values(), key=lambda member: (member.since or moment(now_s), member.service))
        if kind is AlertKind.RECOVERED:
            members = [member for member in members if member.service not in group.back_told] or members
            group.back_told = set(group.members)
        else:
            members = [member for member in members if member.until is None]
        statement, page_url = words_of(members[0].service)
        return Alert(
            id=self._next_id(now_s),
            kind=kind,
            time=moment(now_s),
            thread=group.id,
            services=tuple(members),
            statement="" if kind is AlertKind.RECOVERED else statement,
            page_url=page_url,
            practice=self.practice,
        )

    def _due_line(self, now_s: float, notify_line: bool) -> list[Alert]:
        if now_s >= self._line_due_s:
            self._line_due_s = NEVER
            self._line_told = self._line_state
        elif now_s >= self._line_back_s:
            self._line_back_s = NEVER
        else:
            return []
        back = self._line_state is LineState.ONLINE
        told = self._line_told
        if back:
            self._line_told = None
        if not notify_line:
            return []
        return [
            Alert(
                id=self._next_id(now_s),
                kind=AlertKind.LINE,
                time=moment(now_s),
                thread="line",
                line=self._line_state,
                line_was=told if back else None,
                line_since=moment(self._line_since_s),
                practice=self.practice,
            )
        ]

    def _next_id(self, now_s: float) -> str:
        self._serial += 1
        return f"{moment(now_s):%Y%m%dT%H%M%S}-{self._serial}"

    # after a restart

    def restore(self, incidents: Iterable[Incident], alerts: Iterable[Alert], services: dict[str, Service]) -> None:
        """Take up what was told before a restart, so that nothing is told twice (rule 13)."""
        known = {incident.id: incident for incident in incidents}
        for alert in alerts:
            if alert.kind is AlertKind.LINE:
                self._line_told = None if alert.line is LineState.ONLINE else alert.line
                continue
            self._restore_alert(alert, known, services)
        for group in self.groups:
            over = group.is_over() and group.told is not AlertKind.RECOVERED
            group.back_due_s = group.changed_s if over else NEVER

    def _restore_alert(self, alert: Alert, known: dict[str, Incident], services: dict[str, Service]) -> None:
        members = {}
        for member in alert.services:
            incident = known.get(member.incident)
            if incident is not None and member.service in services:
                members[member.service] = msgspec.structs.replace(member, until=incident.until)
        if not members:
            return
        group = next((group for group in self.groups if group.id == alert.thread), None)
        if group is None:
            first = next(iter(members.values()))
            began_s = first.since.timestamp() if first.since else alert.time.timestamp()
            group = Group(alert.thread, services[first.service].owner, began_s, {})
            self.groups.append(group)
        group.members.update(members)
        group.changed_s = max(group.changed_s, alert.time.timestamp())
        group.unstable = alert.kind is AlertKind.UNSTABLE
        group.told = alert.kind
        if alert.kind is AlertKind.RECOVERED:
            group.back_told |= members.keys()
        else:
            group.back_told -= members.keys()
