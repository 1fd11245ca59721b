"""A wrong clock: told as that, no service is called down for it, and everything is as before once it is right."""

from collections.abc import Callable
from functools import partial

import pytest

from notifier.core.events import AlertDue
from notifier.core.failure import FailureKind
from notifier.core.model import AlertKind, LineState, Outcome, Reading, Source, State
from notifier.core.ports import Read
from notifier.engine.round import check_services
from tests import virtual_time
from tests.core.making import anchored, at, service
from tests.engine.playing import Played, good, reading

pytestmark = pytest.mark.fault("clock: wrong by minutes to decades")

YEARS = 40 * 365 * 86_400.0
SERVICES = [service(name="acme", owner="Acme"), service(name="other", owner="Other")]


def wrong_from(first: float, last: float, ahead_s: float = YEARS) -> Callable[[Read, float], Reading | None]:
    """The clock is wrong from then till then: anchors answer with other dates, certificates are refused."""

    def answer(read: Read, seconds: float) -> Reading | None:
        off_s = ahead_s if first <= seconds < last else 0.0
        if read.source is Source.ANCHOR:
            return reading(read, seconds, ahead_s=off_s if read.target.key.startswith("http") else None)
        if read.source is Source.PROBE and off_s:
            return reading(read, seconds, Outcome.FAILED, failure=FailureKind.CERTIFICATE, dates_refused=True)
        return None

    return answer


def told(played: Played) -> list[tuple[AlertKind, LineState | None]]:
    return [(event.alert.kind, event.alert.line) for _, event in played.events if isinstance(event, AlertDue)]


def test_services_are_not_called_down_for_a_clock_that_is_years_off() -> None:
    played = Played(SERVICES, wrong_from(600, 1800))
    played.run(1790)
    assert played.engine.snapshot(at(1790).timestamp()).line.state is LineState.WRONG_CLOCK
    assert played.engine.snapshot(at(1790).timestamp()).line.ahead_s == YEARS
    played.run(3600)
    assert played.engine.snapshot(at(3600).timestamp()).line.state is LineState.ONLINE
    assert told(played) == [(AlertKind.LINE, LineState.WRONG_CLOCK), (AlertKind.LINE, LineState.ONLINE)]
    assert all(each.verdict.state is State.OK for each in played.engine.snapshot(at(3600).timestamp()).services)


def test_at_the_start_too() -> None:
    played = Played(SERVICES, wrong_from(0, 9999))
    played.run(600)
    assert told(played) == [(AlertKind.LINE, LineState.WRONG_CLOCK)]


def test_an_outage_on_a_clock_that_is_ten_minutes_off_is_found() -> None:
    def answer(read: Read, seconds: float) -> Reading | None:
        if read.source is Source.ANCHOR:
            return reading(read, seconds, ahead_s=600.0)
        if read.service == "acme" and seconds > 600:
            return reading(read, seconds, Outcome.FAILED)
        return None

    played = Played(SERVICES, answer)
    played.run(900)
    assert (AlertKind.OUTAGE, None) in told(played)
    assert played.engine.snapshot(at(900).timestamp()).line.ahead_s == 600.0


def test_a_round_by_hand_knows_it_too() -> None:
    answer = wrong_from(0, 9999)

    async def ask(read: Read) -> Reading:
        return answer(read, 1.0) or good(read, 1.0)

    made = [service(name="acme", owner="Acme")]
    result = virtual_time.run(check_services(made, anchored(), ask, partial(at, 1.0)))
    assert result.line.state is LineState.WRONG_CLOCK
    assert result.line.ahead_s == YEARS
    assert result.statuses[0].verdict.state is State.UNKNOWN
