"""Rows of two lines: the name, and how it stands in the colour of its state; what is chosen can be seen."""

from datetime import UTC

import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from notifier.core.model import State
from notifier.ui import theme
from notifier.ui.history.services_panel import ServicesPanel
from notifier.words.times import Clock
from tests.ui.samples import NOW, snapshot, status

pytestmark = [
    pytest.mark.usefixtures("english"),
    pytest.mark.qt_log_ignore("This plugin does not support"),  # said by the test platform alone
]


@pytest.fixture
def panel(qtbot: QtBot) -> ServicesPanel:
    made = ServicesPanel()
    qtbot.addWidget(made)
    made.resize(420, 300)
    made.show()
    made.show_snapshot(snapshot(status("whatsapp", State.OUTAGE), status("signal")), Clock(NOW, UTC))
    return made


def row(panel: ServicesPanel, number: int) -> QImage:
    """A row's words, without its picture."""
    place = panel.list.visualRect(panel.model.index(number))
    return panel.list.viewport().grab(place.adjusted(60, 0, 0, 0)).toImage()


def has(picture: QImage, color: QColor) -> bool:
    places = ((x, y) for x in range(picture.width()) for y in range(picture.height()))
    return any(picture.pixelColor(x, y).rgb() == color.rgb() for x, y in places)


def test_a_problem_has_the_colour_of_its_state_and_what_works_has_none(panel: ServicesPanel) -> None:
    red = theme.state_color(State.OUTAGE, panel.palette())
    green = theme.state_color(State.OK, panel.palette())
    assert has(row(panel, 1), red)
    assert not has(row(panel, 2), red)
    assert not has(row(panel, 2), green)


def test_what_is_chosen_lies_on_the_ground_of_the_accent(panel: ServicesPanel) -> None:
    ground = theme.chosen_color(panel.palette())
    assert not has(row(panel, 1), ground)
    panel.choose("whatsapp")
    assert has(row(panel, 1), ground)
    assert has(row(panel, 1), theme.state_color(State.OUTAGE, panel.palette())), "the state keeps its colour"
