"""`python -m tests.lab.campaign [--short] [--simulated | --again] [PART OF A NAME …]`: plays these stories, or all.

`--short`: those that the tests play; `--simulated`: in the simulation only, which takes seconds; `--again`: not at all,
but what was played last is judged, beside the simulation as it is now. Prints the table; everything that is written is
below build/campaign.
"""

import sys

from tests.lab.campaign.report import Compared, report
from tests.lab.campaign.whole import in_order, judged_again, run, simulated, stories
from tests.lab.ground import absence


def main(arguments: list[str]) -> int:
    """Play and print."""
    names = [each for each in arguments if not each.startswith("--")]
    known = stories(brief="--short" in arguments)
    chosen = [each for each in known if not names or any(name in each.name for name in names)]
    if "--simulated" in arguments:
        played = [(each, simulated(each)) for each in chosen]
        print(report(in_order([Compared(each, judged[0], judged) for each, judged in played])))
        return 0
    if "--again" in arguments:
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
