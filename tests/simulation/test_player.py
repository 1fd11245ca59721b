"""The player: the same file gives the same bytes, and what is printed is what the format promises."""

import json
from datetime import UTC, datetime

import pytest

from notifier.config.anchors import DEFAULT_ANCHORS
from notifier.core.failure import FailureKind
from notifier.core.model import Outcome, PageLevel, Reading, Source
from notifier.core.ports import Read
from notifier.core.services import Service
from notifier.core.targets import Target
from notifier.probes.dns import DnsTarget
from notifier.probes.http import HttpTarget
from notifier.probes.tcp import TcpTarget
from notifier.probes.tls import TlsTarget
from notifier.simulation.scenario import parse
from notifier.simulation.world import World
from tests.simulation.playing import ACME, CATALOGUE, head, play
from tests.simulation.test_rules import fault, line, page, service, web
from tests.simulation.worlds import world

NOISY = "[world]\nfailure_rate = 0.2\nunverifiable_rate = 0.2\n"


def lines_of(text: str) -> list[str]:
    return [json.dumps(record) for record in play(text).records]


@pytest.mark.parametrize("seed", [3, 4, 5])
def test_the_same_file_gives_the_same_bytes(seed: int) -> None:
    assert lines_of(world(seed, hours=3)) == lines_of(world(seed, hours=3))


def test_another_seed_gives_another_run() -> None:
    both = [play(head(seed=seed) + ACME + NOISY).summary["checks"] for seed in (1, 2)]
    assert both[0] != both[1]


def world_of(text: str) -> World:
    return World(parse(text, "test.toml", CATALOGUE.get))


def ask(world: World, source: Source, target: Target, t_s: float = 0.0, name: str = "acme") -> tuple[Reading, float]:
    read = Read(1, source, name, "web" if source is Source.PROBE else "", target)
    return world.answer(read, world.start_s + t_s)


def draws(text: str, source: Source, target: Target, name: str = "acme") -> list[tuple[object, ...]]:
    world = world_of(text)
    found: list[tuple[object, ...]] = []
    for number in range(300):
        reading, seconds = ask(world, source, target, number * 5.0, name)
        found.append((reading.outcome, reading.failure, reading.latency_ms, seconds))
    return found


@pytest.mark.parametrize("source", [Source.PROBE, Source.PAGE])
def test_another_service_in_the_file_changes_nothing_for_the_others(source: Source) -> None:
    text = head() + ACME + NOISY + fault(100, 900, more="share = 0.5")
    acme = parse(text, "test.toml", CATALOGUE.get).services[0]
    target: Target | None = acme.targets[0] if source is Source.PROBE else acme.page
    assert target is not None
    alone = draws(text, source, target)
    accompanied = draws(text + web("other") + fault(100, 900, service="other"), source, target)
    assert alone == accompanied
    assert len(set(alone)) > 100


def test_each_target_has_luck_of_its_own() -> None:
    one, two = DEFAULT_ANCHORS[:2]
    text = head() + ACME + NOISY
    assert draws(text, Source.ANCHOR, one, "") != draws(text, Source.ANCHOR, two, "")


@pytest.mark.parametrize(
    ("kind", "named", "bare", "https", "http"),
    [
        ("offline", FailureKind.UNREACHABLE, FailureKind.UNREACHABLE, FailureKind.UNREACHABLE, FailureKind.UNREACHABLE),
        ("dns_broken", FailureKind.DNS_FAILURE, None, FailureKind.DNS_FAILURE, FailureKind.DNS_FAILURE),
        ("captive_portal", None, None, FailureKind.TLS, FailureKind.BODY_MISMATCH),
        ("wrong_clock", None, None, FailureKind.CERTIFICATE, None),
    ],
)
def test_what_a_bad_line_does(
    kind: str, named: FailureKind | None, bare: FailureKind | None, https: FailureKind, http: FailureKind | None
) -> None:
    world = world_of(head() + ACME + line(100, 200, kind))

    def failure(target: Target, t_s: float = 150.0) -> FailureKind | None:
        return ask(world, Source.PROBE, target, t_s)[0].failure

    assert failure(TcpTarget("chat.acme.example", 5222)) is named
    assert failure(TcpTarget("192.0.2.1", 5222)) is bare
    assert failure(HttpTarget("https://acme.example/")) is https
    assert failure(HttpTarget("http://acme.example/")) is http
    assert failure(TlsTarget("acme.example")) is https
    assert failure(HttpTarget("https://acme.example/"), 99.9) is None
    assert failure(HttpTarget("https://acme.example/"), 200.0) is None


