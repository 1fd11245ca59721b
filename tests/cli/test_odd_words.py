"""Words that are no text, streams that know few letters, folders that are none: told in a sentence, or no matter."""

import os
from pathlib import Path

import pytest

from notifier.config.model import WatchedService
from tests.catalogue.conftest import SMALL
from tests.cli.conftest import Commands

NO_TEXT = os.fsdecode(b"caf\xe9")
CAFE = """
format = 1
name = "cafe"
title = "It is closed"
seed = 1
start = 2026-03-02T08:00:00Z
duration_s = 600
country = "ID"
fault = [{ from_s = 120, until_s = 600, kind = "reset", service = "cafe" }]

[[service]]
id = "cafe"
name = "Café ☕"
owner = "Café"
target = [{ component = "web", kind = "tcp", target = "cafe.example:80" }]
"""


@pytest.mark.fault("odd surroundings")
@pytest.mark.parametrize(
    "argv",
    [
        ("config", "place", NO_TEXT),
        ("config", "proxy_user", NO_TEXT),
        ("config", "probe_interval_s", NO_TEXT),
        ("history", "1", "--note", NO_TEXT),
        ("history", "--search", NO_TEXT),
        ("check", NO_TEXT),
        ("snooze", "github", NO_TEXT),
        ("agent", "join", "--place", NO_TEXT),
    ],
)
def test_what_is_no_text_is_refused(cli: Commands, argv: tuple[str, ...]) -> None:
    told = cli.process(*argv)
    assert (told.status, told.out) == (64, "")
    assert told.err.count("\n") == 1
    assert "is not text" in told.err
    assert not cli.paths.settings_file.exists()


@pytest.mark.fault("odd surroundings")
@pytest.mark.parametrize("command", ["export", "import", "simulate"])
def test_a_file_may_have_any_name(cli: Commands, tmp_path: Path, command: str) -> None:
    told = cli.process(command, str(tmp_path / NO_TEXT))
    assert "is not text" not in told.err
    assert (tmp_path / NO_TEXT).exists() == (command == "export")


@pytest.mark.fault("odd surroundings")
@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_what_is_for_programs_is_utf_8_in_every_locale(cli: Commands, encoding: str) -> None:
    (cli.paths.own_services / "acme.toml").write_text(SMALL.replace('"Acme"', '"Café ☕"'), encoding="utf-8")
    cli.set(watched=(WatchedService("acme"),))
    (cli.paths.config_dir / "cafe.toml").write_text(CAFE, encoding="utf-8")
    for argv in (("services", "acme", "--json"), ("export",), ("simulate", str(cli.paths.config_dir / "cafe.toml"))):
        usual, odd = cli.process(*argv), cli.process(*argv, PYTHONIOENCODING=encoding)
        assert "Café ☕" in usual.out
        assert (odd.status, odd.err) == (0, "")
        assert [each for each in odd.out.splitlines() if "wall_s" not in each] == [
            each for each in usual.out.splitlines() if "wall_s" not in each
        ]


@pytest.mark.fault("own services: broken files")
def test_a_folder_of_own_services_that_cannot_be_read_is_told_once(cli: Commands) -> None:
    cli.paths.own_services.rmdir()
    cli.paths.own_services.write_text("no folder")
    told = cli("services", "whatsapp")
    assert told.status == 0
    assert told.err == f"outage-notifier: {cli.paths.own_services} cannot be read: Not a directory\n"
    assert "WhatsApp" in told.out


@pytest.mark.fault("odd surroundings")
def test_a_folder_whose_name_is_too_long_is_told(cli: Commands) -> None:
    folder = cli.paths.config_dir / ("x" * 300)
    for argv in (("services", "whatsapp"), ("add", "whatsapp"), ("history",)):
        told = cli.process("--config-dir", str(folder), *argv)
        assert told.status == (2 if argv[0] == "add" else 0)
        assert "File name too long" in told.err or argv[0] == "history"
        assert "Traceback" not in told.err
