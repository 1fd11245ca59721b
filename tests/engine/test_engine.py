"""The engine in a small world: order, cadence, commands, memory, what is shown."""

from itertools import pairwise

import msgspec
import pytest

from notifier.config.anchors import DEFAULT_ANCHORS
from notifier.core.commands import (
    CheckNow,
    MachineSleeps,
    MachineWoke,
    NetworkChanged,
    Pause,
    ReplacePlan,
    Resume,
)
from notifier.core.events import AlertDue
from notifier.core.failure import FailureKind
from notifier.core.model import (
    CrowdReport,
    LineState,
    Outcome,
    PageIncident,
    PageLevel,
    PageReport,
    Reading,
    Rule,
    Source,
    Stage,
    State,
    Statement,
)
from notifier.core.ports import Read
from notifier.core.targets import ReportsTarget
from notifier.core.watch import ServiceWatch, Watch
from tests.core.making import T, anchored, at, service
from tests.engine.playing import Played, between, both, fails, line_down, reading

ACME = service(("web", Rule.ALL, 1), ("chat", Rule.ALL, 1), page=True)
OTHER = service(name="other", owner="Other")
SISTER = service(name="sister", owner="Acme")


def test_the_first_look_makes_everything_ok_and_says_nothing() -> None:
    played = Played([ACME, OTHER]).run(30)
    assert played.states() == played.states("other") == [State.OK]
    assert played.alerts() == played.lines() == []
    assert {read.source for _, read in played.reads} == {Source.ANCHOR, Source.PROBE, Source.PAGE}


def test_the_cadence_while_nothing_is_wrong() -> None:
    played = Played([ACME], seed=3).run(7200)
    for source, interval in ((Source.PROBE, 60.0), (Source.PAGE, 120.0), (Source.ANCHOR, 60.0)):
        by_target: dict[str, list[float]] = {}
        for seconds, read in played.reads:
            if read.source is source:
                by_target.setdefault(read.target.key, []).append(seconds)
        for times in by_target.values():
            gaps = [later - earlier for earlier, later in pairwise(times)]
            assert all(0.9 * interval - 0.01 <= gap <= interval + 0.2 for gap in gaps[1:])


@pytest.mark.parametrize("kind", [FailureKind.CONNECT_REFUSED, FailureKind.READ_TIMEOUT])
def test_a_lone_target_is_read_every_half_minute_and_its_outage_told_after_20_seconds(kind: FailureKind) -> None:
    played = Played([service()], between(3000, 3600, "acme", kind=kind)).run(3600)
    before = [later - earlier for earlier, later in pairwise(played.read_at(Source.PROBE)) if 60 < later < 3000]
    assert all(27.0 <= gap <= 30.2 for gap in before[2:])
    told_s = next(at for at, event in played.events if isinstance(event, AlertDue))
    assert told_s - played.read_at(Source.PROBE, since=3000)[0] == pytest.approx(
        20.2 if kind is FailureKind.CONNECT_REFUSED else 23.2, abs=0.3
    )


def test_what_hangs_is_read_again_without_waiting_for_it() -> None:
    played = Played([service()], between(3000, 3600, "acme", kind=FailureKind.READ_TIMEOUT)).run(3600)
    times = played.read_at(Source.PROBE, since=3000)
    assert [at - times[0] for at in times[:4]] == pytest.approx([0.0, 5.0, 12.0, 20.0], abs=0.2)
    assert min(played.read_at(Source.ANCHOR, since=times[0])) - times[0] < 3.5, "the line is asked before it times out"


def test_what_a_wall_answers_for_among_failures_is_read_again_every_five_seconds() -> None:
    """As what answers well in between: either may be out, and such an answer tells nothing of it."""

    def walled(read: Read, seconds: float) -> Reading | None:
        if read.source is not Source.PROBE or seconds < 3000:
            return None
        tries.append(seconds)
        return reading(read, seconds, Outcome.FAILED if len(tries) <= 2 else Outcome.UNVERIFIABLE)

    tries: list[float] = []
    Played([service()], walled).run(3200)
    again = [later - tries[1] for later in tries[1:6]]
    assert again == pytest.approx([0.0, 7.0, 12.0, 17.0, 22.0], abs=0.3)


