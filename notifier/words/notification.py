"""The words of a notification: a title and a body of whole sentences, plain text, for every kind of alert.

Whether and when something is told is decided in `notifier.core.alerts`; how it is shown, in `notifier.desktop.notify`.
"""

from collections.abc import Sequence
from datetime import tzinfo

import msgspec

from notifier.core.common_cause import OF_NETWORK
from notifier.core.model import Alert, AlertKind, AlertService, Cause, LineState, Scope, State
from notifier.core.numbers import MANY_OWNERS_FROM
from notifier.words import _, pgettext
from notifier.words.line import line_advice, line_back_body, line_back_title, line_loses, line_title
from notifier.words.names import NO_NAMES, Names, country_names, listed, listed_briefly, parts_listed
from notifier.words.phrases import quotable
from notifier.words.times import Clock, duration
from notifier.words.together import in_common, network_body, network_title, title_of_many


class NotificationText(msgspec.Struct, frozen=True):
    """What a notification says."""

    title: str
    body: str


def notification(alert: Alert, names: Names = NO_NAMES, zone: tzinfo | None = None) -> NotificationText:
    """Put an alert into words."""
    clock = Clock(alert.time, zone)
    match alert.kind:
        case AlertKind.OUTAGE | AlertKind.POSSIBLE:
            text = NotificationText(_began_title(alert), _began_body(alert, names, clock))
        case AlertKind.RECOVERED if alert.cause in OF_NETWORK:
            text = _network_again(alert, clock)
        case AlertKind.RECOVERED if alert.update:
            text = _answers_again(alert, clock)
        case AlertKind.RECOVERED:
            text = _recovered(alert, clock)
        case AlertKind.UNSTABLE:
            text = _unstable(alert, clock)
        case AlertKind.LINE if alert.cause is not None:
            text = _network(alert, clock)
        case AlertKind.LINE:
            text = _line(alert, clock)
        case AlertKind.DIGEST:
            text = _digest(alert, clock)
    if alert.practice:
        return NotificationText(_("Practice: {title}").format(title=text.title), text.body)
    return text


def _services(members: Sequence[AlertService]) -> str:
    return listed_briefly([each.name for each in members])


def _scope(members: Sequence[AlertService]) -> tuple[Scope, tuple[str, ...]]:
    """Give the scope that all share, and the countries of all."""
    scopes = {each.scope for each in members}
    countries = tuple(dict.fromkeys(country for each in members for country in each.countries))
    return (scopes.pop() if len(scopes) == 1 else Scope.UNCLEAR), countries


# it began


def _began_title(alert: Alert) -> str:
    members = alert.services
    scope, countries = _scope(members)
    if alert.kind is AlertKind.POSSIBLE:
        title = _possible_title(len(members))
    elif members and all(each.official for each in members):
        title = _official_title(len(members))
    else:
        title = _outage_title(scope) if len(members) == 1 else _outages_title(scope)
    title = title.format(
        service=_services(members), services=_services(members), countries=listed_briefly(country_names(countries))
    )
    return (
        title
        if alert.cause is None or len(members) < MANY_OWNERS_FROM
        else title_of_many(alert.cause, alert.cloud, title)
    )


def _possible_title(count: int) -> str:
    if count == 1:
        return _("{service} may have a problem")
    return pgettext("several services", "{services} may have a problem")


def _official_title(count: int) -> str:
    if count == 1:
        return _("{service} is down, the company reports")
    return _("{services} are down, the company reports")


def _outage_title(scope: Scope) -> str:
    match scope:
        case Scope.EVERYONE:
            return _("{service} is down for everyone")
        case Scope.REGION:
            return _("{service} is down in {countries}")
        case Scope.NETWORK:
            return _("{service} is down on your network")
        case Scope.ME:
            return _("{service} is down only for you")
        case Scope.UNCLEAR:
            return _("{service} is down")


def _outages_title(scope: Scope) -> str:
    match scope:
        case Scope.EVERYONE:
            return _("{services} are down for everyone")
        case Scope.REGION:
            return _("{services} are down in {countries}")
        case Scope.NETWORK:
            return _("{services} are down on your network")
        case Scope.ME:
            return _("{services} are down only for you")
        case Scope.UNCLEAR:
            return _("{services} are down")


def _began_body(alert: Alert, names: Names, clock: Clock) -> str:
    sentences = [_since(alert.services, names, clock)]
    many = alert.cause is not None and len(alert.services) >= MANY_OWNERS_FROM
    if alert.cause is not None and many:
        sentences.append(in_common(alert.cause, alert.cloud))
    sentences += [_who(alert), _line_is_fine(alert), "" if many else _company(alert)]
    return " ".join(each for each in sentences if each)


def _since(members: Sequence[AlertService], names: Names, clock: Clock) -> str:
    if not members:
        return ""
    since = min((each.since for each in members if each.since is not None), default=clock.now)
    parts = list(dict.fromkeys(name for each in members for name in names.components(each.service, each.components)))
    before = any(each.before for each in members)
    words = _("It began at {time}.")
    if before and parts:
        words = _("It began before {time}, while this computer could not look: {components}.")
    elif before:
        words = _("It began before {time}, while this computer could not look.")
    elif len(members) == 1 and names.is_whole(members[0].service, members[0].components):
        words = _("Nothing of it has worked since {time}.")
    elif parts:
        words = _("Failing since {time}: {components}.")
    return words.format(time=clock.moment(since), components=parts_listed([quotable(each, 60) for each in parts]))


