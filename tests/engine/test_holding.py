"""Quiet hours, snoozes and absences through the whole engine: committed before anything else, and taken up again."""

import time
from collections.abc import Iterator

import pytest

from notifier.core.alerts.held import Held
from notifier.core.alerts.held import Snooze as Snoozed
from notifier.core.commands import EndSnooze, MachineSleeps, MachineWoke, Snooze, TellEnd
from notifier.core.events import AlertDue, AlertHeld
from notifier.core.model import Alert, AlertKind, Hold, ServiceStatus, State, Telling
from notifier.core.quiet_hours import QuietHours, QuietSpan
from notifier.core.watch import NotifyLevel, ServiceWatch
from tests.core.making import T, anchored, at, service
from tests.engine.playing import Played, between

ACME = service()
OTHER = service(name="other", owner="Other")
HOUR = 3600.0
FRIDAY = 4
"""T is a Friday at eight, UTC."""


@pytest.fixture(autouse=True)
def in_utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def quiet_until(hour: int) -> QuietHours:
    return QuietHours(tuple(QuietSpan(0, hour * 60) if day == FRIDAY else None for day in range(7)))


def told(played: Played) -> list[Alert]:
    return [event.alert for _, event in played.events if isinstance(event, AlertDue) and not event.alert.update]


def held(played: Played) -> list[Alert]:
    return [row.alert for row in played.journal.outbox.values() if isinstance(row, Held)]


def status(played: Played, name: str = "acme") -> ServiceStatus:
    snapshot = played.engine.snapshot(T + played.now)
    return next(each for each in snapshot.services if each.id == name)


def test_the_night_is_committed_killed_and_told_in_the_morning() -> None:
    played = Played([ACME, OTHER], between(300, 900, "acme"), anchored(quiet=quiet_until(9))).run(2000)
    assert told(played) == []
    assert [each.held for each in held(played)] == [Hold.QUIET] * 2, "a begin and an end"
    assert {alert.id for alert in held(played)} <= played.journal.alerts.keys(), "the history has them"

    again = Played([ACME, OTHER], played.answer, anchored(quiet=quiet_until(9)), played.journal, 2100).run(HOUR - 1)
    assert told(again) == []
    again.run(HOUR + 30)
    (digest,) = told(again)
    assert (digest.kind, digest.time) == (AlertKind.DIGEST, at(HOUR))
    assert [each.service for each in digest.services] == ["acme"]
    assert held(again) == []
    assert {each.folded for each in again.journal.alerts.values() if each.held} == {digest.id}
    before = again.order.index(("alerts", digest))
    assert before < again.order.index(("AlertDue", AlertDue(digest))), "kept before it is shown"


def test_what_was_told_before_the_night_and_is_over_in_it_can_say_so_where_it_stands() -> None:
    quiet = QuietHours(tuple(QuietSpan(8 * 60 + 15, 9 * 60) if day == FRIDAY else None for day in range(7)))
    played = Played([ACME], between(300, 1500, "acme"), anchored(quiet=quiet)).run(2000)
    assert [each.kind for each in told(played)] == [AlertKind.OUTAGE]
    (end,) = [event.alert for _, event in played.events if isinstance(event, AlertHeld)]
    assert (end.kind, end.held, end.thread) == (AlertKind.RECOVERED, Hold.QUIET, told(played)[0].thread)
    assert played.order.index(("alerts", end)) < played.order.index(("AlertHeld", AlertHeld(end))), "kept before"
    played.run(HOUR + 60)
    assert [each.kind for each in told(played)] == [AlertKind.OUTAGE, AlertKind.DIGEST], "it is told in the morning"


def test_the_clock_on_the_wall_is_that_of_the_zone_where_the_machine_is(monkeypatch: pytest.MonkeyPatch) -> None:
    played = Played([ACME], between(300, 9e9, "acme"), anchored(quiet=quiet_until(9))).run(1000)
    assert told(played) == []
    monkeypatch.setenv("TZ", "Asia/Tokyo")  # there it is five in the afternoon
    played.run(1100)
    assert [each.kind for each in told(played)] == [AlertKind.DIGEST]