def test_an_answer_that_comes_late_costs_a_look_and_says_nothing() -> None:
    def late(read: Read, seconds: float) -> Reading | None:
        hit = read.source is Source.PROBE and 3000 <= seconds < 3030
        return reading(read, seconds, latency_ms=9000.0) if hit else None

    played = Played([service()], late).run(2999)
    first = None
    while first is None or played.now < first + 60:
        played.run(played.next_event(), latency=9.0 if 3000 <= played.now < 3030 else 0.1)
        first = first or next(iter(played.read_at(Source.PROBE, since=3000)), None)
    assert played.read_at(Source.PROBE, since=first)[1] - first == pytest.approx(5.0, abs=0.2)
    assert set(played.states()) == {State.OK}
    assert played.alerts() == []


def test_what_is_read_together_once_is_read_in_turn_from_then_on() -> None:
    made = service(*((name, Rule.ALL, 1) for name in ("web", "chat", "api", "media")))
    played = Played([made]).run(150)
    times = played.read_at(Source.PROBE, since=61)
    assert len(times) >= 4
    assert max(later - earlier for earlier, later in pairwise(times)) < 30.0


def test_components_of_rule_any_are_read_in_turn_and_all_of_them_after_a_failure() -> None:
    made = service(("web", Rule.ANY, 4))
    played = Played([made]).run(1000)
    reads = [(at, read.target.key) for at, read in played.reads if read.source is Source.PROBE and at > 10]
    assert len({key for _, key in reads[:4]}) == 4
    assert len(reads) <= 1000 / 54 + 1
    hit = Played([made], between(400, 500, "acme")).run(470)
    assert len({read.target.key for at, read in hit.reads if at >= 400 and read.source is Source.PROBE}) == 4


@pytest.mark.parametrize("begin", [300.0 + 60.0 * number for number in range(12)])
def test_what_is_doubtful_is_read_again_at_the_same_moments_as_all_anchors(begin: float) -> None:
    played = Played([OTHER], between(begin, 1200, OTHER.id)).run(1100)
    failed = [at for at in played.read_at(Source.PROBE, since=begin) if at < begin + 85]
    first, again = failed[0], [at for at in failed if at <= failed[0] + 21]
    assert len(again) >= 4, "four failures are an outage of a lone target"
    for each in again[1:]:
        near = {read.target.key for at, read in played.reads if read.source is Source.ANCHOR and abs(at - each) <= 0.2}
        assert len(near) == len(DEFAULT_ANCHORS), (
            f"a burst that takes the reading at {each} (of {first}) takes them too"
        )


def test_after_a_failure_it_is_read_again_at_once_with_the_anchors_and_the_page() -> None:
    played = Played([service(page=True)], between(300, 900, "acme")).run(900)
    first = played.read_at(Source.PROBE, since=300)[0]
    again = [at - first for at in played.read_at(Source.PROBE, since=first)]
    assert again[1:4] == pytest.approx([5.0, 12.0, 20.0], abs=0.3)
    assert played.states()[-2:] == [State.OK, State.OUTAGE]
    assert all(25.0 < later - earlier <= 31.0 for earlier, later in pairwise(again[4:]))
    assert min(at for at in played.read_at(Source.ANCHOR, since=first)) - first < 6.0
    assert min(at for at in played.read_at(Source.PAGE, since=first)) - first < 31.0
    assert all(read.fresh for at, read in played.reads if first < at and read.source is Source.PROBE)


def test_an_outage_is_kept_before_it_is_shown_and_told() -> None:
    played = Played([ACME, OTHER], between(300, 900, "acme")).run(2000)
    assert played.states() == [State.OK, State.OUTAGE, State.OK]
    assert played.alerts() == ["outage", "recovered"]
    kept: set[int] = set()
    pairs = {"VerdictChanged": "verdict", "IncidentChanged": "incident", "AlertDue": "alert"}
    published = 0
    for name, what in played.order:
        if name in pairs:
            published += 1
            assert id(getattr(what, pairs[name])) in kept, f"{name} was published before it was kept"
        else:
            kept.add(id(what))
    assert published >= 8


