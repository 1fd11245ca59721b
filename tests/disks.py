"""A disk of its own for what the program keeps: one that fills up, turns read-only by an error, or is taken away.

Only root can make one; elsewhere these tests are skipped.
"""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

SIZE_MB = 12


def _done(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"no right to have a disk of one's own here: {done.stderr}")
    return done.stdout.strip()


class Disk:
    """It is under `folder`, from an image beside it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._image = folder.with_suffix(".img")
        if not hasattr(os, "geteuid") or os.geteuid() != 0:
            pytest.skip("only root can have a disk of its own")
        folder.mkdir()
        self._image.write_bytes(b"")
        os.truncate(self._image, SIZE_MB * 1024 * 1024)
        _done("mkfs.ext4", "-q", "-F", "-O", "^has_journal", str(self._image))
        self.come()

    def come(self) -> None:
        """Be there, with what was kept."""
        _done("mount", "-o", "loop,errors=remount-ro", str(self._image), str(self.folder))

    def go(self) -> None:
        """Be gone, whoever uses it: as a stick that is pulled out."""
        subprocess.run(["umount", "--lazy", str(self.folder)], check=True)

    def fill(self) -> None:
        """Leave no room."""
        for size in (65_536, 512):
            with suppress(OSError), self._ballast.open("ab", buffering=0) as file:
                while True:
                    file.write(bytes(size))

    def empty(self) -> None:
        """Give the room back."""
        self._ballast.unlink()

    def fail(self) -> None:
        """Turn read-only, as after an error of the disk; `go` and `come` mend it."""
        device = Path(_done("findmnt", "-no", "SOURCE", str(self.folder))).name
        Path(f"/sys/fs/ext4/{device}/trigger_fs_error").write_text("1")

    @property
    def _ballast(self) -> Path:
        return self.folder / "ballast"


@contextmanager
def disk(folder: Path) -> Iterator[Disk]:
    made = Disk(folder)
    try:
        yield made
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=False, capture_output=True)
