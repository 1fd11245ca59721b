"""The matrix counts what was tried, what held and what could not be tried."""

import json
import re

import pytest

pytest_plugins = ["pytester"]

ROWS = """
import pytest

@pytest.mark.fault("the disk is full")
def test_full(record_property):
    record_property("tries", 30)

@pytest.mark.fault("the disk is full")
def test_full_again():
    assert False

@pytest.mark.fault("no bus")
def test_no_bus():
    pytest.skip("none here")

def test_of_no_row():
    pass
"""


def test_each_fault_is_a_row(pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\nmarkers = fault(row): of the matrix")
    pytester.makepyfile(ROWS)
    for words, times in (("anew", 1), ("more", 2), ("anew", 1)):
        result = pytester.runpytest_inprocess("-p", "tests.fault_matrix", "--faults", words, "-p", "no:cacheprovider")
        rows = [
            r"fault +tries +held +seconds",
            rf"the disk is full +{31 * times} +{30 * times} +\d+\.\d",
            rf"no bus +0 +0 +\d+\.\d \({times} not tried here\)",
            rf"all +{31 * times} +{30 * times} +\d+\.\d \({times} not tried here\)",
        ]
        result.stdout.re_match_lines_random(rows)
        left = (pytester.path / "build" / "faults.txt").read_text(encoding="utf-8")
        assert all(re.search(row, left) for row in rows)
        assert json.loads((pytester.path / "build" / "faults.json").read_bytes())["no bus"]["skipped"] == times
