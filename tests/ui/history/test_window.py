"""The history window over a real history: what it shows, where it leads, how it is used without a mouse."""

from collections.abc import Callable, Iterator
from datetime import UTC, timedelta
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QEvent, QSettings, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QSplitter,
    QTextEdit,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from notifier.core.model import LineState, LineStatus, Scope, Snapshot, Stage, State, Statement
from notifier.core.past.story import Day, StoryVerdict
from notifier.core.ports import Batch, Said
from notifier.store.reader import HistoryReader
from notifier.store.writer import HistoryWriter
from notifier.ui import i18n
from notifier.ui.history.card import Ground
from notifier.ui.history.incidents_model import Column
from notifier.ui.history.overview_model import OverviewRole
from notifier.ui.history.panes import LEAST, Rows
from notifier.ui.history.period import Period
from notifier.ui.history.story_view import StoryView
from notifier.ui.history.timeline import Timeline
from notifier.ui.history.uptime_bars import UptimeBars
from notifier.ui.history.window import HistoryWindow
from notifier.words.names import Names
from notifier.words.times import Clock
from tests.ui import samples
from tests.ui.samples import NOW, REASONS, START, incident, outage_batch, snapshot, status, write_history

pytestmark = [
    pytest.mark.usefixtures("english"),
    pytest.mark.qt_log_ignore("This plugin does not support"),  # said by the test platform alone
]

DAY = timedelta(days=1)
OPEN = incident(minutes=None)
Make = Callable[..., HistoryWindow]


@pytest.fixture
def make(qtbot: QtBot, tmp_path: Path) -> Iterator[Make]:
    made: list[HistoryWindow] = []

    def window(
        history: Path | None = None,
        shown: Snapshot | None = None,
        places: QSettings | None = None,
        *,
        lacks_tray: bool = False,
    ) -> HistoryWindow:
        path = history or tmp_path / "none.db"
        result = HistoryWindow(
            lambda: HistoryReader(path),
            samples.service_of,
            places=places,
            clock=lambda: NOW,
            zone=UTC,
            lacks_tray=lambda: lacks_tray,
        )
        qtbot.addWidget(result)
        result.show_snapshot(shown or snapshot())
        made.append(result)
        return result

    yield window
    for each in made:
        each.shut_down()


@pytest.fixture
def history(tmp_path: Path) -> Path:
    past = [incident(name, START - DAY * day, 10) for day, name in enumerate(("tiktok", "whatsapp", "signal"), 1)]
    return write_history(tmp_path / "history.db", OPEN, *past)


def wait_for_rows(qtbot: QtBot, window: HistoryWindow, count: int) -> None:
    qtbot.waitUntil(lambda: window.incidents.rowCount() == count)


def story_text(window: HistoryWindow) -> str:
    shown = window.story.findChild(QTextEdit)
    assert shown is not None
    return shown.toPlainText()


def unfold(window: HistoryWindow) -> None:
    """Show what was read, too."""
    button = window.story.findChild(QToolButton)
    assert button is not None
    button.setChecked(True)


def test_everything_is_there(make: Make, history: Path, qtbot: QtBot) -> None:
    window = make(history)
    window.show()
    wait_for_rows(qtbot, window, 4)
    assert window.header.words == "WhatsApp is down for everyone, failing since 14:02. 6 others fine. Checked 14:31."
    qtbot.waitUntil(lambda: "14:02  Down for everyone\n" in story_text(window), timeout=3000)
    told = story_text(window)
    assert "“Messages” failed: no answer within 10 s." not in told, "what was read is folded away"
    assert "3 of 3 tries to reach “Messages” failed (no answer within 10 s)." in told
    assert "You were notified: “WhatsApp is down for everyone”" in told
    assert "The company is investigating: “We know that some people have trouble.”" in told
    unfold(window)
    qtbot.waitUntil(lambda: "“Messages” failed: no answer within 10 s." in story_text(window))
    assert story_text(window).index("You were notified") < story_text(window).index("What was read")


