"""`check` over real sockets: each way to break has its name, walls are no failure, hostile answers do not hurt.

None of these addresses has ever answered from here, so nothing that is read of them is more than possible.
"""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, NamedTuple

import pytest

from notifier.core.failure import WORLD_FAILURES, FailureKind
from notifier.words.page_faults import fault_words
from tests.cli.conftest import described
from tests.lab.ground import Lab, network
from tests.lab.program import Check, Own, Program
from tests.lab.story import story
from tests.lab.wire import agents, most_open

pytestmark = pytest.mark.lab

AT_ONCE: Final = 10
MEGABYTE: Final = 1024 * 1024
GROWTH_MB: Final = 24.0
"""So much more memory than for an empty answer is allowed for a hostile one; the largest page may have 4 MiB."""
SENT_MOST: Final = 32 * MEGABYTE
"""Of two thousand: what is under way when the program has had enough. The system's buffers hold some megabytes."""


class Broken(NamedTuple):
    """How a host breaks, how it is read, and what that is called."""

    rule: object
    failure: FailureKind
    target: str = '{{ kind = "http", url = "https://{host}/" }}'


class BrokenPage(NamedTuple):
    """How an official page breaks, what its reading comes to, its reason, and what a person is told of that."""

    rule: object
    outcome: str
    reason: str
    words: str


TOO_LARGE: Final = "it is larger than what is read"
ENDLESS: Final = "it redirects too often, or to nowhere"
WALL: Final = "a check against robots answers in its place"
FORBIDDEN: Final = "it answers 403: it does not let this program in"

PLAIN: Final = '{{ kind = "http", url = "http://{host}/" }}'
WORD: Final = '{{ kind = "http", url = "https://{host}/", expect = {{ statuses = [200], body = "all is well" }} }}'
VALUE: Final = '{{ kind = "http", url = "https://{host}/", expect = {{ json = "state", value = "up" }} }}'
STATUS: Final = '{{ kind = "http", url = "https://{host}/", expect = {{ statuses = [200] }} }}'
TCP: Final = '{{ kind = "tcp", host = "{host}", port = 5222 }}'
TLS: Final = '{{ kind = "tls", host = "{host}" }}'
DNS: Final = '{{ kind = "dns", name = "{host}" }}'

