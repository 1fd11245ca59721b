"""The times that the table can be narrowed to."""

from datetime import datetime, timedelta
from enum import Enum

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


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
            return translate("Period", "Last 24 hours")
        case Period.WEEK:
            return translate("Period", "Last 7 days")
        case Period.MONTH:
            return translate("Period", "Last 30 days")
        case Period.QUARTER:
            return translate("Period", "Last 90 days")
        case Period.ALL:
            return translate("Period", "All times")
