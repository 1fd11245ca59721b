"""Lists to import that are bombs, or are enormous: one sentence, soon, and without much memory."""

import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

LARGE: Final = 50 * 1024 * 1024
ALIASES: Final = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 12)
)
ENTITIES: Final = (
    "<!DOCTYPE opml [<!ENTITY a0 'aaaaaaaaaa'>"
    + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12))
    + "]><opml><body><outline text='&a11;' url='https://a.example/'/></body></opml>"
)
BOMBS: Final[dict[str, Callable[[], bytes]]] = {
    "aliases of YAML": lambda: (ALIASES + "endpoints: *a11\n").encode(),
    "aliases of YAML as an address": lambda: (ALIASES + "endpoints: [{name: x, url: *a11}]\n").encode(),
    "entities of OPML": ENTITIES.encode,
    "depth of OPML": lambda: b"<opml><body>" + b"<outline text='x'>" * 200_000,
    "depth of JSON": lambda: b'{"monitorList":' + b"[" * 2_000_000,
    "one key again and again": lambda: b"{" + b'"monitorList":[],' * 200_000 + b'"monitorList":[]}',
    "50 MB of addresses": lambda: b"acme.example\n" * (LARGE // 13),
    "50 MB of JSON": lambda: b"[" + b"1," * (LARGE // 2) + b"1]",
    "50 MB of OPML": lambda: b"<opml><body>" + b"<outline url='https://a.example/'/>" * (LARGE // 35),
    "50 MB of YAML": lambda: b"endpoints:\n" + b"- url: https://a.example/\n" * (LARGE // 26),
    "50 MB of nothing": lambda: b"\0" * LARGE,
    "50 MB in one line": lambda: b"a" * LARGE,
}
SOON_S: Final = 30.0
"""Of a whole start of the program on a machine that others use, too."""
CPU_MOST_S: Final = 3.0
MEMORY_MOST_KB: Final = 160 * 1024


RUN: Final = """
import runpy, sys
try:
    runpy.run_module("notifier", run_name="__main__")
finally:
    with open("/proc/self/status") as status:
        peak = next(line for line in status if line.startswith("VmHWM"))
    print(peak.split()[1], file=sys.stderr)
"""


@pytest.mark.fault("a page cannot stop the program: lists to import")
@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="what a process used is read from /proc")
@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_one_sentence(name: str, tmp_path: Path) -> None:
    file = tmp_path / "list"
    file.write_bytes(BOMBS[name]())
    folders = ["--config-dir", str(tmp_path / "c"), "--data-dir", str(tmp_path / "d")]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    ended = subprocess.run(
        [sys.executable, "-c", RUN, *folders, "import", str(file)], capture_output=True, text=True, timeout=SOON_S
    )
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    *said, peak_kb = ended.stderr.splitlines()
    assert ended.returncode == 2, (ended.stdout[-500:], ended.stderr[-500:])
    assert 0 < len("".join(said)) < 1000
    assert "Traceback" not in ended.stderr
    assert used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime < CPU_MOST_S
    assert int(peak_kb) < MEMORY_MOST_KB
    assert not list((tmp_path / "c").rglob("*.toml")), "nothing was taken in"
