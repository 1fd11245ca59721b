"""Windows in a language whose words are 40 % longer: everything is translated, and nothing is cut off."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, timedelta
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QDialog,
    QGroupBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QScrollArea,
    QTreeWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from notifier import __version__
from notifier.catalogue.loader import Catalogue
from notifier.catalogue.own import service_from_address
from notifier.config.file import Loaded
from notifier.config.model import NAME_SERVERS, Settings, WatchedService
from notifier.config.paths import Paths, resources
from notifier.desktop.notify.model import Capabilities as NotificationCapabilities
from notifier.desktop.phone.kinds import EXAMPLES
from notifier.store.reader import HistoryReader
from notifier.ui import i18n
from notifier.ui.first_run.dialog import FirstRunDialog
from notifier.ui.history.incidents_model import Column
from notifier.ui.history.window import HistoryWindow
from notifier.ui.settings.address_dialog import AddressDialog
from notifier.ui.settings.capabilities import Capabilities
from notifier.ui.settings.dialog import PAGES, SettingsDialog
from notifier.ui.settings.store import SettingsStore
from notifier.words import po
from tests.ui import samples

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"raise\(\)")  # said by the test platform alone

OPEN, SHUT = "⟦", "⟧"
KEYS = re.compile(r"(Outage Notifier )?[\d.]+$|F\d+$|(Ctrl|Alt|Shift)\+")
"""Numbers and keys are nobody's to translate."""
SETTINGS = Settings(
    watched=(WatchedService("whatsapp"), WatchedService("tiktok")),
    proxy="socks5h://[::1]:9050",
    anchors=("1.1.1.1:443", "9.9.9.9:53", "https://example.org"),
)


