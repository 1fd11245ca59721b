"""Readings from elsewhere over real connections: what is asked, what the answers amount to, what is never sent."""

import json
from pathlib import Path
from time import monotonic

import pytest

from notifier.core.failure import FailureKind
from notifier.core.model import Outcome
from notifier.core.reports import Circumstance, Hindrance
from notifier.probes.http import Expect, HttpTarget
from notifier.sources import regional
from tests.sources.outside_world import World, fails_in
from tests.sources.regions.conftest import NAME, AskRegions, Clock

AT_NIGHT = ("globalping", "checkhost")


def test_nothing_is_asked_of_anybody_before_the_user_said_so(world: World, elsewhere: AskRegions) -> None:
    (reading,) = elsewhere(sources=())
    assert (reading.outcome, reading.region) == (Outcome.SKIPPED, None)
    assert world.asked == []


def test_a_round_by_globalping(world: World, elsewhere: AskRegions) -> None:
    world.met = fails_in("ID")
    (reading,) = elsewhere()
    report = reading.region
    assert reading.outcome is Outcome.OK
    assert report is not None
    assert (report.source, report.fails, report.here) == ("Globalping", ("ID",), 7713)
    assert set(report.works) == {"MY", "SG", "AU", "US", "DE"}
    assert sum(each.ok + each.failed for each in report.answers) == 12
    mine = [each for each in report.answers if each.network == 7713]
    assert [(each.country, each.failed, each.home) for each in mine] == [("ID", 3, True)]
    order = world.orders[0]
    assert (order["type"], order["target"]) == ("http", NAME)
    assert order["measurementOptions"]["request"] == {"path": "/", "method": "HEAD"}
    assert order["locations"][0] == {"country": "ID", "asn": 7713, "limit": 2, "tags": ["eyeball-network"]}
    assert sum(each["limit"] for each in order["locations"]) == 12
    assert world.asked_of("checkhost") == [], "it is asked where the first one says nothing"


def test_a_measurement_is_looked_at_until_it_is_done_and_unchanged_ones_are_not_sent_again(
    world: World, elsewhere: AskRegions
) -> None:
    world.looks = 4
    (reading,) = elsewhere(sources=("globalping",))
    assert reading.outcome is Outcome.OK
    assert world.asked_of("globalping") == ["POST /v1/measurements", *["GET /v1/measurements/m0"] * 4]
    assert world.unchanged == 2, "the first look gave it, two changed nothing, the last one was the result"


def test_one_that_is_never_done_gives_what_was_done_by_then(world: World, elsewhere: AskRegions) -> None:
    world.looks = 1000
    (reading,) = elsewhere(sources=("globalping",))
    assert (reading.outcome, reading.region) == (Outcome.UNVERIFIABLE, None)
    assert len(world.asked_of("globalping")) == 8


def test_where_no_home_can_try_it_others_are_asked(world: World, elsewhere: AskRegions) -> None:
    world.without_homes = True
    (reading,) = elsewhere(sources=("globalping",))
    assert reading.region is not None
    assert not any(each.home for each in reading.region.answers)
    assert len(world.orders) == 1
    assert "tags" not in world.orders[0]["locations"][0]


@pytest.mark.parametrize("trouble", ["refused", "broken", "off"])
def test_check_host_is_asked_where_globalping_says_nothing(world: World, elsewhere: AskRegions, trouble: str) -> None:
    world.met = fails_in("ID", "MY")
    if trouble == "refused":
        world.refuses["globalping"] = (429, {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "1800"})
    if trouble == "broken":
        world.broken["globalping"] = b'{"measurements": "another format"}'
    (reading,) = elsewhere(sources=("checkhost",) if trouble == "off" else AT_NIGHT)
    report = reading.region
    assert report is not None
    assert (report.source, report.fails) == ("check-host.net", ("ID", "MY"))
    assert set(report.works) == {"SG", "US", "DE"}
    assert [each.failed for each in report.answers if each.country == "ID"] == [2]
    assert world.orders[-1]["host"] == f"https://{NAME}/"