def _who(alert: Alert) -> str:
    scope, countries = _scope(alert.services)
    if all(each.official for each in alert.services):
        return ""
    if scope is Scope.REGION and alert.kind is AlertKind.POSSIBLE:
        return _("It seems to affect {countries}.").format(countries=listed(country_names(countries)))
    match scope:
        case Scope.ME:
            return _("It works elsewhere, so the fault is likely on this computer or its line.")
        case Scope.NETWORK:
            return _("It works elsewhere, so the fault is likely with your internet provider.")
        case Scope.EVERYONE:
            return _("It is not just you: it fails from other places too.")
        case Scope.REGION:
            return _where(countries)
        case Scope.UNCLEAR:
            return _("It cannot be reached from here.") if alert.kind is AlertKind.OUTAGE else ""


def _line_is_fine(alert: Alert) -> str:
    """Say so where nothing is known from elsewhere, and others were reached since it began (rule 20)."""
    if _scope(alert.services)[0] is not Scope.UNCLEAR or all(each.official for each in alert.services):
        return ""
    since = min((each.since for each in alert.services if each.since is not None), default=alert.time)
    if alert.reached is None or alert.reached < since:
        return ""
    return _("Your own connection is fine.")


def _where(countries: Sequence[str]) -> str:
    if not countries:
        return _("It fails in some countries, but works in others.")
    return _("It fails in {countries}, but works elsewhere.").format(countries=listed_briefly(country_names(countries)))


def _company(alert: Alert) -> str:
    if alert.statement:
        return _("The company says: “{statement}”").format(statement=quotable(alert.statement))
    if any(each.official for each in alert.services):
        return _("That is what its status page says.")
    if _scope(alert.services)[0] in (Scope.ME, Scope.NETWORK):
        return ""
    since = min((each.since for each in alert.services if each.since is not None), default=alert.time)
    if alert.page_read is None or alert.page_read < since:
        return ""  # nobody has looked since (rule 20)
    return _("The company has not said anything yet.")


# it is over, or comes and goes


def _recovered(alert: Alert, clock: Clock) -> NotificationText:
    members = alert.services
    slow = bool(members) and all(each.state is State.SLOW for each in members)
    if len(members) == 1:
        title = _("{services} works again, but slowly") if slow else _("{services} works again")
    else:
        title = _("{services} work again, but slowly") if slow else _("{services} work again")
    body = _lasted(members, clock)
    if alert.statement:
        still = _("The company's page still reports: “{statement}”").format(statement=quotable(alert.statement))
        here = _("It works from here.") if all(each.official for each in members) else body
        body = f"{here} {still}"
    return NotificationText(title.format(services=_services(members)), body)


def _answers_again(alert: Alert, clock: Clock) -> NotificationText:
    """What may fail again soon: it answers, and whether that lasts is not known yet (rule 14)."""
    title = _("{services} answers again") if len(alert.services) == 1 else _("{services} answer again")
    words = _("{lasted} I will tell you if it fails again.").format(lasted=_lasted(alert.services, clock))
    return NotificationText(title.format(services=_services(alert.services)), words)


def _lasted(members: Sequence[AlertService], clock: Clock) -> str:
    since = min((each.since for each in members if each.since is not None), default=None)
    until = max((each.until for each in members if each.until is not None), default=clock.now)
    if since is None:
        return _("It was over at {time}.").format(time=clock.moment(until))
    down = all(each.worst in (State.OUTAGE, None) for each in members)
    if any(each.before for each in members):
        words = (
            _("Down for at least {duration} (until {end}).")
            if down
            else _("The problem lasted at least {duration} (until {end}).")
        )
    else:
        words = _("Down for {duration} ({span}).") if down else _("The problem lasted {duration} ({span}).")
    return words.format(duration=duration(until - since), span=clock.span(since, until), end=clock.moment(until))


def _unstable(alert: Alert, clock: Clock) -> NotificationText:
    since = min((each.since for each in alert.services if each.since is not None), default=alert.time)
    title = _("{services} is unstable") if len(alert.services) == 1 else _("{services} are unstable")
    body = _("It works and fails by turns since {time}. I will tell you when it has settled.").format(
        time=clock.moment(since)
    )
    return NotificationText(title.format(services=_services(alert.services)), body)


# the line, and what was missed


def _line(alert: Alert, clock: Clock) -> NotificationText:
    state = alert.line or LineState.ONLINE
    if alert.lost:
        return NotificationText(_("Your connection is poor"), line_loses(alert.lost))
    if state is LineState.ONLINE:
        return NotificationText(line_back_title(alert.line_was), line_back_body(alert, clock))
    return NotificationText(line_title(state), line_advice(state))


def _network(alert: Alert, clock: Clock) -> NotificationText:
    since = min((each.since for each in alert.services if each.since is not None), default=alert.time)
    cause = alert.cause or Cause.NETWORK
    return NotificationText(network_title(cause), network_body(cause, _services(alert.services), clock.moment(since)))


def _network_again(alert: Alert, clock: Clock) -> NotificationText:
    words = _("{services} can be reached again.").format(services=_services(alert.services))
    return NotificationText(_("Your network is fine again"), f"{words} {_lasted(alert.services, clock)}")


def _digest(alert: Alert, clock: Clock) -> NotificationText:
    lines = [_digest_line(each, clock) for each in alert.services]
    return NotificationText(_("What happened while you were away"), " ".join(lines))


def _digest_line(member: AlertService, clock: Clock) -> str:
    since = member.since or clock.now
    if member.until is None:
        return _("{service} has been down since {time}.").format(service=member.name, time=clock.moment(since))
    return _("{service} was down for {duration} ({span}).").format(
        service=member.name, duration=duration(member.until - since), span=clock.span(since, member.until)
    )
