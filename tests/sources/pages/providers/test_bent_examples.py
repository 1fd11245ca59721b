"""Every provider: its example pages cut off, with keys missing, with words that nobody knows, and of enormous size."""

import importlib
import json
from collections.abc import Callable, Iterator
from itertools import takewhile
from typing import Any

import msgspec
import pytest

from notifier.core.model import PageLevel, PageReport
from notifier.sources.pages import providers
from notifier.sources.pages.building import STATEMENTS_MOST
from notifier.sources.pages.counting import INCIDENTS_MOST
from notifier.sources.pages.feeds import FEED_MOST
from notifier.sources.pages.providers import PageBody, PageRequest, PageUnreadable
from tests.sources.pages.providers.examples import DATA, MODULES, Case, answered, cases_of, report

Bend = Callable[[bytes], bytes]


def cases(module: str) -> list[Case]:
    return cases_of(module, "level")


def read(module: str, case: Case, bend: Bend) -> PageReport | None:
    """Read an example whose answers are all bent; None: it cannot be read."""

    def answer(request: PageRequest) -> PageBody:
        body = answered(case, DATA / module, request)
        return msgspec.structs.replace(body, content=bend(body.content)) if body.status == 200 else body

    try:
        return report(module, case, answer)
    except PageUnreadable:
        return None


@pytest.mark.parametrize("module", MODULES)
def test_cut_off(module: str) -> None:
    for case in cases(module):
        for part in (0.0, 0.3, 0.7, 0.97):
            found = read(module, case, lambda content, part=part: content[: int(len(content.rstrip()) * part)])  # type: ignore[misc]
            data = [answer for answer in case["answers"].values() if isinstance(answer, str)]
            if len(data) == len(case["answers"]) == 1 and data[0].endswith(".json"):
                assert found is None  # half of the data is none


def values(node: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The ways to every key of every object, lists only at their first entry."""
    if isinstance(node, dict):
        for key in node:
            yield (*way, key)
            yield from values(node[key], (*way, key))
    elif isinstance(node, list) and node:
        yield from values(node[0], (*way, 0))


def without(content: bytes, way: tuple[Any, ...], put: tuple[Any, ...]) -> bytes:
    """The data without a key, or with something else in its place."""
    data = node = json.loads(content)
    for step in way[:-1]:
        node = node[step]
    if put:
        node[way[-1]] = put[0]
    else:
        del node[way[-1]]
    return json.dumps(data).encode()


@pytest.mark.parametrize("put", [(), (None,), (7,), ("wobbly",), ([],), ({},)], ids=repr)
@pytest.mark.parametrize("module", MODULES)
def test_every_key_missing_or_of_another_kind(module: str, put: tuple[Any, ...]) -> None:
    for case in cases(module):
        for name in {answer for answer in case["answers"].values() if isinstance(answer, str)}:
            whole = (DATA / module / name).read_bytes()
            try:
                ways = list(values(json.loads(whole)))
            except (ValueError, UnicodeError):
                continue
            for way in ways:
                bent = without(whole, way, put)
                read(module, case, lambda content, whole=whole, bent=bent: bent if content == whole else content)  # type: ignore[misc]


def unknown(node: Any, good: set[str]) -> Any:
    """The data with every good word changed into one that nobody knows."""
    if isinstance(node, dict):
        return {key: unknown(value, good) for key, value in node.items()}
    if isinstance(node, list):
        return [unknown(value, good) for value in node]
    if isinstance(node, str | int) and not isinstance(node, bool):
        folded = str(node).lower().replace(" ", "").replace("_", "").replace("-", "")
        return (f"wobbly{node}" if isinstance(node, str) else 9990 + node) if folded in good else node
    return node


TROUBLE_ONLY = {"zabbix"}
"""Kinds that list nothing but trouble: no word of theirs stands for what is fine."""


@pytest.mark.parametrize("module", sorted(set(MODULES) - TROUBLE_ONLY))
def test_words_that_nobody_knows_are_never_green(module: str) -> None:
    loaded = importlib.import_module(f"{providers.__name__}.{module}")
    table = getattr(loaded, "LEVELS", None)
    words = {str(word) for word, level in dict(table or {}).items() if level is PageLevel.OPERATIONAL}
    good = {word.lower().replace(" ", "").replace("_", "").replace("-", "") for word in words}
    changed: list[bytes] = []

    def bend(content: bytes) -> bytes:
        try:
            data = json.loads(content)
        except (ValueError, UnicodeError):
            return content
        bent = unknown(data, good)
        if bent == data:
            return content
        changed.append(content)
        return json.dumps(bent).encode()

    for case in cases(module):
        changed.clear()
        found = read(module, case, bend)
        if found is not None and changed and case["level"] == "operational":
            assert found.level is not PageLevel.OPERATIONAL, case["name"]


def enormous(node: Any, times: int, depth: int = 0) -> Any:
    if isinstance(node, dict):
        return {key: enormous(value, times, depth + 1) for key, value in node.items()}
    if isinstance(node, list) and depth < 4:
        many = [enormous(value, times, depth + 4) for value in node] * times
        return [numbered(value, at) for at, value in enumerate(many)]
    return node


def numbered(node: Any, at: int) -> Any:
    """The same with ids of its own."""
    if not isinstance(node, dict):
        return node
    ids = ("id", "_id", "name", "title", "monitorId", "componentID", "incidentID", "key", "slug", "display_name")
    return {key: f"{value}{at}" if key in ids and isinstance(value, str) else value for key, value in node.items()}


@pytest.mark.slow
@pytest.mark.parametrize("module", MODULES)
def test_an_enormous_page(module: str) -> None:
    def bend(content: bytes) -> bytes:
        try:
            data = json.loads(content)
        except (ValueError, UnicodeError):
            return content + b" " * 1_000_000
        sizes = (json.dumps(enormous(data, times)).encode() for times in (10, 100, 400))
        return [content, *takewhile(lambda bent: len(bent) < FEED_MOST, sizes)][-1]

    for case in cases(module):
        found = read(module, case, bend)
        if found is not None:
            assert len(found.incidents) <= INCIDENTS_MOST
            assert all(len(each.statements) <= STATEMENTS_MOST for each in found.incidents)
