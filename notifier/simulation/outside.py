"""What sources from outside say in the simulated world: readings from other countries, and reports of people."""

import random
from collections.abc import Sequence
from datetime import datetime
from typing import Final

import msgspec

from notifier.core.failure import FailureKind
from notifier.core.model import CrowdReport, Outcome, Reading, RegionReport, Source
from notifier.core.ports import Read
from notifier.core.targets import RegionTarget
from notifier.simulation.faults import by_address, elsewhere, end_s, meet_addresses, share_at
from notifier.simulation.requests import Met
from notifier.simulation.scenario_file import Fault, Outside, ScenarioFile, failure_kind

REPORTS_SPAN_S: Final = 900.0
OTHER_COUNTRIES: Final = ("US", "GB", "NL", "SG", "JP", "DE")
REGION_LATENCY_S: Final = 2.0
USED_UP_S: Final = 900.0
"""So long an exhausted source asks to be left alone."""
OPPOSITE: Final = 9.0
"""So many times the baseline are reported by a source that is wrong where nobody reports anything."""


def region_countries(country: str) -> tuple[str, ...]:
    """Give the six countries of regional readings: the user's own and five others."""
    return (country, *[other for other in OTHER_COUNTRIES if other != country][:5])


def read_regions(
    file: ScenarioFile, read: Read, luck: random.Random, faults: Sequence[Fault], met: Met, t_s: float, time: datetime
) -> tuple[Reading, float]:
    """Read a target from several countries, by a request to the source that met this."""
    base = Reading(Source.REGION, read.service, read.component, read.target.key, time, met.outcome, met.failure)
    if met.outcome is not Outcome.OK or not isinstance(read.target, RegionTarget):
        return base, met.seconds
    trouble = _trouble(file, Source.REGION, read.service, t_s)
    refused = _refused(trouble, base)
    if refused is not None:
        return refused
    works: list[str] = []
    fails: list[str] = []
    for country in read.target.countries:
        met_there = [_hits(fault, country, t_s, luck) for fault in faults]
        hit = any(met_there) or _fails_anyway(file, read.service, luck)
        if None in met_there and not hit:
            continue  # a wall tells nothing there either
        if trouble is not None and trouble.kind in ("partial", "wrong") and luck.random() < trouble.share:
            if trouble.kind == "partial":
                continue
            hit = not hit
        (fails if hit else works).append(country)
    seconds = met.seconds + (REGION_LATENCY_S if trouble is None or trouble.kind != "slow" else _wait(trouble, luck))
    report = RegionReport(tuple(works), tuple(fails))
    return msgspec.structs.replace(base, region=report, latency_ms=seconds * 1000.0), seconds


def _hits(fault: Fault, country: str, t_s: float, luck: random.Random) -> bool | None:
    """Tell whether a test from a country fails by a fault; None: something answers that does not tell."""
    if failure_kind(fault.kind) is None or not fault.from_s <= t_s < end_s(fault) or not elsewhere(fault, country):
        return False
    share = share_at(fault, t_s)
    if share < 1.0 and luck.random() >= share:
        return False
    if fault.walled and luck.random() < fault.walled:
        return None
    return not by_address(fault) or meet_addresses(fault, luck).is_bad


def _fails_anyway(file: ScenarioFile, service: str, luck: random.Random) -> bool:
    rate = next((each.failure_rate for each in file.service if each.id == service), 0.0)
    return bool(rate) and luck.random() < rate


def read_reports(
    file: ScenarioFile, read: Read, luck: random.Random, met: Met, t_s: float, time: datetime
) -> tuple[Reading, float]:
    """Read how many people report a problem, by a request to the source that met this."""
    base = Reading(Source.REPORTS, read.service, "", read.target.key, time, met.outcome, met.failure)
    entries = [entry for entry in file.reports if entry.service == read.service]
    if met.outcome is not Outcome.OK or not entries:
        return base, met.seconds
    trouble = _trouble(file, Source.REPORTS, read.service, t_s)
    refused = _refused(trouble, base)
    if refused is not None:
        return refused
    now = next((entry for entry in entries if entry.at_s <= t_s < entry.at_s + REPORTS_SPAN_S), None)
    baseline = (now or entries[0]).baseline
    count = now.count if now is not None else round(baseline)
    seconds = met.seconds
    if trouble is not None and trouble.kind == "slow":
        seconds += _wait(trouble, luck)
    elif trouble is not None and luck.random() < trouble.share:
        count = round(baseline) if now is not None else round(OPPOSITE * baseline)
    return msgspec.structs.replace(base, crowd=CrowdReport(count, baseline)), seconds


def _trouble(file: ScenarioFile, source: Source, service: str, t_s: float) -> Outside | None:
    """Find what is wrong with a source at a time."""
    name = "regions" if source is Source.REGION else "reports"
    for each in file.outside:
        begun = each.from_s <= t_s and (each.until_s is None or t_s < each.until_s)
        if begun and each.source == name and each.service in ("", service):
            return each
    return None


def _wait(trouble: Outside, luck: random.Random) -> float:
    return luck.uniform(trouble.least_s, trouble.most_s)


def _refused(trouble: Outside | None, base: Reading) -> tuple[Reading, float] | None:
    """Give the reading of a source that says nothing about the service; None where it does."""
    if trouble is None or trouble.kind in ("slow", "partial", "wrong"):
        return None
    if trouble.kind == "exhausted":
        detail = "the tests of this hour are used up"
        used_up = msgspec.structs.replace(
            base, outcome=Outcome.UNVERIFIABLE, detail=detail, retry_after_s=USED_UP_S, latency_ms=200.0
        )
        return used_up, 0.2
    hangs = trouble.kind == "hanging"
    failure = FailureKind.READ_TIMEOUT if hangs else FailureKind.HTTP_5XX
    broken = msgspec.structs.replace(base, outcome=Outcome.FAILED, failure=failure, detail=failure.value)
    return broken, trouble.most_s if hangs else 0.2
