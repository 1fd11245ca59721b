"""`watch` with the default settings, for some minutes: the cadence as the other side sees it, and what it asked for."""

from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, NamedTuple

import pytest

from tests.lab.ground import network
from tests.lab.program import Own, Program
from tests.lab.story import story
from tests.lab.wire import GAP_S, connections, requests_of, shortest_gaps

pytestmark = pytest.mark.lab

PROBES_S: Final = (25.65, 30.0)
"""Of a service that has a single address: a tenth of luck, and a twentieth to go with others."""
PAGES_S: Final = (108.0, 120.0)
LATE_S: Final = 6.0
"""A busy machine is a little late, and names take a while to look up; to the millisecond it is held in virtual time."""
RECHECKS_S: Final = (0.0, 5.0, 12.0, 20.0)
RATE_LIMIT_S: Final = 100
BUSY_S: Final = 45

FINE: Final = "www.fine.example"
MOVED: Final = "www.moved.example"
LIMITED: Final = "api.limited.example"
BESIDE: Final = "www.limited.example"
BUSY: Final = "www.busy.example"
BROKEN: Final = "www.broken.example"
CROWD: Final = "www.crowd.example"
PAGE: Final = "status.fine.example"


def _http(host: str, path: str = "") -> str:
    return f'{{ kind = "http", url = "https://{host}/{path}", expect = {{ statuses = [200] }} }}'


SERVICES: Final = (
    Own("fine", (_http(FINE),), f'provider = "statuspage"\nurl = "https://{PAGE}"'),
    Own("moved", (_http(MOVED),)),
    Own("limited", (_http(LIMITED), _http(BESIDE))),
    Own("busy", (_http(BUSY),)),
    Own("broken", ('{ kind = "tcp", host = "www.broken.example", port = 5222 }',)),
    Own("crowd", tuple(_http(CROWD, str(number)) for number in range(4))),
    Own("crowd-again", tuple(_http(CROWD, f"again/{number}") for number in range(2))),
)


class Told(NamedTuple):
    """What the lab saw: when each host was contacted, and what was asked of it."""

    connections: dict[str, list[float]]
    gaps: dict[str, float]
    pages: list[dict[str, Any]]
    moved: list[str]
    busy_since: float
    limited_since: float
    beside_failed: bool
    crowd: set[str]


@story(about_s=280)
def cadence() -> Told:
    """Four minutes of the program as it comes; meanwhile some hosts break, and some ask to be left alone."""
    with network() as lab, TemporaryDirectory() as folder:
        lab.set({PAGE: "statuspage", f"{MOVED}/": f"redirect:https://{MOVED}/there", f"{MOVED}/there": "ok"})
        program = Program(lab, Path(folder), SERVICES)
        with program.watch() as watching:
            for each in SERVICES:
                watching.wait(f"{each.name}: works", 120)
            limit = {"mode": "ratelimit", "retry_after": str(RATE_LIMIT_S)}
            busy = {"status": 503, "headers": {"Retry-After": str(BUSY_S)}}
            mark = lab.mark()
            lab.set({LIMITED: limit, BUSY: busy})
            (limited,) = lab.wait(1, 90, mark, host=LIMITED)[:1]
            (refused,) = lab.wait(1, 90, mark, host=BUSY)[:1]
            lab.set({BESIDE: "status:500", BROKEN: "refuse"})
            lab.wait(4, 150, mark, event="syn", name=BROKEN)
            lab.wait(2, 150, mark, host=LIMITED)
            lab.wait(2, 100, mark, host=BUSY)
            lab.wait(4, 240, host=FINE)
            lab.wait(2, 240, host=PAGE)
        failed = bool(lab.events("done", mark, status=500))
        return Told(
            connections(lab),
            shortest_gaps(lab),
            requests_of(lab, PAGE),
            [each["path"] for each in requests_of(lab, MOVED)],
            refused["t"],
            limited["t"],
            failed,
            {each["path"] for each in requests_of(lab, CROWD)},
        )


def _pauses(times: list[float]) -> list[float]:
    return [b - a for a, b in pairwise(times)]


def test_a_calm_host_that_is_all_of_its_service_is_read_about_twice_a_minute() -> None:
    pauses = _pauses(cadence.told().connections[FINE])
    assert len(pauses) >= 3
    # where services of several owners fail together, everything is read once between
    early = [pause for pause in pauses if pause < PROBES_S[0] - 0.5]
    assert len(early) <= 2, pauses
    assert all(GAP_S <= pause <= PROBES_S[1] + LATE_S for pause in pauses), pauses


def test_an_official_page_is_read_every_two_minutes_and_only_if_it_changed() -> None:
    told = cadence.told()
    pauses = _pauses([each["t"] for each in told.pages])
    assert pauses
    assert all(PAGES_S[0] - 0.5 <= pause <= PAGES_S[1] + LATE_S for pause in pauses), pauses
    assert all("if-none-match" in each["headers"] for each in told.pages[1:])


def test_a_redirect_is_followed_at_once_within_one_reading() -> None:
    paths = cadence.told().moved
    assert paths[:4] == ["/", "/there"] * 2


def test_a_failure_is_looked_at_again_after_5_12_and_20_seconds() -> None:
    times = cadence.told().connections[BROKEN]
    offsets = _offsets_of_the_burst(times)
    assert all(each - planned <= LATE_S for each, planned in zip(offsets[:4], RECHECKS_S, strict=True)), offsets
    # one may come sooner: where services of several owners fail together, everything is read once between
    sooner = [each for each, planned in zip(offsets[:4], RECHECKS_S, strict=True) if each < planned - 0.1]
    assert len(sooner) <= 1, offsets
    assert all(pause >= GAP_S for pause in _pauses(offsets[:4])), offsets


def _offsets_of_the_burst(times: list[float]) -> list[float]:
    """Times since the reading after which the next one followed much sooner than in half a minute."""
    first = next(a for a, b in pairwise(times) if b - a < 20)
    return [each - first for each in times if each >= first]


def test_a_rate_limit_is_kept_even_if_something_else_of_the_service_fails() -> None:
    told = cadence.told()
    assert told.beside_failed
    later = [each - told.limited_since for each in told.connections[LIMITED] if each > told.limited_since + 0.5]
    assert later
    assert min(later) >= RATE_LIMIT_S - 0.5, later


def test_retry_after_of_a_busy_service_is_kept() -> None:
    told = cadence.told()
    later = [each - told.busy_since for each in told.connections[BUSY] if each > told.busy_since + 0.5]
    assert later
    assert min(later) >= BUSY_S - 0.5, later


def test_many_addresses_of_one_host_are_read_one_by_one() -> None:
    told = cadence.told()
    assert told.crowd == {"/0", "/1", "/2", "/3", "/again/0", "/again/1"}
    assert {host: gap for host, gap in told.gaps.items() if gap < GAP_S and host != MOVED} == {}
