"""What is held back: quiet hours, snoozes, absences; that nothing is lost by it, and nothing told twice."""

from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notifier.core.alerts import snoozes
from notifier.core.alerts.groups import NEVER
from notifier.core.alerts.held import Awaited, Held, Snooze
from notifier.core.alerts.outbox import Message
from notifier.core.alerts.policy import AlertPolicy
from notifier.core.model import Alert, AlertKind, Cause, Hold, LineState, Scope, State, Telling
from notifier.core.numbers import AGAIN_S, DIGEST_WAIT_S, GATHER_S, LINE_NOTIFIED_AFTER_S, SHORT_HOLD_S, UNSTABLE_S
from notifier.core.quiet_hours import QuietHours, QuietSpan
from notifier.core.service.incident import step
from notifier.core.watch import NotifyLevel
from tests.core.alerts.test_policy import SERVICES, Play
from tests.core.alerts.test_together import Play as Together
from tests.core.alerts.test_together import common
from tests.core.making import T, at, verdict

K = AlertKind
HOUR = 3600.0


def silent(from_s: float, until_s: float) -> Callable[[float], bool]:
    """Quiet hours from one second of the play to another."""
    return lambda now_s: T + from_s <= now_s < T + until_s


def night(play: Play, until_s: float = 8 * HOUR) -> Play:
    play.quiet = silent(0, until_s)
    return play


def only(play: Play) -> Alert:
    (alert,) = play.told
    return alert


def test_a_night_is_told_in_the_morning_what_is_still_down_first() -> None:
    play = night(Play())
    play.change(100, State.OUTAGE, "other")
    play.change(HOUR, State.OK, "other")
    play.change(2 * HOUR, State.OUTAGE, "one")
    play.run(2 * HOUR, 8 * HOUR - 1)
    assert play.told == []
    assert play.policy.next_s() == T + 8 * HOUR, "it is looked at when the quiet hours end, to the second"
    play.run(8 * HOUR, 9 * HOUR)
    digest = only(play)
    assert (digest.kind, digest.after, digest.time) == (K.DIGEST, Hold.QUIET, at(8 * HOUR))
    assert [(each.service, each.until) for each in digest.services] == [("one", None), ("other", at(HOUR))]
    held = [each for each in play.written.values() if each.held is not None]
    assert {each.folded for each in held} == {digest.id}, "what was held says where it was told"
    play.change(10 * HOUR, State.OK, "one")
    assert play.kinds() == [K.DIGEST, K.RECOVERED], "the end comes as ever"
    play.run(10 * HOUR, 30 * HOUR)
    assert play.policy.next_s() == NEVER


def test_a_night_in_which_nothing_happened_is_not_told() -> None:
    play = night(Play())
    play.ask(HOUR)
    play.run(HOUR, 9 * HOUR)
    assert play.told == []


def test_what_was_told_before_the_night_and_ended_in_it_is_told_once() -> None:
    play = Play()
    play.quiet = silent(HOUR, 8 * HOUR)
    play.change(0, State.OUTAGE)
    play.change(2 * HOUR, State.OK)
    play.run(2 * HOUR, 9 * HOUR)
    assert play.kinds() == [K.OUTAGE, K.DIGEST]
    assert play.told[-1].services[0].until == at(2 * HOUR)


def test_an_end_that_waits_when_the_night_is_over_is_told_with_it_and_not_again() -> None:
    play = night(Play())
    play.change(8 * HOUR - 100, State.OUTAGE)
    play.change(8 * HOUR - 20, State.OK)  # short: its end would wait for a minute and a half
    play.run(8 * HOUR - 20, 9 * HOUR)
    assert [each.kind for each in play.told] == [K.DIGEST]
    assert only(play).services[0].until == at(8 * HOUR - 20)


