"""What a story is: services that are watched, and what happens to them, to the line or to the network, and when.

Each happening says it twice: as the lab's rules and settings, and as the tables of a scenario file. Times in seconds
from the program's first reading. What the stories are stands in the modules beside this one; playing and judging
them in `playing` and `judging`.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from notifier.config.anchors import DEFAULT_ANCHORS, SPARE_ANCHORS
from notifier.probes.http import HttpTarget
from tests.lab.program import Own
from tests.simulation.playing import head
from tests.simulation.worlds import table

Rules = Mapping[str, object]
Table = tuple[str, Mapping[str, object]]
"""A table of a scenario file; a happening's own times are put in where it has none."""

TARGETS: Final = {
    "http": '{{ kind = "http", url = "https://{host}/", expect = {{ statuses = [200], body = "ok" }} }}',
    "home": '{{ kind = "http", url = "https://{host}/" }}',
    "tcp": '{{ kind = "tcp", host = "{host}", port = 5222 }}',
    "tls": '{{ kind = "tls", host = "{host}", port = 993 }}',
    "dns": '{{ kind = "dns", name = "{host}" }}',
}
ADDRESSES: Final = {
    "http": "https://{host}/",
    "home": "https://{host}/",
    "tcp": "{host}:5222",
    "tls": "{host}:993",
    "dns": "{host}",
}

FIRST_CHECKS: Final = tuple(each.target.host for each in DEFAULT_ANCHORS if each.by_name)
"""The hosts of the connectivity checks that are asked unless a network keeps them back."""
CHECKS: Final = tuple(each.target.host for each in (*DEFAULT_ANCHORS, *SPARE_ANCHORS) if each.by_name)
BARE: Final = tuple(each.target.host for each in (*DEFAULT_ANCHORS, *SPARE_ANCHORS) if not each.by_name)
RESOLVERS: Final = tuple(each.target.host for each in (*DEFAULT_ANCHORS, *SPARE_ANCHORS) if each.key.endswith(":53"))
ANSWERS: Final[dict[str, object]] = {
    each.target.host: {"body": each.target.expect.body}
    for each in SPARE_ANCHORS
    if isinstance(each.target, HttpTarget) and each.target.expect.body
}
"""What the other checks say; the lab does not know all of them."""
WORLD: Final = {"latency_median_ms": 15.0, "latency_p99_ms": 80.0}
"""As the lab answers."""
HOME_WORDS: Final = "<p>Products orders basket delivery account customers service vouchers season catalogue</p>"


def home_page(title: str, text: str) -> dict[str, object]:
    """Give the rule of a page that is meant to be looked at."""
    html = f"<!doctype html><html><head><title>{title}</title></head><body>{text}</body></html>"
    return {"body": html, "content_type": "text/html; charset=utf-8"}


@dataclass(frozen=True)
class Watched:
    """A service of a story, with one target; `flaky` of its requests always fail. Of a `home` nothing is expected."""

    id: str
    kind: str = "http"
    owner: str = ""
    cloud: str = ""
    page: bool = False
    flaky: float = 0.0

    @property
    def host(self) -> str:
        """The host of its target."""
        return f"www.{self.id}.example"

    @property
    def page_host(self) -> str:
        """The host of its official page."""
        return f"status.{self.id}.example"

    def own(self) -> Own:
        """Describe it as a service of the user's own."""
        page = f'provider = "statuspage"\nurl = "https://{self.page_host}"' if self.page else ""
        clouds = (self.cloud,) if self.cloud else ()
        return Own(self.id, (TARGETS[self.kind].format(host=self.host),), page, self.owner, clouds)

    def entry(self) -> str:
        """Describe it as a service of a scenario."""
        own = self.own()
        more: dict[str, object] = {"failure_rate": self.flaky} if self.flaky else {}
        if self.cloud:
            more["clouds"] = [self.cloud]
        address = ADDRESSES[self.kind].format(host=self.host)
        text = table("service", id=self.id, name=own.name, owner=own.owned_by, **more)
        kind = "http" if self.kind == "home" else self.kind
        text += table("service.target", component="web", kind=kind, target=address)
        page = f'[service.page]\nurl = "https://{self.page_host}"\n' if self.page else ""
        return text + page

    def rules(self) -> Rules:
        """Give the lab's rules for it while nothing is wrong."""
        found: dict[str, object] = {self.page_host: "statuspage"} if self.page else {}
        if self.flaky:
            found[self.host] = {"mode": "status:503", "prob": self.flaky}
        if self.kind == "home":
            found[self.host] = home_page(f"{self.id} sells everything", HOME_WORDS * 20)
        return found


@dataclass(frozen=True)
class Happening:
    """Something that happens from `from_s` to `until_s`, and what is to be heard of it."""

    what: str
    from_s: float
    until_s: float
    hits: tuple[str, ...] = ()
    """The services that truly fail for it, or seem to."""
    heard: tuple[str, ...] = ("outage",)
    """Any of these states of each of them finds it."""
    line: tuple[str, ...] = ()
    """Any of these states of the line finds it."""
    rules: Rules = field(default_factory=dict)
    settings: Rules = field(default_factory=dict)
    standing: Rules = field(default_factory=dict)
    """Rules of the lab that hold before and after it, too: the addresses of a name."""
    moves: tuple[tuple[float, Rules], ...] = ()
    """Rules that come so many seconds later."""
    commands: tuple[tuple[str, ...], ...] = ()
    """Run on the program's side of the lab when it begins; `undone` when it ends."""
    undone: tuple[tuple[str, ...], ...] = ()
    stops: bool = False
    """The program gets no time: as the machine asleep."""
    tables: tuple[Table, ...] = ()
    of_network: bool = False
    """It is the user's own network: nobody else may be said to have it, and one notice says all."""
    beside: bool = False
    """What the line is called meanwhile is not judged."""
    says: str = ""
    """A part of what is to be said meanwhile of one of the services."""

    @property
    def is_to_be_found(self) -> bool:
        """Tell whether anything is to be heard of it."""
        return bool(self.hits and self.heard) or bool(self.line)

    def scenario(self) -> str:
        """Give its tables."""
        times = {"from_s": self.from_s, "until_s": self.until_s}
        return "".join(
            table(name, **(values if "at_s" in values else {**times, **values})) for name, values in self.tables
        )


@dataclass(frozen=True)
class Story:
    """Services that are watched for so long, and what happens meanwhile; `rules` and `settings` hold from the start."""

    name: str
    services: tuple[Watched, ...]
    happenings: tuple[Happening, ...]
    duration_s: float
    rules: Rules = field(default_factory=dict)
    settings: Rules = field(default_factory=dict)
    tables: tuple[Table, ...] = ()
    proxied: bool = False
    """Only a proxy leads out of this network, and the program is told which."""

    def all_rules(self) -> dict[str, object]:
        """Give the lab's rules while nothing happens."""
        found = dict(ANSWERS)
        for each in self.services:
            found.update(each.rules())
        for happening in self.happenings:
            found.update(happening.standing)
        return {**found, **self.rules}

    def scenario(self, seed: int) -> str:
        """Write the same story as a scenario file."""
        world = "[world]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in WORLD.items())
        parts = [head(self.duration_s, seed), world, *(each.entry() for each in self.services)]
        parts += [table(name, **values) for name, values in self.tables]
        return "".join([*parts, *(each.scenario() for each in self.happenings)])
