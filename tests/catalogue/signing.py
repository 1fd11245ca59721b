"""Keys and signatures in minisign's format, and bundles of small services."""

import base64
from datetime import date
from hashlib import blake2b

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from notifier.catalogue.bundle import FORMAT, Bundle, write_bundle
from notifier.catalogue.minisign import PublicKey, public_key
from tests.catalogue.conftest import SMALL

MADE = date(2026, 3, 1)


class Signer:
    """Somebody who keeps a catalogue."""

    def __init__(self, name: bytes = b"keeper-1", seed: bytes = b"\x07" * 32) -> None:
        self.name = name
        self._secret = Ed25519PrivateKey.from_private_bytes(seed)

    @property
    def line(self) -> str:
        """The public key as it stands in the settings."""
        return base64.b64encode(b"Ed" + self.name + self._secret.public_key().public_bytes_raw()).decode()

    @property
    def key(self) -> PublicKey:
        return public_key(self.line)

    def sign(self, data: bytes, comment: str = "a catalogue", kind: bytes = b"ED") -> bytes:
        first = self._secret.sign(blake2b(data).digest() if kind == b"ED" else data)
        second = self._secret.sign(first + comment.encode())
        lines = (
            "untrusted comment: whatever",
            base64.b64encode(kind + self.name + first).decode(),
            f"trusted comment: {comment}",
            base64.b64encode(second).decode(),
        )
        return ("\n".join(lines) + "\n").encode()


def service_file(service: str, name: str) -> str:
    return SMALL.replace('"acme"', f'"{service}"').replace('"Acme"', f'"{name}"')


def bundle(serial: int, name: str = "", services: tuple[str, ...] = ("acme", "whatsapp", "extra")) -> bytes:
    """A catalogue whose services all have this name."""
    files = {each: service_file(each, name or f"Edition {serial}") for each in services}
    return write_bundle(Bundle(FORMAT, serial, MADE, files))
