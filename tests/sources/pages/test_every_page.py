"""Every kind of official page, over real connections: found behind its address, read, and read again for nothing.

A server on 127.0.0.1 is the whole world here: it is the proxy through which the example pages of
`providers/data/<module>/expected.toml` are asked for, under their own https addresses.
"""

import asyncio
import socket
import ssl
from pathlib import Path
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

import pytest

from notifier.core.model import Outcome, Reading, Source
from notifier.core.targets import PageTarget
from notifier.sources.client import ClientOptions
from notifier.sources.network import BURST_GAP_S, Network
from notifier.sources.pages.detect import DETECTION_S, Detected, NotDetected, detect_page
from notifier.sources.pages.providers import PROVIDERS
from notifier.sources.reader import NetworkReader, ReaderOptions
from notifier.sources.resolver import Address, Resolver
from tests.sources.conftest import Start, reading_of
from tests.sources.pages.providers.examples import DATA, MODULES, NOW, cases_of, target_of
from tests.sources.servers import Authority, Server, Visit


class World:
    """The servers of the world behind one proxy; they know the addresses of one example, and a tag for each."""

    def __init__(self, folder: Path, answers: dict[str, Any], authority: Authority) -> None:
        self._authority = authority
        self._contexts: dict[str, ssl.SSLContext] = {}
        self._answers: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.told: list[tuple[str, int]] = []
        for url, answer in answers.items():
            self._add(url, {"file": answer} if isinstance(answer, str) else answer, folder)

    def look_up(self, name: str) -> list[Address]:
        """Be the name server: `dns://name` in an example is a file of addresses. Nobody has another name."""
        _, _, content = self._answers.get(f"dns://{name}/", (404, {}, b""))
        if not content:
            raise socket.gaierror(socket.EAI_NONAME, "no such name")
        return [(socket.AF_INET, (line, 0)) for line in content.decode().split()]

    def _add(self, url: str, answer: dict[str, Any], folder: Path) -> None:
        headers = {"Content-Type": answer.get("type", "application/json"), "ETag": f'"{len(self._answers)}"'}
        url += "/" * (url.count("/") == 2)
        content = (folder / answer["file"]).read_bytes()
        leads = answer.get("url", url)
        if leads != url:
            self._answers[url] = 302, {"Location": leads}, b""
        self._answers.setdefault(leads, (answer.get("status", 200), headers, content))

    def add(self, url: str, status: int, kind: str, content: bytes) -> None:
        """Add what the example does not have."""
        self._answers.setdefault(url, (status, {"Content-Type": kind, "ETag": f'"{len(self._answers)}"'}, content))

    def serve(self, visit: Visit) -> None:
        """Be the proxy, then the server behind it."""
        visit.read_head()
        if not visit.head.startswith("CONNECT "):
            return
        host, _, port = visit.path.rpartition(":")
        visit.send(b"HTTP/1.1 200 Go\r\n\r\n")
        if host not in self._contexts:
            self._contexts[host] = self._authority.context(host)
        with self._contexts[host].wrap_socket(visit.sock, server_side=True) as sock:
            inner = Visit(visit.server, sock, visit.number)
            inner.read_head()
            if inner.head:
                self._answer(inner, f"https://{host if port == '443' else visit.path}{inner.path}")

    def _answer(self, visit: Visit, url: str) -> None:
        status, headers, content = self._answers.get(url, (404, {"Content-Type": "text/html"}, b"<html>not found"))
        if status == 200 and visit.header("If-None-Match") == headers["ETag"]:
            status, content = 304, b""
        self.told.append((url, status))
        visit.answer(status, content, {**headers, "Connection": "close"})


def cases(wish: str) -> list[Any]:
    found = []
    for module in MODULES:
        found += [pytest.param(module, case, id=f"{module}: {case['name']}") for case in cases_of(module, wish)]
    return found


def world_of(module: str, case: dict[str, Any], authority: Authority, start: Start) -> tuple[World, ClientOptions]:
    world = World(DATA / module, case["answers"], authority)
    server: Server = start(world.serve)
    return world, ClientOptions(f"http://127.0.0.1:{server.port}")


