"""The engine with everything that it needs, opened and closed in its thread: its history, its reader, what goes beside.

Importing it takes as long as a third of a bare tray's start.
"""

import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import notifier.probes.http.answers
import notifier.sources.transport  # noqa: F401 both are wanted with the first reading
from notifier.app.answering import answering
from notifier.bridge.worker import Publish, Runner
from notifier.config import secrets
from notifier.config.model import Settings
from notifier.config.paths import Paths
from notifier.config.proxy_password import followed
from notifier.core.model import Service
from notifier.core.outside.broker import known_broker
from notifier.core.watch import Watch
from notifier.engine.engine import Engine
from notifier.engine.runner import Runner as EngineRunner
from notifier.sources.client import ClientOptions
from notifier.sources.reader import NetworkReader, ReaderOptions
from notifier.store.writer import HistoryWriter


@asynccontextmanager
async def engine_at(
    paths: Paths, settings: Settings, services: tuple[Service, ...], watch: Watch, publish: Publish
) -> AsyncIterator[Runner]:
    """Open it, and close it in the end."""
    user = settings.proxy_user
    password = (secrets.get(secrets.PROXY_PASSWORD) if user else None) or ""
    client = ClientOptions(settings.proxy, user, password)
    with HistoryWriter.open(paths.history_file, publish, history_days=settings.history_days) as journal:
        options = ReaderOptions(
            client,
            secret_of=secrets.get,
            outside_file=paths.outside_file,
            broker=known_broker(settings.broker),
            place=settings.place,
            machines_file=paths.machines_file,
        )
        async with NetworkReader(options) as reader:
            engine = Engine(services, watch, journal, random.Random(), publish)  # noqa: S311
            async with answering(paths, settings, reader), followed(user, password, publish):
                yield EngineRunner(engine, reader, maintain=journal.maintain)
