"""The tray and its menu: what they show of a snapshot, and what they pass on."""

from datetime import timedelta

import msgspec
import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from notifier.core.commands import Pause, Resume
from notifier.core.model import LineState, LineStatus, Scope, ServiceStatus, Snapshot, State, Verdict
from notifier.ui import icons
from notifier.ui.icons import Look
from notifier.ui.tray import Tray, look_of
from tests.ui.samples import NAMES, NOW, snapshot, status

# said by the test platform, which has no tray
pytestmark = [
    pytest.mark.usefixtures("english"),
    pytest.mark.qt_log_ignore("No such signal QPlatformNativeInterface"),
]


@pytest.fixture
def tray(qapp: object) -> Tray:
    return Tray(clock=lambda: NOW)


def rows(tray: Tray) -> list[QAction]:
    """The actions that are to be seen, without lines."""
    return [each for each in tray.menu.actions() if each.isVisible() and not each.isSeparator()]


def labels(tray: Tray) -> list[str]:
    return [each.text() for each in rows(tray)]


@pytest.mark.parametrize(
    ("shown", "look"),
    [
        (snapshot(), Look.OUTAGE),
        (snapshot(*map(status, NAMES)), Look.FINE),
        (snapshot(status("signal"), status("gopay", State.POSSIBLE)), Look.POSSIBLE),
        (snapshot(status("signal"), status("gopay", State.SLOW)), Look.SLOW),
        (snapshot(status("signal"), status("gopay", State.MAINTENANCE)), Look.MAINTENANCE),
        (snapshot(status("signal", State.UNKNOWN)), Look.UNKNOWN),
        (snapshot(line=LineState.OFFLINE), Look.OFFLINE),
        (snapshot(line=LineState.LOSSY), Look.OFFLINE),
        (snapshot(line=LineState.CAPTIVE_PORTAL), Look.PORTAL),
        (snapshot(line=LineState.ASLEEP), Look.UNKNOWN),
        (snapshot(paused=True, line=LineState.OFFLINE), Look.PAUSED),
        (Snapshot(NOW, LineStatus(LineState.ONLINE)), Look.UNKNOWN),
    ],
)
def test_the_look_of_a_snapshot(tray: Tray, shown: Snapshot, look: Look) -> None:
    tray.show_snapshot(shown)
    assert tray.look is look


def test_what_is_old_looks_old() -> None:
    assert look_of(snapshot(), NOW + timedelta(minutes=16)) is Look.STALE


def test_the_icon_ages_by_itself(qapp: object) -> None:
    time = [NOW]
    tray = Tray(clock=lambda: time[0])
    tray.show_snapshot(snapshot(*map(status, NAMES)))
    time[0] += timedelta(hours=1)
    tray.refresh()
    assert tray.look is Look.STALE
    assert "Last checked" in tray.tool_tip


def test_the_tooltip_is_the_sentence(tray: Tray) -> None:
    tray.show_snapshot(snapshot())
    assert tray.tool_tip.startswith("WhatsApp is down for everyone, failing since ")
    assert "6 others fine." in tray.tool_tip


def test_the_menu_lists_problems_first(tray: Tray) -> None:
    tray.show_snapshot(snapshot(status("gopay"), status("signal", State.SLOW), status("tiktok", State.OUTAGE)))
    shown = labels(tray)
    assert shown[0].startswith("TikTok — unreachable from here since")
    assert shown[1].startswith("Signal — slow since")
    assert shown[2:] == ["GoPay — works", "&Check now", "&Pause", "&History", "&Settings…", "&Quit"]


def test_an_ampersand_is_no_shortcut_and_no_line_breaks_the_menu(tray: Tray) -> None:
    odd = msgspec.structs.replace(status("signal"), name="A&B\n<b>C</b>")
    tray.show_snapshot(snapshot(odd))
    assert labels(tray)[0] == "A&&B <b>C</b> — works"


def test_a_service_opens_its_incident(tray: Tray, qtbot: QtBot) -> None:
    tray.show_snapshot(snapshot())
    with qtbot.waitSignal(tray.open_incident) as told:
        rows(tray)[0].trigger()
    assert told.args == ["whatsapp", "whatsapp-20260302T140200"]
    with qtbot.waitSignal(tray.open_incident) as told:
        rows(tray)[1].trigger()
    assert told.args == ["instagram", ""]


@pytest.mark.parametrize(("place", "seconds"), [(0, 3600.0), (1, 28_800.0), (2, None)])
def test_pausing(tray: Tray, qtbot: QtBot, place: int, seconds: float | None) -> None:
    tray.show_snapshot(snapshot())
    pause = next(each for each in tray.menu.findChildren(QMenu) if each.title() == "&Pause")
    with qtbot.waitSignal(tray.commanded) as given:
        pause.actions()[place].trigger()
    assert given.args == [Pause(seconds)]


