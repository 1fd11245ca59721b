"""What single requests meet in the harder world: bursts, networks, parts of requests and addresses, sources, clocks."""

from itertools import pairwise

import pytest

from notifier.config.anchors import DEFAULT_ANCHORS
from notifier.core.failure import FailureKind
from notifier.core.model import Outcome, PageLevel, Source, Stage
from notifier.core.ports import Read
from notifier.core.targets import Target
from notifier.probes.dns import DnsTarget
from notifier.probes.http import HttpTarget
from notifier.probes.tcp import TcpTarget
from notifier.simulation.clock import EngineClock
from notifier.simulation.scenario import parse
from notifier.simulation.world import World
from tests.simulation.playing import ACME, CATALOGUE, head, play
from tests.simulation.test_player import ask, draws, world_of
from tests.simulation.test_rules import fault, line, page, web
from tests.simulation.worlds import table

WEB = HttpTarget("https://acme.example/")
PLAIN = HttpTarget("http://acme.example/")
CHAT = TcpTarget("chat.acme.example", 5222)
BARE = TcpTarget("192.0.2.7", 5222)
NAME = DnsTarget("acme.example")
CHECK = DEFAULT_ANCHORS[0]
BARE_ANCHOR = next(each for each in DEFAULT_ANCHORS if not each.by_name)


def failures(world: World, target: Target, count: int = 4000, step_s: float = 1.0, name: str = "acme") -> list[float]:
    """The seconds at which requests fail, one a second."""
    times = [number * step_s for number in range(count)]
    return [t_s for t_s in times if ask(world, Source.PROBE, target, t_s, name)[0].outcome is not Outcome.OK]


def share_failing(world: World, target: Target, from_s: float, until_s: float, name: str = "acme") -> float:
    times = [from_s + (until_s - from_s) * number / 1000 for number in range(1000)]
    return sum(ask(world, Source.PROBE, target, t_s, name)[0].outcome is not Outcome.OK for t_s in times) / 1000


def met(world: World, target: Target, t_s: float = 10.0) -> FailureKind | Outcome:
    reading, _seconds = ask(world, Source.PROBE, target, t_s)
    return reading.failure or reading.outcome


# bursts


@pytest.mark.parametrize("given", ["share = 0.1", "gap_s = 90"])
def test_bursts_take_their_share_of_the_time_and_last_as_long_as_they_should(given: str) -> None:
    world = world_of(head(200_000) + ACME + f"[[bursts]]\nlength_s = 10\n{given}\n")
    failed = failures(world, WEB, 200_000)
    assert 0.08 < len(failed) / 200_000 < 0.12
    begins = 1 + sum(two - one > 1.0 for one, two in pairwise(failed))
    assert 9.0 < len(failed) / begins < 12.5, "whole bursts fail, with nothing between them"


def test_a_burst_is_the_same_for_all_requests() -> None:
    world = world_of(head(20_000) + ACME + "[[bursts]]\nlength_s = 20\nshare = 0.1\n")
    assert failures(world, WEB, 20_000) == failures(world, CHAT, 20_000) != []


def test_what_fails_in_bursts_and_between_them_has_its_share() -> None:
    text = "[[bursts]]\nlength_s = 20\nshare = 0.5\nloss = 0.8\nloss_between = 0.1\nfrom_s = 100\nuntil_s = 19000\n"
    world = world_of(head(20_000) + ACME + text)
    assert 0.38 < share_failing(world, WEB, 100, 19_000) < 0.52
    assert failures(world_of(head(20_000) + ACME + text), WEB, 100) == []
    assert share_failing(world_of(head(20_000) + ACME + text), WEB, 19_000, 20_000) == 0.0


def test_a_services_own_bursts_touch_nobody_else() -> None:
    text = head() + ACME + web("other") + '[[bursts]]\nlength_s = 20\nshare = 0.5\nservice = "acme"\n'
    world = world_of(text)
    assert failures(world, WEB)
    assert failures(world, HttpTarget("https://other.example/"), name="other") == []
    assert all(ask(world, Source.ANCHOR, CHECK, t_s, "")[0].outcome is Outcome.OK for t_s in range(0, 4000, 50))


def test_a_lossy_line_may_lose_in_bursts() -> None:
    world = world_of(head(100_000) + ACME + line(0, 100_000, "lossy", "loss = 0.2\nburst_s = 30"))
    failed = failures(world, WEB, 100_000)
    assert 0.15 < len(failed) / 100_000 < 0.25
    assert 1 + sum(two - one > 1.0 for one, two in pairwise(failed)) < len(failed) / 20


