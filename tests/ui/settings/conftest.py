"""A catalogue, folders, and a dialog to try."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from notifier.catalogue.loader import Catalogue
from notifier.config.file import Loaded
from notifier.config.model import Settings
from notifier.config.paths import Paths, resources
from notifier.ui.settings.dialog import SettingsDialog
from notifier.ui.settings.store import SettingsStore

Open = Callable[..., SettingsDialog]


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths(tmp_path / "config", tmp_path / "data")


@pytest.fixture
def catalogue(paths: Paths) -> Catalogue:
    return Catalogue(resources() / "catalogue", paths.own_services)


@pytest.fixture
def open_dialog(qtbot: QtBot, catalogue: Catalogue, paths: Paths) -> Iterator[Open]:
    """Open the settings at a page; what is set is in `dialog.store`, and in the file.

    They are kept until they are closed: what is collected while it has the focus tells of it with half of its parts.
    """
    dialogs = list[SettingsDialog]()

    def opened(page: str, settings: Settings | None = None, **values: object) -> SettingsDialog:
        store = SettingsStore(paths.settings_file, Loaded(settings or Settings()))
        dialog = SettingsDialog(store, catalogue, paths, **values)  # type: ignore[arg-type]
        qtbot.addWidget(dialog)
        dialogs.append(dialog)
        dialog.show_page(page)
        dialog.open()
        return dialog

    yield opened
    for dialog in dialogs:
        dialog.close()
