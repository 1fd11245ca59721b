"""Pairing: the line of text that brings the broker's address and the key from one machine to the next.

The key is in the system's keyring and in that line alone. Nothing here makes requests.
"""

import base64
import binascii
import hashlib
import secrets
from collections.abc import Callable
from typing import Final

import msgspec

from notifier.core.failure import UserError
from notifier.core.outside.broker import PLACE_MOST, Broker, broker_of
from notifier.sources.logins import SecretOf
from notifier.sources.machines.known_machines import KnownMachines

KEY_BYTES: Final = 32
KEY_SECRET: Final = "machines-key"  # noqa: S105 - the name under which it is kept
PASSWORD_SECRET: Final = "machines-password"  # noqa: S105 - the name under which it is kept
_MARK: Final = "onm1-"
_CHECK_BYTES: Final = 4


class Membership(msgspec.Struct, frozen=True):
    """What it takes to speak with the others. Never printed or logged."""

    broker: Broker
    key: bytes
    password: str = ""


def not_paired() -> UserError:
    """What to say where there is no broker."""
    return UserError("this machine is not paired", "`outage-notifier agent pair` and `agent join` do that")


def membership(address: str, secret_of: SecretOf) -> Membership:
    """Give what pairing left here; `address` is the broker's of the settings. Raises UserError."""
    if not address:
        raise not_paired()
    broker, key = broker_of(address), key_of(secret_of(KEY_SECRET))
    if key is None:
        raise UserError("the machines' key is not in the keyring, or that is locked", "unlock it, or pair anew")
    return Membership(broker, key, (secret_of(PASSWORD_SECRET) or "") if broker.user else "")


def keep(member: Membership, keep_secret: Callable[[str, str], None]) -> None:
    """Put the secrets into the keyring. Raises UserError, and then nothing may be paired."""
    keep_secret(PASSWORD_SECRET, member.password)
    keep_secret(KEY_SECRET, key_text(member.key))


def without(
    place: str, address: str, known: KnownMachines, secret_of: SecretOf, keep_secret: Callable[[str, str], None]
) -> str:
    """Shut a machine out for good: make another key, and give the code with it, which all the others need.

    Raises UserError, and then nothing is changed.
    """
    member = msgspec.structs.replace(membership(address, secret_of), key=new_key())
    if place not in {each.place for each in known.all()}:
        raise UserError("no machine of this name was heard", "`outage-notifier agent status` lists those that answer")
    keep(member, keep_secret)
    known.remove(place)
    return code_of(member.broker, member.key)


def forget(keep_secret: Callable[[str, str], None]) -> None:
    """Take the secrets out of the keyring. Raises UserError."""
    for each in (KEY_SECRET, PASSWORD_SECRET):
        keep_secret(each, "")


def place_of(text: str) -> str:
    """Read the name of a machine's place. Raises UserError."""
    place = text.strip()
    if not place or not place.isprintable() or len(place) > PLACE_MOST:
        raise UserError("this machine's place has no name", "such as home or office, at most 40 letters")
    return place


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
        raise UserError("this is not a machine's code", "copy the whole line that `outage-notifier agent pair` showed")
    return broker_of(url), body[:KEY_BYTES]


def _check(body: bytes) -> bytes:
    """Tell a line that was copied whole from another."""
    return hashlib.sha256(body).digest()[:_CHECK_BYTES]
