"""Every host that the program contacts, and what for: worked out from what is watched, nothing is looked up."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import chain

import msgspec

from notifier.config.anchors import SPARE_ANCHORS, anchors_of
from notifier.config.model import NAME_SERVERS, Settings, may_ask
from notifier.config.witnesses import shipped_witnesses
from notifier.core.alerts.phone import phones_of
from notifier.core.model import Service
from notifier.core.outside.broker import known_broker
from notifier.core.outside.source import OutsideKind
from notifier.desktop.phone.kinds import kind_name
from notifier.ui.settings.context import PageContext, watched_services
from notifier.words.language import said


class Purpose(StrEnum):
    """What a host is contacted for."""

    APP = "app"
    PAGE = "page"
    ANCHOR = "anchor"
    SPARE = "spare"
    """An anchor that takes the place of one that a network keeps back."""
    OUTSIDE = "outside"
    """Whether something is down elsewhere, too."""
    REPORTS = "reports"
    """What people and the news say."""
    INSTEAD = "instead"
    """Whether it can be used instead, read once when an outage begins."""
    WITNESS = "witness"
    """Asked only where services of several owners fail together."""
    NAME_SERVER = "name_server"
    """Asked for names that several services cannot be found by."""
    PHONE = "phone"
    """Notices are sent there as well."""
    NAME = "name"
    """Its name is looked up, by the system's name server."""


class Contact(msgspec.Struct, frozen=True):
    """One host; `names` are the services it is contacted for, or the owner of an anchor or a witness."""

    host: str
    purpose: Purpose
    names: tuple[str, ...]


Found = Iterator[tuple[str, Purpose, str]]
"""A host, what it is contacted for, and one of the names."""


def contacts_of(settings: Settings, context: PageContext) -> tuple[Contact, ...]:
    """List the hosts that are contacted with these settings."""
    services = watched_services(settings, context.catalogue)
    found: dict[tuple[str, Purpose], dict[str, None]] = {}
    of_apps = chain(_of_services(services, settings), _of_alternatives(services, context), _of_witnesses(services))
    for host, purpose, name in chain(of_apps, _of_line(settings), _of_outside(settings, context), _of_phones(settings)):
        found.setdefault((host, purpose), {})[name] = None
    return tuple(sorted((Contact(*key, tuple(names)) for key, names in found.items()), key=_order))


def _of_services(services: Iterable[Service], settings: Settings) -> Found:
    chosen = {each.id: each.components for each in settings.watched}
    for service in services:
        components = chosen.get(service.id, ())  # none: all
        for target in service.targets:
            if not components or target.component in components:
                yield target.host.lower(), Purpose.NAME if target.looked_up else Purpose.APP, service.name
        if service.page is not None:
            for url in (service.page.url, *_addresses(service.page.options.values())):
                yield _host(url), Purpose.PAGE, service.name


def _of_alternatives(services: Iterable[Service], context: PageContext) -> Found:
    watched = {each.id for each in services}
    for name in dict.fromkeys(name for each in services for name in each.alternatives if name not in watched):
        if (service := context.catalogue.get(name)) is not None:
            for target in service.targets[:1]:
                yield target.host.lower(), Purpose.INSTEAD, service.name


def _of_witnesses(services: Iterable[Service]) -> Found:
    owners = {each.owner for each in services}
    for witness in shipped_witnesses():
        if witness.owner not in owners:
            yield witness.target.host.lower(), Purpose.WITNESS, witness.owner


def _of_line(settings: Settings) -> Found:
    for anchor in anchors_of(settings.anchors):
        yield anchor.target.host.lower(), Purpose.ANCHOR, anchor.owner
    for anchor in () if settings.anchors else SPARE_ANCHORS:
        yield anchor.target.host.lower(), Purpose.SPARE, anchor.owner
    if server := settings.other_resolver:
        yield server, Purpose.NAME_SERVER, NAME_SERVERS.get(server, server)


def _of_outside(settings: Settings, context: PageContext) -> Found:
    sources = [each for each in context.outside() if each.id in may_ask(settings)]
    if settings.place and (broker := known_broker(settings.broker)) is not None:
        sources.append(broker.source)
    for source in sources:
        purpose = Purpose.OUTSIDE if source.kind is OutsideKind.REGIONS else Purpose.REPORTS
        yield source.host, purpose, said(source.name)


def _of_phones(settings: Settings) -> Found:
    for phone in phones_of(settings.phones):
        yield phone.host, Purpose.PHONE, said(kind_name(phone.kind))


def _addresses(options: Iterable[str]) -> list[str]:
    return [each for each in options if each.startswith(("http://", "https://"))]


def _host(url: str) -> str:
    return url.split("://", 1)[-1].split("/", 1)[0].rsplit(":", 1)[0].lower()


def _order(contact: Contact) -> tuple[str, ...]:
    """By registered name, so that the hosts of one owner stand together."""
    return (*reversed(contact.host.split(".")), contact.purpose)
