"""A page whose reading never ends is given up by the watcher outside the engine's thread; everything else goes on."""

import threading
import time
from collections.abc import Callable
from functools import partial

import pytest

from notifier.core.model import Outcome
from notifier.sources import parse_guard
from notifier.sources.pages import reader as pages
from notifier.sources.parse_guard import ParseTooLongError, within_limit
from tests.sources.conftest import Start
from tests.sources.pages.providers.examples import target_of
from tests.sources.pages.test_every_page import READABLE, read_twice, world_of
from tests.sources.servers import Authority

REAL_PACE = parse_guard.pace

pytestmark = pytest.mark.fault("a page cannot stop the program: a parse that hangs")


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parse_guard, "CPU_MOST_S", 0.05)
    monkeypatch.setattr(parse_guard, "LOOK_S", 0.01)
    monkeypatch.setattr(parse_guard, "pace", lambda: 1.0)


def spin() -> None:
    while True:
        pass


def spin_and_swallow() -> None:
    while True:
        try:
            spin()
        except Exception:
            continue


def spin_in_a_comprehension() -> None:
    sum(each for each in iter(int, 1))


def burn(until_s: float) -> str:
    begun_s = time.thread_time()
    while time.thread_time() - begun_s < until_s:
        pass
    return "done"


@pytest.mark.parametrize("hang", [spin, spin_and_swallow, spin_in_a_comprehension])
@pytest.mark.expects_log("takes too long")
def test_it_is_ended(hang: Callable[[], None]) -> None:
    begun_s = time.thread_time()
    with pytest.raises(ParseTooLongError):
        within_limit("https://status.example", hang)
    assert time.thread_time() - begun_s < 0.5, "nothing is waited for that has arrived"
    assert within_limit("https://status.example", lambda: "the next one") == "the next one"


@pytest.mark.expects_log("takes too long")
def test_what_ends_at_the_very_limit_disturbs_nothing_afterwards(
    record_property: Callable[[str, object], None],
) -> None:
    """The watcher's exception arrives in the parse that it is meant for, or nowhere."""
    tries, ended = 40, 0
    for number in range(tries):
        try:
            assert within_limit("x", partial(burn, 0.04 + 0.0005 * number)) == "done"
        except ParseTooLongError:
            ended += 1
        assert sum(range(2000)) == 1_999_000
    assert 0 < ended < tries
    record_property("tries", tries)


def test_what_fails_by_itself_fails_as_it_is() -> None:
    def fail() -> None:
        raise KeyError("x")

    with pytest.raises(KeyError):
        within_limit("x", fail)


@pytest.mark.expects_log("takes too long")
def test_two_threads_are_told_apart() -> None:
    found = list[str]()

    def well() -> None:
        for _ in range(50):
            found.append(within_limit("y", lambda: burn(0.001)))

    thread = threading.Thread(target=well)
    thread.start()
    with pytest.raises(ParseTooLongError):
        within_limit("x", spin)
    thread.join()
    assert found == ["done"] * 50


def test_a_slower_computer_has_more_time(monkeypatch: pytest.MonkeyPatch) -> None:
    assert 1.0 <= REAL_PACE() < 100.0
    monkeypatch.setattr(parse_guard, "pace", lambda: 20.0)
    assert within_limit("x", partial(burn, 0.15)) == "done"


def test_more_that_came_has_more_time() -> None:
    assert within_limit("x", partial(burn, 0.12), 5 * parse_guard.MEGABYTE) == "done"


@pytest.mark.expects_log("takes too long")
def test_a_page_that_hangs_is_unreadable(start: Start, trusted: Authority, monkeypatch: pytest.MonkeyPatch) -> None:
    module, case = READABLE[0].values
    world, options = world_of(module, case, trusted, start)
    monkeypatch.setattr(pages, "page_of", lambda *_what: spin())
    for reading in read_twice(target_of(module, case), options, world):
        assert (reading.outcome, reading.detail) == (Outcome.UNREADABLE, "reading it takes too long")
