"""What more can be asked of an address: the form follows from the fields of the kind, and what is asked is kept."""

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QComboBox, QLabel, QLineEdit, QSpinBox, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from notifier.catalogue.loader import Catalogue
from notifier.catalogue.own import service_from_address
from notifier.config.paths import resources
from notifier.core.model import Service
from notifier.probes import Probe
from notifier.probes.http import Expect, HttpTarget
from notifier.probes.tls import TlsTarget
from notifier.ui.settings.address_dialog import AddressDialog
from notifier.ui.settings.fields import Fault
from tests.probes.dropping import dropped

__all__ = ["dropped"]

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # said by the test platform alone


class Driver:
    """The dialog as a person uses it."""

    def __init__(self, dialog: AddressDialog) -> None:
        self.dialog = dialog
        self.chosen: list[Service] = []
        dialog.chosen.connect(self.chosen.append)
        (self.more,) = [each for each in dialog.findChildren(QToolButton) if each.isCheckable()]
        self.more.setChecked(True)

    def enter(self, text: str) -> None:
        field = self.dialog.findChildren(QLineEdit)[0]
        field.clear()
        QTest.keyClicks(field, text)

    @property
    def address(self) -> str:
        return self.dialog.findChildren(QLineEdit)[0].text()

    def shown(self, kind: type[QWidget], name: str) -> QWidget:
        (found,) = [each for each in self._all(kind) if name in (each.accessibleName(), getattr(each, "text", str)())]
        return found

    def line(self, name: str) -> QLineEdit:
        found = self.shown(QLineEdit, name)
        assert isinstance(found, QLineEdit)
        return found

    def choose(self, name: str, choice: str) -> None:
        box = self.shown(QComboBox, name)
        assert isinstance(box, QComboBox)
        box.setCurrentIndex(box.findText(choice))
        box.activated.emit(box.currentIndex())

    def names(self) -> list[str]:
        """The fields that are asked for."""
        boxes = [each.text() for each in self._all(QCheckBox) if isinstance(each, QCheckBox)]
        others = [*self._all(QComboBox), *self._all(QLineEdit), *self._all(QSpinBox)]
        return [*boxes, *(each.accessibleName() for each in others if each.accessibleName() not in ("", "Name"))]

    def told(self) -> str:
        return "\n".join(each.text() for each in self._all(QLabel) if isinstance(each, QLabel))

    @property
    def add(self) -> QAbstractButton:
        (found,) = [each for each in self.dialog.findChildren(QAbstractButton) if each.text() == "&Add"]
        return found

    def _all(self, kind: type[QWidget]) -> list[QWidget]:
        QCoreApplication.processEvents()  # what is laid out anew is shown after that
        return [each for each in self.dialog.findChildren(kind) if each.isVisibleTo(self.dialog)]


@pytest.fixture
def driver(qtbot: QtBot, catalogue: Catalogue) -> Driver:
    dialog = AddressDialog(catalogue)
    qtbot.addWidget(dialog)
    dialog.open()
    return Driver(dialog)


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return Catalogue(resources() / "catalogue", tmp_path / "services")


def added(driver: Driver, catalogue: Catalogue) -> tuple[object, ...]:
    """What was chosen, as it was written to the disk and read again."""
    driver.add.click()
    (service,) = driver.chosen
    kept = catalogue.get(service.id)
    assert kept == service
    return service.targets


WEB = ["Kind of check", "Method", "Good statuses", "Text in the answer", "Place in the JSON", "Value at that place"]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("example.org", WEB),
        ("example.org:993", ["Kind of check"]),
        ("example.org:443", ["Check the certificate", "Kind of check"]),
        ("dns:example.org", ["Kind of check"]),
        ("whatsapp", []),
        ("two words", []),
        ("", []),
    ],
)
def test_each_kind_asks_for_its_fields(driver: Driver, typed: str, names: list[str]) -> None:
    driver.enter(typed)
    assert driver.names() == names


def test_how_it_is_checked_is_folded_away_at_first(qtbot: QtBot, catalogue: Catalogue) -> None:
    driver = Driver(AddressDialog(catalogue))
    qtbot.addWidget(driver.dialog)
    driver.more.setChecked(False)
    driver.dialog.open()
    driver.enter("example.org")
    assert (driver.names(), driver.more.isVisible()) == ([], True)
    QTest.keyClick(driver.more, Qt.Key.Key_Space)
    assert driver.names() == WEB
    driver.enter("two words")
    assert not driver.more.isVisible()


