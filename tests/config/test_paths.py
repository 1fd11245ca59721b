import stat
from pathlib import Path

from notifier.config.paths import Paths, resources


def test_given_folders_hold_everything_and_are_private(tmp_path: Path) -> None:
    paths = Paths(tmp_path / "a" / "config", tmp_path / "b" / "data")
    assert paths.settings_file == tmp_path / "a" / "config" / "settings.toml"
    for folder in (paths.config_dir, paths.data_dir, paths.own_services, paths.log_file.parent):
        assert folder.is_relative_to(tmp_path)
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert paths.history_file.parent == paths.data_dir
    assert not paths.is_default


def test_the_platforms_folders_are_the_users_own(own_home: Path) -> None:
    paths = Paths()
    for each in (paths.config_dir, paths.data_dir, paths.log_file):
        assert each.is_relative_to(own_home)
        assert "outage-notifier" in str(each)
    assert paths.is_default


def test_a_folder_that_cannot_be_made_is_no_exception(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert Paths(tmp_path / "file" / "config", tmp_path / "file" / "data").settings_file.name == "settings.toml"


def test_resources_are_beside_the_package_in_a_checkout() -> None:
    assert resources().name == "resources"
