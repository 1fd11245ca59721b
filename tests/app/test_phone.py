"""Notices to the phone in the program: added after a test, sent with what is told here, and no secret anywhere else."""

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from notifier.app.phone import PhoneNotices
from notifier.config import file, secrets
from notifier.config.file import Loaded
from notifier.config.model import Settings
from notifier.config.paths import Paths
from notifier.core.failure import UserError
from notifier.core.model import Alert, AlertKind, LineState, State
from notifier.core.phone import PhoneLevel
from notifier.ui.settings.store import SettingsStore
from notifier.words.names import NO_NAMES
from tests.desktop_parts.phone.servers import Web, web
from tests.ui.samples import NOW, member

CANARY = "c4n4ry-5ecret"
DOWN = Alert("a1", AlertKind.OUTAGE, NOW, "i1", (member(state=State.OUTAGE),))


class Teller(QObject):
    told = Signal(object)


class Scene:
    def __init__(self, paths: Paths, kept: dict[str, str], qtbot: QtBot) -> None:
        self.paths, self.kept, self._qtbot = paths, kept, qtbot
        self.store = SettingsStore(paths.settings_file, Loaded(Settings()))
        self.teller = Teller()
        self.notices = PhoneNotices(paths, self.store, self.teller.told, NO_NAMES)

    def answer(self, act: Callable[[], None]) -> tuple[str, UserError | None]:
        with self._qtbot.waitSignal(self.notices.answered, timeout=20_000) as said:
            act()
        number, fault = said.args
        return number, fault


@pytest.fixture(name="web")
def _web() -> Iterator[Web]:
    with web() as server:
        yield server


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

    assert scene.answer(lambda: scene.teller.told.emit(DOWN)) == ("1", None)
    scene.teller.told.emit(DOWN)  # told again after a crash, say
    assert web.wait_for(2)[1]["title"] == "WhatsApp is down for everyone"
    scene.teller.told.emit(msgspec.structs.replace(DOWN, id="a2", kind=AlertKind.POSSIBLE))
    scene.notices.set_level("1", PhoneLevel.ALL)
    possible = msgspec.structs.replace(DOWN, id="a3", kind=AlertKind.POSSIBLE)
    assert scene.answer(lambda: scene.teller.told.emit(possible)) == ("1", None)
    assert len(web.wait_for(3)) == 3

    assert scene.answer(lambda: scene.notices.test("1")) == ("1", None)
    scene.notices.remove("1")
    assert scene.kept == {"phone 1": ""}
    assert not scene.store.settings.phones
    scene.teller.told.emit(msgspec.structs.replace(DOWN, id="a4"))
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
    number, fault = scene.answer(lambda: scene.teller.told.emit(DOWN))
    assert number == "1"
    assert "status 503" in str(fault)
    web.status = 200
    back = Alert("a9", AlertKind.LINE, NOW, "line", line=LineState.ONLINE, line_was=LineState.OFFLINE)
    assert scene.answer(lambda: scene.teller.told.emit(back)) == ("1", None)
    assert [told["title"] for _path, told, _login in web.got[2:]] == ["WhatsApp is down for everyone"]


def test_no_secret_is_in_any_file(scene: Scene, web: Web, tmp_path: Path) -> None:
    url = f"ntfy://me:{CANARY}@{web.place}/{CANARY}"
    scene.answer(lambda: scene.notices.add(url, PhoneLevel.ALL))
    web.status = 500
    scene.answer(lambda: scene.teller.told.emit(DOWN))
    scene.notices.close()
    file.save(scene.paths.settings_file, scene.store.settings)
    files = [each for each in tmp_path.rglob("*") if each.is_file()]
    assert {"settings.toml", "phone.json"} <= {each.name for each in files}
    assert not any(CANARY.encode() in each.read_bytes() for each in files)
