"""The user's own side in the simulated world: the line, its bursts, and which network the machine is in.

Everything is found by the second at which a request begins; what a network does to it is in
`notifier.simulation.policies`. The states of bursts are drawn from a stream of their own,
seeded by the scenario and the number of the entry, so that all requests meet the same ones.
"""

import random
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from notifier.core.model import Service
from notifier.core.numbers import READING_TIMEOUT_S
from notifier.probes import Probe
from notifier.simulation.connection_file import HOME, Bursts, Latency, LineFault, Network, Policy
from notifier.simulation.policies import met_by_policy, touches
from notifier.simulation.scenario_file import ScenarioFile

FOREVER: Final = float("inf")


class BadTimes:
    """The bad states of one entry of bursts, drawn as far as they are asked for."""

    def __init__(self, seed: str, bursts: Bursts) -> None:
        self.bursts = bursts
        self.until_s = FOREVER if bursts.until_s is None else bursts.until_s
        self._luck = random.Random(seed)  # noqa: S311  # luck, not secrets
        self._begins: list[float] = []
        self._ends: list[float] = []
        share = bursts.share
        self._gap_s = bursts.gap_s if share is None else bursts.length_s * (1.0 - share) / share
        self._drawn_s = bursts.from_s

    def loss_at(self, t_s: float) -> float:
        """Give the chance of a request to fail at a time; 0 outside of the entry's span."""
        if not self.bursts.from_s <= t_s < self.until_s:
            return 0.0
        self._draw(t_s)
        index = bisect_right(self._begins, t_s) - 1
        return self.bursts.loss if index >= 0 and t_s < self._ends[index] else self.bursts.loss_between

    def spans(self, until_s: float) -> list[tuple[float, float]]:
        """Give the bad states up to a time."""
        last_s = min(until_s, self.until_s)
        self._draw(last_s)
        spans = zip(self._begins, self._ends, strict=True)
        return [(from_s, min(end_s, last_s)) for from_s, end_s in spans if from_s < last_s]

    def _draw(self, t_s: float) -> None:
        while self._drawn_s <= t_s:
            begin_s = self._drawn_s + self._luck.expovariate(1.0 / (self._gap_s or 1.0))
            self._drawn_s = begin_s + self._luck.expovariate(1.0 / self.bursts.length_s)
            self._begins.append(begin_s)
            self._ends.append(self._drawn_s)


class Connection:
    """The line and the networks of a scenario, by the second."""

    def __init__(self, file: ScenarioFile) -> None:
        self._lines = sorted(file.line, key=lambda line: line.from_s)
        self._line_starts = [line.from_s for line in self._lines]
        self._line: LineFault | None = None
        self._line_from_s = 0.0
        self._line_until_s = -1.0
        self.latencies: Sequence[Latency] = file.latency
        self._policies = [(f"{file.seed}:policy:{number}", each) for number, each in enumerate(file.policy)]
        self._networks = sorted(file.network, key=lambda each: each.from_s)
        self._network_starts = [each.from_s for each in self._networks]
        entries = enumerate(file.bursts)
        self.bursts = [BadTimes(f"{file.seed}:bursts:{number}", each) for number, each in entries]
        self._line_bursts = {
            line.from_s: BadTimes(f"{file.seed}:line:{line.from_s:g}", _bursts_of(line))
            for line in file.line
            if line.kind == "lossy" and line.burst_s and 0.0 < line.loss < 1.0
        }

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
        self._line_until_s = self._line_starts[following] if following < len(self._lines) else FOREVER
        return None

    def loss_of(self, line: LineFault, t_s: float) -> float:
        """Give the chance of a request to be lost on a lossy line."""
        bursts = self._line_bursts.get(line.from_s)
        return bursts.loss_at(t_s) if bursts is not None else line.loss

    def network_at(self, t_s: float) -> str:
        """Name the network that the machine is in."""
        index = bisect_right(self._network_starts, t_s) - 1
        return self._networks[index].name if index >= 0 else HOME

    def changes(self) -> list[Network]:
        """Give the entries at which the network is another one than before, in order."""
        names = [HOME, *(each.name for each in self._networks)]
        return [
            each for (was, now), each in zip(pairwise(names), self._networks, strict=True) if was != now and each.from_s
        ]

    def policies_for(self, probe: Probe, *, named: bool, check: bool) -> list[Policy]:
        """Find the policies of any network that are about requests to this target."""
        return [
            policy for seed, policy in self._policies if touches(policy, probe, named=named, check=check, seed=seed)
        ]

    def policies_at(self, policies: Sequence[Policy], t_s: float) -> Iterator[Policy]:
        """Give those that are in force at a time, in the network that the machine is in."""
        for policy in policies:
            begun = policy.from_s <= t_s and (policy.until_s is None or t_s < policy.until_s)
            if begun and policy.network in ("", self.network_at(t_s)):
                yield policy

    def spans_in(self, network: str) -> list[tuple[float, float]]:
        """Give the times in which the machine is in a network; an empty name is any."""
        if not network:
            return [(0.0, FOREVER)]
        begins = [0.0, *self._network_starts]
        ends = [*self._network_starts, FOREVER]
        names = [HOME, *(each.name for each in self._networks)]
        return [(from_s, end_s) for name, from_s, end_s in zip(names, begins, ends, strict=True) if name == network]

    def blocked(self, service: Service) -> list[tuple[float, float]]:
        """Give the times in which a network's policy keeps requests from any of a service's targets."""
        spans: list[tuple[float, float]] = []
        for target in service.targets:
            if not isinstance(target, Probe):
                continue
            for policy in self.policies_for(target, named=target.by_name, check=False):
                met = met_by_policy(policy, target, 0.0)
                if met is not None or policy.after_s >= READING_TIMEOUT_S:
                    end_s = FOREVER if policy.until_s is None else policy.until_s
                    spans += common([(policy.from_s, end_s)], self.spans_in(policy.network))
        return spans

    def delayed(self, seconds: float, t_s: float) -> float:
        """Give the time that a request takes on a line that may be slow."""
        for each in self.latencies:
            if each.from_s <= t_s < each.until_s:
                seconds = seconds * each.factor + each.added_ms / 1000.0
        return seconds


def common(some: Sequence[tuple[float, float]], others: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Give what lies in a span of both."""
    pairs = [(max(one[0], two[0]), min(one[1], two[1])) for one in some for two in others]
    return [(from_s, end_s) for from_s, end_s in pairs if from_s < end_s]


def _bursts_of(line: LineFault) -> Bursts:
    return Bursts(length_s=line.burst_s, share=line.loss, from_s=line.from_s, until_s=line.until_s)
