"""The one question: yes, no, and no answer."""

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from notifier.core.outside.source import Key
from notifier.sources.outside_sources import told_sources
from notifier.sources.regions import region_sources
from notifier.ui import i18n
from notifier.ui.first_run.question import OutsideQuestion
from notifier.ui.scrolled import Scrolled
from tests.ui.test_long_words import cut_off


@pytest.fixture
def asked(qtbot: QtBot) -> tuple[OutsideQuestion, list[bool]]:
    dialog, said = OutsideQuestion(told_sources()), list[bool]()
    dialog.answered.connect(said.append)
    qtbot.addWidget(dialog)
    dialog.open()
    return dialog, said


@pytest.mark.parametrize(("text", "answer"), [("Yes, ask them", True), ("No", False)])
def test_an_answer(asked: tuple[OutsideQuestion, list[bool]], text: str, answer: bool) -> None:
    dialog, said = asked
    (button,) = [each for each in dialog.findChildren(QPushButton) if each.text().replace("&", "") == text]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert said == [answer]
    assert not dialog.isVisible()


def test_closing_it_is_no_answer(asked: tuple[OutsideQuestion, list[bool]]) -> None:
    dialog, said = asked
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert said == []
    assert not dialog.isVisible()


def test_on_a_low_screen_no_word_is_lost(asked: tuple[OutsideQuestion, list[bool]], qtbot: QtBot) -> None:
    dialog, _said = asked
    words = dialog.findChild(Scrolled)
    assert words is not None
    QCoreApplication.processEvents()
    assert words.verticalScrollBar().maximum() == 0, "it is as high as its words"
    dialog.resize(520, 260)
    qtbot.waitUntil(lambda: words.verticalScrollBar().maximum() > 0)
    assert cut_off(dialog) == []


def test_neither_answer_is_proposed(asked: tuple[OutsideQuestion, list[bool]]) -> None:
    assert not any(each.isDefault() for each in asked[0].findChildren(QPushButton))


def test_it_says_who_is_asked_and_follows_the_language(asked: tuple[OutsideQuestion, list[bool]]) -> None:
    dialog, _said = asked
    told = " ".join(each.text() for each in dialog.findChildren(QLabel))
    regions = [each.source for each in region_sources().values()]
    assert [each for each in regions if each.name not in told] == [each for each in regions if each.key is Key.NEEDED]
    assert "your internet address" in told
    i18n.install("id")
    QCoreApplication.processEvents()
    assert "alamat internet" in " ".join(each.text() for each in dialog.findChildren(QLabel))