BROKEN: Final[dict[str, Broken]] = {
    "no-such-name": Broken("nxdomain", FailureKind.DNS_NXDOMAIN),
    "no-such-name-alone": Broken("nxdomain", FailureKind.DNS_NXDOMAIN, DNS),
    "name-server-fails": Broken("servfail", FailureKind.DNS_FAILURE),
    "name-server-refuses": Broken("dns_refused", FailureKind.DNS_FAILURE, DNS),
    "name-server-silent": Broken("dns_timeout", FailureKind.DNS_FAILURE),
    "name-without-address": Broken("dns_empty", FailureKind.DNS_FAILURE, TCP),
    "name-server-babbles": Broken("dns:garbage", FailureKind.DNS_FAILURE),
    "refused": Broken("refuse", FailureKind.CONNECT_REFUSED),
    "refused-port": Broken("refuse", FailureKind.CONNECT_REFUSED, TCP),
    "dropped": Broken("drop", FailureKind.CONNECT_TIMEOUT),
    "dropped-port": Broken("drop", FailureKind.CONNECT_TIMEOUT, TCP),
    "no-route": Broken("unreachable", FailureKind.UNREACHABLE),
    "reset-at-once": Broken("reset:accept", FailureKind.RESET, PLAIN),
    "reset-in-tls": Broken("reset:tls", FailureKind.RESET),
    "reset-in-handshake": Broken("reset:tls", FailureKind.RESET, TLS),
    "reset-after-request": Broken("reset:request", FailureKind.RESET),
    "reset-in-body": Broken("reset:body", FailureKind.RESET, WORD),
    "closed": Broken("close", FailureKind.RESET, PLAIN),
    "cut-short": Broken("truncated", FailureKind.RESET, WORD),
    "says-nothing": Broken("empty", FailureKind.RESET),
    "alert": Broken("tls_alert", FailureKind.TLS),
    "outdated": Broken("tls_old", FailureKind.TLS),
    "not-tls": Broken("tls_garbage", FailureKind.TLS, TLS),
    "expired": Broken("expired", FailureKind.CERTIFICATE),
    "not-yet-valid": Broken("not_yet_valid", FailureKind.CERTIFICATE),
    "other-host": Broken("wrong_host", FailureKind.CERTIFICATE, TLS),
    "signed-by-itself": Broken("self_signed", FailureKind.CERTIFICATE),
    "signed-by-nobody": Broken("untrusted", FailureKind.CERTIFICATE),
    "hangs-in-tls": Broken("hang:tls", FailureKind.READ_TIMEOUT),
    "hangs-after-request": Broken("hang:request", FailureKind.READ_TIMEOUT),
    "hangs-in-body": Broken("hang:body", FailureKind.READ_TIMEOUT, WORD),
    "too-slow": Broken("slow:20", FailureKind.READ_TIMEOUT),
    "drips": Broken("slowloris:0.5", FailureKind.READ_TIMEOUT, WORD),
    "drips-headers": Broken({"mode": "slowloris", "phase": "headers"}, FailureKind.READ_TIMEOUT),
    "fault-500": Broken("status:500", FailureKind.HTTP_5XX),
    "fault-503": Broken("status:503", FailureKind.HTTP_5XX, PLAIN),
    "fault-530": Broken("status:530", FailureKind.HTTP_5XX),
    "gone": Broken("status:404", FailureKind.HTTP_UNEXPECTED, STATUS),
    "round-and-round": Broken("redirect_loop", FailureKind.HTTP_UNEXPECTED),
    "other-words": Broken({"body": "something else"}, FailureKind.BODY_MISMATCH, WORD),
    "other-value": Broken({"mode": "json", "json": {"state": "down"}}, FailureKind.BODY_MISMATCH, VALUE),
    "broken-json": Broken("invalid_json", FailureKind.BODY_MISMATCH, VALUE),
    "huge": Broken(f"huge:{2048 * MEGABYTE}", FailureKind.TOO_LARGE, WORD),
    "bomb": Broken(f"gzip_bomb:{256 * MEGABYTE}", FailureKind.TOO_LARGE, WORD),
    "not-http": Broken("garbage", FailureKind.PROTOCOL),
    "huge-headers": Broken("huge_headers", FailureKind.PROTOCOL),
    "not-gzip": Broken("bad_gzip", FailureKind.PROTOCOL, WORD),
}
WALLS: Final[dict[str, object]] = {
    "wall": "challenge",
    "slow-down": "ratelimit:30",
    "log-in": "status:401",
    "forbidden": "status:403",
    "forbidden-by-law": "status:451",
}
FINE: Final[dict[str, Broken]] = {
    "fine": Broken("ok", FailureKind.BUG),
    "own-authority": Broken("untrusted", FailureKind.BUG, '{{ kind = "tls", host = "{host}", verify = false }}'),
    "huge-but-nobody-asks": Broken(f"huge:{2048 * MEGABYTE}", FailureKind.BUG),
    "gone-but-there": Broken("status:404", FailureKind.BUG),
    "early": Broken("early_hints", FailureKind.BUG),
}
PAGES: Final[dict[str, BrokenPage]] = {
    "huge": BrokenPage(f"huge:{2048 * MEGABYTE}", "unreadable", "the body is larger than", TOO_LARGE),
    "bomb": BrokenPage(f"gzip_bomb:{256 * MEGABYTE}", "unreadable", "the body is larger than", TOO_LARGE),
    "drips": BrokenPage("slowloris:0.5", "failed", "the time ran out", "it takes too long"),
    "cut-short": BrokenPage("truncated", "failed", "the connection was closed before", "the connection was cut off"),
    "broken-json": BrokenPage("invalid_json", "unreadable", "not JSON", "its answer was cut off, or is not data"),
    "html": BrokenPage("html", "unreadable", "a web page came", "a web page came instead of its data"),
    "not-gzip": BrokenPage("bad_gzip", "failed", "the packed body is broken", "it cannot be understood"),
    "not-http": BrokenPage("garbage", "failed", "the answer is not HTTP", "it cannot be understood"),
    "endless": BrokenPage("redirect_loop", "failed", "more than 5 redirects", ENDLESS),
    "wall": BrokenPage("challenge", "unverifiable", "a wall against robots answers", WALL),
    "fault": BrokenPage("status:503", "failed", "status 503", "it answers 503: it has a fault of its own"),
    "slow-down": BrokenPage("ratelimit:30", "unverifiable", "status 429", "it answers 429: it is asked too often"),
    "forbidden": BrokenPage("status:403", "unverifiable", "status 403", FORBIDDEN),
}


def _host(name: str) -> str:
    return f"www.{name}.example"


def _services() -> list[Own]:
    broken = [Own(name, (each.target.format(host=_host(name)),)) for name, each in (BROKEN | FINE).items()]
    walls = [Own(name, (STATUS.replace("[200]", "[204]").format(host=_host(name)),)) for name in WALLS]
    pages = [
        Own(
            f"page-{name}",
            (PLAIN.format(host=_host(f"page-{name}")),),
            f'provider = "statuspage"\nurl = "https://status.{name}.example"',
        )
        for name in PAGES
    ]
    return broken + walls + pages


def _rules() -> dict[str, object]:
    hosts = {_host(name): each.rule for name, each in (BROKEN | FINE).items()}
    walls = {_host(name): rule for name, rule in WALLS.items()}
    return {**hosts, **walls, **{f"status.{name}.example": page.rule for name, page in PAGES.items()}}


class Outcome(NamedTuple):
    """What all the checks came to, and what the lab saw of them."""

    checks: dict[str, Check]
    sent: dict[str, int]
    agents: set[str]
    most_open: dict[str, int]


