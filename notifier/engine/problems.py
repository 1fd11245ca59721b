"""Open problems as the journal has them: which of them have changed since, and are to be kept (rule 13)."""

from collections.abc import Iterable, Mapping

import msgspec

from notifier.core.ports import OpenProblem
from notifier.engine.service import WatchedService


class KeptProblems:
    """The open problems that are kept, by service."""

    def __init__(self) -> None:
        self._kept: dict[str, OpenProblem] = {}

    def take_up(self, problems: Iterable[OpenProblem]) -> None:
        """Note what the journal has."""
        self._kept = {problem.service: problem for problem in problems}

    def changes(self, services: Mapping[str, WatchedService]) -> tuple[OpenProblem, ...]:
        """Give the problems that are not kept as they stand; each is given once, and kept by the caller."""
        changed = []
        for name, service in services.items():
            kept = self._kept.get(name)
            if kept is None and not service.evidence.in_doubt and not service.evidence.page.stale:
                continue
            problem = service.evidence.open_problem()
            if kept is None and problem.is_over():
                continue
            if _shape(problem) != _shape(kept or OpenProblem(name)):
                changed.append(problem)
        changed += [OpenProblem(name) for name in self._kept if name not in services]
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