def longer(text: str, letter: str = "ẍ") -> str:
    """Lengthen a text by 40 % and mark it, with its placeholders and its key left alone."""
    letters = len(re.sub(r"{\w*}", "", text))
    more = "".join(" " if place % 9 == 8 else letter for place in range(letters * 2 // 5 + 1))
    return OPEN + text + more + SHUT


read = po.read


@cache
def longer_texts(path: Path, letter: str = "ẍ") -> po.Texts:
    """Make a language of longer words, from the texts of the Indonesian file."""
    told = read(path)
    single = {key: longer(key.rpartition(po.CONTEXT)[2], letter) for key in told.single}
    return po.Texts(single, {key: (longer(key, letter),) for key in told.forms}, told.plural)


@pytest.fixture
def long_words(qapp: QCoreApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(po, "read", longer_texts)
    i18n.install("id")


@pytest.fixture
def open_settings(qtbot: QtBot, tmp_path: Path) -> Callable[[str], SettingsDialog]:
    def opened(page: str) -> SettingsDialog:
        paths = Paths(tmp_path / "config", tmp_path / "data")
        catalogue = Catalogue(resources() / "catalogue", paths.own_services)
        catalogue.own.add(service_from_address("own.example.org"))
        notify = NotificationCapabilities("dunst", inhibited=True)
        able = Capabilities(notify=notify, tray=True, autostart=False, keyring=False)
        dialog = SettingsDialog(
            SettingsStore(paths.settings_file, Loaded(SETTINGS)), catalogue, paths, capabilities=able
        )
        qtbot.addWidget(dialog)
        dialog.show_page(page)
        dialog.open()
        QCoreApplication.processEvents()
        return dialog

    return opened


def texts(window: QWidget) -> Iterator[str]:
    """Give every text that is shown, with the names and tips that are read out."""
    yield window.windowTitle()
    for widget in window.findChildren(QWidget):
        if not widget.isVisibleTo(window):
            continue
        yield from (widget.accessibleName(), widget.accessibleDescription(), widget.toolTip())
        match widget:
            case QLabel() | QAbstractButton():
                yield widget.text()
            case QGroupBox():
                yield widget.title()
            case QLineEdit():
                yield widget.placeholderText()
            case QComboBox():
                yield from (widget.itemText(index) for index in range(widget.count()))
            case QListWidget():
                yield from (widget.item(row).text() for row in range(widget.count()))
            case QTreeWidget():
                yield from (widget.headerItem().text(column) for column in range(widget.columnCount()))
            case _:
                pass


def names() -> set[str]:
    """Give what is the catalogue's or Qt's to translate, and what is nobody's: names."""
    catalogue = Catalogue(resources() / "catalogue", Path("none"))
    known = {"English", "Bahasa Indonesia", "Nederlands", "proxy.example.com"}
    known |= {*NAME_SERVERS.values(), EXAMPLES[0], __version__, f"Outage Notifier {__version__}"}
    known |= {"Ctrl+F", "Ctrl+Z", "Ctrl+Shift+Z", "Ctrl+W", "Ctrl+Y", "F1", "F2", "Alt+Up", "Alt+Down"}
    for service in (catalogue.get(each.id) for each in SETTINGS.watched):
        assert service is not None
        known |= {service.name, *(each.names.get("id", "") for each in service.components)}
        known |= {other.name for each in service.alternatives if (other := catalogue.get(each)) is not None}
    return known


def untranslated(window: QWidget) -> list[str]:
    known = names()
    return [each for each in texts(window) if each and OPEN not in each and each not in known and not KEYS.match(each)]


def cut_off(window: QWidget) -> list[str]:
    """Give the texts that have less room than they need."""
    cut = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisibleTo(window) or not (isinstance(widget, QLabel | QAbstractButton) and widget.text()):
            continue
        if isinstance(widget, QLabel) and widget.wordWrap():
            needed = widget.heightForWidth(widget.width())
            if widget.height() < needed:
                cut.append(widget.text())
        elif widget.width() < widget.minimumSizeHint().width():
            cut.append(widget.text())
    return cut


@pytest.mark.usefixtures("long_words")
@pytest.mark.parametrize("page", PAGES)
def test_the_settings(open_settings: Callable[[str], SettingsDialog], page: str) -> None:
    dialog = open_settings(page)
    assert any(OPEN in each for each in texts(dialog))
    assert untranslated(dialog) == []
    assert cut_off(dialog) == []
    if page not in ("apps", "order", "addresses"):
        (area,) = [each for each in dialog.findChildren(QScrollArea) if each.isVisibleTo(dialog)]
        assert area.horizontalScrollBar().maximum() == 0


@pytest.mark.usefixtures("long_words")
@pytest.mark.parametrize("page", PAGES)
def test_the_settings_as_small_as_they_get(open_settings: Callable[[str], SettingsDialog], page: str) -> None:
    dialog = open_settings(page)
    dialog.resize(dialog.minimumSize())
    QCoreApplication.processEvents()
    assert dialog.width() <= 700
    assert dialog.height() <= 500
    assert cut_off(dialog) == []


@pytest.mark.usefixtures("long_words")
@pytest.mark.parametrize("width", [340, 560])
def test_the_first_run(qtbot: QtBot, tmp_path: Path, width: int) -> None:
    dialog: QDialog = FirstRunDialog(Catalogue(resources() / "catalogue", tmp_path), "ID")
    qtbot.addWidget(dialog)
    dialog.open()
    dialog.resize(width, 520)
    QCoreApplication.processEvents()
    assert dialog.width() <= width + 140
    assert untranslated(dialog) == []
    assert cut_off(dialog) == []


@pytest.mark.usefixtures("long_words")
def test_an_address(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = AddressDialog(Catalogue(resources() / "catalogue", tmp_path), "ftp://x")
    qtbot.addWidget(dialog)
    dialog.open()
    QCoreApplication.processEvents()
    assert untranslated(dialog) == []
    assert cut_off(dialog) == []


@pytest.mark.usefixtures("long_words")
@pytest.mark.parametrize("chosen", ["", "whatsapp"])
def test_the_history(qtbot: QtBot, tmp_path: Path, chosen: str) -> None:
    over = samples.incident("whatsapp", samples.START - timedelta(hours=9))
    path = samples.write_history(tmp_path / "history.db", over, samples.incident(minutes=None))
    window = HistoryWindow(lambda: HistoryReader(path), samples.service_of, clock=lambda: samples.NOW, zone=UTC)
    qtbot.addWidget(window, before_close_func=lambda _: window.shut_down())
    window.show_snapshot(samples.snapshot())
    window.show()
    if chosen:
        window.open_service(chosen)
    qtbot.waitUntil(lambda: window.incidents.rowCount() == 2)
    QCoreApplication.processEvents()
    data = {*samples.NAMES, *(name for pair in samples.NAMES.values() for name in pair), "Messages", "Website"}
    assert [each for each in untranslated(window) if each not in data and "://" not in each] == []
    assert cut_off(window) == []


@pytest.mark.usefixtures("long_words")
def test_the_table_of_outages(qtbot: QtBot, tmp_path: Path) -> None:
    path = samples.write_history(tmp_path / "history.db", samples.incident(minutes=None))
    window = HistoryWindow(lambda: HistoryReader(path), samples.service_of, clock=lambda: samples.NOW, zone=UTC)
    qtbot.addWidget(window, before_close_func=lambda _window: window.shut_down())
    window.show_snapshot(samples.snapshot())
    window.show()
    qtbot.waitUntil(lambda: window.incidents.rowCount() == 1)
    table = window.incidents_panel.table
    window.resize(1900, 800)
    qtbot.waitUntil(lambda: not table.isColumnHidden(Column.SCOPE))
    for column in (Column.WHEN, Column.LENGTH):
        assert table.columnWidth(column) >= table.sizeHintForColumn(column), column
        assert table.columnWidth(column) >= table.horizontalHeader().sectionSizeHint(column), column
    window.resize(900, 800)
    qtbot.waitUntil(lambda: table.isColumnHidden(Column.SCOPE))
    i18n.install("en")
    qtbot.waitUntil(lambda: window.incidents_panel.table is not table)  # windows hear of it a little later
    table = window.incidents_panel.table
    window.resize(800, 500)
    qtbot.waitUntil(lambda: window.width() == 800)
    assert table.isColumnHidden(Column.SCOPE)
    assert table.horizontalScrollBar().maximum() == 0
    window.open_service("whatsapp")
    window.resize(1300, 800)
    qtbot.waitUntil(lambda: not table.isColumnHidden(Column.SCOPE))
    window.open_service("")
    assert table.isColumnHidden(Column.SCOPE), "whose each is takes its room"
