"""The kinds of outages: how a host breaks in the lab, and the same as a fault of the simulated world."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from tests.lab.campaign.happenings import Happening, Rules, Table, Watched, home_page

FOUND: Final = ("outage",)
PARTLY: Final = ("outage", "possible")
NOTHING: Final = ()
ONE_OF_SEVERAL: Final = "one of several of its servers"
ONLY_SIX: Final = "only over IPv6"
ANOTHER_PAGE: Final = "another page than usual"
TURN_S: Final = 7.0
"""A name server gives a name's addresses in any order, anew after so long: turns would keep step with readings."""
GOOD, BAD = "45.60.{1}.{0}", "45.61.0.{}"
BAD_SIX: Final = "2a02:26f0:ffff::{}"


@dataclass(frozen=True)
class Kind:
    """How a service breaks."""

    name: str
    rule: object
    fault: str
    heard: tuple[str, ...] = FOUND
    target: str = "http"
    more: Mapping[str, object] = field(default_factory=dict)
    """Of the fault's table."""
    says: str = ""

    def happen(self, service: Watched, from_s: float, until_s: float, _luck: random.Random) -> Happening:
        """Let it happen to a service."""
        values = {"service": service.id, "kind": self.fault, **self.more}
        return self._made(service, from_s, until_s, {service.host: self.rule}, (("fault", values),))

    def _made(
        self, service: Watched, from_s: float, until_s: float, rules: Rules, tables: tuple[Table, ...]
    ) -> Happening:
        return Happening(
            self.name, from_s, until_s, (service.id,), self.heard, says=self.says, rules=rules, tables=tables
        )


class SilentNames(Kind):
    """The name server says nothing about the service's name."""

    def happen(self, service: Watched, from_s: float, until_s: float, _luck: random.Random) -> Happening:
        policy = {"touches": "names", "answer": "slow_name", "after_s": 10.0, "hosts": [service.host]}
        return self._made(service, from_s, until_s, {service.host: self.rule}, (("policy", policy),))


class SlowNames(Kind):
    """The name server takes 6 s for the service's name."""

    def happen(self, service: Watched, from_s: float, until_s: float, _luck: random.Random) -> Happening:
        policy = {"touches": "names", "answer": "slow_name", "after_s": 6.0, "hosts": [service.host]}
        return self._made(service, from_s, until_s, {service.host: self.rule}, (("policy", policy),))


class SlowFirst(Kind):
    """Slow for the first third, then it fails: it is down since then."""

    def happen(self, service: Watched, from_s: float, until_s: float, _luck: random.Random) -> Happening:
        slow = {
            "service": service.id,
            "kind": "slow",
            "latency_factor": 200.0,
            "from_s": from_s - 120.0,
            "until_s": from_s,
        }
        fails = {"service": service.id, "kind": self.fault}
        return Happening(
            self.name,
            from_s,
            until_s,
            (service.id,),
            self.heard,
            rules={},
            moves=((-120.0, {service.host: "slow:3"}), (0.0, {service.host: self.rule})),
            tables=(("fault", slow), ("fault", fails)),
        )


class SomeAddresses(Kind):
    """One of the name's addresses is bad, of two or so many; the name server gives any first, as luck will have it."""

    def happen(self, service: Watched, from_s: float, until_s: float, luck: random.Random) -> Happening:
        number = luck.randint(1, 250)
        bad = BAD.format(number)
        values = {"service": service.id, "kind": self.fault, "addresses": 2, "bad_addresses": 1, **self.more}
        all_of_them = [bad, *(GOOD.format(number, turn) for turn in range(1, int(str(values["addresses"]))))]
        # by a pattern, so that the rule of the address comes first
        name = service.host.replace("www", "*", 1)
        turns = [
            (TURN_S * turn, {name: {"addr": luck.sample(all_of_them, len(all_of_them))}})
            for turn in range(int((until_s - from_s) / TURN_S))
        ]
        made = self._made(service, from_s, until_s, {bad: self.rule}, (("fault", values),))
        return replace(made, standing={name: {"addr": all_of_them}}, moves=tuple(turns))


class SixBroken(Kind):
    """The name's IPv6 address is bad, its other one is not. The lab must have IPv6."""

    def happen(self, service: Watched, from_s: float, until_s: float, luck: random.Random) -> Happening:
        number = luck.randint(1, 250)
        good, bad = GOOD.format(number, 0), BAD_SIX.format(number)
        name = service.host.replace("www", "*", 1)
        values = {"service": service.id, "kind": self.fault, "family": "ipv6"}
        made = self._made(service, from_s, until_s, {bad: self.rule}, (("fault", values),))
        return replace(made, standing={name: {"addr": [good, bad]}})