def test_a_pause_can_be_ended_and_nothing_else_begun(tray: Tray, qtbot: QtBot) -> None:
    tray.show_snapshot(snapshot(paused=True))
    shown = {each.text(): each for each in rows(tray)}
    assert labels(tray)[0] == "Checking is paused until you resume it."
    assert "&Pause" not in shown
    assert not shown["&Check now"].isEnabled()
    with qtbot.waitSignal(tray.commanded) as given:
        shown["&Resume checking"].trigger()
    assert given.args == [Resume()]


@pytest.mark.parametrize(
    ("words", "signal"),
    [("&Check now", "commanded"), ("&History", "open_history"), ("&Settings…", "open_settings"), ("&Quit", "quit")],
)
def test_what_can_be_done(tray: Tray, qtbot: QtBot, words: str, signal: str) -> None:
    tray.show_snapshot(snapshot())
    with qtbot.waitSignal(getattr(tray, signal)):
        next(each for each in rows(tray) if each.text() == words).trigger()


def test_a_click_is_passed_on(tray: Tray, qtbot: QtBot) -> None:
    icon = tray.findChild(QSystemTrayIcon)
    assert icon is not None
    with qtbot.waitSignal(tray.clicked):
        icon.activated.emit(QSystemTrayIcon.ActivationReason.Trigger)
    with qtbot.assertNotEmitted(tray.clicked):
        icon.activated.emit(QSystemTrayIcon.ActivationReason.Context)


def test_the_menu_keeps_its_rows_so_that_it_does_not_flicker(tray: Tray) -> None:
    tray.show_snapshot(snapshot())
    tray.mark_seen()
    before = rows(tray)
    tray.show_snapshot(snapshot(*map(status, NAMES)))
    assert rows(tray) == before
    tray.show_snapshot(snapshot(status("signal")))
    assert labels(tray)[0] == "Signal — works"
    assert len(rows(tray)) == 6


def services(count: int, state: State = State.OK) -> list[ServiceStatus]:
    made = msgspec.structs.replace(status("signal", state), name="")
    letter = "P" if state is State.OUTAGE else "S"
    return [msgspec.structs.replace(made, id=f"{letter}{each}", name=f"{letter}{each:02}") for each in range(count)]


def test_a_long_list_begins_with_problems_and_ends_with_a_way_to_the_rest(tray: Tray, qtbot: QtBot) -> None:
    tray.show_snapshot(snapshot(*services(33), *services(4, State.OUTAGE)))
    shown = labels(tray)
    assert [each[:3] for each in shown[:13]] == [
        "P00",
        "P01",
        "P02",
        "P03",
        *(f"S{each:02}" for each in range(8)),
        "25 ",
    ]
    assert shown[12:14] == ["25 more…", "&Check now"]
    with qtbot.waitSignal(tray.open_history):
        rows(tray)[12].trigger()


def test_what_works_stands_below_the_names_of_its_groups(tray: Tray, qtbot: QtBot) -> None:
    def grouped(name: str, group: str, state: State = State.OK) -> ServiceStatus:
        return msgspec.structs.replace(status(name, state), group=group)

    banks, chat = grouped("gopay", "Money & banks"), grouped("signal", "Chat")
    tray.show_snapshot(snapshot(banks, grouped("whatsapp", "Chat", State.SLOW), chat, status("tiktok")))
    words = [each.partition(" — ")[0] for each in labels(tray)]
    assert words[:6] == ["WhatsApp", "TikTok", "Money && banks", "GoPay", "Chat", "Signal"]
    assert [each.isEnabled() for each in rows(tray)[:6]] == [True, True, False, True, False, True]
    with qtbot.waitSignal(tray.open_incident) as told:
        rows(tray)[5].trigger()
    assert told.args == ["signal", ""]
    tray.show_snapshot(snapshot(*(grouped(name, "Chat", State.OUTAGE) for name in ("signal", "tiktok"))))
    assert [each.partition(" — ")[0] for each in labels(tray)][:2] == ["Signal", "TikTok"]
    assert all(each.isEnabled() for each in rows(tray)[:2])


def test_no_row_says_that_there_is_one_more(tray: Tray) -> None:
    tray.show_snapshot(snapshot(*services(13)))
    assert [each[:3] for each in labels(tray)[11:14]] == ["S11", "S12", "&Ch"]
    tray.show_snapshot(snapshot(*services(14)))
    assert [each[:3] for each in labels(tray)[11:14]] == ["S11", "2 m", "&Ch"]


