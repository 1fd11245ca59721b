"""What one target is suspected of: the states that it may be in, and what can happen to it.

A state is a value with exactly what is known in it. Calm, Suspect and Fading belong to no problem that is shown;
Failing and Recovering do, and have to confirm its end (rule 10). Which state follows which is in
`notifier.core.target.steps`. Times in seconds of the epoch.
"""

from typing import ClassVar, Final

import msgspec

from notifier.core.failure import FailureKind

ITS_OWN: Final = ("expired", "not yet valid", "validity period", "revoked")
"""What TLS libraries say of a certificate that may be the service's own."""

# what is known


class Steps(msgspec.Struct):
    """What has changed of the targets of one service, which share it: the rest stands as it was worked out."""

    count: int = 0
    """So many steps were taken, from state to state …"""
    changed: set[str] = msgspec.field(default_factory=set)
    """… and anything has changed of these components, since they were weighed last."""


class Well(msgspec.Struct, frozen=True, gc=False):
    """Readings that look as usual, since the first such answer."""

    weight: float
    since_s: float
    share: float
    """What had failed of all tries until then, which it is weighed against."""


class Doubt(msgspec.Struct, frozen=True, gc=False):
    """What was counted since the first failure of the present suspicion."""

    tries: int
    failed: int
    """How many of the tries failed."""
    first_bad_s: float
    last_bad_s: float | None
    """None: taken up from the history, and not seen to fail since."""
    partial: float
    share: float = 1.0
    """The share that failed of the last readings, up to the newest failure …"""
    recent: float = 1.0
    """… and how many readings these are."""
    failure: FailureKind | None = None
    detail: str = ""
    untold_s: float = 0.0
    """Since when what answered before it failed did not tell either: such an answer is one, for it is as it was."""
    well: Well | None = None
    """What says that it is as usual again; None: nothing does."""

    def met_another(self) -> bool:
        """Tell whether the newest failure met a certificate of somebody else, not one of its own that is not valid."""
        return self.failure is FailureKind.CERTIFICATE and not any(word in self.detail for word in ITS_OWN)


class BadRun(msgspec.Struct, frozen=True, gc=False):
    """Failures since the last answer."""

    count: int
    since_s: float
    weight: float
    expected: float
    """The share that was expected to fail when the run began."""


class GoodRun(msgspec.Struct, frozen=True, gc=False):
    """Answers since the last failure."""

    count: int
    since_s: float
    last_s: float


class Silence(msgspec.Struct, frozen=True, gc=False):
    """It answers, but does not tell (rule 4)."""

    since_s: float
    detail: str = ""
    unbroken_s: float = 0.0
    """Since when without a failure in between."""


# the states


class Calm(msgspec.Struct, frozen=True, gc=False):
    """Nothing is suspected."""

    doubt: ClassVar[None] = None
    run: ClassVar[None] = None


class Suspect(msgspec.Struct, frozen=True, gc=False):
    """It fails."""

    doubt: Doubt
    run: BadRun


class Fading(msgspec.Struct, frozen=True, gc=False):
    """It answers again, and what is left of the doubt fades answer by answer."""

    doubt: Doubt
    run: GoodRun


class Failing(msgspec.Struct, frozen=True, gc=False):
    """It fails, as part of a problem that is shown. No run: nothing that counts was read of it since."""

    doubt: Doubt
    run: BadRun | None


class Recovering(msgspec.Struct, frozen=True, gc=False):
    """It answers, as part of a problem that is shown."""

    doubt: Doubt
    run: GoodRun


SHOWN: Final = (Failing, Recovering)
"""As part of a problem that is shown."""
TargetState = Calm | Suspect | Fading | Failing | Recovering
CALM: Final = Calm()

# what can happen


class Failed(msgspec.Struct, frozen=True, gc=False):
    """A reading begun at `start_s` failed while the line was fine; `p_fail` is the usual share of failures."""

    start_s: float
    p_fail: float
    failure: FailureKind | None = None
    detail: str = ""
    untold_s: float = 0.0
    """Since when what answered before it has not told; 0: it has, or that is not long."""


class Answered(msgspec.Struct, frozen=True, gc=False):
    """A reading that was begun at `start_s` answered well."""

    start_s: float
    p_fail: float


class Silent(msgspec.Struct, frozen=True, gc=False):
    """Something answered, and does not tell: it lessens a suspicion, or ends it (`notifier.core.target.steps`)."""

    p_fail: float


class LineWasBad(msgspec.Struct, frozen=True, gc=False):
    """What was read lately may be the line's doing."""


class Explained(msgspec.Struct, frozen=True, gc=False):
    """What failed until then was the user's network's doing, which is over (rule 17)."""

    until_s: float
    p_fail: float


class Shown(msgspec.Struct, frozen=True, gc=False):
    """It is part of a problem that is shown from now on; `out`: as an outage, not only as a possible problem."""

    out: bool


class TakenUp(msgspec.Struct, frozen=True, gc=False):
    """It was part of a problem that was shown before a restart; `run_since_s` is None where it had answered last."""

    first_bad_s: float
    run_since_s: float | None
    share: float = 1.0


class Over(msgspec.Struct, frozen=True, gc=False):
    """The problem that it was part of, or what it was suspected of, is over."""


TargetEvent = Failed | Answered | Silent | LineWasBad | Explained | Shown | TakenUp | Over
