"""What the user wishes of single services, put over what the catalogue says: names, weights, alternatives, order.

Pure; the wishes are kept in the settings (`WatchedService`). The colour of a mark is for `notifier.ui.marks` alone.
"""

from collections.abc import Callable, Iterable

import msgspec

from notifier.config.model import Settings, WatchedService
from notifier.core.services import Component, Service
from notifier.core.words import Rank

ServiceOf = Callable[[str], Service | None]


def as_wished(service: Service, settings: Settings) -> Service:
    """Give the service with the user's own name, group, weights and alternatives, where there are any."""
    wishes = next((each for each in settings.watched if each.id == service.id), None)
    if wishes is None or wishes == WatchedService(wishes.id):
        return service
    return msgspec.structs.replace(
        service,
        name=" ".join(wishes.name.split()) or service.name,
        group=group_of(wishes),
        components=tuple(_ranked(each, wishes) for each in service.components),
        alternatives=wishes.alternatives or service.alternatives,
    )


def wished_services(settings: Settings, service_of: ServiceOf) -> tuple[Service, ...]:
    """Give what is watched and known, as the user wishes it, in the user's order."""
    known = (service_of(each.id) for each in arranged(settings.watched))
    return tuple(as_wished(each, settings) for each in known if each is not None)


def wished_by(settings: Callable[[], Settings], service_of: ServiceOf) -> ServiceOf:
    """Give what knows services as the user wishes them by the settings of that moment."""

    def wished(service: str) -> Service | None:
        known = service_of(service)
        return None if known is None else as_wished(known, settings())

    return wished


def arranged(watched: Iterable[WatchedService]) -> tuple[WatchedService, ...]:
    """Put what is of one group together, where the first of it stands; else nothing moves."""
    groups: dict[tuple[str, str], list[WatchedService]] = {}
    for each in watched:
        group = group_of(each)
        groups.setdefault((group, "" if group else each.id), []).append(each)
    return tuple(each for group in groups.values() for each in group)


def group_of(wishes: WatchedService) -> str:
    """Give the name of the group, on one line."""
    return " ".join(wishes.group.split())


def _ranked(component: Component, wishes: WatchedService) -> Component:
    if component.id in wishes.core:
        return msgspec.structs.replace(component, rank=Rank.CORE)
    if component.id in wishes.minor:
        return msgspec.structs.replace(component, rank=Rank.MINOR)
    return component
