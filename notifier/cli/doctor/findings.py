"""What the doctor finds: one thing each, how good it is, what was seen, and what to do."""

from enum import StrEnum

import msgspec


class Level(StrEnum):
    """How good it is."""

    OK = "ok"
    WARNING = "warning"
    """The program works, but something is missing or slower."""
    BAD = "bad"
    """The program cannot do what it is for."""


class Finding(msgspec.Struct, frozen=True):
    """One thing that was looked at. `id` is for programs and stays the same in every language."""

    id: str
    name: str
    level: Level
    text: str
    hint: str = ""
    command: str = ""
    """What to type, where one command helps."""
