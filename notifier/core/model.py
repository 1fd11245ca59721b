"""The words of the program as types: readings, verdicts, incidents, and the services they are about.

Everything is frozen and may cross threads. Times are aware UTC `datetime`s unless a name ends in `_s` (seconds).
"""

from datetime import datetime
from enum import StrEnum

import msgspec

from notifier.core.failure import FailureKind
from notifier.core.targets import PageTarget, ProbeTarget


class Outcome(StrEnum):
    """What reading a target once told."""

    OK = "ok"
    SLOW = "slow"
    FAILED = "failed"
    UNVERIFIABLE = "unverifiable"
    UNREADABLE = "unreadable"
    SKIPPED = "skipped"


class Source(StrEnum):
    """Where a reading comes from."""

    PROBE = "probe"
    PAGE = "page"
    REGION = "region"
    REPORTS = "reports"
    ANCHOR = "anchor"


class LineState(StrEnum):
    """The user's own connection."""

    ONLINE = "online"
    OFFLINE = "offline"
    DNS_BROKEN = "dns_broken"
    CAPTIVE_PORTAL = "captive_portal"
    LOSSY = "lossy"
    ASLEEP = "asleep"


class State(StrEnum):
    """What the program says about a service."""

    UNKNOWN = "unknown"
    OK = "ok"
    SLOW = "slow"
    POSSIBLE = "possible"
    OUTAGE = "outage"
    MAINTENANCE = "maintenance"


class Scope(StrEnum):
    """Who is affected."""

    ME = "me"
    NETWORK = "network"
    REGION = "region"
    EVERYONE = "everyone"
    UNCLEAR = "unclear"


class PageLevel(StrEnum):
    """What an official page says about a component or the whole; `unknown`: a word that we do not know."""

    OPERATIONAL = "operational"
    DEGRADED = "degraded"
    PARTIAL_OUTAGE = "partial_outage"
    MAJOR_OUTAGE = "major_outage"
    MAINTENANCE = "maintenance"
    UNKNOWN = "unknown"


class Stage(StrEnum):
    """How far the company says it is with an incident; `scheduled` and `in_progress` belong to maintenances."""

    INVESTIGATING = "investigating"
    IDENTIFIED = "identified"
    MONITORING = "monitoring"
    RESOLVED = "resolved"
    SCHEDULED = "scheduled"
    IN_PROGRESS = "in_progress"
    UNKNOWN = "unknown"


class PageComponent(msgspec.Struct, frozen=True, omit_defaults=True):
    """One component of an official page. Names are not unique, ids are."""

    id: str
    name: str
    level: PageLevel
    group: str = ""


class Statement(msgspec.Struct, frozen=True, omit_defaults=True):
    """The company's own words at one time: plain text, shortened, never markup."""

    time: datetime
    stage: Stage
    text: str


class PageIncident(msgspec.Struct, frozen=True, omit_defaults=True):
    """An open incident, or a maintenance announced or running, as the page tells it. Statements newest first."""

    id: str
    title: str
    stage: Stage
    level: PageLevel
    started: datetime | None = None
    updated: datetime | None = None
    until: datetime | None = None
    """For a maintenance: when it is to end."""
    components: tuple[str, ...] = ()
    """Ids of the page's components; empty: not said."""
    countries: tuple[str, ...] = ()
    url: str = ""
    statements: tuple[Statement, ...] = ()


class PageReport(msgspec.Struct, frozen=True, omit_defaults=True):
    """An official page as read once.

    `level` is the worst of the watched components and open incidents; `incidents` are open ones only; `maintenances`
    are running or announced ones.
    """

    provider: str
    url: str
    level: PageLevel
    title: str = ""
    updated: datetime | None = None
    components: tuple[PageComponent, ...] = ()
    incidents: tuple[PageIncident, ...] = ()
    maintenances: tuple[PageIncident, ...] = ()


class RegionReport(msgspec.Struct, frozen=True, omit_defaults=True):
    """The countries from which a target answered, and those from which it did not."""

    works: tuple[str, ...] = ()
    fails: tuple[str, ...] = ()


class CrowdReport(msgspec.Struct, frozen=True, omit_defaults=True):
    """How many people report a problem in the last 15 minutes, and how many usually do at this time."""

    count: int
    baseline: float
    url: str = ""


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


class Rule(StrEnum):
    """How several targets of one component count: it works while any, most or all of them answer."""

    ANY = "any"
    MOST = "most"
    ALL = "all"


