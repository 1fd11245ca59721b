from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from notifier.config import file
from notifier.config.file import Loaded
from notifier.config.model import Settings, WatchedService
from notifier.core.failure import UserError
from notifier.core.watch import NotifyLevel
from notifier.ui.settings.store import SettingsStore


class Scene:
    def __init__(self, folder: Path, text: str = "") -> None:
        self.path = folder / "settings.toml"
        self.own = folder / "services"
        self.own.mkdir()
        if text:
            self.path.write_text(text)
        self.store = SettingsStore(self.path, file.load(self.path))
        self.changes: list[Settings] = []
        self.problems: list[UserError] = []
        self.store.changed.connect(self._on_changed)
        self.store.problem.connect(self.problems.append)
        self.store.begin(self.own)

    def _on_changed(self, _before: Settings, now: Settings) -> None:
        self.changes.append(now)


@pytest.fixture
def scene(qtbot: QtBot, tmp_path: Path) -> Scene:
    return Scene(tmp_path)


def test_a_change_is_held_told_and_saved(scene: Scene) -> None:
    dark = Settings(theme="dark")
    scene.store.change(theme="dark")
    scene.store.change(theme="dark")
    assert scene.changes == [dark]
    assert file.load(scene.path) == Loaded(dark)


def test_a_change_from_outside_is_taken(scene: Scene, qtbot: QtBot) -> None:
    other = Settings(probe_interval_s=15.0)
    with qtbot.waitSignal(scene.store.changed):
        file.save(scene.path, other)
    assert scene.store.settings == other
    with qtbot.waitSignal(scene.store.changed), scene.path.open("a") as text:  # edited in place
        text.write("theme = 'light'\n")
    assert scene.store.settings.theme == "light"


def test_its_own_saving_is_no_change_from_outside(scene: Scene) -> None:
    scene.store.change(theme="dark")
    scene.store.read()
    assert len(scene.changes) == 1


def test_a_file_that_breaks_meanwhile_is_told_once_and_changes_nothing(scene: Scene, qtbot: QtBot) -> None:
    scene.store.change(theme="dark")
    with qtbot.waitSignal(scene.store.problem):
        scene.path.write_text("theme = 'dark\n")
    scene.store.read()
    assert len(scene.problems) == 1
    assert scene.store.settings.theme == "dark"


def test_a_file_that_was_broken_at_the_start_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    scene = Scene(tmp_path, "theme = 'pink'\n")
    assert len(scene.problems) == 1
    assert "theme" in scene.problems[0].title


def test_own_services_that_come_or_go_are_told(scene: Scene, qtbot: QtBot) -> None:
    with qtbot.waitSignal(scene.store.own_services_changed):
        scene.own.joinpath("mine.toml").write_text("")


def test_what_cannot_be_saved_holds_and_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    scene = Scene(tmp_path, "version = 99\n")
    scene.problems.clear()
    scene.store.change(theme="dark")
    assert scene.store.settings.theme == "dark"
    assert "newer version" in scene.problems[0].title
    assert scene.path.read_text() == "version = 99\n"


def test_a_service_is_watched_changed_and_dropped(scene: Scene) -> None:
    for each in ("whatsapp", "tiktok", "whatsapp"):
        scene.store.watch(each, on=True)
    scene.store.change_service("whatsapp", notify=NotifyLevel.NOTHING)
    assert [each.id for each in scene.store.settings.watched] == ["whatsapp", "tiktok"]
    assert scene.store.watched("whatsapp") == WatchedService("whatsapp", NotifyLevel.NOTHING)
    scene.store.watch("whatsapp", on=False)
    assert scene.store.watched("whatsapp") is None
    assert file.load(scene.path).settings.watched == (WatchedService("tiktok"),)


def test_only_what_came_from_the_file_is_said_to_be_reloaded(scene: Scene, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(scene.store.reloaded):
        scene.store.change(theme="dark")
        scene.store.read()
    file.save(scene.path, Settings(theme="light"))
    with qtbot.waitSignal(scene.store.reloaded):
        scene.store.read()
