"""The window as a way into the past: search, calendar, notes, sharing, export; on a real history."""

import csv
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QAction, QColor, QGuiApplication, QImage, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLabel,
    QMessageBox,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QToolButton,
    QToolTip,
)
from pytestqt.qtbot import QtBot

from notifier.core.model import State
from notifier.core.past.search import CalendarDay, Note
from notifier.core.past.story import Course
from notifier.core.ports import Batch
from notifier.store.notes import drop_note, keep_note
from notifier.store.reader import HistoryReader
from notifier.store.writer import HistoryWriter
from notifier.ui import i18n, theme
from notifier.ui.history.calendar_panel import CalendarPanel
from notifier.ui.history.chart_table import ChartTable
from notifier.ui.history.note_dialog import NoteDialog
from notifier.ui.history.overview_model import OverviewRole
from notifier.ui.history.picture import WIDTH, Told, around, incident_picture
from notifier.ui.history.window import HistoryWindow
from notifier.ui.table import Table
from notifier.words.sharing import Shared
from notifier.words.times import Clock
from tests.ui import samples
from tests.ui.samples import NOW, START, incident, snapshot, write_history

pytestmark = [
    pytest.mark.usefixtures("english"),
    pytest.mark.qt_log_ignore("This plugin does not support"),  # said by the test platform alone
]

DAY = timedelta(days=1)
OPEN, LONG, SHORT = incident(minutes=None), incident("tiktok", START - DAY, 90), incident("signal", START - 2 * DAY, 3)


class Now:
    """A clock that is moved by hand."""

    time = NOW

    def __call__(self) -> datetime:
        return self.time


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write_history(tmp_path / "history.db", OPEN, LONG, SHORT)


@pytest.fixture
def now() -> Now:
    return Now()


@pytest.fixture
def window(qtbot: QtBot, path: Path, now: Now) -> Iterator[HistoryWindow]:
    made = HistoryWindow(lambda: HistoryReader(path), samples.service_of, clock=now, zone=UTC)
    qtbot.addWidget(made)
    made.show_snapshot(snapshot())
    made.show()
    qtbot.waitUntil(lambda: made.incidents.rowCount() == 3)
    yield made
    made.shut_down()


def ids(window: HistoryWindow) -> list[str]:
    rows = range(window.incidents.rowCount())
    return [each.id for row in rows if (each := window.incidents.incident(row)) is not None]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("tiktok", [LONG.id]),
        ("longer than 30 min", [LONG.id]),
        ("signal messages", [SHORT.id]),
        ("have trouble", [OPEN.id, LONG.id, SHORT.id]),
        ("zzz", []),
    ],
)
def test_outages_are_searched(window: HistoryWindow, qtbot: QtBot, words: str, found: list[str]) -> None:
    window.incidents_panel.filters.words.setText(words)
    qtbot.waitUntil(lambda: ids(window) == found and not window.incidents.canFetchMore(window.incidents.index(-1, -1)))
    if not found:
        qtbot.waitUntil(lambda: window.incidents_panel.empty_words == "Nothing like this was found.")
        button = next(each for each in window.findChildren(QPushButton) if each.text() == "Show &all of them")
        button.click()
        qtbot.waitUntil(lambda: len(ids(window)) == 3)
        assert window.incidents_panel.filters.words.text() == ""


def test_escape_ends_the_search_before_it_closes_the_window(window: HistoryWindow, qtbot: QtBot) -> None:
    window.incidents_panel.filters.words.setText("tiktok")
    qtbot.waitUntil(lambda: ids(window) == [LONG.id])
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert window.isVisible()
    qtbot.waitUntil(lambda: len(ids(window)) == 3)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()


def test_an_incident_is_opened_whatever_is_searched_for(window: HistoryWindow, qtbot: QtBot) -> None:
    window.incidents_panel.filters.words.setText("tiktok")
    qtbot.waitUntil(lambda: ids(window) == [LONG.id])
    window.open_incident(SHORT.id)
    qtbot.waitUntil(lambda: window.story.incident is not None and window.story.incident.id == SHORT.id)
    assert window.incidents_panel.filters.words.text() == ""


