"""`python -m tests.lab.campaign [--short] [--seed N] [--simulated | --again] [PART OF A NAME …]`: plays stories.

`--short`: those that the tests play; `--seed`: others of the same kinds, at other times; `--simulated`: in the
simulation only, which takes seconds; `--again`: not at all, but what was played last is judged, beside the simulation
as it is now. Prints the table; everything that is written is below build/campaign.
"""

import argparse
import sys

from tests.lab.campaign.report import Compared, report
from tests.lab.campaign.whole import in_order, judged_again, run, simulated, stories
from tests.lab.ground import absence


def main(words: list[str]) -> int:
    """Play and print."""
    parser = argparse.ArgumentParser(prog="campaign", description="Plays stories in the lab and in the simulation.")
    parser.add_argument("names", nargs="*", metavar="PART OF A NAME", help="of the stories; none: all")
    parser.add_argument("--short", action="store_true", help="those that the tests play")
    parser.add_argument("--seed", type=int, default=0, help="which services, kinds and times they have")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--simulated", action="store_true", help="in the simulation only")
    how.add_argument("--again", action="store_true", help="judge what was played last")
    asked = parser.parse_args(words)
    known = stories(asked.seed, brief=asked.short)
    chosen = [each for each in known if not asked.names or any(name in each.name for name in asked.names)]
    if asked.simulated:
        played = [(each, simulated(each)) for each in chosen]
        print(report(in_order([Compared(each, judged[0], judged) for each, judged in played])))
        return 0
    if asked.again:
        print(report(judged_again(chosen)))
        return 0
    reason = absence()
    if reason:
        print(f"cannot be played: {reason}", file=sys.stderr)
        return 1
    compared, busy = run(chosen)
    print(f"{report(compared)}\n\n{busy}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
