"""One outage for the user: the services that failed together, and what was told of them."""

from datetime import UTC, datetime
from typing import Final

import msgspec

from notifier.core.model import AlertKind, AlertService, Incident, Service, State, Verdict
from notifier.core.watch import NotifyLevel

NEVER: Final = float("inf")


class Group(msgspec.Struct):
    """One outage for the user: the members by service id, and what was told of it."""

    id: str
    owner: str
    began_s: float
    members: dict[str, AlertService]
    due_s: float = NEVER
    told: AlertKind | None = None
    back_due_s: float = NEVER
    changed_s: float = 0.0
    unstable: bool = False
    back_told: set[str] = set()
    """Members whose end was told since they failed last."""

    def is_over(self) -> bool:
        """Tell whether every member is back."""
        return all(member.until is not None for member in self.members.values())


def deserves(state: State, level: NotifyLevel) -> bool:
    """Tell whether the user wants to hear of this state."""
    if level is NotifyLevel.NOTHING:
        return False
    return state is State.OUTAGE or (state is State.POSSIBLE and level is NotifyLevel.POSSIBLE)


def member_of(service: Service, verdict: Verdict, incident: Incident) -> AlertService:
    """Give a service as it stands in a notification."""
    return AlertService(
        service=service.id,
        name=service.name,
        incident=incident.id,
        state=verdict.state,
        scope=verdict.scope,
        components=incident.components,
        countries=verdict.countries,
        since=incident.since,
        official=verdict.official,
        before=verdict.before,
        worst=incident.worst,
    )


def moment(time_s: float) -> datetime:
    """Make an aware UTC time of seconds of the epoch."""
    return datetime.fromtimestamp(time_s, UTC)
