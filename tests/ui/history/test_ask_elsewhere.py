"""The button that asks other places, and the line that tells what they said."""

from datetime import UTC
from typing import Any

import msgspec
import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from notifier.core.advice.instead import Instead
from notifier.core.model import AskedElsewhere, Outcome, Reading, ServiceStatus, Source, State
from notifier.core.reports import Elsewhere, RegionReport
from notifier.ui.history.service_panel import ServicePanel
from notifier.words.names import Names
from notifier.words.times import Clock
from tests.ui import samples
from tests.ui.samples import NOW, snapshot, status

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

CLOCK = Clock(NOW, UTC)
REPORT = RegionReport(("SG",), ("ID",), (Elsewhere("ID", failed=4), Elsewhere("SG", ok=2)), "Globalping")
SAID = Reading(Source.REGION, "whatsapp", "web", "x", NOW, Outcome.OK, region=REPORT)


@pytest.fixture
def panel(qtbot: QtBot) -> ServicePanel:
    made = ServicePanel(Names(samples.service_of), Instead(samples.service_of))
    qtbot.addWidget(made)
    made.show()
    return made


def asked(**values: Any) -> ServiceStatus:
    return msgspec.structs.replace(status("whatsapp", State.OUTAGE), elsewhere=AskedElsewhere(**values))


def button(panel: ServicePanel) -> QPushButton:
    (found,) = [each for each in panel.findChildren(QPushButton) if each.text().replace("&", "") == "Ask elsewhere"]
    return found


def shown(panel: ServicePanel) -> list[str]:
    return [each.text() for each in panel.findChildren(QLabel) if each.isVisible()]


def test_the_button_asks_about_the_service_that_is_shown(panel: ServicePanel) -> None:
    wanted: list[str] = []
    panel.elsewhere_wanted.connect(wanted.append)
    panel.show_service(asked(), snapshot(), CLOCK)
    button(panel).click()
    assert wanted == ["whatsapp"]
    assert "Nobody was asked." in shown(panel)


def test_while_they_are_asked_it_waits(panel: ServicePanel) -> None:
    panel.show_service(asked(asking=True), snapshot(), CLOCK)
    assert not button(panel).isEnabled()
    assert "Other places are being asked …" in shown(panel)


def test_what_they_said(panel: ServicePanel) -> None:
    panel.show_service(asked(reading=SAID, home="ID"), snapshot(), CLOCK)
    assert button(panel).isEnabled()
    assert "Nobody was asked." not in shown(panel)
    assert any(
        each.endswith("Fails from: Indonesia. Works from: Singapore.") and "Globalping" in each for each in shown(panel)
    )
