"""The scenario file as it stands: its tables and keys as strict structs.

The tables about the user's own side are in `notifier.simulation.connection_file`; what the keys must mean together is
checked in `notifier.simulation.scenario_checks`. Times ending in `_s` are seconds from the scenario's start; spans are
[from_s, until_s). Every key that was added to format 1 later has a default that changes nothing.
"""

from datetime import UTC, datetime
from typing import Annotated, Literal

import msgspec

from notifier.core.failure import WORLD_FAILURES, FailureKind
from notifier.core.model import PageLevel
from notifier.simulation.connection_file import (
    Bursts,
    ClockStep,
    Latency,
    LineFault,
    Name,
    Network,
    Policy,
    Seconds,
    Share,
    Strict,
    Wait,
)

Milliseconds = Annotated[float, msgspec.Meta(gt=0, le=3_600_000)]
Country = Annotated[str, msgspec.Meta(pattern="^[A-Z]{2}$")]

SLOW = "slow"
UNVERIFIABLE = "unverifiable"
SORRY_PAGE = "sorry_page"
"""It answers with status 200 and another page than usual."""
UNFAILING = frozenset({SLOW, UNVERIFIABLE, SORRY_PAGE})
FAULT_KINDS = frozenset({*(kind.value for kind in WORLD_FAILURES), *UNFAILING})
PAGE_LEVELS = frozenset({level.value for level in PageLevel if level is not PageLevel.UNKNOWN} | {"unreadable"})


class TargetEntry(Strict, frozen=True):
    """A target of a service that the scenario brings itself."""

    component: Name
    kind: str
    """A kind of `notifier.probes`."""
    target: Name
    """The address as a person would type it, with or without the kind's scheme."""


class PageEntry(Strict, frozen=True):
    """The official page of such a service."""

    url: str


class ServiceEntry(Strict, frozen=True):
    """A watched service: of the catalogue by its id alone, or the scenario's own with `name` and `target`.

    `failure_rate` is the chance that a request to it fails while nothing is wrong, beside the world's own: from here
    and from everywhere.
    """

    id: Name
    name: str = ""
    owner: str = ""
    target: tuple[TargetEntry, ...] = ()
    page: PageEntry | None = None
    clouds: tuple[str, ...] = ()
    failure_rate: Share = 0.0
    changing: bool = False


class World(Strict, frozen=True):
    """How the world is while nothing is wrong. Latencies of a log-normal distribution."""

    failure_rate: Share = 0.0
    unverifiable_rate: Share = 0.0
    latency_median_ms: Milliseconds = 80.0
    latency_p99_ms: Milliseconds = 400.0


class Fault(Strict, frozen=True):
    """What truly happens to a service, to all of an owner's, to several, or to all that stand on a cloud.

    `share` of the requests is hit: at once, or growing over `ramp_up_s` and shrinking over the last `ramp_down_s`; and
    `tail_share` for `tail_s` after the end. Of those that are hit, `walled` meet an edge that does not tell (403, 429).

    Seen `everywhere` (or from `countries`), by this `provider`'s customers only (those of `network`; left out: of
    every network that this machine is in), or by this `machine` only.

    `bad_addresses` of the `addresses` of each name are hit, or all of one `family`: what cannot be connected to is
    passed over for the next address, everything else meets the connection that opened.
    """

    from_s: Seconds
    until_s: Seconds
    kind: str
    service: str = ""
    owner: str = ""
    services: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    cloud: str = ""
    components: tuple[str, ...] = ()
    share: Share = 1.0
    countries: tuple[Country, ...] = ()
    latency_factor: Annotated[float, msgspec.Meta(gt=0, le=1_000_000)] = 10.0
    ramp_up_s: Seconds = 0.0
    ramp_down_s: Seconds = 0.0
    tail_s: Seconds = 0.0
    tail_share: Share = 0.05
    walled: Share = 0.0
    seen: Literal["everywhere", "provider", "machine"] = "everywhere"
    network: str = ""
    addresses: Annotated[int, msgspec.Meta(ge=1, le=64)] = 1
    bad_addresses: Annotated[int, msgspec.Meta(ge=0, le=64)] = 0
    family: Literal["", "ipv4", "ipv6"] = ""


class PageChange(Strict, frozen=True):
    """What the official page says from `at_s` on.

    `started_s` is the page's own time of the incident's or maintenance's begin (left out: `at_s`; later than `at_s`:
    the maintenance is announced), `until_s` the announced end of a maintenance. Both may lie beyond the scenario.
    """

    service: str
    at_s: Seconds
    level: str
    components: tuple[str, ...] = ()
    title: str = ""
    message: str = ""
    started_s: Annotated[float, msgspec.Meta(ge=-31_622_400, le=316_224_000)] | None = None
    until_s: Annotated[float, msgspec.Meta(ge=-31_622_400, le=316_224_000)] | None = None


class Reports(Strict, frozen=True):
    """Crowd reports in the 15 minutes from `at_s` on."""

    service: str
    at_s: Seconds
    count: Annotated[int, msgspec.Meta(ge=0)]
    baseline: Annotated[float, msgspec.Meta(ge=0, le=1_000_000_000)]


class Outside(Strict, frozen=True):
    """What truly happens to sources outside, for every service or what is asked about one.

    `source`: those of `regions`, of `reports`, of `news`, `all`, or a single one by its id (`outage-notifier outside`
    lists them). Which of them may be asked is in `[settings]`, as the user has it: all that want no key, unless
    `outside_answered` and `outside` are given there.

    `slow`: an answer (of testers: each test) takes `least_s` to `most_s`; `partial`: `share` of the countries has no
    testers; `wrong`: `share` of the countries (or of the answers about reports) says the opposite; `exhausted`: it
    answers that the tests of this hour are used up; `hanging`: nothing comes for `most_s`; `failing`: it answers with
    errors; `changed`: it answers in another format.
    """

    source: Name
    kind: Literal["slow", "partial", "wrong", "exhausted", "hanging", "failing", "changed"]
    from_s: Seconds = 0.0
    until_s: Seconds | None = None
    service: str = ""
    share: Share = 0.5
    least_s: Wait = 3.0
    most_s: Wait = 20.0


class ScenarioFile(Strict, frozen=True):
    """The file as it stands."""

    format: Literal[1]
    name: str
    title: str
    seed: int
    start: datetime
    duration_s: Annotated[float, msgspec.Meta(gt=0, le=316_224_000)]
    """Ten years at most."""
    country: Country
    service: Annotated[tuple[ServiceEntry, ...], msgspec.Meta(min_length=1)]
    settings: dict[str, object] = {}
    world: World = World()
    fault: tuple[Fault, ...] = ()
    line: tuple[LineFault, ...] = ()
    page: tuple[PageChange, ...] = ()
    reports: tuple[Reports, ...] = ()
    bursts: tuple[Bursts, ...] = ()
    latency: tuple[Latency, ...] = ()
    network: tuple[Network, ...] = ()
    policy: tuple[Policy, ...] = ()
    outside: tuple[Outside, ...] = ()
    clock: tuple[ClockStep, ...] = ()


def failure_kind(kind: str) -> FailureKind | None:
    """Give the failure kind of a fault; None for those that fail nothing."""
    return None if kind in UNFAILING else FailureKind(kind)


def start_s(file: ScenarioFile) -> float:
    """Give the wall clock at second 0, in seconds of the epoch."""
    return file.start.astimezone(UTC).timestamp()
