"""A wrong clock, on real sockets: anchors that date their answers otherwise, and a certificate that is over."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from tests.cli.conftest import Commands
from tests.sources.servers import Authority, Server, says


class Outside:
    """Three anchors of three owners, whose clocks are ahead of this computer's, and a service with a certificate."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._folder, self._stack = folder, stack

    def anchors(self, ahead: timedelta) -> tuple[str, ...]:
        date = {"Date": format_datetime(datetime.now(UTC) + ahead, usegmt=True)}
        places = {"localhost": "127.0.0.1", "127.211.9.1": "127.211.9.1", "127.212.9.1": "127.212.9.1"}
        found = {
            host: self._stack.enter_context(Server(says(200, b"fine", date), at=(place, 0)))
            for host, place in places.items()
        }
        return tuple(server.url(host=host) for host, server in found.items())

    def service(self, monkeypatch: pytest.MonkeyPatch, days: tuple[int, int]) -> str:
        authority = Authority(self._folder)
        monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
        server = Server(says(200, b"fine"), authority.context("localhost", days=days))
        return self._stack.enter_context(server).url(host="localhost")


@pytest.fixture
def outside(tmp_path: Path) -> Iterator[Outside]:
    with ExitStack() as stack:
        yield Outside(tmp_path, stack)


def test_it_is_told_and_the_service_is_not_down(
    cli: Commands, outside: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "400")
    cli.set(anchors=outside.anchors(timedelta(days=40 * 366)), proxy="none")
    told = cli("check", outside.service(monkeypatch, (-40, -1)))
    assert told.status == 2
    assert "Your computer's clock is wrong. So secure connections fail" in told.out
    assert "You can try: 1. Your clock is 40 years behind: set it right" in told.out
    assert "It is not known whether" in told.out


def test_a_few_minutes_are_told_beside_what_works(
    cli: Commands, outside: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "400")
    cli.set(anchors=outside.anchors(timedelta(minutes=-10)), proxy="none")
    told = cli("check", outside.service(monkeypatch, (-1, 30)))
    assert told.status == 0
    assert "Your computer's clock is 10 min ahead." in told.out
    assert "You can try: 1. Your clock is 10 min ahead: set it right" in told.out


def test_a_certificate_that_is_over_is_the_services_own_where_the_clock_is_right(
    cli: Commands, outside: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    cli.set(anchors=outside.anchors(timedelta(seconds=2)), proxy="none")
    told = cli("check", outside.service(monkeypatch, (-40, -1)))
    assert "clock" not in told.out
    assert "certificate" in told.out