def test_the_newest_is_told_where_it_is_written_from_the_right(make: Make, history: Path, qtbot: QtBot) -> None:
    window = make(history)
    window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    window.show()
    wait_for_rows(qtbot, window, 4)
    qtbot.waitUntil(lambda: "Down for everyone" in story_text(window), timeout=3000)
    assert [each.row() for each in window.incidents_panel.table.selectionModel().selectedRows()] == [0]


def test_where_nothing_is_chosen_no_empty_ground_is_shown(make: Make, history: Path, qtbot: QtBot) -> None:
    window = make(history)
    window.show()
    wait_for_rows(qtbot, window, 4)
    grounds = window.story.findChildren(Ground)
    qtbot.waitUntil(lambda: any(each.isVisible() for each in grounds))
    window.story.clear()
    assert not any(each.isVisible() for each in grounds)


def test_an_incident_is_opened_whatever_was_chosen_before(make: Make, history: Path, qtbot: QtBot) -> None:
    window = make(history)
    window.open_service("tiktok")
    wait_for_rows(qtbot, window, 1)
    old = incident("whatsapp", START - 2 * DAY, 10)
    window.open_incident(old.id)
    qtbot.waitUntil(lambda: window.story.incident is not None and window.story.incident.id == old.id)
    assert window.isVisible()
    assert window.services_panel.service == "whatsapp"
    wait_for_rows(qtbot, window, 2)
    qtbot.waitUntil(lambda: "You were notified" in story_text(window))
    chosen = window.incidents.incident(window.incidents_panel.table.currentIndex().row())
    assert chosen is not None
    assert chosen.id == old.id


def test_opened_again_it_shows_what_goes_on_by_now(make: Make, history: Path, qtbot: QtBot) -> None:
    old = incident("signal", START - 3 * DAY, 10)
    window = make(history)
    window.open_incident(old.id)
    qtbot.waitUntil(lambda: window.story.told == old.id and window.incidents.rowCount() == 1)
    window.incidents_panel.filters.words.setText("signal")
    window.close()
    window.show()
    qtbot.waitUntil(lambda: window.story.told == OPEN.id)
    assert (window.services_panel.service, window.incidents_panel.filters.is_narrow) == ("", False)
    window.open_service("whatsapp")
    qtbot.waitUntil(lambda: window.story.told == OPEN.id and window.incidents.rowCount() == 2)
    window.close()
    window.show()
    assert window.services_panel.service == "whatsapp", "it goes on"
    newer = incident("gopay", NOW - timedelta(minutes=1), None)
    window.close()
    failing = msgspec.structs.replace(status("gopay", State.OUTAGE, since=newer.since), incident=newer.id)
    window.show_snapshot(snapshot(status("whatsapp", State.OUTAGE), failing))
    with HistoryWriter.open(history, notify=lambda notice: None, now=lambda: NOW) as writer:
        writer.commit(Batch(incidents=(newer,)))
    window.show()
    qtbot.waitUntil(lambda: window.story.told == newer.id)


def test_a_story_that_was_read_too_late_is_not_told_in_the_place_of_another(
    make: Make, history: Path, qtbot: QtBot
) -> None:
    window = make(history)
    wait_for_rows(qtbot, window, 4)
    window.incidents_panel.select(incident("signal", START - 3 * DAY, 10).id)
    window.services_panel.choose("gopay")  # which had no outage
    qtbot.waitUntil(lambda: window.incidents_panel.empty_words != "")
    assert window.story.told == ""


def test_opened_again_where_nothing_goes_on_it_is_as_it_was_left(make: Make, history: Path, qtbot: QtBot) -> None:
    old = incident("signal", START - 3 * DAY, 10)
    window = make(history, snapshot(status("whatsapp"), status("signal")))
    window.open_incident(old.id)
    qtbot.waitUntil(lambda: (window.story.told, window.services_panel.service) == (old.id, "signal"))
    window.close()
    window.show()
    assert (window.story.told, window.services_panel.service) == (old.id, "signal")


def test_an_incident_far_down_is_opened_too(make: Make, tmp_path: Path, qtbot: QtBot) -> None:
    many = [incident("signal", START - DAY * day, 10) for day in range(1, 151)]
    window = make(write_history(tmp_path / "history.db", *many))
    window.open_incident(many[-1].id)
    qtbot.waitUntil(lambda: window.story.incident is not None and window.story.incident.id == many[-1].id)


