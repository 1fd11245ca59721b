"""`watch` over real sockets: services that broke in every way at the same moment are out, and come back.

The interval is lowered; the politeness towards hosts is not.
"""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, NamedTuple

import pytest

from notifier.config.witnesses import shipped_witnesses
from tests.lab.ground import network
from tests.lab.program import Check, Own, Program
from tests.lab.story import story
from tests.lab.wire import ANCHORS, GAP_S, agents, contacted, most_open, shortest_gaps

pytestmark = pytest.mark.lab

INTERVAL_S: Final = 8
DOWN_S: Final = 120.0
"""Four failed readings within 30 s; each may take 10 s, and the line is looked at again before any is called out."""
UP_S: Final = 120.0
CONNECTIONS_MOST: Final = 4

BREAKS: Final[dict[str, object]] = {
    "names-gone": "nxdomain",
    "names-fail": "servfail",
    "refuses": "refuse",
    "drops": "drop",
    "unreachable": "unreachable",
    "resets": "reset:request",
    "alert": "tls_alert",
    "expired": "expired",
    "hangs": "hang:request",
    "faults": "status:503",
    "gone": "status:404",
    "other-words": {"body": "something else"},
    "flood": "huge:100000000",
    "babble": "garbage",
}
WALLS: Final[dict[str, object]] = {"wall": "challenge", "forbidden": "status:403", "slow-down": "ratelimit:30"}
FINE: Final = ("fine", "page-alone")
EXPECT: Final = 'expect = { statuses = [200], body = "ok" }'


def _host(name: str) -> str:
    return f"www.{name}.example"


def _services() -> list[Own]:
    one = [Own(name, (f'{{ kind = "http", url = "https://{_host(name)}/", {EXPECT} }}',)) for name in (*BREAKS, *WALLS)]
    many = ", ".join(f'{{ kind = "http", url = "https://{_host("fine")}/{number}" }}' for number in range(6))
    page = 'provider = "statuspage"\nurl = "https://status.page-alone.example"'
    return [
        *one,
        Own("fine", (many,)),
        Own("page-alone", (f'{{ kind = "tls", host = "{_host("page-alone")}" }}',), page),
    ]


class Told(NamedTuple):
    """What the program said, and what the lab saw on the wire."""

    lines: list[str]
    incidents: list[dict[str, Any]]
    trusted: Check
    gaps: dict[str, float]
    most_open: dict[str, int]
    agents: set[str]
    contacted: set[str]


@story(about_s=260)
def outages() -> Told:
    """All work, all break, all work again; then one breaks and is checked by hand."""
    services = _services()
    settings = {"probe_interval_s": INTERVAL_S, "anchor_interval_s": INTERVAL_S, "page_interval_s": INTERVAL_S}
    with network() as lab, TemporaryDirectory() as folder:
        lab.set({"status.page-alone.example": "statuspage"})
        program = Program(lab, Path(folder), services, **settings)
        with program.watch() as watching:
            for each in services:
                watching.wait(f"{each.name}: works", 60)
            lab.set({_host(name): rule for name, rule in (BREAKS | WALLS).items()})
            broken = [each for each in services if each.id in BREAKS]
            with ThreadPoolExecutor(len(broken)) as pool:
                list(pool.map(lambda each: watching.wait(f"{each.name}: unreachable from here since", DOWN_S), broken))
            since = watching.mark()
            lab.set({_host(name): None for name in BREAKS | WALLS})
            with ThreadPoolExecutor(len(broken)) as pool:
                list(pool.map(lambda each: watching.wait(f"{each.name}: works", UP_S, since), broken))
            lines = watching.lines()
        seen = (shortest_gaps(lab), most_open(lab), agents(lab), contacted(lab))
        lab.set({_host("refuses"): "refuse"})
        trusted = program.check("refuses")
        return Told(lines, program.history(), trusted, *seen)


@pytest.mark.parametrize("name", BREAKS)
def test_what_breaks_is_out_once_and_comes_back(name: str) -> None:
    (incident,) = [each for each in outages.told().incidents if each["service"] == name]
    assert incident["state"] == "outage"
    assert incident["scope"] == "unclear"
    assert incident["until"] is not None
    assert not incident["unstable"]


def test_nothing_else_is_blamed() -> None:
    told = outages.told()
    assert {each["service"] for each in told.incidents} == set(BREAKS)
    assert [line for line in told.lines if "Your " in line or "You " in line] == []


def test_a_check_knows_that_the_address_answered_before() -> None:
    check = outages.told().trusted
    assert (check.told["state"], check.told["line"], check.status) == ("outage", "online", 1)


def test_no_host_is_read_more_often_than_once_in_five_seconds() -> None:
    gaps = outages.told().gaps
    assert len(gaps) >= len(BREAKS)
    assert {host: gap for host, gap in gaps.items() if gap < GAP_S} == {}


def test_no_host_has_more_than_four_connections() -> None:
    told = outages.told()
    assert told.most_open[_host("hangs")] >= 1
    assert {host: count for host, count in told.most_open.items() if count > CONNECTIONS_MOST} == {}


def test_only_the_users_list_and_the_anchors_are_contacted() -> None:
    told = outages.told()
    ours = {_host(name) for name in (*BREAKS, *WALLS, *FINE)} | {"status.page-alone.example"}
    witnesses = {each.target.host for each in shipped_witnesses()}  # many services fail together here
    assert ours <= told.contacted <= ours | ANCHORS | witnesses


def test_every_request_names_the_program() -> None:
    told = outages.told()
    assert told.agents
    assert all(agent.startswith("outage-notifier/") for agent in told.agents), told.agents
