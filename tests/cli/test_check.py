"""One round over real servers on loopback: what it finds, what it prints, how it ends."""

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from notifier.catalogue.own import service_from_address
from notifier.cli import journal
from notifier.config.model import WatchedService
from notifier.core.events import Notice
from notifier.core.look import UsualLook
from notifier.core.model import Incident, Scope, State
from notifier.core.ports import Batch, Trust
from notifier.sources.look import look_of
from notifier.store.database import open_for_reading
from notifier.store.writer import HistoryWriter
from notifier.words.times import Clock
from tests.cli.conftest import Commands
from tests.cli.world import Server, World
from tests.sources.servers import free_port

KEYS = ["service", "state", "minor", "scope", "line", "components", "readings", "page", "elsewhere", "instead"]
READING_KEYS = ["source", "component", "target", "outcome", "failure", "latency_ms", "detail", "address"]
PAGE_KEYS = [
    "address", "provider", "level", "reason", "title", "read", "updated", "components", "incidents", "maintenances",
    "missing",
]  # fmt: skip


def trust(cli: Commands, server: Server, page: bytes = b"") -> None:
    """Let the history know that the server has answered well for long, with a page that looked like this."""
    service = service_from_address(server.url)
    (target,) = service.targets
    long_ago = datetime.now(UTC) - timedelta(days=3)
    learned = Trust(service.id, target.key, long_ago, datetime.now(UTC), 4000.0, 0.0, 2.0, 0.2, 4000.0)
    look = look_of(page, target.key)
    if look is not None:
        usual = UsualLook(look.title, look.size, look.size, look.words[:6], alike=500)
        learned = msgspec.structs.replace(learned, look=usual)
    notices: list[Notice] = []
    with HistoryWriter.open(cli.paths.history_file, notices.append) as writer:
        writer.commit(Batch(trust=(learned,)))
    assert notices == []


def outcomes(told: dict[str, Any]) -> list[str]:
    return [each["outcome"] for each in told["readings"] if each["source"] == "probe"]


def test_a_proxy_that_refuses_is_named_and_no_service_is_blamed(cli: Commands, internet: World) -> None:
    cli.set(proxy=f"http://127.0.0.1:{free_port()}")
    place = cli.settings.proxy.removeprefix("http://")
    told = cli("check", "https://acme.example/", "--json").json
    assert (told["state"], outcomes(told)) == ("unknown", ["unverifiable"] * len(outcomes(told)))
    words = " ".join(cli("check", "https://acme.example/").out.split())
    assert f"The proxy {place} cannot be used: https://acme.example/" in words
    cli.set(language="id")
    assert f"Proxy {place} tidak bisa dipakai" in " ".join(cli("check", "https://acme.example/").out.split())


def test_a_service_that_answers_is_fine(cli: Commands, internet: World) -> None:
    server = internet.server()
    told = cli("check", server.url, "--json")
    assert told.status == 0, told.err
    assert list(told.json) == KEYS
    assert (told.json["state"], told.json["line"], told.json["page"]) == ("ok", "online", None)
    assert told.json["components"] == {"web": "ok"}
    assert told.json["service"] == service_from_address(server.url).id
    (reading,) = told.json["readings"]
    assert list(reading) == READING_KEYS
    assert (reading["source"], reading["component"], reading["target"]) == ("probe", "web", server.url)
    assert (reading["outcome"], reading["failure"]) == ("ok", None)
    assert 0 < reading["latency_ms"] < 5000


def test_an_address_that_never_answered_is_a_possible_problem_at_most(cli: Commands, internet: World) -> None:
    server = internet.server()
    server.die()
    told = cli("check", server.url, "--json")
    assert told.status == 1
    assert told.json["state"] == "possible"
    assert outcomes(told.json) == ["failed"] * 4
    assert {each["failure"] for each in told.json["readings"]} == {"connect_refused"}


def test_a_trusted_address_that_fails_four_times_is_down(cli: Commands, internet: World) -> None:
    server = internet.server()
    trust(cli, server)
    server.die()
    told = cli("check", server.url, "--json")
    assert (told.status, told.json["state"]) == (1, "outage")
    assert told.json["components"] == {"web": "outage"}
    assert outcomes(told.json) == ["failed"] * 4


def instead_of(cli: Commands, internet: World) -> tuple[Server, Server, Server]:
    """Have the user watch what is down, and name two others instead: one works, one fails, too."""
    down, works, fails = (internet.server() for _ in range(3))
    trust(cli, down)
    ids = []
    for each in (down, works, fails):
        cli.catalogue.own.add(made := service_from_address(each.url))
        ids.append(made.id)
    cli.set(watched=(WatchedService(ids[0], alternatives=tuple(ids[1:])),))
    down.die()
    fails.status = 503
    return down, works, fails