def test_an_incident_that_is_gone_opens_the_window_all_the_same(make: Make, history: Path, qtbot: QtBot) -> None:
    window = make(history)
    window.open_incident("gone-20200101T000000")
    wait_for_rows(qtbot, window, 4)
    assert window.isVisible()


def test_a_service_shows_what_we_see_beside_what_the_company_says(make: Make, history: Path, qtbot: QtBot) -> None:
    window = make(history)
    window.open_service("whatsapp")
    wait_for_rows(qtbot, window, 2)
    shown = [each.text() for each in window.service_panel.findChildren(QLabel) if each.isVisible()]
    assert "Down for everyone, failing since 14:02, 29 min so far" in shown
    tried = "3 of 3 tries to reach “Messages” failed (no answer within 10 s)."
    answers = "“Website” answers (3 of 3 tries)."
    assert f"{tried}\n{answers}\nYour connection is fine (3 of 3 test addresses answer)." in shown
    assert "The company reports no problem (14:20)." in shown
    assert "Meanwhile: Telegram and Signal work." in shown
    qtbot.waitUntil(lambda: any("Up " in each.text() for each in window.service_panel.findChildren(QLabel)))
    qtbot.waitUntil(lambda: any("on average" in each.text() for each in window.service_panel.findChildren(QLabel)))
    line = window.service_panel.findChild(Timeline)
    assert line is not None
    qtbot.waitUntil(lambda: line.moments != ())
    window.open_service("")
    assert not window.service_panel.isVisible()
    assert window.overview.isVisible()


def test_what_is_down_too_is_no_alternative(make: Make, history: Path) -> None:
    states = {"whatsapp": State.OUTAGE, "telegram": State.OUTAGE, "signal": State.SLOW}
    window = make(history, snapshot(*(status(name, state) for name, state in states.items())))
    window.open_service("whatsapp")
    shown = [each.text() for each in window.service_panel.findChildren(QLabel) if each.isVisible()]
    assert "Meanwhile: Signal works, but slower than usual." in shown


def test_the_time_narrows_the_table(make: Make, history: Path, qtbot: QtBot) -> None:
    window = make(history)
    wait_for_rows(qtbot, window, 4)
    choice = window.incidents_panel.findChild(QComboBox)
    assert choice is not None
    choice.setCurrentIndex(choice.findData(Period.DAY))
    wait_for_rows(qtbot, window, 1)
    window.open_service("gopay")
    qtbot.waitUntil(lambda: window.incidents_panel.empty_words == "No outage in this time.")


def test_nothing_happened_yet(make: Make, tmp_path: Path, qtbot: QtBot) -> None:
    window = make(write_history(tmp_path / "history.db"))
    qtbot.waitUntil(lambda: window.incidents_panel.empty_words.startswith("No outage so far. When there"))


def test_a_page_of_no_services_is_not_shown(make: Make, qtbot: QtBot) -> None:
    window = make(shown=Snapshot(NOW, LineStatus(LineState.ONLINE)))
    window.show()
    assert not window.overview.isVisible()
    window.show_snapshot(snapshot())
    assert window.overview.isVisible()


def test_nothing_is_watched_yet(make: Make, qtbot: QtBot) -> None:
    window = make(shown=Snapshot(NOW, LineStatus(LineState.ONLINE)))
    window.show()
    qtbot.waitUntil(lambda: window.incidents_panel.empty_words == "Nothing is watched yet. Pick the apps you use.")
    button = next(each for each in window.findChildren(QPushButton) if each.text() == "&Pick apps…")
    with qtbot.waitSignal(window.apps_wanted):
        button.click()


def test_a_history_that_cannot_be_read_is_said(make: Make, tmp_path: Path, qtbot: QtBot) -> None:
    broken = tmp_path / "history.db"
    broken.write_bytes(b"no database" * 1000)
    window = make(broken)
    qtbot.waitUntil(lambda: window.incidents_panel.empty_words.startswith("The history was damaged."))


