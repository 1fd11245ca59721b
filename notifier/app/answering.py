"""The tray program answers the user's other machines, where that is switched on: beside the engine, with its reader.

Imported in the engine's thread. Who asks is answered while the engine runs; a broker that goes away is tried again.
"""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from notifier.config import secrets
from notifier.config.model import Settings, watch_of
from notifier.config.paths import Paths
from notifier.core.failure import UserError
from notifier.desktop.country import country_of_system
from notifier.sources.machines.known_machines import KnownMachines
from notifier.sources.reader import NetworkReader

log = logging.getLogger(__name__)


@asynccontextmanager
async def answering(paths: Paths, settings: Settings, reader: NetworkReader) -> AsyncIterator[None]:
    """Answer until the end, where the user switched it on."""
    if not (settings.answer_machines and settings.broker and settings.place):
        yield
        return
    task = asyncio.create_task(_answer(paths, settings, reader))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _answer(paths: Paths, settings: Settings, reader: NetworkReader) -> None:
    from notifier.answering import answer  # for those few who have other machines, as the broker
    from notifier.sources.machines.pairing import membership

    country = settings.country or country_of_system()
    try:
        member = await asyncio.to_thread(membership, settings.broker, secrets.get)
        anchors, known = watch_of(settings).anchors, KnownMachines(paths.machines_file)
        await answer(member, settings.place, country, reader, anchors, known, _note)
    except UserError as error:
        log.info("other machines are not answered: %s", error)
    except Exception:  # the top of the task: the engine goes on without it
        log.exception("other machines are not answered any more")


def _note(fault: str) -> None:
    log.info("other machines are not answered: %s", fault) if fault else log.info("other machines are answered")
