"""What a source outside is in the simulated world: what it is asked, and what it says, as bytes."""

import random
from collections.abc import Callable
from typing import Any, Final

import msgspec

from notifier.simulation.scenario_file import Outside

JSON: Final = "application/json"
FEED: Final = "application/rss+xml"


class Asked(msgspec.Struct, frozen=True):
    """A request as it comes in, at a second of the scenario: the address behind the source's own, and what is sent."""

    path: str
    body: bytes
    tag: str
    t_s: float
    now_s: float
    """The same in seconds of the epoch."""
    luck: random.Random
    trouble: Outside | None = None
    """What is wrong with the source, of what does not keep it from answering."""

    def lies(self) -> bool:
        """Draw whether this answer says the opposite of what is so."""
        return self.errs("wrong")

    def errs(self, kind: str) -> bool:
        """Draw whether the source's trouble is of this kind and touches what is said now."""
        trouble = self.trouble
        return trouble is not None and trouble.kind == kind and self.luck.random() < trouble.share


class Said(msgspec.Struct, frozen=True):
    """What it answers."""

    content: bytes = b""
    status: int = 200
    headers: dict[str, str] = {}


class Server(msgspec.Struct, frozen=True):
    """A source: what it answers, and which service a request is about (empty: none in particular)."""

    answer: Callable[[Asked], Said]
    about: Callable[[str, bytes], str]


def json_of(body: Any, status: int = 200, **headers: str) -> Said:
    """Answer in JSON."""
    return Said(msgspec.json.encode(body), status, {"content-type": JSON, **headers})
