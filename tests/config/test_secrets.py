import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail
from keyring.errors import KeyringLocked

from notifier.config import secrets
from notifier.config.secrets import KeyringState
from notifier.core.failure import UserError


class Drawer(KeyringBackend):
    """A keyring in memory."""

    priority = 1.0

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


class Jammed(Drawer):
    """A keyring that throws at every touch."""

    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked("jammed")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise KeyringLocked("jammed")


@pytest.fixture
def use(request: pytest.FixtureRequest) -> Iterator[Any]:
    before = keyring.get_keyring()
    yield keyring.set_keyring
    keyring.set_keyring(before)


def test_a_secret_is_kept_read_and_forgotten(use: Any) -> None:
    use(Drawer())
    assert secrets.available()
    secrets.set(secrets.PROXY_PASSWORD, "hush")
    assert secrets.get(secrets.PROXY_PASSWORD) == "hush"
    secrets.set(secrets.PROXY_PASSWORD, "")
    secrets.set(secrets.PROXY_PASSWORD, "")
    assert secrets.get(secrets.PROXY_PASSWORD) is None


def test_no_keyring_is_a_value_and_a_hint(use: Any) -> None:
    use(fail.Keyring())  # type: ignore[no-untyped-call]
    assert not secrets.available()
    assert secrets.available().state is KeyringState.ABSENT
    assert secrets.get(secrets.PROXY_PASSWORD) is None
    with pytest.raises(UserError) as caught:
        secrets.set(secrets.PROXY_PASSWORD, "hush")
    assert caught.value.hint
    assert "hush" not in str(caught.value)


def test_a_keyring_that_throws_never_reaches_the_caller_as_it_is(use: Any) -> None:
    use(Jammed())
    assert secrets.get(secrets.PROXY_PASSWORD) is None
    with pytest.raises(UserError, match="did not take"):
        secrets.set(secrets.PROXY_PASSWORD, "hush")


DRAWER = """
from keyring.backend import KeyringBackend

class Drawer(KeyringBackend):
    priority = 1

    def get_password(self, service, username):
        return None

    def set_password(self, service, username, password):
        pass
"""


@pytest.mark.parametrize(("backend", "usable"), [("drawer.Drawer", True), ("keyring.backends.fail.Keyring", False)])
def test_another_process_tells_whether_there_is_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, backend: str, usable: bool
) -> None:
    (tmp_path / "drawer.py").write_text(DRAWER)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", backend)
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.delitem(sys.modules, "keyring")
    assert secrets.available_apart() is usable
    assert "keyring" not in sys.modules


def test_where_nobody_can_be_asked_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr("sys.executable", "/nowhere/python")
    monkeypatch.delitem(sys.modules, "keyring")
    assert secrets.available_apart() is False


def test_one_that_is_here_already_is_asked_itself(use: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/nowhere/python")
    use(Drawer())
    assert secrets.available_apart() is True
