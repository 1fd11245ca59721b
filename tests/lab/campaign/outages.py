"""The stories of outages: each kind twice, of unrelated services, staggered so that they share no cause."""

import random
from collections.abc import Sequence
from typing import Final

from tests.lab.campaign.happenings import Happening, Story, Watched
from tests.lab.campaign.kinds import KINDS, PARTLY, SIX, SOME, SORRY, Kind, SixBroken

FIRST_S: Final = 150.0
"""All has been read twice by then."""
APART_S: Final = 150.0
LUCK_S: Final = 30.0
"""Never do three fail at once; and each begins at any moment of the interval at which services are read."""
LENGTH_S: Final = 200.0
PARTLY_S: Final = 100.0
"""So much longer lasts what fails in part only: it takes long to find."""
AFTER_S: Final = 220.0
LEARNED_S: Final = 930.0
"""A page that is read twice a minute has answered alike thirty times by then."""
SORRY_S: Final = 480.0
ONE_OF_FOUR_S: Final = 400.0
"""A quarter of the requests fails: that is seen late."""
STORIES: Final = 10
TIMES: Final = 2
FINE: Final = (Watched("fine"), Watched("chat", "tcp"), Watched("names", "dns"), Watched("flaky", flaky=0.1))
"""Watched beside those that break, and never out."""


def outages(seed: int = 0) -> list[Story]:
    """Make the stories."""
    luck = random.Random(f"outages {seed}")
    kinds = [kind for turn in range(TIMES) for kind in luck.sample(KINDS, len(KINDS))]
    made = [outage_story(f"outages {1 + number:02}", kinds[number::STORIES], luck) for number in range(STORIES)]
    made += [
        outage_story("outages by IPv6", SIX, luck),
        outage_story("outages by address", SOME, luck, length_s=ONE_OF_FOUR_S),
    ]
    return [*made, *(sorry_story(each, luck) for each in SORRY)]


def sorry_story(kind: Kind, luck: random.Random) -> Story:
    """Let another page answer once it is known what the usual one looks like."""
    service = Watched("magazine", "home", page="reports" in kind.name)
    begin_s = round(LEARNED_S + luck.uniform(0.0, LUCK_S), 1)
    happening = kind.happen(service, begin_s, begin_s + SORRY_S, luck)
    return Story(f"sorry: {kind.name}", (service, *FINE), (happening,), happening.until_s + AFTER_S)


def outage_story(
    name: str,
    kinds: Sequence[Kind],
    luck: random.Random,
    first_s: float = FIRST_S,
    length_s: float = LENGTH_S,
    apart_s: float = APART_S,
    after_s: float = AFTER_S,
) -> Story:
    """Let these kinds of outages happen one after the other, each to a service of its own."""
    services: list[Watched] = []
    happenings: list[Happening] = []
    from_s = first_s
    for number, kind in enumerate(kinds):
        named = "".join(letter if letter.isalnum() else "-" for letter in kind.name.lower()).strip("-")
        service = Watched(f"{named}-{number}", kind.target, page=kind.fault == "")
        services.append(service)
        begin_s = round(from_s + luck.uniform(0.0, LUCK_S), 1)
        more_s = PARTLY_S if kind.heard == PARTLY else 0.0
        happenings.append(kind.happen(service, begin_s, begin_s + length_s + more_s, luck))
        from_s += apart_s + more_s
    duration_s = max(each.until_s for each in happenings) + after_s
    settings = {"ipv6": "on"} if any(isinstance(each, SixBroken) for each in kinds) else {}
    return Story(name, (*services, *FINE), tuple(happenings), duration_s, settings=settings)
