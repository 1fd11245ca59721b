"""How a service fails, as it was found last. Who finds it is `notifier.core.service.watched`."""

import msgspec

from notifier.core.common_cause import Failing


class Fails(msgspec.Struct, frozen=True):
    """How a service fails, as long as none of its targets takes a step."""

    steps: int = -1
    """How many its targets had taken …"""
    found_s: float = 0.0
    """… when this was found; none of it is older than …"""
    oldest_s: float = 0.0
    """… this."""
    failing: Failing | None = None
    again: bool = False
    """Not once alone."""
    lately_s: float = float("-inf")
    """When the last of the targets that fail again and again began to."""