def test_what_is_asked_is_kept(driver: Driver, catalogue: Catalogue) -> None:
    driver.enter("example.org/health")
    QTest.keyClicks(driver.line("Good statuses"), "200, 204")
    QTest.keyClicks(driver.line("Place in the JSON"), "status.ok")
    driver.choose("Method", "HEAD")
    expect = Expect((200, 204), json_path="status.ok")
    target = HttpTarget("https://example.org/health", method="HEAD", expect=expect)
    assert added(driver, catalogue) == (target,)


def test_what_was_asked_stays_while_the_address_is_typed(driver: Driver, catalogue: Catalogue) -> None:
    driver.enter("tls://nas.example.org")
    QTest.keyClick(driver.shown(QCheckBox, "Check the certificate"), Qt.Key.Key_Space)
    driver.enter("tls://nas.example.org:8443")
    assert added(driver, catalogue) == (TlsTarget("nas.example.org", 8443, "connection", verify=False),)


def test_a_mistake_is_told_and_the_field_stays(driver: Driver) -> None:
    driver.enter("example.org")
    line = driver.line("Good statuses")
    for text in ("2", "999", "ok"):
        line.clear()
        QTest.keyClicks(line, text)
        assert "Good statuses cannot be used like this\nExpected numbers from 100 to 499." in driver.told()
        assert not driver.add.isEnabled()
    line.clear()
    QTest.keyClicks(line, "200")
    assert driver.add.isEnabled()


def test_the_same_host_is_read_in_another_way(driver: Driver, catalogue: Catalogue) -> None:
    driver.enter("https://example.org:8443/login")
    driver.choose("Kind of check", "Connection (TCP)")
    assert driver.address == "tcp://example.org:8443"
    assert driver.names() == ["Kind of check"]
    driver.choose("Kind of check", "Name (DNS)")
    assert driver.address == "dns:example.org"
    driver.choose("Kind of check", "Connection (TCP)")
    assert driver.names() == []
    assert "Expected tcp://host:port." in driver.told()
    driver.enter("dns:example.org")
    driver.choose("Kind of check", "Web page")
    assert driver.address == "https://example.org"
    assert added(driver, catalogue) == service_from_address("example.org").targets


def test_a_kind_that_was_dropped_in_has_its_form(dropped: type[Probe], qtbot: QtBot, catalogue: Catalogue) -> None:
    dialog = AddressDialog(catalogue)
    qtbot.addWidget(dialog)
    dialog.open()
    driver = Driver(dialog)
    driver.enter("mail.example.org:25")
    driver.choose("Kind of check", "Greeting")
    assert driver.address == "banner://mail.example.org:25"
    assert "The greeting of mail.example.org, port 25, will be read." in driver.told()
    line = driver.line("Begins with")
    assert line.placeholderText() == "220"
    QTest.keyClicks(line, "220")
    (target,) = added(driver, catalogue)
    assert isinstance(target, dropped)
    assert (target.key, getattr(target, "begins", "")) == ("banner://mail.example.org:25", "220")


def test_it_can_have_a_name_of_ones_own(driver: Driver, catalogue: Catalogue) -> None:
    driver.enter("intranet.example:8443")
    name = driver.line("Name")
    assert name.placeholderText() == "intranet.example:8443"
    QTest.keyClicks(name, "  Our   intranet ")
    driver.add.click()
    (service,) = driver.chosen
    kept = catalogue.get(service.id)
    assert kept is not None
    assert kept.name == "Our intranet"


def test_what_is_wrong_has_room(driver: Driver) -> None:
    driver.dialog.resize(driver.dialog.minimumSizeHint().width(), 60)
    driver.enter("gopher://" + "a-long-name-" * 12 + ".example/with/a/place")
    QCoreApplication.processEvents()
    (fault,) = [each for each in driver.dialog.findChildren(Fault) if each.isVisible() and each.text()]
    assert fault.height() >= fault.heightForWidth(fault.width())