def test_a_lossy_line_fails_its_share_after_the_time_out() -> None:
    world = world_of(head() + ACME + line(0, 7200, "lossy", "loss = 0.3"))
    target = HttpTarget("https://acme.example/")
    answers = [ask(world, Source.PROBE, target, t_s) for t_s in range(2000)]
    failed = [(reading, seconds) for reading, seconds in answers if reading.outcome is Outcome.FAILED]
    assert 500 < len(failed) < 700
    assert {(reading.failure, seconds) for reading, seconds in failed} == {(FailureKind.CONNECT_TIMEOUT, 10.0)}


@pytest.mark.parametrize(
    ("kind", "target", "met"),
    [
        ("http_5xx", HttpTarget("https://acme.example/"), FailureKind.HTTP_5XX),
        ("http_5xx", TcpTarget("chat.acme.example", 5222), FailureKind.RESET),
        ("http_5xx", TlsTarget("acme.example"), FailureKind.RESET),
        ("http_5xx", DnsTarget("acme.example"), FailureKind.DNS_FAILURE),
        ("certificate", TcpTarget("chat.acme.example", 5222), FailureKind.RESET),
        ("certificate", TlsTarget("acme.example"), FailureKind.CERTIFICATE),
        ("dns_nxdomain", DnsTarget("acme.example"), FailureKind.DNS_NXDOMAIN),
        ("dns_nxdomain", TcpTarget("192.0.2.1", 80), FailureKind.RESET),
        ("connect_timeout", DnsTarget("acme.example"), FailureKind.DNS_FAILURE),
    ],
)
def test_a_fault_fails_each_target_in_the_nearest_way_it_can(kind: str, target: Target, met: FailureKind) -> None:
    world = world_of(head() + ACME + fault(100, 200, kind))
    assert ask(world, Source.PROBE, target, 99.9)[0].outcome is Outcome.OK
    assert ask(world, Source.PROBE, target, 100.0)[0].failure is met
    assert ask(world, Source.PROBE, target, 200.0)[0].outcome is Outcome.OK


def test_unverifiable_touches_http_only() -> None:
    world = world_of(head() + ACME + fault(0, 200, "unverifiable"))
    assert ask(world, Source.PROBE, HttpTarget("https://acme.example/"))[0].outcome is Outcome.UNVERIFIABLE
    assert ask(world, Source.PROBE, TcpTarget("chat.acme.example", 5222))[0].outcome is Outcome.OK


def test_what_is_slower_than_the_time_out_fails() -> None:
    world = world_of(head() + ACME + fault(0, 200, "slow", more="latency_factor = 100000.0"))
    reading, seconds = ask(world, Source.PROBE, HttpTarget("https://acme.example/"))
    assert (reading.failure, seconds) == (FailureKind.READ_TIMEOUT, 10.0)


def test_faults_touch_no_anchor_and_no_other_service() -> None:
    world = world_of(head() + ACME + web("other") + fault(0, 7200))
    anchor = DEFAULT_ANCHORS[0]
    assert ask(world, Source.ANCHOR, anchor, 10.0, "")[0].outcome is Outcome.OK
    assert ask(world, Source.PROBE, HttpTarget("https://other.example/"), 10.0, "other")[0].outcome is Outcome.OK


