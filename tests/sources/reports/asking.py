"""One asker for several questions, as the program has: sessions and answers last from one to the next."""

import asyncio
from types import TracebackType

from notifier.sources.client import ClientOptions
from notifier.sources.failures import Progress
from notifier.sources.network import Network
from notifier.sources.outside.asker import OutsideAsker
from notifier.sources.outside.budgets import Budgets
from notifier.sources.outside_sources import told_sources, trial_of
from tests.sources.crowd_world import CrowdWorld


class Asking:
    """Asks the world's sources with a key."""

    def __init__(self, world: CrowdWorld, secret: str) -> None:
        self._runner = asyncio.Runner()
        network = Network(ClientOptions("none"), lambda: world.now, gap_s=0.0)
        self._asker = OutsideAsker(network, Budgets(None, lambda: world.now), lambda _name: secret, world.bases)

    def __enter__(self) -> "Asking":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._runner.close()

    def trial(self, source_id: str) -> int:
        """Ask what tries a key; give the status."""
        source = next(each for each in told_sources() if each.id == source_id)
        trial = trial_of(source_id)
        assert trial is not None
        return self._runner.run(self._asker.ask(source, trial, Progress())).status
