"""A canary for each secret, through everything that the program says, keeps or hands out."""

import base64
import logging
from pathlib import Path

import pytest

from notifier.config import secrets
from notifier.core.alerts.phone import PhoneAddress
from notifier.core.outside.broker import Broker
from notifier.crash import Failures, Hooks, Log
from notifier.sources.machines.pairing import KEY_SECRET, PASSWORD_SECRET, key_text
from notifier.sources.outside_sources import told_sources
from tests.cli.conftest import Commands
from tests.cli.conftest import cli as cli
from tests.cli.conftest import internet as internet
from tests.cli.world import World

pytestmark = pytest.mark.fault("secrets are in no output")

KEY = b"c4nary-key-c4nary-key-c4nary-key"
PHONE = PhoneAddress("1", "ntfy", "127.0.0.1:1")
SECRETS = {
    PHONE.secret: "ntfy://anna:c4nary-phone@127.0.0.1:1/c4nary-topic",
    secrets.PROXY_PASSWORD: "c4nary-proxy",
    KEY_SECRET: key_text(KEY),
    PASSWORD_SECRET: "c4nary-broker",
    "page https://alerts.example:443 anna": "c4nary-page",
} | {f"outside {each.key_of or each.id}": f"c4nary-{each.id}:x" for each in told_sources()}
COMMANDS = (
    ["config"], ["config", "proxy_user"], ["config", "broker"], ["outside"], ["outside", "--json"],
    ["export"], ["services"], ["services", "--json"], ["history"], ["history", "--json"], ["doctor"],
    ["doctor", "--json"], ["agent", "status"], ["phone"],
    ["phone", "test"], ["status"], ["status", "--json"], ["--help"], ["--version"],
)  # fmt: skip


def told_of(secret: str) -> list[str]:
    """Give the forms in which somebody could read it."""
    whole = secret.encode()
    return [secret, base64.b64encode(whole).decode(), base64.urlsafe_b64encode(whole).decode(), whole.hex()]


@pytest.fixture
def keyring(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    kept = dict(SECRETS)
    monkeypatch.setattr(secrets, "get", kept.get)
    monkeypatch.setattr(secrets, "set", kept.__setitem__)
    return kept


def test_commands_files_and_the_log(
    cli: Commands, internet: World, keyring: dict[str, str], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    server = internet.server()
    cli.set(
        broker=Broker("127.0.0.1", 1, "anna").url,
        place="home",
        proxy_user="anna",
        outside_answered=True,
        outside=[each.id for each in told_sources()],
        country="ID",
        phones=(PHONE.text,),
    )
    said = [
        cli(*argv) for argv in (["add", server.url], *COMMANDS, ["check", server.url], ["check", server.url, "--json"])
    ]
    assert sum(each.status == 0 for each in said) >= 12, [each for each in said if each.status]
    written = "".join(each.read_bytes().decode("utf-8", "replace") for each in tmp_path.rglob("*") if each.is_file())
    everything = "".join(each.out + each.err for each in said) + written + caplog.text
    assert "anna" in everything, "what is no secret is there"
    assert [form for secret in SECRETS.values() for form in told_of(secret) if form in everything] == []
    assert "c4nary" not in everything


@pytest.mark.parametrize(
    "words",
    [
        "Authorization: Bearer c4nary", "https://anna:c4nary@broker.example/", "https://x.example/?key=c4nary",
        "password=c4nary", "{'token': 'c4nary'}", 'api_key="c4nary"', "Cookie: session=c4nary",
        "proxy-authorization: basic c4nary", "mqtts://anna:c4nary@broker.example:8883",
        "GET /x?token=c4nary secret=c4nary",
    ],
)  # fmt: skip
def test_a_crash(words: str, tmp_path: Path, qapp: object) -> None:
    log, told = Log(tmp_path / "x.log", tmp_path / "fault.log", "debug"), list[str]()
    failures = Failures()
    failures.happened.connect(told.append)
    hooks = Hooks(failures)
    logging.getLogger("somebody").info("asked: %s", words)
    try:
        raise RuntimeError(words)
    except RuntimeError as error:
        logging.getLogger("somebody").exception("it failed")
        failures.tell(error)
    hooks.close()
    log.close()
    written = (tmp_path / "x.log").read_text() + "".join(told)
    assert written.count("RuntimeError") == 3
    assert "c4nary" not in written
