"""The simulated world: what every single request from here meets. Drawn per request, from a stream for each target.

Each stream is seeded by (seed, target), so another service in the file changes nothing for the others.
"""

import random
from bisect import bisect_right
from datetime import UTC, datetime
from math import exp, log

import msgspec

from notifier.core.cadence import READING_TIMEOUT_S
from notifier.core.failure import FailureKind
from notifier.core.model import (
    CrowdReport,
    LineState,
    Outcome,
    PageComponent,
    PageIncident,
    PageLevel,
    PageReport,
    Reading,
    RegionReport,
    Source,
    Stage,
    Statement,
)
from notifier.core.ports import Read
from notifier.core.targets import AnchorTarget, PageTarget, ProbeTarget, RegionTarget, Target
from notifier.probes import Probe
from notifier.probes.http import HttpTarget
from notifier.simulation.requests import RANDOM_FAILURES, Met, failed
from notifier.simulation.scenario import Scenario
from notifier.simulation.scenario_file import SLOW, UNVERIFIABLE, Fault, LineFault, failure_kind, start_s

REPORTS_SPAN_S = 900.0
OTHER_COUNTRIES = ("US", "GB", "NL", "SG", "JP", "DE")
REGION_LATENCY_S = 2.0
_SIDE = HttpTarget("https://elsewhere.example/")
"""As what pages, regional sources and report sources are asked."""


def region_countries(country: str) -> tuple[str, ...]:
    """Give the six countries of regional readings: the user's own and five others."""
    return (country, *[other for other in OTHER_COUNTRIES if other != country][:5])


def _probe(target: Target | ProbeTarget) -> Probe:
    if not isinstance(target, Probe):
        raise TypeError(f"{type(target).__name__} is no kind of target that can be played")
    return target


class Stream:
    """The luck of one target, and what its faults may be."""

    def __init__(self, world: "World", key: str, service: str, component: str, probe: Probe, *, named: bool) -> None:
        self.random = random.Random(f"{world.scenario.file.seed}:{key}")  # noqa: S311  # luck, not secrets
        self.probe = probe
        self.named = named
        self.key = ""
        self.target: Target | None = None
        """Kept so that its identity stays its own."""
        self.service = service
        self.faults = world.faults_of(service, component) if service else []
        self.here = [fault for fault in self.faults if not fault.countries or world.country in fault.countries]


