"""`watch` says what can be used instead as soon as it was read, with each outage that is told."""

import asyncio
from argparse import Namespace
from datetime import UTC, datetime

import msgspec

from notifier.catalogue.own import service_from_address
from notifier.cli.context import Context
from notifier.cli.meanwhile import Telling
from notifier.config.model import WatchedService
from notifier.core.events import AlertDue, SnapshotChanged
from notifier.core.model import Alert, AlertKind, AlertService, State
from notifier.sources.client import ClientOptions
from notifier.sources.reader import NetworkReader, ReaderOptions
from tests.cli.conftest import Commands
from tests.cli.world import World
from tests.ui.samples import snapshot, status

NOW = datetime.now(UTC)
MEMBER = AlertService("whatsapp", "WhatsApp", "i1", State.OUTAGE)
DOWN = Alert("a1", AlertKind.OUTAGE, NOW, "i1", (MEMBER,))


def test_it_is_said_with_an_outage_and_with_nothing_else(cli: Commands, internet: World) -> None:
    server = internet.server()
    other = service_from_address(server.url)
    cli.catalogue.own.add(other)
    cli.set(watched=(WatchedService("whatsapp"),))
    failing = msgspec.structs.replace(status("whatsapp", State.OUTAGE), alternatives=(other.id, "nobody"))
    shown = msgspec.structs.replace(snapshot(failing), time=NOW)
    said: list[str] = []

    async def main() -> None:
        context = Context(Namespace(config_dir=cli.paths.config_dir, data_dir=cli.paths.data_dir, json=False))
        async with NetworkReader(ReaderOptions(ClientOptions("none"), gap_s=0.0)) as reader:
            telling = Telling(context, reader, said.append)
            telling.take(AlertDue(DOWN))  # nothing is known yet
            telling.take(SnapshotChanged(shown))
            telling.take(AlertDue(msgspec.structs.replace(DOWN, kind=AlertKind.RECOVERED)))
            await telling.told()
            assert server.asked == []
            telling.take(AlertDue(DOWN))
            await telling.told()
            telling.take(AlertDue(DOWN))
            await telling.close()

    asyncio.run(main())
    assert said == [f"Instead of {failing.name}: {other.name} works."]
