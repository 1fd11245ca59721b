"""The proxy's password for as long as something is read through it: where it becomes another, all begins anew with it.

The keyring may be locked, or not there yet, when it begins; and what it keeps may be changed, here or in another
program. Nobody is asked to open it. Imported where an engine runs.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Final

from notifier.config import secrets
from notifier.core.events import BeginAnew

ASK_AGAIN_S: Final = 15.0
"""While the keyring is locked: who has just logged in opens it soon."""
LOOK_AGAIN_S: Final = 300.0
"""Once it has given the password, which rarely becomes another."""


@asynccontextmanager
async def followed(user: str, known: str, publish: Callable[[BeginAnew], object]) -> AsyncIterator[None]:
    """Tell once that the keyring gives another password than `known` (empty: none); without a `user`, never."""
    if not user:
        yield
        return
    task = asyncio.create_task(_follow(known, publish))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _follow(known: str, publish: Callable[[BeginAnew], object]) -> None:
    while True:
        kept = await asyncio.to_thread(_kept)
        if kept is not None and kept != known:
            publish(BeginAnew("the keyring gives another password for the proxy"))
            return
        await asyncio.sleep(ASK_AGAIN_S if kept is None and not known else LOOK_AGAIN_S)


def _kept() -> str | None:
    """What the keyring keeps, empty: none; None where none is open."""
    return secrets.get(secrets.PROXY_PASSWORD) or "" if secrets.available() else None