def test_the_line_is_kept_before_it_is_shown() -> None:
    played = Played([ACME], line_down(300, 900)).run(1200)
    names = [name for name, _ in played.order]
    assert names.index("LineChanged") > names.index("lines")
    assert played.lines() == ["offline", "online"]
    assert played.states() == [State.OK]


@pytest.mark.parametrize("stop", [310.0, 330.0, 400.0, 800.0])
def test_a_restart_in_the_middle_of_an_outage_repeats_nothing_and_loses_nothing(stop: float) -> None:
    services = [ACME, OTHER]
    played = Played(services, between(300, 900, "acme")).run(stop)
    again = played.restarted(services).run(3000)
    told = played.alerts() + again.alerts()
    assert told == ["outage", "recovered"]
    assert len({each.id for each in played.journal.incidents.values()}) == 1
    (incident,) = played.journal.incidents.values()
    assert incident.until is not None
    assert 900 <= incident.until.timestamp() - T < 960
    assert 300 <= incident.since.timestamp() - T <= 361
    assert again.states()[-1] is State.OK


def test_an_outage_that_ended_while_the_program_was_off_is_closed_and_told_once() -> None:
    played = Played([ACME], between(300, 900, "acme")).run(600)
    again = played.restarted([ACME], pause=1000).run(4000)
    assert played.alerts() + again.alerts() == ["outage", "recovered"]
    third = again.restarted([ACME]).run(6000)
    assert third.alerts() == []
    assert [each.until is not None for each in played.journal.incidents.values()] == [True]


def test_an_official_outage_survives_a_restart() -> None:
    def major(read: Read, seconds: float) -> Reading | None:
        if read.source is Source.PAGE and 300 <= seconds < 1200:
            return reading(read, seconds, page=PageReport("test", "https://status", PageLevel.MAJOR_OUTAGE))
        return None

    played = Played([ACME], major).run(600)
    assert played.alerts() == ["outage"]
    again = played.restarted([ACME]).run(3000)
    assert again.alerts() == ["recovered"]
    assert again.states()[-1] is State.OK


def test_trust_survives_a_restart() -> None:
    played = Played([ACME]).run(600)
    again = played.restarted([ACME])
    again.answer = between(0, 9000, "acme")
    again.run(1200)
    assert State.OUTAGE in again.states()


def test_what_answered_well_is_kept_at_once_and_what_is_learned_now_and_then() -> None:
    played = Played([ACME]).run(30)
    assert len(played.journal.trust) == 2
    played.run(300)
    assert {each.readings for each in played.journal.trust.values()} == {1.0}
    played.engine.keep(T + 300)
    assert min(each.readings for each in played.journal.trust.values()) > 3.0


def test_a_pause_reads_nothing_until_it_ends() -> None:
    played = Played([ACME]).run(300)
    played.tell(Pause(600.0))
    assert played.engine.snapshot(T + 300).paused_until is not None
    played.run(899)
    assert [at for at, _ in played.reads if 301 < at < 899] == []
    played.run(1000)
    assert played.read_at(Source.PROBE, since=900)
    assert not played.engine.snapshot(T + 1000).paused


def test_while_paused_all_is_shown_as_it_was_last_known() -> None:
    played = Played([ACME]).run(300)
    played.tell(Pause(600.0))
    (service,) = played.engine.snapshot(T + 500).services
    assert (service.verdict.state, service.verdict.shown) == (State.OK, State.UNKNOWN)
    assert service.verdict.known == service.checked
    played.run(1000)
    assert played.engine.snapshot(T + 1000).services[0].verdict.shown is State.OK


def test_a_pause_without_end_is_ended_by_the_user() -> None:
    played = Played([ACME]).run(300)
    played.tell(Resume())
    played.tell(Pause())
    snapshot = played.engine.snapshot(T + 300)
    assert (snapshot.paused, snapshot.paused_until) == (True, None)
    played.run(90_000)
    assert [at for at, _ in played.reads if at > 301] == []
    played.tell(CheckNow())
    played.tell(Resume())
    played.run(90_100)
    assert played.read_at(Source.PROBE, since=90_000)


