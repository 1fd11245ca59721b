"""What a command costs of the processor, beside an interpreter that does nothing: what a person waits for.

`status` asks servers of this machine, so that only the network's own time is not in it.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tests.benchmarks.figures import Figure
from tests.benchmarks.tray import SERVICES, write_settings
from tests.benchmarks.web import Web

RUNS: Final = 9
GOAL_MS: Final = 250.0
COMMANDS: Final = (
    ("services", "whatsapp"),
    ("services",),
    ("config",),
    ("history",),
    ("outside",),
    ("phone",),
    ("snooze",),
    ("status", "--json"),
    ("status", "--help"),
)
LANGUAGES: Final = ("en", "id")


def named(command: tuple[str, ...], language: str) -> str:
    """Name the figure of a command."""
    apps = f", {SERVICES} services" if command == ("status", "--json") else ""
    return f"`{' '.join(command)}` in {language}{apps}, whole process"


def measure(web: Web, folder: Path) -> Iterator[Figure]:
    """Give the figures, command by command, in turn with the bare interpreter."""
    for language in LANGUAGES:
        config = folder / language
        write_settings(config, web, language=language)
        own = ["-m", "notifier", "--config-dir", str(config), "--data-dir", str(folder / "data")]
        for command in COMMANDS:
            spent, bare = [], []
            for _ in range(RUNS):
                spent.append(_cpu_ms([*own, *command], web))
                bare.append(_cpu_ms(["-c", ""], web))
            what = named(command, language)
            yield Figure.of(what, spent, "ms CPU", bare, "a bare interpreter", goal=GOAL_MS)


def _cpu_ms(arguments: list[str], web: Web) -> float:
    environment = os.environ | {"SSL_CERT_FILE": str(web.certificate)}
    process = subprocess.Popen([sys.executable, *arguments], env=environment, stdout=subprocess.DEVNULL)
    _pid, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, arguments
    return (used.ru_utime + used.ru_stime) * 1000
