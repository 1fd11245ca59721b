"""Notifications: which change deserves one, when, and never too many."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifier.core.alerts.groups import NEVER
from notifier.core.alerts.others_words import OthersWords
from notifier.core.alerts.outbox import Item, Message
from notifier.core.alerts.policy import AlertPolicy
from notifier.core.model import Alert, AlertKind, Incident, LineState, Scope, Service, State
from notifier.core.numbers import (
    AGAIN_S,
    FAILS_ON_S,
    FAMILY_WAIT_S,
    LINE_NOTIFIED_AFTER_S,
    LINE_RESUMED_S,
    MOST_TRIES,
    SHORT_HOLD_S,
    UNSTABLE_S,
)
from notifier.core.service.incident import step
from notifier.core.watch import NotifyLevel
from tests.core.alerts import playing
from tests.core.making import T, at, service, verdict

K = AlertKind
SERVICES = {
    name: service(name=name, owner=owner)
    for name, owner in (("one", "Family"), ("two", "Family"), ("three", "Family"), ("other", "Other"))
}


class Play(playing.Play):
    """The same, asked as often as it wants to be; what it wants kept is kept."""

    def __init__(self, level: NotifyLevel = NotifyLevel.OUTAGE) -> None:
        super().__init__(SERVICES, level)
        self.every: dict[str, Incident] = {}
        self.shown: dict[str, State] = {}
        self.holds = True
        self.quiet_until_s = 0.0
        self.recovery = True
        self.kept: dict[str, Item] = {}
        self.notify = True
        self.written: dict[str, Alert] = {}
        """What the history has of each notification."""

    def change(self, seconds: float, state: State, name: str = "one", since: float | None = None) -> None:
        news = verdict(
            state, seconds, name, since=at(seconds if since is None else since), components=("web",), scope=Scope.ME
        )
        self.shown[name] = state
        if (found := self.take(news, seconds)) is not None:
            self.every[found.id] = found
        self.ask(seconds)

    def ask(self, seconds: float) -> list[Alert]:
        told = self.policy.due(
            T + seconds,
            quiet_until_s=T + self.quiet_until_s,
            waits=lambda _group: self.waits,
            holds=lambda _group: self.holds,
            fails=lambda group: any(self.shown.get(name) in (State.OUTAGE, State.POSSIBLE) for name in group.members),
            words_of=lambda name: OthersWords(f"{name} is sorry", "https://status"),
            notify_line=self.line,
            notify_recovery=self.recovery,
            notify=self.notify,
            quiet=self.quiet(T + seconds),
        )
        quiet = self.quiet(T + seconds)
        told += self.policy.again(
            T + seconds, quiet_until_s=T + self.quiet_until_s, holds=lambda _group: self.holds, quiet=quiet
        )
        self.written |= {alert.id: alert for alert in told}
        told = [alert for alert in told if alert.is_shown]
        self.keep()
        for alert in told if self.server else []:
            self.policy.handed(alert.id)
        self.keep()
        self.told += told
        return told

    def keep(self) -> None:
        for row in self.policy.outbox.changes():
            if row.item is None:
                self.kept.pop(row.key, None)  # what came and went between two commits was never there
            else:
                self.kept[row.key] = row.item

    def restart(self, seconds: float, services: dict[str, Service] | None = None) -> None:
        """Another run of the program, with what was kept."""
        self.policy = AlertPolicy()
        incidents = self.every.values()
        self.policy.restore(self.kept.values(), incidents, SERVICES if services is None else services, T + seconds)
        self.keep()

    def line_changed(self, seconds: float, state: LineState) -> None:
        before = {"one": State.OK} if state is not LineState.ONLINE else None
        self.policy.line_changed(state, T + seconds, T + seconds, before)
        self.keep()

    def line_settled(self, seconds: float, state: State) -> None:
        self.policy.line_settled({"one": state}, T + seconds)
        self.keep()

    def run(self, from_s: float, until_s: float) -> None:
        """Ask whenever the policy wants to be asked."""
        while (next_s := self.policy.next_s()) <= T + until_s:
            seconds = max(from_s, next_s - T)
            before = self.policy.next_s()
            self.ask(seconds)
            if self.policy.next_s() == before:
                return

    def kinds(self) -> list[AlertKind]:
        return [alert.kind for alert in self.told if not alert.update]

    def brief(self) -> list[tuple[float, AlertKind, bool]]:
        """When, of what kind, and whether it only brings the one before up to date."""
        return [(each.time.timestamp() - T, each.kind, each.update) for each in self.told]

    def updates(self) -> list[Alert]:
        return [alert for alert in self.told if alert.update]


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
    (update,) = play.updates()
    assert [each.service for each in update.services] == ["one", "two", "three"]
    assert (update.kind, update.thread) == (K.OUTAGE, play.told[0].thread), "it takes the place of what was told"
    for name in ("one", "two"):
        play.change(900, State.OK, name)
    assert len(play.told) == 3
    play.change(1000, State.OK, "three")
    assert play.kinds() == [K.OUTAGE, K.OUTAGE, K.RECOVERED]
    assert len(play.told[-1].services) == 3


def test_each_joins_within_two_minutes_of_the_last_and_ten_of_the_first() -> None:
    play = Play()
    members = ("one", "two", "three")
    for number, name in enumerate(members):
        play.change(110.0 * number, State.OUTAGE, name)
    assert play.kinds() == [K.OUTAGE]
    assert [len(each.services) for each in play.updates()] == [2, 3]
    for name in members:
        play.change(2000, State.OK, name)
    assert play.kinds() == [K.OUTAGE, K.RECOVERED]
    late = Play()
    late.change(0, State.OUTAGE, "one")
    late.policy.outbox.put(msgspec.structs.replace(late.policy.groups[0], joined_s=T + 550.0))
    late.change(601, State.OUTAGE, "two")
    assert late.kinds() == [K.OUTAGE, K.OUTAGE], "the chain has an end"


def test_several_that_join_at_once_are_one_update() -> None:
    play = Play()
    play.change(0, State.OUTAGE, "one")
    play.waits = True
    play.change(60, State.OUTAGE, "two", since=50)
    play.change(65, State.OUTAGE, "three", since=55)
    assert play.updates() == []
    play.waits = False
    play.ask(70)
    assert [len(each.services) for each in play.updates()] == [3]


def test_a_notice_that_many_join_one_by_one_is_brought_up_to_date_every_few_seconds() -> None:
    play = Play()
    play.change(0, State.OUTAGE, "one")
    play.change(60, State.OUTAGE, "two", since=50)
    play.change(61, State.OUTAGE, "three", since=50)
    assert [len(each.services) for each in play.updates()] == [2]
    play.run(61, 100)
    assert [(each.time.timestamp() - T, len(each.services)) for each in play.updates()] == [(60, 2), (65, 3)]


def test_what_nobody_took_yet_is_not_brought_up_to_date_in_silence() -> None:
    play = Play()
    play.server = False
    play.change(0, State.OUTAGE, "one")
    play.change(60, State.OUTAGE, "two")
    assert play.kinds() == [K.OUTAGE, K.OUTAGE]
    assert {alert.thread for alert in play.told} == {play.told[0].thread}


def test_where_only_an_update_was_not_taken_the_next_one_is_no_louder() -> None:
    play = Play()
    play.change(0, State.OUTAGE, "one")
    play.server = False
    play.change(60, State.OUTAGE, "two", since=50)
    play.change(130, State.OUTAGE, "three", since=60)
    play.run(130, 200)
    assert [(each.update, len(each.services)) for each in play.told] == [(False, 1), (True, 2), (True, 3)]


def test_a_possible_problem_that_another_makes_an_outage_is_told_aloud() -> None:
    play = Play(NotifyLevel.POSSIBLE)
    play.change(0, State.POSSIBLE, "one")
    play.change(60, State.OUTAGE, "two")
    assert play.kinds() == [K.POSSIBLE, K.OUTAGE]
    assert play.updates() == []


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


def test_that_a_short_outage_is_over_is_an_update_at_once_and_told_when_it_lasts() -> None:
    play = Play()
    play.change(0, State.OUTAGE)
    play.change(60, State.OK, since=30)
    assert play.brief() == [(0, K.OUTAGE, False), (60, K.RECOVERED, True)]
    play.run(60, 60 + SHORT_HOLD_S)
    assert play.brief()[2:] == [(60 + SHORT_HOLD_S, K.RECOVERED, False)]
    assert [each.services[0].until for each in play.told] == [None, at(30), at(30)]
    play.run(150, 5000)
    assert play.kept == {}


def test_what_comes_back_for_a_moment_and_then_fails_for_long_is_told_as_down() -> None:
    """Down for 45 s, back, then down for twenty minutes."""
    play = Play()
    play.change(20, State.OUTAGE, since=0)
    play.change(75, State.OK, since=45)
    play.change(140, State.OUTAGE, since=120)
    play.run(140, 120 + FAILS_ON_S - 1)
    assert play.brief() == [(20, K.OUTAGE, False), (75, K.RECOVERED, True), (140, K.OUTAGE, True)]
    play.run(300, 1300)
    assert play.brief()[3:] == [(120 + FAILS_ON_S, K.OUTAGE, False)]
    assert play.told[3].services[0].since == at(120)
    play.change(1350, State.OK, since=1320)
    assert play.brief()[4:] == [(1350, K.RECOVERED, False)]
    assert len({each.thread for each in play.told}) == 1


def test_what_came_back_without_that_being_told_is_not_told_as_down_once_more() -> None:
    """The line comes and goes while it is back: nobody heard that it was over, so that it fails on is no news."""
    play = Play()
    play.change(20, State.OUTAGE, since=0)
    play.quiet_until_s = 135
    play.change(75, State.OK, since=45)
    play.change(130, State.OUTAGE, since=120)
    play.run(140, 1300)
    assert play.brief() == [(20, K.OUTAGE, False), (140, K.OUTAGE, True)]
    play.change(1350, State.OK, since=1320)
    assert play.brief()[2:] == [(1350, K.RECOVERED, False)]


def test_that_it_was_only_possible_before_makes_it_news_that_it_is_down() -> None:
    play = Play(NotifyLevel.POSSIBLE)
    play.change(20, State.POSSIBLE, since=0)
    play.quiet_until_s = 135
    play.change(75, State.OK, since=45)
    play.change(130, State.OUTAGE, since=120)
    play.run(140, 1300)
    assert play.kinds() == [K.POSSIBLE, K.OUTAGE]


def test_what_is_only_possible_again_before_it_was_told_as_worse_is_not_told_once_more() -> None:
    play = Play(NotifyLevel.POSSIBLE)
    play.change(0, State.POSSIBLE)
    play.quiet_until_s = 200
    play.change(100, State.OUTAGE)
    play.change(150, State.POSSIBLE)
    play.run(150, 400)
    assert play.brief() == [(0, K.POSSIBLE, False)]
    play.change(400, State.OUTAGE)
    assert play.brief()[1:] == [(400, K.OUTAGE, False)]


def test_what_was_over_after_long_and_fails_again_for_a_moment_is_brought_up_to_date() -> None:
    play = Play()
    play.change(0, State.OUTAGE)
    play.change(3600, State.OK)
    play.change(3700, State.OUTAGE)
    play.change(3760, State.OK)
    play.run(3760, 9000)
    assert [each[1:] for each in play.brief()] == [
        (K.OUTAGE, False),
        (K.RECOVERED, False),
        (K.OUTAGE, True),
        (K.RECOVERED, True),
    ]
    assert play.kept == {}


def test_where_no_server_has_taken_it_nothing_is_brought_up_to_date() -> None:
    play = Play()
    play.server = False
    play.change(0, State.OUTAGE)
    play.change(60, State.OK)
    play.run(60, 140)
    assert play.brief() == [(0, K.OUTAGE, False)]
    play.run(140, 160)
    assert play.brief()[1:] == [(60 + SHORT_HOLD_S, K.RECOVERED, False)]


def test_an_end_that_is_in_doubt_when_it_is_due_is_not_told() -> None:
    play = Play()
    play.change(0, State.OUTAGE)
    play.change(60, State.OK)
    play.change(100, State.POSSIBLE)
    play.ask(200)
    assert play.kinds() == [K.OUTAGE]
    play.change(210, State.OK)
    assert play.kinds() == [K.OUTAGE, K.RECOVERED]


def test_flapping_is_said_once_then_nothing_until_it_is_steady() -> None:
    play = Play()
    for number in range(8):
        play.change(100 * number, State.OUTAGE)
        play.change(100 * number + 50, State.OK)
        assert (K.UNSTABLE in play.kinds()) == (number >= 2), "three ends within ten minutes"
    assert play.kinds() == [K.OUTAGE, K.UNSTABLE]
    told = len(play.told)
    play.run(751, 750 + UNSTABLE_S - 1)
    assert len(play.told) == told
    play.run(751, 750 + UNSTABLE_S + 1)
    assert play.kinds() == [K.OUTAGE, K.UNSTABLE, K.RECOVERED]


def test_what_was_unstable_and_fails_on_is_told_as_down_and_ends_at_once() -> None:
    play = Play()
    for number in range(4):
        play.change(100 * number, State.OUTAGE)
        play.change(100 * number + 50, State.OK)
    play.change(400, State.OUTAGE)
    play.run(400, 1000)
    assert play.kinds() == [K.OUTAGE, K.UNSTABLE, K.OUTAGE]
    assert play.told[-1].time == at(400 + FAILS_ON_S)
    play.change(1000, State.OK)
    assert play.kinds()[3:] == [K.RECOVERED]
    play.run(1000, 9000)
    assert len(play.kinds()) == 4


def test_what_answers_by_the_time_that_it_would_be_told_as_down_again_is_not_told_as_that() -> None:
    """Its end is all but confirmed: told as down, it would be told as over a moment later."""
    play = Play()
    play.change(20, State.OUTAGE, since=0)
    play.change(75, State.OK, since=45)
    play.change(140, State.OUTAGE, since=120)
    play.holds = False
    play.run(140, 140 + FAILS_ON_S)
    assert play.kinds() == [K.OUTAGE]
    play.holds = True
    play.ask(150 + FAILS_ON_S)
    assert play.kinds() == [K.OUTAGE, K.OUTAGE]
    assert play.told[-1].time == at(150 + FAILS_ON_S)


def test_what_is_unstable_after_its_end_was_told_is_no_third_notification() -> None:
    play = Play()
    for begin_s in (0, 200, 300):
        play.change(begin_s, State.OUTAGE)
        play.change(begin_s + 50, State.OK)
        play.run(begin_s + 50, begin_s + 149)
    assert play.kinds() == [K.OUTAGE, K.RECOVERED]
    assert play.updates()[-1].kind is K.UNSTABLE
    play.run(400, 1200)
    assert play.kinds() == [K.OUTAGE, K.RECOVERED, K.RECOVERED]


def test_who_joins_what_is_unstable_is_named_in_silence() -> None:
    play = Play()
    for number in range(3):
        play.change(100 * number, State.OUTAGE)
        play.change(100 * number + 50, State.OK)
    play.change(300, State.OUTAGE)
    play.policy.outbox.put(msgspec.structs.replace(play.policy.groups[0], joined_s=T + 300))
    play.change(310, State.OUTAGE, "two")
    assert play.kinds() == [K.OUTAGE, K.UNSTABLE]
    assert [(each.kind, len(each.services)) for each in play.updates()][-1] == (K.UNSTABLE, 2)


def test_who_joined_and_is_back_before_it_was_said_is_not_said() -> None:
    play = Play()
    play.change(0, State.OUTAGE, "one")
    play.waits = True
    play.change(60, State.OUTAGE, "two", since=50)
    play.change(70, State.OK, "two")
    play.waits = False
    play.ask(80)
    assert len(play.told) == 1


def test_two_ends_within_ten_minutes_or_three_in_more_are_not_unstable() -> None:
    play = Play()
    for number in range(6):
        play.change(400 * number, State.OUTAGE)
        play.change(400 * number + 50, State.OK)
        play.run(400 * number + 50, 400 * number + 399)
    assert K.UNSTABLE not in play.kinds()


def test_nothing_about_services_is_told_in_quiet_time_or_on_a_bad_line() -> None:
    play = Play()
    play.quiet_until_s = 100
    play.change(0, State.OUTAGE)
    assert play.told == []
    play.line_changed(110, LineState.OFFLINE)
    play.ask(120)
    assert play.told == []
    play.line_changed(130, LineState.ONLINE)
    play.ask(131)
    assert play.kinds() == [K.OUTAGE]


def test_the_line_is_told_after_a_minute_and_its_return_if_something_changed() -> None:
    play = Play()
    play.line_changed(0, LineState.OFFLINE)
    assert play.policy.next_s() == T + LINE_NOTIFIED_AFTER_S
    play.line_changed(10, LineState.DNS_BROKEN)
    play.run(0, 61)
    assert [(each.kind, each.line, each.line_since) for each in play.told] == [(K.LINE, LineState.DNS_BROKEN, at(0))]
    play.line_changed(100, LineState.ONLINE)
    play.line_settled(130, State.OUTAGE)
    play.run(130, 140)
    assert (play.told[1].line, play.told[1].line_was) == (LineState.ONLINE, LineState.DNS_BROKEN)
    assert play.told[1].line_until == at(100), "when it was back, not when that was told"
    play.line_settled(150, State.OUTAGE)
    play.run(150, 1000)
    assert len(play.told) == 2
    assert play.kept == {}


def test_what_a_fault_of_the_line_becomes_takes_its_place_without_a_sound_once_it_stays_so() -> None:
    play = Play()
    play.line_changed(0, LineState.OFFLINE)
    play.run(0, 61)
    play.line_changed(70, LineState.LOSSY)
    play.run(70, 90)
    play.line_changed(90, LineState.OFFLINE)
    play.run(90, 200)
    assert [each.line for each in play.told] == [LineState.OFFLINE], "a moment of something else is no news"
    play.line_changed(200, LineState.CAPTIVE_PORTAL)
    play.run(200, 400)
    assert [(each.line, each.update) for each in play.told[1:]] == [(LineState.CAPTIVE_PORTAL, True)]
    assert play.told[1].line_since == at(0), "since when the line has been bad"
    play.line_changed(500, LineState.ONLINE)
    play.line_settled(530, State.OK)
    play.run(530, 540)
    assert (play.told[2].line, play.told[2].line_was) == (LineState.ONLINE, LineState.CAPTIVE_PORTAL)


def test_what_nobody_has_taken_of_the_line_is_not_replaced_without_a_sound() -> None:
    play = Play()
    play.server = False
    play.line_changed(0, LineState.OFFLINE)
    play.run(0, 61)
    play.line_changed(70, LineState.CAPTIVE_PORTAL)
    play.run(70, 140)
    assert [(each.line, each.update) for each in play.told][-1] == (LineState.CAPTIVE_PORTAL, False)


def test_a_lossy_line_that_goes_on_losing_is_told_at_once_and_once() -> None:
    play = Play()
    play.policy.line_fails_on(T)
    assert play.policy.next_s() == NEVER, "nothing is known of it"
    play.line_changed(0, LineState.LOSSY)
    play.policy.line_fails_on(T + 12)
    assert play.policy.next_s() == T + 12
    play.run(12, 13)
    play.policy.line_fails_on(T + 20)
    play.run(20, 200)
    assert [each.line for each in play.told] == [LineState.LOSSY]


def test_the_lines_return_is_an_update_when_nothing_has_changed_and_a_short_drop_is_not_told_at_all() -> None:
    play = Play()
    play.line_changed(0, LineState.OFFLINE)
    play.run(0, 61)
    play.line_settled(70, State.OUTAGE)
    play.line_changed(100, LineState.ONLINE)
    play.line_settled(130, State.OK)
    play.line_changed(200, LineState.LOSSY)
    play.line_changed(230, LineState.ONLINE)
    play.line_settled(260, State.OUTAGE)
    play.line_changed(300, LineState.OFFLINE)
    play.line_changed(310, LineState.ASLEEP)
    play.run(130, 1000)
    assert [(each.line, each.update) for each in play.told] == [(LineState.OFFLINE, False)]
    back = Play()
    back.line_changed(0, LineState.OFFLINE)
    back.run(0, 61)
    back.line_changed(100, LineState.ONLINE)
    back.line_settled(130, State.OK)
    back.run(130, 1000)
    assert [(each.line, each.update) for each in back.told] == [(LineState.OFFLINE, False), (LineState.ONLINE, True)]
    assert back.kept == {}


def test_what_was_not_known_before_a_fault_of_the_line_has_not_changed() -> None:
    play = Play()
    play.policy.line_changed(LineState.OFFLINE, T, T, {"one": State.UNKNOWN, "gone": State.OK})
    play.run(0, 61)
    play.line_changed(100, LineState.ONLINE)
    play.line_settled(130, State.OUTAGE)
    play.run(130, 1000)
    assert [each.update for each in play.told] == [False, True]


def test_the_line_is_kept_to_oneself_when_the_user_says_so() -> None:
    play = Play()
    play.line = False
    play.line_changed(0, LineState.OFFLINE)
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


def test_a_service_whose_incident_is_the_outages_first_belongs_to_it_however_late() -> None:
    play = Play()
    play.change(0, State.OUTAGE, "one")
    play.change(1, State.OUTAGE, "two", since=0)
    play.policy.forget(["one"])
    play.change(500, State.OUTAGE, "one", since=0)
    play.run(1, 1000)
    (group,) = play.policy.groups
    assert set(group.members) == {"one", "two"}


def test_after_a_restart_nothing_is_told_twice() -> None:
    play = Play()
    play.change(0, State.OUTAGE)
    play.restart(50)
    play.change(100, State.OUTAGE)
    play.run(100, 500)
    assert play.kinds() == [K.OUTAGE]
    play.change(1000, State.OK)
    assert play.kinds() == [K.OUTAGE, K.RECOVERED]
    play.restart(1050)
    play.run(1050, 5000)
    assert play.kinds() == [K.OUTAGE, K.RECOVERED]
    assert play.kept == {}


def test_an_outage_that_waited_for_its_family_is_told_after_the_restart() -> None:
    play = Play()
    play.waits = True
    play.change(0, State.OUTAGE, "one")
    play.change(10, State.OUTAGE, "two", since=5)
    play.restart(20)
    play.run(20, 20 + FAMILY_WAIT_S - 1)
    assert play.told == []
    play.run(20 + FAMILY_WAIT_S, 100)
    assert [[each.service for each in alert.services] for alert in play.told] == [["one", "two"]]
    for name in ("one", "two"):
        play.change(1000, State.OK, name)
    assert play.kinds() == [K.OUTAGE, K.RECOVERED]


def test_what_ends_before_it_is_seen_to_hold_after_the_restart_is_dropped() -> None:
    play = Play()
    play.waits = True
    play.change(0, State.OUTAGE)
    play.restart(1000)
    play.waits = play.holds = False
    play.ask(1300)
    play.change(1350, State.OK)
    play.holds = True
    play.run(1350, 5000)
    assert play.told == []
    assert play.kept == {}


def test_an_end_that_was_not_told_before_the_restart_is_told_after_it() -> None:
    play = Play()
    play.change(0, State.OUTAGE)
    play.change(60, State.OK)
    assert play.kinds() == [K.OUTAGE]
    play.restart(200)
    play.run(200, 1000)
    assert play.kinds() == [K.OUTAGE, K.RECOVERED]


def test_a_member_whose_incident_is_closed_is_back_whatever_the_outbox_says() -> None:
    play = Play()
    play.change(0, State.OUTAGE)
    incident = next(iter(play.every.values()))
    play.every[incident.id] = step(incident, verdict(State.OK, 300, "one", since=at(290))) or incident
    play.shown["one"] = State.OK
    play.restart(400)
    play.run(400, 1999)
    assert play.kinds() == [K.OUTAGE, K.RECOVERED]
    play.change(2000, State.OUTAGE)
    assert play.kinds()[2:] == [K.OUTAGE]


def test_the_line_after_a_restart() -> None:
    play = Play()
    play.line_changed(0, LineState.OFFLINE)
    play.run(0, 61)
    play.restart(80)
    assert play.policy.line_is_open
    play.line_settled(100, State.OUTAGE)
    play.run(100, 200)
    assert [each.line for each in play.told] == [LineState.OFFLINE, LineState.ONLINE]
    play.restart(250)
    assert play.kept == {}
    play.line_settled(300, State.OUTAGE)
    play.run(300, 400)
    assert len(play.told) == 2


def test_a_fault_of_the_line_that_was_not_told_goes_on_after_the_restart_or_is_dropped() -> None:
    play = Play()
    play.line_changed(0, LineState.OFFLINE)
    play.restart(30)
    play.run(30, 300)
    assert play.told == [], "it may be back by now"
    play.line_changed(70, LineState.OFFLINE)
    play.run(70, 300)
    assert [each.line_since for each in play.told] == [at(0)]
    dropped = Play()
    dropped.line_changed(0, LineState.OFFLINE)
    dropped.restart(30)
    dropped.line_settled(60, State.OUTAGE)
    dropped.run(60, 1000)
    assert (dropped.told, dropped.kept) == ([], {})
    old = Play()
    old.line_changed(0, LineState.OFFLINE)
    old.restart(LINE_NOTIFIED_AFTER_S + LINE_RESUMED_S + 1)
    assert old.kept == {}


def test_what_is_watched_no_more_is_not_taken_up() -> None:
    play = Play()
    play.server = False
    play.change(0, State.OUTAGE, "one")
    play.change(1, State.OUTAGE, "two", since=0)
    play.restart(2, {"one": SERVICES["one"]})
    assert [set(group.members) for group in play.policy.groups] == [{"one"}]
    play.restart(3, {})
    assert play.kept == {}


# what was not taken by the notification server


def test_what_nobody_took_is_handed_over_again_while_it_holds() -> None:
    play = Play()
    play.server = False
    play.change(0, State.OUTAGE)
    play.run(1, AGAIN_S - 1)
    assert play.kinds() == [K.OUTAGE]
    play.run(AGAIN_S, AGAIN_S + 1)
    assert play.kinds() == [K.OUTAGE, K.OUTAGE]
    assert play.told[0] is play.told[1]
    play.server = True
    play.run(2 * AGAIN_S, 10 * AGAIN_S)
    assert play.kinds() == [K.OUTAGE] * 3


def test_the_end_takes_the_place_of_a_begin_that_nobody_took() -> None:
    play = Play()
    play.server = False
    play.change(0, State.OUTAGE)
    play.change(1000, State.OK)
    assert play.kinds() == [K.OUTAGE, K.RECOVERED]
    play.run(1000, 1000 + AGAIN_S)
    assert play.kinds() == [K.OUTAGE, K.RECOVERED, K.RECOVERED]


def test_what_holds_no_more_is_not_handed_over_again() -> None:
    play = Play()
    play.server = play.recovery = False
    play.change(0, State.OUTAGE)
    play.change(300, State.OK)
    play.run(300, 5000)
    assert play.kinds() == [K.OUTAGE]
    assert play.kept == {}


def test_after_six_hours_without_a_server_it_is_given_up_however_often_the_program_is_started() -> None:
    play = Play()
    play.server = False
    play.change(0, State.OUTAGE)
    play.run(1, 10 * AGAIN_S)
    play.restart(11 * AGAIN_S)
    play.run(11 * AGAIN_S, 2 * MOST_TRIES * AGAIN_S)
    assert play.kinds() == [K.OUTAGE] * MOST_TRIES
    assert not [each for each in play.kept.values() if isinstance(each, Message)]


def test_on_a_bad_line_what_was_not_taken_waits() -> None:
    play = Play()
    play.server = False
    play.change(0, State.OUTAGE)
    play.line_changed(10, LineState.OFFLINE)
    play.ask(AGAIN_S + 20)
    assert play.kinds() == [K.OUTAGE, K.LINE]
    play.line_changed(700, LineState.ONLINE)
    play.ask(AGAIN_S + 200)
    assert play.kinds() == [K.OUTAGE, K.LINE, K.OUTAGE]
    play.ask(2 * AGAIN_S + 20)
    assert play.kinds()[3:] == [], "the line is back, so its fault is not told again"


def test_what_was_on_its_way_at_a_restart_is_handed_over_once_it_is_seen_to_hold() -> None:
    play = Play()
    play.server = False
    play.change(0, State.OUTAGE)
    play.server, play.holds = True, False
    play.restart(10)
    assert not play.policy.rests(T + 10)
    play.ask(20)
    play.ask(300)
    assert play.kinds() == [K.OUTAGE]
    play.holds = True
    play.ask(301)
    assert play.kinds() == [K.OUTAGE, K.OUTAGE]
    assert len({alert.id for alert in play.told}) == 1
    play.run(21, 5000)
    assert len(play.told) == 2


def test_however_long_the_machine_was_off_what_still_holds_is_handed_over() -> None:
    play = Play()
    play.server = False
    play.change(0, State.OUTAGE)
    play.server = True
    play.restart(3 * 86_400)
    play.ask(3 * 86_400 + 20)
    assert play.kinds() == [K.OUTAGE, K.OUTAGE]


def test_what_is_on_its_way_about_services_that_are_watched_no_more_is_dropped() -> None:
    play = Play()
    play.change(0, State.OUTAGE)
    play.server = False
    play.change(1000, State.OK)
    play.policy.forget(["two"])
    assert play.policy.outbox.of(Message)
    play.policy.forget(["one"])
    assert not play.policy.outbox


def test_an_end_that_was_on_its_way_at_a_restart_is_handed_over_unless_it_fails_again() -> None:
    for again in (State.OK, State.OUTAGE):
        play = Play()
        play.change(0, State.OUTAGE)
        play.server = False
        play.change(1000, State.OK)
        play.server = True
        play.restart(1010)
        play.change(1020, again)
        play.ask(1021)
        assert play.kinds()[2:] == ([K.RECOVERED] if again is State.OK else [])
        play.run(1021, 1020 + FAILS_ON_S)
        assert play.kinds()[2:] == ([K.RECOVERED] if again is State.OK else [K.OUTAGE])


def test_an_end_that_nobody_took_is_not_told_while_the_next_outage_lasts_however_long_it_was_over() -> None:
    play = Play()
    play.change(0, State.OUTAGE)
    play.server = False
    play.change(1000, State.OK)
    play.ask(1000 + UNSTABLE_S - 1)
    play.waits = True
    play.run(1000 + UNSTABLE_S, 1000 + UNSTABLE_S)
    play.change(1000 + UNSTABLE_S + 5, State.OUTAGE)
    play.server = True
    play.restart(1000 + UNSTABLE_S + 10)
    told = len(play.told)
    play.run(1000 + UNSTABLE_S + 10, 3000)
    assert [each.kind for each in play.told[told:]] == [K.OUTAGE]


def test_an_end_whose_outage_is_forgotten_is_told_after_a_restart_if_it_is_seen_to_hold() -> None:
    play = Play()
    play.change(0, State.OUTAGE)
    play.server = False
    play.change(1000, State.OK)
    play.run(1000, 1000 + UNSTABLE_S + 1)
    assert play.policy.groups == []
    play.server, play.holds = True, False
    play.restart(1700)
    play.ask(1720)
    play.holds = True
    told = len(play.told)
    play.ask(1730)
    assert [each.kind for each in play.told[told:]] == [K.RECOVERED]


def test_the_lines_news_on_their_way_at_a_restart() -> None:
    play = Play()
    play.server = False
    play.line_changed(0, LineState.OFFLINE)
    play.run(0, 61)
    play.server = True
    play.restart(70)
    play.ask(80)
    assert len(play.told) == 1
    play.line_changed(90, LineState.OFFLINE)
    play.ask(91)
    assert [each.line for each in play.told] == [LineState.OFFLINE, LineState.OFFLINE]


def test_it_rests_while_nothing_is_due_and_nothing_waits() -> None:
    play = Play()
    assert play.policy.rests(T)
    play.waits = True
    play.change(0, State.OUTAGE)
    assert not play.policy.rests(T)
    play.ask(FAMILY_WAIT_S)
    assert play.policy.rests(T + 50)


def test_each_notification_is_confirmed_by_its_own_id() -> None:
    play = Play()
    play.server = False
    play.change(0, State.OUTAGE, "one")
    play.change(500, State.OUTAGE, "other")
    play.policy.handed(play.told[1].id)
    play.keep()
    assert [each.alert for each in play.kept.values() if isinstance(each, Message)] == [play.told[0]]


def test_notifications_that_are_not_wanted_are_on_no_way() -> None:
    play = Play()
    play.change(0, State.OUTAGE)
    policy = AlertPolicy()
    policy.line_changed(LineState.OFFLINE, T, T)
    assert len(policy.due(T + 61, notify=False)) == 1
    assert policy.outbox.of(Message) == []


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
    assert len(play.kinds()) <= 2 * sum(failed.values())
    assert len(play.updates()) <= 3 * sum(failed.values()), "it joins, answers again, and fails again"
    assert len({alert.id for alert in play.told}) == len(play.told)
    for name in SERVICES:
        about = [alert for alert in play.told if name in {each.service for each in alert.services}]
        kinds = [alert.kind for alert in about if not alert.update]
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


@given(CHANGES, st.integers(0, 60))
def test_a_restart_at_any_time_repeats_nothing_and_loses_nothing(
    changes: list[tuple[State, str, float, bool]], stop: int
) -> None:
    once, twice = Play(), Play()
    seconds = 0.0
    for number, (state, name, pause_s, _waits) in enumerate(changes):
        for play in (once, twice):
            play.run(seconds, seconds + pause_s)
            play.change(seconds + pause_s, state, name)
        seconds += pause_s
        if number == stop:
            twice.restart(seconds)
    for play in (once, twice):
        play.run(seconds, seconds + 5000)
    assert twice.kinds() == once.kinds()
    assert [alert.services for alert in twice.told] == [alert.services for alert in once.told]
    assert set(twice.kept) == set(once.kept)


def test_that_the_line_is_poor_is_told_once_when_it_is_good() -> None:
    play = Play()
    play.line_changed(0, LineState.OFFLINE)
    play.policy.line_is(poor=0.03)
    assert play.ask(10) == []
    play.line_changed(20, LineState.ONLINE)
    play.run(20, 500)
    (alert,) = play.told
    assert (alert.kind, alert.line, alert.lost) == (AlertKind.LINE, LineState.ONLINE, 0.03)
    assert play.kept == {} or play.policy.line.poor == 0.0