@pytest.mark.parametrize("name", ["", "acme"])
def test_check_now_reads_at_once_but_no_host_too_often(name: str) -> None:
    played = Played([ACME, OTHER]).run(300)
    since = played.now
    for _ in range(20):
        played.tell(CheckNow(name))
    played.run(since + 10)
    assert {read.service for at, read in played.reads if at >= since and read.source is Source.PROBE} >= {"acme"}
    by_host: dict[str, list[float]] = {}
    for seconds, read in played.reads:
        by_host.setdefault(read.target.key, []).append(seconds)
    for times in by_host.values():
        assert all(later - earlier >= 5.0 for earlier, later in pairwise(times))


def test_another_plan_keeps_what_goes_on_and_drops_what_does_not() -> None:
    played = Played([ACME, OTHER], between(300, 3000, "acme")).run(600)
    assert played.states()[-1] is State.OUTAGE
    played.tell(ReplacePlan((ACME, SISTER), anchored()))
    played.run(900)
    assert played.read_at(Source.PROBE, "other", since=601) == []
    assert played.states("sister") == [State.OK]
    assert played.states()[-1] is State.OUTAGE
    assert played.alerts() == ["outage"]
    played.answer = lambda _read, _seconds: None
    played.run(2000)
    assert played.alerts() == ["outage", "recovered"]


def test_other_wishes_for_a_service_keep_its_trust_and_its_incident() -> None:
    played = Played([ACME], between(300, 900, "acme")).run(600)
    wish = anchored(services={"acme": ServiceWatch(components=("web",), page_components=("p1",))})
    played.tell(ReplacePlan((ACME,), wish))
    played.run(2000)
    assert played.alerts() == ["outage", "recovered"]
    assert [each.until is not None for each in played.journal.incidents.values()] == [True]
    assert {read.component for at, read in played.reads if at > 610 and read.source is Source.PROBE} == {"web"}
    page = next(read.target for at, read in played.reads if at > 610 and read.source is Source.PAGE)
    assert getattr(page, "watched", None) == ("p1",)


def test_other_anchors_are_read_from_then_on() -> None:
    played = Played([ACME]).run(100)
    played.tell(ReplacePlan((ACME,), Watch(anchors=DEFAULT_ANCHORS[2:])))
    played.run(300)
    keys = {read.target.key for at, read in played.reads if at > 101 and read.source is Source.ANCHOR}
    assert keys == {each.key for each in DEFAULT_ANCHORS[2:]}
    assert played.engine.snapshot(T + 300).line.anchors == 4


def test_asleep_nothing_is_read_and_what_was_being_read_is_void() -> None:
    played = Played([ACME]).run(300)
    played.tell(CheckNow())
    played.run(300.05)
    late = list(played.arrivals)
    played.tell(MachineSleeps())
    played.arrivals.clear()
    assert played.lines() == ["asleep"]
    played.run(4000)
    assert [at for at, _ in played.reads if at > 300.1] == []
    for _, _, read, told in late:
        played.engine.finish(read, told, T + 4000)
    assert played.engine.snapshot(T + 4000).line.state is LineState.ASLEEP
    played.tell(MachineWoke())
    played.run(4019)
    assert [at for at, _ in played.reads if at > 300.1] == [], "20 s of grace"
    played.run(4100)
    assert played.lines() == ["asleep", "online"]
    assert played.read_at(Source.PROBE, since=4020)


def test_an_unannounced_sleep_is_noticed_at_waking() -> None:
    played = Played([ACME]).run(300)
    played.tell(MachineWoke())
    played.run(400)
    assert played.lines() == ["asleep", "online"]
    assert played.states() == [State.OK]


def test_an_outage_that_began_asleep_is_told_once_and_marked_as_before() -> None:
    played = Played([ACME], between(1000, 9000, "acme")).run(500)
    played.tell(MachineSleeps())
    played.run(3000)
    played.tell(MachineWoke())
    played.run(4000)
    assert played.alerts() == ["outage"]
    alert = next(event.alert for _, event in played.events if isinstance(event, AlertDue))
    assert alert.services[0].before
    since = next(iter(played.journal.incidents.values())).since.timestamp() - T
    assert 3000 <= since <= 3060, "the earliest time that is known"


