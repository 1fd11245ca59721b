"""What was read in a world, and what followed: `make bench ARGS="look WORLD SERVICE:FROM-UNTIL …"`.

For whoever changes a rule, or asks why a world breaks one: it is played again, without sources outside, and printed is
what truly happens around the windows, and within them every reading with what is known after it, and what was shown
and told. WORLD is the seed of a long world, the name and the seed of a hard one (`noise:7`, `mixed:7`), or a scenario's
file; SERVICE is one of its services, or `*` for all; FROM and UNTIL are seconds of the world, as a broken rule names
them. Anchors are printed with all windows, those that answer on a good line with `--anchors` only.

Each line has the true time, what was read, how long that took and what it gave; of a target behind it: its state, how
often it usually fails, its doubt (failures of readings, the weight of a partial failure), its run of failures or
answers and since when (in seconds before); of the component: what is shown, all evidence of it and its own part.
Evidence is looked at where it is, in the engine: nothing but this and tests may.
"""

import argparse
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import Any, Final, cast

import msgspec

from notifier.core.events import AlertDue, Event, LineChanged, VerdictChanged
from notifier.core.model import Outcome, Reading, Source
from notifier.core.ports import Read
from notifier.core.target.evidence import TargetEvidence
from notifier.engine.engine import Engine
from notifier.simulation.player import Player
from notifier.simulation.scenario import Scenario, load, parse
from notifier.store.memory import MemoryJournal
from tests.simulation.hard_worlds import hard_world, mixed_world
from tests.simulation.long_worlds import long_world
from tests.simulation.playing import CATALOGUE

EVERY: Final = "*"
AROUND_S: Final = 300.0
"""So long before and after a window what truly happens is told."""


class Window(msgspec.Struct, frozen=True):
    """What is looked at: a service, from when until when."""

    service: str
    from_s: float
    until_s: float

    def shows(self, services: Collection[str], t_s: float) -> bool:
        """Tell whether what concerns these services then is to be printed; what concerns none always is."""
        meant = not services or self.service == EVERY or self.service in services
        return meant and self.from_s <= t_s <= self.until_s


def window(text: str) -> Window:
    """Read a window as it is typed."""
    service, colon, span = text.rpartition(":")
    from_s, dash, until_s = span.partition("-")
    if not (colon and dash):
        raise argparse.ArgumentTypeError(f"{text}: SERVICE:FROM-UNTIL is wanted")
    return Window(service, float(from_s), float(until_s))


def world(name: str) -> Scenario:
    """Draw the world of this name, or load it."""
    if Path(name).suffix == ".toml":
        return load(Path(name), CATALOGUE.get)
    kind, colon, seed = name.rpartition(":")
    if not colon:
        return parse(long_world(int(seed)), f"long {seed}", CATALOGUE.get)
    text = mixed_world(int(seed)) if kind == "mixed" else hard_world(kind, int(seed))
    return parse(text, name, CATALOGUE.get)


class Watched:
    """The engine of a player, of which every reading is told once it was taken in."""

    def __init__(self, engine: Engine, seen: Callable[[Read, Reading, float], None]) -> None:
        self._engine = engine
        self._seen = seen

    def finish(self, read: Read, reading: Reading, now_s: float) -> None:
        """Take in a reading, and tell of it."""
        self._engine.finish(read, reading, now_s)
        self._seen(read, reading, now_s)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._engine, name)