@pytest.mark.parametrize("source", AT_NIGHT)
@pytest.mark.parametrize(
    ("address", "kind"),
    [
        (f"tcp://{NAME}:5222", "tcp"),
        (f"tls://{NAME}:8883", "tcp"),
        (f"dns:{NAME}", "dns"),
        (f"http://{NAME}/x", "http"),
    ],
)
def test_every_kind_is_asked_in_the_kind_that_the_source_offers(
    world: World, elsewhere: AskRegions, source: str, address: str, kind: str
) -> None:
    world.met = lambda country, _number: 200 if country != "ID" else ("NXDOMAIN" if kind == "dns" else 0)
    if kind == "http" or source == "checkhost":
        world.met = fails_in("ID")
    (reading,) = elsewhere(address, sources=(source,))
    assert reading.region is not None
    assert reading.region.fails == ("ID",)
    asked = world.orders[0].get("kind") or {"ping": "tcp"}.get(world.orders[0]["type"], world.orders[0]["type"])
    assert asked == kind
    if source == "globalping" and kind == "tcp":
        port = int(address.rsplit(":", 1)[1])
        assert world.orders[0]["measurementOptions"] == {"protocol": "TCP", "port": port, "packets": 3}


@pytest.mark.parametrize(
    ("met", "fails"),
    [
        ("CERT_HAS_EXPIRED", True),
        ("SELF_SIGNED_CERT_IN_CHAIN", None),
        *((403, None), (429, None), (404, False), (503, True), ("internal", None), (302, False)),
    ],
)
def test_what_testers_meet(world: World, elsewhere: AskRegions, met: object, fails: bool | None) -> None:
    world.met = lambda _country, _number: met
    (reading,) = elsewhere(sources=("globalping",))
    if fails is None:
        assert (reading.outcome, reading.region) == (Outcome.UNVERIFIABLE, None)
    else:
        assert reading.region is not None
        assert bool(reading.region.fails) is fails


def test_a_certificate_that_is_refused_here_is_not_tried_by_connecting(world: World, elsewhere: AskRegions) -> None:
    (reading,) = elsewhere(f"tls://{NAME}:8883", sources=AT_NIGHT, failure=FailureKind.CERTIFICATE)
    assert reading.outcome is Outcome.SKIPPED
    (reading,) = elsewhere(sources=("checkhost",), failure=FailureKind.CERTIFICATE)
    assert reading.outcome is Outcome.UNVERIFIABLE
    assert world.asked == []


@pytest.mark.parametrize(
    ("failure", "expect", "tried"),
    [
        (FailureKind.TOO_LARGE, Expect(body="hello"), False),
        (FailureKind.BODY_MISMATCH, Expect(json_path="ok"), False),
        (FailureKind.BODY_MISMATCH, Expect(body="hello"), True),
        (FailureKind.HTTP_UNEXPECTED, Expect(), False),
        (FailureKind.HTTP_UNEXPECTED, Expect(statuses=(200,)), True),
        (FailureKind.HTTP_5XX, Expect(), True),
    ],
)
def test_what_others_do_not_look_at_is_not_tried(
    world: World, elsewhere: AskRegions, failure: FailureKind, expect: Expect, tried: bool
) -> None:
    """That it works there would be said of something that they cannot see."""
    target = HttpTarget(f"https://{NAME}/", expect=expect)
    (reading,) = elsewhere(target, sources=("globalping",), failure=failure)
    assert reading.outcome is (Outcome.OK if tried else Outcome.SKIPPED)
    assert bool(world.asked) is tried


@pytest.mark.parametrize(
    "address",
    [
        *("https://192.168.1.4/", "https://[fd00::1]/", "https://router/", "https://nas.local/"),
        *("http://localhost:8080/", "https://127.0.0.1/", "https://git.internal/", "https://a.corp/"),
        *("tcp://10.0.0.1:22", "https://x.ts.net/"),
    ],
)
def test_addresses_of_a_network_of_ones_own_are_never_sent_out(
    world: World, elsewhere: AskRegions, address: str
) -> None:
    (reading,) = elsewhere(address, own=True)
    assert reading.outcome is Outcome.SKIPPED
    assert world.asked == []


def test_nor_are_names_that_lead_into_one(world: World, elsewhere: AskRegions) -> None:
    (reading,) = elsewhere(resolved="10.1.2.3", own=True)
    assert reading.outcome is Outcome.SKIPPED
    assert world.asked == []


