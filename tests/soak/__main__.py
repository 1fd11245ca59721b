"""`make soak HOURS=4`: the tray of a real session with 100 services while everything around it goes wrong by chance.

Writes into build/soak (or `--out`): samples.jsonl and happenings.jsonl as it goes, and at the end, which SIGTERM and
Ctrl+C bring about at any time, report.txt, soak.svg and notices.jsonl, which are written each ten minutes, too, and the
program's log. It fails where memory, handles, threads, wake-ups or processor time grow after the first hour, or where
something was wrong at the end.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.desktop.session import Session, missing
from tests.soak import network, report
from tests.soak.course import Soak
from tests.soak.plan import Plan
from tests.soak.web import serving


def options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="make soak", description=__doc__.partition("\n")[0])
    parser.add_argument("--hours", type=float, default=4.0)
    parser.add_argument("--pace", type=float, default=1.0, help="2: the same in half the time")
    parser.add_argument("--services", type=int, default=100)
    parser.add_argument("--seed", type=int, default=13)
    parser.add_argument("--out", type=Path, default=Path("build/soak"))
    return parser.parse_args()


def main() -> int:
    """Soak, and say what came of it."""
    given = options()
    absent = missing()
    if absent:
        print(f"a real X session needs: apt-get install {' '.join(absent)}", file=sys.stderr)
        return 69
    network.enter()
    given.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="soak-") as place:
        folder = Path(place)
        with serving(folder, given.services) as world, Session(folder / "session") as session:
            soak = Soak(session, world, network.Network(), folder, given.out, Plan(given.seed, given.pace))
            soak.run(given.hours)
    print(report.write(given.out, soak.sampler.samples, soak.course()))
    return int(report.failed(soak.sampler.samples, soak.course()))


if __name__ == "__main__":
    sys.exit(main())
