import itertools
from collections.abc import Sequence

import pytest

from notifier.cli.context import Exit
from notifier.cli.report import CUT_OFF, exit_status
from notifier.core.model import LineState, State


@pytest.mark.parametrize(
    ("states", "line", "expected"),
    [
        ([], LineState.ONLINE, Exit.FINE),
        ([State.OK], LineState.ONLINE, Exit.FINE),
        ([State.OK, State.SLOW], LineState.ONLINE, Exit.PROBLEM),
        ([State.POSSIBLE], LineState.ONLINE, Exit.PROBLEM),
        ([State.MAINTENANCE], LineState.ONLINE, Exit.PROBLEM),
        ([State.OUTAGE, State.UNKNOWN], LineState.ONLINE, Exit.PROBLEM),
        ([State.OK, State.UNKNOWN], LineState.ONLINE, Exit.CANNOT_TELL),
        ([State.OK], LineState.LOSSY, Exit.FINE),
        ([State.OUTAGE], LineState.LOSSY, Exit.CANNOT_TELL),
        ([State.OK], LineState.CAPTIVE_PORTAL, Exit.CANNOT_TELL),
        ([], LineState.OFFLINE, Exit.CANNOT_TELL),
    ],
)
def test_exit_status(states: Sequence[State], line: LineState, expected: Exit) -> None:
    assert exit_status(states, line) is expected


def test_no_line_that_is_cut_off_ever_tells_of_a_problem_or_of_none() -> None:
    for line, state in itertools.product(CUT_OFF, State):
        assert exit_status([state], line) is Exit.CANNOT_TELL
