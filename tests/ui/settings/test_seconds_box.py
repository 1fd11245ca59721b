"""A time in seconds: said in minutes where it is full ones, typed in either."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from notifier.ui.settings.fields import SecondsBox


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(("value", "said"), [(30, "30 s"), (60, "1 min"), (90, "90 s"), (120, "2 min")])
def test_full_minutes_are_said_as_such(qtbot: QtBot, value: int, said: str) -> None:
    box = SecondsBox("How often", (10, 3600), value)
    qtbot.addWidget(box)
    assert box.text() == said


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("typed", "value"), [("5 min", 300), ("5m", 300), ("45", 45), ("90 s", 90), ("2", 60), ("9999 min", 60), ("", 60)]
)
def test_both_can_be_typed_and_limits_hold(qtbot: QtBot, typed: str, value: int) -> None:
    box = SecondsBox("How often", (10, 3600), 60)
    qtbot.addWidget(box)
    box.show()
    box.selectAll()
    QTest.keyClicks(box, typed or "\b")
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert box.value() == value


@pytest.mark.usefixtures("indonesian")
def test_in_indonesian(qtbot: QtBot) -> None:
    box = SecondsBox("Seberapa sering", (10, 3600), 120)
    qtbot.addWidget(box)
    assert box.text() == "2 mnt"
    assert box.valueFromText("3 mnt") == 180
