"""Large letters on a small screen: the history's window needs no more than 800x500, and what has no room scrolls."""

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QPoint, QRect, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QPushButton, QStyleOptionButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from notifier.ui import i18n
from notifier.ui.flow import Flow
from notifier.ui.history.story_text import StoryText
from notifier.ui.history.window import HistoryWindow
from notifier.ui.scrolled import Scrolled
from notifier.ui.settings.ticks import TickBox
from notifier.words import times
from tests.ui.every_window import WINDOWS, Desk
from tests.ui.test_long_words import cut_off

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # said by the test platform alone

SCREEN = QSize(800, 500)
HISTORY = [name for name in WINDOWS if name.startswith(("history", "line", "practice", "a service"))]


@pytest.fixture(params=["en", "id"])
def language(request: pytest.FixtureRequest) -> str:
    """Which language is spoken."""
    return str(request.param)


@pytest.fixture
def large_letters(language: str, qapp: QApplication) -> Iterator[None]:
    """Speak a language in letters of one and a half the size."""
    yield from _spoken(language, qapp.font().pointSizeF() * 1.5, qapp)


@pytest.fixture
def larger_letters(language: str, qapp: QApplication) -> Iterator[None]:
    """Speak a language in letters of 11 points."""
    yield from _spoken(language, 11, qapp)


def _spoken(language: str, points: float, qapp: QApplication) -> Iterator[None]:
    usual, large, before = qapp.font(), qapp.font(), QLocale()
    large.setPointSizeF(points)
    qapp.setFont(large)
    i18n.install(language)
    times.follow(None)
    yield
    qapp.setFont(usual)
    QLocale.setDefault(before)


def out_of_sight(window: QWidget) -> list[str]:
    """Give what stands over the edge of its parent, where that does not scroll."""
    parts = [each for each in window.findChildren(QPushButton) if each.isVisibleTo(window)]
    return [each.text() for each in parts if not QRect(QPoint(), _holder(each)).contains(each.geometry())]


def _holder(widget: QWidget) -> QSize:
    parent = widget.parentWidget()
    assert parent is not None
    return parent.size()


@pytest.mark.usefixtures("large_letters")
@pytest.mark.parametrize("name", HISTORY)
def test_the_history_fits_a_small_screen(qtbot: QtBot, tmp_path: Path, name: str) -> None:
    window = WINDOWS[name](Desk(tmp_path, qtbot))
    assert isinstance(window, HistoryWindow)
    window.resize(SCREEN)

    def fits() -> None:
        QApplication.processEvents()
        least = window.minimumSizeHint()
        assert (least.width() <= SCREEN.width(), least.height() <= SCREEN.height()) == (True, True), least
        assert window.size() == SCREEN
        assert cut_off(window) == []
        assert out_of_sight(window) == []
        for area in (each for each in window.findChildren(Scrolled) if each.isVisible()):
            assert area.body.height() >= area.body.minimumSizeHint().height()
            assert area.body.width() <= area.viewport().width()
            lower = area.mapTo(window, QPoint(0, area.height()))
            assert lower.y() <= window.height()

    qtbot.waitUntil(fits)
    cards = [each for each in window.service_panel.facts.cards if each.isVisibleTo(window)]
    for one, other in pairwise(cards):
        assert not one.geometry().intersects(other.geometry())


@pytest.mark.usefixtures("large_letters")
@pytest.mark.parametrize("name", [name for name in WINDOWS if name.startswith("settings")])
def test_no_page_of_the_settings_scrolls_sideways(qtbot: QtBot, tmp_path: Path, name: str) -> None:
    window = WINDOWS[name](Desk(tmp_path, qtbot))
    window.resize(SCREEN)
    qtbot.waitUntil(lambda: window.size() == SCREEN)
    _scrolls_nowhere_sideways(qtbot, window)


@pytest.mark.usefixtures("larger_letters")
@pytest.mark.parametrize("name", [f"settings, {page}" for page in ("apps", "connection", "elsewhere", "phone")])
def test_as_narrow_as_it_gets_no_page_scrolls_sideways(qtbot: QtBot, tmp_path: Path, name: str) -> None:
    window = WINDOWS[name](Desk(tmp_path, qtbot))
    window.resize(0, 0)
    qtbot.waitUntil(lambda: window.width() == window.minimumWidth())
    _scrolls_nowhere_sideways(qtbot, window)


def _scrolls_nowhere_sideways(qtbot: QtBot, window: QWidget) -> None:
    areas = [each for each in window.findChildren(QAbstractScrollArea) if each.isVisible()]
    qtbot.waitUntil(lambda: not [each for each in areas if each.horizontalScrollBar().maximum()])
    for box in window.findChildren(TickBox):
        assert not box.isVisible() or box.height() >= box.heightForWidth(box.width())


