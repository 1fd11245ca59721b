"""Where a service fails, works, or does both: countries by name, the nearest to the user first."""

from collections.abc import Iterable, Sequence

from notifier.core.findings import Found, Place
from notifier.words import _, ngettext
from notifier.words.geography import world
from notifier.words.names import country_name, country_names, listed
from notifier.words.times import number


def nearest_first(places: Iterable[Place], home: str) -> list[Place]:
    """Put findings in order: what fails, what fails in part, what works; in each the nearest to `home` first."""
    found = {each.country: each for each in places}
    order = list(Found)
    ranked = [found[code] for code in world().nearest_first(found, home)]
    return sorted(ranked, key=lambda each: order.index(each.found))


def found_words(found: Found) -> str:
    """A finding in a word or two, to stand beside a country."""
    match found:
        case Found.FAILS:
            return _("fails")
        case Found.MIXED:
            return _("fails in part")
        case Found.WORKS:
            return _("works")


def found_in(place: Place) -> str:
    """One country: "Malaysia: fails in part, 3 of 5 tests failed"."""
    return _("{country}: {found}, {tests}").format(
        country=country_name(place.country), found=found_words(place.found), tests=tests_words(place)
    )


def tests_words(place: Place) -> str:
    """How many tests a finding stands on."""
    return ngettext("{failed} of {total} test failed", "{failed} of {total} tests failed", place.total).format(
        failed=number(place.failed), total=number(place.total)
    )


def places_summary(places: Sequence[Place], home: str) -> str:
    """All findings in a sentence for each group, the nearest first; empty where there are none."""
    ranked = nearest_first(places, home)
    sentences = {
        Found.FAILS: _("Fails from: {countries}."),
        Found.MIXED: _("Fails in part from: {countries}."),
        Found.WORKS: _("Works from: {countries}."),
    }
    groups = {found: [each.country for each in ranked if each.found is found] for found in Found}
    return " ".join(
        sentences[found].format(countries=listed(country_names(codes))) for found, codes in groups.items() if codes
    )