@pytest.mark.parametrize("own", [True, False])
def test_a_name_that_nobody_knows_here_is_told_only_if_it_is_of_the_catalogue(
    world: World, elsewhere: AskRegions, own: bool
) -> None:
    (reading,) = elsewhere(f"https://not-there.invalid-{'x' * 50}.example.com/", sources=("globalping",), own=own)
    assert reading.outcome is (Outcome.SKIPPED if own else Outcome.OK)


def test_what_follows_a_question_mark_is_nobodys_business(world: World, elsewhere: AskRegions) -> None:
    elsewhere(f"https://{NAME}/path?token=secret", sources=("globalping",), own=True)
    world.refuses["globalping"] = (500, {})
    elsewhere(f"https://{NAME}/path?token=secret", sources=AT_NIGHT, own=True)
    assert "secret" not in json.dumps([world.orders, world.asked])
    assert world.orders[0]["measurementOptions"]["request"]["path"] == "/path"


def test_circumstances(world: World, elsewhere: AskRegions) -> None:
    begun = 1795255200
    world.alerts = [
        {"datasource": "bgp", "time": begun, "level": "normal"},
        {"datasource": "bgp", "time": begun + 900, "level": "critical"},
        {"datasource": "ping-slash24", "time": begun, "level": "critical"},
        {"datasource": "ping-slash24", "time": begun + 60, "level": "normal"},
    ]
    world.counts = [
        {"probe_asn": "AS7713", "anomaly_count": 9, "confirmed_count": 0, "measurement_count": 10},
        {"probe_asn": "AS4761", "anomaly_count": 0, "confirmed_count": 0, "measurement_count": 90},
    ]
    (reading,) = elsewhere()
    assert reading.region is not None
    found = reading.region.circumstances
    assert [(each.kind, each.network, each.bad, each.measured) for each in found] == [
        (Hindrance.CUT_OFF, 0, 1, 2),
        (Hindrance.CUT_OFF, 7713, 1, 2),
        (Hindrance.BLOCKED, 7713, 9, 10),
    ]
    assert {each.country for each in found} == {"ID"}


def test_what_is_known_for_hours_is_not_asked_each_time(world: World, elsewhere: AskRegions) -> None:
    elsewhere(f"https://{NAME}/", f"https://{NAME}/other")
    assert len(world.asked_of("ripestat")) == 2
    assert len(world.asked_of("ooni")) == 1
    assert len(world.asked_of("ioda")) == 2
    assert len(world.orders) == 2


def test_a_source_that_is_off_is_not_asked(world: World, elsewhere: AskRegions) -> None:
    (reading,) = elsewhere(sources=("globalping", "ooni"))
    assert {name for name, _, _ in world.asked} == {"globalping", "ooni"}
    assert reading.region is not None
    assert reading.region.here == 0


def test_whom_it_concerns_does_not_wait_for_what_else_is_known(
    world: World, elsewhere: AskRegions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(regional, "CIRCUMSTANCES_S", 0.2)
    world.hangs = {"ioda", "ooni"}
    begun_s = monotonic()
    (reading,) = elsewhere(timeout_s=60.0)
    assert monotonic() - begun_s < 30.0
    assert reading.region is not None
    assert len(reading.region.answers) > 5
    assert reading.region.circumstances == ()


def test_every_source_failing_is_no_reading_of_the_service(world: World, elsewhere: AskRegions) -> None:
    for name in world.bases:
        world.refuses[name] = (500, {})
    (reading,) = elsewhere()
    assert (reading.outcome, reading.failure, reading.region) == (Outcome.UNVERIFIABLE, None, None)
    assert "Globalping: status 500" in reading.detail


def test_circumstances_alone_are_no_test(world: World, elsewhere: AskRegions, tmp_path: Path, clock: Clock) -> None:
    world.counts = [{"probe_asn": 7713, "confirmed_count": 9, "measurement_count": 9}]
    (reading,) = elsewhere(sources=("ooni",))
    assert reading.outcome is Outcome.UNVERIFIABLE
    assert reading.region is not None
    assert (reading.region.works, reading.region.fails, reading.region.answers) == ((), (), ())
    assert reading.region.circumstances == (Circumstance(Hindrance.BLOCKED, "ID", "OONI", 0, 9, 9),)
