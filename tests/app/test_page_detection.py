"""An official page behind an address of the user's own, after it was added: a real server, in the engine's loop."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from notifier.app.page_detection import PageDetection
from notifier.catalogue.loader import Catalogue
from notifier.catalogue.own import service_from_address
from notifier.config.model import Settings
from notifier.core.model import Service
from notifier.core.targets import PageTarget
from tests.app.scene import ANCHORS, PATIENCE_MS, Scene
from tests.cli.world import Server

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def scene(qapp: QApplication, tmp_path: Path, qtbot: QtBot) -> Iterator[Scene]:
    made = Scene(qapp, tmp_path, Settings(anchors=ANCHORS, proxy="none", first_run_done=True))
    made.up(qtbot)
    yield made
    assert made.program.close()


def added(catalogue: Catalogue, address: str) -> Service:
    catalogue.own.add(msgspec.structs.replace(service_from_address(address), name="Our work"))
    service = catalogue.get(service_from_address(address).id)
    assert service is not None
    return service


@pytest.mark.parametrize("is_page", [True, False])
def test_a_page_is_found_where_there_is_one_and_the_name_stays(scene: Scene, qtbot: QtBot, is_page: bool) -> None:
    server = Server()
    if is_page:
        server.be_page()
    catalogue = Catalogue(Path(), scene.paths.own_services)
    service = added(catalogue, server.url)
    detection = scene.program.windows.detection
    detection.look(service)
    assert detection.words(service.id) == "Looking for an official page there …"
    qtbot.waitUntil(lambda: not detection.words(service.id), timeout=PATIENCE_MS)
    server.die()
    kept = catalogue.get(service.id)
    assert kept is not None
    assert kept.name == "Our work"
    assert (kept.page.provider if kept.page is not None else "") == ("statuspage" if is_page else "")


def test_what_is_no_web_address_is_not_looked_at(scene: Scene) -> None:
    detection = scene.program.windows.detection
    detection.look(service_from_address("mail.example.org:993"))
    assert detection.words(service_from_address("mail.example.org:993").id) == ""


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return Catalogue(tmp_path / "shipped", tmp_path / "own")


@pytest.fixture
def detection(catalogue: Catalogue) -> PageDetection:
    return PageDetection(Settings, catalogue)


PAGE = PageTarget("statuspage", "https://status.example.org")


def test_what_was_removed_or_changed_meanwhile_does_not_come_back(
    detection: PageDetection, catalogue: Catalogue
) -> None:
    service = added(catalogue, "status.example.org")
    detection.look(service)
    catalogue.own.remove(service.id)
    detection._answered.emit(service, msgspec.structs.replace(service, page=PAGE), "")
    assert catalogue.get(service.id) is None
    assert detection.words(service.id) == ""


def test_a_page_that_cannot_be_read_is_told(detection: PageDetection, catalogue: Catalogue) -> None:
    service = added(catalogue, "status.example.org")
    detection.look(service)
    with_words: list[str] = []
    detection.told.connect(lambda each: with_words.append(detection.words(each)))
    detection._answered.emit(service, service, "status 403")
    (words,) = with_words
    assert words.startswith("This looks like a status page that I cannot read")


def test_what_is_sought_is_sought_again_by_who_works_next(detection: PageDetection, catalogue: Catalogue) -> None:
    begun: list[object] = []

    def submit(work: object) -> bool:
        begun.append(work)
        return True

    service = added(catalogue, "status.example.org")
    detection.look(service)  # before the first engine works, as at the first start
    detection.attend(submit)
    detection.attend(submit)
    assert len(begun) == 2
    detection._answered.emit(service, service, "")
    detection.attend(submit)
    assert len(begun) == 2, "it has been answered"
