"""Which notifications are due now: the policy's answer, once it knows what is still being read.

What deserves a notification, and when, is decided in `notifier.core.alerts.policy`.
"""

from typing import Final

import msgspec

from notifier.core.alerts import snoozes
from notifier.core.alerts.groups import Group
from notifier.core.alerts.others_words import OthersWords, with_page
from notifier.core.alerts.policy import AlertPolicy
from notifier.core.model import Alert, Hold, Incident, Scope, State, Telling, Verdict, is_problem
from notifier.core.moments import moment
from notifier.core.numbers import AWAY_S
from notifier.core.service.network_filter import refused_since
from notifier.core.service.verdict import over
from notifier.engine.conditions import Conditions
from notifier.engine.line import WatchedLine
from notifier.engine.roster import Roster
from notifier.engine.service import WatchedService

OVERDUE_S: Final = 2.0
"""What is due but must wait is asked for again after so long."""


class Notifications(msgspec.Struct, frozen=True, gc=False):
    """What is due: `new` is to be kept, `shown` to be handed over, new ones and those that nobody took before.

    Of the new ones some are held, or told in another one's place: they are shown to nobody.
    """

    new: list[Alert]
    shown: list[Alert]

    @property
    def held(self) -> list[Alert]:
        """Those that quiet hours keep back."""
        return [alert for alert in self.new if alert.held is Hold.QUIET and not alert.folded]


NONE: Final = Notifications([], [])


class AlertDispatch:
    """Asks the policy what is due, and when to ask again."""

    def __init__(self, roster: Roster, line: WatchedLine, conditions: Conditions) -> None:
        self.policy = AlertPolicy(practice=conditions.practice)
        self._services = roster.services
        self._families = roster.families
        self._witnesses = roster.witnesses
        self._line = line
        self._conditions = conditions
        self._asked_s = 0.0

    @property
    def asked_s(self) -> float:
        """When it was asked last what is due."""
        return self._asked_s

    def next_s(self) -> float:
        """Give the time at which something may be due."""
        due_s = self.policy.next_s()
        if due_s <= self._asked_s:  # it was asked already and waits for the line, or for others of the family
            due_s = self._asked_s + OVERDUE_S
        settles_s = self._line.settles_s
        return due_s if due_s < settles_s else settles_s  # noqa: FURB136 - asked for after every reading

    def due(self, now_s: float) -> Notifications:
        """Give the notifications that are due, and note them as on their way."""
        policy, line, watch = self.policy, self._line, self._conditions.watch
        if line.has_settled(now_s):
            policy.line_settled(self.shown(), now_s)
        self._asked_s = now_s
        if policy.rests(now_s):
            return NONE
        quiet = self._conditions.is_quiet(now_s)
        new = policy.due(
            now_s,
            quiet_until_s=line.settle_until_s,
            waits=self._is_still_read,
            holds=self._is_as_it_was,
            fails=self._is_shown_to_fail,
            words_of=self._words_of,
            notify=watch.notifications,
            notify_line=watch.notify_line,
            notify_recovery=watch.notify_recovery,
            quiet=quiet,
        )
        again = policy.again(now_s, quiet_until_s=line.settle_until_s, holds=self._is_as_it_was, quiet=quiet)
        new += [alert for alert in again if not alert.is_shown]
        shown = [alert for alert in [*new, *again] if alert.is_shown]
        return Notifications(new, shown if watch.notifications else [])

    def was_away(self, since_s: float, now_s: float) -> None:
        """Tell the policy that nobody could look since then, if that was long (rule 24)."""
        if now_s - since_s >= AWAY_S:
            self.policy.was_away()

    def changed(self, service: WatchedService, verdict: Verdict, incident: Incident | None, now_s: float) -> None:
        """Tell the policy what is shown of a service from now on."""
        level, minor = service.wish.notify, self._conditions.watch.notify_minor
        ended = over(service.evidence, now_s)
        self.policy.changed(service.service, verdict, incident, level, now_s, over=ended, minor=minor)

    def look_at_filter(self, now_s: float) -> None:
        """Tell once that the network's filter answers instead of everybody, where most services are refused, too."""
        since_s = refused_since([each.evidence for each in self._services.values()], now_s)
        if since_s:
            self._asked_s = max(self._asked_s, now_s)
            self._line.filter_told(now_s)
            self.policy.line_is(filtered_s=since_s)

    def fail_together(self, now_s: float) -> None:
        """Tell the policy what fails together."""
        self.policy.fail_together(self._conditions.failures.common, now_s)

    def telling(self, service: str) -> Telling:
        """Give how the user is told of a service."""
        ends_told = self._conditions.watch.notify_recovery
        return snoozes.telling_of(self.policy.outbox, service, ends_told=ends_told)

    def shown(self) -> dict[str, State]:
        """Give what is shown of each service."""
        return {name: each.evidence.verdict.state for name, each in self._services.items()}

    def _is_still_read(self, group: Group) -> bool:
        """Tell whether a notification should wait: for readings from elsewhere, of the owner's others, of witnesses."""
        if self._witnesses.is_awaited(group.members, self._asked_s, told=group.notified is not None):
            return True
        for service in self._families.get(group.owner, ()):
            if service.service.id not in group.members:
                if service.is_still_read(group.changed_s):
                    return True
            elif service.evidence.verdict.scope is Scope.UNCLEAR and service.probing.awaits_regions():
                return True
        return False

    def _is_as_it_was(self, group: Group) -> bool:
        """Tell whether a group that was taken up after a restart has been read since, and is as it was.

        One that failed fails; of one that is all back nothing fails.
        """
        members = [self._services[name].evidence for name in group.members if name in self._services]
        if group.is_over():
            return not any(target.bad_run is not None for each in members for target in each.targets.values())
        return any(each.seen_to_fail() for each in members)

    def _is_shown_to_fail(self, group: Group) -> bool:
        shown = (self._services[name].evidence.verdict for name in group.members if name in self._services)
        return any(is_problem(each.state) and not each.minor for each in shown)

    def _words_of(self, name: str) -> OthersWords:
        """Give what others say now, where, and when that was read."""
        service = self._services.get(name)
        if service is None:
            return OthersWords()
        since_s = self._line.view(self._asked_s).reached_s
        words = OthersWords(
            page_url=service.service.page.url if service.service.page else "",
            beside=service.evidence.beside(),
            own=service.evidence.at_own_places(self._conditions.watch.place),
            another=bool(service.evidence.met_by_another()),
            reached=moment(since_s) if since_s else None,
        )
        return with_page(words, service.evidence.page)
