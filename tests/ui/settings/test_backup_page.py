"""Import, export and reset in the settings: real files, said before and undone after."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLabel, QMessageBox, QWidget

from notifier.catalogue.loader import Catalogue
from notifier.catalogue.own import service_of
from notifier.config import file
from notifier.config.model import Settings, WatchedService
from notifier.config.paths import Paths
from notifier.probes import target_of
from notifier.ui.settings.backup_page import BackupPage
from notifier.ui.settings.dialog import SettingsDialog

# the platform of the tests cannot keep the size of a message
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
Open = Callable[..., SettingsDialog]
MINE = Settings(
    theme="dark",
    proxy="http://proxy.example:8080",
    proxy_user="me",
    first_run_done=True,
    watched=(WatchedService("whatsapp", name="Mum", group="Family"), WatchedService("gojek")),
)


def page(dialog: SettingsDialog) -> BackupPage:
    shown = [each for each in dialog.findChildren(BackupPage) if each.isVisible()]
    return shown[-1]


def press(dialog: QWidget, words: str) -> None:
    found = [each for each in dialog.findChildren(QAbstractButton) if each.text().replace("&", "") == words]
    next(each for each in found if each.isVisible()).click()


def fault(dialog: SettingsDialog) -> str:
    (shown,) = [each for each in page(dialog).findChildren(QLabel) if type(each).__name__ == "Fault"]
    return shown.text()


def test_settings_go_into_a_file_and_come_back_without_secrets(open_dialog: Open, tmp_path: Path) -> None:
    kept = tmp_path / "kept.toml"
    dialog = open_dialog("backup", MINE)
    page(dialog).save_settings(str(kept))
    assert str(kept) in page(dialog)._said.text()
    assert file.read(kept) == MINE
    assert "password" not in kept.read_text().casefold()
    other = open_dialog("backup", Settings(country="ID"))
    page(other).take_settings(str(kept))
    assert other.store.settings == msgspec.structs.replace(MINE, version=other.store.settings.version)
    other.store.undo()
    assert other.store.settings == Settings(country="ID")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('version = 1\ntheme = "pink"\n', "line 2"),
        ("version = 1\ntheme\n", "line 2"),
        ("version = 99\n", "newer version"),
        ("", "holds no settings"),
    ],
)
def test_a_file_that_is_none_changes_nothing_and_is_said(
    open_dialog: Open, tmp_path: Path, text: str, said: str
) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_text(text)
    dialog = open_dialog("backup", MINE)
    page(dialog).take_settings(str(broken))
    assert said in fault(dialog)
    assert dialog.store.settings == MINE
    assert [each.name for each in tmp_path.iterdir() if each.is_file()] == ["broken.toml"], "no copy was made"
    page(dialog).take_settings(str(tmp_path / "nowhere"))
    assert "cannot be read" in fault(dialog)


def test_a_list_is_imported_once_the_user_says_so(
    open_dialog: Open, catalogue: Catalogue, tmp_path: Path, paths: Paths
) -> None:
    listed = tmp_path / "list.txt"
    listed.write_text("https://github.com\nhttps://intranet.example.org/health\n")
    dialog = open_dialog("backup", MINE)
    page(dialog).import_list(str(listed))
    box = dialog.findChild(QMessageBox)
    assert box is not None
    assert box.text() == "Watch 2 more apps: GitHub and intranet.example.org?"
    assert dialog.store.settings == MINE, "nothing before the answer"
    press(box, "Import")
    added = [each.id for each in dialog.store.settings.watched[2:]]
    assert added[0] == "github"
    own = catalogue.get(added[1])
    assert own is not None
    assert own.own
    assert file.load(paths.settings_file).settings == dialog.store.settings
    dialog.store.undo()
    assert dialog.store.settings == MINE
    assert catalogue.get(added[1]) is None, "its description is gone, too"
    dialog.store.redo()
    assert catalogue.get(added[1]) == own


def test_a_list_of_what_is_there_says_so(open_dialog: Open, tmp_path: Path) -> None:
    listed = tmp_path / "list.txt"
    listed.write_text("whatsapp\n")
    dialog = open_dialog("backup", MINE)
    page(dialog).import_list(str(listed))
    assert page(dialog)._said.text().startswith("Nothing of it is new.")
    listed.write_bytes(b"\x00\xff\x00")
    page(dialog).import_list(str(listed))
    assert fault(dialog) != ""


def test_a_list_is_exported_and_imported_elsewhere(open_dialog: Open, catalogue: Catalogue, tmp_path: Path) -> None:
    own = service_of(target_of("intranet.example.org"))
    catalogue.own.add(own)
    mine = msgspec.structs.replace(MINE, watched=(*MINE.watched, WatchedService(own.id)))
    dialog = open_dialog("backup", mine)
    kept = tmp_path / "list.json"
    page(dialog).export_list(str(kept))
    catalogue.own.remove(own.id)
    other = open_dialog("backup")
    page(other).import_list(str(kept))
    box = other.findChild(QMessageBox)
    assert box is not None
    press(box, "Import")
    assert other.store.settings.watched == mine.watched, "with names and groups"
    assert catalogue.get(own.id) == own


def test_what_cannot_be_written_is_said(open_dialog: Open, tmp_path: Path) -> None:
    dialog = open_dialog("backup", MINE)
    page(dialog).export_list(str(tmp_path / "no" / "such" / "folder"))
    assert "cannot be written" in fault(dialog)


def test_everything_is_set_back_but_the_apps_and_undone(open_dialog: Open) -> None:
    dialog = open_dialog("backup", MINE)
    press(dialog, "Reset everything")
    assert dialog.store.settings == Settings(first_run_done=True, watched=MINE.watched)
    dialog.store.undo()
    assert dialog.store.settings == MINE


def test_a_file_is_asked_for(open_dialog: Open) -> None:
    dialog = open_dialog("backup")
    for words in ("Import a list…", "Export my list…", "Load from a file…", "Save as a file…"):
        press(dialog, words)
        asked = next(each for each in dialog.findChildren(QFileDialog) if each.isVisible())
        assert (asked.acceptMode() is QFileDialog.AcceptMode.AcceptSave) == (
            words in ("Export my list…", "Save as a file…")
        )
        asked.reject()
