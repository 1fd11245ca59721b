"""A key that is entered in the terminal is in no argument, environment, file or answer of the program."""

import io
import os
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from notifier.core.outside.source import Key
from notifier.sources import source_keys
from notifier.sources.outside_sources import told_sources
from tests.cli.conftest import PROGRAM, Commands
from tests.sources.crowd_world import GOOD, PAIR, CrowdWorld

CANARY = "c4nary:in-the-mine"
KEYED = [each.id for each in told_sources() if each.key is not Key.NONE]


def processes() -> bytes:
    """Give what everybody on this machine may see of all processes: their arguments; and of ours their environment."""
    said = b""
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit() or int(folder.name) == os.getpid():
            continue
        for name in ("cmdline", "environ"):
            try:
                said += (folder / name).read_bytes()
            except OSError:
                continue  # it has ended, or is not ours
    return said


@pytest.mark.fault("secrets are in no output")
@pytest.mark.parametrize("source", KEYED)
def test_no_process_shows_a_key_while_it_is_tried(cli: Commands, tmp_path: Path, source: str) -> None:
    host = next(each.host for each in told_sources() if each.id == source)
    with socket.create_server(("127.0.0.1", 0)) as proxy:
        cli.set(proxy=f"http://127.0.0.1:{proxy.getsockname()[1]}")
        proxy.settimeout(100)
        with subprocess.Popen(
            [*PROGRAM, *cli.options, "outside", "key", source],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        ) as started:
            assert started.stdin is not None
            started.stdin.write(f"{CANARY}\n".encode())
            started.stdin.close()
            connection, _ = proxy.accept()
            with connection:
                asked = connection.recv(65536)
                seen = processes()
            assert started.stdout is not None
            told = started.stdout.read()
    assert started.returncode != 0, "nobody answered, so it was not kept"
    assert asked.startswith(f"CONNECT {host}:443 ".encode()), "the key goes to its source, through TLS"
    written = b"".join(each.read_bytes() for each in tmp_path.rglob("*") if each.is_file())
    assert b"\0outside\0key\0" in seen, "the process itself was looked at"
    for place in (seen, asked, told, written):
        assert b"c4nary" not in place
    assert b"the key cannot be tried" in told


@pytest.fixture
def world() -> Iterator[CrowdWorld]:
    with CrowdWorld().open() as opened:
        yield opened


@pytest.mark.parametrize("source", ["bluesky", "statusgator"])
def test_what_is_shown_and_exported_later_has_no_key(
    cli: Commands,
    world: CrowdWorld,
    keyring: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    source: str,
) -> None:
    real: Any = source_keys.keep_key
    monkeypatch.setattr(source_keys, "keep_key", lambda *given: real(*given, world.bases))
    key = PAIR if source == "bluesky" else GOOD
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{key}\n"))
    told = [cli("outside", "key", source)]
    assert keyring == {f"outside {source}": key}
    told += [cli("outside", "on", source), cli("add", "whatsapp"), cli("export"), cli("config")]
    told += [cli("outside"), cli("outside", "--json")]
    assert all(each.status == 0 for each in told)
    written = "".join(each.read_text("utf-8", "replace") for each in tmp_path.rglob("*") if each.is_file())
    assert GOOD not in written + str(told)
