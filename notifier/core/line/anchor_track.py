"""What is known of one anchor of the line, and what several together show of each other."""

from collections.abc import Collection, Iterable, Sequence
from typing import Final

import msgspec

from notifier.core.failure import FailureKind
from notifier.core.line.numbers import (
    BLOCKED_RUN,
    DEAD_RUN,
    FEWEST_ANCHORS,
    RECENT_S,
    REPLACED_RUN,
    SILENT_FACTOR,
    SILENT_S,
)
from notifier.core.model import Outcome
from notifier.core.targets import AnchorTarget

NOT_FOUND: Final = frozenset({FailureKind.DNS_FAILURE, FailureKind.DNS_NXDOMAIN})
ANSWERED_WELL: Final = frozenset({Outcome.OK, Outcome.SLOW})
REFUSED: Final = frozenset({Outcome.UNVERIFIABLE, Outcome.UNREADABLE})
"""Something answers that does not tell."""
PORTAL: Final = frozenset({FailureKind.BODY_MISMATCH, FailureKind.HTTP_UNEXPECTED})
OWNERS_FEWEST: Final = 2
STEADY_RUN: Final = 2
"""What has failed so often in a row is expected to go on."""


class AnchorTrack(msgspec.Struct):
    """What is known of one anchor: its newest reading, and how often it failed in a row. Times in epoch seconds."""

    anchor: AnchorTarget
    read_s: float = 0.0
    answered: bool = False
    failure: FailureKind | None = None
    failed_run: int = 0
    failed_s: float = 0.0
    """When its newest reading began that failed, also one that hung while a later one answered …"""
    failures: tuple[float, ...] = ()
    """… and the last ones in a row, `DEAD_RUN` at most."""
    answered_run: int = 0
    heard_s: float = 0.0
    """When the first of its answers in a row came."""
    dead: bool = False
    """It goes on failing while others answer, and counts for nothing."""
    proven: bool = False
    """It has answered on this network."""
    refused_run: int = 0
    """How often in a row something answered that did not tell: a proxy's 403."""
    took_s: float = 0.0
    """How long its newest answer took: where names are found after seconds, that is no silence."""
    newest_s: float = 0.0
    """When its newest answer came."""
    begun_s: float = 0.0
    """When the newest reading of it began."""
    under_way: dict[float, float] = {}
    """When the readings began that have not come back yet, and how long after the one before."""

    @property
    def named(self) -> str:
        """Its owner, where it is reached by name; a bare address gives none."""
        return self.anchor.owner if self.anchor.by_name else ""

    @property
    def useless_run(self) -> int:
        """How often in a row it told nothing of the line: it was refused, or failed where it never answered or is dead.

        What answered here once may have done so on another network: nobody says when that changes.
        """
        if self.answered:
            return self.refused_run
        return self.failed_run if self.dead or not self.proven else 0

    @property
    def is_undecided(self) -> bool:
        """Whether it tells nothing so far, and not for so long that another one is to take its place."""
        return 0 < self.useless_run < REPLACED_RUN

    def begin(self, start_s: float) -> None:
        """Note that it is being read."""
        self.under_way[start_s] = start_s - self.begun_s if self.begun_s else 0.0
        self.begun_s = start_s

    def take(self, outcome: Outcome, failure: FailureKind | None, start_s: float, now_s: float) -> None:
        """Note what its newest reading gave, which was begun then."""
        self.read_s, self.failure = start_s, failure
        well = outcome in ANSWERED_WELL
        self.answered = well or outcome in REFUSED
        self.refused_run = self.refused_run + 1 if self.answered and not well else 0
        self.proven |= well
        if self.answered:
            self.heard_s = self.heard_s if self.answered_run else now_s
            self.failed_run, self.answered_run = 0, self.answered_run + 1
            self.newest_s, self.took_s, self.dead = now_s, now_s - start_s, False
        else:
            self.fell(start_s)

    def fell(self, start_s: float, *, late: bool = False) -> None:
        """Note a failure; a late one hung while a later reading answered, and ends a run of answers all the same."""
        self.failed_s, self.answered_run = max(self.failed_s, start_s), 0
        if not late:
            self.failures = (*self.failures, start_s)[-DEAD_RUN:] if self.failed_run else (start_s,)
            self.failed_run += 1

    def forget(self) -> None:
        """Drop what was read so far."""
        self.read_s = self.begun_s = 0.0
        self.answered = self.dead = self.proven = False
        self.failed_run = self.answered_run = self.refused_run = 0
        self.under_way.clear()

    def is_silent(self, now_s: float, since_s: float | None = None) -> bool:
        """Tell whether it most likely fails, and is not known to: a reading begun since its newest, or then, hangs."""
        if not (self.under_way and self.proven and self.failed_run < STEADY_RUN):
            return False
        from_s = self.read_s if since_s is None else since_s
        return any(start_s > from_s for start_s in self.silent(now_s))

    def silent(self, now_s: float) -> list[float]:
        """Give when its readings began that have been silent for so long that they hardly answer any more."""
        latest_s = now_s - max(SILENT_S, SILENT_FACTOR * self.took_s)
        return [start_s for start_s in self.under_way if start_s < latest_s]

    def answers(self, now_s: float) -> bool:
        """Tell whether it answered when it was read last, not long ago."""
        return self.answered and now_s - self.read_s <= 3 * RECENT_S


