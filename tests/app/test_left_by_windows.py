"""Nothing stays of a window that was closed, however often it is opened in the months that the program runs."""

import os
import subprocess
import sys
from typing import Final

import pytest

from tests.memory import can_be_told
from tests.ui.all_windows import WINDOWS

NOTHING: Final = 1_500.0
"""Bytes of each opening: once it was 9,000 of a history, and 110,000 of the settings."""
SETTINGS: Final = [each for each in WINDOWS if each.startswith("settings")]
OTHERS: Final = [each for each in WINDOWS if each not in SETTINGS]


@pytest.mark.skipif(not can_be_told(), reason="only glibc 2.33 and later tells it")
@pytest.mark.parametrize("names", [OTHERS, SETTINGS[:7], SETTINGS[7:]], ids=lambda names: names[0])
def test_nothing_stays_of_a_window(names: list[str]) -> None:
    command = [sys.executable, "-m", "tests.app.left_by_windows", *names]
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    told = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=120)
    lines = [line.partition(" ") for line in told.stdout.splitlines()]
    left = {name: float(count) for count, _, name in lines}
    assert left.keys() == set(names)
    assert not {name: each for name, each in left.items() if each > NOTHING}