def test_another_network_means_grace_fresh_connections_and_a_silent_round() -> None:
    played = Played([ACME]).run(300)
    played.tell(NetworkChanged(reachable=True))
    played.run(319)
    assert [at for at, _ in played.reads if 300.2 < at < 319] == []
    played.run(400)
    assert all(read.fresh for at, read in played.reads if 320 <= at < 326 and read.source is Source.PROBE)
    assert played.read_at(Source.PROBE, since=320)
    assert played.lines() == []


def test_a_gone_network_asks_the_anchors_at_once() -> None:
    played = Played([ACME]).run(300)
    played.tell(NetworkChanged(reachable=False))
    played.run(306)
    assert played.read_at(Source.ANCHOR, since=300)


@pytest.mark.parametrize(("metered", "on_battery"), [(True, False), (False, True)])
def test_on_a_metered_line_or_on_battery_everything_is_slower(metered: bool, on_battery: bool) -> None:
    played = Played([OTHER]).run(100)
    played.tell(NetworkChanged(metered=metered, on_battery=on_battery, changed=False))
    played.run(4100)
    assert len(played.read_at(Source.PROBE, since=500)) <= 3600 / 270 + 2
    assert len(played.read_at(Source.ANCHOR, since=500)) <= 6 * (3600 / 270 + 2)


def test_while_asleep_news_of_the_network_waits() -> None:
    played = Played([ACME]).run(300)
    played.tell(MachineSleeps())
    played.tell(NetworkChanged())
    played.run(500)
    assert [at for at, _ in played.reads if at > 301] == []


@pytest.mark.parametrize("kind", [FailureKind.UNREACHABLE, FailureKind.CONNECT_TIMEOUT])
def test_on_a_bad_line_services_rest_and_come_back_as_they_were(kind: FailureKind) -> None:
    played = Played([ACME, OTHER], line_down(300, 1200, kind)).run(3000)
    assert played.states() == played.states("other") == [State.OK]
    assert played.alerts() == ["line"]
    assert played.read_at(Source.PROBE, since=420)[0] >= 1200
    assert len([at for at in played.read_at(Source.ANCHOR) if 310 < at < 600]) >= 6 * 25


def test_a_retry_after_is_honoured() -> None:
    def busy(read: Read, seconds: float) -> Reading | None:
        if read.source is not Source.PROBE or not 300 <= seconds < 400:
            return None
        return reading(read, seconds, Outcome.UNVERIFIABLE, retry_after_s=900.0)

    played = Played([OTHER], busy).run(3000)
    first = played.read_at(Source.PROBE, since=300)[0]
    assert played.read_at(Source.PROBE, since=first + 1)[0] >= first + 900
    page = Played(
        [ACME],
        lambda r, s: (
            reading(r, s, Outcome.UNREADABLE, retry_after_s=700.0)
            if r.source is Source.PAGE and 300 <= s < 400
            else None
        ),
    ).run(3000)
    asked = page.read_at(Source.PAGE, since=300)[0]
    assert page.read_at(Source.PAGE, since=asked + 1)[0] >= asked + 700


def test_regional_readings_are_asked_on_suspicion_only_and_sparingly() -> None:
    watch = anchored(country="ID", region_countries=("ID", "US", "GB"))
    played = Played([ACME], between(300, 7500, "acme"), watch).run(7500)
    asked = played.read_at(Source.REGION)
    assert asked
    assert asked[0] >= 300
    assert len(asked) <= 7200 / 300 + 6
    assert Played([ACME], watch=watch).run(3000).read_at(Source.REGION) == []


def test_each_of_three_that_fail_has_its_two_rounds_elsewhere_soon() -> None:
    """A round is taken from those that are left once: the same failure asks as one of a suspicion, and of a problem."""
    names = ("one", "two", "three")
    services = [service(("web", Rule.ALL, 1), name=each, owner=each) for each in names]
    begun = {each: 300.0 + 130.0 * number for number, each in enumerate(names)}
    failing = both(*(between(from_s, 2000, each) for each, from_s in begun.items()))
    played = Played(services, failing, anchored(country="ID", region_countries=("ID", "US", "GB"))).run(1000)
    for each, from_s in begun.items():
        asked = played.read_at(Source.REGION, each, since=from_s)
        assert len([at for at in asked if at < from_s + 100]) == 2, (each, asked)


