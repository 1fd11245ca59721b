"""Globalping as its description (v1) has it: measurements are ordered, made within seconds, and looked at.

A try takes 1 to 4 s, one that runs into a time-out its whole time. Testers in homes are in every country but those that
are left out where the source has little (`partial`).
"""

from typing import Any, Final

import msgspec

from notifier.core.failure import FailureKind
from notifier.simulation.requests import TIMED_OUT
from notifier.simulation.servers.contract import Asked, Said, Server, json_of
from notifier.simulation.testers import ANSWERED, Meeting, Place, Target, Testers, status_of
from notifier.sources.remote import RemoteCheck, Try

HOUR_S: Final = 3600.0
TESTS_AN_HOUR: Final = 250
KEPT_MOST: Final = 64
_PATH: Final = "/v1/measurements"
_WAITING: Final = {"status": "in-progress", "rawOutput": ""}


class _Test(msgspec.Struct):
    """One tester's try; `done_s`: when it is done."""

    probe: dict[str, Any]
    result: dict[str, Any]
    done_s: float


class _Measurement(msgspec.Struct):
    order: dict[str, Any]
    service: str
    tests: list[_Test]

    def at(self, number: str, t_s: float) -> tuple[str, dict[str, Any]]:
        """Give its tag and what it is at a time."""
        done = sum(test.done_s <= t_s for test in self.tests)
        status = "finished" if done == len(self.tests) else "in-progress"
        results = [
            {"probe": test.probe, "result": test.result if test.done_s <= t_s else _WAITING} for test in self.tests
        ]
        body = {"id": number, "type": self.order["type"], "target": self.order["target"], "status": status}
        return f'"{number}-{done}"', body | {"probesCount": len(self.tests), "results": results}


class Globalping:
    """Takes orders, and keeps what was measured."""

    def __init__(self, testers: Testers) -> None:
        self._testers = testers
        self._measurements: dict[str, _Measurement] = {}
        self._count = 0
        self._hour_s = 0.0
        self._used = 0

    @property
    def server(self) -> Server:
        """Give the source."""
        return Server(self._answer, self._about)

    def _about(self, path: str, body: bytes) -> str:
        if body:
            return self._testers.find(_check(msgspec.json.decode(body))).service
        known = self._measurements.get(path.rpartition("/")[2])
        return known.service if known is not None else ""

    def _answer(self, asked: Asked) -> Said:
        if asked.path == _PATH and asked.body:
            return self._order(asked)
        number = asked.path.rpartition("/")[2]
        known = self._measurements.get(number)
        if known is None:
            return json_of({"error": {"type": "not_found", "message": "Couldn't find the requested measurement."}}, 404)
        tag, body = known.at(number, asked.t_s)
        return Said(status=304, headers={"etag": tag}) if asked.tag == tag else json_of(body, etag=tag)

    def _order(self, asked: Asked) -> Said:
        order = msgspec.json.decode(asked.body)
        places = self._places(order, asked)
        if not places:
            error = {"type": "no_probes_found", "message": "No matching IPv4 probes available."}
            return json_of({"error": error}, 422)
        if asked.t_s >= self._hour_s + HOUR_S:
            self._hour_s, self._used = asked.t_s, 0
        limits = {
            "x-ratelimit-limit": str(TESTS_AN_HOUR),
            "x-ratelimit-reset": str(int(self._hour_s + HOUR_S - asked.t_s)),
        }
        if self._used + len(places) > TESTS_AN_HOUR:
            error = {"type": "too_many_requests", "message": "Too many requests."}
            return json_of(
                {"error": error}, 429, **limits, **{"x-ratelimit-remaining": str(TESTS_AN_HOUR - self._used)}
            )
        self._used += len(places)
        target = self._testers.find(_check(order))
        lying = {country: asked.lies() for country in dict.fromkeys(place.country for place, _ in places)}
        tests = []
        for place, tags in places:
            met = self._testers.meet(target, place, asked.t_s, asked.luck)
            seconds = _seconds(asked, met)
            if lying[place.country]:
                met = Meeting() if met.failure else Meeting(FailureKind.CONNECT_TIMEOUT)
            tests.append(_Test(_probe(place, tags), _result(order, target, met), asked.t_s + seconds))
        self._count += 1
        number = f"m{self._count}"
        self._measurements[number] = _Measurement(order, target.service, tests)
        while len(self._measurements) > KEPT_MOST:
            del self._measurements[next(iter(self._measurements))]
        told = {"id": number, "probesCount": len(tests)}
        left = {"x-ratelimit-remaining": str(TESTS_AN_HOUR - self._used)}
        return json_of(told, 202, location=f"{_PATH}/{number}", **limits, **left)

    def _places(self, order: dict[str, Any], asked: Asked) -> list[tuple[Place, list[str]]]:
        absent = {
            country
            for country in dict.fromkeys(each["country"] for each in order["locations"])
            if asked.errs("partial")
        }
        found: list[tuple[Place, list[str]]] = []
        for where in order["locations"]:
            for number in range(where["limit"] if where["country"] not in absent else 0):
                place = self._testers.place(where["country"], number, where.get("asn", 0), asked.t_s)
                found.append((place, where.get("tags", ["datacenter-network"])))
        return found


