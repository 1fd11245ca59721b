"""What happens during a soak, and when: drawn from a seed alone, as people and networks have it within hours.

Times are seconds from the soak's beginning.
"""

import random
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from tests.soak.web import WAYS

EVERY_S: Final = 20.0
"""On average."""
QUIET_S: Final = 60.0
"""At first nothing happens: the program starts."""
KINDS: Final = {
    "services": 40,
    "line": 4,
    "network": 6,
    "sleep": 3,
    "sleep unannounced": 2,
    "battery": 4,
    "window": 5,
    "settings": 2,
    "menu": 10,
    "check now": 4,
    "notification server": 2,
    "command": 5,
}
"""With their weights. Windows are open for a tenth of the time at most, so that memory is seen at rest."""
LASTS_S: Final = {
    "services": (30.0, 900.0),
    "line": (40.0, 300.0),
    "sleep": (50.0, 240.0),
    "sleep unannounced": (50.0, 240.0),
    "battery": (60.0, 600.0),
    "window": (5.0, 40.0),
    "settings": (5.0, 30.0),
    "notification server": (5.0, 60.0),
}
COMMANDS: Final = (("status",), ("history", "--json"), ("services",), ("doctor",), ("snooze",))


class Happening(NamedTuple):
    """Something that begins, and ends `lasts_s` later; 0: it is over at once."""

    at_s: float
    what: str
    lasts_s: float = 0.0
    hosts: tuple[str, ...] = ()
    way: str = ""
    words: tuple[str, ...] = ()


class Plan(NamedTuple):
    """What a seed draws; at a pace of 2 all of it in half the time, and its hours take 30 minutes each."""

    seed: int
    pace: float = 1.0

    def happenings(self, hosts: Sequence[str]) -> Iterator[Happening]:
        """Give what happens, in order, without end."""
        luck, at_s = random.Random(self.seed), QUIET_S
        while True:
            at_s += luck.expovariate(self.pace / EVERY_S)
            (what,) = luck.choices(list(KINDS), list(KINDS.values()))
            low, high = LASTS_S.get(what, (0.0, 0.0))
            lasts_s = low * (high / low) ** luck.random() / self.pace if low else 0.0
            few = luck.choice((1, 1, 1, 2, 3, 10)) if what == "services" else 0
            ill = tuple(luck.sample(list(hosts), min(few, len(hosts))))
            way = luck.choice(WAYS) if ill else ""
            words = luck.choice(COMMANDS) if what == "command" else ()
            yield Happening(at_s, what, lasts_s, ill, way, words)