def test_a_service_may_always_fail_a_part_of_its_requests() -> None:
    text = head() + ACME + web("shaky").replace('name = "Shaky"', 'name = "Shaky"\nfailure_rate = 0.25')
    world = world_of(text)
    assert 0.2 < share_failing(world, HttpTarget("https://shaky.example/"), 0, 7000, "shaky") < 0.3
    assert share_failing(world, WEB, 0, 7000) == 0.0


def test_what_hinders_requests_leaves_the_luck_of_others_alone() -> None:
    noisy = "[world]\nfailure_rate = 0.2\nunverifiable_rate = 0.2\n"
    text = head() + ACME + noisy
    quiet = draws(text, Source.PROBE, WEB)
    assert draws(text + table("policy", touches="addresses", answer="dropped"), Source.PROBE, WEB) == quiet
    assert (
        draws(text + table("policy", touches="names", answer="refused", hosts=["other.example"]), Source.PROBE, WEB)
        == quiet
    )
    assert draws(text + fault(100, 900, service="acme", more='components = ["chat"]'), Source.PROBE, WEB) == quiet


# networks


@pytest.mark.parametrize(
    ("answer", "https", "http", "tcp", "name", "seconds"),
    [
        ("refused", FailureKind.CONNECT_REFUSED, FailureKind.CONNECT_REFUSED, FailureKind.CONNECT_REFUSED, None, 1),
        ("dropped", FailureKind.CONNECT_TIMEOUT, FailureKind.CONNECT_TIMEOUT, FailureKind.CONNECT_TIMEOUT, None, 10),
        ("reset", FailureKind.RESET, FailureKind.RESET, FailureKind.RESET, None, 1),
        ("forbidden", Outcome.UNVERIFIABLE, Outcome.UNVERIFIABLE, None, None, 1),
        ("unavailable", FailureKind.HTTP_5XX, FailureKind.HTTP_5XX, None, None, 1),
        ("page", FailureKind.CERTIFICATE, FailureKind.BODY_MISMATCH, None, None, 1),
        ("portal", FailureKind.TLS, FailureKind.BODY_MISMATCH, None, None, 1),
        *(
            (answer, failure, failure, failure, failure, 1)
            for answer, failure in (("no_name", FailureKind.DNS_NXDOMAIN), ("name_failure", FailureKind.DNS_FAILURE))
        ),
    ],
)
def test_what_a_network_answers(
    answer: str,
    https: FailureKind | Outcome,
    http: FailureKind | Outcome,
    tcp: FailureKind | None,
    name: FailureKind | None,
    seconds: float,
) -> None:
    world = world_of(head() + ACME + table("policy", touches="everything", answer=answer, from_s=5, until_s=100))
    assert met(world, WEB, 4.0) is met(world, WEB, 100.0) is Outcome.OK
    assert [met(world, each) for each in (WEB, PLAIN)] == [https, http]
    assert [met(world, each) for each in (CHAT, NAME)] == [tcp or Outcome.OK, name or Outcome.OK]
    assert ask(world, Source.PROBE, WEB, 10.0)[1] <= seconds


@pytest.mark.parametrize(
    ("touches", "hit"),
    [
        ("addresses", {"bare"}),
        ("names", {"web", "plain", "chat"}),
        ("plain_http", {"plain"}),
        ("web", {"web", "plain"}),
        ("everything", {"web", "plain", "chat", "bare"}),
    ],
)
def test_whom_a_policy_touches(touches: str, hit: set[str]) -> None:
    world = world_of(head() + ACME + table("policy", touches=touches, answer="refused"))
    targets: dict[str, Target] = {"web": WEB, "plain": PLAIN, "chat": CHAT, "bare": BARE}
    assert {each for each, target in targets.items() if met(world, target) is not Outcome.OK} == hit


def test_a_policy_is_about_some_hosts_and_not_about_others() -> None:
    some = table("policy", touches="everything", answer="refused", hosts=["acme.example"], but=["chat.acme.example"])
    world = world_of(head() + ACME + some)
    assert met(world, WEB) is FailureKind.CONNECT_REFUSED
    assert met(world, HttpTarget("https://www.acme.example/")) is FailureKind.CONNECT_REFUSED
    assert met(world, HttpTarget("https://notacme.example/")) is Outcome.OK
    assert met(world, CHAT) is Outcome.OK


