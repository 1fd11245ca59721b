"""Pairing: the line of text that brings the broker's address and the key from one machine to the next.

The key is in the system's keyring and in that line alone. Nothing here makes requests.
"""

import base64
import binascii
import hashlib
import secrets
from typing import Final

from notifier.core.broker import Broker, broker_of
from notifier.core.failure import UserError

KEY_BYTES: Final = 32
KEY_SECRET: Final = "machines-key"  # noqa: S105 - the name under which it is kept
PASSWORD_SECRET: Final = "machines-password"  # noqa: S105 - the name under which it is kept
_MARK: Final = "onm1-"
_CHECK_BYTES: Final = 4


def new_key() -> bytes:
    """Make a key that nobody has."""
    return secrets.token_bytes(KEY_BYTES)


def key_text(key: bytes) -> str:
    """Write a key as the keyring holds it."""
    return base64.urlsafe_b64encode(key).decode()


def key_of(text: str | None) -> bytes | None:
    """Read a key as the keyring holds it; None: there is none."""
    try:
        key = base64.urlsafe_b64decode((text or "").encode("ascii"))
    except (ValueError, binascii.Error):
        return None
    return key if len(key) == KEY_BYTES else None


def code_of(broker: Broker, key: bytes) -> str:
    """Write what the next machine is to be given: one line, which is as secret as the key in it."""
    body = key + broker.url.encode()
    return _MARK + base64.urlsafe_b64encode(_check(body) + body).decode().rstrip("=")


def read_code(line: str) -> tuple[Broker, bytes]:
    """Read such a line. Raises UserError for one that was not copied whole."""
    code = "".join(line.split())
    try:
        text = code.removeprefix(_MARK)
        whole = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        check, body = whole[:_CHECK_BYTES], whole[_CHECK_BYTES:]
        url = body[KEY_BYTES:].decode("ascii")
    except ValueError:
        check, body, url = b"", b"", ""
    if not code.startswith(_MARK) or len(body) <= KEY_BYTES or check != _check(body):
        raise UserError("this is no code of a machine", "copy the whole line that `outage-notifier agent pair` showed")
    return broker_of(url), body[:KEY_BYTES]


def _check(body: bytes) -> bytes:
    """Tell a line that was copied whole from another."""
    return hashlib.sha256(body).digest()[:_CHECK_BYTES]
