"""Services of several owners that fail together, and the witnesses that are asked about it (rule 17)."""

import pytest

from notifier.config.witnesses import shipped_witnesses
from notifier.core.commands import MachineSleeps, MachineWoke
from notifier.core.failure import FailureKind
from notifier.core.model import Cause, Outcome, Reading, Scope, Source, State
from notifier.core.numbers import HOST_GAP_S, WITNESS_ROUNDS_PER_HOUR, WITNESSES
from notifier.core.ports import Read
from notifier.core.targets import AnchorTarget, NamesTarget, WitnessTarget
from notifier.core.watch import Watch
from tests.core.making import T, anchored, service
from tests.engine.playing import Answer, Played, between, both, line_down, reading

MANY = [service(name=f"s{number}", owner=f"Owner {number}") for number in range(6)]
NAMES = [each.id for each in MANY]
WATCH: Watch = anchored(witnesses=shipped_witnesses())


def refused(from_s: float, until_s: float, *sources: Source, failure: FailureKind = FailureKind.DNS_FAILURE) -> Answer:
    """What these sources read fails in this time."""

    def answer(read: Read, seconds: float) -> Reading | None:
        hit = read.source in sources and from_s <= seconds < until_s
        return reading(read, seconds, Outcome.FAILED, failure=failure) if hit else None

    return answer


def asked(played: Played) -> list[tuple[float, str]]:
    return [
        (at, read.target.owner)
        for at, read in played.reads
        if read.source is Source.WITNESS and isinstance(read.target, WitnessTarget)
    ]


def test_nobody_is_asked_about_what_one_or_two_owners_have() -> None:
    family = [service(name=f"f{number}", owner="Family") for number in range(4)]
    played = Played([*family, *MANY], between(300, 900, "f0", "f1", "f2", "f3", "s0"), WATCH).run(1200)
    assert asked(played) == []
    assert played.states("f0") == [State.OK, State.OUTAGE, State.OK]


def test_some_are_asked_once_and_where_they_work_it_is_told_once() -> None:
    played = Played(MANY, between(300, 900, *NAMES[:4]), WATCH).run(1500)
    told = asked(played)
    assert len(told) == len({owner for _, owner in told}) == WITNESSES
    assert max(at for at, _ in told) - min(at for at, _ in told) < 1.0
    assert all(State.OUTAGE in played.states(name) for name in NAMES[:4])
    alerts = [each for each in played.journal.alerts.values() if not each.update]
    assert [each.kind.value for each in alerts] == ["outage", "recovered"]
    assert {member.service for member in alerts[1].services} == set(NAMES[:4])


def test_what_fails_together_is_read_together() -> None:
    played = Played(MANY, between(300, 900, *NAMES), WATCH).run(420)
    second = sorted(min(at for at in played.read_at(Source.PROBE, name) if at >= 300) for name in NAMES)[1]
    found = [min(at for at in played.read_at(Source.PROBE, name) if at >= 300) for name in NAMES]
    assert max(found) <= second + 12.0, "a probe's turn need not be waited for"


def test_where_they_fail_too_it_is_the_network_and_no_service_is_out() -> None:
    played = Played(MANY, refused(300, 900, Source.PROBE, Source.WITNESS), WATCH).run(1500)
    for name in NAMES:
        assert played.states(name) == [State.OK, State.POSSIBLE, State.OK]
    shown = [each for each in played.journal.verdicts if each.state is State.POSSIBLE]
    assert {each.scope for each in shown} == {Scope.NETWORK}
    alerts = [each for each in played.journal.alerts.values() if not each.update]
    assert [each.kind.value for each in alerts] == ["line", "recovered"]
    assert played.lines() == [], "the line itself is up"


def test_what_is_still_out_when_the_network_is_back_is_an_outage() -> None:
    down = both(refused(300, 900, Source.PROBE, Source.WITNESS), between(300, 2400, "s0"))
    played = Played(MANY, down, WATCH).run(3000)
    assert played.states("s0") == [State.OK, State.POSSIBLE, State.OUTAGE, State.OK]
    kinds = [(each.kind.value, len(each.services)) for each in played.journal.alerts.values() if not each.update]
    assert kinds == [("line", kinds[0][1]), ("recovered", 5), ("outage", 1), ("recovered", 1)]


def test_an_owner_that_is_watched_is_no_witness() -> None:
    owners = [each.owner for each in shipped_witnesses()]
    watched = [service(name=f"w{number}", owner=owner) for number, owner in enumerate(owners[:-6])]
    played = Played(watched, between(300, 900, *(each.id for each in watched)), WATCH).run(600)
    assert {owner for _, owner in asked(played)} <= set(owners[-6:])
    assert len(asked(played)) == WITNESSES
    nobody = Played(watched, between(300, 900, *(each.id for each in watched)), anchored()).run(600)
    assert asked(nobody) == []
    assert all(nobody.states(each.id)[-1] is State.POSSIBLE for each in watched), "nearly all that is watched fails"