def test_an_end_in_the_very_moment_is_folded_into_the_digest() -> None:
    play = night(Play())
    play.change(HOUR, State.OUTAGE)
    play.change(8 * HOUR, State.OK)
    assert [each.kind for each in play.told] == [K.DIGEST]
    assert only(play).services[0].until == at(8 * HOUR)
    (end,) = [each for each in play.written.values() if each.kind is K.RECOVERED]
    assert (end.held, end.folded) == (None, only(play).id)
    play.run(8 * HOUR, 9 * HOUR)
    assert len(play.told) == 1


def test_a_restart_in_the_night_loses_nothing_and_after_it_waits_for_what_is_seen() -> None:
    play = night(Play())
    play.change(HOUR, State.OUTAGE)
    play.holds = False
    play.restart(9 * HOUR)
    play.run(9 * HOUR, 9 * HOUR + DIGEST_WAIT_S - 1)
    assert play.told == [], "whether it still fails was not read yet"
    play.holds = True
    play.ask(9 * HOUR + 30)
    assert only(play).kind is K.DIGEST
    play.restart(9 * HOUR + 60)
    play.run(9 * HOUR + 60, 10 * HOUR)
    assert len(play.told) == 1


def test_what_cannot_be_read_after_a_restart_keeps_the_digest_back_for_a_while_only() -> None:
    play = night(Play())
    play.change(HOUR, State.OUTAGE)
    play.holds = False
    play.restart(9 * HOUR)
    play.run(9 * HOUR, 10 * HOUR)
    assert only(play).time == at(9 * HOUR + DIGEST_WAIT_S)


def test_the_digest_is_handed_over_until_somebody_takes_it_whatever_is_seen_by_then() -> None:
    play = night(Play())
    play.change(HOUR, State.OUTAGE)
    play.server = False
    play.run(HOUR, 8 * HOUR)
    (digest,) = play.told
    play.holds = False
    play.restart(8 * HOUR + 10)
    play.server = True
    play.run(8 * HOUR + 10, 9 * HOUR)
    assert play.told == [digest, digest]
    assert play.policy.outbox.of(Message) == []


def test_services_that_are_watched_no_more_are_in_no_digest() -> None:
    play = night(Play())
    play.change(100, State.OUTAGE, "one")
    play.change(110, State.OUTAGE, "two")
    play.change(200, State.OUTAGE, "other")
    play.change(4000, State.OUTAGE, "three")
    play.policy.snooze(["other", "free"], T + 20 * HOUR)
    play.keep()
    play.policy.forget({"one", "other"})
    play.run(4300, 9 * HOUR)
    assert [each.service for each in only(play).services] == ["two", "three"]
    assert [each.service for each in play.policy.outbox.of(Snooze)] == ["free"]


def test_a_restart_without_the_service_drops_what_was_held_and_snoozed() -> None:
    play = night(Play(NotifyLevel.NOTHING))
    play.change(50, State.OUTAGE, "three")
    snoozes.await_end(play.policy.outbox, "three")
    play.keep()
    play.level = NotifyLevel.OUTAGE
    play.change(100, State.OUTAGE, "other")
    play.policy.snooze(["other"], None)
    play.keep()
    play.restart(200, {"one": SERVICES["one"]})
    assert play.kept == {}


def test_without_notifications_nothing_is_kept_for_later() -> None:
    play = night(Play())
    play.change(100, State.OUTAGE)
    play.policy.snooze(["one"], T + HOUR)
    play.keep()
    play.notify = False
    play.ask(200)
    assert play.policy.outbox.of(Held) == []
    assert play.policy.outbox.of(Snooze) != []
    play.ask(HOUR)
    assert play.policy.outbox.of(Snooze) == []
    play.notify = True
    play.run(HOUR, 9 * HOUR)
    assert play.told == []


def test_ends_that_nobody_wants_to_hear_are_no_lies_in_the_morning() -> None:
    play = night(Play())
    play.recovery = False
    play.change(100, State.OUTAGE)
    play.change(HOUR, State.OK)
    play.run(HOUR, 9 * HOUR)
    assert only(play).services[0].until == at(HOUR), "the group is long gone"


