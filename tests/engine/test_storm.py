"""Many services that all fail at once: what that costs grows with their number, and not with its square."""

from cProfile import Profile

import pytest

from notifier.config.witnesses import shipped_witnesses
from notifier.core.events import VerdictChanged
from notifier.core.model import State
from notifier.core.service.context import OTHERS_NAMED
from notifier.engine import witnesses
from tests.core.making import anchored, service
from tests.engine.playing import Played, between

FEW = OTHERS_NAMED + 10
TIMES = 3
"""So many times more."""


def calls_in_a_storm(count: int) -> int:
    """How many functions are called in it, and how often a generator is asked for more."""
    names = [f"s{number}" for number in range(count)]
    services = [service(name=name, owner=f"Owner of {name}") for name in names]
    played = Played(services, between(300, 400, *names), anchored(witnesses=shipped_witnesses())).run(300)
    with Profile(builtins=False) as profile:
        played.run(470)
    shown = [event.verdict for _, event in played.events if isinstance(event, VerdictChanged)]
    assert {each.service for each in shown if each.state is State.OUTAGE} == set(names)
    assert len(played.alerts()) == 1
    return sum(each.callcount for each in profile.getstats())


def test_what_a_storm_costs_grows_with_the_number_of_services(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(witnesses, "FOLLOWED_CLOSELY", FEW - 1)  # as it is with hundreds, which take long
    assert calls_in_a_storm(TIMES * FEW) < 1.05 * TIMES * calls_in_a_storm(FEW)
