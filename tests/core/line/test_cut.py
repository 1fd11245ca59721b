"""The line is cut and comes back while its anchors are read: packets that are lost are sent again, answers come late.

A small world of packets: a name server is asked again after 5 s, a connection after 1, 3 and 7 s, and a reading is
given up after 10 s, as the operating systems do and the program does.
"""

import heapq
from collections.abc import Callable
from random import Random
from typing import Final, NamedTuple

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from notifier.config.anchors import DEFAULT_ANCHORS
from notifier.core.failure import FailureKind
from notifier.core.line.guard import LineGuard
from notifier.core.model import LineState, Outcome
from notifier.core.numbers import HOST_GAP_S, READING_TIMEOUT_S
from notifier.core.target.cadence import anchors_while_bad
from tests.core.making import T

NAME_TRIES_S: Final = (0.0, 5.0)
CONNECT_TRIES_S: Final = (0.0, 1.0, 3.0, 7.0)
INTERVAL_S: Final = 5.0
NAMED: Final = {anchor.key: anchor.by_name for anchor in DEFAULT_ANCHORS}

Way = Callable[[float], bool]
"""Whether something gets through at that moment, in epoch seconds."""


class Ended(NamedTuple):
    """When a reading ended, and what it failed by."""

    at_s: float
    failure: FailureKind | None


def reading(start_s: float, names: Way | None, packets: Way) -> Ended:
    """Read one anchor; `names` is None for a bare address."""
    given_up_s = start_s + READING_TIMEOUT_S
    at_s = start_s
    if names is not None:
        asked_s = next((start_s + wait_s for wait_s in NAME_TRIES_S if names(start_s + wait_s)), None)
        if asked_s is None:
            return Ended(given_up_s, FailureKind.DNS_FAILURE)
        at_s = asked_s + 0.01
    answered_s = next((at_s + wait_s for wait_s in CONNECT_TRIES_S if packets(at_s + wait_s)), given_up_s) + 0.02
    return Ended(answered_s, None) if answered_s < given_up_s else Ended(given_up_s, FailureKind.CONNECT_TIMEOUT)


def states(chance: Random, names: Way, packets: Way, until_s: float) -> list[tuple[float, LineState]]:
    """Watch the line from `T` on; give each state with the second it began."""
    line = LineGuard(DEFAULT_ANCHORS)
    line.since_s = T
    told = [(0.0, line.state)]
    begin, end = 0, 1
    queue = [(T + chance.uniform(0.0, 0.2), begin, key, T, Ended(0.0, None)) for key in line.tracks]
    heapq.heapify(queue)
    while queue[0][0] < T + until_s:
        now_s, what, key, start_s, ended = heapq.heappop(queue)
        if what == begin:
            line.tracks[key].begin(now_s)
            ended = reading(now_s, names if NAMED[key] else None, packets)
            # the answer waits for a busy machine
            heapq.heappush(queue, (ended.at_s + chance.uniform(0.0, 0.5), end, key, now_s, ended))
            pace_s = INTERVAL_S if line.state is LineState.ONLINE else anchors_while_bad(now_s - line.since_s)
            heapq.heappush(queue, (now_s + max(HOST_GAP_S, pace_s), begin, key, now_s, ended))
        elif line.read(key, Outcome.FAILED if ended.failure else Outcome.OK, ended.failure, start_s, now_s):
            told.append((now_s - T, line.state))
    return told


@given(st.integers(0, 2**32), st.floats(30.0, 90.0))
@example(12, 61.0)
@example(130, 75.0)
def test_a_line_that_was_cut_is_never_taken_for_one_without_names(seed: int, cut_for_s: float) -> None:
    chance = Random(seed)
    cut_s = T + chance.uniform(30.0, 40.0)
    packets: Way = lambda at_s: not cut_s <= at_s < cut_s + cut_for_s  # noqa: E731
    told = [state for _since_s, state in states(chance, packets, packets, 240.0)]
    assert LineState.OFFLINE in told
    assert told[-1] is LineState.ONLINE
    assert set(told) <= {LineState.ONLINE, LineState.OFFLINE, LineState.LOSSY}


@pytest.mark.parametrize("seed", range(5))
def test_a_line_that_comes_back_without_names_is_told_as_that(seed: int) -> None:
    cut_s, back_s = T + 30.0, T + 75.0
    told = states(Random(seed), lambda at_s: at_s < cut_s, lambda at_s: not cut_s <= at_s < back_s, 180.0)
    assert told[-1][1] is LineState.DNS_BROKEN
    assert told[-1][0] < back_s - T + 45.0
