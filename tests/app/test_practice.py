"""A practice outage in the real program: real engine, history and windows; only the scenario's world is simulated."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from notifier.bridge.worker import Worker
from notifier.config.model import Settings, WatchedService
from notifier.core.commands import CheckNow
from notifier.core.events import AlertDue
from notifier.core.model import Alert, AlertKind, AlertService, State
from notifier.desktop.single_instance import Request
from notifier.store.reader import HistoryReader
from notifier.ui import i18n
from notifier.ui.first_run.dialog import FirstRunDialog
from notifier.ui.history.practice_window import PracticeWindow
from notifier.ui.history.window import HistoryWindow
from notifier.ui.settings.dialog import SettingsDialog
from tests.app.scene import ANCHORS, PATIENCE_MS, Scene
from tests.stage import silent_stage

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

FAST = 6000.0


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for what is temporary."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def settings() -> Settings:
    return Settings(anchors=ANCHORS, proxy="none", first_run_done=True, watched=(WatchedService("test-stage"),))


@pytest.fixture
def scene(qapp: QApplication, tmp_path: Path, qtbot: QtBot, settings: Settings, temporary: Path) -> Iterator[Scene]:
    made = Scene(qapp, tmp_path, settings)
    made.up(qtbot)
    yield made
    assert made.program.close()
    assert list(temporary.iterdir()) == []


def scenario(folder: Path, until_s: float = 9000) -> str:
    """Write a scenario whose outage lasts to its end, or ends before; give its path."""
    file = folder / "short.toml"
    file.write_text(silent_stage(until_s))
    return str(file)


def window(scene: Scene) -> PracticeWindow:
    found = scene.window(PracticeWindow)
    assert isinstance(found, PracticeWindow)
    return found


def titles(scene: Scene) -> list[str]:
    return [each.title for each in scene.shown]


def test_it_is_played_in_the_whole_program_and_marked_everywhere(scene: Scene, qtbot: QtBot, tmp_path: Path) -> None:
    scene.program.on_second_start(Request(practice=scenario(tmp_path), speed=60.0))
    told = scene.told(qtbot, "is down")
    assert told.title == "Practice: Practice Stage is down for everyone"
    assert told.urgent, "it looks as it would"
    qtbot.waitUntil(lambda: scene.snapshot.practice, timeout=PATIENCE_MS)
    assert scene.tray.tool_tip.startswith("Practice: ")
    labels = [each.text().replace("&", "") for each in scene.tray.menu.actions() if each.isVisible()]
    assert labels[0].startswith("Practice: ")
    assert "End practice" in labels
    assert "Pause" not in labels
    practice = window(scene)
    assert practice.windowTitle() == "Practice: Outage Notifier"
    assert practice.banner.words.startswith("Practice: this is not real. Time runs 60 times as fast.")
    qtbot.waitUntil(lambda: practice.incidents.rowCount() == 1, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: practice.story.isVisible() and practice.story.incident is not None, timeout=PATIENCE_MS)
    assert HistoryReader(scene.paths.history_file).incidents() == [], "the real history knows nothing of it"


def test_a_click_opens_the_incident_of_the_practice(scene: Scene, qtbot: QtBot, tmp_path: Path) -> None:
    scene.program.on_second_start(Request(practice=scenario(tmp_path), speed=60.0))
    told = scene.told(qtbot, "is down")
    window(scene).close()
    scene.press(told.thread)
    story = window(scene).story
    qtbot.waitUntil(lambda: story.incident is not None and story.incident.practice, timeout=PATIENCE_MS)


def test_at_its_end_the_real_world_is_back_at_once(scene: Scene, qtbot: QtBot, tmp_path: Path) -> None:
    real = scene.snapshot
    assert not real.practice
    scene.program.on_second_start(Request())
    history = scene.window(HistoryWindow)
    scene.program.on_second_start(Request(practice=scenario(tmp_path), speed=60.0))
    assert scene.window(HistoryWindow) is window(scene), "the real history gave its place"
    qtbot.waitUntil(lambda: scene.snapshot.practice, timeout=PATIENCE_MS)
    (button,) = window(scene).banner.findChildren(QPushButton)
    button.click()
    assert scene.snapshot is scene.view.real
    assert not scene.tray.tool_tip.startswith("Practice")
    assert scene.window(PracticeWindow) is None
    assert scene.window(HistoryWindow) is history
    assert [each.name for each in scene.snapshot.services] == ["Test Stage"]
    assert not scene.snapshot.practice
    assert HistoryReader(scene.paths.history_file).incidents() == []
    qtbot.waitUntil(lambda: "The practice outage is over" in titles(scene), timeout=PATIENCE_MS)


def test_the_real_watch_goes_on_and_tells_what_it_finds(scene: Scene, qtbot: QtBot, tmp_path: Path) -> None:
    real = scene.snapshot
    scene.program.on_second_start(Request(practice=scenario(tmp_path), speed=60.0))
    qtbot.waitUntil(lambda: scene.snapshot.practice, timeout=PATIENCE_MS)
    assert scene.program.supervisor.is_at_work
    scene.program.supervisor.post(CheckNow())
    qtbot.waitUntil(lambda: scene.view.real is not None and scene.view.real is not real, timeout=PATIENCE_MS)
    assert scene.snapshot.practice, "it is read on, and not shown"
    member = AlertService("test-stage", "Test Stage", "test-stage-1", State.OUTAGE)
    scene.program.supervisor.published.emit(AlertDue(Alert("1", AlertKind.OUTAGE, real.time, "real", (member,))))
    assert scene.told(qtbot, "Test Stage").title == "Test Stage cannot be reached from here"


@pytest.mark.slow
def test_it_ends_with_its_scenario(scene: Scene, qtbot: QtBot, tmp_path: Path) -> None:
    scene.program.on_second_start(Request(practice=scenario(tmp_path, until_s=2400), speed=FAST))
    qtbot.waitUntil(lambda: "The practice outage is over" in titles(scene), timeout=PATIENCE_MS)
    began, ended = "Practice: Practice Stage is down for everyone", "Practice: Practice Stage works again"
    assert titles(scene)[:2] == [began, ended]
    assert not scene.snapshot.practice


def test_quit_ends_it_too(scene: Scene, qtbot: QtBot, tmp_path: Path, temporary: Path) -> None:
    scene.program.on_second_start(Request(practice=scenario(tmp_path), speed=1.0))
    qtbot.waitUntil(lambda: scene.snapshot.practice, timeout=PATIENCE_MS)
    assert list(temporary.iterdir())
    assert scene.program.close()
    assert list(temporary.iterdir()) == []


def test_the_button_in_the_settings_plays_the_usual_one(scene: Scene, qtbot: QtBot) -> None:
    scene.tray.open_settings.emit()
    dialog = scene.window(SettingsDialog)
    assert isinstance(dialog, SettingsDialog)
    dialog.practice_asked.emit()
    qtbot.waitUntil(lambda: scene.snapshot.practice, timeout=PATIENCE_MS)
    assert "WhatsApp" in [each.name for each in scene.snapshot.services]
    assert "20 times" in window(scene).banner.words


def test_another_one_takes_its_place(scene: Scene, qtbot: QtBot, tmp_path: Path, temporary: Path) -> None:
    scene.program.on_second_start(Request(practice="just-me", speed=1.0))
    qtbot.waitUntil(lambda: scene.snapshot.practice, timeout=PATIENCE_MS)
    scene.program.on_second_start(Request(practice=scenario(tmp_path), speed=60.0))
    qtbot.waitUntil(lambda: [each.id for each in scene.snapshot.services] == ["stage"], timeout=PATIENCE_MS)
    assert len(list(temporary.iterdir())) == 1


def test_a_scenario_that_does_not_exist_is_told_and_nothing_rests(scene: Scene, qtbot: QtBot) -> None:
    scene.program.on_second_start(Request(practice="nothing-like-it", speed=1.0))
    scene.told(qtbot, "nothing-like-it")
    assert not scene.program.practice.goes_on
    assert scene.program.supervisor.is_at_work


@pytest.mark.expects_log("the engine failed")
def test_a_fault_of_ours_ends_it_and_is_told(
    scene: Scene, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    practice = scene.program.practice
    told = list[str]()
    practice.failed.connect(told.append)

    def fail(*_arguments: object, **_values: object) -> None:
        raise ValueError("no")

    monkeypatch.setattr("notifier.simulation.practice.PracticeRunner.run", fail)
    scene.program.on_second_start(Request(practice=scenario(tmp_path), speed=1.0))
    qtbot.waitUntil(lambda: bool(told), timeout=PATIENCE_MS)
    assert told == ["ValueError: no"]
    assert not practice.goes_on


def test_what_is_wished_meanwhile_holds_afterwards(scene: Scene, qtbot: QtBot, tmp_path: Path) -> None:
    scene.program.on_second_start(Request(practice=scenario(tmp_path), speed=1.0))
    qtbot.waitUntil(lambda: scene.snapshot.practice, timeout=PATIENCE_MS)
    scene.program.settings.change(watched=())
    assert scene.snapshot.practice
    scene.tray.end_practice.emit()
    qtbot.waitUntil(lambda: scene.snapshot.services == (), timeout=PATIENCE_MS)


def test_a_check_is_asked_of_the_practice(
    scene: Scene, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene.program.on_second_start(Request(practice=scenario(tmp_path), speed=1.0))
    asked = list[tuple[object, object]]()
    monkeypatch.setattr(Worker, "post", lambda worker, command: asked.append((worker, command)))
    scene.tray.commanded.emit(CheckNow())
    scene.program.practice.post(CheckNow())
    assert asked[0] == asked[1]
    assert asked[0][1] == CheckNow()


def test_the_banner_speaks_the_users_language(scene: Scene, qtbot: QtBot, tmp_path: Path) -> None:
    scene.program.on_second_start(Request(practice=scenario(tmp_path), speed=1.0))
    practice = window(scene)
    english = practice.banner.words
    assert "times as fast" not in english, "it is real time"
    try:
        i18n.install("id")
        qtbot.waitUntil(lambda: practice.banner.words != english)
        assert practice.windowTitle().startswith("Simulasi")
        assert practice.banner.words.startswith("Simulasi")
    finally:
        i18n.install("en")


Alone = Callable[[Settings, str], Scene]


@pytest.fixture
def alone(qapp: QApplication, tmp_path: Path, temporary: Path) -> Iterator[Alone]:
    """Start the program for a practice alone, with these settings and this scenario."""
    made: list[Scene] = []

    def start(wishes: Settings, practice: str) -> Scene:
        made.append(Scene(qapp, tmp_path, wishes, practice=Request(practice=practice, speed=60.0)))
        return made[0]

    yield start
    assert made[0].program.close()
    assert list(temporary.iterdir()) == []


def test_started_for_it_alone_it_touches_nothing_and_ends_with_it(
    alone: Alone, qapp: QApplication, tmp_path: Path, qtbot: QtBot
) -> None:
    scene = alone(Settings(proxy="none"), scenario(tmp_path))
    scene.up(qtbot)
    assert scene.snapshot.practice
    assert "all the while" not in window(scene).banner.words
    assert scene.window(FirstRunDialog) is None
    assert scene.finished == []
    scene.tray.end_practice.emit()
    assert scene.finished == [True]
    assert not scene.paths.history_file.exists()


def test_who_starts_the_program_meanwhile_has_it_afterwards(
    alone: Alone, tmp_path: Path, qtbot: QtBot, settings: Settings
) -> None:
    scene = alone(settings, scenario(tmp_path))
    scene.up(qtbot)
    scene.program.on_second_start(Request())
    scene.tray.end_practice.emit()
    qtbot.waitUntil(lambda: scene.view.snapshot is not None, timeout=PATIENCE_MS)
    assert [each.name for each in scene.snapshot.services] == ["Test Stage"]
    assert scene.finished == []


def test_started_for_one_that_cannot_be_read_it_ends(
    alone: Alone, tmp_path: Path, qtbot: QtBot, settings: Settings
) -> None:
    scene = alone(settings, str(tmp_path / "gone.toml"))
    qtbot.waitUntil(lambda: scene.finished == [True])
