"""Sources outside, played on 127.0.0.1 in the shape that their documents give: what each has been asked is kept."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from tests.sources.servers import Server, Visit, http

Verdict = Callable[[str, int], Any]
"""Country and number of the tester there -> what it met: a status, or "failed"."""
NETWORKS = {"ID": (7713, 23693, 17451), "MY": (4788, 9930), "SG": (9506, 7473), "US": (7018, 701)}


def works(_country: str, _number: int) -> Any:
    return 200


def fails_in(*countries: str) -> Verdict:
    return lambda country, _number: "failed" if country in countries else 200


class World:
    """All sources at once. `met` decides what testers meet; the other fields bend the sources themselves."""

    def __init__(self) -> None:
        self.met: Verdict = works
        self.looks = 2
        """So often a measurement is looked at until it is done."""
        self.unchanged = 0
        """So often it was said that nothing had changed."""
        self.without_homes = False
        self.limited: dict[str, str] = {}
        self.alerts: list[dict[str, Any]] = []
        self.counts: list[dict[str, Any]] = [
            {"probe_asn": "AS7713", "anomaly_count": 1, "confirmed_count": 0, "measurement_count": 90, "ok_count": 89}
        ]
        self.hangs: set[str] = set()
        self.annotations: list[dict[str, Any]] = []
        self.broken: dict[str, bytes] = {}
        """By source: what it says instead of anything else."""
        self.refuses: dict[str, tuple[int, dict[str, str]]] = {}
        """By source: a status and headers."""
        self.asked: list[tuple[str, str, str]] = []
        """Source, method and address of every request."""
        self.orders: list[dict[str, Any]] = []
        self.authorization: list[str] = []
        self.bases: dict[str, str] = {}
        self._looked: dict[str, int] = {}

    @contextmanager
    def open(self) -> Iterator["World"]:
        with ExitStack() as stack:
            for name in ("globalping", "checkhost", "ripestat", "ioda", "ooni", "cloudflareradar"):
                server = stack.enter_context(Server(http(self._guarded(name))))
                self.bases[name] = server.url("")
            yield self

    def asked_of(self, source: str) -> list[str]:
        return [f"{method} {path}" for name, method, path in self.asked if name == source]

    def _guarded(self, name: str) -> Callable[[Visit], None]:
        def answer(visit: Visit) -> None:
            self.asked.append((name, visit.head.split(" ")[0], visit.path))
            self.authorization.append(visit.header("Authorization"))
            if name in self.hangs:
                visit.hang()
            elif name in self.refuses:
                status, headers = self.refuses[name]
                visit.answer(status, b'{"error": {"type": "refused", "message": "not now"}}', headers)
            elif name in self.broken:
                visit.answer(200, self.broken[name])
            else:
                getattr(self, f"_{name}")(visit)

        return answer

    def _globalping(self, visit: Visit) -> None:
        if visit.path == "/v1/limits":
            kind = "user" if visit.header("Authorization") else "ip"
            created = {"type": kind, "limit": 250, "remaining": 250, "reset": 3600}
            return _say(visit, 200, {"rateLimit": {"measurements": {"create": created}}})
        if visit.head.startswith("POST"):
            return self._ordered(visit)
        number = visit.path.rsplit("/", 1)[-1]
        self._looked[number] = self._looked.get(number, 0) + 1
        done = self._looked[number] >= self.looks
        tag = f'"{number}-{done}"'
        if visit.header("If-None-Match") == tag:
            self.unchanged += 1
            return visit.answer(304, b"", {"ETag": tag})
        order = self.orders[int(number.removeprefix("m"))]
        body = {"id": number, "type": order["type"], "status": "finished" if done else "in-progress"}
        body |= {"target": order["target"], "probesCount": 1, "createdAt": "2026-11-21T10:00:00.000Z"}
        body |= {"updatedAt": "2026-11-21T10:00:05.000Z", "results": self._results(order, done=done)}
        return _say(visit, 200, body, {"ETag": tag})

    def _ordered(self, visit: Visit) -> None:
        order = json.loads(visit.body)
        if self.without_homes and any(each.get("tags") for each in order["locations"]):
            error = {"error": {"type": "no_probes_found", "message": "No matching IPv4 probes available."}}
            return _say(visit, 422, error)
        number = f"m{len(self.orders)}"
        self.orders.append(order)
        return _say(
            visit, 202, {"id": number, "probesCount": 1}, {"Location": f"/v1/measurements/{number}"} | self.limited
        )

    def _results(self, order: dict[str, Any], *, done: bool) -> list[dict[str, Any]]:
        counts: dict[str, int] = {}
        results = []
        for place in order["locations"]:
            for _tester in range(place["limit"]):
                country = place["country"]
                number = counts.get(country, 0)
                counts[country] = number + 1
                networks = NETWORKS.get(country, (64500,))
                results.append(
                    {
                        "probe": {
                            "continent": "AS",
                            "region": "South-eastern Asia",
                            "country": country,
                            "state": None,
                            "city": "Somewhere",
                            "asn": place.get("asn", networks[number % len(networks)]),
                            "network": f"Lines of {country}",
                            "latitude": 1.0,
                            "longitude": 2.0,
                            "tags": place.get("tags", ["datacenter-network"]),
                            "resolvers": ["private"],
                        },
                        "result": _result(order, self.met(country, number)) if done else _IN_PROGRESS,
                    }
                )
        return results

    def _checkhost(self, visit: Visit) -> None:
        parts = urlsplit(visit.path)
        nodes = {f"{c.lower()}{n}.node.check-host.net": c for c in ("ID", "MY", "SG", "US", "DE") for n in (1, 2)}
        if parts.path == "/nodes/hosts":
            listed = {
                name: {"asn": "AS64500", "ip": "192.0.2.1", "location": [country.lower(), country, "Somewhere"]}
                for name, country in nodes.items()
            }
            return _say(visit, 200, {"nodes": listed})
        if parts.path.startswith("/check-result/"):
            kind, _, chosen = unquote(parts.path.rsplit("/", 1)[-1]).partition("-")
            number = self._looked[parts.path] = self._looked.get(parts.path, 0) + 1
            names = self.orders[int(chosen)]["nodes"]
            ready = number >= self.looks
            answers = {each: _node(kind, self.met(nodes[each], 0)) if ready else None for each in names}
            return _say(visit, 200, answers)
        kind, wish = parts.path.removeprefix("/check-"), parse_qs(parts.query)
        self.orders.append({"kind": kind, "host": wish["host"][0], "nodes": wish["node"]})
        chosen = f"{kind}-{len(self.orders) - 1}"
        told = {each: [nodes[each].lower(), nodes[each], "Somewhere", "192.0.2.1", "AS64500"] for each in wish["node"]}
        return _say(visit, 200, {"ok": 1, "request_id": chosen, "permanent_link": "https://example.org", "nodes": told})

    def _ripestat(self, visit: Visit) -> None:
        if "whats-my-ip" in visit.path:
            return _say(visit, 200, {"status": "ok", "data": {"ip": "8.8.4.4"}})
        return _say(visit, 200, {"status": "ok", "data": {"asns": ["7713"], "prefix": "8.8.4.0/24"}})

    def _ioda(self, visit: Visit) -> None:
        _say(visit, 200, {"type": "outages.alerts", "error": None, "data": self.alerts})

    def _cloudflareradar(self, visit: Visit) -> None:
        if visit.header("Authorization") != "Bearer good":
            return _say(visit, 403, {"success": False, "errors": [{"code": 10000, "message": "Authentication error"}]})
        return _say(visit, 200, {"success": True, "errors": [], "result": {"annotations": self.annotations}})

    def _ooni(self, visit: Visit) -> None:
        _say(visit, 200, {"v": 0, "dimension_count": 1, "db_stats": {"row_count": 1}, "result": self.counts})


_IN_PROGRESS = {"status": "in-progress", "rawOutput": ""}


def _result(order: dict[str, Any], met: Any) -> dict[str, Any]:
    if met == "failed":
        return {"status": "failed", "failureSource": "target", "rawOutput": "Request timeout."}
    if met == "internal":
        return {"status": "failed", "failureSource": "internal", "rawOutput": "The test could not be run."}
    done: dict[str, Any] = {"status": "finished", "rawOutput": "raw", "resolvedAddress": "192.0.2.7"}
    match order["type"]:
        case "ping":
            stats = {"min": 1, "max": 1, "avg": 1, "total": 3, "loss": 0, "rcv": met if met < 4 else 3, "drop": 0}
            return done | {"resolvedHostname": "x", "stats": stats, "timings": []}
        case "dns":
            name = "NOERROR" if met == 200 else met
            answers = [{"name": "x.", "type": "A", "ttl": 9, "class": "IN", "value": "192.0.2.7"}] if met == 200 else []
            return done | {"statusCode": 0, "statusCodeName": name, "answers": answers, "timings": {"total": 1}}
        case _:
            tls = {"authorized": True, "protocol": "TLSv1.3"}
            if isinstance(met, str):
                met, tls = 200, {"authorized": False, "error": met}
            return done | {"statusCode": met, "statusCodeName": "X", "rawBody": "hello", "truncated": False, "tls": tls}


def _node(kind: str, met: Any) -> Any:
    good = met == 200
    match kind:
        case "http":
            return [[1, 0.1, "OK", "200", "192.0.2.7"]] if good else [[0, 10.0, "Connection timed out", None, None]]
        case "tcp":
            return [{"time": 0.03, "address": "192.0.2.7"}] if good else [{"error": "Connection timed out"}]
        case _:
            return [{"A": ["192.0.2.7"] if good else [], "AAAA": [], "TTL": 9 if good else None}]


def _say(visit: Visit, status: int, body: Any, headers: dict[str, str] | None = None) -> None:
    visit.answer(status, json.dumps(body).encode(), {"Content-Type": "application/json"} | (headers or {}))