def test_news_arrive_while_the_window_is_open(make: Make, history: Path, qtbot: QtBot) -> None:
    window = make(history)
    wait_for_rows(qtbot, window, 4)
    window.put_incident(incident("gopay", NOW - timedelta(minutes=1), None))
    assert window.incidents.rowCount() == 5
    window.put_incident(msgspec.structs.replace(OPEN, until=NOW))
    row = window.incidents.row_of(OPEN.id)
    assert window.incidents.index(row, 1).data() == "29 min"
    window.open_service("tiktok")
    wait_for_rows(qtbot, window, 1)
    window.put_incident(incident("signal", NOW, None))
    assert window.incidents.rowCount() == 1


def test_the_day_of_a_service_follows_its_incident_among_all_of_them(make: Make, tmp_path: Path, qtbot: QtBot) -> None:
    history = write_history(tmp_path / "history.db")
    window = make(history, snapshot(status("whatsapp")))

    def today() -> Day | None:
        days = window.overview.model.index(0).data(OverviewRole.DAYS)
        return days[-1] if days else None

    qtbot.waitUntil(lambda: today() is not None)
    before = today()
    with HistoryWriter.open(history, notify=lambda notice: None, now=lambda: NOW) as writer:
        writer.commit(outage_batch(OPEN))
    window.put_incident(OPEN)
    qtbot.waitUntil(lambda: today() != before)


def test_the_first_incident_of_a_service_shows_its_story(make: Make, tmp_path: Path, qtbot: QtBot) -> None:
    history = write_history(tmp_path / "history.db")
    window = make(history, snapshot(status("whatsapp"), status("signal")))
    window.open_service("whatsapp")
    qtbot.waitUntil(lambda: window.incidents_panel.empty_words != "")
    assert not window.story.isVisible()
    with HistoryWriter.open(history, notify=lambda notice: None, now=lambda: NOW) as writer:
        writer.commit(outage_batch(OPEN))
    window.show_snapshot(snapshot())
    window.put_incident(OPEN)
    assert window.story.isVisible()
    window.open_incident(OPEN.id)
    qtbot.waitUntil(lambda: "You were notified" in story_text(window))


def test_the_notification_is_clicked_before_the_window_hears_of_it(make: Make, tmp_path: Path, qtbot: QtBot) -> None:
    history = write_history(tmp_path / "history.db")
    window = make(history, snapshot(status("whatsapp"), status("signal")))
    window.open_service("whatsapp")
    qtbot.waitUntil(lambda: window.incidents_panel.empty_words != "")
    with HistoryWriter.open(history, notify=lambda notice: None, now=lambda: NOW) as writer:
        writer.commit(outage_batch(OPEN))
    window.open_incident(OPEN.id)
    qtbot.waitUntil(window.story.isVisible)
    qtbot.waitUntil(lambda: "You were notified" in story_text(window))


def test_a_story_that_goes_on_follows_what_is_known(make: Make, history: Path, qtbot: QtBot) -> None:
    window = make(history)
    qtbot.waitUntil(lambda: "3 of 3 tries to reach “Messages” failed" in story_text(window))
    told = status("whatsapp", State.OUTAGE, Scope.EVERYONE)
    more = (msgspec.structs.replace(REASONS[0], count=4, total=4), *REASONS[1:])
    later = msgspec.structs.replace(told, verdict=msgspec.structs.replace(told.verdict, reasons=more))
    window.show_snapshot(snapshot(later))
    qtbot.waitUntil(lambda: "4 of 4 tries to reach “Messages” failed" in story_text(window))


def test_the_line_is_said_first(make: Make) -> None:
    window = make(shown=snapshot(line=LineState.CAPTIVE_PORTAL))
    assert window.header.words.startswith("Your network wants you to sign in. I will stay quiet")


