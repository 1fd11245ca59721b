"""Notices to the phone in the program: added after a test, sent with what is told here, and no secret anywhere else."""

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from notifier.app.phone import PhoneNotices
from notifier.config import file, secrets
from notifier.config.file import Loaded
from notifier.config.model import Settings, WatchedService
from notifier.config.paths import Paths
from notifier.core.alerts.phone import PhoneLevel
from notifier.core.events import AlertDue
from notifier.core.failure import UserError
from notifier.core.model import Alert, AlertKind, LineState, State
from notifier.ui.settings.store import SettingsStore
from notifier.words.notification import notification
from tests.app.scene import ANCHORS
from tests.app.scene import Scene as Program
from tests.desktop_parts.phone.conftest import _web as _web
from tests.desktop_parts.phone.servers import Web
from tests.ui.samples import NOW, member

CANARY = "c4n4ry-5ecret"
DOWN = Alert("a1", AlertKind.OUTAGE, NOW, "i1", (member(state=State.OUTAGE),))


class Teller(QObject):
    told = Signal(object, object)


class Scene:
    def __init__(self, paths: Paths, kept: dict[str, str], qtbot: QtBot) -> None:
        self.paths, self.kept, self._qtbot = paths, kept, qtbot
        self.store = SettingsStore(paths.settings_file, Loaded(Settings()))
        self.teller = Teller()
        self.notices = PhoneNotices(paths, self.store, self.teller.told)

    def tell(self, alert: Alert) -> None:
        self.teller.told.emit(alert, notification(alert))

    def answer(self, act: Callable[[], None]) -> tuple[str, UserError | None]:
        with self._qtbot.waitSignal(self.notices.answered, timeout=20_000) as said:
            act()
        number, fault = said.args
        return number, fault


@pytest.fixture
def scene(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Scene]:
    kept: dict[str, str] = {}
    monkeypatch.setattr(secrets, "get", kept.get)
    monkeypatch.setattr(secrets, "set", kept.__setitem__)
    made = Scene(Paths(tmp_path / "config", tmp_path / "data"), kept, qtbot)
    yield made
    made.notices.close()


def test_an_address_is_tried_kept_used_and_forgotten(scene: Scene, web: Web) -> None:
    url = f"ntfy://me:{CANARY}@{web.place}/{CANARY}"
    assert scene.answer(lambda: scene.notices.add(url, PhoneLevel.OUTAGES)) == ("", None)
    (tested,) = web.wait_for(1)
    assert tested["title"] == "Outage Notifier reaches you here"
    assert scene.kept == {"phone 1": url}
    assert list(scene.store.settings.phones) == [f"1 ntfy {web.place} outages"]

    assert scene.answer(lambda: scene.tell(DOWN)) == ("1", None)
    scene.tell(DOWN)  # told again after a crash, say
    assert web.wait_for(2)[1]["title"] == "WhatsApp is down for everyone"
    scene.tell(msgspec.structs.replace(DOWN, id="a2", kind=AlertKind.POSSIBLE))
    scene.notices.set_level("1", PhoneLevel.ALL)
    possible = msgspec.structs.replace(DOWN, id="a3", kind=AlertKind.POSSIBLE)
    assert scene.answer(lambda: scene.tell(possible)) == ("1", None)
    assert len(web.wait_for(3)) == 3

    assert scene.answer(lambda: scene.notices.test("1")) == ("1", None)
    scene.notices.remove("1")
    assert scene.kept == {"phone 1": ""}
    assert not scene.store.settings.phones
    scene.tell(msgspec.structs.replace(DOWN, id="a4"))
    assert len(web.got) == 4


def test_one_that_does_not_take_the_test_is_not_kept(scene: Scene, web: Web) -> None:
    web.status = 401
    number, fault = scene.answer(lambda: scene.notices.add(f"ntfy://{web.place}/{CANARY}", PhoneLevel.ALL))
    assert number == ""
    assert "status 401" in str(fault)
    assert scene.kept == {}
    assert scene.store.settings.phones == ()


def test_what_is_no_address_is_said_at_once(scene: Scene) -> None:
    with pytest.raises(UserError):
        scene.notices.add("nonsense", PhoneLevel.ALL)


def test_a_fault_is_said_and_what_waits_goes_when_the_line_is_back(scene: Scene, web: Web) -> None:
    scene.answer(lambda: scene.notices.add(f"ntfy://{web.place}/topic", PhoneLevel.OUTAGES))
    web.status = 503
    number, fault = scene.answer(lambda: scene.tell(DOWN))
    assert number == "1"
    assert "status 503" in str(fault)
    web.status = 200
    back = Alert("a9", AlertKind.LINE, NOW, "line", line=LineState.ONLINE, line_was=LineState.OFFLINE)
    assert scene.answer(lambda: scene.tell(back)) == ("1", None)
    assert [told["title"] for _path, told, _login in web.got[2:]] == ["WhatsApp is down for everyone"]


def test_no_secret_is_in_any_file(scene: Scene, web: Web, tmp_path: Path) -> None:
    url = f"ntfy://me:{CANARY}@{web.place}/{CANARY}"
    scene.answer(lambda: scene.notices.add(url, PhoneLevel.ALL))
    web.status = 500
    scene.answer(lambda: scene.tell(DOWN))
    scene.notices.close()
    file.save(scene.paths.settings_file, scene.store.settings)
    files = [each for each in tmp_path.rglob("*") if each.is_file()]
    assert {"settings.toml", "phone.json"} <= {each.name for each in files}
    assert not any(CANARY.encode() in each.read_bytes() for each in files)


def test_the_whole_program_sends_what_it_tells_and_nothing_of_a_practice(
    qapp: QApplication, tmp_path: Path, qtbot: QtBot, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(secrets, "get", {"phone 1": f"ntfy://{web.place}/topic"}.get)
    phones, watched = (f"1 ntfy {web.place} outages",), (WatchedService("test-stage"),)
    wishes = Settings(anchors=ANCHORS, proxy="none", first_run_done=True, watched=watched, phones=phones)
    made = Program(qapp, tmp_path, wishes)
    made.up(qtbot)
    tell = made.program.supervisor.published.emit
    played = msgspec.structs.replace(DOWN, id="p1", practice=True)
    for each in (played, DOWN):
        tell(AlertDue(each))
    made.told(qtbot, "WhatsApp is down")
    assert web.wait_for(1)[0]["title"] == "WhatsApp is down for everyone"
    assert made.program.close()
    assert len(web.got) == 1
