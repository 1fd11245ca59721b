"""The guards of the test suite themselves: each must be able to fail."""

import logging
import socket

import pytest

pytest_plugins = ("pytester",)

GUARDED = """
import logging
import pytest

def test_quiet():
    logging.getLogger("notifier.part").info("fine")

def test_warns():
    logging.getLogger("notifier.part").warning("unexpected thing")

@pytest.mark.expects_log("odd thing")
def test_expects():
    logging.getLogger("notifier.part").error("an odd thing")

@pytest.mark.expects_log("odd thing")
def test_expects_in_vain():
    pass
"""


def test_nothing_leaves_the_machine() -> None:
    with socket.socket() as sock, pytest.raises(RuntimeError, match="loopback only"):
        sock.connect(("192.0.2.1", 80))


@pytest.mark.expects_log("wanted")
def test_an_expected_warning_is_allowed() -> None:
    logging.getLogger("notifier.anything").warning("wanted")


@pytest.mark.slow
def test_the_log_guard_fails_what_it_should(pytester: pytest.Pytester, request: pytest.FixtureRequest) -> None:
    conftest = request.config.rootpath / "tests" / "conftest.py"
    pytester.makeconftest(conftest.read_text(encoding="utf-8"))
    pytester.makeini("[pytest]\nmarkers =\n    expects_log(pattern): as in the project")
    pytester.makepyfile(GUARDED)
    result = pytester.runpytest_subprocess("-p", "no:randomly", "-p", "no:cacheprovider")
    result.assert_outcomes(passed=4, errors=2)
    result.stdout.fnmatch_lines(["*unexpected thing*", "*did not log what the test expects*"])
