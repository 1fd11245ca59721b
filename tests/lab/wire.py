"""What the lab saw on the wire, put into figures: who was contacted, how often, by how many connections at once.

The program keeps no connection, so every connection is a reading of its own, except where a redirect leads on.
"""

from collections import defaultdict
from itertools import pairwise
from typing import Any, Final

from notifier.config.anchors import SPARE_ANCHORS
from tests.lab.ground import Lab

GAP_S: Final = 3.0
"""No host is contacted again within 5 s; on a busy machine a name is looked up now at once, now after a while."""
RETRANSMITTED_S: Final = 9.0
"""A connection that is not answered is asked for again by the system, from the same port, within this time."""

BARE: Final = frozenset({"1.1.1.1", "9.9.9.9", "8.8.8.8"})
ANCHORS: Final = BARE | {"connectivitycheck.gstatic.com", "captive.apple.com", "www.msftconnecttest.com"}
SPARES: Final = frozenset(each.target.host for each in SPARE_ANCHORS)
"""Those that may be asked, too, while the line is gone."""


def connections(lab: Lab, since: int = 0) -> dict[str, list[float]]:
    """When connections to each host were asked for; what the system itself asked again counts once."""
    times: dict[str, list[float]] = defaultdict(list)
    seen: dict[tuple[str, int, int], float] = {}
    for event in lab.events("syn", since):
        place = (event["ip"], event["port"], event["source_port"])
        if event["t"] - seen.get(place, 0.0) > RETRANSMITTED_S:
            times[_host(event)].append(event["t"])
            seen[place] = event["t"]
    return times


def _host(event: dict[str, Any]) -> str:
    """A bare address has a name too; the program does not ask for it."""
    address: str = event["ip"]
    return address if address in BARE else event["name"] or address


def contacted(lab: Lab, since: int = 0) -> set[str]:
    """Every name that was asked for, and everything that was connected to."""
    return {event["name"] for event in lab.events("dns", since)} | set(connections(lab, since))


def shortest_gaps(lab: Lab, since: int = 0) -> dict[str, float]:
    """The shortest time between two connections to one host."""
    found = connections(lab, since)
    return {host: min(b - a for a, b in pairwise(times)) for host, times in found.items() if len(times) > 1}


def most_open(lab: Lab, since: int = 0) -> dict[str, int]:
    """How many connections to one host were open at once, at most."""
    now: dict[str, int] = defaultdict(int)
    most: dict[str, int] = defaultdict(int)
    host_of: dict[int, str] = {}
    for event in lab.events(since=since):
        if event["event"] == "open":
            host = host_of[event["conn"]] = _host(event)
            now[host] += 1
            most[host] = max(most[host], now[host])
        elif event["event"] == "close" and event["conn"] in host_of:
            now[host_of[event["conn"]]] -= 1
    return dict(most)


def agents(lab: Lab, since: int = 0) -> set[str]:
    """Every User-Agent that was sent; empty where there was none."""
    return {request["headers"].get("user-agent", "") for request in lab.requests(since=since)}


def requests_of(lab: Lab, host: str, since: int = 0) -> list[dict[str, Any]]:
    """What was asked of one host, in order."""
    found: list[dict[str, Any]] = lab.requests(host=host, since=since)
    return found