def test_a_day_of_the_calendar_shows_its_incidents(window: HistoryWindow, qtbot: QtBot) -> None:
    window.incidents_panel.filters.calendar.click()
    calendar = window.incidents_panel.calendar
    assert calendar.isVisible()

    def told(day: int) -> str:
        row, column = divmod(calendar.days.index(date(2026, 3, day)), 7)
        return str(calendar.table.model().index(row, column).data(Qt.ItemDataRole.AccessibleTextRole))

    qtbot.waitUntil(lambda: told(1) == "1 Mar: outage, 1 incident")
    assert told(2) == "2 Mar: outage, 1 incident"
    assert told(3) == "None", "tomorrow cannot be chosen"
    row, column = divmod(calendar.days.index(date(2026, 3, 1)), 7)
    calendar.table.setCurrentCell(row, column)
    QTest.keyClick(calendar.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: ids(window) == [LONG.id])
    assert window.incidents_panel.filters.period.currentText() == "1 Mar"
    window.incidents_panel.filters.period.setCurrentIndex(0)
    qtbot.waitUntil(lambda: ids(window) == [OPEN.id, LONG.id])


def test_choosing_a_day_leaves_the_calendar_as_it_is(window: HistoryWindow, qtbot: QtBot) -> None:
    window.incidents_panel.filters.calendar.click()
    calendar = window.incidents_panel.calendar
    row, column = divmod(calendar.days.index(date(2026, 3, 1)), 7)

    def of_the_day() -> QTableWidgetItem:
        return cell(calendar.table, row, column)

    qtbot.waitUntil(lambda: of_the_day().toolTip() == "1 Mar: outage, 1 incident")
    asked: list[object] = []
    before = of_the_day()
    calendar.days_wanted.connect(asked.append)
    calendar.table.cellClicked.emit(row, column)
    qtbot.waitUntil(lambda: ids(window) == [LONG.id])
    assert asked == [], "its days are the same whatever is looked for"
    window.listing.reload()
    qtbot.waitUntil(lambda: len(asked) == 1 and ids(window) == [LONG.id])
    assert of_the_day() is before, "and what is known of a day is written once"


def test_a_bar_leads_to_its_day(window: HistoryWindow, qtbot: QtBot) -> None:
    window.open_service("tiktok")
    qtbot.waitUntil(lambda: ids(window) == [LONG.id])
    window.service_panel.day_chosen.emit(date(2026, 3, 2))
    qtbot.waitUntil(lambda: window.incidents_panel.empty_words == "No outage in this time.")


def test_the_calendar_turns_back_and_never_into_the_future(qtbot: QtBot) -> None:
    panel = CalendarPanel()
    qtbot.addWidget(panel)
    wanted: list[list[date]] = []
    panel.days_wanted.connect(wanted.append)
    panel.open(Clock(NOW, UTC))
    before, after = panel.findChildren(QToolButton)[:2]
    assert not after.isEnabled()
    QTest.mouseClick(before, Qt.MouseButton.LeftButton)
    assert wanted[-1][0] == date(2026, 1, 26)
    assert after.isEnabled()
    panel.show_days([CalendarDay(date(2026, 2, 3), State.OUTAGE, 2), CalendarDay(date(2026, 2, 4), State.OK)])
    told = [cell(panel.table, 1, column) for column in (1, 2, 3)]
    assert [each.toolTip() for each in told] == ["3 Feb: outage, 2 incidents", "4 Feb: works", "5 Feb: not known"]
    assert [each.icon().isNull() for each in told] == [False, False, True]
    assert told[0].font().bold()


def test_weeks_begin_as_the_locale_has_it(qtbot: QtBot) -> None:
    QLocale.setDefault(QLocale("en_US"))
    panel = CalendarPanel()
    qtbot.addWidget(panel)
    panel.open(Clock(NOW, UTC))
    assert panel.table.model().headerData(0, Qt.Orientation.Horizontal) == "Su"
    assert panel.days[0] == date(2026, 3, 1)


def cell(table: QTableWidget, row: int, column: int) -> QTableWidgetItem:
    found = table.item(row, column)
    assert found is not None
    return found


def test_what_begins_meanwhile_is_shown_only_where_it_is_looked_for(
    window: HistoryWindow, path: Path, qtbot: QtBot
) -> None:
    window.incidents_panel.filters.words.setText("tiktok")
    qtbot.waitUntil(lambda: ids(window) == [LONG.id])
    fresh = [incident(name, NOW - timedelta(minutes=1), None) for name in ("gopay", "tiktok")]
    with HistoryWriter.open(path, notify=lambda notice: None, now=lambda: NOW) as writer:
        writer.commit(Batch(incidents=tuple(fresh)))
    for each in fresh:
        window.put_incident(each)
    qtbot.waitUntil(lambda: ids(window) == [fresh[1].id, LONG.id])


def dialog(window: HistoryWindow) -> NoteDialog:
    (found,) = [each for each in window.findChildren(NoteDialog) if each.isVisible()]
    return found


def press(window: HistoryWindow, words: str) -> None:
    next(each for each in window.story.findChildren(QPushButton) if each.text() == words).click()