def test_an_outage_is_marked_until_somebody_looks(tray: Tray) -> None:
    tray.show_snapshot(snapshot())
    assert tray.marks_unseen()
    tray.mark_seen()
    assert not tray.marks_unseen()
    tray.show_snapshot(snapshot())
    assert not tray.marks_unseen(), "it is the same outage"
    tray.show_snapshot(snapshot(status("whatsapp", State.OUTAGE), status("gopay", State.OUTAGE)))
    assert tray.marks_unseen(), "it is another one"


def test_what_is_shown_to_somebody_is_not_marked(tray: Tray) -> None:
    tray.is_looked_at = lambda: True
    tray.show_snapshot(snapshot())
    assert not tray.marks_unseen()
    tray.is_looked_at = lambda: False
    tray.show_snapshot(snapshot())
    assert not tray.marks_unseen()


def test_only_outages_are_marked(tray: Tray) -> None:
    tray.show_snapshot(snapshot(status("signal", State.POSSIBLE), status("gopay", State.SLOW)))
    assert not tray.marks_unseen()
    tray.show_snapshot(snapshot(practice=True))
    assert not tray.marks_unseen()


def test_what_goes_on_while_nothing_is_read_is_not_over(tray: Tray) -> None:
    tray.show_snapshot(snapshot())
    shown = snapshot(line=LineState.OFFLINE)
    services = tuple(
        msgspec.structs.replace(each, verdict=msgspec.structs.replace(each.verdict, known=NOW))
        for each in shown.services
    )
    tray.show_snapshot(msgspec.structs.replace(shown, services=services))
    assert "meanwhile" not in tray.tool_tip
    assert tray.marks_unseen()


def test_what_was_missed_is_told_until_the_menu_is_opened(tray: Tray) -> None:
    tray.show_snapshot(snapshot())
    tray.show_snapshot(snapshot(*map(status, NAMES)))
    assert tray.look is Look.FINE
    assert tray.marks_unseen()
    assert tray.tool_tip == "All 7 services are fine. Checked 14:31. Outage meanwhile: WhatsApp."
    tray.menu.aboutToShow.emit()
    assert labels(tray)[0] == "Outage meanwhile: WhatsApp."
    assert not tray.marks_unseen()
    assert tray.tool_tip == "All 7 services are fine. Checked 14:31."
    tray.show_snapshot(snapshot(*map(status, NAMES)))
    assert labels(tray)[0] == "WhatsApp — works"


def test_quiet_is_only_what_is_fine(tray: Tray) -> None:
    tray.be_quiet(True, dark_panel=True)
    tray.show_snapshot(snapshot(*map(status, NAMES)))
    assert tray.icon.cacheKey() == icons.quiet_icon(True).cacheKey()
    tray.be_quiet(True, dark_panel=None)
    assert tray.icon.cacheKey() == icons.quiet_icon(None).cacheKey()
    tray.show_snapshot(snapshot())
    assert tray.icon.cacheKey() == icons.icon(Look.OUTAGE, 1, unseen=True).cacheKey()
    tray.show_snapshot(snapshot(*map(status, NAMES)))
    assert tray.icon.cacheKey() == icons.icon(Look.FINE, unseen=True).cacheKey(), "the dot is not quiet"
    tray.mark_seen()
    tray.be_quiet(False)
    assert tray.icon.cacheKey() == icons.icon(Look.FINE).cacheKey()


def test_nothing_watched_says_what_to_do(tray: Tray) -> None:
    tray.show_snapshot(Snapshot(NOW, LineStatus(LineState.ONLINE)))
    assert labels(tray)[0] == "No services are watched yet. Pick the apps you use in the settings."
    assert not rows(tray)[0].isEnabled()


def test_the_menu_speaks_another_language_at_once(tray: Tray, indonesian: None) -> None:
    tray.show_snapshot(snapshot(status("signal", State.OUTAGE, Scope.EVERYONE)))
    assert "Signal — down untuk semua orang, bermasalah sejak" in labels(tray)[0]


def test_practice_is_said(tray: Tray) -> None:
    tray.show_snapshot(snapshot(practice=True))
    assert tray.tool_tip.startswith("Practice: ")


def test_the_tray_is_shown_and_hidden(tray: Tray) -> None:
    tray.show()
    assert tray.is_shown()
    tray.hide()
    assert not tray.is_shown()
    assert isinstance(Tray.available(), bool)


def test_a_verdict_without_a_beginning_has_words(tray: Tray) -> None:
    odd = msgspec.structs.replace(status("signal"), verdict=Verdict("signal", State.OUTAGE, NOW))
    tray.show_snapshot(snapshot(odd))
    assert labels(tray)[0].startswith("Signal — unreachable from here since ")
