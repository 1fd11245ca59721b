"""`monitor KIND URL`: a monitoring server is read, kept and shown; what is secret goes into the keyring alone."""

import io
import json
from pathlib import Path

import pytest

from notifier.catalogue import fleet
from notifier.cli.command_options import FLEET_KINDS
from notifier.config import secrets
from notifier.core.failure import UserError
from tests.cli.conftest import Commands
from tests.cli.world import Server, World

SECRET = "s3cret"
ALERT = {"labels": {"alertname": "Down", "severity": "critical"}, "fingerprint": "f", "status": {"state": "active"}}


@pytest.fixture
def server(internet: World) -> Server:
    made = internet.server()
    made.status = 404
    made.answers["/"] = (200, b"<html><title>Alertmanager</title>")
    made.answers["/api/v2/alerts"] = (200, b"[]")
    made.answers["/api/v2/status"] = (200, b'{"versionInfo": {"version": "0.27.0"}}')
    return made


def everything(folder: Path) -> str:
    return "".join(path.read_text("utf-8", "replace") for path in folder.rglob("*") if path.is_file())


def test_the_kinds_are_those_of_the_catalogue() -> None:
    assert set(FLEET_KINDS) == set(fleet.KINDS) >= fleet.SERVERS


def test_it_is_read_kept_and_shown(cli: Commands, server: Server) -> None:
    told = cli("monitor", "alertmanager", server.url)
    assert (told.status, told.err) == (0, "")
    (watched,) = cli.settings.watched
    service = cli.catalogue.get(watched.id)
    assert service is not None
    assert (service.own, service.targets, service.components) == (True, (), ())
    assert cli("status").status == 0
    server.answers["/api/v2/alerts"] = (200, json.dumps([ALERT]).encode())
    assert cli("status").status == 1
    sheet = cli("check", service.name)
    assert sheet.status == 1
    assert "Down" in sheet.out
    server.answers["/api/v2/alerts"] = (200, json.dumps([{**ALERT, "status": {"state": "suppressed"}}]).encode())
    assert cli("status", "--json").json["services"][0]["state"] == "ok"


def test_add_finds_out_what_it_is(cli: Commands, server: Server) -> None:
    assert cli("add", server.url).status == 0
    (watched,) = cli.settings.watched
    service = cli.catalogue.get(watched.id)
    assert service is not None
    assert service.page is not None
    assert (service.page.provider, service.targets) == ("alertmanager", ())


def test_a_password_goes_into_the_keyring_alone(
    cli: Commands, server: Server, keyring: dict[str, str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{SECRET}\n"))
    told = cli("--log-level", "debug", "monitor", "alertmanager", server.url, "--user", "me")
    assert told.status == 0
    assert list(keyring.values()) == [SECRET]
    assert "not encrypted" in told.err
    assert SECRET not in told.out + told.err + everything(tmp_path)
    assert 'user = "me"' in everything(tmp_path)
    assert cli("status").status == 0
    keyring.clear()
    assert cli("status").status == 2


@pytest.mark.parametrize("content", [b"{}", b"<html>", b"[1]"])
def test_what_cannot_be_read_is_not_kept(
    cli: Commands, server: Server, keyring: dict[str, str], monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    server.answers["/api/v2/alerts"] = (200, content)
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{SECRET}\n"))
    told = cli("monitor", "alertmanager", server.url, "--token")
    assert (told.status, told.err.count("\n")) == (2, 1)
    assert (cli.settings.watched, keyring) == ((), {})
    assert list(cli.paths.own_services.iterdir()) == []


def test_without_a_keyring_nothing_is_kept(
    cli: Commands, server: Server, keyring: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def absent(_name: str, _value: str) -> None:
        raise UserError("there is no keyring")

    monkeypatch.setattr(secrets, "set", absent)
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{SECRET}\n"))
    assert cli("monitor", "alertmanager", server.url, "--token").status == 2
    assert cli.settings.watched == ()


@pytest.mark.parametrize(
    "words",
    [("alertmanager", "ftp://x/"), ("other", "http://x/"), ("alertmanager", "http://x/", "--user", "a", "--token")],
)
def test_wrong_use(cli: Commands, words: tuple[str, ...]) -> None:
    assert cli("monitor", *words).status == 64


def test_nothing_entered_is_wrong_use(cli: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert cli("monitor", "zabbix", "http://127.0.0.1:9/", "--token").status == 64
