"""Open problems as they are kept, and as they are taken up after a restart: exactly as they stood (rules 10 and 13)."""

import msgspec

from notifier.core.ports import ComponentProblem, FailingTarget, OpenProblem
from notifier.core.track import ComponentTrack, ServiceTrack
from notifier.engine.state import EngineState


def changed_problems(state: EngineState) -> tuple[OpenProblem, ...]:
    """Give the problems that are not kept as they stand; each is given once."""
    changed = []
    for name, watched in state.services.items():
        kept = state.kept_problems.get(name)
        if kept is None and not watched.track.in_doubt:
            continue
        problem = open_problem(watched.track)
        if _shape(problem) != _shape(kept or OpenProblem(name)):
            changed.append(problem)
    changed += [OpenProblem(name) for name in state.kept_problems if name not in state.services]
    for problem in changed:
        if problem.components:
            state.kept_problems[problem.service] = problem
        else:
            state.kept_problems.pop(problem.service, None)
    return tuple(changed)


def open_problem(track: ServiceTrack) -> OpenProblem:
    """Give what is shown of a service's components by their own targets."""
    components = tuple(_problem_of(each) for each in track.components.values() if each.problem is not None)
    return OpenProblem(track.service.id, track.before and bool(components), components)


def _problem_of(component: ComponentTrack) -> ComponentProblem:
    assert component.problem is not None  # noqa: S101 - the caller looked
    targets = tuple(
        FailingTarget(each.key, each.first_bad_s, each.run_since_s if each.bad_run else 0.0, each.mixed, each.relapses)
        for each in component.targets
        if each.failing
    )
    return ComponentProblem(component.id, component.problem, component.partial, component.evidence, targets)


def _shape(problem: OpenProblem) -> OpenProblem:
    """What is worth a row: the weight of the evidence grows with every reading."""
    components = tuple(msgspec.structs.replace(each, evidence=0.0) for each in problem.components)
    return msgspec.structs.replace(problem, components=components)


def take_up(track: ServiceTrack, problem: OpenProblem) -> None:
    """Show the problem as it was shown, until each failing target has answered twice."""
    track.before = problem.before
    for kept in problem.components:
        component = track.components.get(kept.component)
        if component is None:
            continue
        component.problem, component.partial, component.evidence = kept.state, kept.partial, kept.evidence
        by_key = {target.key: target for target in component.targets if target.answered_well_s}
        for failing in kept.targets:
            target = by_key.get(failing.target)
            if target is None:
                continue
            target.failing = True
            target.mixed, target.relapses = failing.mixed, failing.relapses
            target.first_bad_s, target.run_since_s = failing.first_bad_s, failing.run_since_s
            target.tries = target.failed = 1
            target.bad_run = int(bool(failing.run_since_s))
