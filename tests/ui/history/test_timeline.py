"""The line of a day: what it tells in words, by mouse and by keys, and that states differ without colour."""

from datetime import UTC, timedelta
from itertools import combinations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from notifier.core.model import AlertKind, Stage, State, Statement
from notifier.core.past.story import Course, Stretch
from notifier.core.ports import Said
from notifier.ui.history.period import SPAN
from notifier.ui.history.timeline import Timeline
from notifier.words.names import Names
from notifier.words.times import Clock
from tests.ui import samples
from tests.ui.samples import NOW

pytestmark = [
    pytest.mark.usefixtures("english"),
    pytest.mark.qt_log_ignore("This plugin does not support"),  # said by the test platform alone
]
CLOCK = Clock(NOW, UTC)
HOUR = timedelta(hours=1)
DAY_AGO = NOW - SPAN
OUTAGE = (Stretch(DAY_AGO, NOW - 2 * HOUR, State.OK), Stretch(NOW - 2 * HOUR, NOW - HOUR, State.OUTAGE))
SAID = Said("i", "whatsapp", "k", "Messages", Statement(NOW - 1.5 * HOUR, Stage.INVESTIGATING, "We look."))


@pytest.fixture
def line(qtbot: QtBot) -> Timeline:
    widget = Timeline(Names(samples.service_of))
    qtbot.addWidget(widget)
    widget.resize(480, widget.sizeHint().height())
    return widget


def grey(line: Timeline) -> QImage:
    return line.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)


def test_all_of_it_in_words(line: Timeline) -> None:
    told = samples.alert(AlertKind.OUTAGE, samples.member())
    line.show_course(Course(OUTAGE, (SAID,), (told,)), CLOCK)
    assert [each.words for each in line.moments] == [
        "12:31\u201313:31: outage, 1 h",
        "13:01: The company is investigating: “We look.”",
        "14:31: You were notified: “WhatsApp is down for everyone”",
    ]
    assert line.accessibleDescription() == "\n".join(each.words for each in line.moments)


def test_time_goes_to_the_right_in_every_language(line: Timeline) -> None:
    pictures = []
    for direction in (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft):
        line.setLayoutDirection(direction)
        pictures.append(line.grab().toImage())
    assert pictures[0] == pictures[1]


def test_where_nothing_was_and_where_nothing_is_known(line: Timeline) -> None:
    line.show_course(Course(OUTAGE[:1]), CLOCK)
    assert line.summary() == "No problem in this time."
    line.show_course(Course(), CLOCK)
    assert line.summary() == "Nothing is known of this time."


def test_the_mouse_finds_marks_before_what_lies_beneath(line: Timeline) -> None:
    line.show_course(Course(OUTAGE, (SAID,)), CLOCK)
    at = line.width() * (1 - 1.5 / 24)
    found = line.moment_at(at)
    assert found is not None
    assert found.said
    beside = line.moment_at(line.width() * (1 - 1.9 / 24))
    assert beside is not None
    assert beside.state is State.OUTAGE
    assert line.moment_at(10) is None


def test_keys_go_from_one_to_the_next_and_stay_at_the_ends(line: Timeline) -> None:
    line.show_course(Course(OUTAGE, (SAID,)), CLOCK)
    line.show()
    line.setFocus()
    for key, words in (
        (Qt.Key.Key_Left, "13:01"),
        (Qt.Key.Key_Right, "13:01"),
        (Qt.Key.Key_Left, "12:31"),
        (Qt.Key.Key_Left, "12:31"),
    ):
        QTest.keyClick(line, key)
        assert line.accessibleDescription().startswith(words)


def test_states_differ_without_color(line: Timeline) -> None:
    pictures = {}
    for state in (State.OK, State.SLOW, State.POSSIBLE, State.OUTAGE):
        line.show_course(Course((Stretch(DAY_AGO, NOW, state),)), CLOCK)
        pictures[state] = grey(line)
    for one, other in combinations(pictures, 2):
        assert pictures[one] != pictures[other], f"{one} and {other}"


def test_a_short_outage_is_seen(line: Timeline) -> None:
    line.show_course(Course((Stretch(DAY_AGO, NOW, State.OK),)), CLOCK)
    quiet = grey(line)
    short = Stretch(NOW - HOUR, NOW - HOUR + timedelta(seconds=20), State.OUTAGE)
    line.show_course(Course((Stretch(DAY_AGO, NOW - HOUR, State.OK), short)), CLOCK)
    assert grey(line) != quiet