class World:
    """Answers every request of the engine, at the second it is made."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        file = scenario.file
        self.country = file.country
        self.start_s = start_s(file)
        self._median_log = log(file.world.latency_median_ms / 1000.0)
        self._sigma = (log(file.world.latency_p99_ms) - log(file.world.latency_median_ms)) / 2.3263478740408408
        self._failure_rate = file.world.failure_rate
        self._unverifiable_rate = file.world.unverifiable_rate
        self._owners = {service.id: service.owner for service in scenario.services}
        self._components = {service.id: {each.id for each in service.components} for service in scenario.services}
        self._lines = sorted(file.line, key=lambda line: line.from_s)
        self._line_starts = [line.from_s for line in self._lines]
        self._streams: dict[tuple[str, str], Stream] = {}
        self._by_target: dict[int, Stream] = {}
        self._line: LineFault | None = None
        self._line_from_s = 0.0
        self._line_until_s = -1.0

    # truth

    def faults_of(self, service: str, component: str) -> list[Fault]:
        """Find the faults that touch a component; an empty component means any."""
        return [
            fault
            for fault in self.scenario.file.fault
            if (fault.service == service or (fault.owner and fault.owner == self._owners.get(service)))
            and (not fault.components or not component or component in fault.components)
        ]

    def line_at(self, t_s: float) -> LineFault | None:
        """Give the line's fault at a time; None: it is good."""
        if self._line_from_s <= t_s < self._line_until_s:
            return self._line
        index = bisect_right(self._line_starts, t_s) - 1
        fault = self._lines[index] if index >= 0 else None
        if fault is not None and t_s < fault.until_s:
            self._line, self._line_from_s, self._line_until_s = fault, fault.from_s, fault.until_s
            return fault
        self._line = None
        self._line_from_s = fault.until_s if fault is not None else 0.0
        following = index + 1
        self._line_until_s = self._line_starts[following] if following < len(self._lines) else float("inf")
        return None

    # requests

    def answer(self, read: Read, now_s: float) -> tuple[Reading, float]:
        """Answer one request made at `now_s`; also give the seconds it takes."""
        t_s = now_s - self.start_s
        source = read.source
        time = datetime.fromtimestamp(now_s, UTC)
        if source is Source.PROBE or source is Source.ANCHOR:
            stream = self._by_target.get(id(read.target)) or self._stream(read)
            outcome, failure, seconds = self._request(stream, t_s)
            latency_ms = None if outcome is Outcome.FAILED else seconds * 1000.0
            detail = "" if failure is None else failure.value
            return (
                Reading(source, read.service, read.component, stream.key, time, outcome, failure, latency_ms, detail),
                seconds,
            )
        if source is Source.PAGE:
            return self._read_page(read, t_s, time)
        if source is Source.REGION:
            return self._read_regions(read, t_s, time)
        return self._read_reports(read, t_s, time)

    def _stream(self, read: Read) -> Stream:
        """Make the stream of a probe's or an anchor's target; found again by the target's identity."""
        target = read.target
        if isinstance(target, AnchorTarget):
            probe, name, named = _probe(target.target), f":{target.key}:anchor", target.by_name
        else:
            probe, name = _probe(target), f"{read.service}:{target.key}:"
            named = probe.by_name
        stream = Stream(self, name, read.service, read.component, probe, named=named)
        stream.key, stream.target = target.key, target
        self._by_target[id(target)] = stream
        return stream

    def _request(self, stream: Stream, t_s: float) -> Met:
        luck = stream.random
        seconds = exp(self._median_log + self._sigma * luck.gauss(0.0, 1.0))
        line = self.line_at(t_s)
        if line is not None:
            met = self._by_line(line, stream)
            if met is not None:
                return met
        if self._failure_rate and luck.random() < self._failure_rate:
            return failed(luck.choice(RANDOM_FAILURES), seconds)
        for fault in stream.here:
            if fault.from_s <= t_s < fault.until_s and (fault.share >= 1.0 or luck.random() < fault.share):
                if fault.kind == SLOW:
                    seconds *= fault.latency_factor
                elif fault.kind != UNVERIFIABLE:
                    return failed(stream.probe.fails_as(FailureKind(fault.kind)), seconds)
                elif stream.probe.walled:
                    return Met(Outcome.UNVERIFIABLE, None, seconds)
        if seconds >= READING_TIMEOUT_S:
            return failed(FailureKind.READ_TIMEOUT, seconds)
        may_wall = self._unverifiable_rate and stream.service and stream.probe.walled
        if may_wall and luck.random() < self._unverifiable_rate:
            return Met(Outcome.UNVERIFIABLE, None, seconds)
        return Met(Outcome.OK, None, seconds)

    def _by_line(self, line: LineFault, stream: Stream) -> Met | None:
        match line.kind:
            case "lossy":
                if stream.random.random() < line.loss:
                    return Met(Outcome.FAILED, FailureKind.CONNECT_TIMEOUT, READING_TIMEOUT_S)
            case "dns_broken":
                if stream.named:
                    return Met(Outcome.FAILED, FailureKind.DNS_FAILURE, 0.02)
            case "captive_portal":
                if stream.probe.behind_portal is not None:
                    return Met(Outcome.FAILED, stream.probe.behind_portal, 0.05)
            case _:
                return Met(Outcome.FAILED, FailureKind.UNREACHABLE, 0.0)
        return None

    def _side_request(self, read: Read, t_s: float) -> Met:
        """Make a request to a page, a regional source or a report source: its own faults are none."""
        key = (read.service, f"{read.source.value}:{read.target.key if read.source is Source.PAGE else ''}")
        stream = self._streams.get(key)
        if stream is None:
            stream = Stream(self, ":".join(key), "", "", _SIDE, named=True)
            self._streams[key] = stream
        return self._request(stream, t_s)

    def _read_page(self, read: Read, t_s: float, time: datetime) -> tuple[Reading, float]:
        met = self._side_request(read, t_s)
        base = Reading(Source.PAGE, read.service, "", read.target.key, time, met.outcome, met.failure)
        if met.outcome is not Outcome.OK:
            return base, met.seconds
        said = None
        for change in self.scenario.file.page:
            if change.service == read.service and change.at_s <= t_s and (said is None or change.at_s >= said.at_s):
                said = change
        if said is not None and said.level == "unreadable":
            detail = "the page's content was not understood"
            return msgspec.structs.replace(base, outcome=Outcome.UNREADABLE, detail=detail), met.seconds
        url = read.target.url if isinstance(read.target, PageTarget) else ""
        level = PageLevel(said.level) if said is not None else PageLevel.OPERATIONAL
        named = said.components if said is not None else ()
        watched = [name for name in named if name in self._components.get(read.service, ())]
        if said is None or level is PageLevel.OPERATIONAL or (named and not watched):
            report = PageReport("simulated", url, PageLevel.OPERATIONAL)
        else:
            when = datetime.fromtimestamp(self.start_s + said.at_s, UTC)
            components = tuple(PageComponent(name, name, level) for name in watched)
            incident = PageIncident(
                id=f"{said.service}-{said.at_s:g}",
                title=said.title,
                stage=Stage.IN_PROGRESS if level is PageLevel.MAINTENANCE else Stage.INVESTIGATING,
                level=level,
                started=when,
                updated=when,
                components=tuple(watched),
                statements=(Statement(when, Stage.INVESTIGATING, said.message),) if said.message else (),
            )
            running = (incident,)
            report = PageReport(
                "simulated",
                url,
                level,
                title=said.title,
                updated=when,
                components=components,
                incidents=() if level is PageLevel.MAINTENANCE else running,
                maintenances=running if level is PageLevel.MAINTENANCE else (),
            )
        return msgspec.structs.replace(base, page=report, latency_ms=met.seconds * 1000.0), met.seconds

    def _read_regions(self, read: Read, t_s: float, time: datetime) -> tuple[Reading, float]:
        met = self._side_request(read, t_s)
        base = Reading(Source.REGION, read.service, read.component, read.target.key, time, met.outcome, met.failure)
        if met.outcome is not Outcome.OK or not isinstance(read.target, RegionTarget):
            return base, met.seconds
        stream = self._streams[(read.service, f"{Source.REGION.value}:")]
        works: list[str] = []
        fails: list[str] = []
        for country in read.target.countries:
            hit = any(self._hits(fault, country, t_s, stream) for fault in self.faults_of(read.service, read.component))
            (fails if hit else works).append(country)
        seconds = met.seconds + REGION_LATENCY_S
        report = RegionReport(tuple(works), tuple(fails))
        return msgspec.structs.replace(base, region=report, latency_ms=seconds * 1000.0), seconds

    def _hits(self, fault: Fault, country: str, t_s: float, stream: Stream) -> bool:
        if failure_kind(fault.kind) is None or not fault.from_s <= t_s < fault.until_s:
            return False
        if fault.countries and country not in fault.countries:
            return False
        return fault.share >= 1.0 or stream.random.random() < fault.share

    def _read_reports(self, read: Read, t_s: float, time: datetime) -> tuple[Reading, float]:
        met = self._side_request(read, t_s)
        base = Reading(Source.REPORTS, read.service, "", read.target.key, time, met.outcome, met.failure)
        entries = [entry for entry in self.scenario.file.reports if entry.service == read.service]
        if met.outcome is not Outcome.OK or not entries:
            return base, met.seconds
        now = next((entry for entry in entries if entry.at_s <= t_s < entry.at_s + REPORTS_SPAN_S), None)
        baseline = (now or entries[0]).baseline
        crowd = CrowdReport(now.count if now is not None else round(baseline), baseline)
        return msgspec.structs.replace(base, crowd=crowd), met.seconds

    def line_state_at(self, t_s: float) -> LineState:
        """Give the true state of the line."""
        fault = self.line_at(t_s)
        return LineState.ONLINE if fault is None else LineState(fault.kind)
