"""What the engine needs from outside, as protocols: something that reads, something that remembers, a clock.

The real ones are in `notifier.sources` and `notifier.store`; the simulation and the tests have their own.
"""

from collections.abc import Awaitable
from datetime import datetime
from typing import Protocol

import msgspec

from notifier.core.alerts.outbox import Item, OutboxRow
from notifier.core.line.known_network import KnownNetwork
from notifier.core.look import UsualLook
from notifier.core.model import Alert, Incident, LineStatus, Reading, Source, State, Statement, Verdict
from notifier.core.outside.heard import StaleWord
from notifier.core.outside.usual import UsualLevel
from notifier.core.targets import Target


class Read(msgspec.Struct, frozen=True, gc=False):
    """One reading that is to be made now. `fresh`: on a new connection, past every cache.

    `tried`: addresses that were met lately, the newest last; another one of the name is to be preferred.
    `outside_only`: somebody else asks for it, so nothing in a private network is talked to.
    """

    id: int
    source: Source
    service: str
    component: str
    target: Target
    fresh: bool = False
    tried: tuple[str, ...] = ()
    outside_only: bool = False


class Reader(Protocol):
    """Makes readings. Never raises for the world's faults; gives up after 10 s."""

    def __call__(self, read: Read) -> Awaitable[Reading]:
        """Read the target once."""
        ...


class Trust(msgspec.Struct, frozen=True, omit_defaults=True):
    """What was learned of one target: when it first and last answered well, its usual latency, how often it fails.

    `mean_log_ms` and `var_log_ms` describe the natural logarithm of the latency in ms.
    """

    service: str
    target: str
    first_ok: datetime | None = None
    last_ok: datetime | None = None
    readings: float = 0.0
    failures: float = 0.0
    mean_log_ms: float = 0.0
    var_log_ms: float = 0.0
    samples: float = 0.0
    look: UsualLook | None = None
    """What its page usually looks like, in digests."""
    level: UsualLevel | None = None
    """What a source of reports usually counts of the service; `target` is then that source's."""


class Said(msgspec.Struct, frozen=True):
    """A statement that belongs to an incident of ours. `key` is the page's own id for its incident.

    `publisher`: somebody else than the company published it, as a headline; `key` is then its address.
    """

    incident: str
    service: str
    key: str
    title: str
    statement: Statement
    url: str = ""
    publisher: str = ""


class LineChange(msgspec.Struct, frozen=True):
    """The line as judged from `line.since` on."""

    line: LineStatus
    time: datetime


class FailingTarget(msgspec.Struct, frozen=True, omit_defaults=True):
    """A target that is part of a shown problem; it is to answer twice before that ends (rule 10)."""

    target: str
    first_bad_s: float = 0.0
    """The first failure of the problem, in seconds of the epoch."""
    run_since_s: float = 0.0
    """The first failure since its last answer; 0: it answered last."""
    share: float = 1.0
    """The share of its last readings that failed, in tenths: finer it would be written with every reading."""


class ComponentProblem(msgspec.Struct, frozen=True, omit_defaults=True):
    """A component whose problem is shown, and what it stands on. `evidence`: the log-odds when it changed last."""

    component: str
    state: State
    evidence: float = 0.0
    targets: tuple[FailingTarget, ...] = ()


class OpenProblem(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is shown of a service's components by their own targets, and what its page says that is stale."""

    service: str
    before: bool = False
    components: tuple[ComponentProblem, ...] = ()
    page: StaleWord | None = None

    def is_over(self) -> bool:
        """Tell whether there is nothing to be kept."""
        return not self.components and self.page is None


class Batch(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is to be kept together, or not at all."""

    readings: tuple[Reading, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    incidents: tuple[Incident, ...] = ()
    """Inserted, or replaced by id."""
    said: tuple[Said, ...] = ()
    alerts: tuple[Alert, ...] = ()
    lines: tuple[LineChange, ...] = ()
    trust: tuple[Trust, ...] = ()
    """Inserted, or replaced by (service, target)."""
    outbox: tuple[OutboxRow, ...] = ()
    """Inserted, replaced by key, or deleted."""
    problems: tuple[OpenProblem, ...] = ()
    """Inserted, replaced by service, or deleted."""
    networks: tuple[KnownNetwork, ...] = ()
    """Inserted, or replaced by name."""


class Restored(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the engine needs to go on where it stopped."""

    verdicts: tuple[Verdict, ...] = ()
    """The last one of each service."""
    incidents: tuple[Incident, ...] = ()
    """Those that are open, and those that ended within the last hour."""
    trust: tuple[Trust, ...] = ()
    outbox: tuple[Item, ...] = ()
    """By key."""
    problems: tuple[OpenProblem, ...] = ()
    """By service."""
    networks: tuple[KnownNetwork, ...] = ()
    """By name."""
    stopped: datetime | None = None
    """The time of the last thing that was kept."""


class Journal(Protocol):
    """Remembers. Where it cannot (full disk), it says so once itself and the engine goes on."""

    def commit(self, batch: Batch) -> None:
        """Keep everything of the batch, in one transaction, before returning."""
        ...

    def restore(self, now: datetime) -> Restored:
        """What was kept; called once, before the first commit."""
        ...
