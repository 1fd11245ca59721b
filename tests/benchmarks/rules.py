"""The rules in simulation: our own engine against the rules that others use, on the same worlds with the same luck.

The ordinary worlds: the shipped scenarios, forty random ones of six hours, and a quiet week of twenty services. The
hard ones: the shipped ones, and two random ones of six hours of each phenomenon (`tests.simulation.hard_worlds`); what
each of them asks for is in `tests.benchmarks.worlds`. Delays are those of outages with a good line from 90 s before to
180 s after, known from more than a page alone. Ours is played first as a new user has it, then with outside sources.

How long a month takes is told of the same quiet week with twenty services of one address each, and with the twenty of
the catalogue, which have seven each: what takes time is a reading, not a service.
"""

import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from notifier.config.paths import resources
from notifier.simulation.player import Player
from notifier.simulation.scenario import Scenario, load, parse
from notifier.store.memory import MemoryJournal
from tests.benchmarks.figures import Figure, percentile
from tests.benchmarks.web import Web
from tests.simulation.hard_worlds import PHENOMENA, hard_world
from tests.simulation.playing import CATALOGUE
from tests.simulation.rivals import RIVALS, compare
from tests.simulation.worlds import IDS, world

OURS = {False: "Outage Notifier", True: "Outage Notifier, with outside sources"}
RANDOM_WORLDS = 40
HARD_WORLDS = 2
QUIET_DAYS = 7
ONE_ADDRESS = """[[service]]
id = "stage-{number}"
name = "Stage {number}"
owner = "Owner {number}"
[[service.target]]
component = "web"
kind = "http"
target = "https://stage-{number}.example/"
"""
TWENTY = {
    "one address each": "".join(ONE_ADDRESS.format(number=number) for number in range(1, 21)),
    "as in the catalogue": "".join(f'[[service]]\nid = "{each}"\n' for each in IDS),
}
"""Twenty services by how they are watched."""


class Spent(msgspec.Struct, frozen=True):
    """What playing a world took: processor time, for so many readings of so much simulated time."""

    cpu_s: float
    checks: int
    simulated_s: float


class Score(msgspec.Struct):
    """What one set of rules did in all worlds together."""

    detected_s: list[float] = []
    recovered_s: list[float] = []
    false_alarms: int = 0
    missed: int = 0
    notifications: int = 0

    def add(self, scenario: Scenario, summary: dict[str, Any]) -> None:
        """Count one world."""
        for service, told in summary["services"].items():
            self.false_alarms += told["false_alarms"]
            self.missed += told["missed"]
            self.notifications += told["notifications"]
            for outage in told["outages"]:
                if outage["detected_s"] is not None and _judged(scenario, service, outage["from_s"], outage["until_s"]):
                    self.detected_s.append(outage["detected_s"] - outage["from_s"])
                    if outage["recovered_s"] is not None:
                        self.recovered_s.append(outage["recovered_s"] - outage["until_s"])

    def row(self, name: str) -> tuple[str, ...]:
        """Give the cells of the table."""
        shown = [
            f"{percentile(values, share):.0f} s" if values else "-"
            for values in (self.detected_s, self.recovered_s)
            for share in (0.5, 0.95)
        ]
        return (name, *shown, str(self.false_alarms), str(self.missed), str(self.notifications))


def _judged(scenario: Scenario, service: str, from_s: float, until_s: float) -> bool:
    """Tell whether the line was good, and no page went on reporting what was over."""
    pages = [page for page in scenario.file.page if page.service == service]
    return all(
        line.until_s <= from_s - 90.0 or line.from_s >= until_s + 180.0 for line in scenario.file.line
    ) and not any(from_s - 600.0 <= page.at_s <= until_s + 600.0 for page in pages)


