from typing import cast

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QNetworkInformation
from pytestqt.qtbot import QtBot

from notifier.core.commands import NetworkChanged
from notifier.desktop.network import NetworkWatch, own_address

Reachability = QNetworkInformation.Reachability
Feature = QNetworkInformation.Feature


class Information(QObject):
    """What Qt knows, set by the test."""

    reachabilityChanged = Signal(QNetworkInformation.Reachability)  # noqa: N815 Qt's names
    isBehindCaptivePortalChanged = Signal(bool)  # noqa: N815
    isMeteredChanged = Signal(bool)  # noqa: N815
    transportMediumChanged = Signal(QNetworkInformation.TransportMedium)  # noqa: N815

    def __init__(self) -> None:
        super().__init__()
        self.state = Reachability.Online
        self.portal = False
        self.metered = False
        self.features = {Feature.CaptivePortal, Feature.Metered}

    def supports(self, feature: Feature) -> bool:
        return feature in self.features

    def reachability(self) -> Reachability:
        return self.state

    def isBehindCaptivePortal(self) -> bool:  # noqa: N802
        return self.portal

    def isMetered(self) -> bool:  # noqa: N802
        return self.metered


class Scene:
    def __init__(self) -> None:
        self.address = "10.0.0.2"
        self.information = Information()
        self.heard: list[NetworkChanged] = []
        self.watch = NetworkWatch(lambda: self.address, lambda: cast(QNetworkInformation, self.information))
        self.watch.changed.connect(self.heard.append)
        self.watch.start()
        self.heard.clear()

    def look(self) -> list[NetworkChanged]:
        self.heard.clear()
        self.watch.look()
        return list(self.heard)


@pytest.fixture
def scene(qtbot: QtBot) -> Scene:
    return Scene()


def test_the_first_word_comes_at_the_start_and_changes_nothing(qtbot: QtBot) -> None:
    watch = NetworkWatch(lambda: "")
    with qtbot.waitSignal(watch.changed) as heard:
        watch.start()
    assert heard.args is not None
    assert not heard.args[0].changed
    watch.close()


def test_nothing_new_is_not_told(scene: Scene) -> None:
    assert scene.look() == []


def test_what_the_system_knows_is_passed_on(scene: Scene) -> None:
    scene.information.portal = True
    assert scene.look() == [NetworkChanged(True, True, changed=False)]
    scene.heard.clear()
    scene.information.metered = True
    scene.information.isMeteredChanged.emit(True)
    assert scene.heard == [NetworkChanged(True, True, metered=True, changed=False)], "at once"
    scene.watch.set_on_battery(True)
    assert scene.heard[-1] == NetworkChanged(True, True, metered=True, on_battery=True, changed=False)


def test_what_the_system_cannot_know_is_none(scene: Scene) -> None:
    scene.information.features = set()
    scene.information.state = Reachability.Site
    assert scene.look() == [NetworkChanged(None, None, changed=False)]


def test_another_address_is_another_network(scene: Scene) -> None:
    scene.address = "192.168.1.7"
    assert scene.look() == [NetworkChanged(True, False, changed=True)]
    assert scene.look() == []


def test_a_drop_and_return_is_a_change_when_it_returns(scene: Scene) -> None:
    scene.information.state = Reachability.Disconnected
    scene.address = ""
    assert scene.look() == [NetworkChanged(False, False, changed=False)]
    scene.information.state = Reachability.Online
    scene.address = "10.0.0.2"
    assert scene.look() == [NetworkChanged(True, False, changed=True)]


def test_the_own_address_is_found_without_a_packet(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_way(*_arguments: object) -> None:
        raise OSError(101, "Network is unreachable")

    monkeypatch.setattr("socket.socket.connect", no_way)
    assert own_address() == ""
