"""Which readings are worth a row: everything that is not plain, everything in an incident, and where a run turns.

A run is a row of readings of one target that tell the same. It is kept as one row that grows. Of plain runs (it
answers, nothing to tell) the last reading is kept when something else comes, and the first after it; the rest lives on
in the rollups alone. No SQL here.
"""

from enum import Enum, auto

import msgspec

from notifier.core.failure import FailureKind
from notifier.core.model import Outcome, PageLevel, PageReport, Reading, RegionReport

TargetKey = tuple[str, str, str, str]
"""service, target, component, source: what a reading is of."""


class Told(msgspec.Struct, frozen=True):
    """What a reading tells, apart from when and how fast; equal for the readings of one run."""

    outcome: Outcome
    failure: FailureKind | None = None
    detail: str = ""
    page: PageReport | None = None
    region: RegionReport | None = None


PLAIN = Told(Outcome.OK)
"""It answers, and that is all."""


def target_key(reading: Reading) -> TargetKey:
    """What the reading is of."""
    return (reading.service, reading.target, reading.component, reading.source)


def told(reading: Reading) -> Told:
    """What the reading tells; its page is expected to be compact."""
    page = reading.page
    if page is not None:
        page = msgspec.structs.replace(page, updated=None) if _tells(page) else None
    region = reading.region if reading.region is not None and reading.region.fails else None
    if reading.outcome is Outcome.OK and page is None and region is None:
        return PLAIN
    return Told(reading.outcome, reading.failure, reading.detail, page, region)


def _tells(page: PageReport) -> bool:
    quiet = page.level is PageLevel.OPERATIONAL and not page.components
    return not (quiet and not page.incidents and not page.maintenances)


class Keep(Enum):
    """What becomes of a reading."""

    NOTHING = auto()
    NEW = auto()
    """It begins a row."""
    LONGER = auto()
    """It makes the run's row longer."""


class Run(msgspec.Struct):
    """The run of a target that goes on at the moment."""

    told: Told
    latest: Reading
    loose: bool
    """The latest reading is in no row."""
    time: int = 0
    number: int = 0
    """Where its row is, if it has one."""


class Thinning:
    """Remembers the run of each target."""

    def __init__(self) -> None:
        self._runs: dict[TargetKey, Run] = {}

    def step(self, reading: Reading, in_incident: bool) -> tuple[Keep, Run, Reading | None]:
        """Take the next reading; the last one is of the run before, to be kept as well."""
        tells = told(reading)
        kept = in_incident or tells is not PLAIN
        key = target_key(reading)
        run = self._runs.get(key)
        if run is not None and run.told == tells:
            return self._longer(run, reading, kept), run, None
        before = run.latest if run is not None and run.loose else None
        kept = kept or run is not None
        run = self._runs[key] = Run(tells, reading, loose=not kept)
        return (Keep.NEW if kept else Keep.NOTHING), run, before

    @staticmethod
    def _longer(run: Run, reading: Reading, kept: bool) -> Keep:
        grows = not run.loose and reading.time >= run.latest.time
        run.latest, run.loose = reading, not kept
        if not kept:
            return Keep.NOTHING
        return Keep.LONGER if grows else Keep.NEW