def test_what_a_server_did_not_take_before_the_night_is_not_handed_over_in_it() -> None:
    play = Play()
    play.server = False
    play.quiet = silent(AGAIN_S - 1, 8 * HOUR)
    play.change(0, State.OUTAGE)
    play.server = True
    play.run(1, 7 * HOUR)
    assert play.kinds() == [K.OUTAGE], "the first try"
    play.run(8 * HOUR, 9 * HOUR)
    assert play.kinds() == [K.OUTAGE, K.DIGEST]


# the line


def test_a_fault_of_the_line_in_the_night_is_counted() -> None:
    play = night(Play())
    for begin in (HOUR, 2 * HOUR):
        play.line_changed(begin, LineState.OFFLINE)
        play.run(begin, begin + LINE_NOTIFIED_AFTER_S)
        play.line_changed(begin + 600, LineState.ONLINE)
        play.line_settled(begin + 620, State.OUTAGE)  # something has changed meanwhile
        play.run(begin + 620, begin + 700)
    play.run(3 * HOUR, 9 * HOUR)
    assert (only(play).kind, only(play).faults, only(play).services) == (K.DIGEST, 2, ())


def test_a_return_alone_is_counted_once_and_what_the_line_loses_is_said() -> None:
    play = Play()
    play.quiet = silent(HOUR, 8 * HOUR)
    play.line_changed(0, LineState.OFFLINE)
    play.run(0, 100)
    assert play.kinds() == [K.LINE]
    play.line_changed(HOUR, LineState.ONLINE)
    play.line_settled(HOUR + 20, State.OUTAGE)
    play.ask(HOUR + 30)
    play.policy.line_is(poor=0.2)
    play.keep()
    play.ask(HOUR + 40)
    play.policy.line_is(filtered_s=T + HOUR + 40)
    play.keep()
    play.ask(HOUR + 50)
    play.run(HOUR + 60, 9 * HOUR)
    digest = play.told[-1]
    assert (digest.kind, digest.faults, digest.lost, digest.filtered) == (K.DIGEST, 1, 0.2, True)


def test_a_fault_that_lasts_is_told_by_itself_and_services_wait_for_the_line() -> None:
    play = night(Play())
    play.change(100, State.OUTAGE, "other")
    play.line_changed(7 * HOUR, LineState.OFFLINE)
    play.run(7 * HOUR, 9 * HOUR)
    assert [(each.kind, each.time) for each in play.told] == [(K.LINE, at(8 * HOUR))]
    play.line_changed(10 * HOUR, LineState.ONLINE)
    play.line_settled(10 * HOUR + 20, State.OUTAGE)
    play.run(10 * HOUR + 20, 11 * HOUR)
    assert play.kinds()[1:] == [K.DIGEST, K.LINE]


# snoozes


def test_a_snooze_until_it_is_back_ends_with_the_end() -> None:
    play = Play()
    play.change(0, State.OUTAGE)
    play.policy.snooze(["one"], None)
    play.keep()
    assert play.policy.outbox.of(Snooze) == [Snooze("one")]
    play.restart(60)
    play.change(HOUR, State.OK)
    assert play.kinds() == [K.OUTAGE, K.RECOVERED]
    assert play.policy.outbox.of(Snooze) == []
    play.run(HOUR, 2 * HOUR)
    play.change(3 * HOUR, State.OUTAGE)
    assert play.kinds() == [K.OUTAGE, K.RECOVERED, K.OUTAGE]


