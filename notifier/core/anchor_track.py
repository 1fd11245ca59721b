"""What is known of one anchor of the line."""

from collections.abc import Iterable

import msgspec

from notifier.core.failure import FailureKind
from notifier.core.line_numbers import RECENT_S
from notifier.core.targets import AnchorTarget


class AnchorTrack(msgspec.Struct):
    """What is known of one anchor: its newest reading, and how often it failed in a row. Times in epoch seconds."""

    anchor: AnchorTarget
    read_s: float = 0.0
    answered: bool = False
    failure: FailureKind | None = None
    failed_run: int = 0
    answered_run: int = 0
    dead: bool = False
    """It goes on failing while others answer, and counts for nothing."""
    proven: bool = False
    """It has answered on this network."""

    def answers(self, now_s: float) -> bool:
        """Tell whether it answered when it was read last, not long ago."""
        return self.answered and now_s - self.read_s <= 3 * RECENT_S


def owners(tracks: Iterable[AnchorTrack]) -> int:
    """Count the owners of these anchors."""
    return len({track.anchor.owner for track in tracks})
