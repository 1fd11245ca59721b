"""A fingerprint of the network that the machine is in: the same whenever it comes back, and of no use to anybody else.

It is made of the default route and the hardware address of its gateway (`notifier.desktop.gateway`); where the system
does not tell them none is made, and nothing is remembered of a network. It is hashed with a salt of this installation
(BLAKE2b, keyed), so that from the history alone nobody can tell where it was made. A network's name is never asked for.
"""

import hashlib
import logging
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Final

from notifier.desktop.gateway import way_out
from notifier.files import read_file, replace_file

log = logging.getLogger(__name__)

SALT_BYTES: Final = 32


class Fingerprints:
    """Makes fingerprints with the salt in a file, which is made when it is first needed."""

    def __init__(self, salt_file: Path, place: Callable[[], str] = way_out) -> None:
        self._salt_file = salt_file
        self._place = place
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
            kept = read_file(self._salt_file)
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
