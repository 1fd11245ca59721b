"""Random worlds that are harder: one generator for each phenomenon that people meet, and worlds of several of them.

As in `tests.simulation.worlds`, a world is made from its seed alone, and what begins has ended and been told before the
world's end. `PHENOMENA` names the kinds; `hard_world` gives the text of one, `mixed_world` of all together.
"""

import json
import random
from collections.abc import Callable, Sequence

from notifier.config.anchors import DEFAULT_ANCHORS
from tests.simulation.playing import ACME
from tests.simulation.worlds import IDS, Maker, table

ON_A_CLOUD = ("netflix", "signal", "zoom", "snapchat", "reddit", "slack", "notion", "dropbox", "twitch", "pinterest")
CLOUD = "AWS"
CHECKS = ("www.msftconnecttest.com", "captive.apple.com", "connectivitycheck.gstatic.com")
BARE = tuple(each.key.split("//")[1].split(":")[0] for each in DEFAULT_ANCHORS if not each.by_name)

Episode = Callable[[float], float]


class HardMaker(Maker):
    """Makes one world of a phenomenon."""

    def __init__(self, seed: int, duration_s: float, phenomenon: str) -> None:
        super().__init__(seed, duration_s)
        self.luck = random.Random(f"{phenomenon} world {seed}")
        self.country = self.luck.choice(["ID", "US", "NL"])
        self.ids = self.luck.sample(IDS, self.luck.randint(5, 9))
        self.phenomenon = phenomenon
        self.always: list[str] = []
        self.services: list[str] = []
        self.episodes: list[Episode] = [self.full]
        PHENOMENA[phenomenon](self)
        self.episodes.append(self.full)

    def text(self) -> str:
        luck = self.luck
        head = (
            f'format = 1\nname = "hard-{self.phenomenon or "mixed"}-{self.seed}"\ntitle = "A hard world"\n'
            f"seed = {self.seed}\nstart = 2026-03-02T06:00:00Z\nduration_s = {self.duration_s}\n"
            f'country = "{self.country}"\n[world]\nfailure_rate = {luck.choice([0.0, 0.005])}\n'
            f"unverifiable_rate = {luck.choice([0.0, 0.002])}\nlatency_median_ms = 90.0\nlatency_p99_ms = 700.0\n"
        )
        t_s = luck.uniform(1200.0, 2400.0)
        turn = 0
        while t_s < self.duration_s - 6000.0:
            # one after the other, so that a short world has each of them
            episode = self.episodes[turn % len(self.episodes)] if self.phenomenon else luck.choice(self.episodes)
            turn += 1
            t_s = episode(t_s) + luck.uniform(1200.0, 2400.0)
        services = "".join(table("service", id=each) for each in self.ids) + ACME + "".join(self.services)
        return head + services + "".join(self.always) + "".join(self.tables)

    def add(self, name: str, /, **values: object) -> None:
        """Add a table."""
        self.tables.append(table(name, **values))

    def throughout(self, name: str, /, **values: object) -> None:
        """Add a table that holds all the time."""
        self.always.append(table(name, **values))

    def long(self) -> float:
        return self.luck.choice([600.0, 1200.0, 1800.0])

    def hit(self, t_s: float, length_s: float, **more: object) -> float:
        """Let something happen to one service."""
        more.setdefault("kind", self.luck.choice(("connect_timeout", "reset", "http_5xx", "read_timeout")))
        if not {"owner", "owners", "services", "cloud"} & set(more):
            more.setdefault("service", self._service())
        self._fault(t_s, t_s + length_s, **more)
        return t_s + length_s + float(str(more.get("tail_s", 0.0)))


def noise(share: float) -> Callable[[HardMaker], None]:
    """All the time so many requests fail, in bursts."""

    def make(maker: HardMaker) -> None:
        length_s = maker.luck.choice([2.0, 5.0, 10.0, 20.0, 40.0])
        loss = maker.luck.choice([0.6, 0.9])
        maker.throughout("bursts", length_s=length_s, share=max(0.01, round(share / loss, 4)), loss=loss)

    return make


def strict(maker: HardMaker) -> None:
    """An office, a school, a hotel: some of what judges the line never answers here."""
    how = maker.luck.choice(["refused", "dropped"])
    hosts: Sequence[str] = maker.luck.choice([CHECKS[:1], CHECKS[:2], CHECKS])
    choices: list[dict[str, object]] = [
        {"touches": "addresses", "answer": how},
        {"touches": "plain_http", "answer": "forbidden"},
        {"touches": "everything", "hosts": list(hosts), "answer": maker.luck.choice([how, "no_name", "forbidden"])},
        {"touches": "everything", "hosts": list(BARE[:2]), "answer": how},
    ]
    maker.throughout("policy", **maker.luck.choice(choices))


