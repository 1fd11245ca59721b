"""Where a service fails, works, or does both: countries and the user's machines, the nearest to the user first."""

from collections.abc import Iterable, Sequence

from notifier.core.outside.findings import Found, Place
from notifier.core.reports import OwnPlaces
from notifier.words import _, ngettext
from notifier.words.geography import world
from notifier.words.machines import machine_name
from notifier.words.names import country_name, country_names, listed, listed_briefly
from notifier.words.times import number


def nearest_first(places: Iterable[Place], home: str) -> list[Place]:
    """Put findings in order: what fails, what fails in part, what works; in each the nearest to `home` first."""
    found = list(places)
    ranked = world().nearest_first({each.country for each in found}, home)
    order = list(Found)
    return sorted(found, key=lambda each: (order.index(each.found), ranked.index(each.country), each.name))


def nearest_countries(codes: Sequence[str]) -> tuple[str, ...]:
    """Name countries, the nearest to the first of them first, which is the user's own where that is known."""
    return country_names(world().nearest_first(codes, codes[0]) if len(codes) > 2 else codes)


def countries_briefly(codes: Sequence[str]) -> str:
    """The same as a list that names three at most: "Indonesia, Malaysia and 5 others"."""
    return listed_briefly(nearest_countries(codes))


def found_words(found: Found) -> str:
    """A finding in a word or two, to stand beside a country."""
    match found:
        case Found.FAILS:
            return _("fails")
        case Found.MIXED:
            return _("fails in part")
        case Found.WORKS:
            return _("works")


def place_name(place: Place) -> str:
    """A country, or a machine of the user's own: "“office” (Malaysia)"."""
    return machine_name(place.name, place.country) if place.name else country_name(place.country)


def found_in(place: Place) -> str:
    """One country: "Malaysia: fails in part, 3 of 5 tests failed"."""
    return _("{country}: {found}, {tests}").format(
        country=place_name(place), found=found_words(place.found), tests=tests_words(place)
    )


def tests_words(place: Place) -> str:
    """How many tests a finding stands on."""
    return ngettext("{failed} of {total} test failed", "{failed} of {total} tests failed", place.total).format(
        failed=number(place.failed), total=number(place.total)
    )


def tests_briefly(place: Place) -> str:
    """The same beneath a heading that says of what: "3 of 5"."""
    return _("{failed} of {total}").format(failed=number(place.failed), total=number(place.total))


def places_summary(places: Sequence[Place], home: str, here: str = "") -> str:
    """All findings in a sentence for each group, of many the nearest; empty where there are none.

    `here` is the name of this machine's own place, where it fails: "Fails at “home”, but works at “office”.".
    """
    ranked = nearest_first(places, home)
    sentences = {
        Found.FAILS: (_("Fails from: {countries}."), _("Fails at {places}.")),
        Found.MIXED: (_("Fails in part from: {countries}."), _("Fails in part at {places}.")),
        Found.WORKS: (
            _("Works from: {countries}."),
            _("Fails at “{here}”, but works at {places}.") if here else _("Works at {places}."),
        ),
    }
    told = list[str]()
    for found, (from_countries, at_places) in sentences.items():
        of_it = [each for each in ranked if each.found is found]
        if codes := [each.country for each in of_it if not each.name]:
            told.append(from_countries.format(countries=listed_briefly(country_names(codes))))
        if names := [_("“{place}”").format(place=each.name) for each in of_it if each.name]:
            told.append(at_places.format(places=listed(names), here=here))
    return " ".join(told)


def own_places(found: OwnPlaces | None) -> str:
    """Name what the user's other machines found: "Fails at “home”, but works at “office”."; empty: nothing."""
    if found is None:
        return ""
    fails, works = ([_("“{place}”").format(place=each) for each in names] for names in (found.fails, found.works))
    told = [_("Fails at {places}.").format(places=listed(fails))] if fails else []
    if works and found.here:
        told.append(_("Fails at “{here}”, but works at {places}.").format(here=found.here, places=listed(works)))
    elif works:
        told.append(_("Works at {places}.").format(places=listed(works)))
    return " ".join(told)