def test_reports_are_read_where_the_user_wants_them() -> None:
    played = Played([OTHER], watch=anchored(reports=True)).run(6000)
    assert 10 <= len(played.read_at(Source.REPORTS)) <= 11, "it has no official page"
    assert Played([ACME], watch=anchored(reports=True)).run(6000).read_at(Source.REPORTS) == [], "it has one"
    assert Played([OTHER], between(300, 900, "other")).run(3000).read_at(Source.REPORTS) == []


def test_what_looks_down_is_looked_up_at_once_and_again_while_it_lasts() -> None:
    played = Played([ACME], between(300, 2000, "acme"), watch=anchored(reports=True)).run(4000)
    asked = played.read_at(Source.REPORTS)
    (incident,) = played.journal.incidents.values()
    assert 300 <= asked[0] <= 365
    assert [each for each in asked if each > 2300] == []
    assert max(later - earlier for earlier, later in pairwise(asked)) <= 301
    targets = [read.target for _, read in played.reads if read.source is Source.REPORTS]
    assert all(isinstance(each, ReportsTarget) and each.since in (None, incident.since) for each in targets)
    assert isinstance(targets[-1], ReportsTarget)
    assert targets[-1].since == incident.since


def test_one_owners_outage_makes_its_other_services_be_read_at_once() -> None:
    played = Played([ACME, SISTER, OTHER], between(300, 900, "acme", "sister")).run(2000)
    assert played.alerts() == ["outage", "recovered"]
    told = next(event.alert for _, event in played.events if isinstance(event, AlertDue))
    assert {each.service for each in told.services} == {"acme", "sister"}


def test_notifications_that_the_user_does_not_want_are_kept_but_not_shown() -> None:
    played = Played([ACME], between(300, 900, "acme"), anchored(notifications=False)).run(2000)
    assert played.alerts() == []
    assert [each.kind.value for each in played.journal.alerts.values()] == ["outage", "recovered"]


def test_the_companys_words_are_noted_once_and_told() -> None:
    said = Statement(at(300), Stage.INVESTIGATING, "We look into it")
    trouble = PageIncident("i1", "Trouble", Stage.INVESTIGATING, PageLevel.MAJOR_OUTAGE, statements=(said,))

    def page(read: Read, seconds: float) -> Reading | None:
        if read.source is Source.PAGE and 300 <= seconds < 1500:
            report = PageReport("test", "https://status", PageLevel.MAJOR_OUTAGE, incidents=(trouble,))
            return reading(read, seconds, page=report)
        return None

    played = Played([ACME], both(page, between(300, 1500, "acme"))).run(3000)
    assert [(each.key, each.title, each.statement.text) for each in played.journal.said] == [
        ("i1", "Trouble", "We look into it")
    ]
    alert = next(iter(played.journal.alerts.values()))
    assert alert.page_url == "https://status" or alert.page_url == "https://status.acme.example"


def test_a_snapshot_shows_everything() -> None:
    played = Played([ACME, OTHER], between(300, 900, "acme")).run(400)
    snapshot = played.engine.snapshot(T + 400)
    acme, other = snapshot.services
    assert (acme.verdict.state, other.verdict.state) == (State.OUTAGE, State.OK)
    assert acme.incident in played.journal.incidents
    assert (other.incident, other.page_url) == ("", "")
    assert {each.state for each in acme.components} == {State.OUTAGE}
    assert other.components[0].state is State.OK
    assert other.components[0].latency_ms == 80.0
    assert acme.page is not None
    assert (snapshot.line.state, snapshot.line.answering, snapshot.line.anchors) == (LineState.ONLINE, 6, 6)
    assert acme.verdict.reasons
    assert msgspec.json.decode(msgspec.json.encode(snapshot), type=type(snapshot)) == snapshot