def strict_later(maker: HardMaker) -> None:
    """The machine moves to such a network and back, and the same happens there."""
    how = maker.luck.choice(["refused", "dropped"])

    def moves(t_s: float) -> float:
        if not any('name = "office"' in each for each in maker.tables):
            maker.add("policy", touches="addresses", network="office", answer=how)
            maker.add("policy", touches="plain_http", network="office", answer="forbidden")
        maker.add("network", name="office", from_s=t_s, announced=maker.luck.random() < 0.7)
        maker.full(t_s + 1500.0)
        maker.add("network", name="home", from_s=t_s + 5400.0, announced=maker.luck.random() < 0.7)
        return t_s + 5400.0

    maker.episodes = [moves]


def all_at_once(maker: HardMaker) -> None:
    """The network breaks nearly everything, and the anchors do not show it."""

    def resolver(t_s: float) -> float:
        more = {"touches": "names", "answer": "name_failure", "but_checks": True, "after_s": 5.0}
        maker.add("policy", from_s=t_s, until_s=t_s + 1800.0, host_share=maker.luck.choice([0.7, 0.9]), **more)
        return t_s + 1800.0

    def portal(t_s: float) -> float:
        maker.add("policy", touches="web", answer="portal", but_checks=True, from_s=t_s, until_s=t_s + 1800.0)
        return t_s + 1800.0

    def proxy(t_s: float) -> float:
        answer = maker.luck.choice(["unavailable", "unavailable", "page", "forbidden"])
        checks = maker.luck.random() < 0.7
        maker.add("policy", touches="web", answer=answer, but_checks=checks, from_s=t_s, until_s=t_s + 1200.0)
        return t_s + 1200.0

    maker.ids = maker.luck.sample(IDS, 10)
    maker.episodes = [resolver, portal, proxy]


def slow_names(maker: HardMaker) -> None:
    """Name servers answer after seconds."""

    def slow(t_s: float) -> float:
        after_s = maker.luck.choice([3.0, 6.0, 9.0])
        maker.add("policy", touches="names", answer="slow_name", after_s=after_s, from_s=t_s, until_s=t_s + 3000.0)
        if maker.luck.random() < 0.5:
            maker.hit(t_s + 1200.0, 600.0)
        return t_s + 3000.0

    maker.episodes = [slow]


def cloud(maker: HardMaker) -> None:
    """A cloud fails and takes many owners with it, or several fail together without one."""

    def of_cloud(t_s: float) -> float:
        return maker.hit(t_s, maker.long(), cloud=CLOUD)

    def of_many(t_s: float) -> float:
        many = min(len(maker.ids), maker.luck.randint(4, 8))
        return maker.hit(t_s, maker.long(), services=maker.luck.sample(maker.ids, many))

    maker.ids = [*ON_A_CLOUD[: maker.luck.randint(5, 9)], "whatsapp", "telegram", "bca", "x"]
    maker.episodes = [of_cloud, of_many]


def families(maker: HardMaker) -> None:
    """One owner's services fail one after the other."""

    def one_by_one(t_s: float) -> float:
        end_s = t_s + 1800.0
        for number, service in enumerate(("whatsapp", "instagram", "facebook")):
            begin_s = t_s + number * maker.luck.choice([20.0, 40.0, 55.0])
            maker.hit(begin_s, end_s - begin_s + number * 120.0, service=service, kind="connect_timeout")
        return end_s + 240.0

    maker.ids = ["whatsapp", "instagram", "facebook", "tiktok", "github"]
    maker.episodes = [one_by_one]


def half(maker: HardMaker) -> None:
    """A part of the requests fails: steadily, growing and shrinking, with a long tail."""

    def steady(t_s: float) -> float:
        return maker.hit(t_s, 2400.0, share=maker.luck.choice([0.05, 0.15, 0.3, 0.5, 0.7, 0.95]))

    def ramps(t_s: float) -> float:
        return maker.hit(t_s, 2400.0, share=maker.luck.choice([0.5, 1.0]), ramp_up_s=900.0, ramp_down_s=600.0)

    def tail(t_s: float) -> float:
        return maker.hit(t_s, 1200.0, tail_s=2400.0, tail_share=0.05)

    maker.episodes = [steady, ramps, steady, tail]


