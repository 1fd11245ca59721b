"""A change's whole way: evidence, verdict, incident, commit, notification, event. In this order, always.

Nothing is published that was not committed before (rule 13). How readings become evidence is told in
`notifier.engine.intake`.
"""

import msgspec

from notifier.core import cadence
from notifier.core.alert_groups import Group
from notifier.core.events import AlertDue, IncidentChanged, LineChanged, VerdictChanged
from notifier.core.evidence import drop_doubt
from notifier.core.incident import step
from notifier.core.model import (
    Incident,
    LineState,
    LineStatus,
    State,
    Verdict,
)
from notifier.core.ports import LineChange, Said
from notifier.core.reasons import LineCounts
from notifier.core.verdict import advance, explained, judge, moment, withdraw_possible
from notifier.engine import planner
from notifier.engine.memory import new_trust
from notifier.engine.problems import changed_problems
from notifier.engine.state import EngineState, Pending, Watched
from notifier.engine.surroundings import family_is_reading, is_as_it_was, surroundings_of


def consider(state: EngineState, watched: Watched, now_s: float) -> None:
    """Weigh a service's evidence anew; where that changes what is shown, lead the change to its end."""
    track = watched.track
    around = surroundings_of(state, watched, now_s)
    watched.waits = advance(track, around, state.guard.vouches_since, now_s)
    if watched.waits:
        planner.anchors_now(state, now_s)
    verdict = judge(track, around, now_s)
    if verdict.state is State.OK and track.verdict.state is State.UNKNOWN and not _all_read(watched):
        return
    _decide(watched, now_s)
    shown = (verdict.state, verdict.scope, verdict.components, verdict.countries)
    was = track.verdict
    if shown != (was.state, was.scope, was.components, was.countries):
        _change(state, watched, explain(state, watched, verdict, now_s), now_s)
    if verdict.state in (State.OUTAGE, State.POSSIBLE) and _failing(watched):
        planner.ask_regions(state, watched, _failing(watched)[0], now_s)
    track.in_doubt = verdict.state is not State.OK or not all(each.calm() for each in track.targets.values())


def explain(state: EngineState, watched: Watched, verdict: Verdict, now_s: float) -> Verdict:
    """Give a verdict with its reasons as they stand now."""
    counts = LineCounts(state.guard.state, *state.guard.counts(now_s))
    return explained(verdict, watched.track, surroundings_of(state, watched, now_s), counts)


def _failing(watched: Watched) -> list[str]:
    return [key for key, target in watched.track.targets.items() if target.failing]


def _all_read(watched: Watched) -> bool:
    return all(target.outcome is not None for target in watched.track.targets.values())


def _decide(watched: Watched, now_s: float) -> None:
    if not watched.decided_s and all(t.read_s >= watched.track.looked_s for t in watched.track.targets.values()):
        watched.decided_s = now_s


def _change(state: EngineState, watched: Watched, verdict: Verdict, now_s: float) -> None:
    track = watched.track
    was = track.verdict
    track.verdict = verdict
    state.dirty = True
    incident = step(watched.incident, verdict, practice=state.practice)
    changed = incident is not None and incident != watched.incident
    watched.incident = incident
    state.pending.verdicts.append(verdict)
    if incident is not None and changed:
        incident = watched.incident = _grouped(state, watched, incident)
        state.pending.incidents.append(incident)
    if incident is not None and changed:
        note_said(state, watched)
    if verdict.state is State.OUTAGE and was.state is not State.OUTAGE:
        planner.whole_family(state, watched.service.owner, watched.service.id, now_s)
    state.policy.changed(watched.service, verdict, incident, watched.wish.notify, now_s)
    if incident is not None and incident.until is not None:
        watched.incident = None
    if verdict.state is State.OK:
        track.problem_since_s = 0.0
        track.before = False
        track.region.failed.clear()
        track.region.tried.clear()
        track.region.read_s = 0.0
    commit(state, now_s)
    state.publish(VerdictChanged(verdict))
    if incident is not None and changed:
        state.publish(IncidentChanged(incident))
    tell(state, now_s)


def _grouped(state: EngineState, watched: Watched, incident: Incident) -> Incident:
    for other in state.services.values():
        first = other.incident
        if other is watched or first is None or other.service.owner != watched.service.owner:
            continue
        if abs((first.since - incident.since).total_seconds()) <= 120.0 and first.since <= incident.since:
            return _with_group(incident, first.group or first.id)
    return _with_group(incident, incident.group or incident.id)


def _with_group(incident: Incident, group: str) -> Incident:
    if incident.group:
        return incident
    return msgspec.structs.replace(incident, group=group)


