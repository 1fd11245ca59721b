"""`catalogue status|update|revert`, from files and over real connections."""

from pathlib import Path

import pytest

from tests.catalogue.signing import Signer, bundle
from tests.cli.conftest import Commands
from tests.cli.world import World

KEEPER = Signer()
NEW = 2**50
"""Newer than any catalogue that is shipped."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "catalogue.json"
    path.write_bytes(bundle(NEW))
    Path(f"{path}.minisig").write_bytes(KEEPER.sign(path.read_bytes()))
    return path


def test_it_is_off_until_a_key_is_set(cli: Commands, file: Path) -> None:
    told = cli("catalogue", "update", str(file))
    assert told.status == 2
    assert told.err.startswith("outage-notifier: no key is set, so no catalogue is taken over")
    assert cli("catalogue", "status").out == "The program's own catalogue is in use.\n"
    assert not cli.paths.catalogue_updates.exists()


def test_update_status_and_revert(cli: Commands, file: Path) -> None:
    assert cli("config", "catalogue_key", KEEPER.line).status == 0
    told = cli("catalogue", "update", str(file))
    assert (told.status, told.err) == (0, "")
    assert told.out.startswith(f"The catalogue {NEW} (3 services, of 2026-03-01) is in use from now on.")
    assert cli("services", f"Edition {NEW}", "--json").json[0]["name"] == f"Edition {NEW}"
    assert cli("add", "extra").status == 0
    status = cli("catalogue", "status").out.splitlines()
    assert status[0] == f"The catalogue {NEW} (3 services, of 2026-03-01) is in use."
    assert cli("catalogue", "revert").out == "The program's own catalogue is in use.\n"
    assert cli("catalogue", "revert").status == 2


def test_over_the_network(cli: Commands, internet: World, file: Path) -> None:
    cli.set(catalogue_key=KEEPER.line)
    server = internet.server()
    server.answers["/c.json"] = (200, file.read_bytes())
    server.answers["/c.json.minisig"] = (200, Path(f"{file}.minisig").read_bytes())
    told = cli("catalogue", "update", f"{server.url}c.json")
    assert (told.status, told.err) == (0, "")
    assert server.asked == ["/c.json.minisig", "/c.json"]
    server.answers["/c.json"] = (200, bundle(NEW + 1))
    told = cli("catalogue", "update", f"{server.url}c.json")
    assert (told.status, told.err.count("\n")) == (2, 1)
    assert "does not fit" in told.err
    server.answers["/c.json.minisig"] = (404, b"")
    assert "status 404" in cli("catalogue", "update", f"{server.url}c.json").err


@pytest.mark.parametrize("arguments", [("update",), ("status", "x"), ("revert", "x"), ("nothing",)])
def test_wrong_use(cli: Commands, arguments: tuple[str, ...]) -> None:
    assert cli("catalogue", *arguments).status == 64


@pytest.mark.parametrize("key", ["RW", "x" * 56, "RW" + "!" * 54])
def test_a_key_that_is_none_is_not_taken(cli: Commands, key: str) -> None:
    told = cli("config", "catalogue_key", key)
    assert told.status == 64
    assert "public key" in told.err
