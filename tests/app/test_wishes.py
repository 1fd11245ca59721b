from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from notifier.app.wishes import Wishes
from notifier.config import file
from notifier.config.file import Loaded
from notifier.config.model import Settings
from notifier.core.failure import UserError


class Scene:
    def __init__(self, folder: Path, text: str = "") -> None:
        self.path = folder / "settings.toml"
        self.own = folder / "services"
        self.own.mkdir()
        if text:
            self.path.write_text(text)
        self.wishes = Wishes(self.path, file.load(self.path))
        self.changes: list[Settings] = []
        self.problems: list[UserError] = []
        self.wishes.changed.connect(self._on_changed)
        self.wishes.problem.connect(self.problems.append)
        self.wishes.begin(self.own)

    def _on_changed(self, _before: Settings, now: Settings) -> None:
        self.changes.append(now)


@pytest.fixture
def scene(qtbot: QtBot, tmp_path: Path) -> Scene:
    return Scene(tmp_path)


def test_a_change_is_held_told_and_saved(scene: Scene) -> None:
    dark = Settings(theme="dark")
    scene.wishes.change(dark)
    scene.wishes.change(dark)
    assert scene.changes == [dark]
    assert file.load(scene.path) == Loaded(dark)


def test_a_change_from_outside_is_taken(scene: Scene, qtbot: QtBot) -> None:
    other = Settings(probe_interval_s=15.0)
    with qtbot.waitSignal(scene.wishes.changed):
        file.save(scene.path, other)
    assert scene.wishes.settings == other
    with qtbot.waitSignal(scene.wishes.changed), scene.path.open("a") as text:  # edited in place
        text.write("theme = 'light'\n")
    assert scene.wishes.settings.theme == "light"


def test_its_own_saving_is_no_change_from_outside(scene: Scene, qtbot: QtBot) -> None:
    scene.wishes.change(Settings(theme="dark"))
    with qtbot.waitSignal(scene.wishes._calm.timeout):
        scene.own.joinpath("x.toml").write_text("")
    assert len(scene.changes) == 1


def test_a_file_that_breaks_meanwhile_is_told_once_and_changes_nothing(scene: Scene, qtbot: QtBot) -> None:
    scene.wishes.change(Settings(theme="dark"))
    with qtbot.waitSignal(scene.wishes.problem):
        scene.path.write_text("theme = 'dark\n")
    scene.wishes._read()
    assert len(scene.problems) == 1
    assert scene.wishes.settings.theme == "dark"


def test_a_file_that_was_broken_at_the_start_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    scene = Scene(tmp_path, "theme = 'pink'\n")
    assert len(scene.problems) == 1
    assert "theme" in scene.problems[0].title


def test_own_services_that_come_or_go_are_told(scene: Scene, qtbot: QtBot) -> None:
    with qtbot.waitSignal(scene.wishes.own_services_changed):
        scene.own.joinpath("mine.toml").write_text("")


def test_what_cannot_be_saved_holds_and_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    scene = Scene(tmp_path, "version = 99\n")
    scene.problems.clear()
    scene.wishes.change(Settings(theme="dark"))
    assert scene.wishes.settings.theme == "dark"
    assert "newer version" in scene.problems[0].title
    assert scene.path.read_text() == "version = 99\n"
