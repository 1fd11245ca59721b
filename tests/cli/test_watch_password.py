"""`watch` through a proxy whose password the keyring gives later, or another one: it goes on with that."""

import asyncio
import base64
from argparse import Namespace
from contextlib import suppress

import pytest

from notifier.cli import watch
from notifier.cli.context import Context
from notifier.config import proxy_password, secrets
from notifier.config.model import WatchedService
from notifier.core.events import Event, SnapshotChanged
from notifier.core.model import State
from tests.cli.conftest import Commands
from tests.cli.world import World
from tests.sources.servers import Server, Visit, http
from tests.stage import ID, stage


class UntilItWorks:
    """Shows nothing, and ends the watch when the service is seen to work."""

    def __init__(self) -> None:
        self.states: list[State] = []

    def open(self) -> None:
        """Begin."""

    def close(self) -> None:
        """End."""

    def say(self, words: str) -> None:
        """Say nothing."""

    def show(self, event: Event) -> None:
        """End it with the first good snapshot."""
        if isinstance(event, SnapshotChanged):
            self.states += [each.verdict.state for each in event.snapshot.services]
            if State.OK in self.states:
                self.watching.cancel()

    async def run(self, context: Context) -> None:
        """Watch."""
        self.watching = asyncio.create_task(watch.Watching(context, context.watched_services(), self).run())
        with suppress(asyncio.CancelledError):
            await self.watching


@pytest.mark.slow
def test_it_goes_on_with_the_password_that_the_keyring_gives(
    cli: Commands, internet: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = "an old one"
    heard = list[str]()

    def answer(visit: Visit) -> None:
        nonlocal kept
        said = base64.b64decode(visit.header("Proxy-Authorization").removeprefix("Basic ")).decode()
        heard.append(said.partition(":")[2])
        visit.answer(200 if heard[-1] == "hush" else 407, b"fine")
        kept = "hush"  # somebody looks why it is refused, and keeps the right one

    monkeypatch.setattr(secrets, "available", lambda: bool(kept))
    monkeypatch.setattr(secrets, "get", lambda _name: kept or None)
    monkeypatch.setattr(proxy_password, "LOOK_AGAIN_S", 0.05)
    cli.paths.own_services.mkdir(parents=True, exist_ok=True)
    (cli.paths.own_services / f"{ID}.toml").write_text(stage("http://far.example/"), encoding="utf-8")
    view = UntilItWorks()
    with Server(http(answer)) as proxy:
        cli.set(proxy=proxy.url(), proxy_user="anna", watched=(WatchedService(ID),))
        context = Context(Namespace(config_dir=cli.paths.config_dir, data_dir=cli.paths.data_dir, json=False))
        context.settings = cli.settings
        asyncio.run(view.run(context))
    assert (heard[0], heard[-1]) == ("an old one", "hush")
    assert view.states[-1] is State.OK