def _check(order: dict[str, Any]) -> RemoteCheck:
    host, options = order["target"], order["measurementOptions"]
    match order["type"]:
        case "http":
            return RemoteCheck(Try.WEB, host, options["port"], path=options["request"]["path"])
        case "ping":
            return RemoteCheck(Try.CONNECT, host, options["port"])
        case _:
            return RemoteCheck(Try.NAME, host)


def _seconds(asked: Asked, met: Meeting) -> float:
    trouble = asked.trouble
    if trouble is not None and trouble.kind == "slow":
        return asked.luck.uniform(trouble.least_s, trouble.most_s)
    return asked.luck.uniform(1.0, 4.0) + (10.0 if met.failure in TIMED_OUT else 0.0)


def _probe(place: Place, tags: list[str]) -> dict[str, Any]:
    where = {"continent": "AS", "region": "Somewhere", "country": place.country, "state": None, "city": "Somewhere"}
    line = {"asn": place.network, "network": f"Lines {place.network}", "latitude": 1.0, "longitude": 2.0}
    return where | line | {"tags": tags, "resolvers": ["private"]}


def _result(order: dict[str, Any], target: Target, met: Meeting) -> dict[str, Any]:
    done: dict[str, Any] = {"status": "finished", "rawOutput": "", "resolvedAddress": "5.5.5.5"}
    failure = met.failure
    match order["type"]:
        case "dns":
            code = {None: "NOERROR", FailureKind.DNS_NXDOMAIN: "NXDOMAIN"}.get(failure, "SERVFAIL")
            answers = [] if failure else [{"name": f"{order['target']}.", "type": "A", "ttl": 60, "value": "5.5.5.5"}]
            return done | {"statusCodeName": code, "answers": answers}
        case "ping":
            got = 0 if failure else 3
            return done | {"stats": {"total": 3, "rcv": got, "drop": 3 - got, "loss": 100.0 * (3 - got) / 3}}
        case _:
            if failure is not None and failure not in ANSWERED:
                return {"status": "failed", "failureSource": "target", "rawOutput": failure.value}
            return done | _web(target, met)


def _web(target: Target, met: Meeting) -> dict[str, Any]:
    tls: dict[str, Any] = {"authorized": True, "protocol": "TLSv1.3"}
    if met.failure is FailureKind.CERTIFICATE:
        tls = {"authorized": False, "error": "CERT_HAS_EXPIRED", "protocol": "TLSv1.3"}
    text = "" if met.failure is FailureKind.BODY_MISMATCH else target.text
    return {"statusCode": status_of(target, met), "statusCodeName": "", "rawBody": text, "truncated": False, "tls": tls}
