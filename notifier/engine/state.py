"""What the engine holds while it runs: the watched services, the line, the journal. Owned by one thread."""

import random
from collections.abc import Callable

import msgspec

from notifier.core.alerts import AlertPolicy
from notifier.core.events import Event
from notifier.core.line import LineGuard
from notifier.core.model import Alert, Incident, Reading, Service, State, Verdict
from notifier.core.ports import Batch, Journal, LineChange, OpenProblem, Said
from notifier.core.track import ServiceTrack
from notifier.core.watch import ServiceWatch, Watch
from notifier.engine.schedule import Schedule, Slot


class Watched(msgspec.Struct):
    """One watched service: its evidence, its slots, its open incident."""

    service: Service
    wish: ServiceWatch
    track: ServiceTrack
    probes: dict[str, Slot]
    """By the target's key."""
    by_component: dict[str, list[Slot]]
    turn: dict[str, int]
    """For components of rule `any`: which target's turn it is."""
    page: Slot | None = None
    region: Slot | None = None
    crowd: Slot | None = None
    incident: Incident | None = None
    waits: bool = False
    """A problem is all but confirmed and waits for the line's judgement (rule 3)."""
    said: set[tuple[str, str, str]] = set()
    """Statements of the company that are in the history already."""
    decided_s: float = 0.0
    """When all of its components had been read since it was last looked at anew."""


class Pending(msgspec.Struct):
    """What waits for the next commit."""

    readings: list[Reading] = []
    verdicts: list[Verdict] = []
    incidents: list[Incident] = []
    said: list[Said] = []
    alerts: list[Alert] = []
    lines: list[LineChange] = []

    def batch(self) -> Batch:
        """Give what waits as one batch."""
        return Batch(
            readings=tuple(self.readings),
            verdicts=tuple(self.verdicts),
            incidents=tuple(self.incidents),
            said=tuple(self.said),
            alerts=tuple(self.alerts),
            lines=tuple(self.lines),
        )


class EngineState:
    """Everything that changes while the engine runs."""

    def __init__(
        self,
        watch: Watch,
        journal: Journal,
        rng: random.Random,
        publish: Callable[[Event], None],
        *,
        practice: bool = False,
    ) -> None:
        self.watch = watch
        self.journal = journal
        self.rng = rng
        self.publish = publish
        self.practice = practice
        self.schedule = Schedule()
        self.services: dict[str, Watched] = {}
        self.guard = LineGuard(watch.anchors)
        self.anchors: dict[str, Slot] = {}
        self.policy = AlertPolicy(practice=practice)
        self.pending = Pending()
        self.sparing = False
        self.paused_until_s: float | None = None
        """None: not paused; infinity: until resumed."""
        self.grace_until_s = 0.0
        self.settle_until_s = 0.0
        self.settling = False
        self.line_kept = False
        """The line as first judged in this run is in the journal."""
        self.gap_s = 0.0
        """Since when the present look is without a gap: start, resume or return of the line."""
        self.anchor_round_s = 0.0
        self.checking: set[str] = set()
        """Keys of slots that the user's own `check now` waits for."""
        self.owner_failed_s: dict[str, float] = {}
        """When a probe of each owner's services failed last."""
        self.region_starts: list[float] = []
        self.dirty = True
        """Something shown changed since the last snapshot."""
        self.refreshed = False
        """Something was read since, which told nothing new."""
        self.asked_s = float("-inf")
        """When the user asked for a look at everything."""
        self.committed_s = 0.0
        self.told_s = 0.0
        """When it was last asked what is to be told."""
        self.trust_dirty: set[tuple[str, str]] = set()
        self.kept_problems: dict[str, OpenProblem] = {}
        """As the journal has them."""
        self.checks = 0

    def shown(self) -> dict[str, State]:
        """Give what is shown of each service."""
        return {name: watched.track.verdict.state for name, watched in self.services.items()}

    def paused(self, now_s: float) -> bool:
        """Tell whether the user has asked for rest."""
        return self.paused_until_s is not None and now_s < self.paused_until_s
