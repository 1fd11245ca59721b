"""StatusCast: components stand in the web page alone, their states as class names; some pages have `/status.json`."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Final

import msgspec

from notifier.core.model import PageComponent
from notifier.core.targets import PageTarget
from notifier.sources.pages.building import itself, web_text
from notifier.sources.pages.markup import Kind, attributes, pieces, title_of
from notifier.sources.pages.parsing import base_of, decode, level_of, moment, title
from notifier.sources.pages.provider import Page, PageBody, PageRequest, PageUnreadable, Provider, misshapen
from notifier.sources.pages.words import level_table

LEVELS: Final = level_table(
    operational="available, informational",
    maintenance="maintenance",
    degraded="monitored, identified, investigating, degraded",
    major_outage="unavailable",
)
_MOST: Final = 1000
_STATE: Final = re.compile(r"\bcomponent-([a-z]{1,30})(?![a-z-])")


class _Status(msgspec.Struct):
    Status: str | None = None
    InEffectSince: str | None = None


def follow(target: PageTarget, bodies: tuple[PageBody, ...]) -> tuple[PageRequest, ...]:
    """Ask for the short summary where the web page has no components."""
    if len(bodies) > 1 or b"<html" not in bodies[0].content.lower() or _components(web_text(bodies[0])):
        return ()
    return (PageRequest(f"{base_of(target.url)}/status.json"),)


def parse(_target: PageTarget, bodies: tuple[PageBody, ...], _now: datetime) -> Page:
    """Read the components, or else the short summary."""
    text = web_text(bodies[0])
    components = _components(text)
    if components:
        return Page(title=title(title_of(text)), components=components)
    if len(bodies) == 1:
        raise PageUnreadable("a web page came that is none of StatusCast")
    status = decode(bodies[1], _Status)
    if status.Status is None:
        raise misshapen("it says nothing of the state")
    level = level_of(status.Status, LEVELS)
    return Page(title=title(title_of(text)), level=level, updated=moment(status.InEffectSince))


def _components(text: str) -> tuple[PageComponent, ...]:
    """Give the components in their order: a state belongs to the name before it. There are no ids, so names are."""
    found: dict[str, PageComponent] = {}
    name = ""
    for classes, words in _classed(text):
        if "status-list-component-status-text" in classes:
            state = _STATE.search(classes.replace("status-list-component-status-text", ""))
            id_ = _unused(name or title(words, "component"), found)
            found[id_] = PageComponent(id_, name or id_, level_of(state[1] if state else None, LEVELS))
            name = ""
        elif "component-name" in classes or "component-title" in classes:
            name = title(words) or name
        if len(found) >= _MOST:
            break
    return tuple(found.values())


def _classed(text: str) -> Iterator[tuple[str, str]]:
    """The classes of each element, and the words right after its begin."""
    classes = ""
    for piece in pieces(text):
        if classes and piece.kind is Kind.WORDS:
            yield classes, piece.text[:300]
            classes = ""
        elif piece.kind is not Kind.WORDS:
            if classes:
                yield classes, ""
            classes = attributes(piece.text).get("class", "").lower() if piece.kind is Kind.BEGIN else ""


def _unused(name: str, found: dict[str, PageComponent]) -> str:
    """The name, with a number if it is there already."""
    return (
        name
        if name not in found
        else next(key for number in range(2, _MOST + 2) if (key := f"{name} ({number})") not in found)
    )


PROVIDER: Final = Provider("statuscast", itself, parse, follow, marks=("statuscast", "status-list-component"))
