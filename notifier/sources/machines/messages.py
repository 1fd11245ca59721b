"""What machines say to each other, and how it is sealed.

Sealing is ChaCha20-Poly1305 (RFC 8439), which hides and proves at once; what was sealed as a question opens as no
answer. Plain texts are filled up to one of few lengths, so that these tell nothing. Whoever has the key can seal: all
machines of a user trust each other. Replays are refused by who listens: an answer names the question that it belongs
to, a question the time and a number that is taken once. What seals is imported with the first message: 6 MB.
"""

import hashlib
import os
from typing import Annotated, Final, TypeVar

import msgspec

from notifier.core.outside.broker import PLACE_MOST
from notifier.json import NOT_JSON
from notifier.sources.remote import RemoteCheck

STEP: Final = 512
"""Plain texts have a multiple of so many bytes."""
MOST: Final = 8 * STEP
"""The longest plain text: an address of 2,048 letters has room."""
SEALED_MOST: Final = MOST + 28
_NONCE: Final = 12

Number = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{32}$")]
PlaceName = Annotated[str, msgspec.Meta(min_length=1, max_length=PLACE_MOST)]
Seconds = Annotated[float, msgspec.Meta(ge=0, le=1e11)]


class Question(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """One machine asks the others, or only `to`, to try something; without `check`: who is there.

    `time_s` is the asker's clock, or, where that is known to differ, what the asked one's clock shows.
    """

    number: Number
    time_s: Seconds
    place: PlaceName
    to: Annotated[str, msgspec.Meta(max_length=PLACE_MOST)] = ""
    check: RemoteCheck | None = None


class Answer(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """What a machine says to a question, first that it heard it (`done` is false), then what came of it.

    `works` None: it cannot tell. `late`: by its clock, `time_s`, the question is not of now, and nothing was tried.
    """

    number: Number
    time_s: Seconds
    place: PlaceName
    country: Annotated[str, msgspec.Meta(pattern="^[A-Z]{2}$")]
    done: bool = False
    works: bool | None = None
    late: bool = False


Message = TypeVar("Message", Question, Answer)


def topic(key: bytes, kind: type[Question | Answer]) -> str:
    """Name the topic of questions or answers; it tells nothing of the key."""
    return f"outage-notifier/{hashlib.sha256(b'topic' + key).hexdigest()[:24]}/{_purpose(kind).decode()}"


def seal(key: bytes, message: Question | Answer) -> bytes:
    """Seal a message. Raises ValueError for one that is too long."""
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    plain = msgspec.json.encode(message)
    plain += b" " * (-len(plain) % STEP)
    if len(plain) > MOST:
        raise ValueError("too long a message")
    nonce = os.urandom(_NONCE)
    return nonce + ChaCha20Poly1305(key).encrypt(nonce, plain, _purpose(type(message)))


def opened(key: bytes, kind: type[Message], sealed: bytes) -> Message | None:
    """Open a message; None for everything that nobody with the key sealed for this purpose."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    if not _NONCE < len(sealed) <= SEALED_MOST:
        return None
    try:
        plain = ChaCha20Poly1305(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], _purpose(kind))
        message = msgspec.json.decode(plain, type=kind)
    except (InvalidTag, *NOT_JSON):
        return None
    return message if message.place.isprintable() else None


def _purpose(kind: type[Question | Answer]) -> bytes:
    return b"ask" if kind is Question else b"say"
