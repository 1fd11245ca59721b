"""What is known of the user's country and provider beside tests of a service, in sentences.

It is told as what a source says: it decides nothing (`notifier.core.outside.elsewhere`).
"""

from collections.abc import Iterable

from notifier.core.model import Reason, ReasonKind
from notifier.core.reports import Circumstance, Hindrance
from notifier.words import _
from notifier.words.names import country_name
from notifier.words.phrases import quotable
from notifier.words.times import number


def circumstance(each: Circumstance) -> str:
    """One as it was told: "In Indonesia it seems to be blocked: 9 of 12 measurements, says OONI."."""
    return _sentence(each.kind is Hindrance.BLOCKED, "" if each.network else each.country).format(
        country=country_name(each.country), source=each.source, bad=number(each.bad), measured=number(each.measured)
    )


def nearest(told: Iterable[Circumstance]) -> tuple[str, ...]:
    """One sentence of each kind: of the provider where that is known, else of the country."""
    found: dict[Hindrance, Circumstance] = {}
    for each in told:
        if each.kind not in found or each.network:
            found[each.kind] = each
    return tuple(circumstance(each) for each in found.values())


def reason_beside(each: Reason) -> str:
    """The same as a reason of a verdict."""
    country = each.countries[0] if each.countries else ""
    return _sentence(each.kind is ReasonKind.BLOCKED, country).format(
        country=country_name(country), source=each.text, bad=number(each.count), measured=number(each.total)
    )


def provider_reason(each: Reason) -> str:
    """What other lines of the user's provider meet."""
    fails = each.kind is ReasonKind.PROVIDER_FAILS
    if not each.text:
        if fails:
            return _("Others with your internet provider cannot reach it either.")
        return _("Others with your internet provider can reach it.")
    if fails:
        words = _("Others with your internet provider ({provider}) cannot reach it either.")
    else:
        words = _("Others with your internet provider ({provider}) can reach it.")
    return words.format(provider=quotable(each.text, 60))


def _sentence(blocked: bool, country: str) -> str:
    """The words; {country} is left out where they are of the user's provider."""
    if blocked and country:
        return _("In {country} it seems to be blocked: {bad} of {measured} measurements, says {source}.")
    if blocked:
        return _("With your provider it seems to be blocked: {bad} of {measured} measurements, says {source}.")
    if country:
        return _("The internet in {country} is failing as a whole, says {source}.")
    return _("Your provider's internet is failing as a whole, says {source}.")