def test_what_can_be_used_instead_is_read_and_never_what_fails_too(cli: Commands, internet: World) -> None:
    down, works, fails = instead_of(cli, internet)
    name = service_from_address(works.url).name
    told = cli("check", service_from_address(down.url).id, "--json")
    (named,) = told.json["instead"]
    assert (named["name"], named["state"], named["address"]) == (name, "ok", works.url)
    assert works.asked
    assert fails.asked
    said = " ".join(cli("status").out.split())
    assert f"Instead of {service_from_address(down.url).name}: {name} works." in said


def test_on_a_bad_line_nothing_is_named(cli: Commands, internet: World) -> None:
    down, works, _fails = instead_of(cli, internet)
    internet.cut_line()
    told = cli("check", service_from_address(down.url).id, "--json")
    assert (told.json["instead"], works.asked) == ([], [])


def test_a_server_error_is_a_failure(cli: Commands, internet: World) -> None:
    server = internet.server()
    trust(cli, server)
    server.status = 503
    told = cli("check", server.url, "--json")
    assert (told.status, told.json["state"]) == (1, "outage")
    assert told.json["readings"][0]["failure"] == "http_5xx"


def test_with_the_line_down_nothing_can_be_told(cli: Commands, internet: World) -> None:
    server = internet.server()
    trust(cli, server)
    server.die()
    internet.cut_line()
    told = cli("check", server.url, "--json")
    assert told.status == 2
    assert told.json["line"] == "offline"
    assert told.json["state"] == "unknown"
    assert set(told.json["components"].values()) == {"unknown"}


def test_several_are_read_at_once_and_the_worst_decides(cli: Commands, internet: World) -> None:
    fine, broken = internet.server(), internet.server()
    broken.status = 500
    trust(cli, broken)
    told = cli("check", fine.url, broken.url, fine.url, "--json")
    assert told.status == 1, told.err
    assert [(each["service"], each["state"]) for each in told.json] == [
        (service_from_address(fine.url).id, "ok"),
        (service_from_address(broken.url).id, "outage"),
    ]
    out = cli("check", fine.url, internet.server().url).out
    assert out.count(" works.") == 2
    assert out.count("Your connection is fine") == 1, "the line is told once, for all of them"


def test_one_unknown_among_several_is_wrong_use(cli: Commands, internet: World) -> None:
    server = internet.server()
    told = cli("check", server.url, "whatsap-nothing")
    assert (told.status, told.out, server.asked) == (64, "", [])


