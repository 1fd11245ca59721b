"""What is remembered of a network: what its line usually loses, and which anchors it keeps back.

A network is known by a fingerprint that only this installation can make (`notifier.desktop.fingerprint`); one without
is never remembered. Which six anchors are in use follows from it: those that tell nothing here are replaced from the
larger set. Times in seconds of the epoch.
"""

from collections.abc import Collection, Sequence
from typing import Final

import msgspec

from notifier.core.line.anchor_track import NOT_FOUND, PORTAL, AnchorTrack
from notifier.core.line.loss import Noise
from notifier.core.line.numbers import REFUSED_FOR_S, REPLACED_RUN
from notifier.core.model import LineState
from notifier.core.targets import AnchorTarget

FEWEST_ANSWERS: Final = 2
"""With fewer in a row, of one anchor or of several, it may be the line that lets nothing through."""


class KnownNetwork(msgspec.Struct, frozen=True, omit_defaults=True):
    """One network. `refused`: the keys of anchors that told nothing there, and when that was found."""

    name: str
    seen_s: float = 0.0
    noise: Noise = Noise()
    refused: dict[str, float] = {}
    told_s: float = 0.0
    """When it was told that its line is poor."""
    filter_told_s: float = 0.0
    """When it was told that its filter answers instead of everybody."""

    def refuses(self, key: str, now_s: float) -> bool:
        """Tell whether it is known to keep this anchor back; that is tried again after some days."""
        found_s = self.refused.get(key)
        return found_s is not None and now_s - found_s < REFUSED_FOR_S


def anchors_for(
    network: KnownNetwork, usual: Sequence[AnchorTarget], spare: Sequence[AnchorTarget], now_s: float
) -> tuple[AnchorTarget, ...]:
    """Choose the anchors for a network: the usual ones, others where it is known to keep those back."""
    kept_back = [each for each in usual if network.refuses(each.key, now_s)]
    chosen = [each for each in usual if each not in kept_back]
    free = [each for each in spare if not network.refuses(each.key, now_s)]
    for each in kept_back:
        taken = _best(each, free, chosen, _ways(kept_back) - _ways(chosen))
        chosen.append(taken or each)
    return tuple(chosen)


def giving_way(
    state: LineState, tracks: Collection[AnchorTrack], spare: Sequence[AnchorTarget]
) -> tuple[list[AnchorTrack], Sequence[AnchorTarget]]:
    """Find the anchors that give way to others while the line is so, and those that may take their place."""
    match state:
        case LineState.ONLINE:
            return useless(tracks) or after_move(tracks), spare
        case LineState.LOSSY:
            return after_move(tracks), spare
        case LineState.CAPTIVE_PORTAL | LineState.DNS_BROKEN | LineState.OFFLINE:
            return without_https(tracks) or after_move(tracks), [each for each in spare if _way(each) == "https"]
        case _:
            return [], spare


def useless(tracks: Collection[AnchorTrack]) -> list[AnchorTrack]:
    """Find the anchors that steadily tell nothing on this network, while others answer."""
    found = [track for track in tracks if track.useless_run >= REPLACED_RUN]
    return found if found and sum(track.answered_run for track in tracks) >= FEWEST_ANSWERS else []


def after_move(tracks: Collection[AnchorTrack]) -> list[AnchorTrack]:
    """Find one to replace where all that fails does so steadily, and the others answer as steadily: loss never is so.

    The machine came to another network unseen, most likely. One in its place shows whether others answer there; those
    that go on failing still say that it is the line.
    """
    failing = [track for track in tracks if not track.answered]
    if not failing or len(failing) == len(tracks):
        return []
    steady = all(max(track.failed_run, track.answered_run) >= REPLACED_RUN for track in tracks)
    named = any(track.answered and track.anchor.by_name for track in tracks)
    told = any(track.failure in NOT_FOUND | PORTAL for track in failing) and not named
    if not steady or told:
        return []
    return sorted(failing, key=lambda track: track.proven)[:1]


def without_https(tracks: Collection[AnchorTrack]) -> list[AnchorTrack]:
    """Find one to replace where the line seems gone, finds no names, or shows a portal, and no https check may tell.

    One over https in its place shows whether everything is kept back, or the others only, as a policy. Where its owner
    is out, another one takes its turn.
    """
    silent = [track for track in tracks if max(track.failed_run, track.refused_run) >= REPLACED_RUN]
    named = [track for track in silent if track.anchor.by_name]
    if any(_way(track.anchor) == "https" and track not in silent for track in tracks):
        return []
    return sorted(named or silent, key=lambda track: (_way(track.anchor) != "https", track.proven))[:1]


def instead_of(
    track: AnchorTrack,
    tracks: Collection[AnchorTrack],
    spare: Sequence[AnchorTarget],
    network: KnownNetwork,
    now_s: float,
) -> AnchorTarget | None:
    """Find an anchor that may tell something here, of another owner than those in use; None: there is none.

    Of those that were all given up before, the one that was first: what they met then may be over.
    """
    others = [each.anchor for each in tracks if each is not track and each.useless_run < REPLACED_RUN]
    taken = {each.owner for each in others}
    kept = {each.anchor.key for each in tracks}
    free = [each for each in spare if each.owner not in taken and each.key not in kept]
    telling = [each.anchor for each in tracks if each.answered and each.proven and not each.refused_run]
    bad = _ways([each.anchor for each in tracks if each.read_s]) - _ways(telling)
    if track.answered:  # a refusal tells more than silence
        free = [each for each in free if _way(each) not in bad]
    hopeful = [each for each in free if not network.refuses(each.key, now_s)]
    free = hopeful or sorted(free, key=lambda each: network.refused.get(each.key, 0.0))
    return _best(track.anchor, free, others, bad)


def _best(
    old: AnchorTarget, free: Sequence[AnchorTarget], in_use: Sequence[AnchorTarget], bad: set[str]
) -> AnchorTarget | None:
    owners = {each.owner for each in in_use}
    choice = [each for each in free if each.owner not in owners]
    if old.by_name:
        choice = [each for each in choice if each.by_name]  # bare addresses show nothing of names, nor of a portal
    return min(choice, key=lambda each: (_way(each) in bad, _way(each) != _way(old)), default=None)


def _ways(anchors: Collection[AnchorTarget]) -> set[str]:
    return {_way(each) for each in anchors}


def _way(anchor: AnchorTarget) -> str:
    """How it is reached; networks block bare addresses or plain http as a whole."""
    if not anchor.by_name:
        return "address"
    return "http" if anchor.key.startswith("http:") else "https"