def test_the_story_is_copied_as_text(make: Make, history: Path, qtbot: QtBot) -> None:
    window = make(history)
    qtbot.waitUntil(lambda: "You were notified" in story_text(window))
    with qtbot.waitSignal(window.story.copied):
        next(each for each in window.story.findChildren(QAction) if each.text() == "&Copy as text").trigger()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith(
        "WhatsApp is down for everyone, failing since 14:02. So far that is 29 min.\n\n"
        "- 3 of 3 tries to reach “Messages” failed (no answer within 10 s).\n"
    )
    assert "- Your connection is fine (3 of 3 test addresses answer).\n" in copied
    assert "The company is investigating: “We know that some people have trouble.” (14:22)\n" in copied
    assert copied.count("We know that some people have trouble.") == 1
    assert story_text(window).count("We know that some people have trouble.") == 1
    assert copied.index("Meanwhile: Telegram and Signal work.\n") < copied.index("14:02  “Messages” failed")


def test_a_row_is_copied_by_its_key(make: Make, history: Path, qtbot: QtBot) -> None:
    window = make(history)
    window.show()
    wait_for_rows(qtbot, window, 4)
    qtbot.waitUntil(lambda: window.incidents_panel.table.currentIndex().isValid())
    window.incidents_panel.table.setFocus()
    window.incidents_panel.table.actions()[0].trigger()
    assert QGuiApplication.clipboard().text().startswith("14:02\t29 min so far\tWhatsApp")


def test_words_from_outside_are_never_markup(make: Make, tmp_path: Path, qtbot: QtBot) -> None:
    said = Statement(START + timedelta(minutes=5), Stage.UNKNOWN, "<b>bold</b> <img src='http://x/y'>\n{0} %n")
    batch = Batch(said=(Said(OPEN.id, "whatsapp", "k2", "t", said),))
    window = make(write_history(tmp_path / "history.db", OPEN, batches=[(START + timedelta(minutes=6), batch)]))
    qtbot.waitUntil(lambda: "<b>bold</b> <img src='http://x/y'> {0} %n" in story_text(window))
    labels = [each for each in window.findChildren(QLabel) if each.wordWrap()]
    assert labels
    assert {each.textFormat() for each in labels} == {Qt.TextFormat.PlainText}


def test_a_long_story_comes_in_portions(make: Make, tmp_path: Path, qtbot: QtBot) -> None:
    said = tuple(
        Said(OPEN.id, "whatsapp", "k2", "t", Statement(START + timedelta(seconds=n), Stage.UNKNOWN, f"number {n}"))
        for n in range(300)
    )
    window = make(write_history(tmp_path / "history.db", OPEN, batches=[(NOW, Batch(said=said))]))
    qtbot.waitUntil(lambda: "number 0”" in story_text(window))
    qtbot.waitUntil(lambda: "number 299”" in story_text(window))


def test_the_keyboard_is_enough(make: Make, history: Path, qtbot: QtBot) -> None:
    window = make(history)
    window.show()
    panel = window.services_panel
    qtbot.waitUntil(panel.list.hasFocus)
    QTest.keyClick(panel.list, Qt.Key.Key_Down)
    assert panel.service == "whatsapp"
    QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert panel.filter.hasFocus()
    QTest.keyClicks(panel.filter, "tiktok")
    assert panel.service == "tiktok"
    QTest.keyClick(panel.filter, Qt.Key.Key_Escape)
    assert panel.filter.text() == ""
    assert window.isVisible()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()


def test_every_control_has_a_name(make: Make, history: Path) -> None:
    window = make(history)
    window.open_service("whatsapp")
    controls = [
        each
        for each in window.findChildren(QWidget)
        if each.focusPolicy() != Qt.FocusPolicy.NoFocus and not isinstance(each, QLabel) and each.isVisible()
    ]
    assert len(controls) >= 9
    nameless = [
        each
        for each in controls
        if not each.accessibleName()
        and not (isinstance(each, QAbstractButton) and each.text())
        and not each.objectName().startswith("qt_")
        and not isinstance(each.parent(), QComboBox | QLineEdit)
    ]
    assert nameless == []


