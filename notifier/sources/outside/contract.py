"""How sources outside are asked: requests and replies as values. Nothing here makes requests."""

from typing import TypeVar

import msgspec

from notifier.core.outside_source import OutsideSource

BODY_MOST = 2 * 1024 * 1024

Shape = TypeVar("Shape")


class SourceUnreadable(Exception):  # noqa: N818 - it is an outcome
    """What came cannot be understood; the text says why, for people."""


class OutsideRequest(msgspec.Struct, frozen=True):
    """One request. `path` begins behind the source's `base`; with a `body`, which is JSON, it is a POST.

    `cost` is what it takes of the source's limits; `kept_s`: an answer is good for so long, and then not asked again.
    """

    path: str
    body: bytes = b""
    accept: str = "application/json"
    cost: int = 1
    kept_s: float = 0.0
    most: int = BODY_MOST


class OutsideReply(msgspec.Struct, frozen=True):
    """What came. Header names are in lower case."""

    status: int
    headers: dict[str, str] = {}
    content: bytes = b""


class SourceSilent(Exception):  # noqa: N818 - it is an outcome
    """A source does not answer, or is not asked now. `why` is in plain English, for the history and for `outside`."""

    def __init__(self, source: OutsideSource, why: str, retry_after_s: float | None = None) -> None:
        super().__init__(f"{source.name}: {why}")
        self.why = why
        self.retry_after_s = retry_after_s


def decoded(decoder: msgspec.json.Decoder[Shape], content: bytes, why: str = "not its format") -> Shape:
    """Take what came apart. Raises SourceUnreadable, with `why`, where it has not the decoder's shape."""
    try:
        return decoder.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise SourceUnreadable(why) from error
