"""`phone`: addresses are asked for, tried, listed masked, and kept in the keyring alone."""

import io
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Commands
from tests.cli.test_keys_stay import processes
from tests.cli.world import World
from tests.desktop_parts.phone.conftest import _web as _web
from tests.desktop_parts.phone.servers import Web

CANARY = "c4n4ry-5ecret"


def typed(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{text}\n"))


def test_an_address_is_added_listed_tried_and_removed(
    cli: Commands, internet: World, web: Web, keyring: dict[str, str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert "Nothing is sent to a phone yet" in cli("phone").out
    assert "nothing is sent to a phone yet" in cli("phone", "test").err
    url = f"ntfy://me:{CANARY}@{web.place}/{CANARY}"
    typed(monkeypatch, url)
    added = cli("phone", "add", "--level", "all")
    assert (added.status, keyring) == (0, {"phone 1": url})
    assert web.wait_for(1)[0]["title"] == "Outage Notifier reaches you here"
    listed = cli("phone", "list")
    assert listed.out.split() == ["1", "ntfy", f"ntfy://{web.place}/…", "Everything"]
    assert cli("phone", "test").status == 0
    assert len(web.wait_for(2)) == 2
    told = [cli(*each.split()) for each in ("config", "doctor", "phone test 7")]
    assert told[-1].status == 64
    assert CANARY not in "".join(each.out + each.err for each in (added, listed, *told))
    files = [each for each in tmp_path.rglob("*") if each.is_file()]
    assert not any(CANARY.encode() in each.read_bytes() for each in files)
    assert CANARY.encode() not in processes()
    assert cli("phone", "remove", "1").status == 0
    assert keyring == {"phone 1": ""}
    assert "Nothing is sent" in cli("phone").out


@pytest.mark.parametrize("status", [401, 500])
def test_one_that_fails_is_not_kept(
    status: int, cli: Commands, web: Web, keyring: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    web.status = status
    typed(monkeypatch, f"ntfy://{web.place}/topic")
    told = cli("phone", "add")
    assert told.status == 2
    assert f"status {status}" in told.err
    assert keyring == {}


def test_what_is_no_address_is_refused(cli: Commands, keyring: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    typed(monkeypatch, "sms://12345")
    told = cli("phone", "add")
    assert "this is not an address for notices to the phone" in told.err
    assert keyring == {}
