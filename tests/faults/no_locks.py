"""Runs a command in a world where a home folder over the network cannot do what SQLite wants of it.

The kernel itself refuses, by a seccomp filter, for the command and all that it starts: locks (`fcntl`'s and `flock`)
with ENOLCK, as NFS does whose lock service is away, or with EOPNOTSUPP, as file systems that know none; memory that is
shared through a file, which the log beside the database needs, with ENODEV, as FUSE does without it. Linux on x86-64
and ARM64. `python tests/faults/no_locks.py ENOLCK|EOPNOTSUPP|ENODEV COMMAND …`.
"""

import ctypes
import errno
import os
import platform
import struct
import sys
from typing import Final

NUMBERS: Final = {"x86_64": (72, 73, 9), "aarch64": (25, 32, 222)}
"""Of `fcntl`, `flock` and `mmap`, for each machine."""
LOCKS: Final = (6, 7, 37, 38)
"""fcntl's F_SETLK, F_SETLKW, F_OFD_SETLK and F_OFD_SETLKW."""
SHARED_FILE: Final = 0x01
"""mmap's MAP_SHARED, without MAP_ANONYMOUS."""
KIND: Final = 0x23
WRITES: Final = 0x02
LOAD, EQUALS, BITS, AND, RETURN = 0x20, 0x15, 0x45, 0x54, 0x06
ALLOW: Final = 0x7FFF0000
REFUSE: Final = 0x00050000
NUMBER_AT, SECOND_AT, THIRD_AT, FOURTH_AT = 0, 24, 32, 40
"""Where the system call's number and its arguments stand."""
NO_NEW_PRIVILEGES, SECCOMP, FILTER = 38, 22, 2


def program(machine: str, fault: str) -> bytes:
    """Give the filter."""
    fcntl, flock, mmap = NUMBERS[machine]
    refuse = REFUSE | getattr(errno, fault)
    steps = [
        (LOAD, 0, 0, NUMBER_AT),
        (EQUALS, 0, 5, mmap),  # else to the permission
        (LOAD, 0, 0, THIRD_AT),
        (BITS, 0, 3, WRITES),
        (LOAD, 0, 0, FOURTH_AT),
        (AND, 0, 0, KIND),
        (EQUALS, 1, 0, SHARED_FILE),
        (RETURN, 0, 0, ALLOW),
        (RETURN, 0, 0, refuse),
    ]
    of_locks = [
        (LOAD, 0, 0, NUMBER_AT),
        (EQUALS, len(LOCKS) + 3, 0, flock),  # to the refusal
        (EQUALS, 0, len(LOCKS) + 1, fcntl),  # else to the permission
        (LOAD, 0, 0, SECOND_AT),
        *((EQUALS, len(LOCKS) - place, 0, lock) for place, lock in enumerate(LOCKS)),
        (RETURN, 0, 0, ALLOW),
        (RETURN, 0, 0, refuse),
    ]
    return b"".join(struct.pack("=HBBI", *each) for each in (steps if fault == "ENODEV" else of_locks))


def take_away(fault: str) -> None:
    """Have the kernel refuse it from now on, to this process and its children. Raises OSError."""
    made = program(platform.machine(), fault)
    held = ctypes.create_string_buffer(made)
    told = struct.pack("HxxxxxxP", len(made) // 8, ctypes.addressof(held))
    libc = ctypes.CDLL(None, use_errno=True)
    for call in ((NO_NEW_PRIVILEGES, 1, 0, 0, 0), (SECCOMP, FILTER, ctypes.c_char_p(told), 0, 0)):
        if libc.prctl(*call):
            raise OSError(ctypes.get_errno(), "prctl")


if __name__ == "__main__":
    take_away(sys.argv[1])
    os.execvp(sys.argv[2], sys.argv[2:])
