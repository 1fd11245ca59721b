"""The matrix of faults: each row is a fault that the program must live through, how often it was tried and held.

A test belongs to a row by `@pytest.mark.fault("the disk is full")`. It counts as one try; a test that tries more says
so with `record_property("tries", number)`. `make faults` runs these tests and prints the table; the other commands run
them as any other test, without it.
"""

from typing import Final

import msgspec
import pytest
from _pytest.terminal import TerminalReporter

_ROW: Final = "fault"
_TRIES: Final = "tries"


class Row(msgspec.Struct):
    """What was seen of one fault; `seconds` is the wall time of its tests."""

    tries: int = 0
    held: int = 0
    skipped: int = 0
    seconds: float = 0.0

    def add(self, outcome: str, tries: int, seconds: float) -> None:
        """Count a test's end."""
        self.seconds += seconds
        if outcome == "skipped":
            self.skipped += 1
            return
        self.tries += tries
        if outcome == "passed":
            self.held += tries

    def __str__(self) -> str:
        skipped = f" ({self.skipped} not tried here)" if self.skipped else ""
        return f"{self.tries:7}{self.held:7}{self.seconds:9.1f}{skipped}"


def table_of(rows: dict[str, Row]) -> str:
    """Give the rows as text, in alphabetical order, the sum last."""
    whole = Row(*(sum(getattr(row, name) for row in rows.values()) for name in Row.__struct_fields__))
    width = max(map(len, (*rows, "fault")))
    lines = [f"{'fault':{width}}  tries   held  seconds"]
    lines += [f"{name:{width}}{row}" for name, row in (*sorted(rows.items()), ("all", whole))]
    return "\n".join(lines)


class FaultMatrix:
    """The plugin that counts."""

    def __init__(self) -> None:
        self.rows: dict[str, Row] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count a test once: by its call, or by what kept it from being called."""
        properties = dict(report.user_properties)
        if _ROW not in properties or (report.when != "call" and report.outcome == "passed"):
            return
        row = self.rows.setdefault(str(properties[_ROW]), Row())
        row.add(report.outcome, int(str(properties.get(_TRIES, 1))), report.duration)

    def pytest_terminal_summary(self, terminalreporter: TerminalReporter) -> None:
        """Print the table."""
        terminalreporter.write_line("")
        terminalreporter.write_line(table_of(self.rows))


def pytest_addoption(parser: pytest.Parser) -> None:
    """Know `--faults`."""
    parser.addoption("--faults", action="store_true", help="print the matrix of faults")


def pytest_configure(config: pytest.Config) -> None:
    """Count where the table is wanted; with several workers it is the one that they report to who counts."""
    if config.getoption("--faults") and not hasattr(config, "workerinput"):
        config.pluginmanager.register(FaultMatrix())


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Write the row's name to the test, so that it comes with its report from another process."""
    if (marker := item.get_closest_marker("fault")) is not None:
        (name,) = marker.args
        item.user_properties.append((_ROW, name))