def test_one_at_most_stands_on_the_cloud_that_is_suspected() -> None:
    on_cloud = [service(name=f"c{number}", owner=f"Owner {number}", clouds=("AWS",)) for number in range(4)]
    for seed in range(6):
        played = Played(on_cloud, between(300, 900, *(each.id for each in on_cloud)), WATCH, seed=seed).run(400)
        clouds = [each.clouds for each in shipped_witnesses() if each.owner in {owner for _, owner in asked(played)}]
        assert sum("AWS" in each for each in clouds) == 1


def test_they_are_not_asked_again_and_again() -> None:
    def often(read: Read, seconds: float) -> Reading | None:
        hit = read.source is Source.PROBE and seconds % 120 < 30
        return reading(read, seconds, Outcome.FAILED) if hit else None

    played = Played(MANY, often, WATCH).run(3600)
    assert 0 < len(asked(played)) <= WITNESS_ROUNDS_PER_HOUR * WITNESSES


def test_what_hangs_or_does_not_tell_is_not_waited_for_for_ever() -> None:
    def walls(read: Read, seconds: float) -> Reading | None:
        return reading(read, seconds, Outcome.UNVERIFIABLE) if read.source is Source.WITNESS else None

    played = Played(MANY, both(between(300, 900, *NAMES[:4]), walls), WATCH).run(600)
    assert all(played.states(name)[-1] is State.OUTAGE for name in NAMES[:4])


def test_a_sleep_loses_those_that_are_awaited() -> None:
    played = Played(MANY, both(between(300, 4000, *NAMES[:4])), WATCH)
    while not asked(played):
        played.run(played.next_event())
    began = played.now
    played.tell(MachineSleeps())
    played.arrivals.clear()
    played.run(began + 100)
    played.tell(MachineWoke())
    played.run(began + 600)
    assert all(played.states(name)[-1] is State.OUTAGE for name in NAMES[:4])
    assert len(asked(played)) >= WITNESSES


def test_a_bad_line_asks_nobody() -> None:
    played = Played(MANY, line_down(300, 900), WATCH).run(1500)
    assert len(asked(played)) <= WITNESSES
    assert all(State.OUTAGE not in played.states(name) for name in NAMES)
    assert "line" not in [each.kind.value for each in played.journal.alerts.values() if each.services]


def test_a_burst_of_the_lines_is_nothing_of_the_networks() -> None:
    def burst(read: Read, seconds: float) -> Reading | None:
        lost = isinstance(read.target, AnchorTarget) and not read.target.by_name
        hit = lost or read.source in (Source.PROBE, Source.WITNESS)
        return reading(read, seconds, Outcome.FAILED) if hit and 300 <= seconds < 330 else None

    played = Played(MANY, both(burst, between(300, 900, "s0")), WATCH).run(1500)
    alerts = [each for each in played.journal.alerts.values() if not each.update]
    told = [(each.kind.value, [member.service for member in each.services]) for each in alerts]
    assert told == [("outage", ["s0"]), ("recovered", ["s0"])]
    assert played.lines() == []
    assert {each.scope for each in played.journal.verdicts if each.service == "s0"} == {Scope.UNCLEAR}
    assert all(played.states(name) == [State.OK] for name in NAMES[1:])


def test_what_goes_on_after_a_burst_is_asked_about_then() -> None:
    def burst(read: Read, seconds: float) -> Reading | None:
        lost = isinstance(read.target, AnchorTarget) and not read.target.by_name
        hit = lost or read.source is Source.WITNESS
        return reading(read, seconds, Outcome.FAILED) if hit and 300 <= seconds < 330 else None

    played = Played(MANY, both(burst, between(300, 900, *NAMES[:4])), WATCH).run(1500)
    assert asked(played)
    assert min(at for at, _ in asked(played)) >= 330
    alerts = [each for each in played.journal.alerts.values() if not each.update]
    assert [each.kind.value for each in alerts] == ["outage", "recovered"]


def lost_once() -> Answer:
    """Each witness fails once, and no anchor does: a burst of the line's that only witnesses meet."""
    met: set[str] = set()

    def answer(read: Read, seconds: float) -> Reading | None:
        if read.source is not Source.WITNESS or read.target.key in met:
            return None
        met.add(read.target.key)
        return reading(read, seconds, Outcome.FAILED)

    return answer


