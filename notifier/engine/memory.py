"""Going on where the last run stopped: trust, what was shown, open incidents, what was told (rule 13)."""

from math import log

from notifier.core.evidence import TargetTrack
from notifier.core.model import PageComponent, PageLevel, PageReport, State
from notifier.core.ports import Restored, Trust
from notifier.core.verdict import moment
from notifier.engine.problems import take_up
from notifier.engine.state import EngineState, Watched

OPEN_STATES = (State.POSSIBLE, State.OUTAGE)


def restore(state: EngineState, now_s: float) -> None:
    """Fill the engine's state from the journal."""
    kept = state.journal.restore(moment(now_s))
    for trust in kept.trust:
        watched = state.services.get(trust.service)
        if watched is not None and trust.target in watched.track.targets:
            _restore_trust(watched.track.targets[trust.target], trust)
    for verdict in kept.verdicts:
        watched = state.services.get(verdict.service)
        if watched is not None:
            watched.track.verdict = verdict
    _restore_incidents(state, kept)
    services = {name: watched.service for name, watched in state.services.items()}
    state.policy.restore(kept.outbox, kept.incidents, services, now_s)
    state.kept_problems = {problem.service: problem for problem in kept.problems}
    for problem in kept.problems:
        watched = state.services.get(problem.service)
        if watched is not None:
            take_up(watched.track, problem)


def _restore_incidents(state: EngineState, kept: Restored) -> None:
    for incident in kept.incidents:
        watched = state.services.get(incident.service)
        if watched is None or incident.until is not None:
            continue
        watched.incident = incident
        watched.track.problem_since_s = incident.since.timestamp()
        if watched.track.verdict.state in OPEN_STATES:
            _take_up_page(watched)


def _take_up_page(watched: Watched) -> None:
    """Let the page's word stand as it was shown, until the page is read again."""
    verdict, target, page = watched.track.verdict, watched.service.page, watched.track.page
    if target is None or not verdict.official:
        return
    level = PageLevel.MAJOR_OUTAGE if verdict.state is State.OUTAGE else PageLevel.PARTIAL_OUTAGE
    components = tuple(PageComponent(name, name, level) for name in watched.track.verdict.components)
    page.report = PageReport(target.provider, target.url, level, components=components)
    page.level = level
    page.level_since_s = page.read_s = watched.track.problem_since_s


def _restore_trust(track: TargetTrack, trust: Trust) -> None:
    track.answered_well_s = trust.first_ok.timestamp() if trust.first_ok else 0.0
    track.last_ok_s = trust.last_ok.timestamp() if trust.last_ok else 0.0
    track.readings = trust.readings
    track.failures = trust.failures
    track.mean_log_ms = trust.mean_log_ms
    track.var_log_ms = trust.var_log_ms
    track.samples = trust.samples
    track.recent_log_ms = trust.mean_log_ms or log(1.0)


def new_trust(state: EngineState) -> tuple[Trust, ...]:
    """Give what is known of targets that answered for the first time since the last call."""
    marks, state.trust_dirty = state.trust_dirty, set()
    return tuple(
        _trust_of(name, state.services[name].track.targets[key])
        for name, key in sorted(marks)
        if name in state.services and key in state.services[name].track.targets
    )


def all_trust(state: EngineState) -> tuple[Trust, ...]:
    """Give what was learned of every target that ever answered."""
    return tuple(
        _trust_of(name, track)
        for name, watched in state.services.items()
        for track in watched.track.targets.values()
        if track.answered_well_s
    )


def _trust_of(service: str, track: TargetTrack) -> Trust:
    return Trust(
        service=service,
        target=track.key,
        first_ok=moment(track.answered_well_s),
        last_ok=moment(track.last_ok_s) if track.last_ok_s else None,
        readings=track.readings,
        failures=track.failures,
        mean_log_ms=track.mean_log_ms,
        var_log_ms=track.var_log_ms,
        samples=track.samples,
    )
