"""The simulated world: what every single request from here meets. Drawn per request, from a stream for each target.

Each stream is seeded by (seed, target), so another service in the file changes nothing for the others. The line and
the networks are in `connection` and `policies`, faults in `faults`, what comes from outside in `outside` and
`official`; this module lets a request meet them in turn.
"""

import random
from datetime import UTC, datetime
from math import exp, log
from typing import Final

from notifier.core.failure import FailureKind
from notifier.core.model import Outcome, Reading, Source
from notifier.core.numbers import READING_TIMEOUT_S
from notifier.core.ports import Read
from notifier.core.targets import AnchorTarget, NamesTarget, PageTarget, ProbeTarget, Target, WitnessTarget
from notifier.probes import Probe
from notifier.probes.dns import DnsTarget
from notifier.probes.http import HttpTarget
from notifier.simulation.connection import BadTimes, Connection
from notifier.simulation.connection_file import Policy
from notifier.simulation.faults import by_address, end_s, faults_of, here, meet_addresses, share_at
from notifier.simulation.line_faults import dated, met_by_line
from notifier.simulation.looks import page_of
from notifier.simulation.name_server import NAME_FAULTS, names_reading
from notifier.simulation.official import Pages, page_reading
from notifier.simulation.policies import met_by_policy
from notifier.simulation.requests import RANDOM_FAILURES, Met, failed
from notifier.simulation.scenario import Scenario
from notifier.simulation.scenario_file import SLOW, SORRY_PAGE, UNVERIFIABLE, Fault, start_s

READ_FROM_HERE: Final = (Source.PROBE, Source.ANCHOR, Source.WITNESS)
OK: Final = Outcome.OK
FAILED: Final = Outcome.FAILED
"""Asked of every reading; Python 3.11 takes long to find a member in its enumeration."""


def _probe(target: Target | ProbeTarget) -> Probe:
    if not isinstance(target, Probe):
        raise TypeError(f"{type(target).__name__} is no kind of target that can be played")
    return target