def test_an_outage_is_noted_and_the_note_stays(window: HistoryWindow, path: Path, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.story.incident is not None)
    press(window, "&Note…")
    dialog(window).text.setPlainText("restarted the router")
    dialog(window).keeps.click()
    qtbot.waitUntil(lambda: window.story.note is not None)
    kept = HistoryReader(path).note(OPEN.id)
    assert kept is not None
    assert (kept.text, kept.time) == ("restarted the router", NOW)
    assert "seen: restarted the router" in str(window.incidents.index(0, 4).data())
    assert window.story.as_text().endswith("Your note (14:31): restarted the router\n")
    window.listing.reload()
    qtbot.waitUntil(lambda: "seen: restarted" in str(window.incidents.index(0, 4).data()))
    press(window, "Edit &note…")
    assert dialog(window).text.toPlainText() == "restarted the router"
    dialog(window).drops.click()
    qtbot.waitUntil(lambda: window.story.note is None)
    assert HistoryReader(path).note(OPEN.id) is None


def test_a_note_from_the_command_line_is_seen_while_the_window_is_open(
    window: HistoryWindow, path: Path, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: window.story.incident is not None)
    keep_note(path, Note(OPEN.id, NOW, "called them"))
    window.show_snapshot(snapshot())
    qtbot.waitUntil(lambda: window.story.note is not None)
    assert "seen: called them" in str(window.incidents.index(0, 4).data())
    drop_note(path, OPEN.id)
    window.show_snapshot(snapshot())
    qtbot.waitUntil(lambda: window.story.note is None)
    assert "seen" not in str(window.incidents.index(0, 4).data())


def test_a_note_that_cannot_be_kept_is_said(window: HistoryWindow, path: Path, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.story.incident is not None)
    press(window, "&Note…")
    path.write_bytes(b"nothing of ours" * 1000)
    dialog(window).keeps.click()
    qtbot.waitUntil(lambda: any(each.isVisible() for each in window.findChildren(QMessageBox)))
    (box,) = window.findChildren(QMessageBox)
    assert box.text().startswith("The note could not be kept") or box.text().startswith("the note could not be kept")
    box.close()
    assert window.story.note is None


def share(window: HistoryWindow, words: str) -> None:
    next(each for each in window.story.findChildren(QAction) if each.text() == words).trigger()


def test_one_line_is_copied(window: HistoryWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: len(window.story.entries) > 0)
    share(window, "Copy as one &line")
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("WhatsApp has been down since 2 Mar 2026 14:02, for 29 min so far. Affects: everyone.")
    assert "https://status.whatsapp.example" in copied
    assert copied.count("\n") == 0
    assert QToolTip.text() == "Copied."
    QToolTip.hideText()


def test_a_picture_is_copied_and_saved(window: HistoryWindow, tmp_path: Path, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: len(window.story.entries) > 0)
    QGuiApplication.clipboard().clear()
    share(window, "Copy as &picture")
    qtbot.waitUntil(lambda: not QGuiApplication.clipboard().image().isNull())
    assert QGuiApplication.clipboard().image().width() == WIDTH
    share(window, "&Save picture…")
    choose_file(window, tmp_path / "card.png", qtbot)
    saved = tmp_path / "card.png"
    qtbot.waitUntil(saved.exists)
    assert QImage(str(saved)).convertToFormat(QImage.Format.Format_RGB32) == QGuiApplication.clipboard().image()


def choose_file(window: HistoryWindow, path: Path, qtbot: QtBot) -> None:
    def shown() -> list[QFileDialog]:
        return [each for each in window.findChildren(QFileDialog) if each.isVisible()]

    qtbot.waitUntil(lambda: bool(shown()))
    shown()[0].fileSelected.emit(str(path))
    shown()[0].close()