@pytest.mark.parametrize("width", [100, 150, 5000])
def test_a_tick_box_takes_the_lines_that_its_words_need(qtbot: QtBot, width: int) -> None:
    box = TickBox("Tell me when my own &connection fails, too")
    qtbot.addWidget(box)
    box.resize(width, box.heightForWidth(width))
    option = QStyleOptionButton()
    box.initStyleOption(option)
    assert option.text.split() == box.text().split()
    lines = option.text.count("\n") + 1
    assert (lines == 1) is (width == 5000)
    assert box.fontMetrics().size(0, option.text.replace("&", "")).width() < width
    assert box.height() >= lines * box.fontMetrics().height()


Area = Callable[[int], Scrolled]


@pytest.fixture
def area(qtbot: QtBot) -> Iterator[Area]:
    kept: list[QWidget] = []

    def made(lines: int) -> Scrolled:
        kept.append(window := QWidget())
        qtbot.addWidget(window)
        QVBoxLayout(window).addWidget(shown := Scrolled(window))
        column = QVBoxLayout(shown.body)
        for number in range(lines):
            button = QPushButton(str(number))
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            column.addWidget(button)
        window.resize(200, 150)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return shown

    yield made
    kept.clear()


def test_where_there_is_something_to_scroll_the_keys_scroll_it_and_show_that_they_are_there(area: Area) -> None:
    shown = area(30)
    before = shown.grab().toImage()
    QTest.keyClick(shown.window(), Qt.Key.Key_Tab)
    assert shown.hasFocus()
    assert shown.grab().toImage() != before
    QTest.keyClick(shown, Qt.Key.Key_PageDown)
    assert shown.verticalScrollBar().value() > 0
    shown.clearFocus()
    shown.verticalScrollBar().setValue(0)
    assert shown.grab().toImage() == before


def test_where_there_is_nothing_to_scroll_the_keys_pass_it_over(area: Area) -> None:
    assert area(1).focusPolicy() is Qt.FocusPolicy.NoFocus


def test_what_has_the_focus_from_outside_is_scrolled_to(area: Area) -> None:
    shown = area(30)
    last = shown.body.findChildren(QPushButton)[-1]
    assert last.visibleRegion().isEmpty()
    last.setFocus()
    assert not last.visibleRegion().isEmpty()


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_buttons_that_have_no_room_stand_in_the_next_row(qtbot: QtBot, direction: Qt.LayoutDirection) -> None:
    row = QWidget()
    qtbot.addWidget(row)
    row.setLayoutDirection(direction)
    flow = Flow(row)
    buttons = [QPushButton(text) for text in ("one", "two", "hidden", "three")]
    for each in buttons:
        flow.addWidget(each)
    buttons[2].hide()
    whole = flow.sizeHint()
    row.resize(whole)
    row.show()
    assert {each.y() for each in buttons if each.isVisible()} == {0}
    row.resize(whole.width() - 1, 200)
    flow.activate()
    one, two, _hidden, three = buttons
    assert (one.y(), two.y(), three.y()) == (0, 0, one.height() + flow.spacing())
    assert (
        three.x() == one.x()
        if direction is Qt.LayoutDirection.LeftToRight
        else three.geometry().right() == one.geometry().right()
    )
    assert flow.heightForWidth(row.width()) == three.geometry().bottom() + 1
    assert flow.minimumSize().width() == max(each.minimumSizeHint().width() for each in (one, two, three))


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize("name", ["history", "history of a service", "history of an outage"])
def test_the_story_has_one_bar_at_most(qtbot: QtBot, tmp_path: Path, name: str) -> None:
    window = WINDOWS[name](Desk(tmp_path, qtbot))
    assert isinstance(window, HistoryWindow)
    window.resize(SCREEN)
    text = window.story.findChild(StoryText)
    assert text is not None
    qtbot.waitUntil(lambda: text.verticalScrollBar().maximum() > 0)
    QApplication.processEvents()
    assert window.story.verticalScrollBar().maximum() == 0


@pytest.mark.usefixtures("large_letters")
@pytest.mark.parametrize("name", ["history", "history of a service", "a service that fails here"])
def test_in_large_letters_the_story_scrolls_as_a_whole(qtbot: QtBot, tmp_path: Path, name: str) -> None:
    window = WINDOWS[name](Desk(tmp_path, qtbot))
    assert isinstance(window, HistoryWindow)
    window.resize(SCREEN)
    text = window.story.findChild(StoryText)
    assert text is not None

    def whole() -> None:
        QApplication.processEvents()
        assert window.story.verticalScrollBar().maximum() > 0
        assert text.verticalScrollBar().maximum() == 0
        assert text.height() >= text.document().size().height() > 0

    qtbot.waitUntil(whole)
