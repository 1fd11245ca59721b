"""The stories of strict networks: their policy holds from the start, and outages are to be found all the same."""

import random
from collections.abc import Mapping
from typing import Final

from tests.lab.campaign.happenings import BARE, CHECKS, FIRST_CHECKS, RESOLVERS, Happening, Rules, Story, Table, Watched
from tests.lab.campaign.kinds import BY_NAME

WATCHED: Final = (Watched("shop"), Watched("bank"), Watched("post"), Watched("news"), Watched("maps"))
OUTAGES: Final = (("shop", "503"), ("bank", "hang at connect"))
FIRST_S: Final = 180.0
LENGTH_S: Final = 220.0
APART_S: Final = 110.0
LUCK_S: Final = 30.0
AFTER_S: Final = 200.0
PROXY: Final = "proxy only"


def _policy(touches: str, answer: str, **more: object) -> Table:
    return "policy", {"touches": touches, "answer": answer, "from_s": 0.0, **more}


def _all(hosts: tuple[str, ...], rule: object) -> Rules:
    return dict.fromkeys(hosts, rule)


def _plain(rule: object) -> Rules:
    """Do this to plain http; the checks are named, since they have rules of their own."""
    return dict.fromkeys(("*:80", *(f"{host}:80" for host in CHECKS)), rule)


BARE_REFUSED: Final = _policy("addresses", "refused")
BARE_DROPPED: Final = _policy("addresses", "dropped")
CHECKS_FORBIDDEN: Final = _policy("plain_http", "forbidden")
HTTP_DROPPED: Final = _policy("plain_http", "dropped")
HTTP_REFUSED: Final = _policy("plain_http", "refused")

NETWORKS: Final[Mapping[str, tuple[Rules, tuple[Table, ...]]]] = {
    "bare addresses refused": (_all(BARE, "refuse"), (BARE_REFUSED,)),
    "bare addresses dropped": (_all(BARE, "drop"), (BARE_DROPPED,)),
    "checks forbidden": (_plain("status:403"), (CHECKS_FORBIDDEN,)),
    "two checks forbidden": (
        _all(FIRST_CHECKS[:2], "status:403"),
        (_policy("plain_http", "forbidden", hosts=list(FIRST_CHECKS[:2])),),
    ),
    "plain http dropped": (_plain("drop"), (HTTP_DROPPED,)),
    "plain http refused": (_plain("refuse"), (HTTP_REFUSED,)),
    "own names only": (
        {**_all(RESOLVERS, "refuse"), RESOLVERS[0]: "drop"},
        (
            _policy("addresses", "dropped", hosts=[RESOLVERS[0]]),
            _policy("addresses", "refused", hosts=list(RESOLVERS[1:])),
        ),
    ),
    "bare refused, one check 403": (
        {**_all(BARE, "refuse"), FIRST_CHECKS[0]: "status:403"},
        (BARE_REFUSED, _policy("plain_http", "forbidden", hosts=[FIRST_CHECKS[0]])),
    ),
    "a page for every check": (
        _plain({"body": "<html>This network is watched</html>", "status": 200, "content_type": "text/html"}),
        (_policy("plain_http", "page"),),
    ),
    # what asks no proxy reaches nothing
    PROXY: ({}, (BARE_DROPPED,)),
}


def strict(seed: int = 0) -> list[Story]:
    """Make the stories."""
    luck = random.Random(f"strict {seed}")
    return [strict_story(name, luck) for name in NETWORKS]


def strict_story(
    name: str,
    luck: random.Random,
    first_s: float = FIRST_S,
    length_s: float = LENGTH_S,
    apart_s: float = APART_S,
    after_s: float = AFTER_S,
) -> Story:
    """Let two services fail in that network."""
    rules, policies = NETWORKS[name]
    watched = {each.id: each for each in WATCHED}
    happenings: list[Happening] = []
    for number, (service, kind) in enumerate(OUTAGES):
        begin_s = round(first_s + number * apart_s + luck.uniform(0.0, LUCK_S), 1)
        happenings.append(BY_NAME[kind].happen(watched[service], begin_s, begin_s + length_s, luck))
    duration_s = happenings[-1].until_s + after_s
    tables = tuple((table, {**values, "until_s": duration_s}) for table, values in policies)
    return Story(
        f"strict: {name}", WATCHED, tuple(happenings), duration_s, rules=rules, tables=tables, proxied=name == PROXY
    )
