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


LARGE = """
import ctypes, sys
from notifier.desktop.heap import LARGE_BYTES, keep_in_one_piece
if sys.argv[1] == "outside":
    keep_in_one_piece()
libc = ctypes.CDLL(None)
libc.malloc.restype, libc.malloc.argtypes, libc.free.argtypes = ctypes.c_void_p, [ctypes.c_size_t], [ctypes.c_void_p]
libc.free(libc.malloc(20_000_000))  # from now on the library takes in whatever is smaller
place = libc.malloc(8 * LARGE_BYTES)  # more than the heap has room for at its end
heap = next(line.split()[0] for line in open("/proc/self/maps") if line.rstrip().endswith("[heap]"))
low, high = (int(each, 16) for each in heap.split("-"))
print("inside" if low <= place < high else "outside")
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="it is glibc's affair")
@pytest.mark.parametrize("where", ["inside", "outside"])
def test_what_is_large_stands_outside(where: str) -> None:
    command = [sys.executable, "-c", LARGE, where]
    assert subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip() == where