@story(about_s=110)
def checks() -> Outcome:
    """Check every service by itself, some at a time."""
    services = _services()
    with network() as lab, TemporaryDirectory() as folder:
        program = Program(lab, Path(folder), services)
        lab.set(_rules())
        slow_first = sorted((each.id for each in services), key=lambda name: not _takes_its_time(name))
        with ThreadPoolExecutor(AT_ONCE) as pool:
            found = dict(zip(slow_first, pool.map(program.check, slow_first), strict=True))
        return Outcome(found, _sent(lab), agents(lab), most_open(lab))


def _takes_its_time(name: str) -> bool:
    broken = BROKEN.get(name)
    return broken is not None and broken.failure in (FailureKind.READ_TIMEOUT, FailureKind.CONNECT_TIMEOUT)


def _sent(lab: Lab) -> dict[str, int]:
    """The most that a host sent in one answer, as far as it got rid of it."""
    hosts: dict[Any, str] = {(each["conn"], each["n"]): each["host"] for each in lab.requests()}
    most: dict[str, int] = {}
    for done in lab.events("done"):
        host = hosts.get((done["conn"], done["n"]), "")
        most[host] = max(most.get(host, 0), done["sent"])
    return most


@pytest.mark.parametrize("name", BROKEN)
def test_a_fault_has_its_name_and_is_possible_at_most(name: str) -> None:
    check = checks.told().checks[name]
    found = [(each["outcome"], each["failure"]) for each in check.readings()]
    assert found == [("failed", BROKEN[name].failure)] * 4, check.told
    assert all(each["detail"] for each in check.readings())
    assert (check.told["state"], check.told["line"], check.status) == ("possible", "online", 1)
    assert check.told["components"] == {"web": "possible"}
    assert check.told["scope"] == "unclear"
    assert check.said == ""


def test_every_kind_of_failure_is_among_them() -> None:
    assert {each.failure for each in BROKEN.values()} == WORLD_FAILURES


@pytest.mark.parametrize("name", WALLS)
def test_a_wall_tells_nothing_and_is_left_alone(name: str) -> None:
    check = checks.told().checks[name]
    assert [(each["outcome"], each["failure"]) for each in check.readings()] == [("unverifiable", None)]
    assert (check.told["state"], check.told["components"], check.status) == ("unknown", {"web": "unknown"}, 2)
    assert check.told["line"] == "online"


@pytest.mark.parametrize("name", FINE)
def test_what_answers_is_fine(name: str) -> None:
    check = checks.told().checks[name]
    assert [each["outcome"] for each in check.readings()] == ["ok"]
    assert (check.told["state"], check.status) == ("ok", 0)


@pytest.mark.parametrize("name", PAGES)
def test_a_broken_page_says_nothing_and_hides_nothing(name: str) -> None:
    check = checks.told().checks[f"page-{name}"]
    described("check", check.told)
    (reading,) = check.readings("page")
    assert reading["outcome"] == PAGES[name].outcome, reading
    reason = reading["detail"]
    assert reason.startswith(PAGES[name].reason)
    assert fault_words(reason) == PAGES[name].words
    known = {"address": f"https://status.{name}.example", "provider": "statuspage", "level": None, "reason": reason}
    silent = {"title": "", "read": None, "updated": None}
    lists: dict[str, object] = {"components": [], "incidents": [], "maintenances": [], "missing": []}
    assert check.told["page"] == known | silent | lists
    assert (check.told["state"], check.told["components"], check.status) == ("ok", {"web": "ok"}, 0)
    assert (check.told["line"], check.said) == ("online", "")


@pytest.mark.parametrize("name", ["huge", "huge-but-nobody-asks", "page-huge", "bomb", "page-bomb", "huge-headers"])
def test_a_flood_is_not_swallowed(name: str) -> None:
    outcome = checks.told()
    host = _host(name) if name in BROKEN | FINE else f"status.{name.removeprefix('page-')}.example"
    assert 0 < outcome.sent[host] < SENT_MOST
    assert outcome.checks[name].peak_mb - outcome.checks["fine"].peak_mb < GROWTH_MB


def test_what_never_ends_is_given_up_after_ten_seconds() -> None:
    outcome = checks.told()
    slow = [name for name, each in BROKEN.items() if each.failure is FailureKind.READ_TIMEOUT]
    for name in slow:
        assert 24 <= outcome.checks[name].seconds < 45, name  # it is read again meanwhile, every five seconds
        assert all("the time ran out" in each["detail"] for each in outcome.checks[name].readings())
    quick = [name for name, each in BROKEN.items() if each.failure is FailureKind.CONNECT_REFUSED]
    assert all(15 <= outcome.checks[name].seconds < 30 for name in quick)


def test_every_request_names_the_program() -> None:
    outcome = checks.told()
    assert outcome.agents
    assert all(agent.startswith("outage-notifier/") for agent in outcome.agents), outcome.agents