def test_connectivity_checks_may_be_let_through_and_bare_anchors_are_touched_as_others() -> None:
    world = world_of(head() + ACME + table("policy", touches="everything", answer="dropped", but_checks=True))
    assert ask(world, Source.ANCHOR, CHECK, 1.0, "")[0].outcome is Outcome.OK
    assert ask(world, Source.ANCHOR, BARE_ANCHOR, 1.0, "")[0].failure is FailureKind.CONNECT_TIMEOUT


def test_a_share_of_the_hosts_is_chosen_by_the_seed_and_stays() -> None:
    policy = table("policy", touches="names", answer="name_failure", host_share=0.3)
    hosts = [HttpTarget(f"https://h{number}.example/") for number in range(200)]

    def hit(seed: int) -> list[str]:
        world = world_of(head(seed=seed) + ACME + policy)
        return [each.url for each in hosts for _ in range(3) if met(world, each) is FailureKind.DNS_FAILURE]

    assert len(hit(1)) % 3 == 0
    assert 30 < len(hit(1)) / 3 < 90
    assert hit(1) == hit(1) != hit(2)


def test_a_share_of_the_requests() -> None:
    world = world_of(head() + ACME + table("policy", touches="web", answer="unavailable", share=0.3))
    assert 0.25 < share_failing(world, WEB, 0, 7000) < 0.35


def test_a_policy_belongs_to_its_network() -> None:
    moves = table("network", name="office", from_s=100.0) + table("network", name="home", from_s=200.0)
    world = world_of(head() + ACME + moves + table("policy", touches="web", answer="refused", network="office"))
    assert [met(world, WEB, t_s) for t_s in (99, 100, 199, 200)] == [
        Outcome.OK,
        FailureKind.CONNECT_REFUSED,
        FailureKind.CONNECT_REFUSED,
        Outcome.OK,
    ]
    assert world.connection.network_at(150.0) == "office"


def test_names_that_are_found_late_make_everything_slow_and_then_fail() -> None:
    def world(after_s: float) -> World:
        return world_of(head() + ACME + table("policy", touches="names", answer="slow_name", after_s=after_s))

    assert 6.0 < ask(world(6.0), Source.PROBE, WEB)[1] < 8.0
    assert met(world(6.0), BARE) is Outcome.OK
    assert met(world(12.0), WEB) is FailureKind.DNS_FAILURE


def test_pages_are_read_through_the_network_too() -> None:
    world = world_of(head() + ACME + table("policy", touches="web", answer="refused", hosts=["status.acme.example"]))
    target = world.scenario.services[0].page
    assert target is not None
    assert ask(world, Source.PAGE, target, 1.0)[0].failure is FailureKind.CONNECT_REFUSED
    assert met(world, WEB) is Outcome.OK


def test_the_whole_line_may_be_slow() -> None:
    slow = table("latency", from_s=100.0, until_s=200.0, added_ms=500, factor=3.0)
    text = head() + ACME
    one, other = world_of(text), world_of(text + slow)
    for t_s in (50.0, 150.0, 250.0):
        usual_s, seconds = ask(one, Source.PROBE, WEB, t_s)[1], ask(other, Source.PROBE, WEB, t_s)[1]
        assert seconds == pytest.approx(3.0 * usual_s + 0.5 if t_s == 150.0 else usual_s)


# faults


def test_a_share_grows_and_shrinks_and_has_a_tail() -> None:
    more = "share = 0.8\nramp_up_s = 1000\nramp_down_s = 1000\ntail_s = 2000\ntail_share = 0.1"
    world = world_of(head(9000) + ACME + fault(1000, 5000, "reset", more=more))
    shares = [share_failing(world, WEB, from_s, from_s + 200.0) for from_s in (800, 1400, 3000, 4400, 6000, 7000)]
    assert shares == pytest.approx([0.0, 0.4, 0.8, 0.4, 0.1, 0.0], abs=0.05)


def test_answers_that_do_not_tell_are_mixed_into_failures() -> None:
    world = world_of(head() + ACME + fault(0, 7200, "http_5xx", more="walled = 0.25"))
    readings = [ask(world, Source.PROBE, WEB, float(t_s))[0] for t_s in range(1000)]
    assert {each.outcome for each in readings} == {Outcome.FAILED, Outcome.UNVERIFIABLE}
    assert 200 < sum(each.outcome is Outcome.UNVERIFIABLE for each in readings) < 300