def note_said(state: EngineState, watched: Watched) -> None:
    """Keep what the company says of an open incident, each statement once."""
    report, incident = watched.track.page.report, watched.incident
    if report is None or incident is None:
        return
    for each in report.incidents:
        for statement in each.statements:
            mark = (incident.id, each.id, statement.time.isoformat())
            if mark not in watched.said:
                watched.said.add(mark)
                said = Said(incident.id, watched.service.id, each.id, each.title, statement, each.url or report.url)
                state.pending.said.append(said)


def keep_line(state: EngineState, now_s: float) -> LineStatus:
    """Note the line in the journal: every change, and after a start that it is good, whatever was noted before."""
    state.line_kept = True
    status = LineStatus(state.guard.state, moment(state.guard.since_s), moment(now_s), *state.guard.counts(now_s))
    state.pending.lines.append(LineChange(status, moment(now_s)))
    return status


def line_changed(state: EngineState, was: LineState, now_s: float) -> None:
    """Lead a change of the line to its end: rest or a new first round, the journal, the event, the notification."""
    guard = state.guard
    state.dirty = True
    status = keep_line(state, now_s)
    before = state.shown() if was is LineState.ONLINE else None
    state.policy.line_changed(guard.state, guard.since_s, now_s, before)
    commit(state, now_s)
    state.publish(LineChanged(status, moment(now_s)))
    if guard.state is LineState.ONLINE:
        planner.first_round(state, now_s)
        state.settle_until_s = now_s + cadence.ROUND_SPREAD_S + cadence.SETTLE_S
        state.settling = True
    elif was is LineState.ONLINE:
        planner.rest(state)
        for watched in state.services.values():
            _doubt_the_line(state, watched, now_s)
    if guard.state is not LineState.ONLINE:
        for slot in state.anchors.values():
            planner.after_anchor(state, slot, now_s)


def _doubt_the_line(state: EngineState, watched: Watched, now_s: float) -> None:
    for target in watched.track.targets.values():
        drop_doubt(target)
    watched.track.region.read_s = 0.0
    if watched.track.verdict.state is State.POSSIBLE:
        withdraw_possible(watched.track)
        verdict = judge(watched.track, surroundings_of(state, watched, now_s), now_s)
        if verdict.state in (State.OK, State.UNKNOWN, State.MAINTENANCE):
            _change(state, watched, explain(state, watched, verdict, now_s), now_s)


def settle(state: EngineState, now_s: float) -> None:
    """After the line's return and a first round: say that it is back, if something changed meanwhile."""
    if state.settling and now_s >= state.settle_until_s:
        state.settling = False
        state.policy.line_settled(state.shown(), now_s)


def tell(state: EngineState, now_s: float) -> None:
    """Commit and publish the notifications that are due."""
    settle(state, now_s)
    state.told_s = now_s
    if state.policy.rests(now_s):
        return

    def holds(group: Group) -> bool:
        return is_as_it_was(state, group)

    alerts = state.policy.due(
        now_s,
        quiet_until_s=state.settle_until_s,
        waits=lambda group: family_is_reading(state, group),
        holds=holds,
        words_of=lambda service: _words_of(state, service),
        notify=state.watch.notifications,
        notify_line=state.watch.notify_line,
        notify_recovery=state.watch.notify_recovery,
    )
    again = state.policy.again(now_s, quiet_until_s=state.settle_until_s, holds=holds)
    if not alerts and not again:
        return
    state.pending.alerts.extend(alerts)
    commit(state, now_s)
    for alert in alerts + again:
        if state.watch.notifications:
            state.publish(AlertDue(alert))


def handed(state: EngineState, alert: str, now_s: float) -> None:
    """Keep that the notification server has taken a notification: it is not handed over again."""
    state.policy.handed(alert)
    commit(state, now_s)


def _words_of(state: EngineState, service: str) -> tuple[str, str]:
    watched = state.services.get(service)
    if watched is None:
        return "", ""
    url = watched.service.page.url if watched.service.page else ""
    report = watched.track.page.report
    if report is None or not report.incidents:
        return "", url
    first = report.incidents[0]
    return first.title, first.url or report.url or url


def commit(state: EngineState, now_s: float) -> None:
    """Keep what waits, in one transaction; also which targets are trusted from now on."""
    batch = state.pending.batch()
    trust = new_trust(state) if state.trust_dirty else ()
    problems, outbox = changed_problems(state), state.policy.outbox.changes()
    if trust or problems or outbox:
        batch = msgspec.structs.replace(batch, trust=trust, problems=problems, outbox=outbox)
    state.pending = Pending()
    state.committed_s = now_s
    state.journal.commit(batch)
