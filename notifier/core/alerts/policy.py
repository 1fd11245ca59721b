"""Which change deserves which notification, and when: quiet by construction.

One group of incidents is one outage for the user (rule 15): services of an owner whose first bad readings lie within
120 s. There is one notification when it begins, after waiting up to 45 s for the owner's other services, and one when
all of it is back; those that join later bring the first one up to date, in silence, and so does whom it concerns, as
that becomes known or changes (rule 9). What ends three times within ten minutes is unstable (rule 14): that is said
once, then nothing until ten minutes without a change, or until it has failed for three minutes. A fault of the line is
said after a minute, and its end (rule 2).

The policy decides and remembers in its outbox; it shows nothing. Times in seconds of the epoch.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Final

import msgspec

from notifier.core.alerts import flaps, groups, holding, line_story, members, messages, snoozes
from notifier.core.alerts.groups import NEVER, Ask, Group, deserves, member_of
from notifier.core.alerts.held import Held, Snooze
from notifier.core.alerts.holding import Silence
from notifier.core.alerts.line_story import LineStory
from notifier.core.alerts.others_words import OthersWords
from notifier.core.alerts.outbox import Item, Message, Outbox, resumed
from notifier.core.common_cause import Common
from notifier.core.model import Alert, AlertKind, Incident, LineState, Scope, Service, State, Verdict
from notifier.core.moments import moment
from notifier.core.numbers import DIGEST_WAIT_S, GATHER_S, TAKEN_S
from notifier.core.watch import NotifyLevel

_BACK: Final = (State.OK, State.SLOW)


class AlertPolicy:
    """Keeps the groups and the line's story; `due` gives what is to be notified now, `again` what nobody took."""

    def __init__(self, *, practice: bool = False) -> None:
        self.outbox = Outbox()
        self.practice = practice
        self._serial = 0
        self._line_state = LineState.ONLINE
        self._common: tuple[Common, ...] = ()
        self._asked_s = self._gather_until_s = 0.0
        self._restored_s = -NEVER
        self._was_away = False
        self._next: tuple[object, float] = (None, NEVER)

    @property
    def groups(self) -> list[Group]:
        """The outages that are not over, or were not long ago."""
        return self.outbox.of(Group)

    @property
    def line(self) -> LineStory:
        """The line's story."""
        return next(iter(self.outbox.of(LineStory)), LineStory())

    @property
    def line_is_open(self) -> bool:
        """Whether a fault of the line was notified, or is to be, and its end was not settled."""
        return bool(self.outbox.of(LineStory))

    # what happened

    def changed(
        self,
        service: Service,
        verdict: Verdict,
        incident: Incident | None,
        level: NotifyLevel,
        now_s: float,
        *,
        over: datetime | None = None,
        minor: bool = False,
    ) -> None:
        """Take in a service's new verdict, after its incident was stepped; `minor`: little parts are told, too.

        `over`: when what worked again last did so, where something else of it is still shown.
        """
        group = next((group for group in self.groups if service.id in group.members), None)
        of_network = self._is_of_network(verdict)
        little = verdict.minor and service.are_minor(verdict.components)
        if group is not None and group.is_of_network() and not of_network:
            group = members.parted(self.outbox, group, service.id, verdict.state)
        if incident is not None and (
            deserves(verdict, level, minor=minor) or (of_network and level is not NotifyLevel.NOTHING)
        ):
            member = member_of(service, verdict, incident)
            if group is not None:
                self.outbox.put(flaps.failed_again(group, member, now_s))
            else:
                since_s = incident.since.timestamp()
                members.begin(self.outbox, self._common, service.owner, member, since_s, now_s)
        elif verdict.state in _BACK or (little and not minor):
            until = (incident.until if incident is not None else None) or _until(verdict, over)
            if group is not None:
                self.outbox.put(flaps.came_back(group, service.id, verdict, until, now_s))
            if incident is not None:
                told = group is not None and group.notified is not None
                member = msgspec.structs.replace(member_of(service, verdict, incident), until=until)
                snoozes.came_back(self.outbox, member, told=told)

    def fail_together(self, common: tuple[Common, ...], now_s: float) -> None:
        """Take in what fails together: what was begun of it is one outage from now on (rule 17)."""
        self._common = common
        members.fail_together(self.outbox, common, now_s)

    def _is_of_network(self, verdict: Verdict) -> bool:
        return verdict.scope is Scope.NETWORK and any(each.is_of(verdict.service) for each in self._common)

    def line_changed(
        self, state: LineState, since_s: float, now_s: float, before: dict[str, State] | None = None
    ) -> None:
        """Take in a change of the line; `before` is what was shown of each service while it was good."""
        self._line_state = state
        story = line_story.changed(self.line, state, since_s, now_s)
        self._keep_line(story if before is None else msgspec.structs.replace(story, before=before))

    def line_settled(self, shown: dict[str, State], now_s: float) -> None:
        """Take in that the line is back and everything was read again; `shown` is what is shown of each service."""
        if self._line_state is LineState.ONLINE:
            self._keep_line(line_story.settled(self.line, shown, now_s))

    def line_fails_on(self, now_s: float) -> None:
        """Take in that a lossy line goes on losing: that need not wait any more."""
        if self.line.due_s is not None and self.line.due_s > now_s:
            self._keep_line(msgspec.structs.replace(self.line, due_s=now_s))

    def line_is(self, *, poor: float = 0.0, filtered_s: float = 0.0) -> None:
        """Take in how the good line is, which is told once: what it usually loses, since when a filter refuses all."""
        poor, filtered_s = poor or self.line.poor, filtered_s or self.line.filtered_s
        self._keep_line(msgspec.structs.replace(self.line, poor=poor, filtered_s=filtered_s))

    def _keep_line(self, story: LineStory) -> None:
        if story == LineStory():
            self.outbox.drop(story)
        else:
            self.outbox.put(story)

    def forget(self, services: Iterable[str]) -> None:
        """Drop services that are watched no more."""
        gone = set(services)
        for group in self.groups:
            members.leave(self.outbox, group, gone)
        messages.forget(self.outbox, gone)
        holding.forget(self.outbox, gone)

    def handed(self, alert: str) -> None:
        """Take in that the notification server has taken the notification with this id."""
        messages.handed(self.outbox, alert)

    def snooze(self, services: Iterable[str], until_s: float | None) -> None:
        """Let nothing be told of services until then; None: until they are back. Without services: of all that fail."""
        failing = (member.service for group in self.groups for member in group.members.values() if member.until is None)
        snoozes.put_to_sleep(self.outbox, list(services) or list(failing), until_s)

    def end_snooze(self, services: Iterable[str]) -> None:
        """Tell of services again; without services: of all."""
        snoozes.wake(self.outbox, list(services) or [each.service for each in self.outbox.of(Snooze)])
        self._asked_s = 0.0  # what was held is looked at now, and not within a minute

    def was_away(self) -> None:
        """Take in that nobody could look for long: what happened meanwhile is told together (rule 24)."""
        self._was_away = True

    # what is to be notified

    def next_s(self) -> float:
        """Give the time at which something may become due; worked out anew where something has changed."""
        now = (self.outbox.changes_so_far, self._asked_s, self._gather_until_s, self._line_state)
        if self._next[0] != now:
            times = [group.next_s() for group in self.groups] + [each.again_s for each in self.outbox.of(Message)]
            times.append(holding.next_s(self.outbox, self._asked_s, self._gather_until_s))
            self._next = now, min(self.line.next_s(self._line_state), *times, NEVER)
        return self._next[1]

    def rests(self, now_s: float) -> bool:
        """Tell whether nothing is due, and nothing would be if what it waits for had happened."""
        if any(group.due_s is not None for group in self.groups):
            return False
        return self.next_s() > now_s and not any(message.resumed for message in self.outbox.of(Message))

    def due(
        self,
        now_s: float,
        *,
        quiet_until_s: float = 0.0,
        waits: Ask = lambda _group: False,
        holds: Ask = lambda _group: True,
        fails: Ask = lambda _group: False,
        words_of: Callable[[str], OthersWords] = lambda _service: OthersWords(),
        notify: bool = True,
        notify_line: bool = True,
        notify_recovery: bool = True,
        quiet: bool = False,
    ) -> list[Alert]:
        """Give the notifications that are due, and note them as on their way (with `notify`), or as held.

        `waits` tells whether the owner's other services are still being read, `holds` whether what was taken up after
        a restart has been read since and is as it was, `fails` whether any of it is shown to fail; `words_of` gives
        what others say of a service. Before `quiet_until_s` only the line is spoken of; while it is `quiet` everything
        is held (rule 22).
        """
        self._asked_s = now_s
        alerts = self._due_line(now_s, notify_line)
        is_settled = now_s >= quiet_until_s and self._line_state is LineState.ONLINE
        if is_settled:
            if self._was_away:
                self._was_away, self._gather_until_s = False, quiet_until_s + GATHER_S
            for group in self.groups:
                if group.is_update() and messages.untaken_since_s(self.outbox, group.id) > now_s - TAKEN_S:
                    continue  # it may be taken yet, and is to be brought up to date then
                after, kind = groups.next_of(group, now_s, waits, holds, fails)
                if after.only_flaps() and messages.untaken_since_s(self.outbox, group.id) > -NEVER:
                    after, kind = msgspec.structs.replace(after, update=False), None  # nothing stands there to update
                wanted = notify_line or not group.is_of_network()
                if kind is not None and wanted and (notify_recovery or kind is not AlertKind.RECOVERED):
                    alert, after = messages.made(self.outbox, kind, after, self._next_id(now_s), now_s, words_of)
                    alert = msgspec.structs.replace(alert, practice=self.practice)
                    alerts.append(alert)
                if after.is_spent(now_s):
                    holding.is_over(self.outbox, after, told=kind is AlertKind.RECOVERED and notify_recovery)
                    self.outbox.drop(after)
                else:
                    self.outbox.put(after)
            alerts += snoozes.ends_asked_for(self.outbox, self._next_id, now_s, ends_told=notify_recovery)
        if not notify:
            holding.drop(self.outbox, now_s)
            return alerts
        return self._told(alerts, self._silence(now_s, quiet=quiet), now_s, holds, is_settled)

    def _silence(self, now_s: float, *, quiet: bool) -> Silence:
        return Silence() if self.practice else Silence(quiet, self._was_away or now_s < self._gather_until_s)

    def _told(self, alerts: list[Alert], silence: Silence, now_s: float, holds: Ask, is_settled: bool) -> list[Alert]:
        """Send what is due and what nothing holds any more, and hold the rest; all of it is to be kept."""
        freed = holding.release(
            self.outbox,
            self._line_state,
            lambda: self._next_id(now_s),
            now_s,
            silence,
            ready=is_settled and self._are_seen(now_s, holds),
            is_news=lambda alert: messages.is_news(self.outbox, alert, self._line_state),
        )
        kept = [*freed, *holding.sift(self.outbox, holding.fold_into(alerts, freed), silence)]
        for alert in kept:
            if alert.is_shown:
                messages.send(self.outbox, alert, now_s)
        return kept

    def _are_seen(self, now_s: float, holds: Ask) -> bool:
        """Tell whether what is held was read again after a restart, or has been waited for long enough."""
        named = {member.service for row in self.outbox.of(Held) for member in row.alert.services}
        unseen = (group for group in self.groups if group.resumed and not named.isdisjoint(group.members))
        return now_s >= self._restored_s + DIGEST_WAIT_S or all(map(holds, unseen))

    def again(
        self, now_s: float, *, quiet_until_s: float = 0.0, holds: Ask = lambda _group: True, quiet: bool = False
    ) -> list[Alert]:
        """Give the notifications that nobody has taken and that still hold, and those of them that are held by now."""
        silence = self._silence(now_s, quiet=quiet)
        return messages.again(self.outbox, self._line_state, now_s, quiet_until_s, holds, silence)

    def _due_line(self, now_s: float, notify_line: bool) -> list[Alert]:
        story = self.line
        if now_s < story.next_s(self._line_state):
            return []
        self._keep_line(line_story.told(story, self._line_state))
        if not notify_line:
            return []
        taken = messages.untaken_since_s(self.outbox, "line") == -NEVER
        alert = line_story.alert_of(story, self._line_state, self._next_id(now_s), now_s, taken=taken)
        return [msgspec.structs.replace(alert, practice=self.practice)]

    def _next_id(self, now_s: float) -> str:
        self._serial += 1
        return f"{moment(now_s):%Y%m%dT%H%M%S}-{self._serial}"

    # after a restart

    def restore(
        self, items: Iterable[Item], incidents: Iterable[Incident], services: dict[str, Service], now_s: float
    ) -> None:
        """Take up what was to be notified before a restart: nothing is said twice, and nothing is lost (rule 13)."""
        self._restored_s = now_s
        failing = {incident.id for incident in incidents if incident.until is None}
        for item in items:
            self.outbox.take_up(item)
            after = resumed(item, services, failing, now_s)
            if after is None:
                self.outbox.drop(item)
            else:
                self.outbox.put(after)


def _until(verdict: Verdict, over: datetime | None) -> datetime:
    """Give when it was over of which no incident tells that: of what is fine it is said."""
    return (verdict.since if verdict.state is State.OK else over) or verdict.time