def walled(maker: HardMaker) -> None:
    """All requests fail, a part of them with an answer that does not tell."""

    def mixed(t_s: float) -> float:
        return maker.hit(t_s, 1200.0, service="acme", walled=maker.luck.choice([0.2, 0.33, 0.5]), components=["web"])

    def known(t_s: float) -> float:
        return maker.hit(t_s, 1200.0, service=maker.luck.choice(maker.ids), walled=0.33)

    maker.episodes = [mixed, known]


def flaky(maker: HardMaker) -> None:
    """A service that has always failed one request in ten, or four, and truly fails at times."""

    def truly(t_s: float) -> float:
        return maker.hit(t_s, 1200.0, service="flaky", kind="read_timeout")

    target = {"component": "web", "kind": "http", "target": "https://flaky.example/"}
    rows = "".join(f"{key} = {json.dumps(value)}\n" for key, value in target.items())
    rate = maker.luck.choice([0.1, 0.25])
    maker.services.append(table("service", id="flaky", name="Flaky", failure_rate=rate) + f"[[service.target]]\n{rows}")
    maker.episodes = [truly]


def by_address(maker: HardMaker) -> None:
    """Only some of a name's addresses are bad."""

    def half_dead(t_s: float) -> float:
        kind = maker.luck.choice(["connect_timeout", "connect_refused", "read_timeout", "http_5xx"])
        return maker.hit(t_s, 2400.0, kind=kind, addresses=4, bad_addresses=2)

    def one_certificate(t_s: float) -> float:
        return maker.hit(t_s, 2400.0, kind="certificate", addresses=4, bad_addresses=1)

    def ipv6(t_s: float) -> float:
        return maker.hit(t_s, 1200.0, kind=maker.luck.choice(["connect_timeout", "reset"]), family="ipv6")

    maker.episodes = [half_dead, one_certificate, ipv6]


def only_mine(maker: HardMaker) -> None:
    """Only this machine, or only this provider's customers, see it fail."""

    def mine(t_s: float) -> float:
        return maker.hit(t_s, maker.long(), seen=maker.luck.choice(["provider", "machine"]))

    maker.episodes = [mine]


def slow_first(maker: HardMaker) -> None:
    """Slow for long, then failing; and a line that is slow for all."""

    def then_fails(t_s: float) -> float:
        service = maker._service()
        maker.hit(t_s, 3000.0, service=service, kind="slow", latency_factor=8.0)
        return maker.hit(t_s + 3000.0, 1200.0, service=service)

    def slow_line(t_s: float) -> float:
        maker.add("latency", from_s=t_s, until_s=t_s + 3600.0, added_ms=maker.luck.choice([200, 900]), factor=3.0)
        maker.hit(t_s + 1800.0, 600.0)
        return t_s + 3600.0

    maker.episodes = [then_fails, slow_line]


def words_late(maker: HardMaker) -> None:
    """The page lags behind, says for days what is over, or announces what overruns."""

    def stale(t_s: float) -> float:
        if t_s > maker.duration_s - 13_000.0:  # it would not end in this world
            return overrun(t_s)
        maker.hit(t_s, 900.0, service="acme")
        maker._page(t_s + 400.0, "major_outage", title="We look into it", started_s=t_s - 600.0)
        end_s = maker.hit(t_s + 10_000.0, 1200.0, service="acme")
        maker._page(end_s + 600.0, "operational")
        return end_s + 600.0

    def overrun(t_s: float) -> float:
        more = {"components": ["web"]} if maker.luck.random() < 0.5 else {}
        maker._page(t_s - 600.0, "maintenance", started_s=t_s, until_s=t_s + 1200.0, title="Upgrade", **more)
        maker._page(t_s, "maintenance", started_s=t_s, until_s=t_s + 1200.0, title="Upgrade", **more)
        maker.hit(t_s + 300.0, 600.0, service="acme", components=["web"])
        end_s = maker.hit(t_s + 3600.0, 1200.0, service="acme", components=[maker.luck.choice(["web", "chat"])])
        maker._page(end_s + 900.0, "operational")
        return end_s + 900.0

    maker.episodes = [overrun, stale]


def poor_sources(maker: HardMaker) -> None:
    """What comes from outside is slow, partial, used up, wrong or hangs."""

    def country(t_s: float) -> float:
        return maker.hit(t_s, maker.long(), countries=[maker.country])

    kind = maker.luck.choice(["slow", "partial", "exhausted", "wrong", "hanging", "failing"])
    share = {"share": 0.3} if kind in ("partial", "wrong") else {}
    maker.throughout("outside", source="regions", kind=kind, **share)
    maker.episodes = [country]


