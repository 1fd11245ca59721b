"""The matrix counts what was tried, what held and what could not be tried."""

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
    result = pytester.runpytest_inprocess("-p", "tests.fault_matrix", "--faults", "-p", "no:cacheprovider")
    result.stdout.re_match_lines_random(
        [
            r"fault +tries +held +seconds",
            r"the disk is full +31 +30 +\d+\.\d",
            r"no bus +0 +0 +\d+\.\d \(1 not tried here\)",
            r"all +31 +30 +\d+\.\d \(1 not tried here\)",
        ]
    )
