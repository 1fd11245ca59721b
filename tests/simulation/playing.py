"""Playing a scenario's text in tests: the records, what was kept, and short questions about both."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from notifier.catalogue.loader import Catalogue
from notifier.config.paths import resources
from notifier.simulation.player import Player, Record
from notifier.simulation.scenario import Scenario, load, parse
from notifier.store.memory import MemoryJournal

Span = tuple[float, float]

CATALOGUE = Catalogue(resources() / "catalogue", Path("/nonexistent"))

HEAD = """
format = 1
name = "test"
title = "A test"
seed = {seed}
start = 2026-03-02T06:00:00Z
duration_s = {duration_s}
country = "ID"
"""

ACME = """
[[service]]
id = "acme"
name = "Acme"
owner = "Acme Inc"
[[service.target]]
component = "web"
kind = "http"
target = "https://acme.example/"
[[service.target]]
component = "chat"
kind = "tcp"
target = "chat.acme.example:5222"
[service.page]
url = "https://status.acme.example"
"""


def head(duration_s: float = 7200, seed: int = 1) -> str:
    return HEAD.format(duration_s=duration_s, seed=seed)


class Played:
    """What a scenario gave."""

    def __init__(self, scenario: Scenario, *, outside: bool = True) -> None:
        self.scenario = scenario
        self.journal = MemoryJournal()
        player = Player(scenario, self.journal, outside=outside)
        self.start_s = player.world.start_s
        self.records: list[Record] = list(player.records(lambda: 0.0))

    @property
    def summary(self) -> Record:
        return self.records[-1]

    def of(self, service: str) -> dict[str, Any]:
        """The summary's part of one service."""
        part: dict[str, Any] = self.summary["services"][service]
        return part

    def states(self, service: str) -> list[Record]:
        return [each for each in self.records if each["event"] == "state" and each["service"] == service]

    def words(self, service: str) -> list[str]:
        """The states of a service, one after the other, without those that only changed their scope or components."""
        told: list[str] = []
        for each in self.states(service):
            if not told or told[-1] != each["state"]:
                told.append(each["state"])
        return told

    def first(self, service: str, state: str, from_s: float = 0.0) -> Record:
        """The first record of that state from a time on."""
        found = next((e for e in self.states(service) if e["state"] == state and e["t_s"] >= from_s), None)
        assert found is not None, f"{service} was never {state} after {from_s}: {self.states(service)}"
        return found

    def at(self, service: str, t_s: float) -> str:
        """The state that was shown at a time."""
        shown = "unknown"
        for each in self.states(service):
            if each["t_s"] <= t_s:
                shown = each["state"]
        return shown

    def notifications(self, service: str = "", kinds: Iterable[str] = (), *, updates: bool = False) -> list[Record]:
        """The notifications about a service, or all of them; what only brings one up to date is none."""
        told = [each for each in self.records if each["event"] == "notification"]
        told = told if updates else [each for each in told if not each.get("update")]
        if service:
            told = [each for each in told if service in each["services"]]
        wanted = set(kinds)
        return [each for each in told if not wanted or each["kind"] in wanted]

    def kinds(self, service: str = "") -> list[str]:
        return [each["kind"] for each in self.notifications(service)]

    def lines(self) -> list[Record]:
        return [each for each in self.records if each["event"] == "line"]

    def said_bad(self) -> list[Span]:
        """When the line was said not to be online."""
        spans: list[Span] = []
        bad_since: float | None = None
        for each in [*self.lines(), {"t_s": self.scenario.file.duration_s, "state": "online"}]:
            if each["state"] != "online" and bad_since is None:
                bad_since = each["t_s"]
            elif each["state"] == "online" and bad_since is not None:
                spans.append((bad_since, each["t_s"]))
                bad_since = None
        return spans


def play(text: str, *, outside: bool = True) -> Played:
    """Play a scenario's text, with sources from outside or without."""
    return Played(parse(text, "test.toml", CATALOGUE.get), outside=outside)


def play_file(path: Path) -> Played:
    """Play a scenario's file."""
    return Played(load(path, CATALOGUE.get))
