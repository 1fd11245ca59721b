import socket
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from notifier.cli.doctor import machine
from notifier.cli.doctor.findings import Level
from notifier.config.model import WatchedService
from notifier.core.events import Notice
from notifier.store.writer import HistoryWriter
from tests.cli.conftest import Commands, Told
from tests.cli.world import World

KEYS = ["id", "name", "level", "text", "hint", "command"]
IDS = {
    "installation",
    "versions",
    "settings",
    "config_folder",
    "data_folder",
    "log_folder",
    "history",
    "catalogue",
    "display",
    "tray",
    "notifications",
    "keyring",
    "autostart",
    "line",
    "anchor",
    "names",
    "certificates",
    "clock",
    "proxy",
}


@pytest.fixture(autouse=True)
def no_desktop(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus")


def found(told: Told, key: str) -> dict[str, Any]:
    (one,) = [each for each in told.json if each["id"] == key]
    return dict(one)


def test_json_has_every_finding_in_one_shape(cli: Commands, internet: World) -> None:
    told = cli("doctor", "--json")
    assert told.status == 0
    assert {each["id"] for each in told.json} == IDS
    assert all(list(each) == KEYS for each in told.json)
    assert {each["level"] for each in told.json} <= {"ok", "warning", "bad"}
    assert [each["level"] for each in told.json if each["id"] == "anchor"] == ["ok"] * 3
    assert found(told, "line")["level"] == "ok"
    assert found(told, "clock")["level"] == "ok"
    assert found(told, "names")["level"] == "ok"


def test_each_warning_in_words_with_a_command(cli: Commands, internet: World) -> None:
    told = cli("doctor")
    assert told.status == 0
    assert "warning: Display: There is no display" in told.out
    assert "$ outage-notifier watch" in told.out
    assert "Your connection is fine (3 of 3 anchors answer)." in told.out


def test_a_line_that_is_down_cannot_tell(cli: Commands, internet: World) -> None:
    internet.cut_line()
    told = cli("doctor", "--json")
    assert told.status == 2
    assert found(told, "line")["level"] == "bad"
    assert found(told, "line")["hint"]


def test_a_damaged_history_is_a_problem(cli: Commands, internet: World) -> None:
    cli.paths.history_file.write_bytes(b"no database" * 1000)
    told = cli("doctor", "--json")
    assert told.status == 1
    assert found(told, "history")["level"] == "bad"


def test_a_history_that_is_whole(cli: Commands, internet: World) -> None:
    notices: list[Notice] = []
    HistoryWriter.open(cli.paths.history_file, notices.append).close()
    told = found(cli("doctor", "--json"), "history")
    assert (told["level"], notices) == ("ok", [])
    assert "undamaged" in told["text"]


def test_rows_that_were_overwritten_are_found(cli: Commands, internet: World) -> None:
    notices: list[Notice] = []
    HistoryWriter.open(cli.paths.history_file, notices.append).close()
    data = bytearray(cli.paths.history_file.read_bytes())
    data[4096 * 2 : 4096 * 4] = b"\xff" * 4096 * 2
    cli.paths.history_file.write_bytes(data)
    assert found(cli("doctor", "--json"), "history")["level"] == "bad"


def test_a_broken_settings_file_is_named_with_what_to_type(cli: Commands, internet: World) -> None:
    with cli.paths.settings_file.open("a") as file:
        file.write('theme = "pink"\n')
    told = found(cli("doctor", "--json"), "settings")
    assert told["level"] == "warning"
    assert "theme" in told["text"]
    assert told["command"] == "outage-notifier config KEY VALUE"


def test_a_watched_service_that_is_unknown(cli: Commands, internet: World) -> None:
    cli.set(watched=(WatchedService("gone.example"),))
    told = found(cli("doctor", "--json"), "catalogue")
    assert (told["level"], told["command"]) == ("warning", "outage-notifier remove gone.example")


def test_a_proxy_that_does_not_answer(cli: Commands, internet: World) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        cli.set(proxy=f"http://127.0.0.1:{taken.getsockname()[1]}")
        told = found(cli("doctor", "--json"), "proxy")
    assert told["level"] == "bad"
    assert told["text"].endswith(" does not answer (the connection was refused).")
    assert told["command"] == "outage-notifier config proxy none"


def test_a_proxy_that_answers(cli: Commands, internet: World) -> None:
    cli.set(proxy=f"http://127.0.0.1:{internet.by_name.port}")
    told = found(cli("doctor", "--json"), "proxy")
    assert (told["level"], told["text"]) == ("ok", f"http://127.0.0.1:{internet.by_name.port} answers.")


def test_a_proxy_that_wants_a_password_is_told_from_what_was_asked_through_it(
    cli: Commands, internet: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy = internet.server()
    proxy.status = 407
    cli.set(anchors=("http://acme.example/", *internet.anchors[1:]), proxy=f"http://{proxy.host}:{proxy.port}")
    told = found(cli("doctor", "--json"), "proxy")
    assert told["level"] == "bad"
    assert told["text"].startswith(f"The proxy {proxy.host}:{proxy.port} wants a user name and a password (")
    assert told["command"] == "outage-notifier config proxy none"


def test_a_clock_that_is_wrong(cli: Commands, internet: World, monkeypatch: pytest.MonkeyPatch) -> None:
    old = "Wed, 01 Jan 2020 00:00:00 GMT"
    monkeypatch.setattr(BaseHTTPRequestHandler, "date_time_string", lambda self, timestamp=None: old)
    told = found(cli("doctor", "--json"), "clock")
    assert told["level"] == "warning"
    assert "ahead" in told["text"]
    assert told["command"] == "sudo timedatectl set-ntp true"


def test_versions_name_what_is_known_to_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "version", lambda _package: machine.BROKEN_QT)
    finding = machine.versions()
    assert finding.level is Level.BAD
    assert "pyside6-essentials!=6.12.0" in finding.command


def test_indonesian(cli: Commands, internet: World) -> None:
    english = cli("doctor").out
    cli.set(language="id")
    indonesian = cli("doctor").out
    assert "Your connection is fine" in english
    assert "Your connection" not in indonesian
    assert "There is no display" not in indonesian


def test_how_it_was_installed_and_what_updates_it(cli: Commands, internet: World) -> None:
    told = cli("doctor", "--json")
    (found,) = [each for each in told.json if each["id"] == "installation"]
    assert found["level"] == "ok"
    assert found["text"].startswith("Version 0.1.0, installed from its sources, in ")
    assert "catalogue: " in found["text"]
    assert found["command"].startswith("git -C ")
