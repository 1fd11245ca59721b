"""The scenario file as it stands: its tables and keys as strict structs.

What they must mean together is checked in `notifier.simulation.scenario`. Times ending in `_s` are seconds from the
scenario's start; spans are [from_s, until_s).
"""

from datetime import UTC, datetime
from typing import Annotated, Literal

import msgspec

from notifier.core.failure import WORLD_FAILURES, FailureKind
from notifier.core.model import PageLevel

Seconds = Annotated[float, msgspec.Meta(ge=0)]
Name = Annotated[str, msgspec.Meta(min_length=1)]
Latency = Annotated[float, msgspec.Meta(gt=0, le=3_600_000)]
Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
Country = Annotated[str, msgspec.Meta(pattern="^[A-Z]{2}$")]

SLOW = "slow"
UNVERIFIABLE = "unverifiable"
FAULT_KINDS = frozenset({*(kind.value for kind in WORLD_FAILURES), SLOW, UNVERIFIABLE})
PAGE_LEVELS = frozenset({level.value for level in PageLevel if level is not PageLevel.UNKNOWN} | {"unreadable"})


class _Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    pass


class TargetEntry(_Strict, frozen=True):
    """A target of a service that the scenario brings itself."""

    component: Name
    kind: str
    """A kind of `notifier.probes`."""
    target: Name
    """The address as a person would type it, with or without the kind's scheme."""


class PageEntry(_Strict, frozen=True):
    """The official page of such a service."""

    url: str


class ServiceEntry(_Strict, frozen=True):
    """A watched service: of the catalogue by its id alone, or the scenario's own with `name` and `target`."""

    id: Name
    name: str = ""
    owner: str = ""
    target: tuple[TargetEntry, ...] = ()
    page: PageEntry | None = None


class World(_Strict, frozen=True):
    """How the world is while nothing is wrong. Latencies of a log-normal distribution."""

    failure_rate: Share = 0.0
    unverifiable_rate: Share = 0.0
    latency_median_ms: Latency = 80.0
    latency_p99_ms: Latency = 400.0


class Fault(_Strict, frozen=True):
    """What truly happens to a service, or to all of an owner's."""

    from_s: Seconds
    until_s: Seconds
    kind: str
    service: str = ""
    owner: str = ""
    components: tuple[str, ...] = ()
    share: Share = 1.0
    countries: tuple[Country, ...] = ()
    latency_factor: Annotated[float, msgspec.Meta(gt=0, le=1_000_000)] = 10.0


class LineFault(_Strict, frozen=True):
    """What truly happens to the user's own connection."""

    from_s: Seconds
    until_s: Seconds
    kind: Literal["offline", "dns_broken", "captive_portal", "lossy", "asleep"]
    loss: Share = 0.3


class PageChange(_Strict, frozen=True):
    """What the official page says from `at_s` on."""

    service: str
    at_s: Seconds
    level: str
    components: tuple[str, ...] = ()
    title: str = ""
    message: str = ""


class Reports(_Strict, frozen=True):
    """Crowd reports in the 15 minutes from `at_s` on."""

    service: str
    at_s: Seconds
    count: Annotated[int, msgspec.Meta(ge=0)]
    baseline: Annotated[float, msgspec.Meta(ge=0, le=1_000_000_000)]


class ScenarioFile(_Strict, frozen=True):
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


def failure_kind(kind: str) -> FailureKind | None:
    """Give the failure kind of a fault; None for slow and unverifiable."""
    return None if kind in (SLOW, UNVERIFIABLE) else FailureKind(kind)


def start_s(file: ScenarioFile) -> float:
    """Give the wall clock at second 0, in seconds of the epoch."""
    return file.start.astimezone(UTC).timestamp()
