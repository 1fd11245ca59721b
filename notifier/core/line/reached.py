"""Since when others are known to be reached over this line: on that stands "your own connection is fine" (rule 20).

Names and bare addresses prove different things; where a network lets only one kind through, two owners must do.
"""

from collections.abc import Iterable
from typing import Final

from notifier.core.line.anchor_track import AnchorTrack

TWO: Final = 2


def reached_s(tracks: Iterable[AnchorTrack]) -> float:
    """Give a time since which names and addresses of others have answered, in seconds of the epoch; 0: none."""
    proven = [each for each in tracks if each.proven]
    kinds = [[each for each in proven if each.anchor.by_name is by_name] for by_name in (True, False)]
    if all(kinds):
        return min(max(each.read_s if each.answered else 0.0 for each in kind) for kind in kinds)
    answered = {
        each.anchor.owner: each.read_s for each in sorted(proven, key=lambda each: each.read_s) if each.answered
    }
    return sorted(answered.values())[-TWO] if len(answered) >= TWO else 0.0
