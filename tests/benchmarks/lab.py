"""The campaign in the lab: outages, bad lines and strict networks on real sockets, beside the simulation's delays.

It takes most of an hour, needs root and the lab of the developers' workplace, and writes below build/ only.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.figures import Figure
from tests.benchmarks.web import Web
from tests.lab.campaign.playing import SEEDS
from tests.lab.campaign.report import delays, report
from tests.lab.campaign.whole import run, stories
from tests.lab.ground import absence


def measure(_web: Web, _folder: Path) -> Iterator[Figure]:
    """Play everything; the table goes to standard output and into build/campaign, the sums into the common one."""
    reason = absence()
    if reason:
        print(f"left out: the lab; {reason}", file=sys.stderr)
        return
    compared, busy = run(stories())
    print(f"\n{report(compared)}\n\n{busy}\n")
    for over in (False, True):
        found = delays(compared, over=over)
        for name, share in (("median", 0.5), ("95 %", 0.95)):
            here, simulated = found.at(share)
            what = f"{'over' if over else 'found'} in the lab, {name}"
            yield Figure(what, here, "s", simulated, "simulated", goal_ratio=1.3)
    yield Figure("said falsely in the lab", float(sum(len(each.here.false) for each in compared)), "", goal=0.0)
    watched_s = sum(each.story.duration_s for each in compared)
    wrong_s = sum(each.here.wrong_line_s for each in compared)
    yield Figure("the line called bad wrongly in the lab", 100.0 * wrong_s / watched_s, "% of the time", goal=1.0)
    missed = sum(found.missed for each in compared for found in each.here.found)
    there = [sum(found.missed for found in judged.found) for each in compared for judged in each.simulated]
    yield Figure("missed in the lab", float(missed), "", sum(there) / SEEDS, "simulated")
