"""Signatures in minisign's format, checked; whoever keeps the catalogue makes them with the usual tool.

A public key is one line of base64: two letters of the kind, eight bytes that name the key, the Ed25519 key itself. A
signature file has four lines: an untrusted comment, the signature (of the file's BLAKE2b hash), a trusted comment, and
a second signature over the first one and that comment. Signing is not done here, and no key is kept here.

The cryptography is the library's of that name; what is done here is reading two lines of base64. py-minisign would do
that, too: it has no types, wants cryptography 50 where 43 is enough, takes signatures of the old kind,
and says of every failure the same, so that all that tells them apart would stay.
"""

import base64
import binascii
from hashlib import blake2b
from typing import Final

import msgspec

from notifier.core.failure import N_, UserError

SIGNATURE_MOST: Final = 8 * 1024
_KEY_KIND: Final = b"Ed"
_HASHED: Final = b"ED"
_WHOLE: Final = b"Ed"
_TRUSTED: Final = "trusted comment: "
_UNTRUSTED: Final = "untrusted comment: "


class PublicKey(msgspec.Struct, frozen=True):
    """A key that signatures are checked with; `name` is the number by which keys are told apart."""

    name: bytes
    key: bytes


def public_key(text: str) -> PublicKey:
    """Read a public key: its line of base64, or the whole file that the tool writes. Raises UserError."""
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith(_UNTRUSTED)]
    raw = _decoded(lines[0], 42) if len(lines) == 1 else None
    if raw is None or raw[:2] != _KEY_KIND:
        hint = N_("Expected minisign's public key: one line of 56 characters that begins with RW.")
        raise UserError("the catalogue's key cannot be read", hint)
    return PublicKey(raw[2:10], raw[10:])


def verify(data: bytes, signature: bytes, key: PublicKey) -> str:
    """Check that the holder of the key signed these bytes; gives the trusted comment. Raises UserError."""
    from cryptography.exceptions import InvalidSignature  # takes 30 ms, for updates only
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    name, first, comment, second = _parts(signature)
    if name != key.name:
        hint = N_("It was signed with the key {other}, and the settings name the key {own}.")
        raise UserError("the signature is somebody else's", hint, other=_shown(name), own=_shown(key.name))
    try:
        holder = Ed25519PublicKey.from_public_bytes(key.key)
        holder.verify(first, blake2b(data).digest())
        holder.verify(second, first + comment.encode())
    except (InvalidSignature, ValueError) as error:
        hint = N_("It was damaged on its way, or changed by somebody. Nothing was taken over.")
        raise UserError("the signature does not fit", hint) from error
    return comment


def _parts(signature: bytes) -> tuple[bytes, bytes, str, bytes]:
    """Take a signature file apart: the key's name, the signature, the trusted comment, the signature of both."""
    try:
        lines = signature[:SIGNATURE_MOST].decode().splitlines()
    except UnicodeDecodeError:
        lines = []
    if len(lines) < 4 or not lines[0].startswith(_UNTRUSTED) or not lines[2].startswith(_TRUSTED):
        raise _no_signature()
    first, second = _decoded(lines[1], 74), _decoded(lines[3], 64)
    if first is None or second is None or first[:2] not in (_HASHED, _WHOLE):
        raise _no_signature()
    if first[:2] == _WHOLE:
        raise UserError("the signature is of the old kind", "Expected one of the file's hash: minisign -S -H.")
    return first[2:10], first[10:], lines[2].removeprefix(_TRUSTED), second


def _decoded(text: str, size: int) -> bytes | None:
    try:
        raw = base64.b64decode(text.strip(), validate=True)
    except (binascii.Error, ValueError):
        return None
    return raw if len(raw) == size else None


def _shown(name: bytes) -> str:
    """Say a key's name as the tool does."""
    return name[::-1].hex().upper()


def _no_signature() -> UserError:
    return UserError("the signature cannot be read", "Expected the .minisig file that belongs to the catalogue.")