def test_what_is_searched_for_is_exported(window: HistoryWindow, tmp_path: Path, qtbot: QtBot) -> None:
    for suffix in (".csv", ".json"):
        window.header.menu.export_chosen.emit(suffix)
        choose_file(window, tmp_path / f"all{suffix}", qtbot)
        qtbot.waitUntil((tmp_path / f"all{suffix}").exists)
    told = json.loads((tmp_path / "all.json").read_text("utf-8"))
    assert [each["id"] for each in told] == [OPEN.id, LONG.id, SHORT.id]
    assert told[0]["name"] == "WhatsApp"
    window.incidents_panel.filters.words.setText("tiktok")
    qtbot.waitUntil(lambda: ids(window) == [LONG.id])
    window.header.menu.export_chosen.emit(".csv")
    choose_file(window, tmp_path / "some.csv", qtbot)
    qtbot.waitUntil((tmp_path / "some.csv").exists)
    with (tmp_path / "some.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [each["id"] for each in csv.DictReader(file)] == [LONG.id]


def test_a_file_that_cannot_be_written_is_said(window: HistoryWindow, tmp_path: Path, qtbot: QtBot) -> None:
    window.header.menu.export_chosen.emit(".csv")
    choose_file(window, tmp_path / "no" / "all.csv", qtbot)
    qtbot.waitUntil(lambda: any(each.isVisible() for each in window.findChildren(QMessageBox)))
    assert "cannot be written" in window.findChildren(QMessageBox)[0].text()


def test_the_table_behind_the_charts_says_every_day(window: HistoryWindow, qtbot: QtBot) -> None:
    window.open_service("tiktok")
    panel = window.service_panel

    def says(words: str) -> bool:
        return any(words in each.text() for each in panel.findChildren(QLabel))

    qtbot.waitUntil(lambda: says("1 outage, of 1 h 30 min, on 1 Mar.") and says("on average"))
    next(each for each in panel.findChildren(QToolButton) if each.text() == "As a &table").click()
    (shown,) = window.findChildren(ChartTable)
    days, answers = (each.model() for each in shown.findChildren(Table))
    assert (days.index(0, 0).data(), days.index(0, 1).data()) == ("2 Mar", "no problem")
    assert answers.rowCount() == 96
    assert any("on average" in answers.index(row, 1).data() for row in range(96))
    shown.close()


def test_midnight_brings_another_day_to_all_services(window: HistoryWindow, now: Now, qtbot: QtBot) -> None:
    def last() -> date | None:
        days = window.overview.model.index(0).data(OverviewRole.DAYS)
        return days[-1].day if days else None

    qtbot.waitUntil(lambda: last() == NOW.date())
    now.time = NOW + timedelta(hours=10)
    window.show_snapshot(msgspec.structs.replace(snapshot(), time=now.time))
    qtbot.waitUntil(lambda: last() == NOW.date() + DAY)


def test_a_wide_window_puts_the_story_beside_the_table(window: HistoryWindow, qtbot: QtBot) -> None:
    window.resize(1920, 1080)
    qtbot.waitUntil(lambda: window.story.mapTo(window, window.story.pos() * 0).x() > 1000)
    window.resize(900, 700)
    qtbot.waitUntil(lambda: window.story.mapTo(window, window.story.pos() * 0).x() < 500)


def test_the_window_fits_a_small_screen(window: HistoryWindow, qtbot: QtBot) -> None:
    window.open_service("whatsapp")
    line = window.fontMetrics().height()
    window.resize(800, 500)
    QApplication.processEvents()
    assert window.minimumSizeHint().height() <= 40 * line
    window.incidents_panel.filters.calendar.click()
    qtbot.waitUntil(lambda: not window.service_panel.isVisible())
    assert window.height() <= 40 * line
    window.incidents_panel.filters.calendar.click()
    assert window.service_panel.isVisible()


SHARED = Shared(
    "Signal was down.", "3 of 3 tries failed.", "", "“<b>We</b> look into it.”", "Sources: x.", "(Outage …)"
)


@pytest.mark.parametrize("colours", [Qt.ColorScheme.Light, Qt.ColorScheme.Dark])
def test_the_picture_follows_the_palette_and_its_words(qapp: QApplication, colours: Qt.ColorScheme) -> None:
    palette = theme.own_palette(colours)
    told = Told(SHORT, "Signal", SHARED, Course(), Clock(NOW, UTC))
    picture = incident_picture(told, palette)
    ground = palette.color(QPalette.ColorRole.Base)
    assert QColor(picture.pixel(3, 3)) == ground
    assert picture.width() == WIDTH
    longer = msgspec.structs.replace(SHARED, here="word " * 200)
    higher = incident_picture(msgspec.structs.replace(told, words=longer), palette)
    assert picture.height() < higher.height() < 1200
    edges = {higher.pixel(x, y) for x in (0, WIDTH - 1) for y in range(higher.height())}
    assert edges == {ground.rgb()}, "nothing reaches the edge"


def test_the_pictures_line_is_of_the_incident_and_a_bit_around_it() -> None:
    assert around(SHORT, NOW) == (SHORT.since - timedelta(minutes=5), SHORT.since + timedelta(minutes=8))
    assert around(OPEN, NOW) == (START - timedelta(minutes=29) / 4, NOW)


@pytest.mark.usefixtures("indonesian")
def test_all_of_it_in_indonesian(window: HistoryWindow, qtbot: QtBot) -> None:
    i18n.install("id")
    qtbot.waitUntil(lambda: window.incidents_panel.filters.calendar.text() == "Ka&lender")
    window.incidents_panel.filters.words.setText("lebih dari 30 menit")
    qtbot.waitUntil(lambda: ids(window) == [LONG.id])
