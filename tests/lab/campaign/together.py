"""The stories in which everything fails at once: by the network, by a cloud, by one owner, or by chance."""

import random
from dataclasses import replace
from typing import Final

from tests.lab.campaign.happenings import ANSWERS, CHECKS, Happening, Story, Watched

FIRST_S: Final = 200.0
LENGTH_S: Final = 300.0
AFTER_S: Final = 240.0
LUCK_S: Final = 40.0
ONE_BY_ONE_S: Final = 12.0
NAMES: Final = ("shop", "bank", "post", "news", "maps", "game", "cook", "bike", "film")
NINE: Final = tuple(Watched(name) for name in NAMES)
FINE: Final = tuple(Watched(name) for name in ("book", "song", "tour", "wiki", "jobs"))
BAD: Final = ("dns_broken", "captive_portal", "offline", "lossy")


def _network(what: str, rule: object, policy: dict[str, object], works: tuple[str, ...] = ()) -> Happening:
    """Do something to all hosts but the connectivity checks and these services."""
    spared = {name: ANSWERS.get(name, "ok") for name in (*CHECKS, *(f"www.{each}.example" for each in works))}
    hits = tuple(each.id for each in NINE if each.id not in works)
    return Happening(
        what,
        0.0,
        LENGTH_S,
        hits,
        ("outage", "possible"),
        BAD,
        rules={"*": rule, **spared},
        tables=(("policy", {**policy, "but": list(spared)}),),
        of_network=True,
        beside=True,
    )


def together(
    seed: int = 0, first_s: float = FIRST_S, length_s: float = LENGTH_S, after_s: float = AFTER_S
) -> list[Story]:
    """Make the stories."""
    luck = random.Random(f"together {seed}")
    eight = tuple(Watched(name, cloud="Nimbus") for name in NAMES[:8])
    five = tuple(Watched(name, owner="One Owner") for name in NAMES[:5])
    networks = (
        _network("resolver forgets", "servfail", {"touches": "names", "answer": "name_failure"}, NAMES[:2]),
        _network("portal lets checks through", "untrusted", {"touches": "web", "answer": "page"}),
        _network("proxy answers 503", "status:503", {"touches": "web", "answer": "unavailable"}),
    )
    by_cloud = Happening(
        "cloud of eight owners",
        0.0,
        LENGTH_S,
        tuple(each.id for each in eight),
        rules={each.host: "status:503" for each in eight},
        tables=(("fault", {"cloud": "Nimbus", "kind": "http_5xx"}),),
    )
    family = Happening(
        "family of five",
        0.0,
        LENGTH_S,
        tuple(each.id for each in five),
        moves=tuple((ONE_BY_ONE_S * number, {each.host: "reset:request"}) for number, each in enumerate(five)),
    )
    all_watched = Happening(
        "all that is watched",
        0.0,
        LENGTH_S,
        NAMES,
        rules={each.host: "refuse" for each in NINE},
        tables=(("fault", {"services": list(NAMES), "kind": "connect_refused"}),),
    )
    stories = [(each, NINE) for each in (*networks, all_watched)]
    stories += [(by_cloud, (*eight, *FINE)), (family, (*five, *FINE))]
    return [
        _placed(each, services, first_s + luck.uniform(0.0, LUCK_S), length_s, after_s) for each, services in stories
    ]


def _placed(
    happening: Happening, services: tuple[Watched, ...], begin_s: float, length_s: float, after_s: float
) -> Story:
    until_s = begin_s + length_s
    tables = happening.tables or tuple(
        ("fault", {"service": name, "kind": "reset", "from_s": begin_s + ONE_BY_ONE_S * number, "until_s": until_s})
        for number, name in enumerate(happening.hits)
    )
    placed = replace(happening, from_s=begin_s, until_s=until_s, tables=tables)
    return Story(f"together: {happening.what}", services, (placed,), until_s + after_s)