def acme_of(world: World) -> Service:
    return world.scenario.services[0]


def test_a_page_says_operational_and_then_what_the_file_says() -> None:
    more = 'title = "Down"\nmessage = "We look into it"\ncomponents = ["web"]'
    world = world_of(
        head()
        + ACME
        + page(100, "major_outage", more)
        + page(200, "unreadable")
        + page(300, "maintenance")
        + page(400, "degraded", 'components = ["billing"]')
    )
    target = acme_of(world).page
    assert target is not None

    def read(t_s: float) -> Reading:
        return ask(world, Source.PAGE, target, t_s)[0]

    first, bad, planned, unwatched = read(50).page, read(150).page, read(350).page, read(450).page
    assert first is not None
    assert first.level is PageLevel.OPERATIONAL
    assert bad is not None
    assert (bad.level, bad.title, bad.incidents[0].components) == (PageLevel.MAJOR_OUTAGE, "Down", ("web",))
    assert bad.incidents[0].statements[0].text == "We look into it"
    assert read(250).outcome is Outcome.UNREADABLE
    assert planned is not None
    assert planned.level is PageLevel.MAINTENANCE
    assert planned.maintenances
    assert not planned.incidents
    assert unwatched is not None
    assert unwatched.level is PageLevel.OPERATIONAL


def test_a_page_is_read_over_the_line() -> None:
    world = world_of(head() + ACME + line(100, 200, "offline"))
    target = acme_of(world).page
    assert target is not None
    assert ask(world, Source.PAGE, target, 150)[0].failure is FailureKind.UNREACHABLE


def test_the_records_are_as_the_format_says() -> None:
    played = play(head() + ACME + fault(1800, 3000) + line(5000, 5400, "offline"))
    *records, summary = played.records
    assert [each["t_s"] for each in records] == sorted(each["t_s"] for each in records)
    for each in records:
        match each["event"]:
            case "state":
                assert set(each) == {"t_s", "event", "service", "state", "scope", "components", "since_s"}
                if each["state"] in ("ok", "unknown"):
                    assert (each["scope"], each["components"]) == ("unclear", [])
            case "notification":
                assert set(each) - {"update"} == {"t_s", "event", "kind", "services", "title", "body"}
            case _:
                assert each["event"] == "line"
                assert set(each) == {"t_s", "event", "state"}
    assert summary["simulated_s"] == 7200
    assert summary["checks"] > 400
    found = played.of("acme")
    assert (found["missed"], found["false_alarms"], found["notifications"]) == (0, 0, 2)
    (outage,) = found["outages"]
    assert (outage["from_s"], outage["until_s"]) == (1800, 3000)
    assert outage["detected_s"] == played.first("acme", "outage")["t_s"]
    assert outage["recovered_s"] == played.first("acme", "ok", 3000)["t_s"]


def test_the_line_notification_names_no_service() -> None:
    played = play(head() + ACME + line(3000, 3600, "offline"))
    (told,) = played.notifications()
    assert (told["kind"], told["services"]) == ("line", [])


def test_nothing_is_read_while_the_machine_sleeps() -> None:
    awake = play(head(7200) + ACME).summary["checks"]
    asleep = play(head(7200) + ACME + line(600, 6600, "asleep")).summary["checks"]
    assert asleep < awake / 4


def test_a_day_of_one_service_is_read_as_often_as_the_cadence_says() -> None:
    played = play(head(86400) + service("one", ("web", "tcp", "one.example:80")))
    anchors, probes = 6 * 86400 / 57, 86400 / 28.5  # a lone target is read twice as often
    assert played.summary["checks"] == pytest.approx(anchors + probes, rel=0.02)


def test_the_clock_of_the_scenario_is_the_wall_clock() -> None:
    played = play(head() + ACME + fault(1800, 3000))
    outage = next(each for each in played.journal.verdicts if each.state == "outage")
    assert outage.time > datetime(2026, 3, 2, 6, 30, tzinfo=UTC)
