"""What is open cannot have begun later than now; what is over, and what began before, stays."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifier.core.alerts.groups import Group
from notifier.core.alerts.held import Snooze
from notifier.core.alerts.line_story import LineStory
from notifier.core.alerts.outbox import OutboxRow, key_of
from notifier.core.model import AlertService, State
from notifier.core.past.misdated import put_right
from notifier.core.ports import Batch, ComponentProblem, FailingTarget, OpenProblem, Restored
from tests.store.world import START, after, incident, verdict

BY = timedelta(hours=7)
WRONG_S = (START + BY).timestamp()


def problem(first_bad_s: float) -> OpenProblem:
    targets = (FailingTarget("tcp://a:1", first_bad_s, first_bad_s + 5),)
    return OpenProblem("acme", components=(ComponentProblem("web", verdict().state, targets=targets),))


def test_what_began_in_the_future_is_moved_and_kept_so() -> None:
    open_, over = incident("open", since=START + BY), incident("over", since=START + BY, until=START + BY)
    group = Group("g", "Acme", WRONG_S, {"acme": AlertService("acme", "Acme", "open", State.OUTAGE, since=START + BY)})
    snooze = Snooze("acme", WRONG_S + 3600)
    kept = Restored(
        verdicts=(verdict(START + BY),),
        incidents=(open_, over),
        problems=(problem(WRONG_S),),
        outbox=(group, LineStory(since_s=WRONG_S), snooze),
        stopped=after(60) + BY,
    )
    right, batch = put_right(kept, after(60))
    assert right.stopped == after(60)
    assert right.incidents == (incident("open", since=START), over)
    assert right.verdicts[0].time == START
    assert right.problems == (problem(START.timestamp()),)
    moved = right.outbox[0]
    assert isinstance(moved, Group)
    assert (moved.began_s, moved.members["acme"].since) == (START.timestamp(), START)
    assert right.outbox[1:] == (LineStory(since_s=START.timestamp()), snooze)
    assert batch.incidents == (right.incidents[0],)
    assert batch.problems == right.problems
    assert batch.outbox == tuple(OutboxRow(key_of(each), each) for each in right.outbox[:2])


@pytest.mark.parametrize("stopped", [None, START, after(-5)])
def test_on_a_right_clock_nothing_is_touched(stopped: object) -> None:
    kept = Restored(incidents=(incident(since=after(-600)),), stopped=stopped)  # type: ignore[arg-type]
    assert put_right(kept, START) == (kept, Batch())


@given(began_s=st.floats(-1e6, 1e6), back_s=st.floats(0.1, 1e6))
def test_nothing_open_begins_later_than_now_and_once_is_enough(began_s: float, back_s: float) -> None:
    now = START
    stopped = now + timedelta(seconds=back_s)
    began = min(now + timedelta(seconds=began_s), stopped)
    kept = Restored(incidents=(incident(since=began),), stopped=stopped)
    right, batch = put_right(kept, now)
    assert right.incidents[0].since <= now
    assert batch.incidents == (right.incidents if began > now else ())
    # the rows of the wrong time are still there at the next start
    again, nothing = put_right(Restored(incidents=right.incidents, stopped=stopped), now + timedelta(seconds=1))
    assert again.incidents == right.incidents
    assert nothing == Batch()
