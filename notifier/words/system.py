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

_TIME_FIELDS: Final = re.compile(r"HH?|hh?|mm?|ss?|tt?|AP|ap|a")


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


def time_style() -> TimeStyle | None:
    """Give how the system writes times (LC_TIME); None where it says nothing."""
    if sys.platform == "win32":
        return style_of(_windows(0x79), _windows(0x20))
    before = locale.setlocale(locale.LC_TIME)
    try:
        if locale.setlocale(locale.LC_TIME, "").split(".")[0] in ("C", "POSIX"):
            return None
        time, day = locale.nl_langinfo(locale.T_FMT), locale.nl_langinfo(locale.D_FMT)
        halves = locale.nl_langinfo(locale.T_FMT_AMPM)
    except locale.Error:
        return None
    finally:
        locale.setlocale(locale.LC_TIME, before)
    time = time.replace("%r", halves or "%I:%M:%S %p").replace("%T", "%H:%M").replace("%R", "%H:%M")
    time = re.sub(r"\W?%O?S", "", time).replace("%I", "%-I").replace("%l", "%-I").replace("%k", "%-H")
    return TimeStyle(time, not day.startswith(("%m", "%-m", "%D", "%b")))


def style_of(time: str, day: str) -> TimeStyle:
    """Read the patterns of Qt and of Windows: "h:mm AP" or "HH.mm", and "MMMM d, yyyy"."""
    halves = re.search(r"AP|ap|a|t", time) is not None
    meant = {"mm": "%M", "m": "%M", "AP": "%p", "ap": "%p", "a": "%p", "tt": "%p", "t": "%p", "s": "", "ss": ""}
    meant |= {"HH": "%H", "H": "%-H", "hh": "%I" if halves else "%H", "h": "%-I" if halves else "%-H"}
    day = re.sub(r"d{3,}", "", day)  # the name of the day of the week
    return TimeStyle(_TIME_FIELDS.sub(lambda found: meant[found[0]], time), day.find("d") < day.find("M"))


def _windows(what: int) -> str:
    """Ask Windows for a fact of the user's locale, by its number: LOCALE_SNAME, _SSHORTTIME, _SLONGDATE."""
    import ctypes

    room = ctypes.create_unicode_buffer(160)
    ask = getattr(ctypes, "windll").kernel32.GetLocaleInfoEx  # noqa: B009 mypy knows it on Windows alone
    ask(None, what, room, len(room))
    return room.value
