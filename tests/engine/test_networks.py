"""What was learned of a network holds again when the machine comes back to it, after a restart too."""

import random

import pytest

from notifier.config.anchors import DEFAULT_ANCHORS, SPARE_ANCHORS
from notifier.core.commands import NetworkChanged
from notifier.core.events import AlertDue
from notifier.core.failure import FailureKind
from notifier.core.model import AlertKind, LineState, Outcome, Reading, Source, State
from notifier.core.ports import Read
from notifier.core.watch import Watch
from tests.core.making import T, service
from tests.engine.playing import Played, between, reading
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


def test_what_answered_here_before_it_failed_is_no_policy_of_the_network_and_is_read_when_it_is_entered_again() -> None:
    """Other networks keep back nothing; a proxy that answers nobody for 20 minutes left bare addresses alone here."""
    played = Played([ACME], lambda _read, _seconds: None, WATCH)
    played.tell(NetworkChanged(changed=False, network="home"))
    played.run(1000)
    played.answer = lambda read, seconds: (
        reading(read, seconds, Outcome.FAILED) if read.target.key not in BARE and read.source is Source.ANCHOR else None
    )
    played.run(2200)
    assert not {each.key for each in DEFAULT_ANCHORS} <= anchors_read(played, 1900, 2200)
    played.answer = lambda _read, _seconds: None
    played.tell(NetworkChanged(network="café"))
    played.run(2600)
    played.tell(NetworkChanged(network="home"))
    played.run(3000)
    assert anchors_read(played, 2601, 3000) == {each.key for each in DEFAULT_ANCHORS}


def test_a_network_that_knows_no_name_of_the_usual_checks_but_all_others_is_no_line_without_names() -> None:
    checks = {each.key for each in DEFAULT_ANCHORS} - BARE

    def filtered(read: Read, seconds: float) -> Reading | None:
        unknown = read.target.key in checks
        return reading(read, seconds, Outcome.FAILED, failure=FailureKind.DNS_NXDOMAIN) if unknown else None

    played = Played([ACME], filtered, WATCH).run(1200)
    assert played.lines() == [LineState.DNS_BROKEN, LineState.ONLINE]
    assert not checks & anchors_read(played, 900, 1200)
    assert played.engine.snapshot(T + 1200).line.anchors == 6
    nothing = Played(
        [ACME],
        lambda read, seconds: (
            None
            if read.target.key in BARE
            else reading(read, seconds, Outcome.FAILED, failure=FailureKind.DNS_NXDOMAIN)
        ),
        WATCH,
    ).run(1200)
    assert nothing.lines() == [LineState.DNS_BROKEN]
    assert len(anchors_read(nothing, 900, 1200) & checks) == 2, "one is tried in another one's place"


@pytest.mark.parametrize("kind", [FailureKind.DNS_NXDOMAIN, FailureKind.CONNECT_TIMEOUT])
@pytest.mark.parametrize("announced", [True, False])
def test_where_no_usual_anchor_is_let_through_others_over_https_are_tried_until_three_owners_tell(
    kind: FailureKind, announced: bool
) -> None:
    """The office: bare addresses and the usual checks are kept back, whatever else goes by plain http is refused."""
    usual = {each.key for each in DEFAULT_ANCHORS}

    def office(read: Read, seconds: float) -> Reading | None:
        if read.source is not Source.ANCHOR or read.target.key.startswith("https:"):
            return None
        if read.target.key.startswith("tcp:"):
            return reading(read, seconds, Outcome.FAILED)
        failed = read.target.key in usual
        return reading(
            read, seconds, Outcome.FAILED if failed else Outcome.UNVERIFIABLE, failure=kind if failed else None
        )

    played = Played([ACME], lambda _read, _seconds: None, WATCH).run(600)
    played.answer = office
    if announced:
        played.tell(NetworkChanged(network="office"))
    played.run(2400)
    assert (played.lines()[0], played.lines()[-1]) == (LineState.OFFLINE, LineState.ONLINE)
    assert not played.engine.snapshot(T + 2400).line.few
    assert sum(key.startswith("https:") for key in anchors_read(played, 2200, 2400)) >= 3
    played.answer = lambda read, seconds: office(read, seconds) or between(2400, 3600, "acme")(read, seconds)
    assert played.run(2600).states()[-1] is State.OUTAGE


def test_what_failed_in_the_network_that_the_machine_has_left_proves_nothing_in_the_next() -> None:
    """There one failure comes by chance, and with three of the other network it was an outage."""
    lone = service(name="lone")
    played = Played([lone], between(300, 9999, "lone"), WATCH).run(300)
    while len(played.read_at(Source.PROBE, since=300)) < 3:
        played.run(played.now + 1)
    played.answer = between(300, played.now + 28, "lone")
    played.tell(NetworkChanged(network="café"))
    failed = len(played.read_at(Source.PROBE, since=played.now))
    played.run(played.now + 28)
    assert len(played.read_at(Source.PROBE, since=played.now - 28)) == failed + 1
    assert played.run(800).states("lone") == [State.OK]


def test_it_is_remembered_after_a_restart() -> None:
    played = Played([ACME], strict, WATCH)
    played.tell(NetworkChanged(changed=False, network="office"))
    played.run(1500)
    played.engine.keep(T + 1500)
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
