"""What a page's options say: addresses beside the page's own, and lists of names. No provider's own options here."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Final

import msgspec

from notifier.core.model import PageComponent, PageIncident, PageLevel
from notifier.core.targets import PageTarget
from notifier.sources.pages.building import host_of
from notifier.sources.pages.parsing import base_of
from notifier.sources.pages.provider import Need, PageRequest

NOWHERE: Final[Mapping[str, str]] = MappingProxyType({})


def address(target: PageTarget, option: str, path: str, elsewhere: Mapping[str, str] = NOWHERE) -> str:
    """The address that the option gives; else the one that belongs to the page's host, or the path below its base."""
    given = target.options.get(option) or elsewhere.get(host_of(target.url))
    return given or f"{base_of(target.url, path)}{path}"


def one_file(
    path: str,
    elsewhere: Mapping[str, str] = NOWHERE,
    option: str = "api",
    accept: str = "application/json",
    need: Need = Need.ALWAYS,
) -> Callable[[PageTarget], tuple[PageRequest, ...]]:
    """The requests of a kind whose page begins with one file, at its `address`."""
    return lambda target: (PageRequest(address(target, option, path, elsewhere), accept, need=need),)


def listed(target: PageTarget, option: str) -> tuple[str, ...]:
    """The names that an option lists, separated by commas."""
    names = (name.strip() for name in target.options.get(option, "").split(","))
    return tuple(dict.fromkeys(name for name in names if name))


def meant(wish: str, names: Iterable[str]) -> tuple[str, ...]:
    """The names that a wish stands for: the very name, or else those that contain its words."""
    folded = {name: " ".join(name.casefold().split()) for name in names}
    wanted = " ".join(wish.casefold().split())
    exact = tuple(name for name, each in folded.items() if each == wanted)
    return exact or tuple(name for name, each in folded.items() if wanted and f" {wanted} " in f" {each} ")


def only(
    wishes: tuple[str, ...], components: tuple[PageComponent, ...], incidents: tuple[PageIncident, ...]
) -> tuple[tuple[PageComponent, ...], tuple[PageIncident, ...]]:
    """Keep the wished components, and the incidents that name one of them or none at all; no wish: everything.

    A wish that the page does not know stays as a component of which nothing is known: never green.
    """
    if not wishes:
        return components, incidents
    kept: dict[str, PageComponent] = {}
    for wish in wishes:
        found = set(meant(wish, (each.name for each in components)))
        kept |= {each.id: each for each in components if each.name in found}
        if not found:
            kept[wish] = PageComponent(wish, wish, PageLevel.UNKNOWN)
    concerned = tuple(
        msgspec.structs.replace(each, components=tuple(id_ for id_ in each.components if id_ in kept))
        for each in incidents
        if not each.components or not kept.keys().isdisjoint(each.components)
    )
    return tuple(kept.values()), concerned


def with_watched(target: PageTarget, components: Iterable[PageComponent]) -> tuple[PageComponent, ...]:
    """Add what is watched to the components of a page that only lists trouble: what it does not list is fine."""
    known = {each.id: each for each in components}
    for id_ in target.watched:
        known.setdefault(id_, PageComponent(id_, id_, PageLevel.OPERATIONAL))
    return tuple(known.values())
