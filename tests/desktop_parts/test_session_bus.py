"""A silent bus is told from one that answers, one that refuses, and one that is not there."""

import os
import socket
from pathlib import Path

import pytest

from notifier.desktop.session_bus import ADDRESS, is_silent, leave_out_a_silent_bus
from tests.desktop_parts.bus import bus as bus

PATIENCE_S = 0.2


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    return "bus"


def test_a_bus_that_says_nothing_is_silent(path: str) -> None:
    with socket.socket(socket.AF_UNIX) as bus:
        bus.bind(path)
        bus.listen(1)
        assert is_silent(f"unix:path={path},guid=0;tcp:host=x", PATIENCE_S)


def test_a_bus_that_takes_nobody_any_more_is_silent(path: str) -> None:
    with socket.socket(socket.AF_UNIX) as bus, socket.socket(socket.AF_UNIX) as other:
        bus.bind(path)
        bus.listen(0)
        other.connect(path)  # the queue is full now
        assert is_silent(f"unix:path={path}", PATIENCE_S)


def test_a_real_bus_is_not(bus: str) -> None:
    assert not is_silent(bus, PATIENCE_S)


@pytest.mark.parametrize(
    "address", ["", "unix:path=/nonexistent", "unix:path=/dev/null", "unix:abstract=nobody", "tcp:host=x", "unix:", "x"]
)
def test_what_is_not_there_or_of_another_kind_is_not(address: str) -> None:
    assert not is_silent(address, PATIENCE_S)


def test_one_that_closes_at_once_is_not(path: str) -> None:
    with socket.socket(socket.AF_UNIX) as bus:
        bus.bind(path)
        assert not is_silent(f"unix:path={path}", PATIENCE_S)  # nobody listens


@pytest.mark.expects_log("does not answer")
def test_it_is_done_without(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("notifier.desktop.session_bus.PATIENCE_S", PATIENCE_S)
    with socket.socket(socket.AF_UNIX) as bus:
        bus.bind(path)
        bus.listen(1)
        monkeypatch.setenv(ADDRESS, f"unix:path={path}")
        leave_out_a_silent_bus()
    assert os.environ[ADDRESS] == "unix:path=/dev/null"
