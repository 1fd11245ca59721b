"""Replacing a file so that whoever reads it, and whatever ends the program meanwhile, finds the old one or the new one.

Reading one is here, too, whatever stands in its place. What is in the file, and what a failure means, is the caller's.
"""

import contextlib
import errno
import os
import stat
import tempfile
from pathlib import Path
from typing import Final

MOST_BYTES: Final = 1024 * 1024
"""Of a file that is read: all of them are small."""


def replace_file(path: Path, content: bytes, mode: int = 0o600) -> None:
    """Write beside the file, force it to the disk, and put it in the file's place; a link stays a link.

    The folder must be there. Raises OSError, and then everything is as it was; also for what is no file, such as
    /dev/null, which root could replace.
    """
    path = end_of_links(path)
    with contextlib.suppress(FileNotFoundError):
        if not (stat.S_ISREG(mode_there := path.stat().st_mode) or stat.S_ISDIR(mode_there)):
            raise OSError(errno.EINVAL, "it is not a file", str(path))
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    fresh = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        fresh.chmod(mode)
        fresh.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            fresh.unlink()
        raise
    sync_folder(path.parent)


def read_file(path: Path) -> bytes:
    """Read a file of this program's own. Raises OSError, also for what is no file or too large.

    Who opened a pipe would wait for ever, and who read a device would not end.
    """
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "it is not a file", str(path))
    if status.st_size > MOST_BYTES:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(path))
    return path.read_bytes()


def reason_of(error: OSError) -> str:
    """Give the system's words for why something failed; its kind where there are none."""
    return error.strerror or type(error).__name__


def end_of_links(path: Path) -> Path:
    """Give the file that a link leads to, be it there or not. Raises OSError for links that lead in a circle."""
    end = Path(os.path.realpath(path))
    if end.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))
    return end


def write_file(path: Path, content: bytes) -> None:
    """Write a file that nobody reads yet, and force it to the disk. Raises OSError."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Force a folder's names to the disk, where a system can do that. Raises OSError."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
