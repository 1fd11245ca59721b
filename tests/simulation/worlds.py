"""Random worlds: scenarios of some hours in which everything happens that the format knows, one thing after another.

A world is made from its seed alone. Episodes follow each other with pauses, so that each can be judged by itself; a
second sort of episodes (line faults, what begins unseen) mixes them on purpose.
"""

import json
import random
from collections.abc import Callable

from notifier.core.failure import WORLD_FAILURES
from notifier.core.model import Service
from tests.simulation.playing import ACME, CATALOGUE

KINDS = tuple(sorted(kind.value for kind in WORLD_FAILURES))
IDS = (
    *("whatsapp", "instagram", "facebook", "tiktok", "telegram", "x", "signal", "discord", "youtube", "netflix"),
    *("spotify", "reddit", "github", "gmail", "zoom", "snapchat", "gojek", "tokopedia", "shopee-id", "bca"),
)
LINES = ("offline", "dns_broken", "captive_portal", "lossy", "asleep")
QUIET_END_S = 2400.0
"""Nothing begins so shortly before the end, so that everything can be over and told."""


def table(name: str, /, **values: object) -> str:
    """Write one table of a scenario."""
    rows = []
    for key, value in values.items():
        shown = f"{value:.2f}" if isinstance(value, float) else json.dumps(value)
        rows.append(f"{key} = {shown}\n")
    return f"[[{name}]]\n{''.join(rows)}"


