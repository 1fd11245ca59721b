"""The stories of the line: each fault of it for minutes, among services that work all the time."""

import random
from dataclasses import replace
from typing import Final

from tests.lab.campaign.happenings import Happening, Story, Watched

WATCHED: Final = (
    Watched("shop"),
    Watched("bank"),
    Watched("chat", "tcp"),
    Watched("mail", "tls"),
    Watched("names", "dns"),
)
FIRST_S: Final = 150.0
PAUSE_S: Final = 210.0
LENGTH_S: Final = 180.0
STORIES: Final = 8
BAD: Final = ("offline", "dns_broken", "captive_portal", "lossy")
NEW_ADDRESS: Final = (
    ("ip", "addr", "del", "192.168.77.2/24", "dev", "eth0"),
    ("ip", "addr", "add", "192.168.77.9/24", "dev", "eth0"),
    ("ip", "route", "replace", "default", "via", "192.168.77.1", "dev", "eth0"),
)
OLD_ADDRESS: Final = (
    ("ip", "addr", "del", "192.168.77.9/24", "dev", "eth0"),
    ("ip", "addr", "add", "192.168.77.2/24", "dev", "eth0"),
    ("ip", "route", "replace", "default", "via", "192.168.77.1", "dev", "eth0"),
)
SMALL_ONLY: Final = (
    ("nft", "add", "table", "ip", "story"),
    ("nft", "add", "chain", "ip", "story", "in", "{ type filter hook prerouting priority -300 ; }"),
    ("nft", "add", "rule", "ip", "story", "in", "iifname", "eth0", "meta", "length", ">", "700", "drop"),
)
ALL_SIZES: Final = (("nft", "delete", "table", "ip", "story"),)


def _line(what: str, state: str, kind: str, /, **settings: object) -> Happening:
    """Make one of the line's own faults, which begins at 0."""
    return Happening(what, 0.0, LENGTH_S, line=(state,), settings=settings, tables=(("line", {"kind": kind}),))


def _loss(what: str, loss: float, met: float, line: tuple[str, ...]) -> Happening:
    """Lose so many packets each way; of the requests that are made with them `met` fail."""
    tables = (("line", {"kind": "lossy", "loss": met}),) if met else ()
    settings = {"line": "lossy", "loss": loss}
    return Happening(what, 0.0, 2 * LENGTH_S, line=line, settings=settings, tables=tables, beside=not line)


def faults() -> list[Happening]:
    """Give every fault of the line, each beginning at 0."""
    names_hang = {"touches": "names", "answer": "name_failure", "after_s": 10.0}
    names_slow = {"touches": "names", "answer": "slow_name", "after_s": 6.0}
    large = {"touches": "web", "answer": "dropped", "but_checks": True}
    asleep = {"kind": "asleep", "announced": False}
    off = {"line": "offline", "offline": "link_down"}
    return [
        _line("cable", "offline", "offline", **off),
        _line("no route", "offline", "offline", line="offline", offline="no_route"),
        _line("unreachable", "offline", "offline", line="offline", offline="unreachable"),
        _line("gateway only", "offline", "offline", line="offline", offline="blackhole"),
        _line("names fail", "dns_broken", "dns_broken", line="dns_broken", dns_broken="servfail"),
        _line("no name exists", "dns_broken", "dns_broken", line="dns_broken", dns_broken="nxdomain"),
        Happening(
            "names hang",
            0.0,
            LENGTH_S,
            line=("dns_broken",),
            settings={"line": "dns_broken", "dns_broken": "timeout", "dns_broken_scope": "all"},
            tables=(("policy", names_hang),),
        ),
        Happening(
            "names take 6 s", 0.0, LENGTH_S, rules={"*": "dns_slow:6"}, tables=(("policy", names_slow),), beside=True
        ),
        _line("portal", "captive_portal", "captive_portal", line="captive_portal"),
        _line("portal by names", "captive_portal", "captive_portal", line="captive_portal", captive_dns="hijack"),
        _loss("loses 3 %", 0.03, 0.0, ()),
        _loss("loses 20 %", 0.2, 0.02, ()),
        _loss("loses 60 %", 0.6, 0.8, BAD),
        Happening("IPv6 leads nowhere", 0.0, LENGTH_S, settings={"ipv6": "broken"}),
        Happening(
            "large packets vanish",
            0.0,
            LENGTH_S,
            ("shop", "bank", "mail"),
            line=BAD,
            commands=SMALL_ONLY,
            undone=ALL_SIZES,
            tables=(("policy", large),),
            of_network=True,
        ),
        *(
            Happening(
                f"drops for {length_s:g} s",
                0.0,
                length_s,
                settings=off,
                tables=(("line", {"kind": "offline"}),),
                beside=True,
            )
            for length_s in (8.0, 25.0)
        ),
        Happening(
            "slow line",
            0.0,
            LENGTH_S,
            settings={"latency": 1.5},
            tables=(("latency", {"added_ms": 4500.0}),),
            beside=True,
        ),
        Happening("another address", 0.0, LENGTH_S, commands=NEW_ADDRESS, undone=OLD_ADDRESS, beside=True),
        Happening("asleep", 0.0, LENGTH_S, stops=True, tables=(("line", asleep),), beside=True),
    ]