class OnlyPage(Kind):
    """Only the company says it, on its official page."""

    def happen(self, service: Watched, from_s: float, until_s: float, _luck: random.Random) -> Happening:
        page = {
            "mode": "statuspage:critical",
            "components": {"Website": "major_outage", "API": "major_outage"},
            "incidents": [{"name": "We look into it", "impact": "critical", "components": ["Website", "API"]}],
        }
        begins = {"service": service.id, "at_s": from_s, "level": "major_outage", "title": "We look into it"}
        ends = {"service": service.id, "at_s": until_s, "level": "operational"}
        return self._made(service, from_s, until_s, {service.page_host: page}, (("page", begins), ("page", ends)))


class SorryPage(Kind):
    """Another page answers in the place of the usual one, with status 200; the company may report a trifle, too."""

    def happen(self, service: Watched, from_s: float, until_s: float, _luck: random.Random) -> Happening:
        sorry = home_page(f"Sorry, {service.id} is having a break", "<h1>Back again shortly</h1>")
        rules: dict[str, object] = {service.host: sorry}
        tables: list[Table] = [("fault", {"service": service.id, "kind": self.fault})]
        if service.page:
            rules[service.page_host] = {"mode": "statuspage:minor", "components": {"Website": "degraded_performance"}}
            tables += [
                ("page", {"service": service.id, "at_s": from_s, "level": "degraded"}),
                ("page", {"service": service.id, "at_s": until_s, "level": "operational"}),
            ]
        return self._made(service, from_s, until_s, rules, tuple(tables))


def _part(share: float) -> dict[str, object]:
    return {"mode": "status:503", "prob": share}


def _walled(status: int) -> dict[str, object]:
    return {"sequence": ["status:503", f"status:{status}", "status:503"], "repeat": True}


KINDS: Final = (
    Kind("refused", "refuse", "connect_refused"),
    Kind("reset", "reset:request", "reset"),
    Kind("reset at TLS", "reset:tls", "reset"),
    Kind("unreachable", "unreachable", "unreachable"),
    Kind("hang at connect", "drop", "connect_timeout"),
    Kind("hang at TLS", "hang:tls", "read_timeout"),
    Kind("hang at read", "hang:request", "read_timeout"),
    Kind("TLS alert", "tls_alert", "tls"),
    Kind("wrong certificate", "wrong_host", "certificate"),
    Kind("expired certificate", "expired", "certificate"),
    Kind("no such name", "nxdomain", "dns_nxdomain"),
    Kind("SERVFAIL", "servfail", "dns_failure"),
    SilentNames("names hang", "dns_timeout", "dns_failure"),
    Kind("500", "status:500", "http_5xx"),
    Kind("502", "status:502", "http_5xx"),
    Kind("503", "status:503", "http_5xx"),
    Kind("504", "status:504", "http_5xx"),
    Kind("404", "status:404", "http_unexpected"),
    Kind("wrong body", {"body": "something else"}, "body_mismatch"),
    Kind("no HTTP", "garbage", "protocol"),
    Kind("port refuses", "refuse", "connect_refused", target="tcp"),
    Kind("mail hangs", "hang:tls", "read_timeout", target="tls"),
    Kind("half of requests", _part(0.5), "http_5xx", PARTLY, more={"share": 0.5}),
    Kind("nine in ten", _part(0.9), "http_5xx", PARTLY, more={"share": 0.9}),
    Kind("403 among failures", _walled(403), "http_5xx", more={"walled": 0.33}),
    Kind("429 among failures", _walled(429), "http_5xx", more={"walled": 0.33}),
    SlowFirst("slow, then 503", "status:503", "http_5xx"),
    SomeAddresses("half of addresses hang", "hang:request", "read_timeout", PARTLY, says=ONE_OF_SEVERAL),
    SomeAddresses("one address refuses", "refuse", "connect_refused", NOTHING),
    OnlyPage("official page only", "", ""),
)
SIX: Final = (
    SixBroken("IPv6 refuses", "refuse", "connect_refused", NOTHING),
    SixBroken("IPv6 hangs at connect", "drop", "connect_timeout", NOTHING),
    SixBroken("IPv6 hangs at read", "hang:request", "read_timeout", PARTLY, says=ONLY_SIX),
    SixBroken("IPv6 answers 503", "status:503", "http_5xx", PARTLY, says=ONLY_SIX),
)
SOME: Final = (
    SomeAddresses("half of addresses answer 503", "status:503", "http_5xx", PARTLY, says=ONE_OF_SEVERAL),
    SomeAddresses(
        "wrong certificate on one of four",
        "wrong_host",
        "certificate",
        PARTLY,
        more={"addresses": 4},
        says=ONE_OF_SEVERAL,
    ),
    SlowNames("its name takes 6 s", "dns_slow:6", "slow", NOTHING),
)
SORRY: Final = (
    SorryPage("sorry page", "", "sorry_page", ("possible",), target="home", says=ANOTHER_PAGE),
    SorryPage("sorry page, the company reports", "", "sorry_page", ("possible",), target="home", says=ANOTHER_PAGE),
)
BY_NAME: Final = {each.name: each for each in (*KINDS, *SIX, *SOME, *SORRY)}
