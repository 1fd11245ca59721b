"""What was learned of a network holds again when the machine comes back to it, after a restart too."""

import random

from notifier.config.anchors import DEFAULT_ANCHORS, SPARE_ANCHORS
from notifier.core.commands import NetworkChanged
from notifier.core.events import AlertDue
from notifier.core.model import AlertKind, LineState, Outcome, Reading, Source
from notifier.core.ports import Read
from notifier.core.watch import Watch
from tests.core.making import T
from tests.engine.playing import Played, reading
from tests.engine.test_engine import ACME

BARE = {each.key for each in DEFAULT_ANCHORS if not each.by_name}
WATCH = Watch(anchors=DEFAULT_ANCHORS, spare_anchors=SPARE_ANCHORS)


def strict(read: Read, seconds: float) -> Reading | None:
    """The office: no bare address answers."""
    is_bare = read.source is Source.ANCHOR and not getattr(read.target, "by_name", True)
    return reading(read, seconds, Outcome.FAILED) if is_bare else None


def anchors_read(played: Played, since: float, until: float) -> set[str]:
    return {read.target.key for at, read in played.reads if since < at <= until and read.source is Source.ANCHOR}


def test_anchors_that_a_network_keeps_back_are_replaced_and_not_asked_again_when_it_is_entered_again() -> None:
    played = Played([ACME], strict, WATCH)
    played.tell(NetworkChanged(changed=False, network="office"))
    played.run(1500)
    assert not BARE & anchors_read(played, 1000, 1500)
    assert len(anchors_read(played, 1400, 1500)) == 6
    played.answer = lambda _read, _seconds: None
    played.tell(NetworkChanged(network="home"))
    played.run(1800)
    assert anchors_read(played, 1520, 1800) == {each.key for each in DEFAULT_ANCHORS}
    played.tell(NetworkChanged(network="office"))
    played.run(2100)
    assert not BARE & anchors_read(played, 1821, 2100)
    assert played.lines() == []


def test_it_is_remembered_after_a_restart() -> None:
    played = Played([ACME], strict, WATCH)
    played.tell(NetworkChanged(changed=False, network="office"))
    played.run(1500)
    played.engine.stop(T + 1500)
    (kept,) = played.journal.networks.values()
    assert kept.name == "office"
    assert set(kept.refused) >= BARE
    assert kept.noise.seen_s > 0
    again = Played([ACME], strict, WATCH, played.journal, begin=2000.0)
    again.tell(NetworkChanged(changed=False, network="office"))
    again.run(2300)
    assert not BARE & anchors_read(again, 2001, 2300)


def test_a_poor_line_is_told_once_a_day_and_is_not_bad() -> None:
    lucky = random.Random(4)

    def loses(read: Read, seconds: float) -> Reading | None:
        return reading(read, seconds, Outcome.FAILED) if lucky.random() < 0.03 else None

    played = Played([ACME], loses, WATCH)
    played.tell(NetworkChanged(changed=False, network="home"))
    played.run(100_000)
    told = [each for _, each in played.events if isinstance(each, AlertDue) and each.alert.kind is AlertKind.LINE]
    assert 1 <= len(told) <= 2
    assert all(each.alert.lost > 0.02 for each in told)
    line = played.engine.snapshot(T + 100_000).line
    assert line.state is LineState.ONLINE
    assert 0.02 < line.lost < 0.04
    assert not line.few
