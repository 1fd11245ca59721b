"""The page of the notifications: quiet hours day by day, and what became of the test."""

import pytest
from PySide6.QtCore import QTime
from PySide6.QtWidgets import QLabel

from notifier.config import file
from notifier.config.model import Settings, watch_of
from notifier.config.paths import Paths
from notifier.core.alerts.trial import End, Trial
from notifier.core.quiet_hours import QuietSpan
from notifier.desktop.notify import Capabilities as NotificationCapabilities
from notifier.ui.settings.capabilities import Capabilities
from notifier.ui.settings.dialog import SettingsDialog
from notifier.ui.settings.notifications import NotificationsPage
from tests.ui.settings.conftest import Open


def page_of(dialog: SettingsDialog) -> NotificationsPage:
    (found,) = dialog.findChildren(NotificationsPage)
    return found


def test_there_are_none_at_first_and_a_tick_takes_the_usual_ones(open_dialog: Open, paths: Paths) -> None:
    dialog = open_dialog("notifications")
    monday, tuesday, *_ = page_of(dialog).quiet.days
    assert not monday.tick.isChecked()
    assert not monday.begin.isEnabled()
    monday.tick.click()
    assert dialog.store.settings.quiet_monday == "22:00-07:00"
    assert monday.begin.isEnabled()
    monday.end.setTime(QTime(8, 30))
    assert file.load(paths.settings_file).settings.quiet_monday == "22:00-08:30"
    assert not tuesday.tick.isChecked()
    days = watch_of(dialog.store.settings).quiet.days
    assert days == (QuietSpan(22 * 60, 8 * 60 + 30), None, None, None, None, None, None)
    monday.tick.click()
    assert dialog.store.settings.quiet_monday == ""


def test_the_times_stand_beside_their_day(open_dialog: Open) -> None:
    dialog = open_dialog("notifications")
    dialog.resize(1400, 700)
    days = page_of(dialog).quiet.days
    words = max(day.tick.sizeHint().width() for day in days)
    assert all(day.begin.x() - day.tick.x() - words < 40 for day in days)


@pytest.mark.usefixtures("indonesian")
def test_the_times_are_written_as_everywhere_else_and_kept_as_ever(open_dialog: Open) -> None:
    dialog = open_dialog("notifications", Settings(quiet_monday="23:15-06:00"))
    monday, *_ = page_of(dialog).quiet.days
    assert (monday.begin.text(), monday.end.text()) == ("23.15", "06.00")
    monday.end.setTime(QTime(6, 30))
    assert dialog.store.settings.quiet_monday == "23:15-06:30"


def test_all_days_can_be_like_monday(open_dialog: Open) -> None:
    dialog = open_dialog("notifications", Settings(quiet_monday="23:15-06:00", quiet_sunday="10:00-11:00"))
    page = page_of(dialog)
    sunday = page.quiet.days[-1]
    assert (sunday.begin.time(), sunday.end.time()) == (QTime(10, 0), QTime(11, 0))
    page.quiet.alike.click()
    assert dialog.store.settings.quiet_sunday == dialog.store.settings.quiet_thursday == "23:15-06:00"
    assert (sunday.tick.isChecked(), sunday.begin.time(), sunday.end.time()) == (True, QTime(23, 15), QTime(6, 0))


def shown(page: NotificationsPage) -> str:
    (label,) = [each for each in page.findChildren(QLabel) if each.accessibleName() == "What became of the test"]
    return label.text() if label.isVisibleTo(page) else ""


def test_what_became_of_the_test_is_said_as_it_becomes_known(open_dialog: Open) -> None:
    known = Capabilities(notify=NotificationCapabilities("dunst", "1.9.0"))
    dialog = open_dialog("notifications", capabilities=known)
    page = page_of(dialog)
    assert shown(page) == ""
    taken = Trial("dunst 1.9.0", inhibited=False, taken=True)
    dialog.show_capabilities(Capabilities(notify=known.notify, trial=taken))
    assert page_of(dialog) is page, "the page is not made anew under the user's hands"
    assert shown(page) == "dunst 1.9.0 has taken it. It has not ended yet."
    ended = Trial("dunst 1.9.0", inhibited=True, taken=True, end=End.EXPIRED)
    dialog.show_capabilities(Capabilities(notify=known.notify, trial=ended))
    assert shown(page).endswith("until you turn that off. It went away by itself after a while.")
    dialog.show_capabilities(Capabilities(notify=known.notify, trial=Trial(taken=False, problem="no bus")))
    assert shown(page) == "Nobody showed it: no bus"
