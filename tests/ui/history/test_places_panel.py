"""The map and its table: they say the same, what is found is told without colour, small countries can be pointed at."""

from datetime import UTC, timedelta

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QImage
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from notifier.core.outside.findings import Place
from notifier.ui import i18n
from notifier.ui.history.places_panel import PlacesPanel
from notifier.ui.history.world_map import WorldMap
from notifier.ui.table import Table
from notifier.words.geography import world
from notifier.words.times import Clock
from tests.ui.samples import NOW, START

pytestmark = [
    pytest.mark.usefixtures("english"),
    pytest.mark.qt_log_ignore("This plugin does not support"),  # said by the test platform alone
]

CLOCK = Clock(NOW, UTC)
PLACES = (
    Place("NL", 0, 2, START, "Globalping"),
    Place("SG", 1, 1, START, "Globalping"),
    Place("ID", 3, 3, START + timedelta(minutes=2), "Globalping"),
    Place("MY", 2, 4, START, "check-host.net"),
)


def made_for(qtbot: QtBot) -> PlacesPanel:
    made = PlacesPanel()
    qtbot.addWidget(made)
    made.resize(800, 140)
    return made


@pytest.fixture
def panel(qtbot: QtBot) -> PlacesPanel:
    return made_for(qtbot)


def the_table(panel: PlacesPanel) -> Table:
    found = panel.findChild(Table)
    assert isinstance(found, Table)
    return found


def rows(panel: PlacesPanel) -> list[list[str]]:
    model = the_table(panel).model()
    return [[model.index(row, column).data() for column in range(4)] for row in range(model.rowCount())]


def the_map(panel: PlacesPanel) -> WorldMap:
    found = panel.findChild(WorldMap)
    assert isinstance(found, WorldMap)
    return found


def test_the_map_is_read_when_there_is_something_to_show(panel: PlacesPanel) -> None:
    world.cache_clear()
    panel.show_places((), "ID", CLOCK)
    PlacesPanel().deleteLater()
    assert world.cache_info().currsize == 0
    panel.show_places(PLACES, "ID", CLOCK)
    assert panel.sizeHint().height() == the_map(panel).sizeHint().height()


def test_what_fails_stands_first_and_the_nearest_before_the_others(panel: PlacesPanel) -> None:
    panel.show_places(PLACES, "ID", CLOCK)
    assert not panel.isHidden()
    assert rows(panel) == [
        ["Indonesia", "fails", "3 of 3", "14:04 by Globalping"],
        ["Singapore", "fails", "1 of 1", "14:02 by Globalping"],
        ["Malaysia", "fails in part", "2 of 4", "14:02 by check-host.net"],
        ["Netherlands", "works", "0 of 2", "14:02 by Globalping"],
    ]


@pytest.mark.parametrize("language", ["en", "id"])
def test_the_table_has_room_beside_the_map_and_says_all_by_ear(qtbot: QtBot, language: str) -> None:
    i18n.install(language)
    panel = made_for(qtbot)
    wide = panel.fontMetrics().averageCharWidth()
    panel.resize(the_map(panel).sizeHint().width() + 75 * wide, 140)
    panel.show()
    panel.show_places(PLACES, "ID", CLOCK)
    table = the_table(panel)
    heard = table.model().index(2, 2).data(Qt.ItemDataRole.AccessibleTextRole)
    i18n.install("en")
    qtbot.waitUntil(lambda: table.viewport().width() == table.horizontalHeader().length())
    assert table.horizontalScrollBar().maximum() == 0
    read = table.horizontalHeader().sectionSize(3)
    assert read >= max(table.sizeHintForColumn(3), table.horizontalHeader().sectionSizeHint(3)), "not cut off"
    assert heard == {"en": "2 of 4 tests failed", "id": "2 dari 4 pengujian gagal"}[language]


def test_in_a_narrow_window_when_it_was_tried_is_left_out(panel: PlacesPanel, qtbot: QtBot) -> None:
    panel.show()
    panel.show_places(PLACES, "ID", CLOCK)
    table, wide = the_table(panel), panel.fontMetrics().averageCharWidth()
    for letters, left_out in ((54, True), (75, False)):
        panel.resize(the_map(panel).sizeHint().width() + letters * wide, 140)
        qtbot.waitUntil(lambda: table.viewport().width() == table.horizontalHeader().length())
        qtbot.waitUntil(lambda: table.horizontalScrollBar().maximum() == 0)
        assert table.isColumnHidden(3) is left_out


def test_a_screen_reader_hears_the_map_as_a_sentence(panel: PlacesPanel) -> None:
    panel.show_places(PLACES, "ID", CLOCK)
    assert the_map(panel).accessibleDescription() == (
        "Fails from: Indonesia and Singapore. Fails in part from: Malaysia. Works from: Netherlands."
    )


def test_nothing_is_shown_where_nobody_was_asked(panel: PlacesPanel) -> None:
    panel.show_places(PLACES, "ID", CLOCK)
    panel.show_places((), "ID", CLOCK)
    assert panel.isHidden()


def test_each_finding_looks_different_without_colour(panel: PlacesPanel) -> None:
    pictures = set()
    for failed in (0, 1, 2):
        panel.show_places((Place("AU", failed, 2, START),), "ID", CLOCK)
        drawn = the_map(panel)
        drawn.resize(drawn.sizeHint())
        image = drawn.grab().toImage().convertToFormat(QImage.Format.Format_Mono)
        pictures.add(bytes(image.constBits()))
    assert len(pictures) == 3


def test_a_country_too_small_to_be_seen_is_a_spot_that_can_be_pointed_at(panel: PlacesPanel) -> None:
    panel.show_places(PLACES, "ID", CLOCK)
    drawn = the_map(panel)
    drawn.resize(drawn.sizeHint())
    scale = drawn.width() / world().width
    at = QPointF(*world().countries["SG"].at) * scale
    place = drawn.place_at(at)
    assert place is not None
    assert place.country == "SG"
    assert drawn.place_at(QPointF(1, 1)) is None
    australia = QPointF(*world().countries["AU"].at) * scale
    assert drawn.place_at(australia) is None


def test_the_country_under_the_mouse_is_named(panel: PlacesPanel, qtbot: QtBot) -> None:
    panel.show_places((Place("AU", 1, 2, START),), "ID", CLOCK)
    panel.show()
    drawn = the_map(panel)
    at = (QPointF(*world().countries["AU"].at) * (drawn.width() / world().width)).toPoint()
    QApplication.sendEvent(drawn, QHelpEvent(QHelpEvent.Type.ToolTip, at, drawn.mapToGlobal(QPoint(at))))
    qtbot.waitUntil(lambda: QToolTip.text() == "Australia: fails in part, 1 of 2 tests failed")


def test_other_machines_stand_in_the_table_by_the_users_own_name(panel: PlacesPanel) -> None:
    panel.show_places((*PLACES, Place("ID", 0, 1, START, name="office")), "ID", CLOCK)
    assert [row[:2] for row in rows(panel)][-2:] == [["“office” (Indonesia)", "works"], ["Netherlands", "works"]]
    assert len(rows(panel)) == len(PLACES) + 1
    on_map = the_map(panel)._places
    assert not any(each.name for each in on_map)
