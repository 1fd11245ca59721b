"""Seconds of the epoch as times, and back. Nothing here knows what time it is."""

from datetime import UTC, datetime, timedelta
from typing import Final

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
LATEST_S: Final = 250_000_000_000.0
"""In the year 9892: a later time, which a broken row may hold, is none."""


def moment(seconds: float) -> datetime:
    """Make an aware UTC time of seconds of the epoch, to the microsecond. Raises OverflowError beyond the year 9999."""
    return EPOCH + timedelta(seconds=seconds)