def lines(seed: int = 0) -> list[Story]:
    """Make the stories: the faults one after the other, and one in which services fail around them."""
    luck = random.Random(f"lines {seed}")
    all_of_them = luck.sample(faults(), len(faults()))
    made = [line_story(f"lines {1 + number}", all_of_them[number::STORIES], luck) for number in range(STORIES)]
    return [*made, around(luck)]


def line_story(
    name: str,
    happenings: list[Happening],
    luck: random.Random,
    first_s: float = FIRST_S,
    most_s: float = 2 * LENGTH_S,
    pause_s: float = PAUSE_S,
) -> Story:
    """Let these faults happen one after the other."""
    placed: list[Happening] = []
    from_s = first_s
    for each in happenings:
        begin_s = round(from_s + luck.uniform(0.0, 30.0), 1)
        placed.append(at(each, begin_s, most_s))
        from_s = placed[-1].until_s + pause_s
    return Story(name, WATCHED, tuple(placed), from_s)


def around(luck: random.Random) -> Story:
    """Services fail while the line drops, and while the machine sleeps."""
    off = {"line": "offline", "offline": "link_down"}

    def fails(what: str, service: str, rule: str, kind: str, from_s: float, until_s: float) -> Happening:
        tables = (("fault", {"service": service, "kind": kind}),)
        return Happening(what, from_s, until_s, (service,), rules={f"www.{service}.example": rule}, tables=tables)

    begin_s = 150.0 + luck.uniform(0.0, 30.0)
    drop = Happening(
        "drops in an outage",
        begin_s + 120.0,
        begin_s + 180.0,
        line=("offline",),
        settings=off,
        tables=(("line", {"kind": "offline"}),),
    )
    sleep_s = begin_s + 720.0
    asleep = Happening(
        "asleep when it fails",
        sleep_s,
        sleep_s + 180.0,
        stops=True,
        beside=True,
        tables=(("line", {"kind": "asleep", "announced": False}),),
    )
    return Story(
        "lines around failures",
        WATCHED,
        (
            fails("down while it drops", "shop", "refuse", "connect_refused", begin_s, begin_s + 480.0),
            drop,
            asleep,
            fails("down since it slept", "bank", "status:503", "http_5xx", sleep_s + 30.0, sleep_s + 600.0),
        ),
        sleep_s + 600.0 + 210.0,
    )


def at(happening: Happening, from_s: float, most_s: float) -> Happening:
    """Let it begin at another time, and last for so long at most."""
    return replace(happening, from_s=from_s, until_s=from_s + min(most_s, happening.until_s))