class Maker:
    """Makes one world."""

    def __init__(self, seed: int, duration_s: float) -> None:
        self.luck = random.Random(f"world {seed}")
        self.seed = seed
        self.duration_s = duration_s
        self.country = self.luck.choice(["ID", "US", "NL"])
        self.ids = self.luck.sample(IDS, self.luck.randint(2, 7))
        self.tables: list[str] = []

    def text(self) -> str:
        luck = self.luck
        head = (
            f'format = 1\nname = "world-{self.seed}"\ntitle = "A random world"\nseed = {self.seed}\n'
            f'start = 2026-03-02T06:00:00Z\nduration_s = {self.duration_s}\ncountry = "{self.country}"\n'
            f"[world]\nfailure_rate = {luck.choice([0.0, 0.005, 0.005])}\n"
            f"unverifiable_rate = {luck.choice([0.0, 0.002])}\nlatency_median_ms = 90.0\nlatency_p99_ms = 700.0\n"
        )
        services = "".join(table("service", id=each) for each in self.ids) + ACME
        t_s = luck.uniform(700.0, 1800.0)
        while t_s < self.duration_s - QUIET_END_S - 2000.0:
            t_s = self._episode()(t_s) + luck.uniform(900.0, 2400.0)
        return head + services + "".join(self.tables)

    def _episode(self) -> Callable[[float], float]:
        chances: list[tuple[Callable[[float], float], int]] = [
            (self.full, 8),
            (self.family, 2),
            (self.partial, 2),
            (self.flapping, 2),
            (self.elsewhere, 1),
            (self.only_here, 2),
            (self.page_only, 2),
            (self.page_and_fault, 2),
            (self.maintenance, 1),
            (self.reported, 1),
            (self.slow, 1),
            (self.walls, 1),
            (self.line, 3),
            (self.unseen, 3),
            (self.meets_line, 2),
        ]
        return self.luck.choices([each for each, _ in chances], [weight for _, weight in chances])[0]

    def _service(self) -> str:
        return self.luck.choice([*self.ids, "acme", "acme"])

    def _components(self, service: str) -> list[str]:
        known: Service | None = CATALOGUE.get(service)
        return [each.id for each in known.components] if known is not None else ["web", "chat"]

    def _length(self) -> float:
        return self.luck.choice([200.0, 300.0, 600.0, 1800.0])

    def _fault(self, t_s: float, until_s: float, **more: object) -> None:
        self.tables.append(table("fault", from_s=t_s, until_s=until_s, **more))

    def _kind(self) -> str:
        return self.luck.choice(KINDS)

    def full(self, t_s: float) -> float:
        """All or some components of a service fail."""
        service = self._service()
        more: dict[str, object] = {"service": service, "kind": self._kind()}
        if self.luck.random() < 0.6:
            ids = self._components(service)
            more["components"] = self.luck.sample(ids, self.luck.randint(1, len(ids)))
        until_s = t_s + self._length()
        self._fault(t_s, until_s, **more)
        return until_s

    def family(self, t_s: float) -> float:
        service = CATALOGUE.get(self.luck.choice(self.ids))
        assert service is not None
        until_s = t_s + self._length()
        self._fault(t_s, until_s, owner=service.owner, kind=self._kind())
        return until_s

    def partial(self, t_s: float) -> float:
        until_s = t_s + self._length()
        share = self.luck.choice([0.1, 0.3, 0.6, 0.9])
        self._fault(t_s, until_s, service=self._service(), kind=self._kind(), share=share)
        return until_s

    def flapping(self, t_s: float) -> float:
        service, kind = self._service(), self._kind()
        for _ in range(self.luck.randint(3, 8)):
            until_s = t_s + self.luck.uniform(20.0, 120.0)
            self._fault(t_s, until_s, service=service, kind=kind)
            t_s = until_s + self.luck.uniform(20.0, 150.0)
        return t_s

    def elsewhere(self, t_s: float) -> float:
        until_s = t_s + self._length()
        self._fault(t_s, until_s, service=self._service(), kind=self._kind(), countries=["GB", "SG"])
        return until_s

    def only_here(self, t_s: float) -> float:
        until_s = t_s + self._length()
        self._fault(t_s, until_s, service=self._service(), kind=self._kind(), countries=[self.country])
        return until_s

    def _page(self, t_s: float, level: str, **more: object) -> None:
        self.tables.append(table("page", service="acme", at_s=t_s, level=level, **more))

    def page_only(self, t_s: float) -> float:
        level = self.luck.choice(["major_outage", "major_outage", "partial_outage", "degraded", "unreadable"])
        until_s = t_s + self._length()
        self._page(t_s, level, title="Something is wrong")
        self._page(until_s, "operational")
        return until_s

    def page_and_fault(self, t_s: float) -> float:
        until_s = t_s + self._length()
        self._fault(t_s, until_s, service="acme", kind=self._kind())
        level = self.luck.choice(["major_outage", "partial_outage", "degraded", "unreadable"])
        self._page(t_s + self.luck.uniform(0.0, 180.0), level, title="Something is wrong")
        end_s = until_s + self.luck.uniform(1.0, 600.0)
        self._page(end_s, "operational")
        return end_s

    def maintenance(self, t_s: float) -> float:
        until_s = t_s + 900.0
        self._page(t_s, "maintenance", title="Maintenance")
        self._fault(t_s + 300.0, until_s - 200.0, service="acme", kind=self._kind())
        self._page(until_s, "operational")
        return until_s

    def reported(self, t_s: float) -> float:
        service = self._service()
        self.tables.append(table("reports", service=service, at_s=t_s, count=9000, baseline=30.0))
        if self.luck.random() < 0.5:
            self._fault(t_s, t_s + 600.0, service=service, kind=self._kind())
        return t_s + 1000.0

    def slow(self, t_s: float) -> float:
        until_s = t_s + 1800.0
        self._fault(t_s, until_s, service=self._service(), kind="slow", latency_factor=8.0)
        return until_s

    def walls(self, t_s: float) -> float:
        until_s = t_s + 1500.0
        self._fault(t_s, until_s, service=self._service(), kind="unverifiable")
        return until_s

    def _line(self, t_s: float, until_s: float) -> None:
        kind = self.luck.choice(LINES)
        loss = {"loss": self.luck.choice([0.15, 0.3, 0.6])} if kind == "lossy" else {}
        self.tables.append(table("line", from_s=t_s, until_s=until_s, kind=kind, **loss))

    def line(self, t_s: float) -> float:
        until_s = t_s + self.luck.choice([20.0, 45.0, 120.0, 240.0, 900.0, 3000.0])
        self._line(t_s, until_s)
        return until_s

    def unseen(self, t_s: float) -> float:
        """An outage begins while nobody can look, and goes on, or is over before anybody looks."""
        until_s = t_s + self.luck.choice([60.0, 240.0, 900.0])
        self._line(t_s, until_s)
        begin_s = self.luck.uniform(t_s, until_s)
        end_s = until_s + self.luck.choice([-1.0, 100.0, 400.0, 1200.0])
        self._fault(begin_s, max(begin_s + 5.0, end_s), service=self._service(), kind=self._kind())
        return max(until_s, end_s)

    def meets_line(self, t_s: float) -> float:
        """The line breaks in the middle of an outage, or when it ends."""
        until_s = t_s + 1200.0
        self._fault(t_s, until_s, service=self._service(), kind=self._kind())
        begin_s = t_s + self.luck.choice([20.0, 60.0, 400.0, 1100.0])
        self._line(begin_s, begin_s + self.luck.choice([60.0, 240.0, 600.0]))
        return max(until_s, begin_s + 600.0)


def world(seed: int, hours: float = 6.0) -> str:
    """Make the text of the random world of a seed."""
    return Maker(seed, hours * 3600.0).text()