def test_check_now_rests_during_the_users_own_round_only(make: Make, qtbot: QtBot) -> None:
    window = make()
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    (button,) = [each for each in window.header.findChildren(QPushButton) if each.text() == "Check &now"]
    asked = list[bool]()
    window.check_wanted.connect(lambda: asked.append(True))
    for shown, possible in (
        (snapshot(), True),
        (msgspec.structs.replace(snapshot(), checking=True), False),
        (snapshot(paused=True), False),
        (msgspec.structs.replace(snapshot(), services=()), False),
    ):
        asked.clear()
        window.show_snapshot(shown)
        assert button.isEnabled() is possible
        QTest.keyClick(window, Qt.Key.Key_F5)
        assert bool(asked) is possible


def test_check_now_and_settings(make: Make, qtbot: QtBot) -> None:
    window = make()
    buttons = {each.text(): each for each in window.header.findChildren(QPushButton)}
    with qtbot.waitSignal(window.check_wanted):
        buttons["Check &now"].click()
    with qtbot.waitSignal(window.settings_wanted):
        buttons["S&ettings…"].click()
    window.show_snapshot(snapshot(paused=True))
    assert not buttons["Check &now"].isEnabled()


def test_the_place_is_kept(make: Make, tmp_path: Path, qtbot: QtBot) -> None:
    places = QSettings(str(tmp_path / "windows.ini"), QSettings.Format.IniFormat)
    window = make(places=places)
    window.show()
    window.resize(777, 555)
    window.close()
    again = make(places=QSettings(str(tmp_path / "windows.ini"), QSettings.Format.IniFormat))
    assert (again.width(), again.height()) == (777, 555)


def test_another_language_at_once(make: Make, history: Path, qtbot: QtBot) -> None:
    window = make(history)
    qtbot.waitUntil(lambda: "You were notified" in story_text(window))
    i18n.install("id")
    qtbot.waitUntil(lambda: window.header.words.startswith("WhatsApp down untuk semua orang, bermasalah sejak"))
    qtbot.waitUntil(lambda: "Anda diberi tahu" in story_text(window))


def test_in_another_language_a_reader_is_where_he_was(make: Make, tmp_path: Path, qtbot: QtBot) -> None:
    past = [incident("telegram", START - DAY * day, 10) for day in range(1, 151)]
    window = make(write_history(tmp_path / "history.db", *past), snapshot(*(status(each) for each in samples.NAMES)))
    window.show()
    window.resize(1100, 420)
    window.open_service("telegram")
    window.incidents_panel.filters.period.setCurrentIndex(0)
    window.incidents_panel.filters.period.setCurrentIndex(len(Period) - 1)
    wait_for_rows(qtbot, window, 100)
    window.open_incident(past[140].id)
    qtbot.waitUntil(lambda: window.story.told == past[140].id)
    places = window.services_panel.list.verticalScrollBar()
    qtbot.waitUntil(lambda: places.maximum() > 0)
    places.setValue(places.maximum())
    window.incidents_panel.filters.calendar.setChecked(True)
    scrolled, rows = places.value(), window.findChildren(QSplitter)
    shared, size = [each.sizes() for each in rows if each.orientation() is Qt.Orientation.Horizontal], window.size()
    story = window.story
    i18n.install("id")
    qtbot.waitUntil(lambda: window.story is not story)
    assert window.size() == size
    anew = [each for each in window.findChildren(QSplitter) if each not in rows]
    assert [each.sizes() for each in anew if each.orientation() is Qt.Orientation.Horizontal] == shared != []
    assert window.services_panel.service == "telegram"
    assert window.services_panel.list.verticalScrollBar().value() == scrolled
    assert not window.incidents_panel.calendar.isHidden()
    assert window.story.told == past[140].id
    assert window.incidents_panel.table.currentIndex().row() == 100
    qtbot.waitUntil(lambda: not [each for each in rows if isValid(each)])


def test_what_is_looked_for_is_looked_for_in_another_language(make: Make, tmp_path: Path, qtbot: QtBot) -> None:
    past = [incident("whatsapp", START - DAY * day, 10) for day in range(1, 5)]
    window = make(write_history(tmp_path / "history.db", *past))
    wait_for_rows(qtbot, window, 4)
    window.incidents_panel.show_day(past[2].since.date())
    wait_for_rows(qtbot, window, 1)
    window.services_panel.filter.setText("nothing like this")
    story = window.story
    i18n.install("id")
    qtbot.waitUntil(lambda: window.story is not story)
    assert window.incidents.rowCount() == 1
    assert window.incidents_panel.filters.period.currentData() == past[2].since.date()
    assert window.services_panel.filter.text() == "nothing like this"


