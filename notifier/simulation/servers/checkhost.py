"""check-host.net as its page "API" has it: nodes in data centers, a check by some of them, and its result."""

from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

import msgspec

from notifier.core.failure import FailureKind
from notifier.simulation.requests import TIMED_OUT
from notifier.simulation.servers.contract import Asked, Said, Server, json_of
from notifier.simulation.testers import ANSWERED, Meeting, Target, Testers, status_of
from notifier.sources.remote import RemoteCheck, Try

COUNTRIES: Final = ("BR", "DE", "FI", "FR", "GB", "ID", "IN", "IT", "JP", "NL", "SG", "US")
NODES: Final = {f"{country.lower()}{n}.node.check-host.net": (country, n) for country in COUNTRIES for n in (1, 2)}
KEPT_MOST: Final = 64
_KINDS: Final = {"http": Try.WEB, "tcp": Try.CONNECT, "dns": Try.NAME}


class _Answer(msgspec.Struct):
    """What a node found; `done_s`: when."""

    rows: Any
    done_s: float


class CheckHost:
    """Takes orders, and keeps what was found."""

    def __init__(self, testers: Testers) -> None:
        self._testers = testers
        self._checks: dict[str, dict[str, _Answer]] = {}
        self._services: dict[str, str] = {}

    @property
    def server(self) -> Server:
        """Give the source."""
        return Server(self._answer, self._about)

    def _about(self, path: str, _body: bytes) -> str:
        if path.startswith("/check-result/"):
            return self._services.get(path.rpartition("/")[2], "")
        return self._testers.find(_check(path)).service if path.startswith("/check-") else ""

    def _answer(self, asked: Asked) -> Said:
        if asked.path == "/nodes/hosts":
            nodes = {
                name: {"asn": f"AS{self._testers.place(country, n, 0, asked.t_s).network}", "location": _where(country)}
                for name, (country, n) in NODES.items()
            }
            return json_of({"nodes": nodes})
        if asked.path.startswith("/check-result/"):
            found = self._checks.get(asked.path.rpartition("/")[2], {})
            return json_of({name: each.rows if each.done_s <= asked.t_s else None for name, each in found.items()})
        return self._order(asked)

    def _order(self, asked: Asked) -> Said:
        chosen = [each for each in parse_qs(urlsplit(asked.path).query).get("node", []) if each in NODES]
        check = _check(asked.path)
        target = self._testers.find(check)
        number = f"c{asked.now_s:.3f}".replace(".", "-")
        trouble = asked.trouble
        answers = {}
        for name in chosen:
            country, n = NODES[name]
            met = self._testers.meet(target, self._testers.place(country, n, 0, asked.t_s), asked.t_s, asked.luck)
            seconds = asked.luck.uniform(0.5, 3.0) + (10.0 if met.failure in TIMED_OUT else 0.0)
            if trouble is not None and trouble.kind == "slow":
                seconds = asked.luck.uniform(trouble.least_s, trouble.most_s)
            if asked.lies():
                met = Meeting() if met.failure else Meeting(FailureKind.CONNECT_TIMEOUT)
            if not asked.errs("partial"):
                answers[name] = _Answer(_rows(check.kind, target, met), asked.t_s + seconds)
        self._checks[number], self._services[number] = answers, target.service
        while len(self._checks) > KEPT_MOST:
            del self._services[next(iter(self._checks))], self._checks[next(iter(self._checks))]
        told = {name: [*_where(NODES[name][0]), "5.5.5.5", "AS1"] for name in chosen}
        return json_of({"ok": 1, "request_id": number, "permanent_link": "https://check-host.net", "nodes": told})


def _where(country: str) -> list[str]:
    return [country.lower(), country, "Somewhere"]


def _check(path: str) -> RemoteCheck:
    parts = urlsplit(path)
    kind, text = _KINDS.get(parts.path.removeprefix("/check-"), Try.NAME), parse_qs(parts.query)["host"][0]
    if kind is Try.NAME:
        return RemoteCheck(kind, text)
    place = urlsplit(text if kind is Try.WEB else f"tcp://{text}")
    return RemoteCheck(kind, place.hostname or "", place.port or 0, place.scheme != "http", place.path or "/")


def _rows(kind: Try, target: Target, met: Meeting) -> Any:
    match kind:
        case Try.WEB if met.failure is None or met.failure in ANSWERED:
            return [[1, 0.1, "", str(status_of(target, met)), "5.5.5.5"]]
        case Try.WEB:
            return [[0, 10.0, "Connection timed out", None, None]]
        case Try.CONNECT:
            return [{"error": "Connection timed out"} if met.failure else {"time": 0.03, "address": "5.5.5.5"}]
        case Try.NAME:
            return [{"A": [] if met.failure else ["5.5.5.5"], "AAAA": [], "TTL": 60}]
