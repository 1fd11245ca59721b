"""The scenario file: what is truly the case, and when. Read strictly; every mistake is named with its place.

Times ending in `_s` are seconds from the scenario's start; spans are [from_s, until_s).
"""

import tomllib
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import msgspec

from notifier.config.model import Settings, watch_of
from notifier.core.failure import UserError
from notifier.core.model import Component, Service
from notifier.core.targets import PageTarget
from notifier.probes import KINDS, Probe, TypedAddress
from notifier.simulation.scenario_file import FAULT_KINDS, PAGE_LEVELS, Fault, ScenarioFile, ServiceEntry, TargetEntry


class Scenario(msgspec.Struct, frozen=True):
    """A checked scenario: the file, its services in full, the settings."""

    file: ScenarioFile
    services: tuple[Service, ...]
    settings: Settings


FindService = Callable[[str], Service | None]


def load(path: Path, find: FindService) -> Scenario:
    """Read and check a scenario file; `find` looks a service up in the catalogue by its id.

    Raises UserError naming the file, the key or line, and what was expected.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"{path}: the scenario cannot be read", str(error)) from error
    return parse(text, str(path), find)


def parse(text: str, where: str, find: FindService) -> Scenario:
    """Check the text of a scenario file; `where` names it in errors. Raises UserError."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UserError(f"{where}: not a TOML file", str(error)) from error
    try:
        file = msgspec.convert(raw, ScenarioFile)
    except msgspec.ValidationError as error:
        raise UserError(f"{where}: not a scenario", str(error)) from error
    services = _services(file, where, find)
    _check(file, services, where, find)
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
        own=True,
    )


def _target(entry: TargetEntry, key: str) -> Probe:
    kind = KINDS.get(entry.kind)
    if kind is None:
        raise UserError(f"{key}.kind", f"{entry.kind!r}; expected one of {', '.join(sorted(KINDS))}")
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


def _check(file: ScenarioFile, services: tuple[Service, ...], where: str, find: FindService) -> None:
    if file.start.tzinfo is None:
        raise UserError(f"{where}: start", "a time with its offset is expected, such as 2022-10-25T06:00:00Z")
    if not 1971 <= file.start.year < 9000:
        raise UserError(f"{where}: start", f"{file.start.isoformat()}; a year from 1971 to 8999 is expected")
    if file.world.latency_p99_ms < file.world.latency_median_ms:
        raise UserError(f"{where}: world.latency_p99_ms", "must not be below latency_median_ms")
    known = {service.id: service for service in services}
    for number, fault in enumerate(file.fault):
        _check_fault(fault, f"{where}: fault[{number}]", file, known, find)
    _check_line(file, where)
    for number, page in enumerate(file.page):
        key = f"{where}: page[{number}]"
        service = _named(page.service, f"{key}.service", known, find)
        if service.page is None:
            raise UserError(f"{key}.service", f"{page.service!r} has no official page")
        if page.level not in PAGE_LEVELS:
            raise UserError(f"{key}.level", f"{page.level!r}; expected one of {', '.join(sorted(PAGE_LEVELS))}")
        _within(page.at_s, f"{key}.at_s", file)
    for number, reports in enumerate(file.reports):
        _named(reports.service, f"{where}: reports[{number}].service", known, find)
        _within(reports.at_s, f"{where}: reports[{number}].at_s", file)


def _check_fault(fault: Fault, key: str, file: ScenarioFile, known: dict[str, Service], find: FindService) -> None:
    if bool(fault.service) == bool(fault.owner):
        raise UserError(key, "either `service` or `owner` is expected")
    if fault.kind not in FAULT_KINDS:
        raise UserError(f"{key}.kind", f"{fault.kind!r}; expected one of {', '.join(sorted(FAULT_KINDS))}")
    _span(fault.from_s, fault.until_s, key, file)
    if fault.service:
        service = _named(fault.service, f"{key}.service", known, find)
        ids = [each.id for each in service.components]
        for name in fault.components:
            if name not in ids:
                raise UserError(f"{key}.components", f"{name!r}; {service.id} has {', '.join(ids)}")
    elif not any(service.owner == fault.owner for service in known.values()):
        raise UserError(f"{key}.owner", f"{fault.owner!r} owns none of the services of this scenario")


def _named(name: str, key: str, known: dict[str, Service], find: FindService) -> Service:
    service = known.get(name) or find(name)
    if service is None:
        raise UserError(key, f"{name!r} is neither a service of this scenario nor in a catalogue")
    return service


def _span(from_s: float, until_s: float, key: str, file: ScenarioFile) -> None:
    if from_s >= until_s:
        raise UserError(f"{key}.until_s", f"{until_s:g} must be greater than from_s = {from_s:g}")
    if until_s > file.duration_s:
        raise UserError(f"{key}.until_s", f"{until_s:g} lies beyond duration_s = {file.duration_s:g}")


def _within(at_s: float, key: str, file: ScenarioFile) -> None:
    if at_s >= file.duration_s:
        raise UserError(key, f"{at_s:g} lies beyond duration_s = {file.duration_s:g}")


def _check_line(file: ScenarioFile, where: str) -> None:
    for number, line in enumerate(file.line):
        _span(line.from_s, line.until_s, f"{where}: line[{number}]", file)
    spans = sorted((line.from_s, line.until_s, number) for number, line in enumerate(file.line))
    for (_from_s, until_s, first), (from_s, _until_s, second) in pairwise(spans):
        if from_s < until_s:
            raise UserError(f"{where}: line[{second}].from_s", f"overlaps line[{first}], which lasts until {until_s:g}")
