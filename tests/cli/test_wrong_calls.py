"""What cannot be is told in one line that says what was expected, and changes nothing."""

from pathlib import Path

import pytest

from tests.cli.conftest import Commands

NOT_READ = {
    "no.toml": b"format = = 1",
    "binary.toml": bytes(range(256)),
    "other.toml": b"name = 'x'\n",
    "list.json": b"[1, 2]",
    "page.html": b"<html></html>",
    "gatus.yaml": b"endpoints:\n  - [",
}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, content in NOT_READ.items():
        (tmp_path / name).write_bytes(content)
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("argv", "status", "said"),
    [
        ("check tcp://host", 64, "Expected a web address, a host"),
        ("check ftp://example.org", 64, "Expected one of dns, http"),
        ("check host:99999", 64, "Expected a number from 1 to 65535"),
        ("monitor gatus http://", 64, "Expected a web address"),
        ("monitor gatus http://127.0.0.1 --user x --token", 64, "not both"),
        ("outside yes globalping", 64, "not understood: globalping; Try: outage-notifier outside --help"),
        ("outside gdelt", 64, "'gdelt' is none of 'yes', 'no', 'on', 'off', 'key'"),
        ("outside off globalping --pay", 64, "not understood: --pay"),
        ("outside on nothing", 64, "one of: globalping"),
        ("phone add 5", 64, "not understood: 5"),
        ("phone remove 5", 64, "`outage-notifier phone add` begins it"),
        ("agent status office", 64, "not understood: office"),
        ("agent leave", 2, "this machine is not paired"),
        ("agent pair http://broker.example", 64, "expected mqtts://host"),
        ("catalogue revert x", 64, "nothing else takes one"),
        ("config nothing 1", 64, "there is no setting nothing"),
        ("config probe_interval_s soon", 64, "expected a number from 5 to 86400"),
        ("history --since yesterday", 64, "expected a day (2026-01-31)"),
        ("history 7 --note x", 64, "no incident has the id 7"),
        ("snooze 8h", 64, "outage-notifier snooze whatsapp 8h"),
        ("snooze whatsapp soon", 64, "no service is called soon"),
        ("simulate nothing", 64, "expected a file, or one of just-me"),
        ("practice nothing", 64, "expected a file, or one of just-me"),
        ("simulate .", 2, "the scenario cannot be read: Is a directory"),
        ("simulate no.toml", 2, "not a TOML file"),
        ("simulate binary.toml", 2, "Expected a file in UTF-8"),
        ("simulate other.toml", 2, "missing required field"),
        ("simulate just-me --speed fast", 64, "'fast' is no number above 0 and up to 100000"),
        ("practice other.toml", 2, "missing required field"),
        ("import nothing.json", 2, "nothing.json cannot be read: No such file"),
        ("import list.json", 2, "Expected an Uptime Kuma backup"),
        ("import page.html", 2, "another kind of XML than OPML"),
        ("import gatus.yaml", 2, "not YAML that can be read"),
        ("import http://me:secret@127.0.0.1:1/list", 2, "http://127.0.0.1:1/list cannot be fetched"),
        ("export .", 2, "cannot be written"),
        ("quit now", 64, "not understood: now"),
    ],
)
def test_a_wrong_call(cli: Commands, argv: str, status: int, said: str) -> None:
    told = cli(*argv.split())
    assert (told.status, told.out) == (status, "")
    assert told.err.startswith("outage-notifier: ")
    assert said in told.err
    assert told.err.count("\n") == 1
    assert not cli.paths.settings_file.exists()


def test_what_a_newer_program_wrote_is_told_once_and_left_alone(cli: Commands) -> None:
    cli.paths.settings_file.parent.mkdir(parents=True, exist_ok=True)
    cli.paths.settings_file.write_text("version = 999\n")
    told = cli("config", "theme", "dark")
    assert told.status == 2
    assert told.err.count("newer version of this program") == told.err.count("\n") == 1
    assert cli.paths.settings_file.read_text() == "version = 999\n"
