"""Hours of the week in which the user wants to be told nothing (rule 22), as the clock on the user's wall has them.

Each weekday has a time from which and one until which it is quiet; one that ends before it begins ends on the next day,
one that ends when it begins lasts for a whole day. Which time zone that wall is in, and what becomes of what is not
told, is not known here: where the clock is put back, an hour that comes twice is quiet twice.
"""

import re
from datetime import datetime
from typing import Final

import msgspec

DAY_MIN: Final = 24 * 60
PATTERN: Final = r"^(([01][0-9]|2[0-3]):[0-5][0-9]-([01][0-9]|2[0-3]):[0-5][0-9])?$"
"""How the hours of a day are written: `22:00-07:00`; nothing where there are none."""


class QuietSpan(msgspec.Struct, frozen=True):
    """From when to when, in minutes since midnight."""

    begin_min: int
    end_min: int

    @property
    def is_over_midnight(self) -> bool:
        """Whether it ends on the day after."""
        return self.end_min <= self.begin_min


class QuietHours(msgspec.Struct, frozen=True):
    """What is quiet of each day, Monday first; without days nothing is."""

    days: tuple[QuietSpan | None, ...] = ()

    def is_quiet(self, wall: datetime) -> bool:
        """Tell whether it is quiet when the clock on the wall shows this."""
        if not self.days:
            return False
        minute = wall.hour * 60 + wall.minute
        today, before = self.days[wall.weekday()], self.days[wall.weekday() - 1]
        if today is not None and today.begin_min <= minute < (DAY_MIN if today.is_over_midnight else today.end_min):
            return True
        return before is not None and before.is_over_midnight and minute < before.end_min


def span_of(text: str) -> QuietSpan | None:
    """Read the hours of a day, as the settings write them; None where it has none. Raises ValueError."""
    if not re.fullmatch(PATTERN, text):
        raise ValueError(text)
    if not text:
        return None
    begin, end = (int(each[:2]) * 60 + int(each[3:]) for each in text.split("-"))
    return QuietSpan(begin, end)


def hours_of(days: tuple[str, ...]) -> QuietHours:
    """Read the hours of a week, Monday first; of a week without any, no days at all. Raises ValueError."""
    spans = tuple(map(span_of, days))
    return QuietHours(spans if any(spans) else ())
