"""The page of all services: problems first, each in words for everybody, its days when they have been read."""

from datetime import UTC, date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from notifier.core.model import Scope, State
from notifier.core.past.story import Day
from notifier.ui import i18n
from notifier.ui.history.overview import Overview, bars_width, days_in, share_width
from notifier.ui.history.overview_model import OverviewRole
from notifier.ui.note import Note
from notifier.ui.scale import APART, NEAR
from notifier.words.times import Clock, percent
from tests.ui.samples import NAMES, NOW, snapshot, status

pytestmark = [
    pytest.mark.usefixtures("english"),
    pytest.mark.qt_log_ignore("This plugin does not support"),  # said by the test platform alone
]
CLOCK = Clock(NOW, UTC)
TODAY = date(2026, 3, 2)
DAYS = [Day(TODAY - timedelta(days=1), ok=1.0), Day(TODAY, ok=0.9, outage=0.1)]


@pytest.fixture
def page(qtbot: QtBot) -> Overview:
    made = Overview()
    qtbot.addWidget(made)
    made.resize(800, 400)
    made.show()
    return made


def told(page: Overview, row: int, role: int = Qt.ItemDataRole.AccessibleTextRole) -> object:
    return page.model.index(row).data(role)


def test_problems_come_first(page: Overview) -> None:
    page.show_snapshot(snapshot(status("signal"), status("whatsapp", State.OUTAGE)), CLOCK)
    assert told(page, 0) == "WhatsApp: unreachable from here since 14:02."
    assert told(page, 1) == "Signal: works."


def test_days_come_later_and_are_asked_for_once(page: Overview) -> None:
    assert page.show_snapshot(snapshot(status("signal")), CLOCK)
    assert not page.show_snapshot(snapshot(status("signal")), CLOCK)
    empty = page.list.viewport().grab().toImage()
    page.show_days("signal", DAYS)
    assert told(page, 0) == "Signal: works. Up 95.0 % of the time in the last 90 days, as far as it was watched."
    assert page.list.viewport().grab().toImage() != empty
    assert page.show_snapshot(snapshot(status("signal"), status("telegram")), CLOCK)
    assert told(page, 0, OverviewRole.DAYS) == DAYS


def test_of_less_than_a_day_no_share_is_said(page: Overview) -> None:
    page.show_snapshot(snapshot(status("signal")), CLOCK)
    page.show_days("signal", DAYS[:1])
    assert told(page, 0) == "Signal: works."
    page.show_days("gone", DAYS)


def test_where_ninety_days_are_too_narrow_the_last_month_is_shown(page: Overview) -> None:
    page.show_snapshot(snapshot(status("signal")), CLOCK)
    pictures = {}
    for wide in (500, 1400):
        page.resize(wide, 400)
        for down in (0, 10, 80):
            shares = (0.5 if place == down else 0.0 for place in range(90))
            page.show_days("signal", [Day(TODAY, ok=1 - share, outage=share) for share in shares])
            pictures[wide, down] = page.list.viewport().grab().toImage()
    assert pictures[500, 0] == pictures[500, 10] != pictures[500, 80], "not among the last thirty days"
    assert pictures[1400, 0] != pictures[1400, 10]


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("width", [500, 760, 1400])
def test_the_bars_leave_room_for_the_state(page: Overview, width: int, language: str) -> None:
    i18n.install(language)
    page.show_snapshot(snapshot(status("signal", State.OUTAGE)), CLOCK)
    state = str(told(page, 0, Qt.ItemDataRole.DisplayRole)).partition("\n")[2]
    i18n.install("en")
    letters, mark = page.fontMetrics(), 2 * page.fontMetrics().height() + 4 * NEAR
    bars = bars_width(width - mark, letters.averageCharWidth())
    assert bars > 0 or width < 600
    assert width - mark - bars - 9 * letters.averageCharWidth() - APART >= letters.horizontalAdvance(state)


