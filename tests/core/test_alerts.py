"""Notifications: which change deserves one, when, and never too many."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifier.core.alert_groups import NEVER, Group
from notifier.core.alerts import FAMILY_WAIT_S, LINE_TOLD_AFTER_S, SHORT_HOLD_S, UNSTABLE_S, AlertPolicy
from notifier.core.incident import step
from notifier.core.model import Alert, AlertKind, Incident, LineState, Scope, Service, State
from notifier.core.watch import NotifyLevel
from tests.core.making import T, at, service, verdict

K = AlertKind
SERVICES = {
    name: service(name=name, owner=owner)
    for name, owner in (("one", "Family"), ("two", "Family"), ("three", "Family"), ("other", "Other"))
}


class Play:
    """An alert policy that is told of changes, and asked as often as it wants to be."""

    def __init__(self, level: NotifyLevel = NotifyLevel.OUTAGE) -> None:
        self.policy = AlertPolicy()
        self.level = level
        self.incidents: dict[str, Incident | None] = {}
        self.every: dict[str, Incident] = {}
        self.told: list[Alert] = []
        self.waits = False
        self.quiet_until_s = 0.0
        self.recovery = True
        self.line = True

    def change(self, seconds: float, state: State, name: str = "one", since: float | None = None) -> None:
        news = verdict(
            state, seconds, name, since=at(seconds if since is None else since), components=("web",), scope=Scope.ME
        )
        found = step(self.incidents.get(name), news)
        self.incidents[name] = None if found is not None and found.until is not None else found
        if found is not None:
            self.every[found.id] = found
        self.policy.changed(SERVICES[name], news, found, self.level, T + seconds)
        self.ask(seconds)

    def ask(self, seconds: float) -> list[Alert]:
        told = self.policy.due(
            T + seconds,
            quiet_until_s=T + self.quiet_until_s,
            waits=lambda _group: self.waits,
            words_of=lambda name: (f"{name} is sorry", "https://status"),
            notify_line=self.line,
            notify_recovery=self.recovery,
        )
        self.told += told
        return told

    def run(self, from_s: float, until_s: float) -> None:
        """Ask whenever the policy wants to be asked."""
        while (next_s := self.policy.next_s()) <= T + until_s:
            seconds = max(from_s, next_s - T)
            before = self.policy.next_s()
            self.ask(seconds)
            if self.policy.next_s() == before:
                return

    def kinds(self) -> list[AlertKind]:
        return [alert.kind for alert in self.told]


def test_one_outage_is_told_when_it_begins_and_when_it_ends() -> None:
    play = Play()
    play.change(0, State.OUTAGE, since=-20)
    play.change(3600, State.OK, since=3570)
    assert play.kinds() == [K.OUTAGE, K.RECOVERED]
    begun, ended = play.told
    assert begun.thread == ended.thread
    assert begun.id != ended.id
    assert (begun.services[0].service, begun.services[0].since, begun.services[0].until) == ("one", at(-20), None)
    assert (begun.statement, begun.page_url) == ("one is sorry", "https://status")
    assert (ended.services[0].until, ended.statement) == (at(3570), "")
    play.run(3600, 10_000)
    assert play.policy.groups == []
    assert play.policy.next_s() == NEVER


@pytest.mark.parametrize("level", list(NotifyLevel))
def test_the_user_says_what_is_worth_a_notification(level: NotifyLevel) -> None:
    play = Play(level)
    play.change(0, State.POSSIBLE)
    play.change(30, State.OUTAGE)
    play.change(1000, State.OK)
    expected = {
        NotifyLevel.NOTHING: [],
        NotifyLevel.OUTAGE: [K.OUTAGE, K.RECOVERED],
        NotifyLevel.POSSIBLE: [K.POSSIBLE, K.OUTAGE, K.RECOVERED],
    }
    assert play.kinds() == expected[level]


def test_slow_is_back_too_but_unknown_and_maintenance_are_not() -> None:
    play = Play()
    play.change(0, State.OUTAGE)
    play.change(500, State.UNKNOWN)
    play.change(600, State.OUTAGE)
    play.change(700, State.MAINTENANCE)
    assert play.kinds() == [K.OUTAGE]
    play.change(800, State.SLOW)
    assert play.kinds() == [K.OUTAGE, K.RECOVERED]


def test_recoveries_are_kept_to_oneself_when_the_user_says_so() -> None:
    play = Play()
    play.recovery = False
    play.change(0, State.OUTAGE)
    play.change(1000, State.OK)
    assert play.kinds() == [K.OUTAGE]


def test_a_family_waits_for_its_others_and_no_longer_than_allowed() -> None:
    play = Play()
    play.waits = True
    play.change(0, State.OUTAGE, "one", since=-5)
    play.change(20, State.OUTAGE, "two", since=-3)
    assert play.told == []
    play.ask(FAMILY_WAIT_S)
    assert play.kinds() == [K.OUTAGE]
    assert [each.service for each in play.told[0].services] == ["one", "two"]
    play.change(60, State.OUTAGE, "three", since=10)
    play.change(70, State.OUTAGE, "other", since=10)
    play.waits = False
    play.ask(71)
    assert play.kinds() == [K.OUTAGE, K.OUTAGE], "a later one joins silently; another owner's does not"
    for name in ("one", "two"):
        play.change(900, State.OK, name)
    assert len(play.told) == 2
    play.change(1000, State.OK, "three")
    assert play.kinds() == [K.OUTAGE, K.OUTAGE, K.RECOVERED]
    assert len(play.told[-1].services) == 3


def test_what_failed_long_after_the_family_is_an_outage_of_its_own() -> None:
    play = Play()
    play.change(0, State.OUTAGE, "one")
    play.change(130, State.OUTAGE, "two", since=121)
    assert play.kinds() == [K.OUTAGE, K.OUTAGE]


def test_what_was_over_before_it_was_told_is_not_told_at_all() -> None:
    play = Play()
    play.waits = True
    play.change(0, State.OUTAGE)
    play.change(40, State.OK)
    play.waits = False
    play.run(40, 3000)
    assert play.told == []


def test_before_it_is_told_a_relapse_makes_it_one_outage() -> None:
    play = Play()
    play.waits = True
    play.change(0, State.OUTAGE)
    play.change(20, State.OK)
    play.change(40, State.OUTAGE)
    play.waits = False
    play.run(40, 100)
    assert play.kinds() == [K.OUTAGE]


def test_a_short_outages_end_is_held_so_that_flapping_is_noticed() -> None:
    play = Play()
    play.change(0, State.OUTAGE)
    play.change(60, State.OK)
    assert play.kinds() == [K.OUTAGE]
    play.ask(60 + SHORT_HOLD_S)
    assert play.kinds() == [K.OUTAGE, K.RECOVERED]


def test_flapping_is_said_once_then_nothing_until_it_is_steady() -> None:
    play = Play()
    for number in range(8):
        play.change(100 * number, State.OUTAGE)
        play.change(100 * number + 50, State.OK)
    assert play.kinds() == [K.OUTAGE, K.UNSTABLE]
    play.run(751, 750 + UNSTABLE_S - 1)
    assert len(play.told) == 2
    play.run(751, 750 + UNSTABLE_S + 1)
    assert play.kinds() == [K.OUTAGE, K.UNSTABLE, K.RECOVERED]
    assert play.told[1].services[0].until is None


def test_nothing_about_services_is_told_in_quiet_time_or_on_a_bad_line() -> None:
    play = Play()
    play.quiet_until_s = 100
    play.change(0, State.OUTAGE)
    assert play.told == []
    play.policy.line_changed(LineState.OFFLINE, T + 110, T + 110)
    play.ask(120)
    assert play.told == []
    play.policy.line_changed(LineState.ONLINE, T + 130, T + 130)
    play.ask(131)
    assert play.kinds() == [K.OUTAGE]


def test_the_line_is_told_after_a_minute_and_its_return_if_something_changed() -> None:
    play = Play()
    policy = play.policy
    policy.line_changed(LineState.OFFLINE, T, T)
    assert policy.next_s() == T + LINE_TOLD_AFTER_S
    policy.line_changed(LineState.DNS_BROKEN, T + 10, T + 10)
    play.run(0, 61)
    assert [(each.kind, each.line, each.line_since) for each in play.told] == [(K.LINE, LineState.DNS_BROKEN, at(0))]
    policy.line_changed(LineState.ONLINE, T + 100, T + 100)
    policy.line_settled(changed=True, now_s=T + 130)
    play.run(130, 140)
    assert (play.told[1].line, play.told[1].line_was) == (LineState.ONLINE, LineState.DNS_BROKEN)
    policy.line_settled(changed=True, now_s=T + 150)
    play.run(150, 1000)
    assert len(play.told) == 2


def test_the_lines_return_is_not_told_when_nothing_has_changed_nor_a_short_drop_at_all() -> None:
    play = Play()
    policy = play.policy
    policy.line_changed(LineState.OFFLINE, T, T)
    play.run(0, 61)
    policy.line_changed(LineState.ONLINE, T + 100, T + 100)
    policy.line_settled(changed=False, now_s=T + 130)
    policy.line_changed(LineState.LOSSY, T + 200, T + 200)
    policy.line_changed(LineState.ONLINE, T + 230, T + 230)
    policy.line_settled(changed=True, now_s=T + 260)
    policy.line_changed(LineState.OFFLINE, T + 300, T + 300)
    policy.line_changed(LineState.ASLEEP, T + 310, T + 310)
    play.run(130, 1000)
    assert len(play.told) == 1


def test_the_line_is_kept_to_oneself_when_the_user_says_so() -> None:
    play = Play()
    play.line = False
    play.policy.line_changed(LineState.OFFLINE, T, T)
    play.run(0, 100)
    assert play.told == []
    assert play.policy.next_s() == NEVER


def test_what_is_watched_no_more_is_dropped() -> None:
    play = Play()
    play.waits = True
    play.change(0, State.OUTAGE, "one")
    play.change(1, State.OUTAGE, "two", since=0)
    play.policy.forget(["one", "nobody"])
    play.run(1, 100)
    assert [[each.service for each in alert.services] for alert in play.told] == [["two"]]
    play.policy.forget(["two"])
    assert play.policy.groups == []


def restored(play: Play, services: dict[str, Service] | None = None) -> AlertPolicy:
    fresh = AlertPolicy()
    fresh.restore(play.every.values(), play.told, SERVICES if services is None else services)
    return fresh


def test_after_a_restart_nothing_is_told_twice() -> None:
    play = Play()
    play.change(0, State.OUTAGE)
    play.policy = restored(play)
    play.change(100, State.OUTAGE)
    play.run(100, 500)
    assert play.kinds() == [K.OUTAGE]
    play.change(1000, State.OK)
    assert play.kinds() == [K.OUTAGE, K.RECOVERED]
    play.policy = restored(play)
    play.run(1000, 5000)
    assert play.kinds() == [K.OUTAGE, K.RECOVERED]


def test_an_end_that_was_not_told_before_the_restart_is_told_after_it() -> None:
    play = Play()
    play.change(0, State.OUTAGE)
    play.change(60, State.OK)
    assert play.kinds() == [K.OUTAGE]
    play.policy = restored(play)
    play.run(200, 1000)
    assert play.kinds() == [K.OUTAGE, K.RECOVERED]


def test_the_line_after_a_restart() -> None:
    play = Play()
    play.policy.line_changed(LineState.OFFLINE, T, T)
    play.run(0, 61)
    play.policy = restored(play)
    play.policy.line_settled(changed=True, now_s=T + 100)
    play.run(100, 200)
    assert [each.line for each in play.told] == [LineState.OFFLINE, LineState.ONLINE]
    play.policy = restored(play)
    play.policy.line_settled(changed=True, now_s=T + 300)
    play.run(300, 400)
    assert len(play.told) == 2


def test_alerts_of_services_that_are_watched_no_more_are_not_restored() -> None:
    play = Play()
    play.change(0, State.OUTAGE, "one")
    play.change(1, State.OUTAGE, "two", since=0)
    assert restored(play, {}).groups == []
    assert [set(group.members) for group in restored(play, {"one": SERVICES["one"]}).groups] == [{"one"}]


CHANGES = st.lists(
    st.tuples(
        st.sampled_from([State.OK, State.OUTAGE, State.OUTAGE, State.POSSIBLE, State.UNKNOWN, State.SLOW]),
        st.sampled_from(sorted(SERVICES)),
        st.floats(1.0, 400.0),
        st.booleans(),
    ),
    max_size=60,
)


@given(CHANGES)
def test_whatever_happens_notifications_come_in_pairs_and_are_few(
    changes: list[tuple[State, str, float, bool]],
) -> None:
    play = Play()
    seconds = 0.0
    failed = dict.fromkeys(SERVICES, 0)
    shown: dict[str, State] = {}
    for state, name, pause_s, waits in changes:
        play.run(seconds, seconds + pause_s)
        seconds += pause_s
        play.waits = waits
        failed[name] += state is State.OUTAGE and shown.get(name) is not State.OUTAGE
        shown[name] = state
        play.change(seconds, state, name)
    play.waits = False
    for name in SERVICES:
        seconds += 1.0
        play.change(seconds, State.OK, name)
    play.run(seconds, seconds + 5000)
    assert play.policy.groups == []
    assert len(play.told) <= 2 * sum(failed.values())
    assert len({alert.id for alert in play.told}) == len(play.told)
    for name in SERVICES:
        kinds = [alert.kind for alert in play.told if name in {each.service for each in alert.services}]
        assert not kinds or kinds[-1] is K.RECOVERED, "every outage that was told has its end told"
        assert kinds.count(K.RECOVERED) <= failed[name], "no end is told twice"
    for thread in {alert.thread for alert in play.told}:
        told = [alert.kind for alert in play.told if alert.thread == thread]
        assert told[0] in (K.OUTAGE, K.UNSTABLE)


@given(st.floats(30.0, 60.0), st.floats(15.0, 60.0), st.integers(5, 30))
def test_ten_changes_in_ten_minutes_give_two_notifications_at_most(down_s: float, up_s: float, count: int) -> None:
    play = Play()
    seconds = 0.0
    for _ in range(count):
        play.run(seconds, seconds)
        play.change(seconds, State.OUTAGE)
        play.run(seconds, seconds + down_s)
        seconds += down_s
        play.change(seconds, State.OK)
        play.run(seconds, seconds + up_s)
        seconds += up_s
    assert play.kinds() == [K.OUTAGE, K.UNSTABLE]
    play.run(seconds, seconds + 700)
    assert play.kinds() == [K.OUTAGE, K.UNSTABLE, K.RECOVERED]


@given(CHANGES)
def test_a_restart_at_any_time_repeats_nothing(changes: list[tuple[State, str, float, bool]]) -> None:
    play = Play()
    seconds = 0.0
    for state, name, pause_s, _waits in changes:
        play.run(seconds, seconds + pause_s)
        seconds += pause_s
        play.change(seconds, state, name)
    once, twice = restored(play), restored(play)
    twice.restore(play.every.values(), play.told, SERVICES)
    shown = [group_of(group) for group in once.groups]
    assert shown == [group_of(group) for group in twice.groups], "restore() is idempotent"
    play.policy = once
    again: list[Alert] = []
    for pause_s in (0.0, 1.0, 60.0):
        again += play.ask(seconds + pause_s)
    assert {each.kind for each in again} <= {K.RECOVERED}


def group_of(group: Group) -> tuple[object, ...]:
    return (group.id, group.owner, tuple(sorted(group.members)), group.told, group.unstable, group.back_due_s)
