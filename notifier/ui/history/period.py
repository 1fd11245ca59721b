"""The times that the table can be narrowed to."""

from datetime import datetime, timedelta
from enum import Enum
from typing import Final

from notifier.words import _

SPAN: Final = timedelta(hours=24)
"""What is drawn of a service's day."""


class Period(Enum):
    """How far back; the value is a number of days, 0 for everything."""

    DAY = 1
    WEEK = 7
    MONTH = 30
    QUARTER = 90
    ALL = 0

    def since(self, now: datetime) -> datetime | None:
        """Where it begins."""
        return now - timedelta(days=self.value) if self.value else None


def period_words(period: Period) -> str:
    """The words for a list to choose from."""
    match period:
        case Period.DAY:
            return _("Last 24 hours")
        case Period.WEEK:
            return _("Last 7 days")
        case Period.MONTH:
            return _("Last 30 days")
        case Period.QUARTER:
            return _("Last 90 days")
        case Period.ALL:
            return _("All time")
