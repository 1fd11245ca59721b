"""Whether a filter or proxy of the user's network answers instead of everybody: with a refusal (403) to every request.

Then the line is no fault, and no service either: nothing can be told of them, which is said once (rules 3 and 4). The
checks over http and https are refused, all that answer at all, and so are most services, for some time.
"""

from collections.abc import Collection, Iterable

from notifier.core.line.anchor_track import AnchorTrack, owners
from notifier.core.line.numbers import FILTER_OWNERS, FILTER_TOLD_AFTER_S
from notifier.core.service.evidence import ServiceEvidence


def refuses_anchors(tracks: Iterable[AnchorTrack], *, was: bool = False) -> bool:
    """Tell whether checks over http or https are refused, wherever anything answers; as it `was` where none is left."""
    answering = [track for track in tracks if track.answered]
    if any(not track.refused_run and track.anchor.key.startswith("http") for track in answering):
        return False
    return was or owners(each for each in answering if each.anchor.key.startswith("http")) >= FILTER_OWNERS


def refused_since(services: Collection[ServiceEvidence], now_s: float) -> float:
    """Give since when most services tell nothing (seconds of the epoch); 0: they do, or that may soon be over."""
    since = [_silent_since(each) for each in services]
    refused = sorted(each for each in since if each is not None and now_s - each >= FILTER_TOLD_AFTER_S)
    return refused[0] if refused and 2 * len(refused) >= len(since) else 0.0


def _silent_since(service: ServiceEvidence) -> float | None:
    since = [each.silence.since_s if each.silence is not None else None for each in service.targets.values()]
    known = [each for each in since if each is not None]
    return max(known) if known and len(known) == len(since) else None
