"""A settings file of every odd sort: one clear sentence, the good kept, nothing overwritten, and no wait."""

import os
import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from notifier.config import file
from notifier.config.model import Settings, WatchedService
from notifier.core.failure import UserError
from tests.faults.odd_files import KINDS, put

MOST_S = 10.0
"""Of CPU; a start waits for it. The parser itself takes two, and machines differ."""

BEGINNING = b'probe_interval_s = 90\n\n[[watched]]\nid = "whatsapp"\n\n'
LINES = b"x = = 3\n"
ODD = {
    "a string without an end": b'a = """' + b"x\n" * 40_000,
    "brackets without an end": b"a = " + b"[" * 40_000,
    "nested keys": b"a" + b".a" * 5_000 + b" = 1",
    "hundreds of broken lines": LINES * 5_000,
    "good, then hundreds of broken lines": BEGINNING + LINES * 5_000,
    "headers": b"[a\n" * 20_000,
    "binary": bytes(range(256)) * 1_000,
    "zeros": bytes(100_000),
    "one line": b"x" * 500_000,
    "UTF-16": BEGINNING.decode().encode("utf-16"),
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


@pytest.mark.fault("settings: broken file")
@pytest.mark.parametrize("name", ODD)
def test_what_is_not_a_settings_file_is_told_kept_and_replaced(path: Path, name: str) -> None:
    path.write_bytes(ODD[name])
    begun = time.process_time()
    loaded = file.load(path)
    assert time.process_time() - begun < MOST_S
    assert loaded.problem is not None
    assert len(str(loaded.problem)) < 3_000
    assert path.with_name("settings.toml.bak").read_bytes() == ODD[name]
    if ODD[name].startswith(BEGINNING):
        assert loaded.settings == Settings(probe_interval_s=90, watched=(WatchedService("whatsapp"),))
    file.save(path, loaded.settings)
    assert file.load(path) == file.Loaded(loaded.settings)


@pytest.mark.fault("settings: broken file")
def test_a_file_that_is_cut_or_spoiled_anywhere(path: Path, record_property: Callable[[str, object], None]) -> None:
    file.save(path, Settings(language="id", watched=tuple(WatchedService(name) for name in ("whatsapp", "bca"))))
    whole = path.read_bytes()
    chance = random.Random(7)
    spoiled = [whole[:length] for length in range(len(whole))]
    for _ in range(200):
        place = chance.randrange(len(whole))
        spoiled.append(whole[:place] + chance.randbytes(chance.randint(1, 9)) + whole[place + 1 :])
    record_property("tries", len(spoiled))
    for number, data in enumerate(spoiled):
        folder = path.parent / str(number)
        folder.mkdir()
        spoilt = folder / "settings.toml"
        spoilt.write_bytes(data)
        loaded = file.load(spoilt)
        file.save(spoilt, loaded.settings)
        assert file.load(spoilt) == file.Loaded(loaded.settings)


@pytest.mark.fault("settings: no file of ours")
@pytest.mark.skipif(os.name != "posix", reason="only POSIX has these")
@pytest.mark.parametrize("kind", KINDS)
def test_what_stands_in_its_place_is_never_waited_for_nor_replaced(path: Path, kind: str) -> None:
    put(kind, path)
    loaded = file.load(path)
    assert loaded.settings == Settings()
    if kind == "link to nowhere":  # a folder of the user's that is not there yet
        assert loaded.problem is None
        file.save(path, Settings(language="id"))
        assert (path.parent / "gone" / "settings.toml").exists()
        return
    assert loaded.problem is not None
    assert str(path) in str(loaded.problem)
    before = path.lstat()
    with pytest.raises(UserError, match=r"settings\.toml|not a file|larger"):
        file.save(path, Settings(language="id"))
    assert path.lstat().st_ino == before.st_ino
    assert path.lstat().st_size == before.st_size
    assert [each.name for each in path.parent.iterdir()] == ["settings.toml"]
