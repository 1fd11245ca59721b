"""Whom the problem of several services concerns, said as one: what a notice says of it, and when that is another.

Whom one service's problem concerns is decided in `notifier.core.service.scope`.
"""

from collections.abc import Iterable

import msgspec

from notifier.core.model import AlertService, Incident, Scope, Verdict


class Whom(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who is affected; `official`: the company itself says so."""

    scope: Scope = Scope.UNCLEAR
    countries: tuple[str, ...] = ()
    official: bool = False


def whom(members: Iterable[AlertService]) -> Whom:
    """Give the scope that all share, and the countries of all where those are known."""
    all_of_them = tuple(members)
    scopes = {each.scope for each in all_of_them}
    scope = scopes.pop() if len(scopes) == 1 else Scope.UNCLEAR
    countries = dict.fromkeys(country for each in all_of_them for country in each.countries)
    official = bool(all_of_them) and all(each.official for each in all_of_them)
    return Whom(scope, tuple(countries) if scope is Scope.REGION else (), official)


def is_known(subject: AlertService | Incident | Verdict) -> bool:
    """Tell whether more is known of a problem than what was met from here: from elsewhere, or from the company."""
    return subject.official or subject.scope is not Scope.UNCLEAR
