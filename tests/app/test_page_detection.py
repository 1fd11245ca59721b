"""An official page behind an address that is added in the settings: a real server, found in the engine's loop."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from notifier.catalogue.own import service_from_address
from notifier.config.model import Settings
from notifier.core.model import Service
from tests.app.scene import ANCHORS, PATIENCE_MS, Scene
from tests.cli.world import Server

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def scene(qapp: QApplication, tmp_path: Path, qtbot: QtBot) -> Iterator[Scene]:
    made = Scene(qapp, tmp_path, Settings(anchors=ANCHORS, proxy="none", first_run_done=True))
    made.up(qtbot)
    yield made
    assert made.program.close()


@pytest.mark.parametrize("is_page", [True, False])
def test_a_page_is_found_where_there_is_one(scene: Scene, qtbot: QtBot, is_page: bool) -> None:
    server = Server()
    if is_page:
        server.be_page()
    found: list[tuple[int, Service, str]] = []
    detection = scene.program.windows.detection
    detection.found.connect(lambda *answer: found.append(answer))
    number = detection.look(service_from_address(server.url))
    qtbot.waitUntil(lambda: len(found) == 1, timeout=PATIENCE_MS)
    server.die()
    ((answered, service, why),) = found
    assert (answered, why) == (number, "")
    assert (service.page.provider if service.page is not None else "") == ("statuspage" if is_page else "")


def test_what_is_no_web_address_is_not_looked_at(scene: Scene) -> None:
    assert scene.program.windows.detection.look(service_from_address("mail.example.org:993")) == 0