def test_sources_that_do_not_tell_are_shown_with_their_begin() -> None:
    def silent(read: Read, seconds: float) -> Reading | None:
        if seconds < 300 or read.source is Source.ANCHOR:
            return None
        outcome = Outcome.UNVERIFIABLE if read.source is Source.PROBE else Outcome.UNREADABLE
        return reading(read, seconds, outcome, detail="a wall")

    played = Played([service(page=True)], silent).run(1500)
    (acme,) = played.engine.snapshot(T + 1500).services
    told = {each.outcome: each.since.timestamp() - T for each in acme.silent_sources}
    assert set(told) == {Outcome.UNVERIFIABLE, Outcome.UNREADABLE}
    assert all(300 <= since <= 421 for since in told.values())
    assert acme.components[0].state is State.UNKNOWN


def test_what_never_answered_is_never_an_outage() -> None:
    played = Played([ACME], between(0, 9000, "acme")).run(5000)
    assert State.OUTAGE not in played.states()
    assert State.POSSIBLE not in played.states()
    assert played.alerts() == []


def test_services_of_many_owners_at_once_are_suspected_to_be_the_lines_doing_first() -> None:
    many = [service(name=f"s{number}", owner=f"Owner {number}") for number in range(7)]
    names = [each.id for each in many[:5]]
    played = Played(many, between(300, 305, *names)).run(900)
    assert all(State.OUTAGE not in played.states(name) for name in names)
    lasting = Played(many, between(300, 900, *names)).run(600)
    assert all(lasting.states(name)[-1] is State.OUTAGE for name in names)


def test_a_reading_that_nobody_waits_for_is_void() -> None:
    played = Played([ACME]).run(30)
    checks = played.engine.checks
    _, read = played.reads[0]
    played.engine.finish(read, fails(read, 30), T + 30)
    assert played.engine.checks == checks


def test_a_cloud_that_all_of_them_stand_on_is_named_as_a_possible_cause() -> None:
    many = [service(name=f"s{number}", owner=f"Owner {number}", clouds=("Cloudy",)) for number in range(4)]
    played = Played(many, between(300, 900, *(each.id for each in many))).run(420)
    reasons = [reason for each in played.journal.verdicts for reason in each.reasons]
    assert {reason.text for reason in reasons if reason.kind.value == "shared_cloud"} == {"Cloudy"}
    assert max(len(reason.services) for reason in reasons if reason.kind.value == "other_owners") == 3
    apart = [service(name=f"s{number}", owner=f"Owner {number}", clouds=(f"Cloud {number}",)) for number in range(4)]
    played = Played(apart, between(300, 900, *(each.id for each in apart))).run(420)
    kinds = {reason.kind.value for each in played.journal.verdicts for reason in each.reasons}
    assert "shared_cloud" not in kinds


def test_many_reports_are_possible_and_make_it_be_read_at_once() -> None:
    def crowd(read: Read, seconds: float) -> Reading | None:
        if read.source is Source.REPORTS and 900 <= seconds < 1800:
            return reading(read, seconds, crowd=CrowdReport(5000, 10.0))
        return None

    played = Played([OTHER], crowd, anchored(reports=True)).run(3000)
    assert played.states("other") == [State.OK, State.POSSIBLE, State.OK]
    assert played.alerts() == []
    first = min(seconds for seconds, read in played.reads if read.source is Source.REPORTS and seconds >= 900)
    assert any(first <= seconds <= first + 6 for seconds in played.read_at(Source.PROBE))


def test_on_a_bad_line_all_is_shown_as_it_was_last_known() -> None:
    played = Played([ACME], line_down(300, 900)).run(290)
    (fine,) = played.engine.snapshot(T + 290).services
    assert (fine.verdict.known, fine.verdict.shown) == (None, State.OK)
    played.run(600)
    snapshot = played.engine.snapshot(T + 600)
    (last,) = snapshot.services
    assert snapshot.line.state is LineState.OFFLINE
    assert (last.verdict.state, last.verdict.shown) == (State.OK, State.UNKNOWN)
    assert last.verdict.known is not None
    assert T + 240 < last.verdict.known.timestamp() < T + 360, "not later than the fault was seen"
    played.run(1200)
    assert played.engine.snapshot(T + 1200).services[0].verdict.known is None
    unread = Played([ACME], line_down(0, 900)).run(300)
    (never,) = unread.engine.snapshot(T + 300).services
    assert (never.verdict.state, never.verdict.known) == (State.UNKNOWN, None)
