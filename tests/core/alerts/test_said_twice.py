"""Whatever happens, whatever the line and the notification server do: nothing is told aloud twice."""

from hypothesis import given
from hypothesis import strategies as st

from notifier.core.model import Alert, AlertKind, State
from notifier.core.watch import NotifyLevel
from tests.core.alerts.test_policy import SERVICES, Play

STEPS = st.lists(
    st.tuples(
        st.sampled_from([State.OK, State.OUTAGE, State.OUTAGE, State.POSSIBLE, State.UNKNOWN, State.SLOW]),
        st.sampled_from(sorted(SERVICES)),
        st.floats(1.0, 400.0),
        st.sampled_from([0.0, 0.0, 30.0, 120.0]),
        st.booleans(),
        st.booleans(),
    ),
    max_size=40,
)
"""What is shown, of whom, how long after the last, how long the line has to settle, whether a server takes what is
told, whether others of the family are still read."""


class Hearing(Play):
    """Notes which of what was told a server has taken."""

    def __init__(self, level: NotifyLevel) -> None:
        super().__init__(level)
        self.heard: list[tuple[Alert, bool]] = []

    def ask(self, seconds: float) -> list[Alert]:
        told = super().ask(seconds)
        self.heard += [(alert, self.server) for alert in told]
        return told


@given(STEPS, st.sampled_from([NotifyLevel.OUTAGE, NotifyLevel.POSSIBLE]))
def test_what_was_told_aloud_is_not_told_aloud_again_unless_its_end_was_told(
    steps: list[tuple[State, str, float, float, bool, bool]], level: NotifyLevel
) -> None:
    play, seconds = Hearing(level), 0.0
    for state, name, pause_s, settles_s, server, waits in steps:
        play.run(seconds, seconds + pause_s)
        seconds += pause_s
        play.server, play.waits, play.quiet_until_s = server, waits, seconds + settles_s
        play.change(seconds, state, name)
    play.server, play.waits = True, False
    play.run(seconds, seconds + 5000)
    taken = [alert.id for alert, was_taken in play.heard if was_taken]
    assert len(taken) == len(set(taken))
    aloud: dict[str, tuple[AlertKind, set[str]]] = {}
    for alert, was_taken in play.heard:
        if alert.kind in (AlertKind.RECOVERED, AlertKind.UNSTABLE):
            aloud.pop(alert.thread, None)
        elif was_taken and not alert.update:
            names = {each.service for each in alert.services}
            kind, before = aloud.get(alert.thread, (None, set[str]()))
            assert kind is not alert.kind or not names <= before, alert
            aloud[alert.thread] = alert.kind, names