def quiet_week(services: str = TWENTY["as in the catalogue"]) -> str:
    """Twenty services at an ordinary home for a week in which nothing happens to any of them."""
    lines = []
    for day in range(QUIET_DAYS):
        start_s = day * 86_400
        spans = [(0, 28_800, "asleep"), (40_000, 43_600, "lossy")]
        spans += [(50_000 + 3_000 * number, 50_000 + 3_000 * number + 45, "offline") for number in range(5)]
        for from_s, until_s, kind in spans:
            lines.append(
                f'[[line]]\nfrom_s = {start_s + from_s}\nuntil_s = {start_s + until_s}\nkind = "{kind}"\n'
                + ("loss = 0.15\n" if kind == "lossy" else "")
            )
    return (
        'format = 1\nname = "quiet-week"\ntitle = "A quiet week"\nseed = 7\nstart = 2026-01-05T00:00:00Z\n'
        f'duration_s = {QUIET_DAYS * 86_400}\ncountry = "ID"\n'
        "[world]\nfailure_rate = 0.005\nlatency_median_ms = 90.0\nlatency_p99_ms = 800.0\n" + services + "".join(lines)
    )


def ordinary() -> Iterator[Scenario]:
    """Give the worlds of one thing after another, the quiet week last."""
    for path in sorted((resources() / "scenarios").glob("*.toml")):
        yield load(path, CATALOGUE.get)
    for seed in range(RANDOM_WORLDS):
        yield parse(world(seed), f"world {seed}", CATALOGUE.get)
    yield parse(quiet_week(), "quiet week", CATALOGUE.get)


def hard() -> Iterator[Scenario]:
    """Give the hard worlds."""
    for path in sorted((resources() / "scenarios" / "worlds").glob("*.toml")):
        yield load(path, CATALOGUE.get)
    for phenomenon in PHENOMENA:
        for seed in range(HARD_WORLDS):
            yield parse(hard_world(phenomenon, seed), f"{phenomenon} {seed}", CATALOGUE.get)


def measure(_web: Web, folder: Path) -> Iterator[Figure]:
    """Play all worlds under all rules; the tables go to standard output, the speed into the common table."""
    texts = []
    for name, worlds in (("hard", hard()), ("ordinary", ordinary())):
        scores = {each: Score([], []) for each in (*(rival.name for rival in RIVALS), *OURS.values())}
        for scenario in worlds:
            for rival, summary in compare(scenario):
                scores[rival.name].add(scenario, summary)
            for outside, ours in OURS.items():
                play(scenario, scores[ours], outside=outside)
        texts.append(f"{name} worlds\n\n{comparison(scores.items())}")
    text = "\n\n".join(reversed(texts))
    print(f"\n{text}\n")
    (folder / "comparison.txt").write_text(text, encoding="utf-8")
    yield from _months()


def _months() -> Iterator[Figure]:
    """How long a month takes, as a new user has it."""
    for watched, services in TWENTY.items():
        spent = play(parse(quiet_week(services), watched, CATALOGUE.get), Score([], []), outside=False)
        month = 30 * 86_400 / spent.simulated_s
        what, told = f"twenty services, {watched}", f"{spent.checks * month / 1e6:.1f} million readings"
        yield Figure(f"simulated reading of {what}, its share of the engine", spent.cpu_s / spent.checks * 1e6, "us")
        yield Figure(f"thirty days of {what}, simulated in", spent.cpu_s * month, "s CPU", spread=told, goal=25.0)


def play(scenario: Scenario, score: Score, *, outside: bool) -> Spent:
    """Play a world under our rules, and count it."""
    began = time.process_time()
    *_records, summary = Player(scenario, MemoryJournal(), outside=outside).records(time.monotonic)
    spent = Spent(time.process_time() - began, summary["checks"], summary["simulated_s"])
    score.add(scenario, summary)
    return spent


def comparison(scores: Iterable[tuple[str, Score]]) -> str:
    """Write the comparison as a table in Markdown."""
    head = ("rules", "detected, median", "95 %", "recovered, median", "95 %", "false alarms", "missed", "notifications")
    rows = [head, ("---",) * len(head), *(score.row(name) for name, score in scores)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
