"""What is chosen lies on a faint ground, in each theme; words and the colours of states can be read on it."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListWidget
from pytestqt.qtbot import QtBot

from notifier.core.model import State
from notifier.ui import theme
from notifier.ui.softened import soften
from notifier.ui.splitter import Splitter
from notifier.ui.table import Table
from tests.ui.test_icons import contrast

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # said by the test platform alone


@pytest.fixture(autouse=True)
def as_before(qapp: QApplication) -> Iterator[None]:
    yield
    theme.apply(qapp, "auto")


@pytest.mark.parametrize("name", ["light", "dark"])
def test_words_can_be_read_on_the_ground_of_what_is_chosen(qapp: QApplication, name: str) -> None:
    theme.apply(qapp, name)
    palette = qapp.palette()
    ground = theme.chosen_color(palette)
    assert ground != palette.color(QPalette.ColorRole.Base)
    words = [palette.color(QPalette.ColorRole.Text), *(theme.state_color(each, palette) for each in State)]
    assert min(contrast(each.name(), ground.name()) for each in words) >= 4.5


def test_a_list_follows_the_theme(qtbot: QtBot, qapp: QApplication) -> None:
    made = QListWidget()
    qtbot.addWidget(made)
    soften(made)
    grounds = []
    for name in ("light", "dark"):
        theme.apply(qapp, name)
        qtbot.waitUntil(
            lambda: made.palette().color(QPalette.ColorRole.Highlight) == theme.chosen_color(qapp.palette())
        )
        grounds.append(made.palette().color(QPalette.ColorRole.Highlight).lightness())
        assert made.palette().color(QPalette.ColorRole.HighlightedText) == qapp.palette().color(QPalette.ColorRole.Text)
    assert grounds[0] > 200 > 100 > grounds[1]


@pytest.mark.parametrize("name", ["light", "dark"])
def test_what_the_keys_are_at_is_framed_clearly_and_nothing_where_the_mouse_was_used(
    qtbot: QtBot, qapp: QApplication, name: str
) -> None:
    theme.apply(qapp, name)
    made = QListWidget()
    qtbot.addWidget(made)
    soften(made)
    made.addItems(["one", "two"])
    made.setCurrentRow(0)
    made.show()
    made.activateWindow()
    made.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(made.hasFocus)
    line = theme.focus_color(qapp.palette())
    assert min(contrast(line.name(), each.name()) for each in grounds(qapp.palette())) >= 3
    edge = made.visualItemRect(made.item(0)).center()
    edge.setY(0)
    made.window().setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange, on=False)
    assert made.viewport().grab().toImage().pixelColor(edge) != line
    QTest.keyClick(made, Qt.Key.Key_Up)
    assert made.viewport().grab().toImage().pixelColor(edge) == line


def grounds(palette: QPalette) -> list[QColor]:
    own = (palette.color(role) for role in (QPalette.ColorRole.Base, QPalette.ColorRole.Window))
    return [*own, theme.chosen_color(palette)]


def header_ground(table: Table) -> QColor:
    return table.horizontalHeader().palette().color(QPalette.ColorRole.Button)


def test_a_table_has_a_header_on_its_own_ground_in_each_theme(qtbot: QtBot, qapp: QApplication) -> None:
    made = Table()
    qtbot.addWidget(made)
    for name in ("light", "dark"):
        theme.apply(qapp, name)
        qtbot.waitUntil(lambda: header_ground(made) == qapp.palette().color(QPalette.ColorRole.Base))


def test_a_handle_shows_where_the_mouse_is_on_it_only(qtbot: QtBot) -> None:
    made = Splitter(Qt.Orientation.Horizontal)
    qtbot.addWidget(made)
    for _ in range(2):
        made.addWidget(QListWidget())
    made.resize(400, 200)
    made.show()
    handle = made.handle(1)
    empty = handle.grab().toImage()
    handle.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    assert handle.grab().toImage() != empty
    handle.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, on=False)
    assert handle.grab().toImage() == empty
