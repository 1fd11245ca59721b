"""How sources outside are asked: requests and replies as values. Nothing here makes requests."""

from collections.abc import Callable
from typing import Generic, TypeVar

import msgspec

from notifier.core.outside.source import OutsideSource
from notifier.json import NOT_JSON

BODY_MOST = 2 * 1024 * 1024

Shape = TypeVar("Shape")


class SourceUnreadable(Exception):  # noqa: N818 - it is an outcome
    """What came cannot be understood; the text says why, for people."""


class OutsideReply(msgspec.Struct, frozen=True):
    """What came. Header names are in lower case."""

    status: int
    headers: dict[str, str] = {}
    content: bytes = b""


class Session(msgspec.Struct, frozen=True):
    """What a login gave: a token that is good for so long."""

    token: str
    good_s: float

    def __repr__(self) -> str:
        return "Session(…)"  # a token is in no text


class Login(msgspec.Struct, frozen=True):
    """How a key becomes a session, where a source does not take the key itself.

    `ask` makes the request of the key; None: no key of this source looks so. `parse` raises SourceUnreadable.
    """

    ask: "Callable[[str], OutsideRequest | None]"
    parse: Callable[[OutsideReply], Session]


class OutsideRequest(msgspec.Struct, frozen=True):
    """One request. `path` begins behind the source's `base`.

    With a `body`, which is JSON unless `headers` say otherwise, it is a POST. `cost` is what it takes of the source's
    limits; `kept_s`: an answer is good for so long, and then not asked again. `answers`: statuses above 399 that
    are an answer ("there is no such account"). With a `login` it is made in a session.
    """

    path: str
    body: bytes = b""
    accept: str = "application/json"
    cost: int = 1
    kept_s: float = 0.0
    answers: tuple[int, ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    login: Login | None = None


Replies = tuple[OutsideReply, ...]
Question = TypeVar("Question")
Told = TypeVar("Told", covariant=True)


class Asked(msgspec.Struct, Generic[Question, Told], frozen=True):
    """A source: pure functions around requests that somebody else makes.

    `ask` gives the first request, None: it cannot be asked this; `follow` the next one, until it gives None; `parse`
    says what all replies amount to. All three raise SourceUnreadable, and nothing else, for whatever came.
    """

    source: OutsideSource
    ask: Callable[[Question], OutsideRequest | None]
    parse: Callable[[Question, Replies], Told]
    follow: Callable[[Question, Replies], OutsideRequest | None] = lambda _question, _replies: None
    try_key: OutsideRequest | None = None
    """What is asked to try a key that was entered: any answer below 400 is good."""


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
    except NOT_JSON as error:
        raise SourceUnreadable(why) from error