def test_until_it_is_back_is_until_it_rests_and_what_it_held_is_told_by_its_end() -> None:
    play = Play()
    play.change(0, State.OUTAGE)
    play.policy.snooze(["one"], None)
    play.keep()
    for begin in (60, 160, 260):
        play.change(begin, State.OK)
        play.change(begin + 50, State.OUTAGE)
    play.change(360, State.OK)
    play.run(360, 360 + UNSTABLE_S + SHORT_HOLD_S)
    assert play.kinds() == [K.OUTAGE, K.RECOVERED]
    unstable = [each for each in play.written.values() if each.kind is K.UNSTABLE]
    assert {each.folded for each in unstable} == {play.told[-1].id}


def test_until_it_is_back_needs_something_that_fails() -> None:
    play = Play()
    play.policy.snooze(["one"], None)
    play.keep()
    assert play.policy.outbox.of(Snooze) == []


def test_hours_of_silence_end_with_what_still_fails() -> None:
    play = Play()
    play.change(0, State.OUTAGE)
    play.policy.snooze([], T + HOUR)
    play.keep()
    assert play.policy.outbox.of(Snooze) == [Snooze("one", T + HOUR)]
    play.run(1, 2 * HOUR)
    assert [(each.kind, each.after) for each in play.told] == [(K.OUTAGE, None), (K.DIGEST, Hold.SNOOZED)]
    assert play.told[-1].time == at(HOUR)
    assert play.told[-1].services[0].until is None
    assert not any(each.held for each in play.written.values()), "a reminder is nothing that was held"


@pytest.mark.parametrize("began", [-100.0, 600.0])
def test_hours_of_silence_end_with_what_was(began: float) -> None:
    play = Play()
    if began < 0:
        play.change(0, State.OUTAGE)
    play.policy.snooze(["one"], T + HOUR)
    play.keep()
    if began > 0:
        play.change(began, State.OUTAGE)
    play.change(1200, State.OK)
    play.run(1200, 2 * HOUR)
    digest = play.told[-1]
    assert (digest.kind, digest.time, digest.services[0].until) == (K.DIGEST, at(HOUR), at(1200))


def test_hours_in_which_nothing_happened_end_without_a_word() -> None:
    play = Play()
    play.policy.snooze(["one"], T + HOUR)
    play.keep()
    play.run(0, 2 * HOUR)
    assert play.told == []
    assert play.policy.next_s() == NEVER


def test_hours_may_be_ended_and_what_was_held_is_told_then() -> None:
    play = Play()
    play.policy.snooze(["one", "other"], T + HOUR)
    play.keep()
    play.change(100, State.OUTAGE)
    play.policy.end_snooze(["one"])
    assert [each.service for each in play.policy.outbox.of(Snooze)] == ["other"]
    play.run(200, 300)
    assert only(play).kind is K.DIGEST
    play.policy.end_snooze([])
    assert play.policy.outbox.of(Snooze) == []


def test_a_notification_that_names_another_is_told() -> None:
    play = Play()
    play.policy.snooze(["one"], T + HOUR)
    play.keep()
    play.waits = True
    play.change(0, State.OUTAGE, "one")
    play.change(5, State.OUTAGE, "two")
    play.waits = False
    play.ask(10)
    assert [each.service for each in only(play).services] == ["one", "two"]


def test_a_snooze_in_the_night_ends_in_the_digest() -> None:
    play = Play()
    play.quiet = silent(1000, 8 * HOUR)
    play.change(0, State.OUTAGE)
    play.policy.snooze(["one"], T + HOUR)
    play.keep()
    play.change(2000, State.OK)
    play.change(2 * HOUR, State.OUTAGE, "other")
    play.run(2 * HOUR, 9 * HOUR)
    assert play.kinds() == [K.OUTAGE, K.DIGEST]
    assert [each.service for each in play.told[-1].services] == ["other", "one"]