@pytest.mark.parametrize(
    ("kind", "share"), [("http_5xx", 0.25), ("certificate", 0.25), ("connect_refused", 0.0), ("connect_timeout", 0.0)]
)
def test_what_sticks_to_addresses_is_met_by_the_connection_that_opens(kind: str, share: float) -> None:
    world = world_of(head() + ACME + fault(0, 7200, kind, more="addresses = 4\nbad_addresses = 1"))
    assert share_failing(world, WEB, 0, 7000) == pytest.approx(share, abs=0.05)


def test_dead_addresses_cost_a_quarter_of_a_second_each() -> None:
    world = world_of(head() + ACME + fault(0, 7200, "connect_timeout", more="addresses = 4\nbad_addresses = 3"))
    usual = world_of(head() + ACME)
    seconds, usually = ([ask(each, Source.PROBE, WEB, float(t_s))[1] for t_s in range(2000)] for each in (world, usual))
    assert sum(seconds) / 2000 - sum(usually) / 2000 == pytest.approx((0.25 + 0.5 + 0.75) / 4, abs=0.03)
    assert min(seconds) < 0.2, "one in four begins with the good one"


@pytest.mark.parametrize(
    ("family", "kind", "failing"), [("ipv6", "reset", 1.0), ("ipv4", "reset", 0.0), ("ipv6", "connect_refused", 0.0)]
)
def test_a_broken_family_of_addresses(family: str, kind: str, failing: float) -> None:
    world = world_of(head() + ACME + fault(0, 7200, kind, more=f'family = "{family}"'))
    assert share_failing(world, WEB, 0, 7000) == failing
    assert met(world, BARE) is met(world, NAME) is Outcome.OK


@pytest.mark.parametrize(
    ("more", "addresses", "failing"),
    [
        ("addresses = 4\nbad_addresses = 2", {f"192.0.2.{number}" for number in range(1, 5)}, 0.5),
        ('family = "ipv6"', {"2001:db8::1", "192.0.2.1"}, 0.5),
    ],
)
def test_a_doubtful_target_meets_the_addresses_in_turn(more: str, addresses: set[str], failing: float) -> None:
    world = world_of(head() + ACME + fault(0, 7200, "reset", more=more))
    tried: tuple[str, ...] = ()
    met_bad = 0
    for number in range(40):
        read = Read(number, Source.PROBE, "acme", "web", WEB, fresh=True, tried=tried)
        reading, _ = world.answer(read, world.start_s + 10.0 * number)
        tried = (*(each for each in tried if each != reading.address), reading.address)
        assert len(set(tried)) == min(number + 1, len(addresses)), "one that it has not met, while there is one"
        met_bad += reading.outcome is Outcome.FAILED
    assert set(tried) == addresses
    assert met_bad / 40 == failing


def test_one_fault_may_be_of_several_services_of_owners_or_of_a_cloud() -> None:
    text = (
        head()
        + ACME
        + web("one", "A")
        + web("two", "B")
        + web("three", "C").replace('owner = "C"', 'owner = "C"\nclouds = ["Nimbus"]')
    )

    def hit(**more: object) -> list[str]:
        world = world_of(text + table("fault", from_s=0.0, until_s=100.0, kind="reset", **more))
        names = ("one", "two", "three")
        return [
            each
            for each in names
            if ask(world, Source.PROBE, HttpTarget(f"https://{each}.example/"), 1.0, each)[0].outcome is not Outcome.OK
        ]

    assert hit(services=["one", "three"]) == ["one", "three"]
    assert hit(owners=["A", "B"]) == ["one", "two"]
    assert hit(cloud="Nimbus") == ["three"]


def test_a_providers_fault_ends_with_the_way_into_another_network() -> None:
    moves = table("network", name="café", from_s=100.0)
    world = world_of(head() + ACME + moves + fault(0, 7200, more='seen = "provider"\nnetwork = "home"'))
    assert met(world, WEB, 99.0) is FailureKind.CONNECT_TIMEOUT
    assert met(world, WEB, 100.0) is Outcome.OK


def test_a_page_has_times_of_its_own() -> None:
    entries = (
        page(100, "major_outage", 'title = "Down"\nstarted_s = -500')
        + page(200, "maintenance", 'title = "Soon"\nstarted_s = 400\nuntil_s = 900\ncomponents = ["web"]')
        + page(400, "maintenance", 'title = "Now"\nuntil_s = 90000')
    )
    world = world_of(head() + ACME + entries)
    target = world.scenario.services[0].page
    assert target is not None
    first, soon, now = (ask(world, Source.PAGE, target, t_s)[0].page for t_s in (150.0, 250.0, 450.0))
    assert first is not None
    assert soon is not None
    assert now is not None
    started = first.incidents[0].started
    assert started is not None
    assert started.timestamp() == world.start_s - 500.0
    assert (soon.level, soon.maintenances[0].stage) == (PageLevel.OPERATIONAL, Stage.SCHEDULED)
    until = soon.maintenances[0].until
    assert until is not None
    assert until.timestamp() == world.start_s + 900.0
    assert (now.level, now.maintenances[0].stage) == (PageLevel.MAINTENANCE, Stage.IN_PROGRESS)


