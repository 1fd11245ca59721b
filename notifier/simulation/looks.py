"""What the pages of the simulated world look like: as ever, with another page in their place, or different each time.

Made by the program's own digests from pages that are written here, so that what is learned is what would be.
"""

import random
from typing import Final

from notifier.core.look import Look
from notifier.core.model import Outcome
from notifier.probes import Probe
from notifier.probes.http import HttpTarget
from notifier.simulation.requests import Met
from notifier.sources.look import GLANCE, look_of

_WORDS: Final = ("account", "banner", "checkout", "download", "explore", "feature", "gallery", "journal", "partner")


class Page:
    """The page of one target. With `luck` it looks different each time."""

    def __init__(self, url: str, host: str, luck: random.Random | None) -> None:
        self._url = url
        self._luck = luck
        parts = " ".join(f"<a class='{host}-{word}'>{word} {word}s</a>" for word in _WORDS)
        self._usual = self._digest(f"<title>{host}: welcome</title><body>{parts}" + " " * GLANCE)
        self._sorry = self._digest("<title>Sorry</title><body><h1>We will be back</h1><p>Something went wrong today.")

    def look(self, met: Met) -> Look | None:
        """Give what a good answer looks like; None for any other."""
        if met.outcome is not Outcome.OK:
            return None
        if self._luck is not None:
            luck = self._luck
            words = [luck.randbytes(6).hex().translate(_LETTERS) for _ in range(20)]
            length = luck.choice([0, 3000, GLANCE])
            return self._digest(f"<title>{words[0]}</title>{' '.join(words)}" + " " * length)
        return self._sorry if met.sorry else self._usual

    def _digest(self, page: str) -> Look | None:
        return look_of(page.encode(), self._url)


_LETTERS: Final = str.maketrans("0123456789", "ghijklmnop")


def page_of(probe: Probe, luck: random.Random | None) -> Page | None:
    """Give the page of a target; None: there is none, or something is expected of it, so that nobody looks at it."""
    if not isinstance(probe, HttpTarget) or probe.method == "HEAD" or probe.expect.body or probe.expect.json_path:
        return None
    return Page(probe.url, probe.host, luck)
