"""The program as a whole in this process: real engine, real history, real windows; a loopback world without answers."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox
from pytestqt.qtbot import QtBot

from notifier.bridge.worker import Worker
from notifier.config import file
from notifier.config.model import Settings, WatchedService, may_ask
from notifier.core.commands import AskElsewhere, Command, MachineSleeps, MachineWoke, NetworkChanged, Pause, Resume
from notifier.core.events import AlertDue, EngineFailed, Notice, NoticeKind
from notifier.core.model import Alert, AlertKind, AlertService, State
from notifier.core.outside.source import Key
from notifier.desktop import autostart
from notifier.desktop.single_instance import Request
from notifier.sources.outside_sources import told_sources
from notifier.ui.first_run.dialog import FirstRunDialog
from notifier.ui.first_run.question import OutsideQuestion
from notifier.ui.first_run.started import StartedDialog
from notifier.ui.history.window import HistoryWindow
from notifier.ui.settings.dialog import SettingsDialog
from notifier.ui.settings.ticks import TickBox
from tests.app.scene import ANCHORS, PATIENCE_MS, Scene

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

WHEN = datetime(2026, 3, 1, 14, 2, tzinfo=UTC)


@pytest.fixture
def scene(qapp: QApplication, tmp_path: Path, qtbot: QtBot) -> Iterator[Scene]:
    watched = (WatchedService("test-stage"),)
    wishes = Settings(anchors=ANCHORS, proxy="none", first_run_done=True, watched=watched)
    made = Scene(qapp, tmp_path, wishes)
    yield made
    assert made.program.close()


def test_it_comes_up_and_shows_what_is_watched(scene: Scene, qtbot: QtBot) -> None:
    scene.up(qtbot)
    assert [each.name for each in scene.snapshot.services] == ["Test Stage"]
    assert scene.paths.history_file.exists()
    assert scene.window(HistoryWindow) is None


def test_the_tray_opens_windows_and_a_second_start_too(scene: Scene, qtbot: QtBot) -> None:
    scene.up(qtbot)
    scene.tray.open_settings.emit()
    assert scene.window(SettingsDialog) is not None
    scene.program.on_second_start(Request())
    window = scene.window(HistoryWindow)
    assert isinstance(window, HistoryWindow)
    window.close()
    scene.tray.open_incident.emit("test-stage", "")
    assert scene.window(HistoryWindow) is window, "the same window again"


def test_a_second_start_before_it_is_up_is_not_lost(scene: Scene, qtbot: QtBot) -> None:
    scene.program.on_second_start(Request())
    scene.up(qtbot)
    assert scene.window(HistoryWindow) is not None


def test_an_alert_becomes_a_notification_whose_click_opens_the_window(
    scene: Scene, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = list[str]()

    def open_url(url: QUrl) -> bool:
        opened.append(url.toString())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    scene.up(qtbot)
    program = scene.program
    member = AlertService("test-stage", "Test Stage", "incident-1", State.OUTAGE, since=WHEN)
    alert = Alert("a", AlertKind.OUTAGE, WHEN, "incident-1", (member,), page_url="https://status.example/")
    program.supervisor.published.emit(AlertDue(alert))
    assert scene.told(qtbot, "Test Stage").thread == "incident-1"
    scene.press("incident-1", "page")
    assert opened == ["https://status.example/"]
    assert scene.window(HistoryWindow) is None
    scene.press("incident-1")
    assert scene.window(HistoryWindow) is not None


def test_a_notification_of_several_services_opens_the_page_of_all(scene: Scene, qtbot: QtBot) -> None:
    scene.up(qtbot)
    scene.tray.open_incident.emit("test-stage", "")
    window = scene.window(HistoryWindow)
    assert isinstance(window, HistoryWindow)
    window.close()
    names = ("test-stage", "other-stage")
    members = tuple(AlertService(name, name, f"{name}-1", State.OUTAGE, since=WHEN) for name in names)
    alert = Alert("a", AlertKind.OUTAGE, WHEN, "test-stage-1", members)
    scene.program.supervisor.published.emit(AlertDue(alert))
    scene.told(qtbot, "other-stage")
    assert window.services_panel.service == "test-stage"
    scene.press("test-stage-1")
    assert window.isVisible()
    assert window.services_panel.service == ""
    assert window.overview.isVisible()


def test_the_programs_own_troubles_are_told(scene: Scene, qtbot: QtBot) -> None:
    scene.up(qtbot)
    program = scene.program
    program.supervisor.published.emit(Notice(NoticeKind.HISTORY_UNWRITABLE, "disk full"))
    program.supervisor.published.emit(EngineFailed("fault"))
    qtbot.waitUntil(lambda: [each.thread for each in scene.shown] == ["notice-history_unwritable", "failed"])
    program.on_failure("ValueError: <b>fault</b>")
    box = scene.window(QMessageBox)
    assert isinstance(box, QMessageBox)
    assert "<b>fault</b>" in box.informativeText()
    box.close()


def test_a_service_that_is_watched_no_more_goes_and_its_file_changes_apply(scene: Scene, qtbot: QtBot) -> None:
    scene.up(qtbot)
    kept = file.load(scene.paths.settings_file).settings
    file.save(scene.paths.settings_file, msgspec.structs.replace(kept, watched=()))
    qtbot.waitUntil(lambda: scene.snapshot.services == (), timeout=PATIENCE_MS)


def test_language_theme_and_autostart_apply_at_once(scene: Scene, qtbot: QtBot) -> None:
    scene.up(qtbot)
    scene.tray.open_settings.emit()
    dialog = scene.window(SettingsDialog)
    assert isinstance(dialog, SettingsDialog)
    dialog.store.change(language="id", theme="dark", start_at_login=True)
    qtbot.waitUntil(lambda: dialog.windowTitle() != "Settings")
    assert autostart.is_enabled()
    assert str(scene.paths.config_dir) in autostart.entry_file().read_text()
    assert file.load(scene.paths.settings_file).settings == scene.program.settings.settings
    dialog.store.change(language="en", theme="auto", start_at_login=False)
    assert not autostart.is_enabled()


def test_the_tray_commands_reach_the_engine(scene: Scene, qtbot: QtBot) -> None:
    scene.up(qtbot)
    scene.tray.commanded.emit(Pause(None))
    qtbot.waitUntil(lambda: scene.snapshot.paused, timeout=PATIENCE_MS)
    scene.tray.commanded.emit(Resume())
    qtbot.waitUntil(lambda: not scene.snapshot.paused, timeout=PATIENCE_MS)


def test_what_the_system_tells_reaches_the_engine(scene: Scene, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    scene.up(qtbot)
    commands = list[Command]()
    monkeypatch.setattr(Worker, "post", lambda worker, command: commands.append(command))
    scene.watching.power.changed.emit(MachineSleeps())
    scene.watching.power.changed.emit(MachineWoke())
    scene.watching.power.battery_changed.emit(True)
    assert commands[:2] == [MachineSleeps(), MachineWoke()]
    assert isinstance(commands[2], NetworkChanged)
    assert commands[2].on_battery


def test_what_the_desktop_can_do_is_asked_for_when_its_page_is_seen(scene: Scene, qtbot: QtBot) -> None:
    scene.up(qtbot)
    program = scene.program
    scene.tray.open_settings.emit()
    qtbot.waitUntil(lambda: program.system.capabilities.keyring is not None, timeout=PATIENCE_MS)
    before, dialog = program.system.capabilities.notify, scene.window(SettingsDialog)
    assert isinstance(dialog, SettingsDialog)
    with qtbot.waitSignal(program.notifier.capabilities_changed, timeout=PATIENCE_MS):
        dialog.show_page("notifications")
    able = program.system.capabilities.notify
    assert before is None
    assert able is not None
    assert able.server == "Desk"


def test_without_a_tray_the_window_opens_by_itself(scene: Scene, qtbot: QtBot) -> None:
    scene.up(qtbot)
    scene.retry.missing.emit()
    assert scene.window(HistoryWindow) is not None
    qtbot.waitUntil(lambda: [each.thread for each in scene.shown] == ["no-tray"])


def test_the_first_start_offers_apps_and_begins_with_them(qapp: QApplication, tmp_path: Path, qtbot: QtBot) -> None:
    scene = Scene(qapp, tmp_path, Settings(anchors=ANCHORS, proxy="none"))
    scene.up(qtbot)
    dialog = scene.window(FirstRunDialog)
    assert isinstance(dialog, FirstRunDialog)
    dialog.chosen.emit(("test-stage",))
    dialog.accept()
    qtbot.waitUntil(lambda: len(scene.snapshot.services) == 1, timeout=PATIENCE_MS)
    kept = file.load(scene.paths.settings_file).settings
    assert kept.first_run_done
    assert kept.watched == (WatchedService("test-stage"),)
    assert (kept.outside_answered, kept.outside) == (False, ())
    question = scene.window(OutsideQuestion)
    assert isinstance(question, OutsideQuestion), "then one plain question"
    question.answered.emit(True)
    kept = file.load(scene.paths.settings_file).settings
    assert set(may_ask(kept)) == {each.id for each in told_sources() if each.key is not Key.NEEDED}
    question.accept()
    where = scene.window(StartedDialog)
    assert isinstance(where, StartedDialog), "then where the program is"
    assert not autostart.is_enabled()
    (at_login,) = where.findChildren(TickBox)
    assert not at_login.isChecked()
    at_login.click()
    assert autostart.is_enabled()
    at_login.click()
    assert not autostart.is_enabled()
    where.reject()
    assert scene.program.settings.last_step is None, "the settings' undo takes nothing of it back"
    assert scene.told(qtbot, "Watching 1 app from now on").thread == "begun"
    assert scene.program.close()


def test_not_now_is_not_asked_again_and_loses_no_tick(qapp: QApplication, tmp_path: Path, qtbot: QtBot) -> None:
    scene = Scene(qapp, tmp_path, Settings(anchors=ANCHORS, proxy="none"))
    scene.up(qtbot)
    dialog = scene.window(FirstRunDialog)
    assert isinstance(dialog, FirstRunDialog)
    dialog.put_off.emit(("discord", "test-stage"))
    dialog.accept()
    assert file.load(scene.paths.settings_file).settings.first_run_done
    assert scene.program.settings.last_step is None
    scene.tray.open_history.emit()
    window = scene.window(HistoryWindow)
    assert isinstance(window, HistoryWindow), "nothing of the first start is left"
    window.apps_wanted.emit()
    again = scene.window(FirstRunDialog)
    assert isinstance(again, FirstRunDialog)
    assert again.ticked == ("discord", "test-stage")
    assert scene.program.close()


def test_without_a_tray_the_first_start_comes_before_the_window(
    qapp: QApplication, tmp_path: Path, qtbot: QtBot
) -> None:
    scene = Scene(qapp, tmp_path, Settings(anchors=ANCHORS, proxy="none", outside_answered=True), tray=False)
    scene.up(qtbot)
    qtbot.waitUntil(scene.retry.is_missing)
    scene.program.on_second_start(Request())
    dialog = scene.window(FirstRunDialog)
    assert isinstance(dialog, FirstRunDialog)
    assert scene.window(HistoryWindow) is None, "nothing lies over it"
    dialog.chosen.emit(("test-stage",))
    dialog.accept()
    where = scene.window(StartedDialog)
    assert isinstance(where, StartedDialog)
    assert any("no tray" in each.text() for each in where.findChildren(QLabel))
    where.accept()
    window = scene.window(HistoryWindow)
    assert isinstance(window, HistoryWindow)
    window.close()
    assert window.isVisible(), "asks first"
    window.quit_wanted.emit()
    assert scene.finished == [True]
    assert scene.program.close()


def test_a_command_can_end_it(scene: Scene, qtbot: QtBot) -> None:
    scene.program.on_second_start(Request(quit=True))
    assert scene.finished == [True]
    assert scene.window(HistoryWindow) is None


def test_the_bus_of_these_tests_is_not_the_users(scene: Scene) -> None:
    assert asyncio.run(_works()) is False


async def _works() -> bool:
    from notifier.desktop.notify import capabilities_of_this_system

    return (await capabilities_of_this_system()).works


def test_ended_before_an_answer_it_is_asked_again(qapp: QApplication, tmp_path: Path, qtbot: QtBot) -> None:
    scene = Scene(qapp, tmp_path, Settings(anchors=ANCHORS, proxy="none"))
    assert scene.window(FirstRunDialog) is not None
    assert scene.program.close()
    assert scene.window(FirstRunDialog) is None
    assert not file.load(scene.paths.settings_file).settings.first_run_done


def test_asking_elsewhere_asks_the_user_first_and_then_goes_on(scene: Scene, qtbot: QtBot) -> None:
    scene.up(qtbot)
    posted: list[object] = []
    scene.program.windows.commanded.connect(posted.append)
    scene.program.on_second_start(Request())
    window = scene.window(HistoryWindow)
    assert isinstance(window, HistoryWindow)
    window.elsewhere_wanted.emit("test-stage")
    question = scene.window(OutsideQuestion)
    assert isinstance(question, OutsideQuestion)
    assert posted == []
    question.answered.emit(True)
    question.accept()
    assert posted == [AskElsewhere("test-stage")]
    window.elsewhere_wanted.emit("test-stage")
    assert posted == [AskElsewhere("test-stage")] * 2


def test_a_no_asks_nobody(scene: Scene, qtbot: QtBot) -> None:
    scene.up(qtbot)
    posted: list[object] = []
    scene.program.windows.commanded.connect(posted.append)
    scene.program.windows.ask_elsewhere("test-stage")
    question = scene.window(OutsideQuestion)
    assert isinstance(question, OutsideQuestion)
    question.answered.emit(False)
    question.reject()
    assert posted == []
    assert file.load(scene.paths.settings_file).settings.outside_answered