@pytest.mark.parametrize("language", ["en", "id"])
def test_in_the_usual_window_whom_it_concerns_is_not_cut_short_and_ninety_days_have_room(
    page: Overview, language: str
) -> None:
    i18n.install(language)
    letters = page.fontMetrics()
    bars = bars_width(116 * letters.averageCharWidth(), letters.averageCharWidth())  # of 146, without list and marks
    room = 116 * letters.averageCharWidth() - bars - 9 * letters.averageCharWidth() - APART
    for state in (State.OUTAGE, State.POSSIBLE):
        page.show_snapshot(snapshot(status("signal", state, Scope.EVERYONE)), CLOCK)
        words = str(told(page, 0, Qt.ItemDataRole.DisplayRole)).partition("\n")[2]
        assert letters.horizontalAdvance(words) <= room, words
    i18n.install("en")
    assert days_in(bars) == 90


def test_the_days_are_named_also_where_they_come_with_more_room(page: Overview) -> None:
    page.show_snapshot(snapshot(*map(status, NAMES)), CLOCK)
    page.resize(300, 200)
    (caption,) = page.findChildren(Note)
    assert not caption.isVisible()
    page.resize(800, 200)
    QApplication.processEvents()
    assert caption.isVisible()
    assert caption.height() >= caption.sizeHint().height()


def test_which_days_are_shown_is_said(page: Overview) -> None:
    page.show_snapshot(snapshot(status("signal")), CLOCK)
    page.show_days("signal", [Day(TODAY, ok=1 - day // 60, outage=day // 60) for day in range(90)])
    seen, heard, shares = [], [], []
    for wide in (200, 500, 1400):
        page.resize(wide, 400)
        seen.append([each.text() for each in page.findChildren(Note) if each.isVisible()])
        heard.append(page.list.accessibleName())
        shares.append(str(told(page, 0)).removeprefix("Signal: works. ").partition(", as")[0])
    assert seen == [[], ["Last 30 days"], ["Last 90 days"]]
    services = "All services, with their last {} days"
    assert heard == ["All services", services.format(30), services.format(90)]
    share = "Up {} of the time in the last {} days"
    assert shares == [share.format("66.7 %", 90), share.format("0 %", 30), share.format("66.7 %", 90)]


def test_it_is_no_higher_than_its_rows(page: Overview) -> None:
    names = ("signal", "gopay", "tiktok", "youtube", "telegram")
    for count in (3, 5):
        page.show_snapshot(snapshot(*(status(each) for each in names[:count])), CLOCK)
        page.resize(800, 2000)
        left = page.list.viewport().height() - count * page.list.sizeHintForRow(0)
        assert 0 <= left < NEAR


def test_a_narrow_page_leaves_the_bars_out(page: Overview) -> None:
    page.show_snapshot(snapshot(status("signal")), CLOCK)
    page.resize(200, 400)
    before = page.list.viewport().grab().toImage()
    page.show_days("signal", DAYS)
    assert page.list.viewport().grab().toImage() == before


def test_a_service_is_opened_by_mouse_and_by_key(page: Overview, qtbot: QtBot) -> None:
    page.show_snapshot(snapshot(status("signal"), status("whatsapp", State.OUTAGE)), CLOCK)
    opened: list[str] = []
    page.opened.connect(opened.append)
    place = page.list.visualRect(page.model.index(1)).center()
    QTest.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    page.list.setCurrentIndex(page.model.index(0))
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    assert opened == ["signal", "whatsapp"]


@pytest.mark.parametrize("size", [7.0, 9.0, 10.0, 13.5, 18.0])
def test_the_share_of_the_time_has_room(qapp: QApplication, size: float) -> None:
    font = qapp.font()
    font.setPointSizeF(size)
    letters = QFontMetrics(font)
    assert letters.horizontalAdvance(percent(0.9994)) <= share_width(letters.averageCharWidth())
