"""A file that is replaced is the old one or the new one, whatever happens meanwhile."""

import errno
import os
import stat
from pathlib import Path

import pytest

from notifier.desktop.notify.standing import Standing
from notifier.files import read_file, replace_file, write_file
from tests.faults.odd_files import KINDS, put


def test_it_is_written_and_replaced_with_the_rights_that_are_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "file"
    replace_file(path, b"old")
    assert (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) == (b"old", 0o600)
    replace_file(path, b"new\r\n", 0o644)
    assert (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) == (b"new\r\n", 0o644)
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_what_the_disk_refuses_leaves_the_old_one_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path = tmp_path / "file"
    replace_file(path, b"old")

    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, step, full)
        with pytest.raises(OSError, match="No space left"):
            replace_file(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / "link"
    write_file(real, b"old")
    link.symlink_to(real)
    replace_file(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


@pytest.mark.fault("files: none in their place")
@pytest.mark.skipif(os.name != "posix", reason="only POSIX has these")
def test_what_is_no_file_is_not_replaced(tmp_path: Path) -> None:
    """Who is root would replace /dev/null for everybody."""
    pipe, link = tmp_path / "pipe", tmp_path / "link"
    os.mkfifo(pipe)
    link.symlink_to(pipe)
    for each in (pipe, link):
        with pytest.raises(OSError, match="not a file"):
            replace_file(each, b"new")
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert sorted(tmp_path.iterdir()) == [link, pipe]


def test_without_its_folder_there_is_nothing_to_replace(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        replace_file(tmp_path / "no folder" / "file", b"")


@pytest.mark.fault("files: none in their place")
@pytest.mark.skipif(os.name != "posix", reason="only POSIX has these")
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_small_file_is_refused_at_once(tmp_path: Path, kind: str) -> None:
    put(kind, tmp_path / "kept.json")
    with pytest.raises(OSError, match="kept") as refused:
        read_file(tmp_path / "kept.json")
    assert refused.value.errno in (errno.EINVAL, errno.EFBIG, errno.ENOENT, errno.ELOOP)


@pytest.mark.fault("files: none in their place")
@pytest.mark.parametrize("kept", [b'{"server":"\xff"}', b'{"server":"dunst","numbers":{"a":1e999}}', b"[" * 100_000])
def test_what_stood_on_the_desktop_is_forgotten_where_the_file_is_broken(tmp_path: Path, kept: bytes) -> None:
    (tmp_path / "notices.json").write_bytes(kept)
    assert Standing(tmp_path / "notices.json").begin("dunst") == frozenset()