def moves(maker: HardMaker) -> None:
    """Other networks, sleep that nobody announces, a clock that is set; outages among them."""

    def network(t_s: float) -> float:
        name = maker.luck.choice(["café", "train", "home"])
        maker.add("network", name=name, from_s=t_s, announced=maker.luck.random() < 0.5)
        return maker.hit(t_s + 30.0, 900.0)

    def sleep(t_s: float) -> float:
        end_s = t_s + maker.luck.choice([20.0, 600.0, 3600.0])
        maker.add("line", from_s=t_s, until_s=end_s, kind="asleep", announced=False)
        return maker.hit(end_s + maker.luck.choice([5.0, 300.0]), 900.0)

    def clock(t_s: float) -> float:
        maker.add("clock", at_s=t_s, step_s=maker.luck.choice([-3600.0, -60.0, -5.0, 5.0, 25.0, 120.0, 3600.0]))
        return maker.hit(t_s + maker.luck.choice([5.0, 300.0]), 900.0)

    maker.episodes = [network, sleep, clock]


def sorry_pages(maker: HardMaker) -> None:
    """Pages that say sorry with status 200; others that are only new, come in variants, or never rest."""

    def sorry(t_s: float) -> float:
        return maker.hit(t_s, 1800.0, kind="sorry_page", service=maker.luck.choice(["shop", "acme", "both"]))

    def with_failures(t_s: float) -> float:
        maker.hit(t_s, 1200.0, service="both", kind="http_5xx", components=["web"])
        return maker.hit(t_s, 1200.0, service="both", kind="sorry_page", components=["shop"])

    def after_failures(t_s: float) -> float:
        begin_s = maker.hit(t_s, 900.0, service="shop", kind="http_5xx")
        return maker.hit(begin_s, 1800.0, service="shop", kind="sorry_page")

    def for_all(t_s: float) -> float:
        return maker.hit(t_s, 1800.0, kind="sorry_page", services=["shop", "both", "studio"])

    for name, parts in (("shop", ["web"]), ("both", ["web", "shop"]), ("studio", ["web"]), ("variants", ["web"])):
        targets = [
            table("service.target", component=e, kind="http", target=f"https://{e}.{name}.example/") for e in parts
        ]
        maker.services.append(table("service", id=name, name=name.title()) + "".join(targets))
    target = table("service.target", component="web", kind="http", target="https://restless.example/")
    maker.services.append(table("service", id="restless", name="Restless", changing=True) + target)
    share = maker.luck.choice([0.02, 0.1, 0.3, 0.5])
    maker.throughout("fault", service="variants", from_s=0.0, until_s=maker.duration_s, kind="sorry_page", share=share)
    new_s = maker.luck.uniform(0.3, 0.9) * maker.duration_s
    maker.throughout("fault", service="studio", from_s=new_s, until_s=maker.duration_s, kind="sorry_page")
    maker.episodes = [sorry, with_failures, after_failures, for_all]


PHENOMENA: dict[str, Callable[[HardMaker], None]] = {
    "noise 2 %": noise(0.02),
    "noise 3 %": noise(0.03),
    "noise 5 %": noise(0.05),
    "strict network": strict,
    "strict, later": strict_later,
    "everything at once": all_at_once,
    "slow names": slow_names,
    "clouds": cloud,
    "families": families,
    "half-broken": half,
    "walls among failures": walled,
    "always flaky": flaky,
    "some addresses": by_address,
    "only mine": only_mine,
    "slow, then failing": slow_first,
    "late words": words_late,
    "poor sources": poor_sources,
    "moves and clocks": moves,
    "sorry pages": sorry_pages,
}


def hard_world(phenomenon: str, seed: int, hours: float = 6.0) -> str:
    """Make the text of the random world of a phenomenon and a seed."""
    return HardMaker(seed, hours * 3600.0, phenomenon).text()


def mixed_world(seed: int, hours: float = 48.0) -> str:
    """Make a world in which several phenomena hold and the episodes of all come, in any order."""
    luck = random.Random(f"mixture {seed}")
    maker = HardMaker(seed, hours * 3600.0, "families")
    maker.phenomenon = ""
    episodes = [maker.full, maker.family, maker.flapping, maker.line, maker.unseen, *maker.episodes]
    for name in luck.sample(sorted(PHENOMENA), 6):
        if not name.startswith("noise") or not any("[[bursts]]" in each for each in maker.always):
            ids = maker.ids
            PHENOMENA[name](maker)
            maker.ids = list(dict.fromkeys([*ids, *maker.ids]))
            episodes += maker.episodes
    maker.episodes = episodes
    return maker.text()
