"""Sources elsewhere as the lab plays them, at their own names over TLS: what their testers meet is changed as it runs.

A tester's result has the shape of every kind of test at once, since one address answers for all that are ordered.
"""

from collections.abc import Callable
from typing import Any, Final

from notifier.sources.regions import region_sources
from tests.lab.ground import Lab

Fails = Callable[[str, int, int], bool]
"""Country and network of a tester, and which one it is among all."""

HERE: Final = 7713
NETWORKS: Final = {"ID": (7713, 7713, 23693, 17451), "MY": (4788, 9930), "SG": (9506, 7473), "US": (7018, 701)}
SOURCES: Final = {each.source.host for each in region_sources().values()}
YES: Final = {"outside_answered": True, "outside": list(region_sources())}


WORKED: Final = {
    "status": "finished",
    "rawOutput": "",
    "statusCode": 200,
    "statusCodeName": "NOERROR",
    "answers": [{"type": "A", "value": "23.33.1.1"}],
    "stats": {"total": 3, "rcv": 3, "drop": 0, "loss": 0},
    "tls": None,
}


def measured(fails: Fails) -> dict[str, Any]:
    """What Globalping's testers met."""
    results: list[dict[str, Any]] = []
    for country, numbers in NETWORKS.items():
        for number in numbers:
            failed = fails(country, number, len(results))
            met = {"status": "failed", "failureSource": "target", "rawOutput": "Request timeout."} if failed else WORKED
            probe = {"country": country, "asn": number, "network": "Lines", "tags": ["eyeball-network"]}
            results.append({"probe": probe, "result": met})
    return {"id": "m1", "type": "http", "status": "finished", "target": "x", "probesCount": 10, "results": results}


WORLDS: Final[dict[str, Fails]] = {
    "here-only": lambda _country, _number, _which: False,
    "provider-only": lambda _country, number, _which: number == HERE,
    "country-only": lambda country, _number, _which: country == "ID",
    "everywhere": lambda _country, _number, _which: True,
    "by half": lambda _country, _number, which: which % 2 == 0,
}


def be(lab: Lab, world: str) -> None:
    """Have the testers meet what they meet in that world."""
    lab.set({"api.globalping.io/v1/measurements/m1": {"mode": "json", "json": measured(WORLDS[world])}})


def open_sources(lab: Lab) -> None:
    """Let the sources answer; two of them hang, or speak another format."""
    lab.set(
        {
            "api.globalping.io/v1/measurements": {
                "mode": "json",
                "json": {"id": "m1", "probesCount": 10},
                "status": 202,
            },
            "stat.ripe.net/data/whats-my-ip/data.json*": {"mode": "json", "json": {"data": {"ip": "23.33.1.1"}}},
            "stat.ripe.net/data/network-info/data.json*": {"mode": "json", "json": {"data": {"asns": [str(HERE)]}}},
            "api.ooni.io": {"mode": "json", "json": {"v": 0, "msg": "another format"}},
            "api.ioda.inetintel.cc.gatech.edu": "hang:request",
        }
    )
