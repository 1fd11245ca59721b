"""What takes long is told from what gets no processor."""

import os
import subprocess
import sys
import time
from contextlib import ExitStack

import pytest

from tests.ending import Ending, starved_s

WORKS = "import time; print(flush=True); s = time.thread_time() + 0.3\nwhile time.thread_time() < s: pass"
SLEEPS = "import time; print(flush=True); time.sleep(0.7)"
BURNS = "while True: pass"
LAST = "import os; os.nice(19); print(flush=True); sum(range(100_000))"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Linux tells who waits for a processor")


def pinned(code: str) -> "subprocess.Popen[str]":
    """Run Python on the first processor that this process may use."""
    first = {min(os.sched_getaffinity(0))}
    return subprocess.Popen(
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: os.sched_setaffinity(0, first),
    )


def ended(code: str) -> tuple[float, float]:
    """Tell how long it took, and how long on the clock."""
    with pinned(code) as process:
        assert process.stdout is not None
        process.stdout.readline()
        ending, begun_s = Ending(process.pid), time.monotonic()
        took_s = ending.took_s(lambda: process.poll() is not None)
        return took_s, time.monotonic() - begun_s


def test_who_hangs_is_seen() -> None:
    took_s, _ = ended(SLEEPS)
    assert took_s > 0.5


def test_who_gets_no_processor_does_not_hang() -> None:
    with ExitStack() as burning:
        for _ in range(3):
            burning.callback(burning.enter_context(pinned(BURNS)).kill)
        took_s, whole_s = ended(WORKS)
    assert took_s < 0.6
    assert whole_s > took_s + 0.3


def test_who_waits_for_one_before_its_last_moment_does_not_hang() -> None:
    """It ends as soon as it gets one: nobody sees it then but as what is left of it."""
    with ExitStack() as burning:
        for _ in range(3):
            burning.callback(burning.enter_context(pinned(BURNS)).kill)
        found = [ended(LAST) for _ in range(3)]
    for took_s, whole_s in found:
        assert took_s < 0.1 + 0.1 * whole_s


def test_who_has_ended_waits_for_nothing() -> None:
    process = pinned("")
    process.communicate()
    assert starved_s(process.pid) == 0.0
