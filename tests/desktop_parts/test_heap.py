"""What the C library is told of memory, in an interpreter of its own."""

import subprocess
import sys
from pathlib import Path

import pytest

CODE = """
import ctypes, sys, threading
from notifier.desktop.heap import give_back, keep_in_one_piece
if sys.argv[1] == "one":
    keep_in_one_piece()
held, ready = [], threading.Barrier(5)
def take():
    held.append([bytes(2000) for _ in range(50)])
    ready.wait()
threads = [threading.Thread(target=take) for _ in range(4)]
for each in threads:
    each.start()
ready.wait()
libc = ctypes.CDLL(None)
libc.fopen.restype = ctypes.c_void_p
file = ctypes.c_void_p(libc.fopen(sys.argv[2].encode(), b"w"))
libc.malloc_info(0, file)
libc.fclose(file)
held.clear()
give_back()
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="it is glibc's affair")
def test_threads_take_memory_from_one_place(tmp_path: Path) -> None:
    places = {}
    for how in ("one", "many"):
        told = tmp_path / how
        subprocess.run([sys.executable, "-c", CODE, how, str(told)], check=True)
        places[how] = told.read_text().count("<heap ")
    assert places["one"] == 1 < places["many"]
