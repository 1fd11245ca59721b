"""The charts: what they say in words, and that every state is painted differently without colour."""

from datetime import UTC, date, timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QColor, QHelpEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from notifier.core.past.story import Day, LatencyPoint
from notifier.ui.history.latency_line import LatencyLine
from notifier.ui.history.uptime_bars import UptimeBars
from notifier.words.times import Clock
from tests.ui.samples import NOW, START

pytestmark = [
    pytest.mark.usefixtures("english"),
    pytest.mark.qt_log_ignore("This plugin does not support"),  # said by the test platform alone
]

CLOCK = Clock(NOW, UTC)
TODAY = date(2026, 3, 2)


def days(*shares: Day) -> list[Day]:
    unknown = [Day(TODAY - timedelta(days=ago)) for ago in range(89, len(shares) - 1, -1)]
    return [*unknown, *shares]


@pytest.fixture
def bars(qtbot: QtBot) -> UptimeBars:
    widget = UptimeBars()
    qtbot.addWidget(widget)
    widget.resize(450, 34)
    return widget


def grey(widget: UptimeBars | LatencyLine) -> QImage:
    return widget.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)


def test_uptime_in_words(bars: UptimeBars) -> None:
    bars.show_days(days(Day(TODAY - timedelta(days=1), ok=1.0), Day(TODAY, ok=0.9, outage=0.1)), CLOCK)
    assert bars.summary() == "Up 95.0 % of the time on 2 watched days"
    assert bars.accessibleDescription() == bars.summary()
    assert bars.words_of(89) == "2 Mar: outage 10.0 % of the time"
    assert bars.words_of(88) == "1 Mar: no problem"
    assert bars.words_of(0).endswith("not watched")
    assert bars.words_of(90) == ""


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (Day(TODAY, ok=0.5, possible=0.5), "2 Mar: possible problem 50.0 % of the time"),
        (Day(TODAY, ok=0.5, slow=0.5), "2 Mar: slow 50.0 % of the time"),
        (Day(TODAY, ok=0.5, maintenance=0.5), "2 Mar: maintenance 50.0 % of the time"),
    ],
)
def test_other_days_in_words(bars: UptimeBars, day: Day, words: str) -> None:
    bars.show_days([day], CLOCK)
    assert bars.words_of(0) == words


def test_nothing_known_is_said(bars: UptimeBars) -> None:
    bars.show_days(days(), CLOCK)
    assert bars.summary() == "Nothing is known of these days yet."


def test_kinds_of_days_differ_without_colour(bars: UptimeBars) -> None:
    pictures = []
    for day in (
        Day(TODAY),
        Day(TODAY, ok=1.0),
        Day(TODAY, ok=0.7, outage=0.3),
        Day(TODAY, ok=0.7, possible=0.3),
        Day(TODAY, ok=0.7, slow=0.3),
    ):
        bars.show_days([day], CLOCK)
        pictures.append(grey(bars))
    assert not [(a, b) for a in range(5) for b in range(a) if pictures[a] == pictures[b]]


def test_a_short_outage_can_still_be_seen(bars: UptimeBars) -> None:
    bars.show_days(days(Day(TODAY, ok=0.9999, outage=0.0001)), CLOCK)
    with_outage = grey(bars)
    bars.show_days(days(Day(TODAY, ok=1.0)), CLOCK)
    assert grey(bars) != with_outage


def test_the_arrow_keys_go_from_day_to_day(bars: UptimeBars, qtbot: QtBot) -> None:
    bars.show_days(days(Day(TODAY - timedelta(days=1), ok=1.0), Day(TODAY, ok=0.9, outage=0.1)), CLOCK)
    bars.show()
    QTest.keyClick(bars, Qt.Key.Key_Right)
    assert bars.accessibleDescription() == "2 Mar: outage 10.0 % of the time"
    QTest.keyClick(bars, Qt.Key.Key_Left)
    assert bars.accessibleDescription() == "1 Mar: no problem"
    QToolTip.hideText()


def test_enter_and_a_click_lead_to_the_days_incidents(bars: UptimeBars, qtbot: QtBot) -> None:
    bars.show_days([Day(TODAY - timedelta(days=1), ok=1.0), Day(TODAY, ok=0.9, outage=0.1)], CLOCK)
    bars.show()
    chosen: list[date] = []
    bars.day_chosen.connect(chosen.append)
    QTest.keyClick(bars, Qt.Key.Key_Return)
    assert chosen == [], "no day was reached yet"
    QTest.keyClick(bars, Qt.Key.Key_Home)
    QTest.keyClick(bars, Qt.Key.Key_Return)
    QTest.mouseClick(bars, Qt.MouseButton.LeftButton, pos=QPoint(bars.width() - 3, 5))
    assert chosen == [TODAY - timedelta(days=1), TODAY]
    QToolTip.hideText()


def points(*means: float | None) -> list[LatencyPoint]:
    return [
        LatencyPoint(START + timedelta(minutes=number), mean and mean / 2, mean, mean and mean * 2, 0, 1)
        for number, mean in enumerate(means)
    ]


def test_latency_in_words_and_in_paint(qtbot: QtBot) -> None:
    line = LatencyLine()
    qtbot.addWidget(line)
    line.resize(400, 64)
    line.show_points(points(None, None), CLOCK)
    assert line.summary() == "No answers in this time."
    nothing = grey(line)
    line.show_points(points(80.0, 120.0, None, 100.0), CLOCK)
    assert line.accessibleDescription() == "100 ms on average, 240 ms at most"
    assert grey(line) != nothing
    line.show_points(points(80.0), CLOCK)
    assert QColor(grey(line).pixel(399, 0)).isValid()


def test_each_point_tells_its_value_by_key_and_under_the_mouse(qtbot: QtBot) -> None:
    line = LatencyLine()
    qtbot.addWidget(line)
    line.resize(400, 64)
    line.show_points([*points(80.0), LatencyPoint(START + timedelta(minutes=1), None, None, None, 2, 2)], CLOCK)
    line.show()
    QTest.keyClick(line, Qt.Key.Key_Left)
    assert line.accessibleDescription() == "14:03\u201314:04: no answer, 2 failed"
    QTest.keyClick(line, Qt.Key.Key_Left)
    assert line.accessibleDescription() == "14:02\u201314:03: 80 ms on average (40 ms to 160 ms)"
    QTest.keyClick(line, Qt.Key.Key_End)
    assert line.accessibleDescription().startswith("14:03")
    spot = QPoint(line.width() - 5, 20)
    qtbot.waitUntil(lambda: line.isVisible())
    QApplication.sendEvent(line, QHelpEvent(QEvent.Type.ToolTip, spot, line.mapToGlobal(spot)))
    assert QToolTip.text() == line.words_of(1)
    assert line.words_of(2) == ""
    QToolTip.hideText()


def test_where_nothing_was_read_the_keys_do_nothing(qtbot: QtBot) -> None:
    line = LatencyLine()
    qtbot.addWidget(line)
    line.show_points((), CLOCK)
    QTest.keyClick(line, Qt.Key.Key_Right)
    assert line.accessibleDescription() == "No answers in this time."
    line.show_points([LatencyPoint(START, None, None, None, 0, 0)], CLOCK)
    assert line.value(0) == "not read"
