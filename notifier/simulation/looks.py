"""What the pages of the simulated world look like: as ever, with another page in their place, or different each time.

Looks are digests, so they are drawn as such; how they are made of real pages is in `notifier.sources.look`.
"""

import random
from typing import Final

from notifier.core.look import Look
from notifier.core.model import Outcome
from notifier.probes import Probe
from notifier.probes.http import HttpTarget
from notifier.simulation.requests import Met

OK: Final = Outcome.OK


class Page:
    """The page of one target. With `luck` it looks different each time."""

    def __init__(self, url: str, luck: random.Random | None) -> None:
        own = random.Random(f"page of {url}")  # noqa: S311  # luck, not secrets
        self._luck = luck
        self._usual = _drawn(own, size=15)
        self._sorry = _drawn(own, size=10)

    def look(self, met: Met) -> Look | None:
        """Give what a good answer looks like; None for any other."""
        if met.outcome is not OK:
            return None
        if self._luck is not None:
            return _drawn(self._luck, size=self._luck.choice([9, 12, 15]))
        return self._sorry if met.sorry else self._usual


def _drawn(luck: random.Random, size: int) -> Look:
    title, *words = (luck.randrange(1, 2**32) for _ in range(13))
    return Look(title, size, tuple(sorted(words)))


def page_of(probe: Probe, luck: random.Random | None) -> Page | None:
    """Give the page of a target; None: there is none, or something is expected of it, so that nobody looks at it."""
    if not isinstance(probe, HttpTarget) or probe.method == "HEAD" or probe.expect.body or probe.expect.json_path:
        return None
    return Page(probe.url, luck)
