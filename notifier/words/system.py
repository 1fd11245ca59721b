"""What the user's system says of languages, and of how times and dates are written, asked without Qt.

The program with windows asks Qt instead, which also knows of choices that are made in dialogs only (macOS); the answers
mean the same. A system that says nothing (the locale C, or one that is not installed) leaves it to the language.
"""

import locale
import os
import re
import sys
from typing import Final

import msgspec

_TIME_FIELDS: Final = re.compile(r"'([^']*)'|HH?|hh?|mm?|ss?|tt?|[Aa][Pp]?")
"""Of Qt's and Windows' patterns; what stands in quotes means itself ("HH 'h' mm")."""


class TimeStyle(msgspec.Struct, frozen=True):
    """How a time of day is written (`%H` `%-H` hours, `%I` `%-I` of twelve, `%M` minutes, `%p` a half), and a date."""

    time: str
    day_first: bool


def languages() -> list[str]:
    """Give the languages that the user wants, best first: "id_ID", "en"."""
    if sys.platform == "win32":
        return [_windows(0x5C)]
    chosen = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), "C")
    wanted = [chosen.split(".")[0].split("@")[0]]
    if wanted[0] not in ("C", "POSIX"):  # the list is passed over there, as in gettext
        wanted[:0] = [each for each in os.environ.get("LANGUAGE", "").split(":") if each]
    return wanted


def time_style(spoken: str) -> TimeStyle | None:
    """Give how the system writes times (LC_TIME); None where it says nothing, or speaks the language that is `spoken`.

    A language's file is of Unicode's CLDR, as Qt is, and sets the dot in "14.02" where POSIX's locales have a colon.
    English has no file, and is written in many ways.
    """
    if sys.platform == "win32":
        return style_of(_windows(0x79), _windows(0x20))
    before = locale.setlocale(locale.LC_TIME)
    try:
        name = locale.setlocale(locale.LC_TIME, "").split(".")[0]
        if name in ("C", "POSIX") or name.split("_")[0] == spoken != "en":
            return None
        time, day = locale.nl_langinfo(locale.T_FMT), locale.nl_langinfo(locale.D_FMT)
        halves = locale.nl_langinfo(locale.T_FMT_AMPM)
    except locale.Error:
        return None
    finally:
        locale.setlocale(locale.LC_TIME, before)
    return posix_style(time, halves, day)


def posix_style(time: str, halves: str, day: str) -> TimeStyle:
    """Read the patterns of POSIX (T_FMT, T_FMT_AMPM, D_FMT): "%r" with "%I:%M:%S %p", and "%m/%d/%Y".

    A day after its year says nothing of how it stands beside the name of its month: it comes first then.
    """
    for short, long in (("%r", halves or "%I:%M:%S %p"), ("%T", "%H:%M"), ("%R", "%H:%M"), ("%l", "%I"), ("%P", "%p")):
        time = time.replace(short, long)
    time = re.sub(r"[^\w%]?%O?S|\s?%Z", "", time).replace("%I", "%-I").replace("%k", "%-H")
    return TimeStyle(time.strip(), not day.startswith(("%m", "%-m", "%D", "%b")))


def style_of(time: str, day: str) -> TimeStyle:
    """Read the patterns of Qt and of Windows: "h:mm Ap" or "HH.mm", and "MMMM d, yyyy"."""
    halves = re.search("[at]", re.sub("'[^']*'", "", time), re.IGNORECASE) is not None
    meant = {"mm": "%M", "m": "%M", "s": "", "ss": ""}
    meant |= {"HH": "%H", "H": "%-H", "hh": "%I" if halves else "%H", "h": "%-I" if halves else "%-H"}

    def field(found: re.Match[str]) -> str:
        quoted = found[1]
        return meant.get(found[0], "%p") if quoted is None else quoted.replace("%", "%%")

    day = re.sub(r"d{3,}", "", day)  # the name of the day of the week
    return TimeStyle(_TIME_FIELDS.sub(field, time), day.find("d") < day.find("M"))


def _windows(what: int) -> str:
    """Ask Windows for a fact of the user's locale, by its number: LOCALE_SNAME, _SSHORTTIME, _SLONGDATE."""
    import ctypes

    room = ctypes.create_unicode_buffer(160)
    ask = getattr(ctypes, "windll").kernel32.GetLocaleInfoEx  # noqa: B009 mypy knows it on Windows alone
    ask(None, what, room, len(room))
    return room.value
