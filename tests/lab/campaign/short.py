"""A few stories of each class, of four minutes at most: what the tests play each time."""

import random
from typing import Final

from tests.lab.campaign.happenings import Story
from tests.lab.campaign.kinds import BY_NAME
from tests.lab.campaign.lines import faults, line_story
from tests.lab.campaign.outages import outage_story
from tests.lab.campaign.strict import strict_story
from tests.lab.campaign.together import together

FIRST_S: Final = 45.0
"""All has been read once."""
LENGTH_S: Final = 88.0
LINE_S: Final = 75.0
PAUSE_S: Final = 45.0
BACK_S: Final = 63.0


def short(seed: int = 0) -> list[Story]:
    """Make them."""
    luck = random.Random(f"short {seed}")
    outages = (("refused", "hang at read"), ("SERVFAIL", "wrong certificate"))
    made = [
        outage_story(
            f"outages: {', '.join(kinds)}", [BY_NAME[kind] for kind in kinds], luck, FIRST_S, LENGTH_S, 0.0, BACK_S
        )
        for kinds in outages
    ]
    by_name = {each.what: each for each in faults()}
    made += [
        line_story(f"lines: {', '.join(some)}", [by_name[what] for what in some], luck, FIRST_S, LINE_S, PAUSE_S)
        for some in (("names fail",), ("cable",), ("portal",))
    ]
    made += [
        strict_story(name, luck, FIRST_S, LENGTH_S, 0.0, BACK_S)
        for name in ("bare addresses dropped", "checks forbidden")
    ]
    return [*made, *(each for each in together(seed, FIRST_S, LENGTH_S, BACK_S) if "family" in each.name)]
