"""How long a command that reads no network takes, beside an interpreter that does nothing: what a person waits for."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tests.benchmarks.figures import Figure
from tests.benchmarks.web import Web

RUNS: Final = 9
COMMANDS: Final = (("services", "whatsapp"), ("config",), ("history",), ("status", "--help"))
LANGUAGES: Final = ("en", "id")


def measure(_web: Web, folder: Path) -> Iterator[Figure]:
    """Give the figures, command by command, in turn with the bare interpreter."""
    own = ["-m", "notifier", "--config-dir", str(folder / "config"), "--data-dir", str(folder / "data")]
    for language in LANGUAGES:
        for command in COMMANDS:
            spent, bare = [], []
            for _ in range(RUNS):
                spent.append(_wall_ms([*own, *command], language))
                bare.append(_wall_ms(["-c", ""], language))
            what = f"`{' '.join(command)}` in {language}, whole process"
            yield Figure.of(what, spent, "ms", bare, "a bare interpreter")


def _wall_ms(arguments: list[str], language: str) -> float:
    environment = os.environ | {"LANG": f"{language}.UTF-8", "LC_ALL": "", "LANGUAGE": ""}
    began = time.perf_counter()
    subprocess.run([sys.executable, *arguments], env=environment, stdout=subprocess.DEVNULL, check=True)
    return (time.perf_counter() - began) * 1000
