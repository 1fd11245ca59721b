"""Times and durations in words: "14:02", "yesterday 14:02", "1 h 15 min", in the user's locale and time zone.

What is said about something at a time is not here.
"""

from datetime import date, datetime, timedelta, tzinfo

import msgspec
from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

translate = QCoreApplication.translate

EN_DASH = "\u2013"
_SHORT = QLocale.FormatType.ShortFormat
_NARROW_SPACE = "\u202f"


class _Habits(msgspec.Struct):
    """How the user's system writes times and dates, while `locale` is the one that is spoken in."""

    locale: QLocale | None = None
    time: str = ""
    date: str = ""


_habits = _Habits()


def follow_system(spoken: QLocale, system: QLocale) -> None:
    """Write times as the system does from now on (LC_TIME), though another language is spoken.

    A system that says nothing of it (the locale C) leaves it to the language.
    """
    time, date_ = system.timeFormat(_SHORT), system.dateFormat(QLocale.FormatType.LongFormat)
    says_nothing = system.language() == QLocale.Language.C and time == QLocale.c().timeFormat(_SHORT)
    _habits.locale, _habits.time, _habits.date = (None, "", "") if says_nothing else (spoken, time, date_)


class Clock(msgspec.Struct, frozen=True):
    """Now, and the time zone to speak in (None: the machine's own)."""

    now: datetime
    zone: tzinfo | None = None

    def local(self, time: datetime) -> datetime:
        """The time in the zone."""
        return time.astimezone(self.zone)

    def time(self, time: datetime) -> str:
        """The time of day: "14:02"."""
        return _time_of_day(self.local(time))

    def moment(self, time: datetime) -> str:
        """The time with as much of the date as is needed: "14:02", "yesterday 14:02", "3 Mar 14:02"."""
        here, today = self.local(time), self.local(self.now).date()
        clock = _time_of_day(here)
        days = (today - here.date()).days
        if days == 0:
            return clock
        if days == 1:
            return translate("Time", "yesterday {time}").format(time=clock)
        if days == -1:
            return translate("Time", "tomorrow {time}").format(time=clock)
        return f"{day_words(here.date(), today)} {clock}"

    def day(self, time: datetime) -> str:
        """The day: "today", "yesterday", "3 Mar"."""
        here, today = self.local(time).date(), self.local(self.now).date()
        if here == today:
            return translate("Time", "today")
        if (today - here).days == 1:
            return translate("Time", "yesterday")
        return day_words(here, today)

    def span(self, start: datetime, end: datetime) -> str:
        """From when to when, the end's date only where it is another; one time where both read the same."""
        same_day = self.local(start).date() == self.local(end).date()
        if same_day and self.time(start) == self.time(end):
            return self.moment(start)
        last = self.time(end) if same_day else self.moment(end)
        return f"{self.moment(start)}{EN_DASH}{last}"


def day_words(day: date, today: date) -> str:
    """A date in the order of the user's locale, the year only where it is another one: "3 Mar", "Mar 3, 2025"."""
    locale = QLocale()
    usual = _habits.date if _habits.locale == locale else locale.dateFormat(QLocale.FormatType.LongFormat)
    usual = usual.replace("dddd", "")
    day_first = usual.find("d") < usual.find("M")
    if day.year == today.year:
        pattern = "d MMM" if day_first else "MMM d"
    else:
        pattern = "d MMM yyyy" if day_first else "MMM d, yyyy"
    return locale.toString(QDate(day.year, day.month, day.day), pattern)


def duration(length: timedelta) -> str:
    """How long: "45 s", "47 min", "1 h 15 min", "2 d 3 h"."""
    seconds = max(0, round(length.total_seconds()))
    if seconds < 60:
        return translate("Time", "{seconds} s").format(seconds=number(seconds))
    minutes = round(seconds / 60)
    hours, minutes = divmod(minutes, 60)
    if hours == 0:
        return translate("Time", "{minutes} min").format(minutes=number(minutes))
    if hours < 24:
        if minutes == 0:
            return translate("Time", "{hours} h").format(hours=number(hours))
        return translate("Time", "{hours} h {minutes} min").format(hours=number(hours), minutes=number(minutes))
    days, hours = divmod(round(seconds / 3600), 24)
    if hours == 0:
        return translate("Time", "{days} d").format(days=number(days))
    return translate("Time", "{days} d {hours} h").format(days=number(days), hours=number(hours))


def latency(milliseconds: float) -> str:
    """How long an answer took: "80 ms", "2.1 s"."""
    if milliseconds < 1000:
        return translate("Time", "{milliseconds} ms").format(milliseconds=number(max(1, round(milliseconds))))
    return translate("Time", "{seconds} s").format(seconds=number(milliseconds / 1000, 1))


def number(value: float, decimals: int = 0) -> str:
    """A number as the user's locale writes it."""
    return QLocale().toString(float(value), "f", decimals)


def percent(share: float) -> str:
    """A share of 0 to 1; 100 % only where nothing at all is missing."""
    value = share * 100
    shown = min(value, 99.99) if value < 100 else value
    decimals = 2 if 99 <= shown < 100 else 1 if 0 < shown < 99 else 0
    return translate("Time", "{number} %").format(number=number(shown, decimals))


def _time_of_day(here: datetime) -> str:
    locale, time = QLocale(), QTime(here.hour, here.minute, here.second)
    words = locale.toString(time, _habits.time) if _habits.locale == locale else locale.toString(time, _SHORT)
    # The narrow space before "PM" is missing in many a font; an ordinary one would let the line break there.
    return words.replace(_NARROW_SPACE, "\u00a0")