class Component(msgspec.Struct, frozen=True, omit_defaults=True):
    """A part of a service. `names` holds a person's words by language ("en", "id"); English is always there."""

    id: str
    names: dict[str, str]
    rule: Rule = Rule.ALL


class Link(msgspec.Struct, frozen=True, omit_defaults=True):
    """An address that opens the service: in the browser, or in its app."""

    url: str
    app: bool = False


class Service(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a person uses. The facts come from `resources/catalogue/<id>.toml` or from the user's own folder."""

    id: str
    name: str
    owner: str
    category: str
    homepage: str
    components: tuple[Component, ...]
    targets: tuple[ProbeTarget, ...]
    page: PageTarget | None = None
    country: str = ""
    aliases: tuple[str, ...] = ()
    support_accounts: tuple[str, ...] = ()
    hashtags: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    clouds: tuple[str, ...] = ()
    """Clouds or content networks that it is known to stand on."""
    weak: tuple[str, ...] = ()
    """Names of the fields above whose source is weak."""
    own: bool = False
    """The user added it; it is not of the shipped catalogue."""

    def component_name(self, component: str, language: str) -> str:
        """A person's word for a component id; the id itself where nobody has named it."""
        for each in self.components:
            if each.id == component:
                return each.names.get(language) or each.names.get("en") or component
        return component


class ReasonKind(StrEnum):
    """Why a verdict says what it says. Each has a sentence in `notifier.ui.text`."""

    PROBES_FAILED = "probes_failed"
    """`count` of `total` tries to reach `component` failed with `failure`; `since` the first."""
    PROBES_WORK = "probes_work"
    """`component` answers; `count` of `total` recent tries."""
    SLOW = "slow"
    """`component` takes `value` ms where it usually takes `usual` ms."""
    UNVERIFIABLE = "unverifiable"
    """Something answers for `component`, but it does not tell."""
    UNTRUSTED = "untrusted"
    """An address of `component` that never answered from here fails."""
    LINE_FINE = "line_fine"
    """`count` of `total` anchors answer."""
    LINE_BAD = "line_bad"
    """The line is not online (`text` is its state)."""
    REGION_FAILS = "region_fails"
    """It fails from `countries` too."""
    REGION_WORKS = "region_works"
    """It works from `countries`."""
    PAGE_REPORTS = "page_reports"
    """The company reports a problem: `text` is its title, `level` its level, `since` its time."""
    PAGE_FINE = "page_fine"
    """The company reports no problem (read at `since`)."""
    PAGE_UNREADABLE = "page_unreadable"
    """The company's page cannot be read since `since`."""
    PAGE_SILENT = "page_silent"
    """The company has no page that can be read."""
    REPORTS = "reports"
    """`count` people report a problem where `usual` usually do."""
    SAME_OWNER = "same_owner"
    """`services` of the same owner fail too."""
    OTHER_OWNERS = "other_owners"
    """`services` of other owners fail at the same time."""
    SHARED_CLOUD = "shared_cloud"
    """They all stand on `text`."""


class Reason(msgspec.Struct, frozen=True, omit_defaults=True):
    """One reason of a verdict, heaviest first. Words are made from it in `notifier.ui.text`, in the user's language."""

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


class AlertKind(StrEnum):
    """The kinds of notification."""

    OUTAGE = "outage"
    POSSIBLE = "possible"
    RECOVERED = "recovered"
    UNSTABLE = "unstable"
    LINE = "line"
    DIGEST = "digest"


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
    statement: str = ""
    """The company's words, if it has said something."""
    page_url: str = ""
    practice: bool = False


class LineStatus(msgspec.Struct, frozen=True, omit_defaults=True):
    """How the line is judged, since when, and from how many anchors at the last look."""

    state: LineState
    since: datetime | None = None
    judged: datetime | None = None
    answering: int = 0
    anchors: int = 0


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
    usual_ms: float | None = None


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


SEVERITY = {State.UNKNOWN: 0, State.OK: 0, State.MAINTENANCE: 1, State.SLOW: 2, State.POSSIBLE: 3, State.OUTAGE: 4}
"""How bad a state is; states that are a problem have 1 and more."""


def is_problem(state: State) -> bool:
    """Tell whether the state counts in the tray's digit: a possible problem or an outage."""
    return state in (State.POSSIBLE, State.OUTAGE)
