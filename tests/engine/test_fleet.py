"""A monitoring server is a service without targets: all that is known of it is what its page says."""

import pytest

from notifier.catalogue.fleet import fleet_service
from notifier.core.model import (
    Outcome,
    PageIncident,
    PageLevel,
    PageReport,
    Reading,
    Scope,
    ServiceStatus,
    Source,
    Stage,
    State,
)
from notifier.core.ports import Read
from notifier.core.targets import PageTarget
from tests.core.making import T, service
from tests.engine.playing import Played, line_down, reading

FLEET = fleet_service(PageTarget("alertmanager", "https://alerts.acme.example/"))
OTHER = service(name="other", owner="Other")


def says(level: PageLevel, from_s: float, until_s: float) -> "Played":
    def answer(read: Read, seconds: float) -> Reading | None:
        if read.source is not Source.PAGE or not from_s <= seconds < until_s:
            return None
        incident = PageIncident("f1", "db-1 is down", Stage.UNKNOWN, level)
        return reading(read, seconds, page=PageReport("alertmanager", "https://x", level, incidents=(incident,)))

    return Played([FLEET, OTHER], answer)


def status_of(played: Played) -> ServiceStatus:
    (status,) = (each for each in played.engine.snapshot(T + played.now).services if each.id == FLEET.id)
    return status


@pytest.mark.parametrize(
    ("level", "state", "alerts"),
    [
        (PageLevel.MAJOR_OUTAGE, State.OUTAGE, ["outage", "recovered"]),
        (PageLevel.PARTIAL_OUTAGE, State.POSSIBLE, []),
        (PageLevel.DEGRADED, State.SLOW, []),
    ],
)
def test_alarms_are_shown_and_end(level: PageLevel, state: State, alerts: list[str]) -> None:
    played = says(level, 300, 1200).run(3000)
    assert played.states(FLEET.id) == [State.OK, state, State.OK]
    assert played.states("other") == [State.OK]
    assert played.alerts() == alerts
    assert played.read_at(Source.PROBE, FLEET.id) == []


def test_an_outage_is_the_servers_own_word() -> None:
    played = says(PageLevel.MAJOR_OUTAGE, 300, 1200).run(900)
    status = status_of(played)
    assert (status.verdict.official, status.verdict.scope, status.components) == (True, Scope.EVERYONE, ())


def test_a_server_that_does_not_answer_is_not_known_and_no_outage() -> None:
    def answer(read: Read, seconds: float) -> Reading | None:
        silent = read.source is Source.PAGE and seconds >= 300
        return reading(read, seconds, Outcome.FAILED) if silent else None

    played = Played([FLEET], answer).run(4000)
    assert played.states(FLEET.id) == [State.OK, State.UNKNOWN]
    assert played.alerts() == []


def test_without_a_line_nothing_is_said_of_it() -> None:
    played = Played([FLEET], line_down(300, 900)).run(1500)
    assert played.states(FLEET.id) == [State.OK]
    assert played.lines() == ["offline", "online"]


def test_after_a_restart_the_alarm_is_not_told_again() -> None:
    played = says(PageLevel.MAJOR_OUTAGE, 300, 5000).run(900)
    again = played.restarted([FLEET, OTHER]).run(2000)
    assert status_of(again).verdict.state is State.OUTAGE
    assert again.alerts() == []
