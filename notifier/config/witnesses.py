"""The witnesses that come with the program: `resources/catalogue/lists/witnesses.toml` -> targets.

Who is asked when, and what follows, is in `notifier.engine.witnesses` and `notifier.core.common_cause`.
"""

import functools
import tomllib
from typing import Final

import msgspec

from notifier.config.paths import resources
from notifier.core.targets import WitnessTarget
from notifier.probes.http import HttpTarget

COMPONENT: Final = "witness"


class _Witness(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[[witness]]`."""

    owner: str
    url: str
    clouds: tuple[str, ...] = ()


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    witness: tuple[_Witness, ...]


@functools.cache
def shipped_witnesses() -> tuple[WitnessTarget, ...]:
    """Read the list, once."""
    text = (resources() / "catalogue" / "lists" / "witnesses.toml").read_text("utf-8")
    listed = msgspec.convert(tomllib.loads(text), _File).witness
    return tuple(WitnessTarget(each.owner, HttpTarget(each.url, COMPONENT), each.clouds) for each in listed)
