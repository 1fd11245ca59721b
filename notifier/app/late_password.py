"""The proxy's password where the keyring is locked, or not there yet, when the engine begins: read when it opens.

Nobody is asked to open it. Imported in the engine's thread.
"""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from notifier.bridge.worker import Publish
from notifier.config import secrets
from notifier.core.events import BeginAnew

log = logging.getLogger(__name__)

ASK_AGAIN_S: Final = 15.0
"""Whoever has just logged in opens it soon."""


@asynccontextmanager
async def awaiting_password(lacking: bool, publish: Publish) -> AsyncIterator[None]:
    """Where it is lacking, have the engine begun anew once an open keyring gives it."""
    if not lacking:
        yield
        return
    task = asyncio.create_task(_await(publish))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _await(publish: Publish) -> None:
    found = await asyncio.to_thread(secrets.available)
    while not found:
        await asyncio.sleep(ASK_AGAIN_S)
        found = await asyncio.to_thread(secrets.available)
    if await asyncio.to_thread(secrets.get, secrets.PROXY_PASSWORD) is None:
        log.info("the keyring has no password for the proxy")
        return
    publish(BeginAnew("the keyring gives the proxy's password now"))