class Look:
    """One play of a world, line by line."""

    def __init__(self, scenario: Scenario, windows: Sequence[Window], *, anchors: bool = False) -> None:
        self._scenario = scenario
        self._windows = windows
        self._anchors = anchors
        self._player = Player(scenario, MemoryJournal(), outside=False)
        self._engine = self._player.engine
        self._player.engine = cast("Engine", Watched(self._engine, self._take))
        self._taken: list[tuple[Collection[str], str]] = []
        """What was read in this moment, and of which services."""

    def lines(self) -> Iterator[str]:
        """Play until the last window is over."""
        yield from self._truth()
        last_s = max(each.until_s for each in self._windows)
        for t_s, events in self._player.moments(silent_too=True):
            if t_s > last_s:
                return
            for services, line in [*self._taken, *map(said, events)]:
                if line and any(each.shows(services, t_s) for each in self._windows):
                    yield f"{t_s:10.1f} {line}"
            self._taken.clear()

    def _truth(self) -> Iterator[str]:
        """Tell what of the scenario's file is true around the windows."""
        for name, rows in msgspec.to_builtins(self._scenario.file).items():
            if not isinstance(rows, tuple):
                continue
            for row in rows:
                begins_s = row.get("from_s", row.get("at_s", 0.0)) or 0.0
                ends_s = row.get("until_s") if "from_s" in row else None
                lasts = begins_s if "at_s" in row else float("inf") if ends_s is None else ends_s
                if any(begins_s <= w.until_s + AROUND_S and lasts >= w.from_s - AROUND_S for w in self._windows):
                    told = {key: value for key, value in row.items() if value not in (None, "", (), {})}
                    yield f"true: {name} {told}"

    def _take(self, read: Read, reading: Reading, now_s: float) -> None:
        t_s = now_s - self._player.world.start_s
        near = any(each.from_s - AROUND_S <= t_s <= each.until_s + AROUND_S for each in self._windows)
        if not near and not self._scenario.file.clock:
            return  # nobody asks for it, and to say it takes longer than to play it
        failure = f" {reading.failure.value}" if reading.failure else ""
        took = f"{now_s - reading.time.timestamp():5.1f} s {reading.outcome.value}{failure}"
        match read.source:
            case Source.ANCHOR:
                line = self._of_line()
                is_news = reading.outcome is not Outcome.OK or not line.startswith("online, weight 0.0")
                if is_news or self._anchors:
                    self._taken.append(((), f"anchor {read.target.key} {took} | {line}"))
            case Source.PROBE:
                self._taken.append(
                    ((read.service,), f"{read.service} {read.target.key} {took} | {self._known(read, now_s)}")
                )
            case _:
                level = f" {reading.page.level.value}" if reading.page else ""
                self._taken.append(((read.service,), f"{read.service or '-'} {read.source.value} {took}{level}"))

    def _of_line(self) -> str:
        guard = self._engine._line.guard
        return (
            f"{guard.state.value}, weight {guard.loss.weight:.1f}, usual {guard.loss.noise.share:.3f},"
            f" {guard.good_run} answers"
        )

    def _known(self, read: Read, now_s: float) -> str:
        service = self._engine._services[read.service]
        target = service.evidence.targets[read.target.key]
        component = service.evidence.components[target.component]
        problem = component.problem.value if component.problem else "no problem"
        waits = ", waits for the line" if service.waits else ""
        return (
            f"{of_target(target, now_s)} | {component.id}: {problem}, evidence {component.evidence:.1f},"
            f" own {component.own.weight:.1f}, partial {component.own.partial:.1f}"
            f" | {service.evidence.verdict.state.value}{waits}"
        )


def of_target(target: TargetEvidence, now_s: float) -> str:
    """Say what is known of a target."""
    told = [f"{type(target.state).__name__}, usual {target.p_fail():.3f} of {target.readings:.0f}"]
    if (doubt := target.doubt) is not None:
        told.append(f"doubt {doubt.failed} of {doubt.tries}, partial {doubt.partial:.1f}, share {doubt.share:.2f}")
    if (run := target.bad_run or target.good_run) is not None:
        sort = "answers" if target.bad_run is None else "failures"
        told.append(f"{run.count} {sort} since {now_s - run.since_s:.0f} s")
    if target.silence is not None:
        told.append(f"does not tell since {now_s - target.silence.since_s:.0f} s")
    told += [f"{each.address}: {each.failed}" for each in target.servers if each.failed]
    return "; ".join(told)


def said(event: Event) -> tuple[Collection[str], str]:
    """Say what was shown or told, and of which services; empty: it is not looked at here."""
    match event:
        case VerdictChanged(verdict=verdict):
            parts = ", ".join(verdict.components)
            return (verdict.service,), f"=== {verdict.service} {verdict.state.value} ({verdict.scope.value}) {parts}"
        case AlertDue(alert=alert):
            update = " (update)" if alert.update else ""
            services = [each.service for each in alert.services]
            return services, f"=== told{update}: {alert.kind.value} {', '.join(services)}"
        case LineChanged(line=line):
            return (), f"=== line {line.state.value}"
        case _:
            return (), ""


def main(arguments: Sequence[str]) -> int:
    """Play the world that is asked for, and print it."""
    parser = argparse.ArgumentParser(prog="look", description="Print what was read in a world, and what followed.")
    parser.add_argument("world", help="a seed, KIND:SEED, or a scenario's file")
    parser.add_argument("windows", nargs="+", type=window, metavar="SERVICE:FROM-UNTIL")
    parser.add_argument("--anchors", action="store_true", help="all readings of anchors")
    asked = parser.parse_args(arguments)
    for line in Look(world(asked.world), asked.windows, anchors=asked.anchors).lines():
        print(line)
    return 0