# clocks, sleep, networks: what the engine is told


def clock_of(text: str) -> EngineClock:
    return EngineClock(parse(head() + ACME + text, "test.toml", CATALOGUE.get).file)


def test_a_right_clock_is_left_alone() -> None:
    assert clock_of(line(100, 200, "asleep")).is_plain


def test_a_clock_that_is_put_forward_is_followed_at_once() -> None:
    clock = clock_of("[[clock]]\nat_s = 100\nstep_s = 20\n[[clock]]\nat_s = 500\nstep_s = 90\n")
    assert [clock.engine_s(t_s) for t_s in (99.0, 100.0, 200.0, 500.0)] == [99.0, 120.0, 220.0, 610.0]
    assert [clock.true_s(t_s) for t_s in (99.0, 110.0, 120.0, 220.0)] == [99.0, 100.0, 100.0, 200.0]
    assert clock.awake_s(110.0) == 120.0
    assert clock.wakes == [500.0], "half a minute and more is taken for a sleep"


def test_a_clock_that_is_put_back_is_followed_slowly() -> None:
    clock = clock_of("[[clock]]\nat_s = 100\nstep_s = -10\n")
    assert [clock.engine_s(t_s) for t_s in (100.0, 200.0, 1100.0, 1200.0)] == pytest.approx([100, 199, 1090, 1190])
    assert clock.true_s(1190.0) == pytest.approx(1200.0)
    assert clock.wakes == []


def test_steps_meet_what_is_still_to_be_made_up_for() -> None:
    clock = clock_of("[[clock]]\nat_s = 100\nstep_s = -40\n[[clock]]\nat_s = 1100\nstep_s = 20\n")
    assert clock.engine_s(1100.0) == pytest.approx(1090.0), "30 s too much were left, now 10"
    assert clock.engine_s(3000.0) == pytest.approx(2980.0)


def test_nothing_runs_in_a_sleep_that_nobody_announces() -> None:
    clock = clock_of(line(100, 700, "asleep", "announced = false"))
    assert clock.wakes == [700.0]
    assert [clock.awake_s(t_s) for t_s in (99.0, 100.0, 400.0, 700.0)] == [99.0, 700.0, 700.0, 700.0]
    assert clock.true_s(300.0) == 700.0


@pytest.mark.parametrize("announced", ["true", "false"])
def test_a_sleep_is_known_whoever_tells_of_it(announced: str) -> None:
    played = play(head() + ACME + line(1000, 5000, "asleep", f"announced = {announced}") + fault(5600, 6600))
    states = [(each["state"], each["t_s"]) for each in played.lines()]
    assert states == [("asleep", 1000.0 if announced == "true" else 5000.0), ("online", pytest.approx(5020.0, abs=1.0))]
    assert played.words("acme") == ["ok", "outage", "ok"]
    assert played.of("acme")["missed"] == 0


@pytest.mark.parametrize("step_s", [-3600, -20, 20, 3600])
def test_a_clock_that_is_set_changes_no_time_that_is_told_of_the_scenario(step_s: float) -> None:
    played = play(head() + ACME + f"[[clock]]\nat_s = 1000\nstep_s = {step_s}\n" + fault(3000, 4200))
    outage = played.first("acme", "outage")
    assert 3000 <= outage["since_s"] <= outage["t_s"] <= 3100
    assert played.kinds() == ["outage", "recovered"]
    assert [each["t_s"] for each in played.records[:-1]] == sorted(each["t_s"] for each in played.records[:-1])


@pytest.mark.parametrize("announced", [True, False])
def test_a_change_of_network_is_told_to_the_engine_where_the_system_tells_it(announced: bool) -> None:
    moves = table("network", name="café", from_s=3000.0, announced=announced)
    played = play(head() + ACME + moves)
    usual = play(head() + ACME)
    assert (played.summary["checks"] != usual.summary["checks"]) is announced
    same = play(head() + ACME + table("network", name="home", from_s=3000.0))
    assert same.summary["checks"] == usual.summary["checks"], "it is the network that it was"
