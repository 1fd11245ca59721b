"""`Check now`: the round that the user asked for, and what becomes of what is under way when the plan changes."""

from itertools import pairwise

import msgspec
import pytest

from notifier.core.commands import CheckNow, Command, MachineSleeps, NetworkChanged, Pause, ReplacePlan
from notifier.core.events import AlertDue
from notifier.core.model import Rule, Source
from notifier.core.watch import ServiceWatch
from tests.core.making import T, anchored, service
from tests.engine.playing import Played, between

ACME = service(("web", Rule.ALL, 1), ("chat", Rule.ALL, 1), page=True)
OTHER = service(name="other", owner="Other")


def test_checking_is_shown_only_while_the_round_that_the_user_asked_for_is_under_way() -> None:
    played = Played([ACME, OTHER]).run(300)

    def checking() -> bool:
        return played.engine.snapshot(T + played.now).checking

    assert not checking()
    for at in range(300, 420):
        played.run(at + 0.05)
        assert not checking(), "what is read by itself is no round of the user's"
    played.tell(CheckNow("other"))
    assert checking()
    played.run(played.now + 4.5)
    assert not checking()
    assert played.engine.dirty is False
    played.tell(CheckNow())
    assert checking()
    while checking():
        played.run(played.next_event())
        assert played.now < 440
    read = {read.service for at, read in played.reads if at >= 420 and read.source is Source.PROBE}
    assert read == {"acme", "other"}


def test_who_asks_to_look_now_has_not_looked_away_before() -> None:
    began = 300.0
    played = Played([ACME], between(began, 9000, "acme")).run(began + 1)
    played.tell(CheckNow())
    played.run(400)
    (alert,) = (event.alert for _, event in played.events if isinstance(event, AlertDue))
    assert not alert.services[0].before, "it answered in the minute before, which is known"
    since = next(iter(played.journal.incidents.values())).since.timestamp() - T
    assert began <= since <= began + 10


def test_nor_has_who_changes_what_is_watched_of_it() -> None:
    played = Played([ACME], between(300, 9000, "acme")).run(301)
    played.tell(ReplacePlan((ACME,), anchored(services={"acme": ServiceWatch(components=("web", "chat"))})))
    played.run(400)
    (alert,) = (event.alert for _, event in played.events if isinstance(event, AlertDue))
    assert not alert.services[0].before


@pytest.mark.parametrize("command", [Pause(), MachineSleeps(), NetworkChanged(), ReplacePlan((OTHER,), anchored())])
def test_a_round_that_is_broken_off_is_not_waited_for(command: Command) -> None:
    played = Played([ACME, OTHER]).run(300)
    played.tell(CheckNow())
    played.tell(command)
    played.run(played.now + 5)
    assert not played.engine.snapshot(T + played.now).checking


def test_what_was_begun_for_a_service_in_its_former_form_is_void() -> None:
    played = Played([ACME]).run(300)
    played.tell(CheckNow())
    while not played.arrivals:
        played.run(played.next_event())
    web = service(("web", Rule.ALL, 1))
    moved = msgspec.structs.replace(web, targets=tuple(each for each in ACME.targets if each.component == "web"))
    played.tell(ReplacePlan((moved,), anchored(services={"acme": ServiceWatch(components=("web",))})))
    played.run(900)
    starts = [at for at, read in played.reads if at > 320 and read.source is Source.PROBE]
    assert {read.component for at, read in played.reads if at > 320 and read.source is Source.PROBE} == {"web"}
    assert all(later - earlier > 25 for earlier, later in pairwise(starts)), "nothing is read twice"