def test_an_end_that_was_waited_for_in_the_night_is_in_the_digest() -> None:
    play = Play()
    play.quiet = silent(1000, 8 * HOUR)
    play.change(0, State.OUTAGE)
    play.policy.snooze(["one"], None)
    play.keep()
    play.change(2 * HOUR, State.OK)
    play.run(2 * HOUR, 9 * HOUR)
    assert play.kinds() == [K.OUTAGE, K.DIGEST]
    assert play.policy.outbox.of(Snooze) == []


def test_nothing_stays_snoozed_until_the_end_of_what_is_forgotten() -> None:
    play = Play()
    play.recovery = False
    play.change(0, State.OUTAGE)
    play.policy.snooze(["one"], None)
    play.keep()
    play.change(HOUR, State.OK)
    play.run(HOUR, 3 * HOUR)
    assert play.policy.outbox.of(Snooze) == []


# the end of what is not told


def awaited(level: NotifyLevel) -> Play:
    play = Play(level)
    play.change(0, State.OUTAGE)
    snoozes.await_end(play.policy.outbox, "one")
    play.keep()
    return play


def test_the_end_of_what_is_not_told_is_told_once_where_that_was_asked_for() -> None:
    play = awaited(NotifyLevel.NOTHING)
    assert play.policy.outbox.of(Awaited) == [Awaited("one")]
    play.restart(60)
    play.change(HOUR, State.UNKNOWN)
    assert play.told == []
    play.change(2 * HOUR, State.OK)
    end = only(play)
    assert (end.kind, end.services[0].service, end.services[0].until) == (K.RECOVERED, "one", at(2 * HOUR))
    play.change(3 * HOUR, State.OUTAGE)
    play.change(4 * HOUR, State.OK)
    assert len(play.told) == 1


def test_what_is_told_anyway_is_not_told_twice() -> None:
    play = awaited(NotifyLevel.OUTAGE)
    assert play.policy.outbox.of(Awaited) == []
    play = awaited(NotifyLevel.NOTHING)
    play.level = NotifyLevel.OUTAGE
    play.change(100, State.OUTAGE)  # by now the user wants to hear of it
    play.change(HOUR, State.OK)
    assert play.kinds() == [K.OUTAGE, K.RECOVERED]
    assert play.policy.outbox.of(Awaited) == []


@pytest.mark.parametrize("asked", [True, False])
def test_who_hears_of_no_end_hears_of_the_one_that_was_asked_for(asked: bool) -> None:
    play = Play()
    play.recovery = False
    play.change(0, State.OUTAGE)
    assert snoozes.telling_of(play.policy.outbox, "one", ends_told=False) == Telling(told=True, end_untold=True)
    if asked:
        snoozes.await_end(play.policy.outbox, "one", ends_told=False)
    play.keep()
    play.restart(60)
    play.change(HOUR, State.OK)
    play.run(HOUR, 2 * HOUR)
    play.change(3 * HOUR, State.OUTAGE)
    play.change(4 * HOUR, State.OK)
    play.run(4 * HOUR, 5 * HOUR)
    assert play.kinds() == [K.OUTAGE, *([K.RECOVERED] if asked else []), K.OUTAGE]
    if asked:
        began, end, _again = play.told
        assert (end.thread, end.services[0].until) == (began.thread, at(HOUR)), "in the place of its begin"


def test_who_wants_to_hear_of_all_ends_again_hears_of_it_once() -> None:
    play = Play()
    play.recovery = False
    play.change(0, State.OUTAGE)
    snoozes.await_end(play.policy.outbox, "one", ends_told=False)
    play.recovery = True
    play.change(HOUR, State.OK)
    play.run(HOUR, 2 * HOUR)
    assert play.kinds() == [K.OUTAGE, K.RECOVERED]


