"""Every provider: what was not read of a page is never green, and what was read counts.

Every answer of every example is replaced by each of the faults, cut off at every seventh byte, and bereft of each key
in turn. Then the page is unreadable, or it is at least as bad as what is left of it says, and never operational.
"""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any, Final

import msgspec
import pytest

from notifier.core.model import PageLevel, PageReport
from notifier.sources.pages.parsing import SEVERITY
from notifier.sources.pages.provider import Need
from notifier.sources.pages.providers import PageBody, PageRequest, PageUnreadable
from tests.sources.pages.providers.examples import DATA, MODULES, Case, answered, cases_of, report

Answer = Callable[[PageBody], PageBody]
OTHER: Final = b"<!doctype html><html><head><title>Welcome</title></head><body>Please log in here</body></html>"


def gives(status: int = 200, content: bytes = b"", kind: str = "application/json") -> Answer:
    return lambda body: msgspec.structs.replace(body, status=status, content=content, content_type=kind)


def of_another_company(body: PageBody) -> PageBody:
    """The same page, but the address leads to a company of another name now."""
    moved = body.requested.replace(body.requested.split("/")[2], "status.zyx-holdings.example")
    return msgspec.structs.replace(body, url=moved)


def renamed(fault: Answer, title: str) -> Answer:
    def change(body: PageBody) -> PageBody:
        other = fault(body)
        words = [title, *title.split()] if other.url != other.requested else []
        for word in words:
            content = other.content.replace(word.encode(), b"Zyx")
            other = msgspec.structs.replace(other, content=content)
        return other

    return change


