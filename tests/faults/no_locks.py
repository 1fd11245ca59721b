"""Runs a command in a world where no file can be locked, as in a home folder over NFS whose lock service is away.

The kernel itself refuses: a seccomp filter answers `fcntl`'s locks and `flock` with ENOLCK, for the command and all
that it starts. Linux on x86-64 and ARM64. `python tests/faults/no_locks.py COMMAND …`.
"""

import ctypes
import errno
import os
import platform
import struct
import sys
from typing import Final

NUMBERS: Final = {"x86_64": (72, 73), "aarch64": (25, 32)}
"""Of `fcntl` and `flock`, for each machine."""
LOCKS: Final = (6, 7, 37, 38)
"""fcntl's F_SETLK, F_SETLKW, F_OFD_SETLK and F_OFD_SETLKW."""
LOAD, EQUALS, RETURN = 0x20, 0x15, 0x06
ALLOW: Final = 0x7FFF0000
REFUSE: Final = 0x00050000 | errno.ENOLCK
NUMBER_AT, SECOND_AT = 0, 24
"""Where the system call's number and its second argument stand."""
NO_NEW_PRIVILEGES, SECCOMP, FILTER = 38, 22, 2


def program(machine: str) -> bytes:
    """Give the filter."""
    fcntl, flock = NUMBERS[machine]
    steps = [
        (LOAD, 0, 0, NUMBER_AT),
        (EQUALS, len(LOCKS) + 3, 0, flock),  # to the refusal
        (EQUALS, 0, len(LOCKS) + 1, fcntl),  # else to the permission
        (LOAD, 0, 0, SECOND_AT),
        *((EQUALS, len(LOCKS) - place, 0, lock) for place, lock in enumerate(LOCKS)),
        (RETURN, 0, 0, ALLOW),
        (RETURN, 0, 0, REFUSE),
    ]
    return b"".join(struct.pack("=HBBI", *each) for each in steps)


def take_locks_away() -> None:
    """Have the kernel refuse locks from now on, to this process and its children. Raises OSError."""
    made = program(platform.machine())
    held = ctypes.create_string_buffer(made)
    told = struct.pack("HxxxxxxP", len(made) // 8, ctypes.addressof(held))
    libc = ctypes.CDLL(None, use_errno=True)
    for call in ((NO_NEW_PRIVILEGES, 1, 0, 0, 0), (SECCOMP, FILTER, ctypes.c_char_p(told), 0, 0)):
        if libc.prctl(*call):
            raise OSError(ctypes.get_errno(), "prctl")


if __name__ == "__main__":
    take_locks_away()
    os.execvp(sys.argv[1], sys.argv[1:])
