"""Names with several servers of which some fail, names that are found late, and all of it in a country's outage.

What fails at some of a name's addresses is possible, never out, and said as what it is.
"""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, NamedTuple

import pytest

from tests.lab.elsewhere_world import YES, be, open_sources
from tests.lab.ground import Lab, network
from tests.lab.program import Own, Program
from tests.lab.story import story

pytestmark = pytest.mark.lab

INTERVAL_S: Final = 8
SEEN_S: Final = 150.0
LATE_S: Final = 6.0
"""A name that is found after so long: within the time of a reading."""


class Servers(NamedTuple):
    """A name's addresses, the bad one first, how that one fails, and what is said of it."""

    addresses: tuple[str, ...]
    rule: str
    words: str


NAMES: Final = {
    "half": Servers(("45.62.0.1", "45.62.0.2"), "status:503", "one of several of its servers fails, others answer"),
    "four": Servers(
        ("45.62.1.1", "45.62.1.2", "45.62.1.3", "45.62.1.4"),
        "wrong_host",
        "one of several of its servers fails, others answer",
    ),
    "six": Servers(("2a02:26f0:ffff::7", "45.62.2.2"), "status:503", "fails only over IPv6; over IPv4 it answers"),
}
LATE: Final = "late"


def _service(name: str, page: str = "") -> Own:
    return Own(
        name, (f'{{ kind = "http", url = "https://www.{name}.example/", expect = {{ statuses = [200] }} }}',), page
    )


class Told(NamedTuple):
    """What was said of each name, and kept."""

    lines: list[str]
    incidents: dict[str, dict[str, Any]]
    stories: dict[str, str]


def _told(*names: str) -> Told:
    """Let one server of each name fail."""
    services = [_service(name) for name in (*names, LATE)]
    settings = {"probe_interval_s": INTERVAL_S, "anchor_interval_s": INTERVAL_S}
    with network() as lab, TemporaryDirectory() as folder:
        # by patterns, so that the rule of the address comes first
        standing = {f"*.{name}.example": {"addr": list(NAMES[name].addresses)} for name in names}
        lab.set(standing, ipv6="on")
        program = Program(lab, Path(folder), services, **settings)
        with program.watch() as watching:
            for each in services:
                watching.wait(f"{each.name}: works", 60)
            since = watching.mark()
            lab.set({NAMES[name].addresses[0]: NAMES[name].rule for name in names})
            lab.set({f"www.{LATE}.example": f"dns_slow:{LATE_S:g}"})
            for each in services[:-1]:
                watching.wait(f"{each.name}: possible problem", SEEN_S, since)
            stories = {name: _with_words(program, name) for name in names}
            lines = watching.lines()
        return Told(lines, {each["service"]: each for each in program.history()}, stories)


def _with_words(program: Program, name: str) -> str:
    return program.story(name, NAMES[name].words)


@story(about_s=150)
def by_address() -> Told:
    """One of two servers answers 503, one of four has another's certificate."""
    return _told("half", "four")


@story(about_s=150)
def by_family() -> Told:
    """The server that is reached over IPv6 answers 503."""
    return _told("six")


@pytest.mark.parametrize(("name", "tell"), [("half", by_address), ("four", by_address), ("six", by_family)])
def test_some_servers_of_a_name_are_told_as_that_and_are_no_outage(name: str, tell: Any) -> None:
    told = tell.told()
    assert NAMES[name].words in told.stories[name]
    assert told.incidents[name]["state"] == "possible"


@pytest.mark.parametrize("tell", [by_address, by_family])
def test_a_name_that_is_found_after_seconds_is_no_outage_and_the_line_is_fine(tell: Any) -> None:
    told = tell.told()
    assert told.incidents.get(LATE, {}).get("state") not in ("possible", "outage")
    assert [line for line in told.lines if "Your " in line or "You " in line] == []


STATEMENT: Final = "Some people cannot log in"
PARTIAL: Final = {
    "mode": "statuspage:minor",
    "components": {"Website": "partial_outage"},
    "incidents": [{"name": STATEMENT, "impact": "minor", "components": ["Website"]}],
}


@story(about_s=200)
def in_its_country() -> Told:
    """A country's outage, of which the company says a part; one of the name's servers is dead, and it is found late."""
    name = "country-only"
    page = f'provider = "statuspage"\nurl = "https://status.{name}.example"'
    times = {"probe_interval_s": INTERVAL_S, "anchor_interval_s": INTERVAL_S, "page_interval_s": INTERVAL_S}
    with network() as lab, TemporaryDirectory() as folder:
        _all_well(lab, name)
        program = Program(lab, Path(folder), [_service(name, page)], **times, regional_readings=True, **YES)
        with program.watch() as watching:
            watching.wait("Country Only: works", 60)
            be(lab, "country-only")
            since = watching.mark()
            fails = {"mode": "status:503", "addr": list(NAMES["half"].addresses), "dns_delay": LATE_S}
            lab.set(
                {
                    f"*.{name}.example": fails,
                    NAMES["half"].addresses[0]: "drop",
                    f"status.{name}.example": PARTIAL,
                }
            )
            watching.wait("Country Only: down in Indonesia", SEEN_S, since)
            stories = {name: program.story(name, STATEMENT)}
            lines = watching.lines()
        return Told(lines, {each["service"]: each for each in program.history()}, stories)


def _all_well(lab: Lab, name: str) -> None:
    open_sources(lab)
    lab.set(
        {f"*.{name}.example": {"addr": list(NAMES["half"].addresses)}, f"status.{name}.example": "statuspage"},
        ipv6="on",
    )


def test_whom_it_concerns_and_what_the_company_says_stand_side_by_side() -> None:
    told = in_its_country.told()
    incident = told.incidents["country-only"]
    assert (incident["scope"], incident["countries"]) == ("region", ["ID"])
    assert STATEMENT in told.stories["country-only"]
    assert [line for line in told.lines if "Your " in line or "You " in line] == []
