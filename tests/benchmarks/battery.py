"""The tray at rest on battery: what it takes of the processor, and how often it wakes the machine, once it has settled.

Eleven minutes: what is read every five minutes there is read twice, and counted the second time.
"""

import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

from tests.benchmarks.figures import Figure
from tests.benchmarks.processes import usage
from tests.benchmarks.tray import SERVICES, write_settings
from tests.benchmarks.web import Web
from tests.desktop.machine import Machine
from tests.desktop.session import Session
from tests.soak.tray import Tray

ROUND_S: Final = 300.0
SETTLED_S: Final = 330.0


def measure(session: Session, web: Web, folder: Path) -> Iterator[Figure]:
    """Give both figures; the goals are a tenth of what it may take with the mains."""
    session.environment["SSL_CERT_FILE"] = str(web.certificate)
    write_settings(folder / "config", web, sparing=True)
    with closing(Machine(session)) as machine:
        machine.on_battery = True
        tray = Tray(session, folder / "config", folder / "data")
        time.sleep(SETTLED_S)
        before = usage(tray.process.pid)
        time.sleep(ROUND_S)
        after = usage(tray.process.pid)
    spent = (after.cpu_s - before.cpu_s) / ROUND_S * 100
    wakes = (after.wakes - before.wakes) * 60 / ROUND_S
    yield Figure(f"processor at rest on battery, {SERVICES} services", spent, "% of a core", goal=0.035)
    yield Figure(f"wake-ups at rest on battery, {SERVICES} services", wakes, "a minute", goal=15.0)