@pytest.mark.parametrize("command", ["check", "status"])
def test_with_the_line_down_it_says_in_one_line_what_can_be_tried(
    command: str, cli: Commands, internet: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = internet.server()
    trust(cli, server)
    cli.set(watched=(WatchedService(service_from_address(server.url).id),))
    monkeypatch.setenv("COLUMNS", "400")
    line = "You can try: 1. Look whether Wi-Fi is on"
    arguments = (command, server.url) if command == "check" else (command,)
    assert line not in cli(*arguments).out
    server.die()
    internet.cut_line()
    assert line in cli(*arguments).out


def test_a_wall_cannot_tell(cli: Commands, internet: World) -> None:
    server = internet.server()
    server.status = 403
    told = cli("check", server.url, "--json")
    assert (told.status, told.json["state"]) == (2, "unknown")
    assert set(outcomes(told.json)) == {"unverifiable"}
    said = " ".join(cli("check", server.url).out.split())
    assert "It answers 403: it does not let this program in: " in said


def test_host_and_port(cli: Commands, internet: World) -> None:
    server = internet.server()
    told = cli("check", f"{server.host}:{server.port}", "--json")
    assert told.status == 0
    assert told.json["readings"][0]["target"] == f"tcp://{server.host}:{server.port}"


def test_an_official_page_behind_an_address_is_found_and_read(cli: Commands, internet: World) -> None:
    server = internet.server()
    server.be_page()
    told = cli("check", server.url, "--json")
    assert told.status == 0, told.err
    page = told.json["page"]
    assert list(page) == PAGE_KEYS
    assert (page["provider"], page["level"]) == ("statuspage", "operational")
    assert page["updated"] == "2026-01-01T00:00:00Z"
    assert page["components"] == [{"id": "c1", "name": "Web", "group": "", "level": "operational"}]


def test_a_page_that_reports_a_major_outage_is_believed(cli: Commands, internet: World) -> None:
    server = internet.server()
    server.be_page("critical", "major_outage")
    told = cli("check", server.url, "--json")
    assert told.status == 1
    assert (told.json["state"], told.json["scope"], told.json["page"]["level"]) == (
        "outage",
        "everyone",
        "major_outage",
    )


def test_a_check_leaves_nothing_behind(cli: Commands, internet: World) -> None:
    server = internet.server()
    settings = cli.settings
    assert cli("check", server.url).status == 0
    assert not cli.paths.history_file.exists()
    assert list(cli.paths.own_services.iterdir()) == []
    assert cli.settings == settings


def test_the_sheet_in_words(cli: Commands, internet: World) -> None:
    server = internet.server()
    server.die()
    told = cli("check", server.url)
    assert told.status == 1
    assert "may have a problem: 4 of 4 tries failed (" in told.out
    assert f"The connection was refused: {server.url}" in told.out
    assert "Your connection is fine (3 of 3 answer)." in told.out
    assert "\x1b" not in told.out


def test_a_page_that_says_sorry_is_no_answer_that_tells(cli: Commands, internet: World) -> None:
    home = b"<title>Acme</title>" + b"<p>Beautiful things for everybody, delivered tomorrow</p>" * 200
    server = internet.server()
    server.answers["/"] = (200, home)
    trust(cli, server, home)
    assert cli("check", server.url, "--json").json["state"] == "ok"
    server.answers["/"] = (200, b"<title>Sorry</title>We will be back soon")
    told = cli("check", server.url, "--json")
    assert (told.json["state"], outcomes(told.json)) == ("unknown", ["unverifiable"])
    assert told.json["readings"][0]["detail"] == "another page than usual answers"
    said = cli("check", server.url).out
    assert f"Another page than usual answers: {server.url}" in said


def test_remote_text_cannot_steer_the_terminal(cli: Commands, internet: World) -> None:
    server = internet.server()
    title = "\x1b[2J\x1b]0;owned\x07Broken\nall of it\u202e"
    statement = {
        "id": "u1",
        "status": "investigating",
        "body": "\x9b31mWe look",
        "created_at": "2026-01-01T00:00:00Z",
        "updated_at": "2026-01-01T00:00:00Z",
        "display_at": "2026-01-01T00:00:00Z",
    }
    incident = {
        "id": "i1",
        "name": title,
        "status": "investigating",
        "impact": "major",
        "created_at": "2026-01-01T00:00:00Z",
        "updated_at": "2026-01-01T00:00:00Z",
        "started_at": "2026-01-01T00:00:00Z",
        "incident_updates": [statement],
        "components": [],
        "shortlink": "https://example.org/i1",
    }
    server.be_page("major", "partial_outage", [incident])
    for argv in (["check", server.url], ["check", server.url, "--json"]):
        told = cli(*argv)
        assert not [each for each in told.out if each in "\x1b\x07\x9b\u202e"]
    assert "Broken" in cli("check", server.url).out


def test_unknown_names_and_bad_addresses_are_wrong_use(cli: Commands) -> None:
    assert cli("check", "watsapp").status == 64
    assert cli("check", "ftp://example.org").status == 64
    assert "did you mean: WhatsApp" in cli("check", "watsapp").err


def test_status_reads_what_is_watched(cli: Commands, internet: World) -> None:
    fine, broken = internet.server(), internet.server()
    for server in (fine, broken):
        assert cli("add", f"{server.host}:{server.port}").status == 0
    broken.die()
    told = cli("status", "--json")
    assert told.status == 1
    assert list(told.json) == ["line", "services"]
    assert told.json["line"] == "online"
    assert [list(each) for each in told.json["services"]] == [KEYS, KEYS]
    assert sorted(each["state"] for each in told.json["services"]) == ["ok", "possible"]
    table = cli("status").out.splitlines()
    assert f"{broken.host}:{broken.port}" in table[1]  # problems first
    assert f"{fine.host}:{fine.port}" in table[2]


def test_status_leaves_out_what_never_answered_while_the_rest_has_for_hours_and_check_does_not(
    cli: Commands, internet: World
) -> None:
    works, never = internet.server(), internet.server()
    service = service_from_address(works.url)
    both = msgspec.structs.replace(service, targets=service.targets + service_from_address(never.url).targets)
    cli.catalogue.own.add(both)
    cli.set(watched=(WatchedService(both.id),))
    trust(cli, works)
    never.die()
    told = cli("status", "--json")
    assert (told.status, told.json["services"][0]["state"]) == (0, "ok")
    told = cli("check", both.id, "--json")
    assert (told.status, told.json["state"]) == (1, "possible")


def test_status_reads_the_history_once_however_many_are_watched(
    cli: Commands, internet: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    servers = [internet.server() for _ in range(3)]
    for server in servers:
        assert cli("add", f"{server.host}:{server.port}").status == 0
    trust(cli, servers[0])
    asked = list[Path]()

    def noted(path: Path) -> sqlite3.Connection:
        asked.append(path)
        return open_for_reading(path)

    monkeypatch.setattr(journal, "open_for_reading", noted)
    assert len(cli("status", "--json").json["services"]) == 3
    assert asked == [cli.paths.history_file]


def test_status_never_calls_its_own_start_the_beginning(cli: Commands, internet: World) -> None:
    server = internet.server()
    service = service_from_address(server.url)
    cli.catalogue.own.add(service)
    cli.set(watched=(WatchedService(service.id),))
    trust(cli, server)
    server.die()
    told = " ".join(cli("status").out.split())
    assert "unreachable from here (watching since " in told
    began = datetime.now(UTC) - timedelta(days=400)
    open_one = Incident("i1", service.id, began, None, State.OUTAGE, Scope.UNCLEAR)
    with HistoryWriter.open(cli.paths.history_file, lambda notice: None) as writer:
        writer.commit(Batch(incidents=(open_one,)))
    told = " ".join(cli("status").out.split())
    assert "watching since" not in told
    assert f"unreachable from here since {Clock(datetime.now(UTC)).moment(began)}" in told.replace("\u00a0", " ")
    asked = msgspec.structs.replace(open_one, scope=Scope.REGION, countries=("ID",))
    with HistoryWriter.open(cli.paths.history_file, lambda notice: None) as writer:
        writer.commit(Batch(incidents=(asked,)))
    assert "down in Indonesia, failing since" in " ".join(cli("status").out.split()), "as the tray says it"


def test_status_of_nothing_says_how_to_begin(cli: Commands, internet: World) -> None:
    told = cli("status", "--json")
    assert (told.status, told.json) == (0, {"line": "online", "services": []})
    assert "outage-notifier add whatsapp" in told.err


def test_a_watched_service_that_is_gone_is_said(cli: Commands, internet: World) -> None:
    cli.set(watched=(WatchedService("gone.example"),))
    told = cli("status", "--json")
    assert told.json["services"] == []
    assert "gone.example is watched, but no catalogue has it" in told.err


def test_indonesian(cli: Commands, internet: World) -> None:
    server = internet.server()
    cli.set(language="id")
    told = cli("check", server.url)
    assert told.status == 0
    assert "works" not in told.out
    assert "Your connection" not in told.out


def test_an_added_page_is_read_as_the_service_from_then_on(cli: Commands, internet: World) -> None:
    server = internet.server()
    server.be_page("critical", "major_outage")
    added = cli("add", server.url)
    assert (added.status, added.out.strip().endswith("its official page is read.")) == (0, True)
    (watched,) = cli.settings.watched
    service = cli.catalogue.get(watched.id)
    assert service is not None
    assert service.page is not None
    assert (service.page.provider, service.page.url) == ("statuspage", server.url.rstrip("/"))
    (told,) = cli("status", "--json").json["services"]
    assert (told["state"], told["page"]["level"]) == ("outage", "major_outage")


@pytest.mark.parametrize(
    ("status", "body", "reason"),
    [
        (429, b"", "it answers 429: it is asked too often"),
        (403, b"<html>Go away", "it answers 403: it does not let this program in"),
        (200, b"<html><title>Please wait", "a web page came instead of its data"),
        (200, b'{"page": {"id": "p1", "na', "its answer was cut off, or is not data"),
    ],
)
def test_what_looks_like_a_status_page_and_cannot_be_read_never_works(
    status: int, body: bytes, reason: str, cli: Commands, internet: World
) -> None:
    server = internet.server()
    server.answers["/api/v2/summary.json"] = server.answers["/status/api/v2/summary.json"] = (status, body)
    server.answers["/status"] = (200, b"<html><title>Acme</title></html>")
    server.status = 404
    told = cli("check", f"{server.url}status")
    assert told.status == 2
    assert "It is not known whether" in told.out
    assert f"This looks like a status page that I cannot read ({reason})." in " ".join(told.out.split())
    assert "  - " not in told.out
    page = cli("check", f"{server.url}status", "--json").json["page"]
    assert (page["level"], page["address"]) == (None, f"{server.url}status")
    assert page["reason"]
