"""What one service's evidence must be seen with: its owner's other services, and everybody else's."""

from notifier.core.alert_groups import Group
from notifier.core.model import Scope, State
from notifier.core.weighing import Surroundings
from notifier.engine.schedule import NEVER
from notifier.engine.state import EngineState, Watched

FAMILY_RECENT_S = 300.0
UNRELATED_RECENT_S = 60.0
MANY = 3
STEADY_ROUNDS = 4


def surroundings_of(state: EngineState, watched: Watched, now_s: float) -> Surroundings:
    """Collect what else fails."""
    unrest = sum(
        now_s - failed_s <= UNRELATED_RECENT_S
        for owner, failed_s in state.owner_failed_s.items()
        if owner != watched.service.owner
    )
    if not unrest:
        return Surroundings(country=state.watch.country)
    others = unrelated_failing(state, watched, now_s)
    siblings = tuple(
        each.service.name
        for each in state.services.values()
        if each is not watched
        and each.service.owner == watched.service.owner
        and each.track.verdict.state is State.OUTAGE
        and now_s - each.track.problem_since_s <= FAMILY_RECENT_S
    )
    return Surroundings(
        country=state.watch.country,
        siblings_out=siblings,
        others_failing=tuple(each.service.name for each in others),
        unrest=unrest if unrest >= MANY - 1 else 0,
        line_steady=state.guard.good_run >= STEADY_ROUNDS * len(state.guard.tracks),
        shared_cloud=_shared_cloud(watched, others),
    )


def unrelated_failing(state: EngineState, watched: Watched, now_s: float) -> list[Watched]:
    """Find services of other owners that began to fail lately; none unless two other owners at least are hit."""
    failing = [
        each
        for each in state.services.values()
        if each.track.in_doubt and each.service.owner != watched.service.owner and _fails_now(each, now_s)
    ]
    owners = {each.service.owner for each in failing}
    return failing if len(owners) >= MANY - 1 else []


def _fails_now(watched: Watched, now_s: float) -> bool:
    return any(
        target.answered_well_s and target.bad_run >= 2 and now_s - target.first_bad_s <= UNRELATED_RECENT_S
        for target in watched.track.targets.values()
    )


def _shared_cloud(watched: Watched, others: list[Watched]) -> str:
    for cloud in watched.service.clouds:
        if others and all(cloud in each.service.clouds for each in others):
            return cloud
    return ""


def family_is_reading(state: EngineState, group: Group) -> bool:
    """Tell whether a notification should wait: readings from elsewhere or of the owner's others are under way."""
    for name, watched in state.services.items():
        if watched.service.owner != group.owner:
            continue
        if name in group.members:
            region = watched.region
            unclear = watched.track.verdict.scope is Scope.UNCLEAR
            if unclear and region is not None and (region.flying or region.due_s != NEVER):
                return True
            continue
        track = watched.track
        for component in track.components.values():
            if max(target.read_s for target in component.targets) < group.changed_s:
                return True
        if any(target.bad_run and not target.failing for target in track.targets.values()):
            return True
    return False


def is_as_it_was(state: EngineState, group: Group) -> bool:
    """Tell of a group that was taken up after a restart whether it has been read since, and is as it was: it fails.

    Where all of it is back, whether none of it fails.
    """
    members = [state.services[name].track for name in group.members if name in state.services]
    if group.is_over():
        return not any(target.bad_run for track in members for target in track.targets.values())
    return any(
        any(target.failing and target.read_s and target.bad_run for target in track.targets.values())
        or (track.verdict.official and track.page.read_s > track.page.level_since_s)
        for track in members
    )
