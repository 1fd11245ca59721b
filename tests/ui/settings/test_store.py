from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from notifier.config import file
from notifier.config.file import Loaded
from notifier.config.model import Settings, WatchedService
from notifier.core.failure import UserError
from notifier.core.watch import NotifyLevel
from notifier.ui.settings.store import STEPS_MOST, Deed, SettingsStore


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


def test_changes_are_taken_back_one_by_one_and_done_again(scene: Scene) -> None:
    store = scene.store
    store.change(theme="dark")
    store.watch("whatsapp", on=True)
    store.change_service("whatsapp", notify=NotifyLevel.NOTHING)
    states = [Settings(), *scene.changes]
    for state in reversed(states[:-1]):
        store.undo()
        assert store.settings == file.load(scene.path).settings == state
    store.undo()
    assert store.settings == Settings(), "there is nothing more to take back"
    for state in states[1:]:
        store.redo()
        assert store.settings == file.load(scene.path).settings == state
    store.redo()
    assert store.settings == states[-1]


def test_a_new_change_ends_what_could_be_done_again(scene: Scene) -> None:
    scene.store.change(theme="dark")
    scene.store.undo()
    scene.store.change(country="ID")
    scene.store.redo()
    assert scene.store.settings == Settings(country="ID")


def test_only_what_a_step_changed_is_taken_back(scene: Scene) -> None:
    scene.store.change(theme="dark", country="ID")
    step = scene.store.last_step
    assert step is not None
    scene.store.settings = Settings(theme="dark", country="ID", language="id")  # as a system's answer would
    scene.store.undo()
    assert scene.store.settings == Settings(language="id")


def test_what_somebody_else_wrote_is_not_overwritten_by_a_step_back(scene: Scene, qtbot: QtBot) -> None:
    scene.store.change(theme="dark")
    with qtbot.waitSignal(scene.store.reloaded):
        file.save(scene.path, Settings(theme="light"))
    scene.store.undo()
    assert scene.store.settings == Settings(theme="light")
    assert scene.store.last_step is None


def test_many_steps_are_kept_but_not_all(scene: Scene) -> None:
    for days in range(7, 7 + STEPS_MOST + 10):
        scene.store.change(history_days=days)
    for _ in range(STEPS_MOST + 10):
        scene.store.undo()
    assert scene.store.settings.history_days == 7 + 9


def test_what_was_done_beside_the_settings_is_taken_back_with_them(scene: Scene, tmp_path: Path) -> None:
    file_beside = tmp_path / "beside"
    scene.store.change(Deed(file_beside.touch, file_beside.unlink))
    assert file_beside.exists()
    scene.store.undo()
    assert not file_beside.exists()
    scene.store.redo()
    assert file_beside.exists()


def test_a_deed_that_fails_changes_nothing(scene: Scene) -> None:
    def fail() -> None:
        raise UserError("no room")

    with pytest.raises(UserError):
        scene.store.change(Deed(fail, fail), theme="dark")
    assert scene.store.settings == Settings()
    scene.store.change(Deed(lambda: None, fail), theme="dark")
    with pytest.raises(UserError):
        scene.store.undo()
    assert scene.store.settings == Settings(theme="dark"), "neither half is taken back"
