"""Every host that the program contacts, and what for: worked out from what is watched, nothing is looked up."""

from collections.abc import Iterable
from enum import StrEnum

import msgspec

from notifier.config.model import NAME_SERVERS
from notifier.core.alerts.phone import PhoneAddress
from notifier.core.model import Service
from notifier.core.outside.source import OutsideKind, OutsideSource
from notifier.core.targets import AnchorTarget, WitnessTarget
from notifier.desktop.phone.kinds import kind_name
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


def contacts(
    services: Iterable[Service],
    chosen: dict[str, tuple[str, ...]],
    anchors: Iterable[AnchorTarget],
    outside: Iterable[OutsideSource] = (),
    spare: Iterable[AnchorTarget] = (),
    witnesses: Iterable[WitnessTarget] = (),
    instead: Iterable[Service] = (),
    name_server: str = "",
    phones: Iterable[PhoneAddress] = (),
) -> tuple[Contact, ...]:
    """List the hosts of these services (`chosen`: the components that count, none: all), and of all others."""
    found: dict[tuple[str, Purpose], dict[str, None]] = {}
    owners = set()
    for service in services:
        owners.add(service.owner)
        components = chosen.get(service.id, ())
        for target in service.targets:
            if not components or target.component in components:
                purpose = Purpose.NAME if target.looked_up else Purpose.APP
                _note(found, target.host.lower(), purpose, service.name)
        if service.page is not None:
            for url in (service.page.url, *_addresses(service.page.options.values())):
                _note(found, _host(url), Purpose.PAGE, service.name)
    for anchor in anchors:
        _note(found, anchor.target.host.lower(), Purpose.ANCHOR, anchor.owner)
    for anchor in spare:
        _note(found, anchor.target.host.lower(), Purpose.SPARE, anchor.owner)
    for source in outside:
        purpose = Purpose.OUTSIDE if source.kind is OutsideKind.REGIONS else Purpose.REPORTS
        _note(found, source.host, purpose, said(source.name))
    for service in instead:
        for target in service.targets[:1]:
            _note(found, target.host.lower(), Purpose.INSTEAD, service.name)
    for witness in witnesses:
        if witness.owner not in owners:
            _note(found, witness.target.host.lower(), Purpose.WITNESS, witness.owner)
    if name_server:
        _note(found, name_server, Purpose.NAME_SERVER, NAME_SERVERS.get(name_server, name_server))
    for phone in phones:
        _note(found, phone.host, Purpose.PHONE, said(kind_name(phone.kind)))
    return tuple(sorted((Contact(*key, tuple(names)) for key, names in found.items()), key=_order))


def _note(found: dict[tuple[str, Purpose], dict[str, None]], host: str, purpose: Purpose, name: str) -> None:
    found.setdefault((host, purpose), {})[name] = None


def _addresses(options: Iterable[str]) -> list[str]:
    return [each for each in options if each.startswith(("http://", "https://"))]


def _host(url: str) -> str:
    return url.split("://", 1)[-1].split("/", 1)[0].rsplit(":", 1)[0].lower()


def _order(contact: Contact) -> tuple[str, ...]:
    """By registered name, so that the hosts of one owner stand together."""
    return (*reversed(contact.host.split(".")), contact.purpose)
