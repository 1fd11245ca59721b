"""Which of the user's other machines were heard, in one small file.

All have one key, so a machine is removed by another key, which the others have to be given (`pairing.without`).
"""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import msgspec

from notifier.core.outside.broker import Machine
from notifier.sources.kept_file import KeptFile
from notifier.sources.machines.messages import Answer
from notifier.sources.remote import RemoteCheck

MOST: Final = 32
"""So many are listed; those heard last."""
_DECODER: Final = msgspec.json.Decoder(dict[str, Machine])


def _utc_now() -> datetime:
    return datetime.now(UTC)


class KnownMachines:
    """The list, by the names of the places. It is read each time: window, engine and commands use it."""

    def __init__(self, path: Path | None, now: Callable[[], datetime] = _utc_now) -> None:
        self._file = KeptFile(path, _DECODER, "the list of other machines")
        self._now = now
        self._kept: dict[str, Machine] = {}

    def all(self) -> tuple[Machine, ...]:
        """Give all, by their names."""
        known = self._load()
        return tuple(known[place] for place in sorted(known, key=str.casefold))

    def answered(self, answers: Iterable[Answer], check: RemoteCheck | None) -> None:
        """Take in what machines said to a question."""
        known, now = self._load(), self._now()
        for each in answers:
            before = known.get(each.place, Machine(each.place, now))
            tried = {} if check is None else {"host": check.host, "works": each.works}
            known[each.place] = msgspec.structs.replace(before, seen=now, country=each.country, **tried)
        self._keep(known)

    def asked(self, place: str) -> None:
        """Take in that a machine asked."""
        known, now = self._load(), self._now()
        known[place] = msgspec.structs.replace(known.get(place, Machine(place, now)), seen=now)
        self._keep(known)

    def remove(self, place: str) -> None:
        """Forget a machine."""
        known = self._load()
        if known.pop(place, None) is not None:
            self._keep(known)

    def clear(self) -> None:
        """Forget all: the key is another one, or there is none."""
        self._keep({})

    def _load(self) -> dict[str, Machine]:
        found = self._file.load()
        return dict(self._kept) if found is None else found

    def _keep(self, known: dict[str, Machine]) -> None:
        newest = sorted(known.values(), key=lambda each: each.seen, reverse=True)[:MOST]
        self._kept = {each.place: each for each in newest}
        self._file.keep(self._kept)
