"""Links behind buttons: of the web alone, with nobody's name in them, and with their host where it is another's."""

import msgspec
import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from notifier.core.addresses import is_web_address
from notifier.core.targets import PageTarget
from notifier.desktop.notify import Reply
from notifier.ui.history.links import open_safely
from notifier.words.names import Names
from tests.app.test_announcing import DOWN, Scene
from tests.app.test_announcing import scene as scene
from tests.ui.samples import service

pytestmark = pytest.mark.fault("links behind buttons")

REFUSED = [
    "javascript:alert(1)", "JavaScript:alert(1)", "java\tscript:alert(1)", " javascript:alert(1)", "file:///etc/passwd",
    "FILE:///etc/passwd", "data:text/html,<script>", "vbscript:x", "ftp://x.example/", "smb://x/y", "about:blank",
    "mailto:a@b.example", "tel:1", "https://user@evil.example/", "https://bank.example@evil.example/",
    "https://user:word@evil.example/", "https://", "https:///x", "http:evil.example", "//evil.example/", "/x", "",
    "https://evil.example\\@bank.example/", "https://e vil.example/", "https://\u202eevil/",
    "https://evil.example/" + "x" * 5000, "qrc:/x", "desktop:x", "x-scheme-handler:y", "https://[::1", "http://-x/",
]  # fmt: skip


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    found: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: found.append(url.toString()))
    return found


@pytest.mark.parametrize("address", REFUSED)
def test_what_is_no_page_of_the_web_is_not_opened(address: str, opened: list[str], qtbot: QtBot) -> None:
    assert not is_web_address(address)
    open_safely(QUrl(address))
    assert opened == []


@pytest.mark.parametrize("address", REFUSED)
def test_no_notice_has_a_button_for_it(address: str, scene: Scene) -> None:
    scene.announcer.alert(msgspec.structs.replace(DOWN, page_url=address))
    assert not {"page", "instead"} & {each.key for each in scene.shown[0].buttons}
    for button in ("page", "instead", ""):
        scene.notifier.replied.emit(Reply("incident-1", button))
    assert scene.opened == []


@pytest.mark.parametrize(
    "address", ["https://status.example/", "http://status.example:8080/a?b=c#d", "https://1.2.3.4/"]
)
def test_pages_of_the_web_are_opened(address: str, opened: list[str], qtbot: QtBot) -> None:
    open_safely(QUrl(address))
    assert opened == [address]


@pytest.mark.parametrize(
    ("leads", "label"),
    [
        ("https://status.telegram.example/incidents/1", "Official page"),
        ("https://stspg.example/x", "Official page (stspg.example)"),
        ("https://status.telegram.example.evil.example/", "Official page (status.telegram.example.evil.example)"),
    ],
)
def test_the_host_is_named_where_it_is_not_the_pages_own(leads: str, label: str, scene: Scene) -> None:
    page = PageTarget("statuspage", "https://status.telegram.example/")
    told = msgspec.structs.replace(service("telegram"), page=page)
    scene.announcer._names = Names({DOWN.services[0].service: told}.get)
    scene.announcer.alert(msgspec.structs.replace(DOWN, page_url=leads))
    assert label in [each.label for each in scene.shown[0].buttons]
