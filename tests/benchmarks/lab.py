"""The campaign in the lab: outages, bad lines and strict networks on real sockets, beside the simulation's delays.

It takes most of an hour, needs root and the lab of the developers' workplace, and writes below build/ only.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.figures import Figure
from tests.benchmarks.web import Web
from tests.lab.campaign.report import delays, report
from tests.lab.campaign.whole import FOLDER, run, stories
from tests.lab.ground import absence


def measure(_web: Web, _folder: Path) -> Iterator[Figure]:
    """Play everything; the table goes to standard output, the delays of all that is to be found into the common one."""
    reason = absence()
    if reason:
        print(f"left out: the lab; {reason}", file=sys.stderr)
        return
    compared, busy = run(stories())
    text = f"{report(compared)}\n\n{busy}"
    print(f"\n{text}\n")
    (FOLDER / "report.txt").write_text(text, encoding="utf-8")
    for over in (False, True):
        found = delays(compared, over=over)
        for name, share in (("median", 0.5), ("95 %", 0.95)):
            here, simulated = found.at(share)
            yield Figure(f"{'over' if over else 'found'} in the lab, {name}", here, "s", simulated, "simulated")
