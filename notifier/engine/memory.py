"""Going on where the last run stopped: trust, what was shown, open incidents and what they stand on (rule 13)."""

from collections.abc import Iterable, Mapping
from typing import Final

from notifier.core.ports import Restored, Trust
from notifier.engine.service import WatchedService

LEVEL: Final = "reports:"
"""What a source of reports usually counts is kept as what was learned of a target of this name and the source's id."""


def restore(services: Mapping[str, WatchedService], kept: Restored) -> None:
    """Hand every service what the journal remembers of it."""
    for trust in kept.trust:
        service = services.get(trust.service)
        if service is None:
            continue
        if trust.level is not None:
            service.evidence.crowd.levels[trust.target.removeprefix(LEVEL)] = trust.level
        elif trust.target in service.evidence.targets:
            service.evidence.targets[trust.target].take_up(trust)
    for verdict in kept.verdicts:
        if verdict.service in services:
            services[verdict.service].evidence.take_up_verdict(verdict)
    for incident in kept.incidents:
        if incident.service in services and incident.until is None:
            services[incident.service].take_up_incident(incident)
    for problem in kept.problems:
        if problem.service in services:
            services[problem.service].evidence.take_up_problem(problem)


def all_trust(services: Iterable[WatchedService]) -> tuple[Trust, ...]:
    """Give what was learned of every target that ever answered, and what people usually say of each service."""
    return tuple(
        each
        for service in services
        for each in (
            *(t.learned(service.service.id) for t in service.evidence.targets.values() if t.trusted),
            *(
                Trust(service.service.id, f"{LEVEL}{name}", level=level)
                for name, level in service.evidence.crowd.levels.items()
            ),
        )
    )


def trust_of(services: Mapping[str, WatchedService], marks: Iterable[tuple[str, str]]) -> tuple[Trust, ...]:
    """Give what was learned of these targets, as far as they are watched still."""
    return tuple(
        services[name].evidence.targets[key].learned(name)
        for name, key in sorted(marks)
        if name in services and key in services[name].evidence.targets
    )
