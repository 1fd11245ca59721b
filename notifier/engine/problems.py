"""Open problems as the journal has them: which of them have changed since, and are to be kept (rule 13)."""

from collections.abc import Iterable, Mapping

import msgspec

from notifier.core.ports import OpenProblem
from notifier.engine.service import WatchedService


class KeptProblems:
    """The open problems that are kept, by service."""

    def __init__(self) -> None:
        self._kept: dict[str, OpenProblem] = {}
        self._touched: dict[str, None] = {}
        """The services of which something may have changed since, in order."""

    def take_up(self, problems: Iterable[OpenProblem]) -> None:
        """Note what the journal has."""
        self._kept = {problem.service: problem for problem in problems}
        self._touched |= dict.fromkeys(self._kept)

    def touch(self, service: str) -> None:
        """Note that something of this one may change: of the others nothing is looked at."""
        self._touched[service] = None

    def changes(self, services: Mapping[str, WatchedService]) -> tuple[OpenProblem, ...]:
        """Give the problems that are not kept as they stand; each is given once, and kept by the caller."""
        changed, touched = [], self._touched
        self._touched = {}
        for name in touched:
            kept, service = self._kept.get(name), services.get(name)
            if kept is None and (service is None or not (service.evidence.in_doubt or service.evidence.page.stale)):
                continue
            problem = service.evidence.open_problem() if service is not None else OpenProblem(name)
            if kept is None and problem.is_over():
                continue
            if _shape(problem) != _shape(kept or OpenProblem(name)):
                changed.append(problem)
        for problem in changed:
            if problem.is_over():
                self._kept.pop(problem.service, None)
            else:
                self._kept[problem.service] = problem
        return tuple(changed)


def _shape(problem: OpenProblem) -> OpenProblem:
    """What is worth a row: the weight of the evidence grows with every reading."""
    components = tuple(msgspec.structs.replace(each, evidence=0.0) for each in problem.components)
    return msgspec.structs.replace(problem, components=components)
