"""Take the README's pictures: the real windows, with sample data, in light and dark, English and Indonesian.

Drawn without a screen. Names of pictures as arguments take just these (`history-dark-id`); the README shows some, a
reviewer wants them all, and with them `icons`, a sheet of all that the tray can show.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import icon_sheet
import sample
from PySide6.QtCore import QCoreApplication, QEvent, QLocale, Qt
from PySide6.QtGui import QFont, QImage
from PySide6.QtWidgets import QApplication, QWidget

from notifier.bridge.garbage_collection import GarbageCollection
from notifier.catalogue.loader import Catalogue
from notifier.config.file import Loaded
from notifier.config.model import Settings, WatchedService
from notifier.config.paths import Paths, resources
from notifier.store.reader import HistoryReader
from notifier.ui import i18n, theme
from notifier.ui.first_run.dialog import FirstRunDialog
from notifier.ui.history.window import HistoryWindow
from notifier.ui.menu import TrayMenu
from notifier.ui.settings.dialog import SettingsDialog
from notifier.ui.settings.store import SettingsStore
from notifier.words import times
from notifier.words.times import Clock

TARGET = Path(__file__).resolve().parent.parent / "resources" / "screenshots"
PLACE = {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": "1", "TZ": "Asia/Jakarta"}
"""The same screen and time zone wherever the pictures are taken."""


class Studio:
    """The windows to take pictures of, made from sample data below `folder`."""

    def __init__(self, folder: Path) -> None:
        self._paths = Paths(folder / "config", folder / "data")
        self._catalogue = Catalogue(resources() / "catalogue", self._paths.own_services)
        sample.write_history(self._paths.history_file, self._catalogue)

    def history(self) -> QWidget:
        """Give the history, at the outage that goes on."""
        window = self._window()
        window.open_service(sample.DOWN)
        window.open_incident("current")
        return window

    def overview(self) -> QWidget:
        """Give the history of all services."""
        return self._window()

    def _window(self) -> HistoryWindow:
        reader = self._paths.history_file
        instead = sample.instead(self._catalogue)
        window = HistoryWindow(
            lambda: HistoryReader(reader), self._catalogue.get, instead=instead, clock=lambda: sample.NOW
        )
        window.resize(1040, 760)
        window.show_snapshot(sample.snapshot(self._catalogue))
        return window

    def settings(self) -> QWidget:
        """Give the settings, at their list of services."""
        watched = tuple(WatchedService(each) for each in sample.WATCHED)
        dialog = SettingsDialog(
            SettingsStore(self._paths.settings_file, Loaded(Settings(watched=watched, country="ID"))),
            self._catalogue,
            self._paths,
        )
        dialog.resize(860, 560)
        return dialog

    def first_run(self) -> QWidget:
        """Give the window of the first start, as somebody in Indonesia sees it."""
        return FirstRunDialog(self._catalogue, "ID")

    def menu(self) -> QWidget:
        """Give the tray's menu."""
        menu = TrayMenu()
        menu.show_snapshot(sample.snapshot(self._catalogue), Clock(sample.NOW))
        return menu


def take(app: QApplication, widget: QWidget, path: Path) -> None:
    """Show the window, let it settle, and save what it shows."""
    widget.show()
    for _ in range(40):
        app.processEvents()
        time.sleep(0.01)
    # 65,536 colours without dithering look the same and take less room
    coarse = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB16, Qt.ImageConversionFlag.ThresholdDither)
    save(coarse.convertToFormat(QImage.Format.Format_RGB888), path)
    widget.close()
    widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def save(shot: QImage, path: Path) -> None:
    """Write a picture."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not shot.save(str(path), "PNG", 0):
        message = f"{path} cannot be written"
        raise OSError(message)
    print(path)


def main(wanted: list[str]) -> int:
    """Take the pictures."""
    os.environ.update(PLACE)
    time.tzset()
    app = QApplication(sys.argv[:1])
    collection = GarbageCollection()  # a window that is gone must not be collected in another thread
    app.setStyle("Fusion")
    app.setFont(QFont("DejaVu Sans", 9))
    with tempfile.TemporaryDirectory() as name:
        studio = Studio(Path(name))
        scenes: dict[str, Callable[[], QWidget]] = {
            "history": studio.history,
            "overview": studio.overview,
            "settings": studio.settings,
            "first-run": studio.first_run,
            "menu": studio.menu,
        }
        if not wanted or "icons" in wanted:
            save(icon_sheet.sheet(), TARGET / "icons.png")
        for language in ("en", "id"):
            i18n.install(language)
            times.follow(None)  # as the language has it, wherever the pictures are taken
            QLocale.setDefault(QLocale("en_GB" if language == "en" else "id_ID"))
            for colours in ("light", "dark"):
                theme.apply(app, colours)
                for scene, make in scenes.items():
                    picture = f"{scene}-{colours}-{language}"
                    if not wanted or picture in wanted:
                        take(app, make(), TARGET / f"{picture}.png")
    collection.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
