"""Why something was found late, missed or said wrongly: what was asked and told at that time, in order.

`python -m tests.lab.campaign.trace FOLDER FROM_S UNTIL_S [PART OF A NAME …]`: the folder is that of a story below
build/campaign; the names are those of hosts, addresses and services. Times in seconds from the program's first reading.
"""

import json
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from notifier.config.paths import Paths
from notifier.store.codec import MICROS
from notifier.store.database import open_for_reading

SHOWN: Final = {
    "dns": ("name", "type", "result"),
    "syn": ("ip", "name", "port"),
    "tls": ("sni", "result"),
    "done": ("host", "status", "seconds", "outcome"),
    "control": ("settings",),
}
_READINGS: Final = """
SELECT time, service, targets.target, source, outcome, failure, latency_ms, detail, repeated, lasted
FROM readings JOIN targets ON targets.id = readings.target ORDER BY time
"""

Line = tuple[float, str]


def lines_of(folder: Path) -> Iterator[Line]:
    """Give everything that is known of the story, each with its time."""
    events = [json.loads(line) for line in (folder / "lab.jsonl").read_text(encoding="utf-8").splitlines()]
    began_s = float(next(each["t"] for each in events if each["event"] == "syn"))
    asked: set[tuple[str, int]] = set()
    for each in events:
        if each["event"] == "syn":
            place = (each["ip"], each["source_port"])
            if place in asked:
                continue  # the system asks again
            asked.add(place)
        if each["event"] in SHOWN:
            said = " ".join(str(each.get(key, "")) for key in SHOWN[each["event"]])
            yield each["t"] - began_s, f"  lab   {each['event']} {said}"
    with closing(open_for_reading(Paths(folder / "config", folder / "data").history_file)) as connection:
        for row in connection.execute(_READINGS):
            yield row[0] / MICROS - began_s, f" read   {_reading(row)}"
    for line in (folder / "records.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        said = " ".join(f"{key}={value}" for key, value in record.items() if key not in ("t_s", "event") and value)
        yield record["t_s"], f"TOLD    {record['event']} {said}"


def _reading(row: tuple[Any, ...]) -> str:
    _time, service, target, source, outcome, failure, latency_ms, detail, repeated, lasted = row
    more = f" ({repeated} more within {lasted / MICROS:.0f} s)" if repeated else ""
    latency = f" {latency_ms:.0f} ms" if latency_ms is not None else ""
    return f"{source} {service} {target}: {outcome} {failure or ''}{latency} {detail}{more}"


def main(arguments: list[str]) -> int:
    """Print what was asked and told in this time."""
    folder, from_s, until_s, *names = arguments
    for t_s, line in sorted(lines_of(Path(folder))):
        is_meant = not names or any(name in line for name in names) or line.startswith("TOLD    line")
        if float(from_s) <= t_s <= float(until_s) and is_meant:
            print(f"{t_s:9.2f} {line}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
