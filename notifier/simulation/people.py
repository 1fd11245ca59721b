"""How much people say of a service in the simulated world: by quarters of an hour, as `[[reports]]` has it.

Before, between and after the file's entries as much as its first one calls usual; nothing of a service without any. A
source hears a part of it, each its own; how much comes there in a quarter is drawn for each by itself.
"""

import random
from collections.abc import Iterator
from math import exp
from typing import Final
from urllib.parse import unquote

from notifier.core.model import Service
from notifier.simulation.scenario_file import Reports
from notifier.simulation.world import World
from notifier.sources.mentions import searched

QUARTER_S: Final = 900.0
LOUD: Final = 20.0
"""So many times the usual is what a source that is wrong tells where all is quiet, and some hundreds more."""
MANY: Final = 1000.0


class People:
    """What they say, where."""

    def __init__(self, world: World) -> None:
        self.services = world.scenario.services
        self._seed = world.scenario.file.seed
        self._said: dict[str, list[Reports]] = {}
        for entry in world.scenario.file.reports:
            self._said.setdefault(entry.service, []).append(entry)
        self._names = {name: each for each in self.services for name in searched((each.name, *each.aliases))}
        self._counts: dict[tuple[str, str, int, bool], int] = {}
        self._days: dict[tuple[str, str, int], int] = {}

    def searched_in(self, address: str) -> Service | None:
        """Find whom a search is about: the longest name that is quoted in its address."""
        text = unquote(address)
        found = [name for name in self._names if f'"{name}' in text]
        return self._names[max(found, key=len)] if found else None

    def searched_id(self, address: str, _body: bytes) -> str:
        """Give the same as a server's question is told: the service's id; empty: it is about none."""
        service = self.searched_in(address)
        return service.id if service is not None else ""

    def spikes(self, service: Service) -> Iterator[Reports]:
        """Give the times at which many more complain than usual."""
        return (each for each in self._said.get(service.id, ()) if each.count > max(50.0, 5.0 * each.baseline))

    def count(self, source: str, share: float, service: Service, quarter: int, *, opposite: bool = False) -> int:
        """Give what a source heard in a quarter of an hour, counted from the start; `opposite` of what is so."""
        key = source, service.id, quarter, opposite
        known = self._counts.get(key)
        if known is None:
            luck = random.Random(f"{self._seed}:{source}:{service.id}:{quarter}")  # noqa: S311  # luck, not secrets
            mean = self._mean(service, quarter)
            if opposite:
                usual = self._usual(service)
                mean = usual if mean > 2.0 * usual else LOUD * usual + MANY / share
            known = self._counts[key] = _drawn(mean * share, luck)
        return known

    def day(self, source: str, share: float, service: Service, first: int) -> int:
        """Give what a source heard in the 96 quarters of a day that is over."""
        key = source, service.id, first
        known = self._days.get(key)
        if known is None:
            known = sum(self.count(source, share, service, quarter) for quarter in range(first, first + 96))
            self._days[key] = known
        return known

    def _usual(self, service: Service) -> float:
        said = self._said.get(service.id)
        return said[0].baseline if said else 0.0

    def _mean(self, service: Service, quarter: int) -> float:
        middle_s = (quarter + 0.5) * QUARTER_S
        said = (each for each in self._said.get(service.id, ()) if each.at_s <= middle_s < each.at_s + QUARTER_S)
        return next((float(each.count) for each in said), self._usual(service))

    def times(
        self, source: str, share: float, service: Service, t_s: float, back_s: float, *, opposite: bool = False
    ) -> Iterator[float]:
        """Give the seconds at which something was posted, the newest first; `opposite`: in this quarter.

        As far back as is asked, and in this quarter at least.
        """
        last = int(t_s // QUARTER_S)
        from_s = min(t_s - back_s, last * QUARTER_S)
        for quarter in range(last, int(from_s // QUARTER_S) - 1, -1):
            count = self.count(source, share, service, quarter, opposite=opposite and quarter == last)
            for number in range(count, 0, -1):
                posted_s = (quarter + number / (count + 1)) * QUARTER_S
                if from_s <= posted_s <= t_s:
                    yield posted_s


def _drawn(mean: float, luck: random.Random) -> int:
    """Draw of a Poisson distribution."""
    if mean <= 0.0:
        return 0
    if mean > 50.0:
        return max(0, round(luck.gauss(mean, mean**0.5)))
    limit, product, count = exp(-mean), luck.random(), 0
    while product > limit:
        product *= luck.random()
        count += 1
    return count
