"""The scenario file: what is truly the case, and when. Read strictly; every mistake is named with its place.

Times ending in `_s` are seconds from the scenario's start; spans are [from_s, until_s).
"""

from pathlib import Path

import msgspec

from notifier.config.model import Settings, watch_of
from notifier.core.failure import UserError
from notifier.core.model import Component, Service
from notifier.core.targets import PageTarget
from notifier.files import reason_of
from notifier.probes import Probe, TypedAddress, kinds
from notifier.simulation.scenario_checks import FindService, check
from notifier.simulation.scenario_file import ScenarioFile, ServiceEntry, TargetEntry
from notifier.toml import parsed

__all__ = ["FindService", "Scenario", "load", "parse"]


class Scenario(msgspec.Struct, frozen=True):
    """A checked scenario: the file, its services in full, the settings."""

    file: ScenarioFile
    services: tuple[Service, ...]
    settings: Settings


def load(path: Path, find: FindService) -> Scenario:
    """Read and check a scenario file; `find` looks a service up in the catalogue by its id.

    Raises UserError naming the file, the key or line, and what was expected.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise UserError(f"{path}: the scenario cannot be read", reason_of(error)) from error
    except UnicodeDecodeError as error:
        raise UserError(f"{path}: the scenario is not text", "Expected a file in UTF-8.") from error
    return parse(text, str(path), find)


def parse(text: str, where: str, find: FindService) -> Scenario:
    """Check the text of a scenario file; `where` names it in errors. Raises UserError."""
    try:
        raw = parsed(text)
    except ValueError as error:
        raise UserError(f"{where}: not a TOML file", str(error)) from error
    try:
        file = msgspec.convert(raw, ScenarioFile)
    except msgspec.ValidationError as error:
        raise UserError(f"{where}: not a scenario", str(error)) from error
    services = _services(file, where, find)
    check(file, services, where, find)
    return Scenario(file, services, _settings(file, where))


def _settings(file: ScenarioFile, where: str) -> Settings:
    try:
        settings = msgspec.convert(dict(file.settings), Settings)
    except msgspec.ValidationError as error:
        raise UserError(f"{where}: settings", str(error)) from error
    settings = msgspec.structs.replace(settings, country=file.country)
    try:
        watch_of(settings)
    except UserError as error:
        raise UserError(f"{where}: settings: {error.title}", error.hint) from error
    return settings


def _services(file: ScenarioFile, where: str, find: FindService) -> tuple[Service, ...]:
    services: dict[str, Service] = {}
    for number, entry in enumerate(file.service):
        key = f"{where}: service[{number}]"
        if entry.id in services:
            raise UserError(f"{key}.id", f"{entry.id!r} is there twice; each service may be named once")
        if entry.target:
            services[entry.id] = _own_service(entry, key)
            continue
        known = find(entry.id)
        if known is None:
            raise UserError(f"{key}.id", f"{entry.id!r} is in no catalogue; expected a known id, or a name and targets")
        services[entry.id] = known
    return tuple(services.values())


def _own_service(entry: ServiceEntry, key: str) -> Service:
    if not entry.name:
        raise UserError(f"{key}.name", "a service of the scenario's own needs a name")
    targets = tuple(_target(each, f"{key}.target[{number}]") for number, each in enumerate(entry.target))
    names = dict.fromkeys(target.component for target in targets)
    first = next((target.web for target in targets if target.web), "")
    return Service(
        id=entry.id,
        name=entry.name,
        owner=entry.owner or entry.name,
        category="own",
        homepage=first,
        components=tuple(Component(name, {"en": name, "id": name}) for name in names),
        targets=targets,
        page=PageTarget("statuspage", entry.page.url) if entry.page else None,
        clouds=entry.clouds,
        own=True,
    )


def _target(entry: TargetEntry, key: str) -> Probe:
    kind = kinds().get(entry.kind)
    if kind is None:
        raise UserError(f"{key}.kind", f"{entry.kind!r}; expected one of {', '.join(sorted(kinds()))}")
    scheme, colon, rest = entry.target.partition("://")
    if scheme not in kind.schemes or not colon:
        if len(kind.schemes) > 1:
            raise UserError(f"{key}.target", f"{entry.target!r} begins with none of {', '.join(kind.schemes)}")
        scheme, rest = kind.schemes[0], entry.target
    try:
        target = kind.typed(TypedAddress(scheme, rest, entry.target))
    except UserError as error:
        raise UserError(f"{key}.target", str(error)) from error
    return msgspec.structs.replace(target, component=entry.component)
