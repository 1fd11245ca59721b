"""How long an outage was and whom it concerned: sentences with room for its times.

No more is said than is known (rule 20): what one person alone met was not simply "down". What was no outage is told
where it is told of; how a service stands at this moment, in `verdicts`.
"""

from collections.abc import Sequence

from notifier.core.alerts.whom import is_known
from notifier.core.model import AlertService, Incident, Scope
from notifier.words import _
from notifier.words.phrases import scope_word
from notifier.words.places import countries_briefly


def down_for(members: Sequence[AlertService | Incident]) -> Scope:
    """Give whom several outages concerned that are told as one; `unclear` where one of them was met from here alone.

    What a company reported concerned everyone; where they concerned different people, everyone is said, too.
    """
    if not all(map(is_known, members)):
        return Scope.UNCLEAR
    scopes = {Scope.EVERYONE if each.official else each.scope for each in members}
    return scopes.pop() if len(scopes) == 1 else Scope.EVERYONE


def countries_of(members: Sequence[AlertService | Incident]) -> str:
    """Name the countries of outages in some: "Indonesia and Malaysia"."""
    codes = dict.fromkeys(code for each in members for code in each.countries)
    return scope_word(Scope.REGION, countries_briefly(tuple(codes)))


def so_far(outage: Incident) -> str:
    """Give the sentence of an outage that lasts: since when, and for how long so far."""
    match down_for([outage]):
        case Scope.ME:
            return _("{service} has been down only for you since {time}, for {duration} so far.")
        case Scope.NETWORK:
            return _("{service} has been down on your network since {time}, for {duration} so far.")
        case Scope.REGION:
            return _("{service} has been down in {countries} since {time}, for {duration} so far.")
        case Scope.EVERYONE:
            return _("{service} has been down since {time}, for {duration} so far.")
        case Scope.UNCLEAR:
            return _("{service} has been unreachable from here since {time}, for {duration} so far.")


def it_was(outage: AlertService | Incident) -> str:
    """Give the sentence of an outage that is over: how long it was, and from when to when."""
    match down_for([outage]):
        case Scope.ME:
            return _("{service} was down only for you, for {duration} ({span}).")
        case Scope.NETWORK:
            return _("{service} was down on your network for {duration} ({span}).")
        case Scope.REGION:
            return _("{service} was down in {countries} for {duration} ({span}).")
        case Scope.EVERYONE:
            return _("{service} was down for {duration} ({span}).")
        case Scope.UNCLEAR:
            return _("{service} was unreachable from here for {duration} ({span}).")


def in_all(members: Sequence[AlertService]) -> str:
    """Give the same of several, without their names."""
    match down_for(members):
        case Scope.ME:
            return _("Down only for you, for {duration} ({span}).")
        case Scope.NETWORK:
            return _("Down on your network for {duration} ({span}).")
        case Scope.REGION:
            return _("Down in {countries} for {duration} ({span}).")
        case Scope.EVERYONE:
            return _("Down for {duration} ({span}).")
        case Scope.UNCLEAR:
            return _("Unreachable from here for {duration} ({span}).")


def at_least(members: Sequence[AlertService]) -> str:
    """Give the same where it began unseen: how long it was at least, and until when."""
    match down_for(members):
        case Scope.ME:
            return _("Down only for you, for at least {duration} (until {end}).")
        case Scope.NETWORK:
            return _("Down on your network for at least {duration} (until {end}).")
        case Scope.REGION:
            return _("Down in {countries} for at least {duration} (until {end}).")
        case Scope.EVERYONE:
            return _("Down for at least {duration} (until {end}).")
        case Scope.UNCLEAR:
            return _("Unreachable from here for at least {duration} (until {end}).")
