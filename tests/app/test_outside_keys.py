"""Keys that are entered in the settings: tried at their source, kept in the keyring alone, told to the window."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from notifier.app.outside_keys import OutsideKeys
from notifier.app.supervisor import Work
from notifier.config import secrets
from notifier.config.model import Settings
from notifier.config.paths import Paths
from notifier.core.failure import UserError
from tests.sources.outside_world import World

KEY = "a-secret-key"


@pytest.fixture
def world() -> Iterator[World]:
    with World().open() as opened:
        yield opened


@pytest.fixture
def keyring(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    kept: dict[str, str] = {}
    monkeypatch.setattr(secrets, "set", kept.__setitem__)
    return kept


def at_once(work: Work) -> bool:
    asyncio.run(work())
    return True


@pytest.fixture
def keys(qapp: QApplication, world: World, tmp_path: Path) -> OutsideKeys:
    paths = Paths(tmp_path / "config", tmp_path / "data")
    made = OutsideKeys(paths, lambda: Settings(proxy="none"), bases=world.bases)
    made.attend(at_once)
    return made


def told(keys: OutsideKeys, source: str, key: str) -> UserError | None:
    said: list[tuple[str, UserError | None]] = []
    keys.tried.connect(lambda *each: said.append(each))
    keys.take(source, key)
    ((name, fault),) = said
    assert name == source
    return fault


def test_one_that_works_is_kept(
    keys: OutsideKeys, world: World, keyring: dict[str, str], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert told(keys, "globalping", KEY) is None
    assert keyring == {"outside globalping": KEY}
    assert (world.asked, world.authorization) == ([("globalping", "GET", "/v1/limits")], [f"Bearer {KEY}"])
    files = [each for each in tmp_path.rglob("*") if each.is_file()]
    assert not any(KEY.encode() in each.read_bytes() for each in files)
    assert KEY not in caplog.text


def test_one_that_is_refused_is_not(keys: OutsideKeys, world: World, keyring: dict[str, str]) -> None:
    world.refuses["globalping"] = (401, {})
    fault = told(keys, "globalping", KEY)
    assert str(fault).startswith("Globalping does not take this key")
    assert KEY not in str(fault)
    assert keyring == {}


def test_nothing_entered_forgets_the_one_that_was_kept(
    keys: OutsideKeys, world: World, keyring: dict[str, str]
) -> None:
    assert told(keys, "globalping", "") is None
    assert (keyring, world.asked) == ({"outside globalping": ""}, [])


def test_while_nobody_works_it_is_not_tried(qapp: QApplication, tmp_path: Path, keyring: dict[str, str]) -> None:
    idle = OutsideKeys(Paths(tmp_path / "config", tmp_path / "data"), Settings)
    assert "cannot be tried just now" in str(told(idle, "globalping", KEY))
    assert keyring == {}


@pytest.mark.expects_log("a key could not be tried")
def test_a_fault_of_ours_is_told_and_logged(
    keys: OutsideKeys, keyring: dict[str, str], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_name: str, _value: str) -> None:
        raise RuntimeError("what")

    monkeypatch.setattr(secrets, "set", broken)
    assert "fault of this program" in str(told(keys, "globalping", KEY))
    assert KEY not in caplog.text
