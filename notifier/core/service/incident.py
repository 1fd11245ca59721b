"""From verdicts to incidents: when one begins, how it grows, when it is over. Pure steps on frozen structs.

An incident is opened by the first shown problem (slow, possible, outage) and closed by `ok`, at the time that the `ok`
carries: that of the first answer. What is only slow after it was worse works again, too: that closes it at its end, and
the slowness is an incident of its own, which an outage that comes after it makes worse. `unknown` and `maintenance` in
between close nothing (rule 12).
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final

import msgspec

from notifier.core.model import SEVERITY, Incident, Scope, State, Verdict
from notifier.core.numbers import FAMILY_GROUP_S, FAMILY_JOINS_S

ID_TIME: Final = "%Y%m%dT%H%M%S"
PROBLEMS = (State.SLOW, State.POSSIBLE, State.OUTAGE)


def incident_id(service: str, since: datetime, *, practice: bool = False) -> str:
    """Name an incident by its service and first bad reading; the same evidence gives the same name after a restart."""
    return f"{'practice-' if practice else ''}{service}-{since:{ID_TIME}}"


def step(
    incident: Incident | None, verdict: Verdict, *, over: datetime | None = None, practice: bool = False
) -> Incident | None:
    """Give the incident as it stands after the verdict; None: there is none. A closed one has `until`.

    `over`: when what was worse than slow ended. After a closed one it gives what follows upon that, if anything does.
    """
    if incident is None or incident.until is not None:
        return _opened(verdict, practice) if verdict.state in PROBLEMS else None
    if verdict.state is State.OK:
        until = max(verdict.since or verdict.time, incident.since)
        return msgspec.structs.replace(incident, until=until)
    if verdict.state is State.SLOW and incident.worst is not State.SLOW:
        return msgspec.structs.replace(incident, until=max(over or verdict.time, incident.since))
    return _grown(incident, verdict) if verdict.state in PROBLEMS else incident


def grouped(incident: Incident, of_owner: Iterable[Incident]) -> Incident:
    """Give an incident its group: that of an open one of the same owner that began shortly before it (rule 15).

    Nothing joins a group later than ten minutes after its first incident, whether that is still open or not.
    """
    if incident.group:
        return incident
    for first in of_owner:
        group = first.group or first.id
        apart_s = (incident.since - first.since).total_seconds()
        began = _began(group) or first.since
        if 0.0 <= apart_s <= FAMILY_GROUP_S and (incident.since - began).total_seconds() <= FAMILY_JOINS_S:
            return msgspec.structs.replace(incident, group=group)
    return msgspec.structs.replace(incident, group=incident.id)


def _began(incident: str) -> datetime | None:
    """Read from an incident's name when it began (`incident_id`)."""
    try:
        return datetime.strptime(incident.rpartition("-")[2], ID_TIME).replace(tzinfo=UTC)
    except ValueError:
        return None


def _opened(verdict: Verdict, practice: bool) -> Incident:
    since = verdict.since or verdict.time
    return Incident(
        id=incident_id(verdict.service, since, practice=practice),
        service=verdict.service,
        since=since,
        until=None,
        worst=verdict.state,
        scope=verdict.scope,
        components=verdict.components,
        countries=verdict.countries,
        official=verdict.official,
        before=verdict.before,
        practice=practice,
        confirmed=verdict.time,
        minor=verdict.minor,
    )


def _since(incident: Incident, verdict: Verdict) -> datetime:
    """Give the begin: of what is worse, its own (a slow answer is not a failing one, rule 11), else the earlier one."""
    if verdict.since is None or SEVERITY[verdict.shown] < SEVERITY[incident.shown]:
        return incident.since
    same = (verdict.shown, verdict.state) == (incident.shown, incident.worst)
    return min(incident.since, verdict.since) if same else verdict.since


def _weight(shown: State, state: State) -> tuple[int, int]:
    """Order what is shown: an outage of minor parts alone is worse than a possible problem, and less than an outage."""
    return SEVERITY[shown], SEVERITY[state]


def _grown(incident: Incident, verdict: Verdict) -> Incident:
    worse = _weight(verdict.shown, verdict.state) > _weight(incident.shown, incident.worst)
    known = verdict.scope is not Scope.UNCLEAR and SEVERITY[verdict.state] >= SEVERITY[incident.worst]
    milder, milder_since = incident.milder, incident.milder_since
    if worse and milder is None and _since(incident, verdict) > incident.since:
        milder, milder_since = incident.shown, incident.since
    fresh = [name for name in verdict.components if name not in incident.components]
    return msgspec.structs.replace(
        incident,
        since=_since(incident, verdict),
        worst=verdict.state if worse else incident.worst,
        scope=verdict.scope if known else incident.scope,
        countries=verdict.countries if known else incident.countries,
        components=(*incident.components, *fresh) if not worse else verdict.components,
        official=incident.official or verdict.official,
        confirmed=verdict.time if worse else incident.confirmed,
        milder=milder,
        milder_since=milder_since,
        minor=verdict.minor if worse else incident.minor,
    )
