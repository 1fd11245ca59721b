"""What systems say about times, languages and dates."""

import locale
import re

import pytest
from PySide6.QtCore import QLocale

from notifier.words.system import TimeStyle, posix_style, style_of, time_style


@pytest.mark.parametrize(
    ("time", "halves", "day", "style"),
    [
        ("%r", "%I:%M:%S %p", "%m/%d/%Y", TimeStyle("%-I:%M %p", day_first=False)),  # glibc: en_US
        ("%T", "%l:%M:%S %P %Z", "%d/%m/%y", TimeStyle("%H:%M", day_first=True)),  # en_GB
        ("%r", "%l:%M:%S %P %Z", "%d/%m/%y", TimeStyle("%-I:%M %p", day_first=True)),  # en_AU
        ("%T", "", "%d/%m/%y", TimeStyle("%H:%M", day_first=True)),  # id_ID
        ("%H.%M.%S", "", "%d.%m.%Y", TimeStyle("%H.%M", day_first=True)),  # fi_FI
        ("%k:%M:%S", "", "%d.%m.%Y", TimeStyle("%-H:%M", day_first=True)),
        ("%H:%M:%S", "", "%Y-%m-%d", TimeStyle("%H:%M", day_first=True)),  # sv_SE
        ("%H:%M:%S %Z", "", "%D", TimeStyle("%H:%M", day_first=False)),
        ("%H:%M", "", "%d/%m/%Y", TimeStyle("%H:%M", day_first=True)),  # macOS writes some so
    ],
)
def test_what_posix_says(time: str, halves: str, day: str, style: TimeStyle) -> None:
    assert posix_style(time, halves, day) == style


@pytest.mark.parametrize(
    ("time", "day", "style"),
    [
        ("h:mm\u202fAp", "dddd, MMMM d, yyyy", TimeStyle("%-I:%M\u202f%p", day_first=False)),  # Qt: en_US
        ("h:mm AP", "dddd, MMMM d, yyyy", TimeStyle("%-I:%M %p", day_first=False)),  # Qt before 6.3
        ("HH 'h' mm", "dddd d MMMM yyyy", TimeStyle("%H h %M", day_first=True)),  # fr_CA
        ("Ap 'ga' h:mm", "EEEE, d MMMM y", TimeStyle("%p ga %-I:%M", day_first=True)),  # ee_GH
        ("HH:mm", "dddd, d MMMM yyyy", TimeStyle("%H:%M", day_first=True)),  # en_GB
        ("HH.mm", "dddd, dd MMMM yyyy", TimeStyle("%H.%M", day_first=True)),  # id_ID
        ("h:mm tt", "dddd, MMMM d, yyyy", TimeStyle("%-I:%M %p", day_first=False)),  # Windows: en-US
        ("H:mm", "dddd d MMMM yyyy", TimeStyle("%-H:%M", day_first=True)),
        ("hh:mm", "d MMMM yyyy", TimeStyle("%H:%M", day_first=True)),  # of 24, since no half follows
    ],
)
def test_what_qt_and_windows_say(time: str, day: str, style: TimeStyle) -> None:
    assert style_of(time, day) == style


def test_no_locale_of_qt_leaves_a_field_unread() -> None:
    every = QLocale.matchingLocales(QLocale.Language.AnyLanguage, QLocale.Script.AnyScript, QLocale.Country.AnyCountry)
    for each in every:
        time = each.timeFormat(QLocale.FormatType.ShortFormat)
        words = re.sub("'([^']*)'", r"\1", re.sub("[HhmsAapPt]+(?=([^']*'[^']*')*[^']*$)", "", time))
        assert re.sub("%-?[HIMp]", "", style_of(time, "").time) == words, (each.name(), time)


@pytest.mark.parametrize("name", ["C", "POSIX", "C.UTF-8", "xx_XX.UTF-8"])
def test_a_system_that_says_nothing_leaves_it_to_the_language(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("LC_ALL", name)
    before = locale.setlocale(locale.LC_TIME)
    assert time_style("en") is None
    assert locale.setlocale(locale.LC_TIME) == before
