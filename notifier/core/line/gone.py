"""How a line comes and goes: one that loses most requests is gone for a moment, again and again.

Times in seconds of the epoch.
"""

import msgspec

from notifier.core.line.numbers import AGAIN_S


class Gone(msgspec.Struct):
    """When it was gone, or found no names, of late."""

    first_s: float = 0.0
    """When that began: the first of those that came shortly after one another."""
    _returned_s: float = float("-inf")
    _again: bool = False

    def begins(self, now_s: float) -> None:
        """Note that it is gone."""
        self._again = now_s - self._returned_s <= AGAIN_S
        self.first_s = self.first_s if self._again else now_s

    def ends(self, now_s: float) -> None:
        """Note that it is good again."""
        self._returned_s = now_s

    def again_for_s(self, now_s: float) -> float:
        """Tell for how long it has come and gone; less than any time where it was gone once."""
        return now_s - self.first_s if self._again else float("-inf")

    def forget(self) -> None:
        """Note that the network is another one: what is gone there begins anew."""
        self._returned_s = float("-inf")
