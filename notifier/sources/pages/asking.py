"""How one detection asks: nothing twice, and nothing more once a host says that it is too much."""

import asyncio
from typing import Final

from notifier.sources.failures import Progress
from notifier.sources.network import Network
from notifier.sources.pages.building import host_of
from notifier.sources.pages.provider import PageBody, PageRequest
from notifier.sources.pages.reader import PageReader

_NOT_THERE: Final = "status 404"


class TooMuchError(Exception):
    """The host wants no more questions."""


class Asking(PageReader):
    """Reads pages for one detection: what was asked for one kind is not asked again for another.

    `reason` is why the likeliest kind is none: a status that says more than that a file is not there, else the first.
    `bluffs`: addresses that answer everything with a page, so that nothing there is believed. `home`: the host that the
    user named, where it is of the internet; what leads away from it leads into no private network.
    """

    def __init__(self, network: Network) -> None:
        super().__init__(network)
        self._answers: dict[tuple[str, str], asyncio.Task[tuple[PageBody, float]]] = {}
        self._reasons: list[str] = []
        self.bluffs: set[str] = set()
        self.home = ""

    async def _fetch(self, request: PageRequest, progress: Progress, *, fresh: bool) -> tuple[PageBody, float]:
        key = request.url, request.accept
        if key not in self._answers:
            progress.led = bool(self.home) and host_of(request.url) != self.home
            self._answers[key] = asyncio.ensure_future(super()._fetch(request, progress, fresh=fresh))
        body, latency_ms = await self._answers[key]
        if body.status == 429:
            self.note("status 429")
            raise TooMuchError
        return body, latency_ms

    def remember(self, request: PageRequest, body: PageBody) -> None:
        """Take what has come already for an answer."""
        self._answers[request.url, request.accept] = asyncio.ensure_future(_given(body))

    def note(self, reason: str) -> None:
        """Note why there is none."""
        self._reasons.append(reason)

    @property
    def reason(self) -> str:
        """Why there is none; empty: nothing was noted."""
        said = [each for each in self._reasons if each.startswith("status ") and each != _NOT_THERE]
        return next(iter((*said, *self._reasons)), "")

    def end(self) -> None:
        """Drop what is still under way."""
        for task in self._answers.values():
            task.cancel()


async def _given(body: PageBody) -> tuple[PageBody, float]:
    return body, 0.0
