"""The matrix of faults: each row is a fault that the program must live through, how often it was tried and held.

A test belongs to a row by `@pytest.mark.fault("the disk is full")`. It counts as one try; a test that tries more says
so with `record_property("tries", number)`. `make faults` runs these tests and prints the table; the other commands run
them as any other test, without it.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

import msgspec
import pytest
from _pytest.terminal import TerminalReporter

_ROW: Final = "fault"
_TRIES: Final = "tries"
FOLDER: Final = Path("build")


class Row(msgspec.Struct):
    """What was seen of one fault; `seconds` is the wall time of its tests."""

    tries: int = 0
    held: int = 0
    skipped: int = 0
    seconds: float = 0.0

    def __str__(self) -> str:
        skipped = f" ({self.skipped} not tried here)" if self.skipped else ""
        return f"{self.tries:7}{self.held:7}{self.seconds:9.1f}{skipped}"


class Test(msgspec.Struct):
    """A test of a fault, so far."""

    row: str
    tries: int = 1
    outcome: str = "passed"
    seconds: float = 0.0


def rows_of(tests: Iterable[Test]) -> dict[str, Row]:
    """Add the tests up."""
    rows: dict[str, Row] = {}
    for test in tests:
        row = rows.setdefault(test.row, Row())
        row.seconds += test.seconds
        if test.outcome == "skipped":
            row.skipped += 1
        else:
            row.tries += test.tries
            row.held += test.tries if test.outcome == "passed" else 0
    return rows


def added(first: dict[str, Row], second: dict[str, Row]) -> dict[str, Row]:
    """Add the rows of two runs up."""
    names = Row.__struct_fields__
    return {
        row: Row(*(getattr(first.get(row, Row()), name) + getattr(second.get(row, Row()), name) for name in names))
        for row in (*first, *second)
    }


def table_of(rows: dict[str, Row]) -> str:
    """Give the rows as text, in alphabetical order, the sum last."""
    whole = Row(*(sum(getattr(row, name) for row in rows.values()) for name in Row.__struct_fields__))
    width = max(map(len, (*rows, "fault")))
    lines = [f"{'fault':{width}}  tries   held  seconds"]
    lines += [f"{name:{width}}{row}" for name, row in (*sorted(rows.items()), ("all", whole))]
    return "\n".join(lines)


class FaultMatrix:
    """The plugin that counts."""

    def __init__(self, folder: Path, *, more: bool) -> None:
        self.tests: dict[str, Test] = {}
        self._folder = folder
        self._more = more

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take what a test's setup, call or end says of it: the worst counts."""
        properties = dict(report.user_properties)
        if _ROW not in properties:
            return
        test = self.tests.setdefault(report.nodeid, Test(str(properties[_ROW])))
        test.tries = int(str(properties.get(_TRIES, 1)))
        test.seconds += report.duration
        if report.outcome != "passed":
            test.outcome = report.outcome

    def pytest_terminal_summary(self, terminalreporter: TerminalReporter) -> None:
        """Print the table, and leave it for others."""
        rows = rows_of(self.tests.values())
        kept = self._folder / "faults.json"
        if self._more and kept.exists():
            rows = added(msgspec.json.decode(kept.read_bytes(), type=dict[str, Row]), rows)
        table = table_of(rows)
        terminalreporter.write_line("")
        terminalreporter.write_line(table)
        self._folder.mkdir(exist_ok=True)
        kept.write_bytes(msgspec.json.format(msgspec.json.encode(rows)))
        (self._folder / "faults.txt").write_text(f"{table}\n", encoding="utf-8")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Know `--faults`."""
    parser.addoption("--faults", choices=("anew", "more"), help="print the matrix of faults, and leave it in build")


def pytest_configure(config: pytest.Config) -> None:
    """Count where the table is wanted; with several workers it is the one that they report to who counts."""
    wanted = config.getoption("--faults")
    if wanted and not hasattr(config, "workerinput"):
        config.pluginmanager.register(FaultMatrix(config.rootpath / FOLDER, more=wanted == "more"))


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Write the row's name to the test, so that it comes with its report from another process."""
    if (marker := item.get_closest_marker("fault")) is not None:
        (name,) = marker.args
        item.user_properties.append((_ROW, name))
