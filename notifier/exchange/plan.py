"""What a list means here: which services are watched from now on, which are described anew, what is lost.

A plan is made without changing anything. Carrying it out writes the services first and the watched list last, in one
step: whatever fails before that is taken back, so that nothing is half-written. What the user has stays as it is.
"""

import hashlib
from collections.abc import Callable

import msgspec

from notifier.catalogue.loader import Catalogue
from notifier.catalogue.write import as_toml
from notifier.config.model import Settings, WatchedService
from notifier.core.failure import N_, UserError
from notifier.core.model import Service
from notifier.exchange.matching import Known
from notifier.exchange.model import Entry, Loss, WatchList


class Plan(msgspec.Struct, frozen=True):
    """What would change. `matched` tells which names of the list were found among the known services."""

    watched: tuple[WatchedService, ...] = ()
    services: dict[str, Service] = {}
    """Those of `watched`, for telling them."""
    described: tuple[Service, ...] = ()
    matched: tuple[tuple[str, Service], ...] = ()
    already: tuple[Service, ...] = ()
    losses: tuple[Loss, ...] = ()

    @property
    def changes(self) -> bool:
        """Tell whether there is anything to do."""
        return bool(self.watched or self.described)


class _Planning:
    """A plan in the making."""

    def __init__(self, catalogue: Catalogue, settings: Settings) -> None:
        self._catalogue = catalogue
        self._known: Known | None = None
        self._before = {each.id for each in settings.watched}
        self.watched: dict[str, WatchedService] = {}
        self.services: dict[str, Service] = {}
        self.described: dict[str, Service] = {}
        self.matched: list[tuple[str, Service]] = []
        self.already: dict[str, Service] = {}
        self.losses: list[Loss] = []

    def take(self, entry: Entry) -> None:
        """Decide about one entry."""
        service = self._known_service(entry) or self._own_service(entry)
        if service is None:
            title = N_("no service is called {name}")
            self.losses.append(Loss(entry.name, UserError(title, name=entry.words or entry.name)))
        elif service.id in self._before:
            self.already[service.id] = service
        elif entry.watch and service.id not in self.watched:
            self.watched[service.id] = entry.wishes or WatchedService(service.id)
            self.services[service.id] = service

    def _known_service(self, entry: Entry) -> Service | None:
        """The service of the catalogue that is meant, if one is."""
        service = entry.service
        if service is None:
            return self._catalogue.get(entry.wishes.id) if entry.wishes else self._catalogue.find(entry.words)
        if not entry.plain:
            return None
        if self._known is None:
            self._known = Known([each for each in self._catalogue.all() if not each.own])
        found = self._known.of(service)
        if found is not None:
            self.matched.append((entry.name, found))
        return found

    def _own_service(self, entry: Entry) -> Service | None:
        service = entry.service
        if service is None:
            return None
        there = self.described.get(service.id) or self._own(service.id)
        if there is None:
            self.described[service.id] = service
            return service
        if there == service or (entry.plain and _addresses(there) == _addresses(service)):
            return there
        if entry.wishes or not entry.watch:
            hint = N_("Yours was kept as it is.")
            self.losses.append(Loss(service.name, UserError("there is already a service of this name", hint)))
            return there
        return self._beside(service)

    def _beside(self, service: Service) -> Service:
        """The same address with other expectations: a service of its own, beside the one that is there."""
        digest = hashlib.sha256(as_toml(service).encode()).hexdigest()[:8]
        other = msgspec.structs.replace(service, id=f"{service.id[:80].rstrip('.-')}-{digest}")
        if self._own(other.id) is None:
            self.described.setdefault(other.id, other)
        return other

    def _own(self, id_: str) -> Service | None:
        found = self._catalogue.get(id_)
        return found if found is not None and found.own else None


def _addresses(service: Service) -> list[str]:
    return [each.key for each in service.targets]


def plan_of(found: WatchList, catalogue: Catalogue, settings: Settings) -> Plan:
    """Decide what a list means. Changes nothing."""
    planning = _Planning(catalogue, settings)
    for entry in found.entries:
        planning.take(entry)
    return Plan(
        tuple(planning.watched.values()),
        planning.services,
        tuple(planning.described.values()),
        tuple(planning.matched),
        tuple(planning.already.values()),
        (*found.losses, *planning.losses),
    )


def carry_out(plan: Plan, catalogue: Catalogue, settings: Settings, save: Callable[[Settings], None]) -> None:
    """Do it, whole or not at all. Raises UserError."""
    added: list[str] = []
    try:
        for service in plan.described:
            catalogue.own.add(service)
            added.append(service.id)
        if plan.watched:
            save(msgspec.structs.replace(settings, watched=(*settings.watched, *plan.watched)))
    except BaseException:
        for id_ in added:
            catalogue.own.remove(id_)
        raise
