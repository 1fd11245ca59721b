"""A fingerprint of the network that the machine is in: the same whenever it comes back, and of no use to anybody else.

On Linux it is made of the default route and the hardware address of its gateway, both as the kernel tells them to
everybody (`/proc/net`, see proc(5)); elsewhere none is made, and nothing is remembered of a network. It is hashed with
a salt of this installation (BLAKE2b, keyed), so that from the history alone nobody can tell where it was made. A
network's name is never asked for.
"""

import hashlib
import logging
import secrets
import sys
from pathlib import Path
from typing import Final

from notifier.files import replace_file

log = logging.getLogger(__name__)

PROC: Final = Path("/proc/net")
SALT_BYTES: Final = 32
_UP_AND_GATEWAY: Final = 0x3


class Fingerprints:
    """Makes fingerprints with the salt in a file, which is made when it is first needed."""

    def __init__(self, salt_file: Path, proc: Path = PROC) -> None:
        self._salt_file = salt_file
        self._proc = proc
        self._salt = b""

    def __call__(self) -> str:
        """Give the fingerprint of the network as it is now; empty where it cannot be told from others."""
        place = self._place()
        if not place:
            return ""
        return hashlib.blake2b(place.encode(), key=self._kept_salt(), digest_size=16).hexdigest()

    def _kept_salt(self) -> bytes:
        if not self._salt:
            self._salt = self._read_salt()
        return self._salt

    def _read_salt(self) -> bytes:
        try:
            kept = self._salt_file.read_bytes()
            if len(kept) == SALT_BYTES:
                return kept
        except FileNotFoundError:
            pass
        except OSError as error:
            log.warning("networks are not remembered: %s", error)
            return secrets.token_bytes(SALT_BYTES)
        salt = secrets.token_bytes(SALT_BYTES)
        try:
            replace_file(self._salt_file, salt)
        except OSError as error:
            log.warning("networks are remembered until the end only: %s", error)
        return salt

    def _place(self) -> str:
        """Tell the default route, and who its gateway is; of a tunnel, which has none, its interface alone."""
        for row in self._rows("route"):
            if len(row) < 4 or row[1] != "00000000":
                continue
            interface, gateway, flags = row[0], row[2], int(row[3], 16)
            if flags & _UP_AND_GATEWAY != _UP_AND_GATEWAY:
                return f"tunnel {interface}"
            return self._gateway(_dotted(gateway))
        return ""

    def _gateway(self, address: str) -> str:
        for row in self._rows("arp"):
            if len(row) >= 4 and row[0] == address and row[3].strip("0:"):
                return f"gateway {address} {row[3].lower()}"
        return ""  # it was not spoken to yet: soon

    def _rows(self, name: str) -> list[list[str]]:
        try:
            text = (self._proc / name).read_text("ascii", "replace")
        except OSError:
            return []
        return [line.split() for line in text.splitlines()[1:]]


def _dotted(number: str) -> str:
    """Give the address that the kernel writes as a number in its own order of bytes."""
    return ".".join(str(each) for each in int(number, 16).to_bytes(4, sys.byteorder))
