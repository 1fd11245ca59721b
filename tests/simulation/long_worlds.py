"""Long worlds: some days of everything at once, as large and as long as their seed says.

Drawn from the seed alone are: the length, two to seven days; the size, 3 to 12 services (of both the smaller of two
draws, so that large and long worlds are seldom, and 200 worlds are some 700 days); two to six of the hard phenomena
(`tests.simulation.hard_worlds`), as far as the services that they need fit in; the rest of the services; the user's
country; and one episode after the other, of those phenomena, of full outages, of families, of flapping, of the
line and of what begins unseen, with 20 to 40 minutes between them.
"""

import random
from collections.abc import Iterator

from tests.simulation.hard_worlds import ON_A_CLOUD, PHENOMENA, HardMaker
from tests.simulation.worlds import IDS

DAYS = (2, 7)
SIZES = (3, 12)
NEEDS = {"clouds": ON_A_CLOUD[:3], "families": ("whatsapp", "instagram", "facebook")}
"""The services that are to be watched for a phenomenon to be one."""
BRINGS = {"sorry pages": 5, "always flaky": 1}
"""How many services of its own a phenomenon comes with."""


def days_of(seed: int) -> int:
    """Give how many days the world of a seed lasts."""
    luck = random.Random(f"length {seed}")
    return min(luck.randint(*DAYS), luck.randint(*DAYS))


def size_of(seed: int) -> int:
    """Give how many services are watched in the world of a seed."""
    luck = random.Random(f"size {seed}")
    return min(luck.randint(*SIZES), luck.randint(*SIZES))


def long_world(seed: int, hours: float | None = None) -> str:
    """Make the text of the long world of a seed; `hours` in the place of its days."""
    luck = random.Random(f"long world {seed}")
    size = size_of(seed) - 1  # one is a company of the world's own, with an official page
    names = list(_phenomena(luck, size))
    maker = HardMaker(seed, (hours or 24.0 * days_of(seed)) * 3600.0, names[0])
    episodes = [maker.full, maker.family, maker.flapping, maker.line, maker.unseen, *maker.episodes]
    for name in names[1:]:
        maker.episodes = []
        PHENOMENA[name](maker)
        episodes += maker.episodes
    maker.phenomenon, maker.episodes = "", episodes
    needed = list(dict.fromkeys(each for name in names for each in NEEDS.get(name, ())))
    others = [each for each in IDS if each not in needed]
    maker.ids = needed + luck.sample(others, size - len(maker.services) - len(needed))
    return maker.text()


def _phenomena(luck: random.Random, room: int) -> Iterator[str]:
    """Draw phenomena for which there is room, one sort of noise at most; one service is left to the rest."""
    wanted, noisy, taken = luck.randint(2, 6), False, set[str]()
    for name in luck.sample(sorted(PHENOMENA), len(PHENOMENA)):
        room_left = room - BRINGS.get(name, 0) - len(taken | set(NEEDS.get(name, ())))
        if not wanted or room_left < 1 or (noisy and name.startswith("noise")):
            continue
        wanted, noisy = wanted - 1, noisy or name.startswith("noise")
        room, taken = room - BRINGS.get(name, 0), taken | set(NEEDS.get(name, ()))
        yield name
