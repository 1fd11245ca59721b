"""The stories of the line: each fault of it for minutes, among services that work all the time."""

import random
from dataclasses import replace
from typing import Final

from tests.lab.campaign.happenings import Happening, Story, Table, Watched

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
LUCK_S: Final = 30.0
STORIES: Final = 8
OFF: Final = {"line": "offline", "offline": "link_down"}
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


def _loss(what: str, loss: float, line: tuple[str, ...], *tables: Table) -> Happening:
    """Lose so many packets each way; the tables say which requests fail with them, as was measured."""
    return Happening(what, 0.0, 2 * LENGTH_S, line=line, settings={"line": "lossy", "loss": loss}, tables=tables)


def faults() -> list[Happening]:
    """Give every fault of the line, each beginning at 0."""
    names_hang = {"touches": "names", "answer": "name_failure", "after_s": 10.0}
    names_slow = {"touches": "names", "answer": "slow_name", "after_s": 6.0}
    large = {"touches": "names", "answer": "dropped", "but": ["www.chat.example"], "but_checks": True}
    asleep = {"kind": "asleep", "announced": False}
    return [
        _line("cable", "offline", "offline", **OFF),
        _line("no route", "offline", "offline", line="offline", offline="no_route"),
        _line("unreachable", "offline", "offline", line="offline", offline="unreachable"),
        Happening(
            "gateway only",
            0.0,
            LENGTH_S,
            line=("offline",),
            settings={"line": "offline", "offline": "blackhole"},
            tables=(("policy", {"touches": "everything", "answer": "dropped"}),),
        ),
        _line("names fail", "dns_broken", "dns_broken", line="dns_broken", dns_broken="servfail"),
        Happening(
            "names fail by half",
            0.0,
            LENGTH_S,
            line=BAD,
            rules={"*": {"dns": "servfail", "prob": 0.5}},
            tables=(("policy", {"touches": "names", "answer": "name_failure", "share": 0.5}),),
        ),
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
        # a question for a name is repeated once within the reading's time, a packet of a connection four times
        _loss("loses 3 %", 0.03, (), ("policy", {**names_hang, "share": 0.02})),
        _loss("loses 20 %", 0.2, BAD, ("policy", {**names_hang, "share": 0.4})),
        _loss("loses 60 %", 0.6, BAD, ("line", {"kind": "lossy", "loss": 0.85})),
        Happening("IPv6 leads nowhere", 0.0, LENGTH_S, settings={"ipv6": "broken"}),
        Happening(
            "large packets vanish",
            0.0,
            LENGTH_S,
            ("shop", "bank", "mail"),
            ("outage", "possible"),
            BAD,
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
                settings=OFF,
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
        begin_s = round(from_s + luck.uniform(0.0, LUCK_S), 1)
        placed.append(at(each, begin_s, most_s))
        from_s = placed[-1].until_s + pause_s
    return Story(name, WATCHED, tuple(placed), from_s)


def around(luck: random.Random) -> Story:
    """Services fail while the line drops, and while the machine sleeps: then it can be found from the waking on."""
    begin_s = FIRST_S + luck.uniform(0.0, LUCK_S)
    drop_s, sleep_s = begin_s + 120.0, begin_s + 720.0
    wake_s = sleep_s + LENGTH_S
    asleep = ("line", {"kind": "asleep", "announced": False})
    drop = replace(_line("drops in an outage", "offline", "offline", **OFF), from_s=drop_s, until_s=drop_s + 60.0)
    slept = Happening("asleep when it fails", sleep_s, wake_s, stops=True, tables=(asleep,), beside=True)
    down = _fails("down while it drops", "shop", begin_s, begin_s + 480.0)
    since = _fails("down since it slept", "bank", sleep_s + 30.0, wake_s + 420.0)
    found = replace(since, from_s=wake_s, rules={}, moves=((sleep_s + 30.0 - wake_s, since.rules),))
    return Story("lines around failures", WATCHED, (down, drop, slept, found), found.until_s + PAUSE_S)


def _fails(what: str, service: str, from_s: float, until_s: float) -> Happening:
    """Let a service refuse connections."""
    fault = ("fault", {"service": service, "kind": "connect_refused", "from_s": from_s, "until_s": until_s})
    return Happening(what, from_s, until_s, (service,), rules={f"www.{service}.example": "refuse"}, tables=(fault,))


def at(happening: Happening, from_s: float, most_s: float) -> Happening:
    """Let it begin at another time, and last for so long at most."""
    return replace(happening, from_s=from_s, until_s=from_s + min(most_s, happening.until_s))