def test_witnesses_that_fail_once_only_met_a_burst_and_blame_nobody() -> None:
    played = Played(MANY, both(between(300, 900, *NAMES[:4]), lost_once()), WATCH).run(1500)
    assert len(asked(played)) == 2 * WITNESSES
    first, second = asked(played)[0][0], asked(played)[-1][0]
    assert second - first == pytest.approx(HOST_GAP_S, abs=0.1)
    alerts = [each for each in played.journal.alerts.values() if not each.update]
    assert [each.kind.value for each in alerts] == ["outage", "recovered"]
    assert alerts[0].time.timestamp() - T <= 345


@pytest.mark.parametrize("lasts", [30, 60, 120])
def test_a_network_that_was_blamed_wrongly_is_not_blamed_for_long(lasts: int) -> None:
    """Witnesses are asked again while it is, and the event goes on when they answer."""
    burst = refused(300, 300 + lasts, Source.WITNESS, failure=FailureKind.CONNECT_REFUSED)
    played = Played(MANY, both(between(300, 1500, *NAMES[:4]), burst), WATCH).run(2400)
    for name in NAMES[:4]:
        assert played.states(name) == [State.OK, State.POSSIBLE, State.OUTAGE, State.OK]
    out = [each for each in played.journal.verdicts if each.state is State.OUTAGE]
    assert min(each.time.timestamp() for each in out) - T <= 360 + 2 * lasts
    assert {each.scope for each in out} == {Scope.UNCLEAR}
    kinds = [each.kind.value for each in played.journal.alerts.values() if not each.update]
    assert kinds.count("outage") == 1


def test_a_network_that_is_back_while_witnesses_are_asked_leaves_no_outage() -> None:
    """They answer a little before those do that fail: what failed until then proves nothing."""
    for end in range(620, 660, 4):
        down = both(refused(300, end, Source.PROBE), refused(300, end - 8, Source.WITNESS))
        played = Played(MANY, down, WATCH).run(1300)
        assert all(State.OUTAGE not in played.states(name) for name in NAMES)
        assert [each.kind.value for each in played.journal.alerts.values() if not each.update] == ["line", "recovered"]


def test_who_fails_right_after_a_told_one_waits_for_what_is_read_then() -> None:
    for seed in range(8):
        down = both(between(300, 900, "s0"), between(340, 900, "s1"), between(343, 900, "s2", "s3"))
        played = Played(MANY, down, WATCH, seed=seed).run(1300)
        alerts = [each for each in played.journal.alerts.values() if not each.update]
        assert [each.kind.value for each in alerts] == ["outage", "recovered"], seed
        assert {member.service for member in alerts[-1].services} == set(NAMES[:4])


def names_asked(played: Played) -> list[float]:
    return [at for at, read in played.reads if isinstance(read.target, NamesTarget)]


@pytest.mark.parametrize("found", [True, False])
def test_another_name_server_tells_the_networks_own_from_the_services_names(found: bool) -> None:
    def names(read: Read, seconds: float) -> Reading | None:
        if read.source is Source.PROBE and 300 <= seconds < 900:
            return reading(read, seconds, Outcome.FAILED, failure=FailureKind.DNS_FAILURE)
        if isinstance(read.target, NamesTarget):
            failed = {} if found else {"failure": FailureKind.DNS_NXDOMAIN}
            return reading(read, seconds, Outcome.OK if found else Outcome.FAILED, **failed)
        return None

    watch = anchored(witnesses=shipped_witnesses(), other_resolver="9.9.9.9")
    played = Played(MANY, names, watch).run(1500)
    assert len(names_asked(played)) == 1
    alerts = [each for each in played.journal.alerts.values() if not each.update]
    assert [each.kind.value for each in alerts] == ["line" if found else "outage", "recovered"]
    assert alerts[0].cause is (Cause.NAMES if found else Cause.SEVERAL)
    assert alerts[0].time.timestamp() >= names_asked(played)[0]
    assert names_asked(Played(MANY, names, WATCH).run(600)) == [], "nobody is asked unless the user named one"


def test_a_name_server_that_is_never_heard_delays_it_for_a_while_only() -> None:
    def names(read: Read, seconds: float) -> Reading | None:
        if read.source is Source.PROBE and 300 <= seconds < 900:
            return reading(read, seconds, Outcome.FAILED, failure=FailureKind.DNS_FAILURE)
        return reading(read, seconds, Outcome.UNVERIFIABLE) if isinstance(read.target, NamesTarget) else None

    watch = anchored(witnesses=shipped_witnesses(), other_resolver="9.9.9.9")
    played = Played(MANY, names, watch).run(1500)
    alerts = [each for each in played.journal.alerts.values() if not each.update]
    assert [each.kind.value for each in alerts] == ["outage", "recovered"]
