"""What the keys of a scenario file must mean together; every mistake is named with its place.

What each key may hold by itself is in the structs of `notifier.simulation.scenario_file`.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final

from notifier.core.failure import FailureKind, UserError
from notifier.core.model import PageLevel, Service
from notifier.core.outside.source import OutsideKind
from notifier.simulation.connection_file import HOME, NAME_ANSWERS, Bursts
from notifier.simulation.scenario_file import (
    FAULT_KINDS,
    PAGE_LEVELS,
    UNFAILING,
    Fault,
    Outside,
    PageChange,
    ScenarioFile,
    failure_kind,
)
from notifier.sources.outside_sources import told_sources

FindService = Callable[[str], Service | None]

_LOOKED_UP: Final = frozenset({FailureKind.DNS_FAILURE, FailureKind.DNS_NXDOMAIN})
STEPS_MOST_S: Final = 31_622_400.0
"""All steps of the clock together: a year."""


def check(file: ScenarioFile, services: Sequence[Service], where: str, find: FindService) -> None:
    """Check a scenario whose services were found; `where` names the file in errors. Raises UserError."""
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
        _check_page(page, f"{where}: page[{number}]", file, known, find)
    for number, reports in enumerate(file.reports):
        _named(reports.service, f"{where}: reports[{number}].service", known, find)
        _within(reports.at_s, f"{where}: reports[{number}].at_s", file)
    for number, bursts in enumerate(file.bursts):
        _check_bursts(bursts, f"{where}: bursts[{number}]", file, known)
    for number, latency in enumerate(file.latency):
        _span(latency.from_s, latency.until_s, f"{where}: latency[{number}]", file)
    _check_networks(file, where)
    for number, outside in enumerate(file.outside):
        _check_outside(outside, f"{where}: outside[{number}]", file, known)
    _check_clock(file, where)


def _check_fault(fault: Fault, key: str, file: ScenarioFile, known: dict[str, Service], find: FindService) -> None:
    whose = [bool(each) for each in (fault.service, fault.owner, fault.services, fault.owners, fault.cloud)]
    if sum(whose) != 1:
        raise UserError(key, "either `service` or `owner` is expected (or `services`, `owners` or a `cloud`)")
    if fault.kind not in FAULT_KINDS:
        raise UserError(f"{key}.kind", f"{fault.kind!r}; expected one of {', '.join(sorted(FAULT_KINDS))}")
    _span(fault.from_s, fault.until_s, key, file)
    if fault.ramp_up_s + fault.ramp_down_s > fault.until_s - fault.from_s:
        raise UserError(f"{key}.ramp_up_s", "the ramps together are longer than the fault")
    if fault.until_s + fault.tail_s > file.duration_s:
        raise UserError(f"{key}.tail_s", f"the tail ends beyond duration_s = {file.duration_s:g}")
    _check_whose(fault, key, known, find)
    _check_where(fault, key, file)


def _check_whose(fault: Fault, key: str, known: dict[str, Service], find: FindService) -> None:
    if fault.service:
        service = _named(fault.service, f"{key}.service", known, find)
        ids = [each.id for each in service.components]
        for name in fault.components:
            if name not in ids:
                raise UserError(f"{key}.components", f"{name!r}; {service.id} has {', '.join(ids)}")
    for name in fault.services:
        if name not in known:
            raise UserError(f"{key}.services", f"{name!r} is no service of this scenario")
    owners = {service.owner for service in known.values()}
    for name in (fault.owner, *fault.owners):
        if name and name not in owners:
            raise UserError(f"{key}.owner{'s' if fault.owners else ''}", f"{name!r} owns none of this scenario")
    if fault.cloud and not any(fault.cloud in service.clouds for service in known.values()):
        raise UserError(f"{key}.cloud", f"no service of this scenario stands on {fault.cloud!r}")


def _check_where(fault: Fault, key: str, file: ScenarioFile) -> None:
    if fault.seen != "everywhere" and fault.countries:
        raise UserError(f"{key}.countries", f"what is seen by this {fault.seen} only is seen from no country")
    if fault.network and fault.seen != "provider":
        raise UserError(f"{key}.network", 'a network is expected with seen = "provider" only')
    if fault.network not in ("", HOME, *(each.name for each in file.network)):
        raise UserError(f"{key}.network", f"{fault.network!r} is no network of this scenario")
    if fault.bad_addresses > fault.addresses:
        raise UserError(f"{key}.bad_addresses", f"more than the {fault.addresses} that there are")
    if fault.family and fault.bad_addresses:
        raise UserError(f"{key}.family", "either a `family` or `bad_addresses` is expected")
    sticks = fault.family or fault.bad_addresses or fault.addresses > 1
    if sticks and (fault.kind in UNFAILING or failure_kind(fault.kind) in _LOOKED_UP):
        raise UserError(f"{key}.kind", f"{fault.kind!r} does not stick to addresses")
    if sticks and not fault.family and not fault.bad_addresses:
        raise UserError(f"{key}.bad_addresses", f"expected from 1 to the {fault.addresses} that there are")


def _check_page(page: PageChange, key: str, file: ScenarioFile, known: dict[str, Service], find: FindService) -> None:
    service = _named(page.service, f"{key}.service", known, find)
    if service.page is None:
        raise UserError(f"{key}.service", f"{page.service!r} has no official page")
    if page.level not in PAGE_LEVELS:
        raise UserError(f"{key}.level", f"{page.level!r}; expected one of {', '.join(sorted(PAGE_LEVELS))}")
    _within(page.at_s, f"{key}.at_s", file)
    planned = page.level == PageLevel.MAINTENANCE
    if page.until_s is not None and not planned:
        raise UserError(f"{key}.until_s", "only a maintenance has an announced end")
    if page.started_s is not None and page.started_s > page.at_s and not planned:
        raise UserError(f"{key}.started_s", "only a maintenance is announced before it begins")
    begins_s = page.at_s if page.started_s is None else page.started_s
    if page.until_s is not None and page.until_s <= begins_s:
        raise UserError(f"{key}.until_s", f"{page.until_s:g} must be greater than its begin, {begins_s:g}")


def _check_bursts(bursts: Bursts, key: str, file: ScenarioFile, known: dict[str, Service]) -> None:
    if (bursts.share is None) == (bursts.gap_s is None):
        raise UserError(key, "either `share` or `gap_s` is expected")
    if bursts.service and bursts.service not in known:
        raise UserError(f"{key}.service", f"{bursts.service!r} is no service of this scenario")
    _open_span(bursts.from_s, bursts.until_s, key, file)


def _check_networks(file: ScenarioFile, where: str) -> None:
    begins = sorted((each.from_s, number) for number, each in enumerate(file.network))
    for (from_s, _first), (next_s, second) in pairwise(begins):
        if from_s == next_s:
            raise UserError(f"{where}: network[{second}].from_s", f"another network begins at {from_s:g}, too")
    for number, network in enumerate(file.network):
        _within(network.from_s, f"{where}: network[{number}].from_s", file)
    names = (HOME, *(each.name for each in file.network))
    for number, policy in enumerate(file.policy):
        key = f"{where}: policy[{number}]"
        if policy.network and policy.network not in names:
            raise UserError(f"{key}.network", f"{policy.network!r}; expected one of {', '.join(dict.fromkeys(names))}")
        _open_span(policy.from_s, policy.until_s, key, file)
        if policy.answer in NAME_ANSWERS and policy.touches == "addresses":
            raise UserError(f"{key}.answer", f"{policy.answer!r}: no name is looked up for a bare address")


def _check_outside(outside: Outside, key: str, file: ScenarioFile, known: dict[str, Service]) -> None:
    _open_span(outside.from_s, outside.until_s, key, file)
    if outside.service and outside.service not in known:
        raise UserError(f"{key}.service", f"{outside.service!r} is no service of this scenario")
    kinds = {"all": None} | {each.id: each.kind.value for each in told_sources()}
    kinds |= {each.value: each.value for each in OutsideKind}
    if outside.source not in kinds:
        raise UserError(f"{key}.source", f"{outside.source!r}; expected one of {', '.join(kinds)}")
    if outside.kind == "partial" and kinds[outside.source] not in (None, OutsideKind.REGIONS):
        raise UserError(f"{key}.kind", "reports are not divided by country; expected another kind")
    if outside.least_s > outside.most_s:
        raise UserError(f"{key}.least_s", f"{outside.least_s:g} must not be above most_s = {outside.most_s:g}")


def _check_clock(file: ScenarioFile, where: str) -> None:
    sleeps = [(line.from_s, line.until_s) for line in file.line if not line.announced]
    for number, step in enumerate(file.clock):
        key = f"{where}: clock[{number}]"
        _within(step.at_s, f"{key}.at_s", file)
        if any(from_s <= step.at_s <= until_s for from_s, until_s in sleeps):
            raise UserError(f"{key}.at_s", "nobody sets the clock while the machine sleeps unannounced")
    if sum(abs(step.step_s) for step in file.clock) > STEPS_MOST_S:
        raise UserError(f"{where}: clock", "the steps together are more than a year")


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


def _open_span(from_s: float, until_s: float | None, key: str, file: ScenarioFile) -> None:
    if until_s is None:
        _within(from_s, f"{key}.from_s", file)
    else:
        _span(from_s, until_s, key, file)


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
    for number, line in enumerate(file.line):
        key = f"{where}: line[{number}]"
        if not line.announced and line.kind != "asleep":
            raise UserError(f"{key}.announced", "only a sleep may be unannounced")
        if line.burst_s and (line.kind != "lossy" or not 0.0 < line.loss < 1.0):
            raise UserError(f"{key}.burst_s", "only a lossy line that loses a part has bursts")
