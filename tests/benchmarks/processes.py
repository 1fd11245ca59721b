"""What a process costs, as Linux counts it."""

import os
from pathlib import Path
from typing import NamedTuple

TICKS_S = os.sysconf("SC_CLK_TCK")


class Usage(NamedTuple):
    """Memory in MB (`rss` resident, `pss` with shared pages divided among their users) and CPU time so far in s."""

    rss_mb: float
    pss_mb: float
    cpu_s: float
    threads: int
    wakes: int
    """How often any of its threads went on after it had waited."""
    own_mb: float
    """Of the memory what is in no file, so that nobody else shares it, whoever comes and goes."""


def usage(pid: int) -> Usage:
    """Measure a process."""
    status = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines() if ":" in line)
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    pss_kb = int(next(line.split()[1] for line in rollup.splitlines() if line.startswith("Pss:")))
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    cpu_s = (int(fields[11]) + int(fields[12])) / TICKS_S
    rss_mb, wakes = int(status["VmRSS"].split()[0]) / 1024, sum(wakes_of(pid).values())
    own_mb = int(status["RssAnon"].split()[0]) / 1024
    return Usage(rss_mb, pss_kb / 1024, cpu_s, int(status["Threads"]), wakes, own_mb)


def wakes_of(pid: int) -> dict[str, int]:
    """Count for each thread that lives how often it went on after it had waited."""
    found = {each.parent.name: each.read_text().splitlines() for each in Path(f"/proc/{pid}/task").glob("*/status")}
    name = "voluntary_ctxt_switches"
    return {id_: int(line.split()[1]) for id_, told in found.items() for line in told if line.startswith(name)}
