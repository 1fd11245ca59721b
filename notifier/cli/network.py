"""The way to the world as the settings say it, for the commands that read something. Imported by those alone."""

import logging
from pathlib import Path
from typing import Final

from notifier.config import secrets
from notifier.config.model import Settings
from notifier.core.numbers import HOST_GAP_S
from notifier.core.outside.broker import known_broker
from notifier.sources.client import ClientOptions
from notifier.sources.reader import NetworkReader, ReaderOptions, utc_now

GAP_S: Final = HOST_GAP_S
NOW: Final = utc_now
"""The clock by which readings are made and judged."""

log = logging.getLogger(__name__)


def reader_of(
    settings: Settings,
    outside_file: Path | None = None,
    machines_file: Path | None = None,
    client: ClientOptions | None = None,
) -> NetworkReader:
    """The reader, through the user's proxy if there is one. Raises UserError for a proxy that cannot be used."""
    options = ReaderOptions(
        client or client_options(settings),
        gap_s=GAP_S,
        secret_of=secrets.get,
        outside_file=outside_file,
        broker=known_broker(settings.broker),
        place=settings.place,
        machines_file=machines_file,
    )
    return NetworkReader(options, NOW)


def client_options(settings: Settings) -> ClientOptions:
    """How the world is reached; the proxy's password comes from the keyring, and is asked for only if needed."""
    password = secrets.get(secrets.PROXY_PASSWORD) if settings.proxy_user else None
    return ClientOptions(settings.proxy, settings.proxy_user, password or "")
