"""A notification as a value: what it is about, and what its words need.

When one is due is decided in `notifier.core.alerts.policy`.
"""

from datetime import datetime

import msgspec

from notifier.core.reports import Circumstance, OwnPlaces
from notifier.core.words import AlertKind, Cause, Hold, LineState, PageLevel, Scope, State


class AlertService(msgspec.Struct, frozen=True, omit_defaults=True):
    """One service in a notification."""

    service: str
    name: str
    incident: str
    state: State
    scope: Scope = Scope.UNCLEAR
    components: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    official: bool = False
    before: bool = False
    worst: State | None = None
    """The worst that was shown of the incident; None: not known."""
    minor: bool = False
    """Nothing but parts of little weight is out, or was: `components` (rule 21)."""


class Alert(msgspec.Struct, frozen=True, omit_defaults=True):
    """A notification that is due. `thread` is equal for those that replace each other (an incident's id, or `line`)."""

    id: str
    kind: AlertKind
    time: datetime
    thread: str
    services: tuple[AlertService, ...] = ()
    line: LineState | None = None
    line_was: LineState | None = None
    """For the line's return: what it had been."""
    line_since: datetime | None = None
    line_until: datetime | None = None
    """For the line's return: when it was back; None: not known."""
    statement: str = ""
    """The company's words, if it has said something; of what is over: what its page goes on saying all the same."""
    page_url: str = ""
    page_read: datetime | None = None
    """When the company's page was read last: its silence before the problem says nothing (rule 20)."""
    page_level: PageLevel | None = None
    """What that page says; `unknown`: it cannot be read."""
    circumstances: tuple[Circumstance, ...] = ()
    own: OwnPlaces | None = None
    """What the user's other machines found; None: nothing."""
    another: bool = False
    """What answers in the service's place is not the service."""
    reached: datetime | None = None
    """Since when names and addresses of others are known to answer over this line; None: not known."""
    update: bool = False
    """It only brings the earlier one of its thread up to date: in its place, without a sound."""
    lost: float = 0.0
    """The share of requests that the line usually loses, where that is what is told: without a sound."""
    filtered: bool = False
    """What is told is that a filter of the network answers instead of everybody."""
    cause: Cause | None = None
    """What services of several owners have in common (rule 17); None: they are one owner's."""
    cloud: str = ""
    practice: bool = False
    held: Hold | None = None
    """Why it was not shown when it was due; None: it was."""
    folded: str = ""
    """The id of the notification that tells in its place what it would have said."""
    after: Hold | None = None
    """Of a digest: what is over, in which that happened which it tells."""
    faults: int = 0
    """Of a digest: how often the user's line failed meanwhile."""

    @property
    def is_shown(self) -> bool:
        """Whether it is told by itself: neither held, nor told in another one."""
        return self.held is None and not self.folded


class Telling(msgspec.Struct, frozen=True, omit_defaults=True):
    """How the user is told of a service, as it is shown."""

    told: bool = False
    """It fails, and the user is told of it."""
    end_untold: bool = False
    """The user is told of it, but not of its end: as a rule ends are not told."""
    awaited: bool = False
    """Its end will be told because the user asked for that."""
    snoozed: bool = False
    until: datetime | None = None
    """How long it is snoozed; None: until it is back."""
