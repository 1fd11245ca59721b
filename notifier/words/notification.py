"""The words of a notification: a title and a body of whole sentences, plain text, for every kind of alert.

Whether and when something is told is decided in `notifier.core.alerts.policy`; how it is shown, in
`notifier.desktop.notify`.
"""

from collections.abc import Sequence
from datetime import tzinfo
from typing import Final

import msgspec

from notifier.core.common_cause import OF_NETWORK
from notifier.core.model import Alert, AlertKind, AlertService, Cause, LineState, State
from notifier.words import _
from notifier.words.began import began_body, began_title, services_named
from notifier.words.digest import digest_body, digest_title
from notifier.words.lasted import at_least, countries_of, in_all
from notifier.words.line import (
    filter_body,
    filter_title,
    line_advice,
    line_back_body,
    line_back_title,
    line_loses,
    line_title,
)
from notifier.words.minor_parts import is_minor, left, works_title
from notifier.words.names import NO_NAMES, Names
from notifier.words.phrases import quotable, steady
from notifier.words.times import Clock
from notifier.words.together import network_body, network_title

TITLE_MOST: Final = 240
BODY_MOST: Final = 2000
"""Letters; servers cut off earlier, but nobody is handed a megabyte."""


class NotificationText(msgspec.Struct, frozen=True):
    """What a notification says."""

    title: str
    body: str


def notification(alert: Alert, names: Names = NO_NAMES, zone: tzinfo | None = None) -> NotificationText:
    """Put an alert into words."""
    clock = Clock(alert.time, zone)
    match alert.kind:
        case AlertKind.OUTAGE | AlertKind.POSSIBLE:
            text = NotificationText(began_title(alert, names), began_body(alert, names, clock))
        case AlertKind.RECOVERED if alert.update:
            text = _answers_again(alert, clock)
        case AlertKind.RECOVERED if alert.cause in OF_NETWORK:
            text = _network_again(alert, clock)
        case AlertKind.RECOVERED:
            text = _recovered(alert, names, clock)
        case AlertKind.UNSTABLE:
            text = _unstable(alert, clock)
        case AlertKind.LINE if alert.cause is not None:
            text = _network(alert, clock)
        case AlertKind.LINE:
            text = _line(alert, clock)
        case AlertKind.DIGEST:
            text = NotificationText(digest_title(alert), digest_body(alert, clock))
    title = _("Practice: {title}").format(title=text.title) if alert.practice else text.title
    return NotificationText(steady(title, TITLE_MOST), steady(text.body, BODY_MOST))


# it is over, or comes and goes


def _recovered(alert: Alert, names: Names, clock: Clock) -> NotificationText:
    members = alert.services
    if is_minor(alert):
        return NotificationText(works_title(members, names), _lasted(members, clock))
    slow = bool(members) and all(each.state is State.SLOW for each in members)
    if len(members) == 1:
        title = _("{services} works again, but slowly") if slow else _("{services} works again")
    else:
        title = _("{services} work again, but slowly") if slow else _("{services} work again")
    body = " ".join(each for each in (_lasted(members, clock), left(members, names)) if each)
    if alert.statement:
        still = _("The company's page still reports: “{statement}”").format(statement=quotable(alert.statement))
        here = _("It works from here.") if all(each.official for each in members) else body
        body = f"{here} {still}"
    return NotificationText(title.format(services=services_named(members)), body)


def _answers_again(alert: Alert, clock: Clock) -> NotificationText:
    """What may fail again soon: it answers, and whether that lasts is not known yet (rule 14)."""
    title = _("{services} answers again") if len(alert.services) == 1 else _("{services} answer again")
    words = _("{lasted} I will tell you if it fails again.").format(lasted=_lasted(alert.services, clock))
    return NotificationText(title.format(services=services_named(alert.services)), words)


def _lasted(members: Sequence[AlertService], clock: Clock) -> str:
    since = min((each.since for each in members if each.since is not None), default=None)
    until = max((each.until for each in members if each.until is not None), default=clock.now)
    if since is None:
        return _("It was over at {time}.").format(time=clock.moment(until))
    words, span, end = _lasted_words(members), clock.span(since, until), clock.moment(until)
    return words.format(duration=clock.lasted(since, until), span=span, end=end, countries=countries_of(members))


def _lasted_words(members: Sequence[AlertService]) -> str:
    unseen = any(each.before for each in members)
    if all(each.worst in (State.OUTAGE, None) for each in members):
        return at_least(members) if unseen else in_all(members)
    if unseen:
        return _("The problem lasted at least {duration} (until {end}).")
    return _("The problem lasted {duration} ({span}).")


def _unstable(alert: Alert, clock: Clock) -> NotificationText:
    since = min((each.since for each in alert.services if each.since is not None), default=alert.time)
    title = _("{services} is unstable") if len(alert.services) == 1 else _("{services} are unstable")
    body = _("It has worked and failed by turns since {time}. I will tell you when it has settled.").format(
        time=clock.moment(since)
    )
    return NotificationText(title.format(services=services_named(alert.services)), body)


# the line


def _line(alert: Alert, clock: Clock) -> NotificationText:
    state = alert.line or LineState.ONLINE
    if alert.filtered:
        return NotificationText(filter_title(), filter_body(alert, clock))
    if alert.lost:
        return NotificationText(_("Your connection is poor"), line_loses(alert.lost))
    if state is LineState.ONLINE:
        return NotificationText(line_back_title(alert.line_was), line_back_body(alert, clock))
    return NotificationText(line_title(state), line_advice(state))


def _network(alert: Alert, clock: Clock) -> NotificationText:
    since = min((each.since for each in alert.services if each.since is not None), default=alert.time)
    cause = alert.cause or Cause.NETWORK
    return NotificationText(
        network_title(cause), network_body(cause, services_named(alert.services), clock.moment(since))
    )


def _network_again(alert: Alert, clock: Clock) -> NotificationText:
    words = _("{services} can be reached again.").format(services=services_named(alert.services))
    return NotificationText(_("Your network is fine again"), f"{words} {_lasted(alert.services, clock)}")
