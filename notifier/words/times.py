"""Times, durations and numbers in words: "14:02", "yesterday 14:02", "1 h 15 min", in the user's language and zone.

A language's file holds what is needed of its customs: names of months, the order of a date, the signs in numbers. Babel
knows them for all languages, and fills a new file (`make translations`); at run time it would cost every start of
the tray 35 ms, 8 MiB of memory and 33 MB of disk for some 20 words. What the user's own system says of times and dates
(LC_TIME) comes before the language's customs: see `follow`. What is said about something at a time is not here.
"""

from datetime import date, datetime, timedelta, tzinfo
from typing import Final

import msgspec

from notifier.words import N_, _, pgettext
from notifier.words.language import said
from notifier.words.system import TimeStyle

EN_DASH = "\u2013"
_MINUTE: Final = timedelta(minutes=1)
MONTHS: Final = (
    N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun"),
    N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec"),
)  # fmt: skip


class _Following:
    """How the user's system writes times; None leaves it to the language."""

    style: TimeStyle | None = None


def follow(style: TimeStyle | None) -> None:
    """Write times of day and the order of dates like this from now on, whatever language is spoken."""
    _Following.style = style


class Clock(msgspec.Struct, frozen=True):
    """Now, and the time zone to speak in (None: the machine's own)."""

    now: datetime
    zone: tzinfo | None = None
    dated: bool = False
    """For words that are read on another day and elsewhere: with the whole date each time."""

    def local(self, time: datetime) -> datetime:
        """The time in the zone; in UTC where the calendar ends before it."""
        try:
            return time.astimezone(self.zone)
        except OverflowError:
            return time

    def time(self, time: datetime) -> str:
        """The time of day: "14:02"."""
        return _time_of_day(self.local(time))

    def moment(self, time: datetime) -> str:
        """The time with as much of the date as is needed: "14:02", "yesterday 14:02", "3 Mar 14:02"."""
        here, today = self.local(time), self.local(self.now).date()
        clock = _time_of_day(here)
        if self.dated:
            return f"{day_words(here.date(), date.min)} {clock}"
        days = (today - here.date()).days
        if days == 0:
            return clock
        if days == 1:
            return _("yesterday {time}").format(time=clock)
        if days == -1:
            return _("tomorrow {time}").format(time=clock)
        return f"{day_words(here.date(), today)} {clock}"

    def day(self, time: datetime) -> str:
        """The day: "today", "yesterday", "3 Mar"."""
        here, today = self.local(time).date(), self.local(self.now).date()
        if here == today:
            return _("today")
        if (today - here).days == 1:
            return _("yesterday")
        return day_words(here, today)

    def offset(self) -> str:
        """How far the zone is from UTC now: "UTC+7", "UTC+5:45", "UTC"."""
        minutes = round((self.local(self.now).utcoffset() or timedelta()).total_seconds() / 60)
        hours, rest = divmod(abs(minutes), 60)
        sign = "-" if minutes < 0 else "+"
        return "UTC" + (f"{sign}{hours}" if minutes else "") + (f":{rest:02}" if rest else "")

    def span(self, start: datetime, end: datetime) -> str:
        """From when to when, the end's date only where it is another; one time where both read the same."""
        same_day = self.local(start).date() == self.local(end).date()
        if same_day and self.time(start) == self.time(end):
            return self.moment(start)
        last = self.time(end) if same_day else self.moment(end)
        return f"{self.moment(start)}{EN_DASH}{last}"

    def lasted(self, start: datetime, end: datetime) -> str:
        """How long it was, so that it agrees with both times where they are said: by the clock's minutes, if any."""
        if end - start >= _MINUTE:
            start, end = (each.replace(second=0, microsecond=0) for each in (start, end))
        return duration(end - start)


def day_words(day: date, today: date) -> str:
    """A date in the user's order, the year only where it is another one: "3 Mar", "Mar 3, 2025"."""
    if _Following.style is None or _Following.style.day_first:
        words = _("{day} {month}") if day.year == today.year else _("{day} {month} {year}")
    else:
        words = _("{month} {day}") if day.year == today.year else _("{month} {day}, {year}")
    return words.format(day=day.day, month=said(MONTHS[day.month - 1]), year=day.year)


def duration(length: timedelta) -> str:
    """How long: "45 s", "47 min", "1 h 15 min", "2 d 3 h"."""
    seconds = max(0, round(length.total_seconds()))
    if seconds < 60:
        return _("{seconds} s").format(seconds=number(seconds))
    minutes = round(seconds / 60)
    hours, minutes = divmod(minutes, 60)
    if hours == 0:
        return _("{minutes} min").format(minutes=number(minutes))
    if hours < 24:
        if minutes == 0:
            return _("{hours} h").format(hours=number(hours))
        return _("{hours} h {minutes} min").format(hours=number(hours), minutes=number(minutes))
    days, hours = divmod(round(seconds / 3600), 24)
    if hours == 0:
        return _("{days} d").format(days=number(days))
    return _("{days} d {hours} h").format(days=number(days), hours=number(hours))


def latency(milliseconds: float) -> str:
    """How long an answer took: "80 ms", "2.1 s"."""
    if milliseconds < 1000:
        return _("{milliseconds} ms").format(milliseconds=number(max(1, round(milliseconds))))
    return _("{seconds} s").format(seconds=number(milliseconds / 1000, 1))


def number(value: float, decimals: int = 0) -> str:
    """A number as the user's language writes it."""
    signs = {ord("."): pgettext("decimal sign", "."), ord(","): pgettext("between thousands", ",")}
    return f"{value:,.{decimals}f}".translate(signs)


def percent(share: float) -> str:
    """A share of 0 to 1; 100 % only where nothing at all is missing."""
    value = share * 100
    shown = min(value, 99.99) if value < 100 else value
    decimals = 2 if 99 <= shown < 100 else 1 if 0 < shown < 99 else 0
    return _("{number} %").format(number=number(shown, decimals))


def _time_of_day(here: datetime) -> str:
    # NOTE: %H hours (00 to 23), %-H without a leading zero, %I and %-I of twelve, %M minutes, %p AM or PM
    words = _("%H:%M") if _Following.style is None else _Following.style.time
    half = pgettext("time of day", "AM") if here.hour < 12 else pgettext("time of day", "PM")
    of_twelve = (here.hour + 11) % 12 + 1
    fields = {"%H": f"{here.hour:02}", "%-H": f"{here.hour}", "%I": f"{of_twelve:02}", "%-I": f"{of_twelve}"}
    for field, value in {**fields, "%M": f"{here.minute:02}", "%p": half}.items():
        words = words.replace(field, value)
    # An ordinary space would let a line break before "PM", and the narrow one that some systems write is in few fonts.
    return words.replace("\u202f", "\u00a0").replace(" ", "\u00a0")