class Stream:
    """The luck of one target, and what of the file concerns it."""

    def __init__(self, world: "World", key: str, service: str, component: str, probe: Probe, *, named: bool) -> None:
        file = world.scenario.file
        self.random = random.Random(f"{file.seed}:{key}")  # noqa: S311  # luck, not secrets
        self.probe = probe
        self.named = named
        self.key = ""
        self.target: Target | None = None
        """Kept so that its identity stays its own."""
        self.service = service
        self.faults = world.faults_of(service, component) if service else []
        self.here = [fault for fault in self.faults if here(fault, file.country, fault.network)]
        self.failure_rate = next((each.failure_rate for each in file.service if each.id == service), 0.0)
        changing = any(each.changing for each in file.service if each.id == service)
        self.page = page_of(probe, self.random if changing else None) if service else None
        self.policies: list[Policy] = []
        self.bursts: list[BadTimes] = []
        self.hindered = False
        self.tried: tuple[str, ...] = ()
        """Addresses that the next request avoids."""
        self.address = ""
        """The one that the last request met, while only some of them are bad."""
        self.hung_until_s = 0.0
        self.calm_from_s = 0.0
        self.calm_until_s = -1.0

    def about(self, connection: Connection, target: Target) -> None:
        """Name the target, and find what the user's own side does to requests to it."""
        self.key, self.target = target.key, target
        check = isinstance(target, AnchorTarget) and self.probe.web.startswith("http:")
        self.policies = connection.policies_for(self.probe, named=self.named, check=check)
        self.bursts = [each for each in connection.bursts if each.bursts.service in ("", self.service)]
        self.hindered = bool(self.policies or self.bursts or connection.latencies)

    def find_calm(self, t_s: float) -> None:
        """Note how long no fault runs, before and after a time at which none does."""
        self.calm_from_s = max((end_s(each) for each in self.here if end_s(each) <= t_s), default=0.0)
        self.calm_until_s = min((each.from_s for each in self.here if each.from_s > t_s), default=float("inf"))


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
        self._services = {service.id: service for service in scenario.services}
        self._pages = Pages(file)
        self.connection = Connection(file)
        self.line_at = self.connection.line_at
        self._clock_is_told = any(line.kind == "wrong_clock" for line in file.line)
        self._streams: dict[tuple[str, str], Stream] = {}
        self._by_target: dict[int, Stream] = {}

    # truth

    def faults_of(self, service: str, component: str) -> list[Fault]:
        """Find the faults that touch a component; an empty component means any."""
        known = self._services.get(service)
        return faults_of(self.scenario.file.fault, known, component) if known is not None else []

    # requests

    def answer(self, read: Read, now_s: float, at_s: float | None = None) -> tuple[Reading, float]:
        """Answer one request made at `now_s` of the engine's clock; also give the seconds it takes.

        `at_s` is the true second of the scenario, where the engine's clock is not right.
        """
        t_s = now_s - self.start_s if at_s is None else at_s
        source = read.source
        time = datetime.fromtimestamp(now_s, UTC)
        if isinstance(target := read.target, NamesTarget):
            way = self.way(target.server, t_s)
            return names_reading(target, way, self.scenario.services, self.faults_of, t_s, time)
        if source in READ_FROM_HERE:
            stream = self._by_target.get(id(read.target)) or self._stream(read)
            met = self._request_anew(stream, read, t_s)
            reading = _reading(stream, read, met, time)
            if self._clock_is_told:
                reading = dated(reading, self.line_at(t_s), anchor=not stream.service)
            return reading, met.seconds
        if not isinstance(read.target, PageTarget):
            raise TypeError(f"{source} is asked elsewhere")
        page = HttpTarget(read.target.url)
        met = self._request(self._side_stream((read.service, f"page:{page.key}"), page), t_s)
        return page_reading(self._pages, self._services.get(read.service), read, met, t_s, time), met.seconds

    def way(self, host: str, t_s: float) -> Met:
        """Let a request to a source outside take its way: no fault of a service touches it."""
        return self._request(self._side_stream(("", f"way:{host}"), HttpTarget(f"https://{host}/")), t_s)

    def look_up(self, host: str, t_s: float) -> Met:
        """Look a name up, as it is before others are asked about its host."""
        stream = self._side_stream(("", f"name:{host}"), DnsTarget(host))
        if not stream.faults:
            hit = [
                fault
                for service in self.scenario.services
                for target in service.targets
                if target.host == host
                for fault in self.faults_of(service.id, target.component)
            ]
            stream.faults = [each for each in dict.fromkeys(hit) if each.kind in NAME_FAULTS]
            stream.here = [each for each in stream.faults if here(each, self.country, each.network)]
        return self._request(stream, t_s)

    def _stream(self, read: Read) -> Stream:
        """Make the stream of a probe's or an anchor's target; found again by the target's identity."""
        target = read.target
        if isinstance(target, AnchorTarget):
            probe, name, named = _probe(target.target), f":{target.key}:anchor", target.by_name
        elif isinstance(target, WitnessTarget):
            probe, name, named = _probe(target.target), f":{target.key}:witness", True
        else:
            probe, name = _probe(target), f"{read.service}:{target.key}:"
            named = probe.by_name
        stream = Stream(self, name, read.service, read.component, probe, named=named)
        if isinstance(target, WitnessTarget):
            file = self.scenario.file
            stream.here = [
                each for each in file.fault if each.cloud in target.clouds and here(each, file.country, each.network)
            ]
        stream.about(self.connection, target)
        self._by_target[id(target)] = stream
        return stream

    def _side_stream(self, key: tuple[str, str], probe: Probe) -> Stream:
        """Find the stream of what is no target of a service."""
        stream = self._streams.get(key)
        if stream is None:
            stream = self._streams[key] = Stream(self, ":".join(key), "", "", probe, named=True)
            stream.about(self.connection, probe)
        return stream

    def _request_anew(self, stream: Stream, read: Read, t_s: float) -> Met:
        """Make a request for a target; while it is doubtful, past the addresses that were met."""
        if not stream.here:
            return self._request(stream, t_s)
        hangs = (stream.address,) if t_s < stream.hung_until_s else ()
        stream.tried = (*read.tried, *hangs)
        stream.address = ""
        met = self._request(stream, t_s)
        if stream.address:
            stream.hung_until_s = t_s + met.seconds
        return met

    def _request(self, stream: Stream, t_s: float) -> Met:
        luck = stream.random
        seconds = exp(self._median_log + self._sigma * luck.gauss(0.0, 1.0))
        line = self.line_at(t_s)
        if line is not None:
            loss = self.connection.loss_of(line, t_s) if line.kind == "lossy" else 0.0
            met = met_by_line(line, stream, loss)
            if met is not None:
                return met
        if stream.hindered:
            met, seconds = self._by_network(stream, t_s, seconds)
            if met is not None:
                return met
        if self._failure_rate and luck.random() < self._failure_rate:
            return failed(luck.choice(RANDOM_FAILURES), seconds)
        if stream.failure_rate and luck.random() < stream.failure_rate:
            return failed(luck.choice(RANDOM_FAILURES), seconds)
        if stream.here and not stream.calm_from_s <= t_s < stream.calm_until_s:
            met, seconds = self._by_faults(stream, t_s, seconds)
            if met is not None:
                return met
        if seconds >= READING_TIMEOUT_S:
            return failed(FailureKind.READ_TIMEOUT, seconds)
        may_wall = self._unverifiable_rate and stream.service and stream.probe.walled
        if may_wall and luck.random() < self._unverifiable_rate:
            return Met(Outcome.UNVERIFIABLE, None, seconds)
        return Met(OK, None, seconds)

    def _by_network(self, stream: Stream, t_s: float, seconds: float) -> tuple[Met | None, float]:
        """Let the line's latency, the network's policies and the bursts do their part."""
        luck = stream.random
        seconds = self.connection.delayed(seconds, t_s)
        for policy in self.connection.policies_at(stream.policies, t_s):
            if policy.share < 1.0 and luck.random() >= policy.share:
                continue
            if policy.answer == "slow_name":
                seconds += policy.after_s
                if policy.after_s >= READING_TIMEOUT_S:
                    return failed(FailureKind.DNS_FAILURE, seconds), seconds
                continue
            met = met_by_policy(policy, stream.probe, seconds)
            if met is not None:
                return met, seconds
        for bursts in stream.bursts:
            loss = bursts.loss_at(t_s)
            if loss and luck.random() < loss:
                return failed(luck.choice(RANDOM_FAILURES), seconds), seconds
        return None, seconds

    def _by_faults(self, stream: Stream, t_s: float, seconds: float) -> tuple[Met | None, float]:
        """Let the faults of the service do theirs; what hits no time-out only makes it slow."""
        luck = stream.random
        running = False
        for fault in stream.here:
            if not fault.from_s <= t_s < end_s(fault):
                continue
            running = True
            share = share_at(fault, t_s)
            if share < 1.0 and luck.random() >= share:
                continue
            if fault.network and fault.network != self.connection.network_at(t_s):
                continue
            if fault.kind == SLOW:
                seconds *= fault.latency_factor
            elif fault.kind == SORRY_PAGE:
                if stream.page is not None:
                    return Met(Outcome.OK, None, seconds, sorry=True), seconds
            elif fault.kind == UNVERIFIABLE or (fault.walled and luck.random() < fault.walled):
                if stream.probe.walled:
                    return Met(Outcome.UNVERIFIABLE, None, seconds), seconds
            elif not by_address(fault):
                failure = stream.probe.fails_as(FailureKind(fault.kind))
                answered_by = (fault.cloud or stream.service) if failure is FailureKind.HTTP_5XX else ""
                return failed(failure, seconds, answered_by), seconds
            elif stream.named and not stream.probe.looked_up:
                stream.address, is_bad, lost_s = meet_addresses(fault, luck, stream.tried)
                seconds += lost_s
                if is_bad:
                    return failed(stream.probe.fails_as(FailureKind(fault.kind)), seconds), seconds
        if not running:
            stream.find_calm(t_s)
        return None, seconds


def _reading(stream: Stream, read: Read, met: Met, time: datetime) -> Reading:
    return Reading(
        read.source,
        read.service,
        read.component,
        stream.key,
        time,
        met.outcome,
        met.failure,
        None if met.outcome is FAILED else met.seconds * 1000.0,
        "" if met.failure is None else met.failure.value,
        address=stream.address,
        look=stream.page.look(met) if stream.page is not None else None,
        answered_by=met.answered_by,
    )
