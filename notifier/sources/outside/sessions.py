"""The sessions of sources that want a login: in memory only, and each for the key that it was made with."""

import asyncio
from datetime import datetime, timedelta
from typing import Final

from notifier.sources.outside.contract import Session

USED: Final = 0.9
"""So much of the time that a session is good it is used."""
USED_MOST_S: Final = 86_400.0


class Sessions:
    """The sessions of one event loop's asker, by the source's id."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[str, str, datetime]] = {}
        self._locks: dict[str, asyncio.Lock] = {}

    def lock(self, source: str) -> asyncio.Lock:
        """Give what is held while a session is made, so that two that want one make one."""
        return self._locks.setdefault(source, asyncio.Lock())

    def token(self, source: str, key: str, now: datetime) -> str:
        """Give the token of a session that is good now; empty: there is none."""
        of_key, token, until = self._known.get(source, ("", "", now))
        return token if of_key == key and now < until else ""

    def keep(self, source: str, key: str, session: Session, now: datetime) -> None:
        """Keep a session."""
        seconds = min(max(session.good_s, 0.0), USED_MOST_S) * USED
        self._known[source] = key, session.token, now + timedelta(seconds=seconds)

    def forget(self, source: str) -> None:
        """Forget a session that the source takes no more."""
        self._known.pop(source, None)