def test_it_never_waits_for_the_disk(make: Make, tmp_path: Path, qtbot: QtBot) -> None:
    year = [incident(name, START - DAY * day, 10) for day in range(1, 366) for name in ("tiktok", "signal")]
    path = write_history(tmp_path / "history.db", *year)
    make(path).show()  # what is made once for all windows: fonts, styles
    window = make(path)
    window.show()
    wait_for_rows(qtbot, window, 100)
    bar = window.incidents_panel.table.verticalScrollBar()
    bar.setValue(bar.maximum())
    qtbot.waitUntil(lambda: window.incidents.rowCount() == 200)


def test_in_a_low_window_the_charts_are_scrolled_to(make: Make, history: Path, qtbot: QtBot) -> None:
    window = make(history)
    window.open_service("whatsapp")
    bars = window.service_panel.findChild(UptimeBars)
    assert bars is not None
    bar = window.service_panel.verticalScrollBar()
    window.resize(800, 80 * window.fontMetrics().height())
    qtbot.waitUntil(lambda: bar.maximum() == 0 and not bars.visibleRegion().isEmpty())
    window.resize(800, 20 * window.fontMetrics().height())
    qtbot.waitUntil(lambda: bars.visibleRegion().isEmpty())
    assert window.height() <= 28 * window.fontMetrics().height()
    wait_for_rows(qtbot, window, 2)
    table = window.incidents_panel.table
    row = table.visualRect(table.model().index(1, 0))
    qtbot.waitUntil(lambda: table.viewport().rect().contains(row))  # what is above leaves it two whole rows
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    bars.setFocus()
    assert not bars.visibleRegion().isEmpty()


def test_a_reader_keeps_the_place_while_news_come(make: Make, tmp_path: Path, qtbot: QtBot) -> None:
    said = tuple(
        Said(
            OPEN.id, "whatsapp", f"k{number}", "t", Statement(START + timedelta(minutes=1), Stage.UNKNOWN, f"n{number}")
        )
        for number in range(60)
    )
    window = make(write_history(tmp_path / "history.db", OPEN, batches=[(START, Batch(said=said))]))
    window.show()
    qtbot.waitUntil(lambda: "n59" in story_text(window))
    shown = window.story.findChild(QTextEdit)
    assert shown is not None
    bar = shown.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    kept = bar.value()
    assert kept > 0
    window.put_incident(msgspec.structs.replace(OPEN, until=NOW))
    qtbot.waitUntil(lambda: "As of" in story_text(window) and "n59" in story_text(window))
    assert bar.value() == kept
    window.story.recolor()
    window.story.recolor()
    qtbot.waitUntil(lambda: "n59" in story_text(window))
    assert bar.value() == kept


def test_a_second_line_of_news_moves_nothing_below_it(make: Make, qtbot: QtBot) -> None:
    window = make(shown=snapshot(status("signal")))
    window.resize(760, 600)
    with qtbot.waitExposed(window):
        window.show()
    (words,) = (each for each in window.header.findChildren(QLabel) if each.text() == window.header.words)
    before, lines = window.services_panel.mapToGlobal(window.services_panel.pos()), words.fontMetrics().height()
    assert words.heightForWidth(words.width()) < 2 * lines
    names = ("whatsapp", "instagram", "telegram", "tiktok")
    window.show_snapshot(snapshot(*(status(each, State.OUTAGE) for each in names)))
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    QApplication.processEvents()
    assert words.heightForWidth(words.width()) >= 2 * lines
    assert window.services_panel.mapToGlobal(window.services_panel.pos()) == before


