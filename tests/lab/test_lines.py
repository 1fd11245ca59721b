"""The user's own line drops in each way that the lab knows: `watch` and `check` name it and leave the services alone.

Each way has a lab of its own. The line is lost after everything has answered once, and comes back.
"""

import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, NamedTuple

import pytest

from notifier.core.model import LineState
from tests.lab.ground import network
from tests.lab.program import Check, Own, Program
from tests.lab.story import Story

pytestmark = pytest.mark.lab

INTERVAL_S: Final = 5
NOTICED_S: Final = 60.0
"""From the drop to the line's name, at that interval: two rounds of readings that take their whole 10 s, and some."""
BACK_S: Final = 60.0
LOSSY_NOTICED_S: Final = 240.0
"""That readings fail more often than by chance takes some rounds to see."""
LOSSY_BACK_S: Final = 180.0
"""And that they do not any more, 80 answers in a row, by six anchors every 5 to 10 s."""

TITLES: Final = {
    LineState.OFFLINE: "You seem to be offline",
    LineState.DNS_BROKEN: "Your connection cannot look up names",
    LineState.CAPTIVE_PORTAL: "Your network wants you to sign in",
    LineState.LOSSY: "Your connection is unreliable",
}
FINE: Final = "Your connection is fine"
SERVICES: Final = (
    Own("web-page", ('{ kind = "http", url = "https://www.web-page.example/" }',)),
    Own("chat", ('{ kind = "tcp", host = "chat.chat.example", port = 5222 }',)),
    Own("mail", ('{ kind = "tls", host = "imap.mail.example", port = 993 }',)),
)
HOSTS: Final = ("www.web-page.example", "chat.chat.example", "imap.mail.example")


class Way(NamedTuple):
    """How the line is lost, and what that is."""

    settings: dict[str, Any]
    state: LineState


class Told(NamedTuple):
    """What the program said of it."""

    lines: list[str]
    back: list[str]
    check: Check
    incidents: list[dict[str, Any]]


def _offline(how: str) -> Way:
    return Way({"line": "offline", "offline": how}, LineState.OFFLINE)


def _no_names(how: str, scope: str = "all") -> Way:
    return Way({"line": "dns_broken", "dns_broken": how, "dns_broken_scope": scope}, LineState.DNS_BROKEN)


def _portal(http: str, tls: str, tcp: str = "refuse", dns: str = "real") -> Way:
    ways = {"captive_http": http, "captive_tls": tls, "captive_tcp": tcp, "captive_dns": dns}
    return Way({"line": "captive_portal", **ways}, LineState.CAPTIVE_PORTAL)


WAYS: Final[dict[str, Way]] = {
    "link-down": _offline("link_down"),
    "no-route": _offline("no_route"),
    "unreachable": _offline("unreachable"),
    "blackhole": _offline("blackhole"),
    "names-fail": _no_names("servfail", "system"),
    "names-silent": _no_names("timeout"),
    "names-refused": _no_names("refused"),
    "names-gone": _no_names("nxdomain"),
    "portal-redirects": _portal("redirect", "untrusted"),
    "portal-shows-a-page": _portal("page", "reset", tcp="drop"),
    "portal-says-511": _portal("511", "hang"),
    "portal-by-names": _portal("redirect", "untrusted", tcp="allow", dns="hijack"),
    "lossy": Way({"line": "lossy", "loss": 0.4}, LineState.LOSSY),
}


def _tell(name: str) -> Told:
    way = WAYS[name]
    lossy = way.state is LineState.LOSSY
    settings = {"probe_interval_s": INTERVAL_S, "anchor_interval_s": INTERVAL_S}
    with network() as lab, TemporaryDirectory() as folder:
        program = Program(lab, Path(folder), SERVICES, **settings)
        with program.watch() as watching:
            for each in SERVICES:
                watching.wait(f"{each.name}: works", 60)
            lost = watching.mark()
            lab.set(**way.settings)
            watching.wait(TITLES[way.state], LOSSY_NOTICED_S if lossy else NOTICED_S, lost)
            check = program.check(SERVICES[0].id)
            returned = watching.mark()
            lab.clear()
            seen = lab.mark()
            watching.wait(FINE, LOSSY_BACK_S if lossy else BACK_S, returned)
            for host in HOSTS:  # everything is read anew, and again after that
                lab.wait(2, 90, seen, event="syn", name=host)
            lines = watching.lines()
        return Told(lines[lost:returned], lines[returned:], check, program.history())


def _story(name: str) -> Story[Told]:
    return Story(lambda: _tell(name), 300 if name == "lossy" else 70)


STORIES: Final = {name: _story(name) for name in WAYS}


@pytest.mark.parametrize("name", WAYS)
def test_the_line_is_named_and_no_service_is_blamed(name: str) -> None:
    told = STORIES[name].told()
    everything = "\n".join([*told.lines, *told.back])
    assert TITLES[WAYS[name].state] in everything
    assert not re.search(r": (down|partly down|slow)\b", everything), everything
    assert told.incidents == []


@pytest.mark.parametrize("name", WAYS)
def test_no_other_fault_of_the_line_is_named(name: str) -> None:
    told = STORIES[name].told()
    if WAYS[name].state is LineState.LOSSY:
        # between two answers a very lossy line is a dead one, or one that loses every question for a name
        return
    others = [title for state, title in TITLES.items() if state is not WAYS[name].state]
    assert [line for line in [*told.lines, *told.back] if any(title in line for title in others)] == []


@pytest.mark.parametrize("name", [name for name in WAYS if name != "lossy"])
def test_a_check_cannot_tell_meanwhile(name: str) -> None:
    check = STORIES[name].told().check
    assert (check.told["line"], check.told["state"], check.status) == (WAYS[name].state, "unknown", 2)
    assert set(check.told["components"].values()) == {"unknown"}


def test_on_a_lossy_line_a_check_blames_nobody_for_sure() -> None:
    check = STORIES["lossy"].told().check
    assert check.told["state"] in ("unknown", "ok", "possible")
