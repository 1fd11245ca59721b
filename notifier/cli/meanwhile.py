"""What can be used instead of what looks down, for the terminal: read when wanted, through the command's reader."""

import asyncio
from collections.abc import Callable, Sequence

from notifier.cli.context import Context
from notifier.core.advice.instead import MOST, Alternative, Instead
from notifier.core.events import AlertDue, Event, SnapshotChanged
from notifier.core.model import SEVERITY, AlertKind, LineState, ServiceStatus, Snapshot, State
from notifier.core.ports import Reader
from notifier.sources.instead import UsualAnswers, tried
from notifier.words.pages import meanwhile_of

Usable = dict[str, list[Alternative]]
"""What can be used, by the id of what fails."""


async def usable_instead(context: Context, reader: Reader, snapshot: Snapshot) -> Usable:
    """Read the alternatives of what looks down that were not read with it; on a line that is bad, none."""
    if snapshot.line.state is not LineState.ONLINE:
        return {}
    failing = [each for each in snapshot.services if SEVERITY[each.verdict.state] >= SEVERITY[State.POSSIBLE]]
    known = {each.id for each in snapshot.services}
    names = dict.fromkeys(name for each in failing for name in each.alternatives[:MOST] if name not in known)
    found = [service for name in names if (service := context.service_of(name)) is not None and service.targets]
    instead = Instead(context.service_of)
    if found:
        instead.take(await tried(found, reader, UsualAnswers(context.paths.alternatives_file)), frozenset())
    return {each.id: instead.of([each.id], snapshot) for each in failing}


def usable_words(statuses: Sequence[ServiceStatus], usable: Usable) -> list[str]:
    """A sentence for each service that something can be used instead of."""
    return [meanwhile_of(each.name, usable[each.id]) for each in statuses if usable.get(each.id)]


class Telling:
    """Says with each outage that is told what can be used instead, as soon as that was read."""

    def __init__(self, context: Context, reader: Reader, say: Callable[[str], None]) -> None:
        self._context = context
        self._reader = reader
        self._say = say
        self._snapshot: Snapshot | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    def take(self, event: Event) -> None:
        """Follow what the engine tells."""
        if isinstance(event, SnapshotChanged):
            self._snapshot = event.snapshot
        elif isinstance(event, AlertDue) and event.alert.kind is AlertKind.OUTAGE and self._snapshot is not None:
            task = asyncio.create_task(self._tell({each.service for each in event.alert.services}, self._snapshot))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        """End what is under way."""
        for each in self._tasks:
            each.cancel()
        await self.told()

    async def told(self) -> None:
        """Wait until what is under way is said."""
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _tell(self, down: set[str], snapshot: Snapshot) -> None:
        usable = await usable_instead(self._context, self._reader, snapshot)
        for each in usable_words([each for each in snapshot.services if each.id in down], usable):
            self._say(each)