def test_a_snooze_is_kept_outlives_a_kill_and_ends_when_it_is_back() -> None:
    played = Played([ACME], between(300, 2000, "acme")).run(600)
    assert played.alerts() == ["outage"]
    assert status(played).telling == Telling(told=True)
    played.tell(Snooze(("acme",)))
    assert Snoozed("acme") in played.journal.outbox.values(), "before anything else happens"
    again = Played([ACME], played.answer, None, played.journal, played.now + 5).run(1500)
    assert status(again).telling == Telling(told=True, snoozed=True)
    assert again.alerts() == []
    again.run(2500)
    assert again.alerts() == ["recovered"]
    assert status(again).telling == Telling()


def test_hours_of_snooze_are_shown_and_can_be_ended() -> None:
    played = Played([ACME, OTHER], between(300, 9e9, "acme")).run(600)
    played.tell(Snooze((), HOUR))
    assert status(played).telling == Telling(told=True, snoozed=True, until=at(600 + HOUR))
    assert status(played, "other").telling == Telling()
    played.tell(EndSnooze())
    assert status(played).telling == Telling(told=True)
    played.tell(Snooze(("acme",), HOUR))
    played.run(600 + HOUR + 60)
    assert played.alerts() == ["outage", "digest"]


@pytest.mark.parametrize("until", [605, 625, 655])
def test_what_was_snoozed_is_told_in_the_moment_in_which_the_snooze_is_ended(until: float) -> None:
    played = Played([ACME], between(300, 9e9, "acme")).run(100)
    played.tell(Snooze(("acme",), HOUR))
    played.run(until)
    assert played.alerts() == []
    played.tell(EndSnooze())
    assert played.alerts() == ["digest"]


def test_the_end_of_what_is_muted_is_told_where_that_was_asked_for() -> None:
    mute = anchored(services={"acme": ServiceWatch(NotifyLevel.NOTHING)})
    played = Played([ACME], between(300, 2000, "acme"), mute).run(600)
    assert played.states()[-1] is State.OUTAGE
    played.tell(TellEnd("acme"))
    assert status(played).telling == Telling(awaited=True)
    again = Played([ACME], played.answer, mute, played.journal, played.now + 5).run(3000)
    (end,) = told(again)
    assert (end.kind, end.services[0].service) == (AlertKind.RECOVERED, "acme")


def test_who_hears_of_no_end_hears_of_the_one_that_was_asked_for() -> None:
    played = Played([ACME], between(300, 2000, "acme"), anchored(notify_recovery=False)).run(600)
    assert status(played).telling == Telling(told=True, end_untold=True)
    played.tell(TellEnd("acme"))
    assert status(played).telling == Telling(told=True, end_untold=True, awaited=True)
    played.run(3000)
    assert played.alerts() == ["outage", "recovered"]


def test_what_ended_while_the_machine_slept_is_one_notification() -> None:
    played = Played([ACME, OTHER], between(300, 2000, "acme", "other")).run(900)
    before = len(told(played))
    assert before >= 1
    played.tell(MachineSleeps())
    played.now = 8 * HOUR
    played.tell(MachineWoke())
    played.run(8 * HOUR + 300)
    (digest,) = told(played)[before:]
    assert (digest.kind, digest.after) == (AlertKind.DIGEST, Hold.AWAY)
    assert {each.service for each in digest.services} == {"acme", "other"}
    assert all(each.until is not None for each in digest.services)


@pytest.mark.parametrize("pause", [60.0, 8 * HOUR])
def test_what_ended_while_the_program_did_not_run(pause: float) -> None:
    played = Played([ACME, OTHER], between(300, 1000, "acme", "other")).run(950)
    again = played.restarted([ACME, OTHER], pause).run(played.now + pause + 600)
    kinds = [each.kind for each in told(again)]
    assert kinds == ([AlertKind.DIGEST] if pause > HOUR else [AlertKind.RECOVERED] * 2)


def test_one_outage_after_an_absence_is_told_as_it_is() -> None:
    played = Played([ACME], between(8 * HOUR, 9e9, "acme")).run(600)
    again = played.restarted([ACME], 8 * HOUR).run(8 * HOUR + 1200)
    assert [each.kind for each in told(again)] == [AlertKind.OUTAGE]
