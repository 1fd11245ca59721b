"""The names of services, components and countries in the user's language, and lists of names.

Where the names come from (the catalogue, the user's own services) is handed in.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from notifier.catalogue.words import CATEGORIES
from notifier.core.model import Component, ComponentStatus, Service
from notifier.words import _, ngettext, pgettext
from notifier.words.countries import COUNTRIES
from notifier.words.language import said, spoken

KIND: Final = "kind of service"
PART: Final = "part of a service"
"""The contexts of the catalogue's words in the languages' files."""

LISTED = 3
"""So many names are listed in full; of more, the first two and the number of the others."""


class Names:
    """Knows what services and their components are called. `service_of` gives a service by its id, if there is one."""

    def __init__(self, service_of: Callable[[str], Service | None] = lambda _id: None) -> None:
        self.get = service_of
        """The service, if it is known; asked each time, for the user may call it something else meanwhile."""

    def service(self, service: str) -> str:
        """The name of a service; the id itself where nobody has named it."""
        known = self.get(service)
        return service if known is None else known.name

    def component(self, service: str, component: str) -> str:
        """The name of a component; the id itself where nobody has named it (it may be the name of a page's own)."""
        known = self.get(service)
        found = next((each for each in known.components if each.id == component), None) if known is not None else None
        return component if found is None else component_name(found)

    def components(self, service: str, components: Iterable[str]) -> tuple[str, ...]:
        """The names of components: in the service's own order, which is by weight, others after them."""
        known = self.get(service)
        order = [each.id for each in known.components] if known is not None else []
        ranked = sorted(components, key=lambda each: order.index(each) if each in order else len(order))
        return tuple(self.component(service, each) for each in ranked)

    def is_whole(self, service: str, components: Iterable[str]) -> bool:
        """Tell whether these are all the components of a service that has several."""
        known = self.get(service)
        return (
            known is not None
            and len(known.components) > 1
            and {each.id for each in known.components} <= set(components)
        )


NO_NAMES = Names()


def names_from(services: Iterable[Service]) -> Names:
    """Names of just these services."""
    known: Mapping[str, Service] = {each.id: each for each in services}
    return Names(known.get)


def component_name(component: Component | ComponentStatus) -> str:
    """The name of a component in the user's language: as its service's file has it, or else as it is translated."""
    names = component.names if isinstance(component, Component) else component.name
    return names.get(spoken()) or said(names.get("en", component.id), PART)


def category_name(category: str) -> str:
    """The name of a category in the user's language; its id where the catalogue does not name it."""
    known = CATEGORIES.get(category)
    return category if known is None else said(known, KIND)


def category_names() -> dict[str, str]:
    """The names of all categories in the user's language, by their ids."""
    return {each: category_name(each) for each in CATEGORIES}


def country_name(code: str) -> str:
    """The name of a country (ISO 3166-1 alpha-2) in the user's language; the code where it is unknown."""
    return said(COUNTRIES[code]) if code in COUNTRIES else code


def country_names(codes: Iterable[str]) -> tuple[str, ...]:
    """The names of countries."""
    return tuple(country_name(each) for each in codes)


def listed(names: Sequence[str]) -> str:
    """All the names: "A", "A and B", "A, B and C"."""
    if len(names) < 2:
        return "".join(names)
    return _("{names} and {last}").format(names=enumerated(names[:-1]), last=names[-1])


def enumerated(names: Sequence[str]) -> str:
    """The names as the beginning of a longer list: "A, B"."""
    first = names[0]
    for each in names[1:]:
        first = pgettext("list", "{names}, {next}").format(names=first, next=each)
    return first


def listed_briefly(names: Sequence[str], most: int = LISTED) -> str:
    """The names, but of more than `most` the others' number in place of the last: "A, B and 4 others"."""
    if len(names) <= most:
        return listed(names)
    more = len(names) - most + 1
    return ngettext("{names} and {count} other", "{names} and {count} others", more).format(
        count=more, names=enumerated(names[: most - 1])
    )


def parts_listed(parts: Sequence[str], most: int = LISTED) -> str:
    """The parts of a service, but of many only the first: "A, B, C and 2 other parts".

    Where one of several has an "and" of its own, each stands in quotation marks: “Messages” and “Photos and videos”.
    """
    joint = _("{names} and {last}").format(names="", last="")
    if len(parts) > 1 and any(joint in each for each in parts):
        parts = [_("“{name}”").format(name=each) for each in parts]
    if len(parts) <= most:
        return listed(parts)
    return ngettext("{names} and {count} other part", "{names} and {count} other parts", len(parts) - most).format(
        count=len(parts) - most, names=enumerated(parts[:most])
    )
