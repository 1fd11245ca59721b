"""A new kind of target is one module: dropped into the folder of the kinds, it is known everywhere."""

import pytest

from notifier import probes
from notifier.catalogue.schema import read_service
from notifier.catalogue.write import as_toml
from notifier.core.failure import FailureKind, UserError
from notifier.core.model import Outcome, Source
from notifier.core.ports import Read
from notifier.core.targets import AnchorTarget, host_of
from notifier.probes import Probe, target_of
from notifier.probes.tables import read_target
from notifier.simulation.scenario import parse
from notifier.simulation.world import World as SimulatedWorld
from tests.cli.conftest import Commands
from tests.cli.world import World
from tests.simulation.playing import Played
from tests.sources.conftest import ReadOnce, Start
from tests.sources.servers import Serve, free_port

FILE = """\
format = 1
id = "mail"
name = "Mail"
owner = "Acme"
category = "mail"

[[component]]
id = "smtp"
target = [{ kind = "banner", host = "mail.example", begins = "220" }]
"""
SCENARIO = """\
format = 1
name = "test"
title = "Test"
seed = 1
start = 2026-03-02T06:00:00Z
duration_s = 3600
country = "ID"
[[service]]
id = "mail"
name = "Mail"
[[service.target]]
component = "smtp"
kind = "banner"
target = "mail.example:25"
[[fault]]
service = "mail"
from_s = 600
until_s = 1200
kind = "FAULT"
"""


pytestmark = pytest.mark.usefixtures("dropped")


def says(line: bytes) -> Serve:
    return lambda visit: visit.send(line)


def banner(port: int, begins: str = "") -> Probe:
    return read_target({"kind": "banner", "host": "127.0.0.1", "port": port, "begins": begins}, "smtp")


def test_a_services_file_with_it_is_read_and_written() -> None:
    service = read_service(FILE.encode(), "mail.toml")
    (target,) = service.targets
    assert (target.key, target.component, host_of(target)) == ("banner://mail.example:25", "smtp", "mail.example")
    assert as_toml(service) == FILE
    assert read_service(as_toml(service).encode(), "mail.toml") == service


@pytest.mark.parametrize(
    ("right", "wrong", "key"),
    [
        ('"mail.example"', '"two words"', "host"),
        ('"220"', '"2\\n20"', "begins"),
        ('"220"', "220", "begins"),
        ("begins", "port = 0, begins", "port"),
        ('"banner"', '"fanfare"', "kind"),
    ],
)
def test_a_mistake_in_the_file_is_told_with_its_key(right: str, wrong: str, key: str) -> None:
    with pytest.raises(UserError) as caught:
        read_service(FILE.replace(right, wrong).encode(), "mail.toml")
    assert caught.value.title == f"mail.toml: component[0].target[0].{key}"
    assert caught.value.hint


def test_it_is_read_as_it_says_itself(start: Start, read_once: ReadOnce) -> None:
    port = start(says(b"220 mail ready\r\n")).port
    fine = read_once(banner(port, "220"))
    assert fine.outcome is Outcome.OK
    assert fine.latency_ms is not None
    assert fine.target == f"banner://127.0.0.1:{port}"
    assert read_once(AnchorTarget("Acme", banner(port), by_name=False), Source.ANCHOR).outcome is Outcome.OK
    other = read_once(banner(port, "421"))
    assert (other.outcome, other.failure) == (Outcome.FAILED, FailureKind.BODY_MISMATCH)
    gone = read_once(banner(free_port()))
    assert (gone.outcome, gone.failure) == (Outcome.FAILED, FailureKind.CONNECT_REFUSED)


def test_check_understands_its_address(start: Start, cli: Commands, internet: World) -> None:
    server = start(says(b"220 mail ready\r\n"))
    told = cli("check", f"banner://127.0.0.1:{server.port}", "--json")
    assert (told.status, told.json["state"]) == (0, "ok"), told.err
    (reading,) = told.json["readings"]
    assert (reading["target"], reading["component"]) == (f"banner://127.0.0.1:{server.port}", "greeting")
    assert server.visits == 1
    told = cli("check", "banner://127.0.0.1:0")
    assert told.status != 0
    assert "port" in told.err
    told = cli("add", f"banner://127.0.0.1:{server.port}")
    assert told.status == 0, told.err
    (watched,) = cli.settings.watched
    kept = cli.catalogue.get(watched.id)
    assert kept is not None
    assert kept.targets == (target_of(f"banner://127.0.0.1:{server.port}"),)


@pytest.mark.parametrize(
    ("fault", "met"),
    [("body_mismatch", "body_mismatch"), ("certificate", "reset"), ("dns_failure", "dns_failure")],
)
def test_the_simulation_plays_it(fault: str, met: str) -> None:
    scenario = parse(SCENARIO.replace("FAULT", fault), "mail.toml", lambda _id: None)
    (target,) = scenario.services[0].targets
    assert target.component == "smtp"
    world = SimulatedWorld(scenario)
    read = Read(1, Source.PROBE, "mail", "smtp", target)
    fine, _ = world.answer(read, world.start_s + 10)
    failing, _ = world.answer(read, world.start_s + 700)
    assert (fine.outcome, fine.target) == (Outcome.OK, "banner://mail.example:25")
    assert (failing.outcome, failing.failure) == (Outcome.FAILED, FailureKind(met))
    (outage,) = Played(scenario).of("mail")["outages"]
    assert outage["from_s"] < outage["detected_s"] < outage["until_s"] < outage["recovered_s"]


class Half(Probe, frozen=True, tag="half"):
    """A kind that somebody began."""

    component: str = "web"

    @property
    def key(self) -> str:
        return "half:"


def test_a_kind_that_is_not_whole_is_refused_with_what_it_lacks() -> None:
    with pytest.raises(TypeError, match="Half is no kind of target yet: it lacks host, read, typed, label, plan, sch"):
        probes.whole(Half)  # type: ignore[type-abstract]  # mypy finds it, too