def test_how_the_user_is_told_of_a_service_is_known() -> None:
    play = awaited(NotifyLevel.NOTHING)
    play.policy.snooze(["other"], T + HOUR)
    play.level = NotifyLevel.OUTAGE
    play.change(10, State.OUTAGE, "two")
    play.policy.snooze(["two"], None)
    play.keep()
    outbox = play.policy.outbox
    assert snoozes.telling_of(outbox, "three") == Telling()
    assert snoozes.telling_of(outbox, "one") == Telling(awaited=True)
    assert snoozes.telling_of(outbox, "two") == Telling(told=True, snoozed=True)
    assert snoozes.telling_of(outbox, "other") == Telling(snoozed=True, until=at(HOUR))
    play.change(15, State.OUTAGE, "three")
    play.change(900, State.OK, "three")
    assert snoozes.telling_of(outbox, "one").awaited, "another came back"
    snoozes.await_end(outbox, "other")
    play.policy.forget({"one", "three"})
    assert [each.service for each in outbox.of(Awaited)] == ["other"]


def test_a_practice_is_played_in_the_night_too() -> None:
    policy = AlertPolicy(practice=True)
    news = verdict(State.OUTAGE, 0, "one", since=at(0), components=("web",))
    policy.changed(SERVICES["one"], news, step(None, news), NotifyLevel.OUTAGE, T)
    (told,) = policy.due(T, quiet=True)
    assert (told.held, told.practice) == (None, True)


# the user's network


def test_a_network_that_fails_on_in_the_morning_is_told_as_such_and_one_that_is_well_is_counted() -> None:
    play = Together()
    common_cause = common("one", "two", "three", cause=Cause.NETWORK)
    play.policy.fail_together((common_cause,), T)
    play.quiet = lambda now_s: now_s < T + 600 or T + 900 <= now_s < T + 1200
    play.change(10, State.POSSIBLE, "one", "two", "three", scope=Scope.NETWORK)
    assert [each.held for each in play.told] == [Hold.QUIET]
    play.ask(600)
    assert [(each.kind, each.held) for each in play.told[1:]] == [(K.LINE, None)]
    play.change(900, State.OK, "one", "two", "three")
    play.ask(1000)
    play.ask(1200)
    (digest,) = [each for each in play.told if each.kind is K.DIGEST]
    assert (digest.faults, digest.services) == (1, ())


# absences


def test_after_an_absence_several_are_one() -> None:
    play = Play()
    play.change(0, State.OUTAGE, "one")
    play.change(10, State.OUTAGE, "other")
    play.told.clear()
    play.line_changed(100, LineState.ASLEEP)
    play.policy.was_away()
    play.line_changed(9 * HOUR, LineState.ONLINE)
    play.quiet_until_s = 9 * HOUR + 15
    play.change(9 * HOUR + 20, State.OK, "one")
    play.change(9 * HOUR + 40, State.OK, "other")
    play.run(9 * HOUR + 40, 10 * HOUR)
    digest = only(play)
    assert (digest.kind, digest.after) == (K.DIGEST, Hold.AWAY)
    assert {each.service for each in digest.services} == {"one", "other"}
    assert digest.time <= at(9 * HOUR + 15 + GATHER_S + 10)


def test_after_an_absence_one_is_told_as_it_is() -> None:
    play = Play()
    play.policy.was_away()
    play.quiet_until_s = 15
    play.change(20, State.OUTAGE)
    play.run(20, HOUR)
    begun = only(play)
    assert (begun.kind, begun.held) == (K.OUTAGE, None)
    assert play.written[begun.id] == begun, "the history says that it was told"
    play.change(HOUR, State.OUTAGE, "other")
    assert play.kinds() == [K.OUTAGE, K.OUTAGE], "later ones are told at once"


def test_what_is_over_by_then_is_not_told_as_down() -> None:
    play = Play()
    play.policy.was_away()
    play.change(5, State.OUTAGE)
    play.change(30, State.OK)
    play.run(30, HOUR)
    assert (only(play).kind, only(play).services[0].until) == (K.DIGEST, at(30))


# whatever the hours are