def owners(tracks: Iterable[AnchorTrack]) -> int:
    """Count the owners of these anchors."""
    return len({track.anchor.owner for track in tracks})


def others_answer(track: AnchorTrack, tracks: Iterable[AnchorTrack], now_s: float) -> bool:
    """Tell whether all others answer, and have while this one failed, so that what it fails is its own."""
    others = [other for other in tracks if other is not track and not other.dead]
    return len(others) >= FEWEST_ANCHORS - 1 and all(
        other.answers(now_s) and other.failed_s < track.failures[0] for other in others
    )


def is_only_name(track: AnchorTrack, tracks: Iterable[AnchorTrack]) -> bool:
    """Tell whether no other anchor is reached by name: what it fails may be names, or a portal's doing."""
    return track.anchor.by_name and not any(each.anchor.by_name for each in tracks if each is not track)


def that_count(tracks: Iterable[AnchorTrack]) -> list[AnchorTrack]:
    """Give those that must have answered: what never did on this network counts no more once it fails steadily."""
    living = [track for track in tracks if not track.dead]
    return [track for track in living if track.proven or track.failed_run < DEAD_RUN]


def names_fail(tracks: Iterable[AnchorTrack]) -> bool:
    """Tell whether none of two owners' names answers."""
    names = [track for track in tracks if track.anchor.by_name]
    return owners(names) >= OWNERS_FEWEST and not any(track.answered for track in names)


def are_enough(failing: Sequence[AnchorTrack], tracks: Iterable[AnchorTrack]) -> bool:
    """Tell whether these show what names meet: two of them, or one while every name fails for the second time."""
    steady = all(track.failed_run >= STEADY_RUN for track in tracks if track.anchor.by_name)
    return len(failing) >= (1 if steady else OWNERS_FEWEST)


def fails_alone(missing: Sequence[AnchorTrack], tracks: Iterable[AnchorTrack]) -> bool:
    """Tell whether what is missing is one that goes on failing alone, which is most likely its owner's outage."""
    return len(missing) == 1 and missing[0].failed_run >= STEADY_RUN and not is_only_name(missing[0], tracks)


def hanging(tracks: Iterable[AnchorTrack], now_s: float) -> list[float]:
    """Give when the readings began that are silent for long, of anchors that answer here, now or meanwhile."""
    telling = (track for track in tracks if track.under_way and track.proven and not track.dead)
    return [start_s for track in telling for start_s in track.silent(now_s)]


def few(tracks: Collection[AnchorTrack]) -> bool:
    """Tell whether fewer than three can tell anything on this network, as far as that is decided."""
    decided = all(max(track.failed_run, track.answered_run) >= DEAD_RUN for track in tracks)
    return decided and sum(track.proven and not track.dead for track in tracks) < FEWEST_ANCHORS


def not_found(tracks: Iterable[AnchorTrack]) -> list[AnchorTrack]:
    """Find those whose name is not found: that is no policy of the network's, as far as is known."""
    return [track for track in tracks if track.failure in NOT_FOUND and not track.answered]


def names_answer(tracks: Iterable[AnchorTrack]) -> bool:
    """Tell whether any name is found; once one was not, what was found before it tells nothing any more."""
    named = [track for track in tracks if track.anchor.by_name]
    lost = [track.read_s for track in named if track.failure in NOT_FOUND and not track.answered]
    return any(track.answered and track.read_s >= min(lost, default=0.0) for track in named)


def addresses_answer(tracks: Collection[AnchorTrack], now_s: float, *, anew: bool) -> bool:
    """Tell whether bare addresses answer, all of them, and were asked after the names began to fail.

    `anew`: nothing answered until now, so that the names' failures may be older than the line's return, of which the
    first answer tells when it comes, not when it was asked for (a lost packet is sent again after 1, 3 and 7 s). What
    is asked for at the same time as that, and not found, is not found now: name servers are asked twice, 5 s apart.
    """
    bare = [track for track in tracks if not track.anchor.by_name]
    if not bare or not all(track.answered and not track.is_silent(now_s) for track in bare):
        return False
    lost = [track for track in tracks if not track.answered]
    if anew:
        return all(track.heard_s - SILENT_S <= max(each.read_s for each in lost) for track in bare)
    return any(track.read_s >= min(each.failures[0] for each in lost) for track in bare)


def kept_back(tracks: Iterable[AnchorTrack], now_s: float) -> list[AnchorTrack]:
    """Find those that this network keeps back: all that fail do so steadily, the others answer as steadily.

    Names that are not found, and a portal in their place, are faults of the line.
    """
    living = [track for track in tracks if not track.dead]
    failing = [track for track in living if not track.answered]
    steady = all(track.failed_run >= BLOCKED_RUN - 1 and track.failure not in NOT_FOUND | PORTAL for track in failing)
    answering = [track for track in living if track.answered]
    if not steady or len(answering) < FEWEST_ANCHORS or owners(answering) < OWNERS_FEWEST:
        return []
    is_policy = all(track.answered_run >= BLOCKED_RUN and track.answers(now_s) for track in answering)
    return failing if is_policy else []
