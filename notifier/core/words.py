"""The words of the program as enumerations. Their values are kept in the history and named in scenarios."""

from enum import StrEnum


class Outcome(StrEnum):
    """What reading a target once gave."""

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
    WITNESS = "witness"


class LineState(StrEnum):
    """The user's own connection."""

    ONLINE = "online"
    OFFLINE = "offline"
    DNS_BROKEN = "dns_broken"
    CAPTIVE_PORTAL = "captive_portal"
    LOSSY = "lossy"
    WRONG_CLOCK = "wrong_clock"
    """The computer's clock is so wrong that no certificate holds."""
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


class Cause(StrEnum):
    """What services of several owners that begin to fail together have in common (rule 17)."""

    NAMES = "names"
    """The user's network: names cannot be looked up."""
    ANSWERS = "answers"
    """The user's network: something in between answers in everybody's place."""
    NETWORK = "network"
    """The user's network: nearly nothing gets through, and the line's anchors do."""
    CLOUD = "cloud"
    """A cloud that most of them stand on."""
    SEVERAL = "several"
    """Nothing is known that they share."""


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


class Rule(StrEnum):
    """How several targets of one component count: it works while any, most or all of them answer."""

    ANY = "any"
    MOST = "most"
    ALL = "all"


class Rank(StrEnum):
    """What a component weighs for its service: without a core part it is down, without a minor one not (rule 21)."""

    CORE = "core"
    MINOR = "minor"


class ReasonKind(StrEnum):
    """Why a verdict says what it says. Each has a sentence in `notifier.words`."""

    PROBES_FAILED = "probes_failed"
    """`count` of `total` tries to reach `component` failed with `failure`; `since` the first."""
    PROBES_WORK = "probes_work"
    """`component` answers; `count` of `total` recent tries."""
    SLOW = "slow"
    """`component` takes `value` ms where it usually takes `usual` ms."""
    UNVERIFIABLE = "unverifiable"
    """Something answers for `component`, but it does not tell."""
    OTHER_PAGE = "other_page"
    """`component` answers, but with another page than usual; `since` the first."""
    NOT_ITS_OWN = "not_its_own"
    """What answers for `component` shows a certificate that is not the service's own, as far as is known only here."""
    SOME_SERVERS = "some_servers"
    """`count` of the `total` addresses of `component` that were met fail; `text` is their family, where the other one
    answers."""
    UNTRUSTED = "untrusted"
    """An address of `component` that never answered from here fails."""
    UNPROVEN = "unproven"
    """`component` failed `count` times in the short time that was asked for: too little to call it an outage."""
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
    PAGE_STALE = "page_stale"
    """The company's page has reported `level` since `since`, and it has worked from here for long."""
    PAGE_FINE = "page_fine"
    """The company reports no problem (read at `since`)."""
    PAGE_UNREADABLE = "page_unreadable"
    """The company's page cannot be read since `since`."""
    PAGE_SILENT = "page_silent"
    """The company has no page that can be read; in histories of earlier versions only."""
    PROVIDER_FAILS = "provider_fails"
    """From other lines of the user's provider (`text` is its name) it fails too: `count` of `total` tests."""
    PROVIDER_WORKS = "provider_works"
    """From other lines of the user's provider (`text` is its name) it works: all but `count` of `total` tests."""
    CUT_OFF = "cut_off"
    """The internet of `countries` fails as such, or that of the user's provider (none), as the source `text` says."""
    BLOCKED = "blocked"
    """It seems to be blocked in `countries`, or by the user's provider (none): in `count` of `total` measurements, as
    the source `text` says."""
    REPORTS = "reports"
    """`count` people report a problem where `usual` usually do."""
    SAME_OWNER = "same_owner"
    """`services` of the same owner fail too."""
    OTHER_OWNERS = "other_owners"
    """`services` of other owners fail at the same time."""
    SHARED_CLOUD = "shared_cloud"
    """They all stand on `text`."""
    WITNESSES_FAIL = "witnesses_fail"
    """`count` of `total` hosts that are not watched fail, too (`text` is the cause that follows)."""
    WITNESSES_WORK = "witnesses_work"
    """`count` of `total` hosts that are not watched work."""


class AlertKind(StrEnum):
    """The kinds of notification."""

    OUTAGE = "outage"
    POSSIBLE = "possible"
    RECOVERED = "recovered"
    UNSTABLE = "unstable"
    LINE = "line"
    DIGEST = "digest"


class Hold(StrEnum):
    """Why a notification is not shown when it is due (rules 22 to 24)."""

    QUIET = "quiet"
    """The user's quiet hours."""
    SNOOZED = "snoozed"
    AWAY = "away"
    """The machine slept, or the program did not run: what happened meanwhile is told together."""


SEVERITY = {State.UNKNOWN: 0, State.OK: 0, State.MAINTENANCE: 1, State.SLOW: 2, State.POSSIBLE: 3, State.OUTAGE: 4}
"""How bad a state is; states that are a problem have 1 and more."""


def is_problem(state: State) -> bool:
    """Tell whether the state counts in the tray's digit: a possible problem or an outage."""
    return state in (State.POSSIBLE, State.OUTAGE)


def toned(state: State, *, minor: bool) -> State:
    """Give the state that an outage looks like: of minor parts alone, a possible problem (rule 21)."""
    return State.POSSIBLE if minor and state is State.OUTAGE else state
