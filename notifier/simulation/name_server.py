"""Another name server in the simulated world: it knows every name but those whose own servers fail.

What a network does to its own name server does not touch it; a line or a network that keeps its address back does.
"""

from collections.abc import Callable, Iterable
from datetime import datetime

from notifier.core.failure import FailureKind
from notifier.core.model import Outcome, Reading, Source
from notifier.core.services import Service
from notifier.core.targets import NamesTarget
from notifier.simulation.faults import end_s
from notifier.simulation.requests import Met
from notifier.simulation.scenario_file import Fault

NAME_FAULTS = frozenset({FailureKind.DNS_FAILURE.value, FailureKind.DNS_NXDOMAIN.value})
FaultsOf = Callable[[str, str], list[Fault]]


def names_reading(
    target: NamesTarget, way: Met, services: Iterable[Service], faults_of: FaultsOf, t_s: float, time: datetime
) -> tuple[Reading, float]:
    """Answer for the names, `way` being what a request to the server meets; also give the seconds it takes."""
    lost = {
        each.host.lower()
        for service in services
        for each in service.targets
        for fault in faults_of(service.id, each.component)
        if fault.kind in NAME_FAULTS and fault.from_s <= t_s < end_s(fault)
    }
    missing = sum(name in lost for name in target.names)
    outcome, failure = Outcome.OK, None
    if way.outcome is Outcome.FAILED:
        outcome = Outcome.UNVERIFIABLE
    elif 2 * missing >= len(target.names):
        outcome, failure = Outcome.FAILED, FailureKind.DNS_FAILURE
    return Reading(Source.WITNESS, "", "witness", target.key, time, outcome, failure), way.seconds
