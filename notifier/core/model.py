"""The words of the program as types: readings, verdicts, incidents, and the services they are about.

Everything is frozen and may cross threads. Times are aware UTC `datetime`s unless a name ends in `_s` (seconds).
"""

from collections.abc import Iterable
from datetime import datetime

import msgspec

from notifier.core.alert import Alert, AlertService, Telling
from notifier.core.failure import FailureKind
from notifier.core.look import Look
from notifier.core.reports import (
    CrowdReport,
    Headline,
    PageComponent,
    PageIncident,
    PageReport,
    RegionReport,
    Statement,
)
from notifier.core.services import Component, Link, Service
from notifier.core.words import (
    SEVERITY,
    AlertKind,
    Cause,
    Hold,
    LineState,
    Outcome,
    PageLevel,
    Rank,
    ReasonKind,
    Rule,
    Scope,
    Source,
    Stage,
    State,
    is_problem,
    toned,
)

__all__ = [
    "SEVERITY",
    "Alert",
    "AlertKind",
    "AlertService",
    "AskedElsewhere",
    "Cause",
    "Component",
    "ComponentStatus",
    "CrowdReport",
    "Headline",
    "Hold",
    "Incident",
    "LineState",
    "LineStatus",
    "Link",
    "Outcome",
    "PageComponent",
    "PageIncident",
    "PageLevel",
    "PageReport",
    "Rank",
    "Reading",
    "Reason",
    "ReasonKind",
    "RegionReport",
    "Rule",
    "Scope",
    "Service",
    "ServiceStatus",
    "Snapshot",
    "Source",
    "SourceStatus",
    "Stage",
    "State",
    "Statement",
    "Telling",
    "Verdict",
    "is_problem",
    "toned",
]