@pytest.mark.parametrize("width", [1100, 1900])
def test_the_table_is_no_higher_than_its_rows(make: Make, history: Path, qtbot: QtBot, width: int) -> None:
    window = make(history)
    window.resize(width, 1100)
    window.show()
    wait_for_rows(qtbot, window, 4)
    line, panel, story = window.fontMetrics().height(), window.incidents_panel, window.story

    def leaves_the_rest() -> None:
        QApplication.processEvents()
        assert panel.height() < 14 * line
        below = panel.mapTo(window, panel.rect().bottomLeft()).y()
        beside = story.mapTo(window, story.rect().topLeft()).y() < below
        assert beside is (width == 1900)
        assert beside or story.height() > window.height() - below - 4 * line, "the story has what the table leaves"

    qtbot.waitUntil(leaves_the_rest)


def test_the_story_gives_what_it_can_spare_until_the_user_divides_the_room(
    make: Make, history: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    def opened() -> HistoryWindow:
        window = make(history, places=QSettings(str(tmp_path / "windows.ini"), QSettings.Format.IniFormat))
        window.show()
        window.open_service("whatsapp")
        window.open_incident(OPEN.id)
        qtbot.waitUntil(lambda: "is investigating" in story_text(window))
        return window

    window = opened()
    bar, story = window.service_panel.verticalScrollBar(), window.story
    whole = window.height()
    while not bar.maximum():
        assert story.height() >= story.sizeHint().height(), "nobody lacks anything"
        whole -= 10
        window.resize(1040, whole)
        QApplication.processEvents()
    rows = window.findChildren(Rows)[0]
    least = LEAST * window.fontMetrics().height()
    qtbot.waitUntil(lambda: story.height() == min(max(story.sizeHint().height(), least), sum(rows.sizes()) // 4))
    assert story.height() < sum(rows.sizes()) // 4, "it has given some"
    window.close()
    again = opened()
    assert not again.findChildren(Rows)[0].moved, "nobody has divided anything yet"
    divided = again.findChildren(Rows)[0]
    divided.setSizes([sum(divided.sizes()) // 2] * 2)
    divided.splitterMoved.emit(divided.sizes()[0], 1)
    half = divided.sizes()
    again.service_panel.head.layout().invalidate()  # type: ignore[union-attr]
    QApplication.processEvents()
    assert divided.sizes() == half
    again.close()
    third = opened()
    assert third.findChildren(Rows)[0].sizes() == half


def test_beside_the_calendar_only_what_has_room_is_shown(make: Make, history: Path, qtbot: QtBot) -> None:
    window = make(history)
    window.resize(1040, 760)
    window.show()
    wait_for_rows(qtbot, window, 4)
    table = window.incidents_panel.table
    assert not table.isColumnHidden(Column.LENGTH)
    window.incidents_panel.filters.calendar.setChecked(True)
    qtbot.waitUntil(lambda: table.isColumnHidden(Column.LENGTH))
    assert table.horizontalScrollBar().maximum() == 0
    assert not window.overview.isHidden()
    ground, calendar = table.parentWidget(), window.incidents_panel.calendar
    assert ground is not None
    window.resize(1900, 1100)
    qtbot.waitUntil(lambda: ground.geometry().height() == calendar.height())
    window.resize(800, 500)
    window.incidents_panel.filters.calendar.setChecked(False)
    window.incidents_panel.filters.calendar.setChecked(True)
    qtbot.waitUntil(lambda: calendar.table.visibleRegion().boundingRect() == calendar.table.rect())
    assert window.overview.isHidden()


def test_what_is_told_above_by_now_is_told_only_there(qtbot: QtBot) -> None:
    view = StoryView(Names(samples.service_of), lambda: "ID")
    qtbot.addWidget(view)
    text, stands = view.findChild(QTextEdit), status("whatsapp", State.OUTAGE)
    assert text is not None
    entries = [StoryVerdict(START, stands.verdict)]
    fact = "3 of 3 tries to reach “Messages” failed"
    for beside in (False, True, False):
        view.show_story(OPEN, entries, Clock(NOW, UTC), stands, beside=beside)
        qtbot.waitUntil(lambda: (fact in text.toPlainText()) is not beside)  # noqa: B023 - waited for at once