ZONES = ("Europe/Amsterdam", "America/New_York", "Australia/Lord_Howe", "Asia/Jakarta", "Pacific/Apia")
CHANGES = (  # around them the clocks are changed in these zones, or half the world away
    datetime(2026, 3, 29, 1, tzinfo=UTC),
    datetime(2026, 10, 25, 1, tzinfo=UTC),
    datetime(2026, 11, 1, 6, tzinfo=UTC),
    datetime(2026, 4, 4, 15, tzinfo=UTC),
    datetime(2011, 12, 30, 10, tzinfo=UTC),  # Apia skips a day
)
TIMES = st.integers(0, 24 * 60 - 1)
SPANS = st.one_of(st.none(), st.builds(QuietSpan, TIMES, TIMES))
OUTAGES = st.lists(
    st.tuples(st.sampled_from(("one", "two", "other")), st.integers(60, 16 * 3600), st.integers(30, 8 * 3600)),
    min_size=1,
    max_size=5,
)


@settings(max_examples=40)
@given(
    spans=st.tuples(*[SPANS] * 7),
    zones=st.tuples(st.sampled_from(ZONES), st.sampled_from(ZONES)),
    travels_s=st.integers(0, 40 * 3600),
    begin=st.sampled_from(CHANGES),
    hours_before=st.integers(0, 20),
    outages=OUTAGES,
    restarts=st.lists(st.integers(60, 30 * 3600), max_size=2),
)
def test_whatever_the_hours_nothing_is_told_in_them_and_all_of_it_once_after(
    spans: tuple[QuietSpan | None, ...],
    zones: tuple[str, str],
    travels_s: int,
    begin: datetime,
    hours_before: int,
    outages: list[tuple[str, int, int]],
    restarts: list[int],
) -> None:
    hours = QuietHours(spans)
    shift_s = begin.timestamp() - hours_before * HOUR - T

    def quiet(now_s: float) -> bool:
        zone = ZoneInfo(zones[now_s >= T + travels_s])
        return now_s < T + 36 * HOUR and hours.is_quiet(datetime.fromtimestamp(now_s + shift_s, zone))

    play = Play()
    play.quiet = quiet
    played: list[tuple[str, int, int]] = []
    happens: list[tuple[float, Callable[[float], None]]] = [(each, play.restart) for each in restarts]
    for name, since_s, lasts_s in sorted(outages, key=lambda each: each[1]):
        before_s = [began_s for service, began_s, _until_s in played if service == name]
        over_s = [
            until_s for _service, began_s, until_s in played if any(abs(began_s - own) < HOUR for own in before_s)
        ]
        if since_s > max(over_s, default=0) + UNSTABLE_S:  # what flaps, or is one outage, has tests of its own
            played.append((name, since_s, since_s + lasts_s))
            happens.append((since_s, lambda seconds, name=name: play.change(seconds, State.OUTAGE, name)))  # type: ignore[misc]
            happens.append((since_s + lasts_s, lambda seconds, name=name: play.change(seconds, State.OK, name)))  # type: ignore[misc]
    last_s = 0.0
    for at_s, happen in sorted(happens, key=lambda each: each[0]):
        play.run(last_s, at_s)
        happen(at_s)
        last_s = at_s
    play.run(last_s, 48 * HOUR)

    assert not [each for each in play.told if quiet(each.time.timestamp())], "nothing is told in the quiet hours"
    news = [each for each in play.told if not each.update]
    for incident in play.every.values():
        told = [
            (each.kind, member.until) for each in news for member in each.services if member.incident == incident.id
        ]
        begun = [kind for kind, until in told if until is None]
        ended = [kind for kind, until in told if until is not None]
        assert told, "nothing is lost"
        assert len(ended) == 1, (incident, told)
        assert begun.count(K.OUTAGE) <= 1
        assert set(ended) <= {K.RECOVERED, K.DIGEST}
        assert told[-1][1] is not None, "the end is told last"
    assert play.policy.outbox.of(Held) == []
