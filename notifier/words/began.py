"""The words of a notification that something began: whom it concerns first, then since when, and what else is known.

No more is said than is known (rule 20): without evidence from elsewhere or from the company a service "cannot be
reached from here".
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from notifier.core.alerts.whom import Whom, is_known, whom
from notifier.core.model import Alert, AlertKind, AlertService, PageLevel, Scope
from notifier.core.numbers import MANY_OWNERS_FROM
from notifier.words import _, ngettext, pgettext
from notifier.words.circumstances import nearest
from notifier.words.minor_parts import fails_title, is_minor
from notifier.words.names import LISTED, Names, enumerated, listed, listed_briefly, parts_listed
from notifier.words.phrases import level_words, quotable, scope_word
from notifier.words.places import countries_briefly, nearest_countries, own_places
from notifier.words.times import Clock
from notifier.words.together import in_common, title_of_many

SERVICES_NAMED: Final = 10
"""So many services are named in the body where the title names but the first."""
OTHERS_NAMED: Final = 2
"""Of the countries that are affected so many are named beside the first."""


def services_named(members: Sequence[AlertService]) -> str:
    """Name the services of a notice, of many the first."""
    return listed_briefly([each.name for each in members])


def began_title(alert: Alert, names: Names) -> str:
    """Give the title: who, whether it is down as far as that is known, and for whom."""
    if alert.kind is AlertKind.OUTAGE and is_minor(alert):
        return fails_title(alert.services, names)
    members = [each for each in alert.services if not each.minor] or alert.services
    about = whom(members)
    if alert.kind is AlertKind.POSSIBLE:
        title = _possible_title(len(members))
    elif about.official:
        title = _official_title(len(members))
    else:
        known = all(map(is_known, members))  # of each something else, perhaps
        title = outage_title(about.scope) if len(members) == 1 else _outages_title(about.scope, known=known)
    part = _only_part(members, names) if alert.kind is AlertKind.OUTAGE and about == Whom() else ""
    if part:
        title = _("{service}: {part} cannot be reached from here")
    named, first = services_named(members), nearest_countries(about.countries)[:1]
    title = title.format(service=named, services=named, part=part, countries=scope_word(Scope.REGION, listed(first)))
    if alert.cause is None or len(members) < MANY_OWNERS_FROM:
        return title
    return title_of_many(alert.cause, alert.cloud, title)


def _only_part(members: Sequence[AlertService], names: Names) -> str:
    """Name the one part that fails of a service that has others: they may work; else nothing."""
    failing = [(each.service, part) for each in members for part in each.components]
    known = names.get(failing[0][0]) if len(members) == len(failing) == 1 else None
    return quotable(names.component(*failing[0]), 40) if known is not None and len(known.components) > 1 else ""


def _possible_title(count: int) -> str:
    if count == 1:
        return _("{service} may have a problem")
    return pgettext("several services", "{services} may have a problem")


def _official_title(count: int) -> str:
    if count == 1:
        return _("{service} is down, the company reports")
    return _("{services} are down, the company reports")


def outage_title(scope: Scope) -> str:
    """Say that one service is down, as far as that is known."""
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
            return _("{service} cannot be reached from here")


def _outages_title(scope: Scope, *, known: bool) -> str:
    match scope:
        case Scope.EVERYONE:
            return _("{services} are down for everyone")
        case Scope.REGION:
            return _("{services} are down in {countries}")
        case Scope.NETWORK:
            return _("{services} are down on your network")
        case Scope.ME:
            return _("{services} are down only for you")
        case Scope.UNCLEAR if known:
            return _("{services} are down")
        case Scope.UNCLEAR:
            return _("{services} cannot be reached from here")


def began_body(alert: Alert, names: Names, clock: Clock) -> str:
    """Give the body: since when, for whom, what else is known from here, and what the company says."""
    about = whom(alert.services)
    many = alert.cause is not None and len(alert.services) >= MANY_OWNERS_FROM
    sentences = [_since(alert.services, names, clock)]
    if alert.cause is not None and many:
        sentences.append(in_common(alert.cause, alert.cloud))
    if not about.official:
        sentences += [_who(about, alert.kind), own_places(alert.own)]
        sentences += nearest(alert.circumstances) if about.scope is not Scope.EVERYONE else ()
        if alert.another and about.scope is not Scope.EVERYONE:
            sentences.append(_("What answers is not the service itself: something in between may block it."))
        sentences.append(_line_is_fine(alert, about))
    sentences.append("" if many else _company(alert, about))
    return " ".join(each for each in sentences if each)


def _since(members: Sequence[AlertService], names: Names, clock: Clock) -> str:
    if not members:
        return ""
    since = min((each.since for each in members if each.since is not None), default=clock.now)
    parts = _failing(members, names)
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
    return words.format(time=clock.moment(since), components=parts)


def _failing(members: Sequence[AlertService], names: Names) -> str:
    """Name the parts of a service; of several the services, where the title has no room for all."""
    if len(members) == 1:
        parts = names.components(members[0].service, members[0].components)
        return parts_listed([quotable(each, 60) for each in parts])
    return listed_briefly([each.name for each in members], SERVICES_NAMED) if len(members) > LISTED else ""


def _who(about: Whom, kind: AlertKind) -> str:
    match about.scope:
        case Scope.ME:
            return _("It works elsewhere, so the fault is likely on this computer or its line.")
        case Scope.NETWORK if kind is AlertKind.POSSIBLE:  # others that are not watched fail, too (rule 17)
            return _("The fault is likely with your network or your internet provider.")
        case Scope.NETWORK:
            return _("It works elsewhere, so the fault is likely with your internet provider.")
        case Scope.EVERYONE:
            return _("It is not just you: it fails from other places too.")
        case Scope.REGION if kind is AlertKind.POSSIBLE:
            return _("It seems to affect {countries}.").format(countries=countries_briefly(about.countries))
        case Scope.REGION:
            return _where(nearest_countries(about.countries))
        case Scope.UNCLEAR:
            return ""


def _where(countries: Sequence[str]) -> str:
    """Say where it fails: after the country of the title two more at most are named, the nearest."""
    first, others = countries[:1], countries[1:]
    if not first:
        return _("It fails in some countries, but works in others.")
    if not others:
        return _("It fails in {countries}, but works elsewhere.").format(countries=listed(first))
    if len(others) <= OTHERS_NAMED:
        return _("Also in {countries}, but it works elsewhere.").format(countries=listed(others))
    more = len(others) - OTHERS_NAMED
    return ngettext(
        "Also in {countries} and {count} more, but it works elsewhere.",
        "Also in {countries} and {count} more, but it works elsewhere.",
        more,
    ).format(countries=enumerated(others[:OTHERS_NAMED]), count=more)


def _began(alert: Alert) -> datetime:
    return min((each.since for each in alert.services if each.since is not None), default=alert.time)


def _line_is_fine(alert: Alert, about: Whom) -> str:
    """Say so where nothing is known from elsewhere, and others were reached since it began (rule 20)."""
    if about.scope is not Scope.UNCLEAR or alert.reached is None or alert.reached < _began(alert):
        return ""
    return _("Your own connection is fine.")


def _company(alert: Alert, about: Whom) -> str:
    """Say what the company says; of its silence only where its page was read since it began (rule 20)."""
    if alert.statement:
        return _("The company says: “{statement}”").format(statement=quotable(alert.statement))
    if any(each.official for each in alert.services):
        return _("That is what its status page says.")
    if about.scope in (Scope.ME, Scope.NETWORK):
        return ""
    if alert.page_level is PageLevel.UNKNOWN:
        return _("The company's status page cannot be read.")
    if alert.page_read is None or alert.page_read < _began(alert):
        return ""
    if alert.page_level in (None, PageLevel.OPERATIONAL):
        return _("The company has not said anything yet.")
    return _("The company reports {level}.").format(level=level_words(alert.page_level))
