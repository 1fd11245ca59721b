"""A monitoring server has a page and no parts: the windows show it like any other service."""

from collections.abc import Callable, Iterator
from datetime import UTC
from pathlib import Path

import msgspec
import pytest
from pytestqt.qtbot import QtBot

from notifier.catalogue.fleet import fleet_service
from notifier.catalogue.loader import Catalogue
from notifier.config.file import Loaded
from notifier.config.model import Settings, WatchedService
from notifier.config.paths import Paths, resources
from notifier.core.model import PageIncident, PageLevel, PageReport, Reason, ReasonKind, Scope, Stage, State, Verdict
from notifier.core.targets import PageTarget
from notifier.store.reader import HistoryReader
from notifier.ui.history.window import HistoryWindow
from notifier.ui.settings.dialog import SettingsDialog
from notifier.ui.settings.store import SettingsStore
from notifier.words.names import Names
from tests.ui import samples
from tests.ui.samples import NOW, START, snapshot, status, write_history
from tests.ui.settings.test_apps import Driver

pytestmark = [
    pytest.mark.usefixtures("english"),
    pytest.mark.qt_log_ignore("This plugin does not support"),  # said by the test platform alone
]

FLEET = fleet_service(PageTarget("alertmanager", "https://alerts.acme.example/"))
INCIDENT = PageIncident("f", "db-1 is down", Stage.UNKNOWN, PageLevel.MAJOR_OUTAGE, START)
REPORT = PageReport("alertmanager", "https://alerts.acme.example/", PageLevel.MAJOR_OUTAGE, incidents=(INCIDENT,))
REASON = Reason(ReasonKind.PAGE_REPORTS, text="db-1 is down", level=PageLevel.MAJOR_OUTAGE, since=START)
OUT = msgspec.structs.replace(
    status("whatsapp"),
    id=FLEET.id,
    name=FLEET.name,
    owner=FLEET.owner,
    verdict=Verdict(FLEET.id, State.OUTAGE, NOW, Scope.EVERYONE, since=START, reasons=(REASON,), official=True),
    components=(),
    page=REPORT,
)


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[HistoryWindow]:
    path = tmp_path / "history.db"
    write_history(path)
    made = HistoryWindow(lambda: HistoryReader(path), samples.service_of, clock=lambda: NOW, zone=UTC)
    qtbot.addWidget(made)
    shown = snapshot()
    made.show_snapshot(msgspec.structs.replace(shown, services=(*shown.services, OUT)))
    yield made
    made.shut_down()


def test_the_history_shows_it_and_nothing_of_another_service(
    window: HistoryWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[str, int]] = []
    real: Callable[..., None] = window.service_panel.show_latency

    def noted(points: object, component: str, clock: object) -> None:
        told.append((component, len(points)))  # type: ignore[arg-type]
        real(points, component, clock)

    monkeypatch.setattr(window.service_panel, "show_latency", noted)
    window.open_service("whatsapp")
    qtbot.waitUntil(lambda: len(told) == 1)
    window.open_service(FLEET.id)
    assert told[-1] == ("", 0)
    assert window.service_panel.isVisible()
    assert window.services_panel.service == FLEET.id


def test_the_settings_show_it(qtbot: QtBot, tmp_path: Path) -> None:
    paths = Paths(tmp_path / "config", tmp_path / "data")
    catalogue = Catalogue(resources() / "catalogue", paths.own_services)
    catalogue.own.add(FLEET)
    dialog = SettingsDialog(
        SettingsStore(paths.settings_file, Loaded(Settings(watched=(WatchedService(FLEET.id),)))), catalogue, paths
    )
    qtbot.addWidget(dialog)
    dialog.show_page("apps")
    dialog.open()
    driver = Driver(dialog, qtbot)
    assert driver.names()[0] == FLEET.name
    driver.go_to(FLEET.name)
    assert "Official page: alerts.acme.example/" in driver.texts()


def test_its_name_is_that_of_the_server() -> None:
    assert Names({FLEET.id: FLEET}.get).service(FLEET.id) == "Alertmanager alerts.acme.example"
