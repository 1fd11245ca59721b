"""What is said about services as they stand: a phrase for a list, a sentence, the tray's tooltip.

Why a verdict says so is in `reasons`; notifications are in `notification`.
"""

from datetime import datetime

from notifier.core.model import AlertService, Incident, Scope, ServiceStatus, State, Verdict
from notifier.words import _, pgettext
from notifier.words.phrases import scope_word, state_word
from notifier.words.places import countries_briefly
from notifier.words.times import Clock


def since_words(since: datetime, before: bool, clock: Clock) -> str:
    """A time for the place after "since"; "before 14:02" where the true start was not seen."""
    time = clock.moment(since)
    return pgettext("follows the word since", "before {time}").format(time=time) if before else time


def verdict_phrase(verdict: Verdict, clock: Clock) -> str:
    """The verdict for a list, in lower case: "works", "down for everyone since 14:02"."""
    if verdict.state in (State.OK, State.UNKNOWN):
        return state_word(verdict.state)
    since = since_words(verdict.since or verdict.time, verdict.before, clock)
    return _phrase(verdict).format(time=since, countries=countries_briefly(verdict.countries))


def _phrase(verdict: Verdict) -> str:
    match verdict.state:
        case State.OUTAGE:
            return _outage_phrase(verdict.scope, verdict.official)
        case State.POSSIBLE:
            return _possible_phrase(verdict.scope, verdict.official)
        case State.SLOW:
            if verdict.official:
                return _("minor problem since {time}, as the company reports")
            return _("slow since {time}")
        case State.MAINTENANCE:
            return _("under maintenance since {time}")
        case State.OK | State.UNKNOWN:
            return state_word(verdict.state)


def _outage_phrase(scope: Scope, official: bool) -> str:
    if official:
        return _("down since {time}, as the company reports")
    match scope:
        case Scope.EVERYONE:
            return _("down for everyone since {time}")
        case Scope.REGION:
            return _("down in {countries} since {time}")
        case Scope.NETWORK:
            return _("down on your network since {time}")
        case Scope.ME:
            return _("down only for you since {time}")
        case Scope.UNCLEAR:
            return _("unreachable from here since {time}")


def _possible_phrase(scope: Scope, official: bool) -> str:
    if official:
        return _("partly down since {time}, as the company reports")
    match scope:
        case Scope.EVERYONE:
            return _("possible problem for everyone since {time}")
        case Scope.REGION:
            return _("possible problem in {countries} since {time}")
        case Scope.NETWORK:
            return _("possible problem on your network since {time}")
        case Scope.ME:
            return _("possible problem only for you since {time}")
        case Scope.UNCLEAR:
            return _("possible problem since {time}")


def service_line(status: ServiceStatus, clock: Clock) -> str:
    """One line for a menu or a list: "WhatsApp — down for everyone since 14:02"."""
    return f"{status.name} — {verdict_phrase(status.verdict, clock)}"


def verdict_sentence(name: str, verdict: Verdict, clock: Clock) -> str:
    """A whole sentence: "WhatsApp is down for everyone since 14:02."."""
    since = since_words(verdict.since or verdict.time, verdict.before, clock)
    countries = countries_briefly(verdict.countries)
    return _sentence(verdict).format(service=name, time=since, countries=countries)


def _sentence(verdict: Verdict) -> str:
    match verdict.state:
        case State.OUTAGE:
            return _outage_sentence(verdict.scope, verdict.official)
        case State.POSSIBLE:
            return _possible_sentence(verdict.scope, verdict.official)
        case State.SLOW:
            if verdict.official:
                return _("{service} has had a minor problem since {time}, as the company reports.")
            return _("{service} has been slow since {time}.")
        case State.MAINTENANCE:
            return _("{service} has been under maintenance since {time}.")
        case State.OK:
            return _("{service} works.")
        case State.UNKNOWN:
            return _("It is not known whether {service} works.")


def _outage_sentence(scope: Scope, official: bool) -> str:
    if official:
        return _("{service} has been down since {time}, as the company reports.")
    match scope:
        case Scope.EVERYONE:
            return _("{service} has been down for everyone since {time}.")
        case Scope.REGION:
            return _("{service} has been down in {countries} since {time}.")
        case Scope.NETWORK:
            return _("{service} has been down on your network since {time}.")
        case Scope.ME:
            return _("{service} has been down only for you since {time}.")
        case Scope.UNCLEAR:
            return _("{service} has been unreachable from here since {time}.")


def _possible_sentence(scope: Scope, official: bool) -> str:
    if official:
        return _("{service} has been partly down since {time}, as the company reports.")
    match scope:
        case Scope.EVERYONE:
            return _("{service} may have had a problem for everyone since {time}.")
        case Scope.REGION:
            return _("{service} may have had a problem in {countries} since {time}.")
        case Scope.NETWORK:
            return _("{service} may have had a problem on your network since {time}.")
        case Scope.ME:
            return _("{service} may have had a problem only for you since {time}.")
        case Scope.UNCLEAR:
            return _("{service} may have had a problem since {time}.")


def scope_phrase(subject: Verdict | Incident | AlertService) -> str:
    """Who is affected, for a column: "everyone", "Indonesia and Malaysia"."""
    return scope_word(subject.scope, countries_briefly(subject.countries))