class Reading(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """The immutable result of reading one target once. Never an exception.

    `time` is the start of the reading (aware UTC), `target` the target's key, `latency_ms` the time to the answer.
    """

    source: Source
    service: str
    component: str
    target: str
    time: datetime
    outcome: Outcome
    failure: FailureKind | None = None
    latency_ms: float | None = None
    detail: str = ""
    page: PageReport | None = None
    region: RegionReport | None = None
    crowd: CrowdReport | None = None
    retry_after_s: float | None = None
    """The server asked to be left alone for so long (429 or 503 with Retry-After)."""
    look: Look | None = None
    """What the page looks like that answered; of targets only that expect nothing of it. Never kept."""
    headlines: tuple[Headline, ...] = ()
    """What was published about a problem, the newest first; what is kept of it stands with the incident."""
    address: str = ""
    """The bare address that was talked to in the end; empty where there was none, or where a proxy chose it."""
    answered_by: str = ""
    """A short digest of what answered in the place of what was expected; never kept. Equal for unrelated owners: it is
    somebody in between."""
    ahead_s: float | None = None
    """By how much the answer's date is ahead of this computer's clock; of anchors only, never kept."""
    dates_refused: bool = False
    """Its certificate was refused for its dates alone; never kept."""


class Reason(msgspec.Struct, frozen=True, omit_defaults=True):
    """One reason of a verdict, heaviest first. Words are made from it in `notifier.words`, in the user's language."""

    kind: ReasonKind
    component: str = ""
    count: int = 0
    total: int = 0
    failure: FailureKind | None = None
    value: float = 0.0
    usual: float = 0.0
    since: datetime | None = None
    countries: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    level: PageLevel | None = None
    text: str = ""


class Verdict(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the program says about one service at one time.

    `since` is the start of the first bad reading; for an `ok` after an incident, the incident's end. `confidence` is
    0 to 1. `official`: the company itself reports it (rule 7). `before`: it began while nobody could look, so `since`
    is the earliest known time and the true start lies before it.
    """

    service: str
    state: State
    time: datetime
    scope: Scope = Scope.UNCLEAR
    components: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    since: datetime | None = None
    confidence: float = 0.0
    reasons: tuple[Reason, ...] = ()
    official: bool = False
    before: bool = False
    minor: bool = False
    """Nothing but parts of little weight fails (rule 21)."""
    known: datetime | None = None
    """When it was last known, where nothing has been read since: the line is bad, or the user paused; of what is shown
    only, never kept."""

    @property
    def shown(self) -> State:
        """The state that it looks like: of minor parts alone a possible problem's; nobody's while nothing is read."""
        return State.UNKNOWN if self.known is not None else toned(self.state, minor=self.minor)


class Incident(msgspec.Struct, frozen=True, omit_defaults=True):
    """From the first bad evidence to the confirmed recovery, of one service.

    `worst` is the worst state that was shown. `until` is None while it lasts. `group` is the id of the incident of
    the same owner that was first, so that a family's outage is one for the user.
    """

    id: str
    service: str
    since: datetime
    until: datetime | None
    worst: State
    scope: Scope
    components: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    group: str = ""
    official: bool = False
    before: bool = False
    unstable: bool = False
    practice: bool = False
    confirmed: datetime | None = None
    """When it was first shown as an outage (or as what `worst` says)."""
    milder: State | None = None
    """As what it began, if that was earlier and less bad: slow, or possible …"""
    milder_since: datetime | None = None
    """… and when."""
    minor: bool = False
    """Nothing but parts of little weight failed (rule 21)."""

    @property
    def shown(self) -> State:
        """The worst state that it looked like."""
        return toned(self.worst, minor=self.minor)


class LineStatus(msgspec.Struct, frozen=True, omit_defaults=True):
    """How the line is judged, since when, and from how many anchors at the last look."""

    state: LineState
    since: datetime | None = None
    answering: int = 0
    anchors: int = 0
    lost: float = 0.0
    """The share of requests that usually get lost here, where it is worth a word."""
    filtered: bool = False
    """The network's filter refuses everything: whether services work cannot be told."""
    few: bool = False
    """Fewer than three anchors can tell anything on this network: what is said is less certain."""
    ahead_s: float = 0.0
    """By how much everybody else is ahead of this computer's clock (negative: behind), where that is worth a word."""


class SourceStatus(msgspec.Struct, frozen=True, omit_defaults=True):
    """A source that does not tell at the moment (`unverifiable` or `unreadable`), since when, and why."""

    service: str
    target: str
    outcome: Outcome
    since: datetime
    detail: str = ""


class ComponentStatus(msgspec.Struct, frozen=True, omit_defaults=True):
    """A component of a watched service as it stands."""

    id: str
    name: dict[str, str]
    state: State
    latency_ms: float | None = None


class AskedElsewhere(msgspec.Struct, frozen=True, omit_defaults=True):
    """What came of asking other places last. `home` is the user's country, where it is known.

    `place` is what the user's other machines call this one's place, if there are any.
    """

    reading: Reading | None = None
    asking: bool = False
    home: str = ""
    place: str = ""


class ServiceStatus(msgspec.Struct, frozen=True, omit_defaults=True):
    """A watched service as it stands, with all that a window shows of it."""

    id: str
    name: str
    owner: str
    verdict: Verdict
    components: tuple[ComponentStatus, ...] = ()
    checked: datetime | None = None
    page: PageReport | None = None
    page_url: str = ""
    page_read: datetime | None = None
    silent_sources: tuple[SourceStatus, ...] = ()
    incident: str = ""
    alternatives: tuple[str, ...] = ()
    homepage: str = ""
    page_provider: str = ""
    """The kind of the page at `page_url`, known before it was ever read."""
    elsewhere: AskedElsewhere = AskedElsewhere()
    telling: Telling = Telling()
    group: str = ""
    """The user's own group that it stands in; empty: in none."""


def problems_first(services: Iterable[ServiceStatus]) -> list[ServiceStatus]:
    """Sort services: the worst first, then in the user's order."""
    return sorted(services, key=lambda each: -SEVERITY[each.verdict.shown])


class Snapshot(msgspec.Struct, frozen=True, omit_defaults=True):
    """Everything that is shown, at one time. The user interface can be rebuilt from it at any moment."""

    time: datetime
    line: LineStatus
    services: tuple[ServiceStatus, ...] = ()
    paused_until: datetime | None = None
    paused: bool = False
    checking: bool = False
    """A round that the user asked for is under way."""
    practice: bool = False