def read_twice(target: PageTarget, options: ClientOptions, world: World) -> tuple[Reading, Reading]:
    async def main() -> tuple[Reading, Reading]:
        wishes = ReaderOptions(options, timeout_s=5.0, gap_s=0.0, secret_of=lambda _name: "secret")
        async with NetworkReader(wishes, lambda: NOW) as reader:
            reader.network.dialer.resolver = Resolver(world.look_up)
            first = await reader(reading_of(target, Source.PAGE))
            return first, await reader(reading_of(target, Source.PAGE))

    return asyncio.run(main())


def found(url: str, options: ClientOptions, world: World) -> Detected | NotDetected:
    async def main() -> Detected | NotDetected:
        names = Resolver(world.look_up)
        return await detect_page(Network(options, lambda: NOW, timeout_s=5.0, gap_s=0.0, resolver=names), url, names)

    return asyncio.run(main())


def test_every_kind_that_can_be_detected_has_an_example_of_it() -> None:
    shown = {PROVIDERS[case.values[1]["detected"]].name for case in cases("detected")}
    wanted = {each.name for each in PROVIDERS.values() if each.detected}
    assert wanted - shown == set()


def is_lacking(param: Any) -> bool:
    """Tell whether so much is missing that nothing is known of the page."""
    case = param.values[1]
    return "unreadable" in case or ("missing" in case and case["level"] in ("unknown", "maintenance", "operational"))


READABLE = [param for param in cases("level") if not is_lacking(param)]
LACKING = [param for param in (*cases("level"), *cases("unreadable")) if is_lacking(param)]


@pytest.mark.parametrize(("module", "case"), READABLE)
def test_it_is_read(module: str, case: dict[str, Any], trusted: Authority, start: Start) -> None:
    world, options = world_of(module, case, trusted, start)
    target = target_of(module, case)
    first, again = read_twice(target, options, world)
    assert (first.outcome, first.page and first.page.level) == (Outcome.OK, case["level"]), first.detail
    asked, asked_again = world.told[: len(world.told) // 2], world.told[len(world.told) // 2 :]
    assert [url for url, _ in asked_again] == [url for url, _ in asked]
    sent = any(each.body for each in PROVIDERS[target.provider].requests(target))  # what is sent is answered anew
    assert [status for _, status in asked_again] == [
        304 if status == 200 and not sent else status for _, status in asked
    ]
    assert again.page is first.page  # nothing has changed, so nothing was parsed


@pytest.mark.usefixtures("hurried")
@pytest.mark.parametrize(("module", "case"), cases("detected"))
def test_it_is_found_and_what_was_found_is_read(
    module: str, case: dict[str, Any], trusted: Authority, start: Start
) -> None:
    world, options = world_of(module, case, trusted, start)
    detected = found(case["page"]["url"], options, world)
    assert isinstance(detected, Detected), detected
    assert detected.provider == case["detected"]
    assert len(set(world.told)) == len(world.told)  # nothing was asked twice
    reading, _ = read_twice(PageTarget(detected.provider, detected.url, detected.options), options, world)
    assert (reading.outcome, reading.page and reading.page.level) == (Outcome.OK, case["level"]), reading.detail


BARE = b"<!doctype html><html><head><title>Welcome</title></head><body><div id=root></div></body></html>"


@pytest.mark.usefixtures("hurried")
@pytest.mark.parametrize(("module", "case"), cases("detected"))
def test_it_is_found_behind_a_front_page_that_says_nothing(
    module: str, case: dict[str, Any], trusted: Authority, start: Start
) -> None:
    """No page is named, and it is found in time, were all that is asked of one host that is not asked all at once."""
    world, options = world_of(module, case, trusted, start)
    parts = urlsplit(case["page"]["url"])
    world.add(f"{parts.scheme}://{parts.netloc}/", 200, "text/html", BARE)
    begun = monotonic()
    detected = found(case["page"]["url"], options, world)
    took_s = monotonic() - begun
    assert isinstance(detected, Detected), detected
    assert detected.provider == case["detected"]
    assert took_s + BURST_GAP_S * len(world.told) < DETECTION_S


@pytest.mark.parametrize(("module", "case"), LACKING)
def test_what_cannot_be_read_is_not_found(module: str, case: dict[str, Any], trusted: Authority, start: Start) -> None:
    world, options = world_of(module, case, trusted, start)
    reading, _ = read_twice(target_of(module, case), options, world)
    assert reading.outcome in (Outcome.UNREADABLE, Outcome.UNVERIFIABLE, Outcome.FAILED)
    assert reading.page is None
    assert world.told
