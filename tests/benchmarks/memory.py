"""Where a process' memory goes, by what is mapped: the table of megabytes."""

import re
from collections import defaultdict
from pathlib import Path
from typing import Final

from tests.benchmarks.figures import Figure

PARTS: Final = (
    (
        "Qt's theme plugin with GTK and what it loads",
        r"libq?gtk|libgdk|libcairo|libpango|libepoxy|libatk|libpixman|libfribidi",
    ),
    ("Qt", r"libQt6|/plugins/|libicu"),
    ("PySide6 and shiboken", r"PySide6|shiboken"),
    ("TLS (OpenSSL)", r"libssl|libcrypto|/_ssl|_hashlib"),
    ("SQLite", r"sqlite"),
    ("Python's own files", r"libpython|/bin/python|lib-dynload"),
    ("other packages' compiled parts", r"site-packages|/usr/lib/outage-notifier"),
    ("fonts, icons and caches of the desktop", r"\.(ttf|otf|cache|mo)$|/usr/share|fontconfig/|locale"),
    ("other libraries of the system", r"\.so"),
    ("objects of Python and Qt, and stacks", r""),
)
"""The first that matches is it."""


def parts(pid: int) -> dict[str, float]:
    """Give the resident megabytes of each part."""
    found: dict[str, float] = defaultdict(float)
    name = ""
    for line in Path(f"/proc/{pid}/smaps").read_text().splitlines():
        if begins := re.match(r"[0-9a-f]+-[0-9a-f]+ \S+ \S+ \S+ \d+\s*(.*)", line):
            name = begins[1]
        elif line.startswith("Rss:"):
            part = next(part for part, pattern in PARTS if re.search(pattern, name))
            found[part] += int(line.split()[1]) / 1024
    return {part: found[part] for part, _ in PARTS}


def figures(own: dict[str, float], other: dict[str, float], against: str, when: str = "") -> list[Figure]:
    """Put the program's beside those of something else; `when` tells tables of one page apart."""
    return [Figure(f"… of it{when} {part}", own[part], "MB", other[part], against) for part, _ in PARTS]
