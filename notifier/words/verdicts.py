"""What is said about services as they stand: a phrase for a list, a sentence, the tray's tooltip.

Why a verdict says so is in `reasons`; notifications are in `notification`.
"""

from datetime import datetime
from typing import Final

from notifier.core.alerts.whom import is_known
from notifier.core.model import AlertService, Incident, ReasonKind, Scope, ServiceStatus, State, Verdict
from notifier.words import _, pgettext
from notifier.words.names import Names, component_name, parts_listed
from notifier.words.phrases import scope_word, state_word
from notifier.words.places import countries_briefly
from notifier.words.times import Clock

_GOOD: Final = frozenset((ReasonKind.LINE_FINE, ReasonKind.PROBES_WORK, ReasonKind.PAGE_FINE))


def is_awaited(verdict: Verdict) -> bool:
    """Tell whether it is not known yet, only because not all was read so far: what was read is good."""
    kinds = {each.kind for each in verdict.reasons}
    return verdict.state is State.UNKNOWN and ReasonKind.LINE_FINE in kinds and kinds <= _GOOD


def since_words(since: datetime, before: bool, clock: Clock) -> str:
    """A time for the place after "since"; "before 14:02" where the true start was not seen."""
    time = clock.moment(since)
    return pgettext("follows the word since", "before {time}").format(time=time) if before else time


def failing_parts(status: ServiceStatus) -> str:
    """The names of the parts that are out: what a minor problem is told by (rule 21)."""
    return parts_listed([component_name(each) for each in status.components if each.state is State.OUTAGE])


def parts_of(verdict: Verdict, names: Names) -> str:
    """The same of a verdict that was kept."""
    return parts_listed(names.components(verdict.service, verdict.components)) if verdict.minor else ""


def verdict_phrase(verdict: Verdict, clock: Clock, parts: str = "") -> str:
    """The verdict for a list, in lower case: "works", "down for everyone, failing since 14:02".

    `parts` are the names of those that are out; they are told where none of them weighs much.
    """
    if verdict.known is not None:
        brief = brief_phrase(verdict, parts)
        return _("{phrase} (last known {time})").format(phrase=brief, time=clock.moment(verdict.known))
    if verdict.state in (State.OK, State.UNKNOWN):
        return brief_phrase(verdict)
    since = since_words(verdict.since or verdict.time, verdict.before, clock)
    return _phrase(verdict, parts).format(time=since, parts=parts, countries=countries_briefly(verdict.countries))


def _phrase(verdict: Verdict, parts: str) -> str:
    match verdict.state:
        case State.OUTAGE if verdict.minor:
            return _("not working since {time}: {parts}") if parts else _("a minor part not working since {time}")
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


def brief_phrase(verdict: Verdict, parts: str = "") -> str:
    """The same without since when and who says so, for where there is little room: "unreachable from here"."""
    match verdict.state:
        case State.OUTAGE if verdict.minor:
            return _("not working: {parts}").format(parts=parts) if parts else state_word(State.OUTAGE, minor=True)
        case State.OUTAGE if verdict.official:
            return _("down, says the company")
        case State.OUTAGE:
            return _brief_outage(verdict.scope).format(countries=countries_briefly(verdict.countries))
        case State.POSSIBLE if verdict.official:
            return _("partly down, says the company")
        case State.SLOW if verdict.official:
            return _("minor problem")
        case State.UNKNOWN if is_awaited(verdict):
            return pgettext("state", "being checked")
        case _:
            return state_word(verdict.state)


def _brief_outage(scope: Scope) -> str:
    match scope:
        case Scope.EVERYONE:
            return _("down for everyone")
        case Scope.REGION:
            return _("down in {countries}")
        case Scope.NETWORK:
            return _("down on your network")
        case Scope.ME:
            return _("down only for you")
        case Scope.UNCLEAR:
            return _("unreachable from here")


def _outage_phrase(scope: Scope, official: bool) -> str:
    if official:
        return _("down since {time}, as the company reports")
    match scope:
        case Scope.EVERYONE:
            return _("down for everyone, failing since {time}")
        case Scope.REGION:
            return _("down in {countries}, failing since {time}")
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
    """One line for a menu or a list: "WhatsApp — down for everyone, failing since 14:02"."""
    return f"{status.name} — {verdict_phrase(status.verdict, clock, failing_parts(status))}"


def verdict_sentence(name: str, verdict: Verdict, clock: Clock, parts: str = "") -> str:
    """A whole sentence: "WhatsApp is down for everyone, failing since 14:02."; `parts` as above."""
    since = since_words(verdict.since or verdict.time, verdict.before, clock)
    countries = countries_briefly(verdict.countries)
    words = _sentence(verdict, parts).format(service=name, time=since, countries=countries, parts=parts)
    if verdict.known is None:
        return words
    return _("{sentence} Last known {time}.").format(sentence=words, time=clock.moment(verdict.known))


def _sentence(verdict: Verdict, parts: str) -> str:
    match verdict.state:
        case State.OUTAGE if verdict.minor:
            if parts:
                return _("{service}: {parts} not working since {time}.")
            return _("A minor part of {service} has not been working since {time}.")
        case State.OUTAGE:
            return outage_sentence(verdict.scope, verdict.official)
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


def outage_sentence(scope: Scope, official: bool) -> str:
    """Say that a service is down, for whom, and since when; there is room for its name, the time and the countries.

    That it fails in other places, too, may have become known, or so, later than when it began.
    """
    if official:
        return _("{service} has been down since {time}, as the company reports.")
    match scope:
        case Scope.EVERYONE:
            return _("{service} is down for everyone, failing since {time}.")
        case Scope.REGION:
            return _("{service} is down in {countries}, failing since {time}.")
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


def problem_word(incident: Incident) -> str:
    """What an incident was, for a column: "down", or "unreachable from here" where no more is known (rule 20)."""
    if incident.worst is State.OUTAGE and not incident.minor and not is_known(incident):
        return _("unreachable from here")
    return state_word(incident.worst, minor=incident.minor)


def scope_phrase(subject: Verdict | Incident | AlertService) -> str:
    """Who is affected, for a column: "everyone", "Indonesia and Malaysia"."""
    return scope_word(subject.scope, countries_briefly(subject.countries))
