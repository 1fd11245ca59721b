"""Whether the computer's own clock is wrong, from the dates in answers and from certificates refused for their dates.

Dates of two owners at least that agree tell by how much it is off. That hinders nothing by itself; once certificates
are refused for their dates, too, it does, and then it is the computer's fault and no service's (rule 2). Where no
dates come, the anchors' own certificates tell, all at once. Times in seconds of the epoch, of the engine's clock.
"""

from typing import Final

from notifier.core.model import Outcome, Reading

OFF_S: Final = 300.0
"""What is less off than that is no cause of anything. Chosen."""
DAY_S: Final = 86_400.0
"""A clock so far off makes any certificate invalid; one less so, few: then two owners' have to be. Chosen."""
OWNERS: Final = 2
FRESH_S: Final = 900.0
"""What is older tells nothing: three times the slowest interval."""
_ANSWERED: Final = (Outcome.OK, Outcome.SLOW)
_SECURED: Final = ("https:", "tls:")


class ClockEvidence:
    """What is known of the computer's clock. Give it every reading; ask `ahead_s` and `hinders`."""

    def __init__(self) -> None:
        self._heard: dict[str, tuple[float, float]] = {}
        """By how much each owner's dates are ahead of this computer's, and when that was heard."""
        self._refused: dict[str, float] = {}
        """The owners whose certificates were refused for their dates, and when …"""
        self._of_anchors: set[str] = set()
        """… and those of anchors among them, which are read on while the line is bad."""
        self._hindered = False

    def take(self, owner: str, reading: Reading, now_s: float, *, anchor: bool = False) -> Outcome:
        """Take in a reading of an owner's; give what it tells of the line: a date refused shows that it is reached."""
        if reading.ahead_s is not None:
            self._heard[owner] = (reading.ahead_s, now_s)
        if reading.dates_refused:
            self._refused[owner] = now_s
            if anchor:
                self._of_anchors.add(owner)
            return Outcome.UNVERIFIABLE
        doubted = self._refused or self._of_anchors
        if doubted and reading.outcome in _ANSWERED and reading.target.startswith(_SECURED):
            self._refused.pop(owner, None)
            self._of_anchors.clear()  # one that is accepted shows that the dates are not at fault
        return reading.outcome

    def ahead_s(self, now_s: float) -> float:
        """Give by how much others are ahead of this computer; negative: behind. 0: it is right, or nobody knows."""
        told = self._told(now_s)
        middle = _middle(told) if len(told) >= OWNERS else 0.0
        agreed = [each for each in told if abs(each - middle) <= OFF_S]
        return middle if abs(middle) > OFF_S and len(agreed) >= OWNERS and 2 * len(agreed) > len(told) else 0.0

    def hinders(self, now_s: float) -> bool:
        """Tell whether it is so wrong that certificates are refused; until it is right again."""
        off_s = abs(self.ahead_s(now_s)) if self._heard else 0.0
        if off_s:
            refused = [each for each, refused_s in self._refused.items() if now_s - refused_s <= FRESH_S]
            self._hindered |= len(refused) >= (1 if off_s >= DAY_S else OWNERS)
        else:
            is_right = len(self._told(now_s)) >= OWNERS
            self._hindered = not is_right and len(self._of_anchors) >= OWNERS
        return self._hindered

    def forget(self) -> None:
        """Drop what was heard: time has passed unseen."""
        self._heard.clear()
        self._refused.clear()
        self._of_anchors.clear()
        self._hindered = False

    def _told(self, now_s: float) -> list[float]:
        return [ahead_s for ahead_s, heard_s in self._heard.values() if now_s - heard_s <= FRESH_S]


def _middle(values: list[float]) -> float:
    """Give the median; `statistics` takes half a megabyte for it."""
    ordered = sorted(values)
    half = len(ordered) // 2
    return (ordered[half] + ordered[~half]) / 2
