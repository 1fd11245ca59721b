"""`simulate SCENARIO [--no-outside] [--speed N]`: what the program would have shown in it, one JSON object a line.

A scenario is a file, or one of those that come with the program, by its name.
The same file, seed and version give the same bytes but for the summary's `wall_s`; times in texts are UTC.
"""

import gc
import json
import time

from notifier.cli.context import Context, Exit
from notifier.cli.scenario import named_scenario
from notifier.simulation.player import Player, Record
from notifier.store.memory import MemoryJournal


def run(context: Context) -> int:
    """Play the scenario and print its records. Where it has an error, nothing is run."""
    scenario = named_scenario(context, context.arguments.scenario)
    player = Player(scenario, MemoryJournal(), outside=not context.arguments.no_outside)
    speed = context.arguments.speed
    gc.freeze()
    gc.set_threshold(200_000, 20, 20)  # millions of readings come and go, and none is part of a cycle
    context.terminal.for_programs()
    began = time.monotonic()
    for record in player.records(time.monotonic):
        if speed:
            _wait_for(record, began, speed)
        context.terminal.stream.write(json.dumps(record, ensure_ascii=False) + "\n")
        if speed:
            context.terminal.stream.flush()
    return Exit.FINE


def _wait_for(record: Record, began: float, speed: float) -> None:
    """Wait until the record's time has come."""
    at_s: float = record["simulated_s"] if record["event"] == "summary" else record["t_s"]
    time.sleep(max(0.0, began + at_s / speed - time.monotonic()))