FAULTS: Final[dict[str, Answer]] = {
    "403": gives(403, b"<html>Forbidden</html>", "text/html"),
    "429": gives(429),
    "500": gives(500, b'{"error": "oops"}'),
    "503": gives(503),
    "empty": gives(),
    "a web page": gives(200, OTHER, "text/html"),
    "cut off": lambda body: msgspec.structs.replace(body, content=body.content[: len(body.content.rstrip()) * 2 // 3]),
    "not JSON": gives(200, b"OK"),
    "[]": gives(200, b"[]"),
    "{}": gives(200, b"{}"),
    "null": gives(200, b"null"),
    "a time-out": lambda body: msgspec.structs.replace(body, status=0, content=b"", fault="no answer came in time"),
    "another company": of_another_company,
    "wrong content": gives(200, b'{"data": {"greeting": "hello"}, "items": [{"name": "status"}], "result": 1}'),
}
SAID: Final = {
    ("alertmanager", "[]"): "no alert fires; that the server is an Alertmanager, another answer says",
    ("aws", "[]"): "no event goes on",
    ("google", "[]"): "there never was an incident; that it is the dashboard, the products say",
    ("lamb", "[]"): "no incident is open",
    ("metastatus", "[]"): "no outage is open",
    ("statuscast", "a web page"): "the short summary beside it tells",
}
"""Faults that are a word of the format: what such an answer would say by itself."""


def read(module: str, case: Case, change: dict[str, Answer]) -> PageReport | None:
    """Read an example, the answers of some addresses changed; None: it cannot be read."""

    def answer(request: PageRequest) -> PageBody:
        body = answered(case, DATA / module, request)
        return change[request.url](body) if request.url in change else body

    try:
        return report(module, case, answer)
    except PageUnreadable:
        return None


def needed(module: str, case: Case) -> list[PageRequest]:
    """The requests of an example on which something depends."""
    found: list[PageRequest] = []

    def answer(request: PageRequest) -> PageBody:
        body = answered(case, DATA / module, request)
        if body.status == 200 and not request.url.startswith("dns://"):
            found.append(request)
        return body

    report(module, case, answer)
    return found


def unsaid_green(base: PageReport, found: PageReport | None, request: PageRequest) -> bool:
    """Tell whether a page came out green though something is lacking on which something depends."""
    if found is None or found.level is not PageLevel.OPERATIONAL:
        return False
    return request.need is not Need.NEVER or base.level is not PageLevel.OPERATIONAL


def improved(base: PageReport, found: PageReport | None) -> list[str]:
    """What is still said of the page, and said to be better than it was."""
    if found is None:
        return []
    before, after = (
        {each.id: each.level for each in report.components} | {each.id: each.level for each in report.incidents}
        for report in (base, found)
    )
    known = {id_: level for id_, level in after.items() if level is not PageLevel.UNKNOWN}
    return [id_ for id_, level in known.items() if SEVERITY[level] < SEVERITY[before.get(id_, level)]]


def is_text(body: PageBody) -> bool:
    """Tell whether the answer is a web page, a feed or a text."""
    return body.content.lstrip()[:1] not in (b"{", b"[") and not body.content.startswith((b"\xfe\xff", b"\xff\xfe"))


def examples(module: str) -> Iterator[tuple[Case, PageReport, list[PageRequest]]]:
    for case in cases_of(module, "level"):
        base = read(module, case, {})
        assert base is not None
        if not base.missing:
            yield case, base, needed(module, case)


@pytest.mark.parametrize("module", MODULES)
def test_faults(module: str) -> None:
    for case, base, requests in examples(module):
        for request in requests:
            lost: dict[str, PageLevel | None] = {}
            for name, fault in FAULTS.items():
                if (module, name) in SAID or (name == "another company" and is_proven(case, request)):
                    continue
                found = read(module, case, {request.url: renamed(fault, base.title)})
                where = f"{case['name']}: {request.url}: {name}"
                assert not unsaid_green(base, found, request), where
                assert not improved(base, found), where
                lost[name] = found.level if found else None
            lost.pop("another company", None)
            if is_text(answered(case, DATA / module, request)):  # it means something also in part
                lost = {name: level for name, level in lost.items() if name in ("403", "429", "500", "503", "empty")}
            if request.need is not Need.NEVER:
                assert len(set(lost.values())) == 1, (case["name"], request.url, lost)


def is_proven(case: Case, request: PageRequest) -> bool:
    """Tell whether the page's own id shows whose it is."""
    return "page_id" in case["page"].get("options", {}) and "summary.json" in request.url


def keys(node: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The ways to every key of every object."""
    if isinstance(node, dict):
        for key in node:
            yield (*way, key)
            yield from keys(node[key], (*way, key))
    elif isinstance(node, list):
        for at, each in enumerate(node):
            yield from keys(each, (*way, at))


def without(content: bytes, way: tuple[Any, ...]) -> bytes:
    data = node = json.loads(content)
    for step in way[:-1]:
        node = node[step]
    del node[way[-1]]
    return json.dumps(data).encode()


def value_at(content: bytes, way: tuple[Any, ...]) -> Any:
    node = json.loads(content)
    for step in way:
        node = node[step]
    return node


def ways(content: bytes) -> list[tuple[Any, ...]]:
    try:
        return list(keys(json.loads(content)))
    except (ValueError, UnicodeError):
        return []


REMOVED: Final = {
    "adobe": ({"I1", "M1"}, {"503"}),
    "nagios": ({"web-1"}, {"HTTP"}),
    "statushub": ({"count_status_2", "count_status_4"},),
}
"""Keys that are entries of a list by themselves: without them the page says less, and nobody can tell."""


@pytest.mark.parametrize("module", MODULES)
def test_keys_that_are_missing(module: str) -> None:
    """A page in trouble is never green for want of a key; a green one is not if it lacks one of its lists."""
    entries = set[str]().union(*REMOVED.get(module, ()))
    for case, base, requests in examples(module):
        for request in requests:
            content = answered(case, DATA / module, request).content
            for way in ways(content):
                found = read(module, case, {request.url: gives(200, without(content, way))})
                if base.level is not PageLevel.OPERATIONAL and way[-1] not in entries:
                    assert not unsaid_green(base, found, request), (case["name"], way)
                    assert found is None or found.level is not PageLevel.OPERATIONAL, (case["name"], way)


HEALTH: Final = {
    "adobe": ["incidentEvent", "maintenanceEvent"],
    "apple": ["services", "events"],
    "azuredevops": ["services", "geographies"],
    "betterstack": ["included", "data"],
    "cstate": ["systems"],
    "gatus": ["results"],
    "hyperping": ["services"],
    "icinga": ["results", "attrs"],
    "incidentio": ["ongoing_incidents", "affected_components"],
    "instatus": ["page"],
    "kuma": ["config", "publicGroupList", "heartbeatList"],
    "nintendo": ["operational_statuses", "temporary_maintenances"],
    "playstation": ["countries", "services"],
    "riot": ["incidents", "maintenances"],
    "slack": ["active_incidents"],
    "statusio": ["result", "status", "incidents"],
    "statuspage": ["page", "components", "incidents"],
    "statuspal": ["status_page", "services", "incidents"],
    "stripe": ["statuses"],
    "uptimerobot": ["monitors"],
    "xbox": ["CoreServices", "Scenarios", "Status"],
    "zabbix": ["result"],
    "zendesk": ["data"],
}
"""Keys without which a page has not said how things are."""


@pytest.mark.parametrize("module", sorted(HEALTH))
def test_lists_that_are_missing(module: str) -> None:
    tried: set[str] = set()
    for case, base, requests in examples(module):
        for request in requests:
            content = answered(case, DATA / module, request).content
            for way in ways(content):
                above = {each for each in way[:-1] if isinstance(each, str)}
                if base.level is not PageLevel.OPERATIONAL or way[-1] not in HEALTH[module] or above & NOT_HEALTH:
                    continue
                if not isinstance(value_at(content, way), dict | list):
                    continue
                tried.add(way[-1])
                found = read(module, case, {request.url: gives(200, without(content, way))})
                assert found is None or found.level is not PageLevel.OPERATIONAL, (case["name"], way)
    assert tried


NOT_HEALTH: Final = {"Titles", "SelectedScenarios", "components", "containers", "resources", "children"}
"""What stands below these keys is no word of health, or is said above them too."""


_ENDED: Final = re.compile(rb"</html|</body|</Steps>?[^<]*(?:<S?t?e?p?)?$", re.IGNORECASE)
"""A web page's end, and that of a part of X's log, in which what is newer stands above what is older."""
_REST: Final = re.compile(rb"</[a-z]*>?|[\s;)]|^[a-z/]*>", re.IGNORECASE)


def cut(module: str, stride: int) -> int:
    """Cut every answer of every example off at each of these places; give how many there were."""
    tried = 0
    for case, base, requests in examples(module):
        for request in requests:
            whole = answered(case, DATA / module, request)
            content = whole.content.rstrip()
            for end in range(0, len(content), stride):
                tried += 1
                found = read(module, case, {request.url: gives(200, content[:end], whole.content_type)})
                if _ENDED.search(content[:end]) or not _REST.sub(b"", content[end:]):
                    continue  # all that it says has come
                assert not unsaid_green(base, found, request), (case["name"], request.url, end)
                assert not improved(base, found), (case["name"], request.url, end)
    return tried


@pytest.mark.parametrize("module", MODULES)
def test_cut_off_here_and_there(module: str) -> None:
    assert cut(module, 211)


@pytest.mark.slow
@pytest.mark.parametrize("module", MODULES)
def test_cut_off_at_every_seventh_byte(module: str) -> None:
    assert cut(module, 7)
