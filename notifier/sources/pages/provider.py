"""What a provider of official pages is: pure functions around requests that somebody else makes.

`notifier.sources.pages.providers` tells how to add one. Nothing here makes requests or knows a format.
"""

from collections.abc import Callable
from datetime import datetime
from enum import Enum
from typing import Final

import msgspec

from notifier.core.model import PageComponent, PageIncident, PageLevel
from notifier.core.targets import PageTarget


class PageUnreadable(Exception):  # noqa: N818 - it is an outcome
    """What came cannot be understood; the text says why, for people."""


def misshapen(what: str) -> PageUnreadable:
    """Say of data that they are not as pages of this kind have them."""
    return PageUnreadable(f"not in the expected shape: {what}")


BODY_MOST: Final = 1024 * 1024


class Need(Enum):
    """What it means for a page that one of its answers does not come, or is not what was asked for."""

    ALWAYS = "always"
    """The page was not wholly read."""
    IF_THERE = "if there"
    """Not every page of the kind has it: where it does not exist (404, 410), nothing is lacking."""
    NEVER = "never"
    """Another may come in its place, and the provider sees to that; or it adds nothing but names."""


class PageRequest(msgspec.Struct, frozen=True):
    """One question, a GET. `headers` beside `Accept`; cookies are never sent. `most`: no larger body is taken.

    `dns://name` asks for a name's addresses instead: the body has one in a line, and status 404 if there is none.
    """

    url: str
    accept: str = "application/json"
    headers: tuple[tuple[str, str], ...] = ()
    most: int = BODY_MOST
    body: bytes = b""
    """JSON to be sent: then it is a POST. For interfaces that only read and yet want one."""
    need: Need = Need.ALWAYS


class PageBody(msgspec.Struct, frozen=True):
    """One answer. `requested` is the address that was asked, `url` the one that answered after redirects.

    `outside`: it comes from the internet. `fault`: why there was no answer; then the status is 0.
    """

    requested: str
    url: str
    status: int
    content_type: str = ""
    headers: dict[str, str] = {}
    content: bytes = b""
    fault: str = ""
    outside: bool = False


class Page(msgspec.Struct, frozen=True):
    """Everything that a page says, whoever asks. What of it counts is decided in `notifier.sources.pages.counting`.

    `components` without rows that only sum others up; `groups` holds those rows' ids, with the ids of what is below, so
    that they may be watched too. `maintenances` are announced or running; what is over may be among them and among the
    `incidents`. `level` is the page's own summary, if it has one: things are never better than it says. `missing` has
    what should have been read and was not, with the reason.
    """

    title: str = ""
    url: str = ""
    updated: datetime | None = None
    level: PageLevel | None = None
    components: tuple[PageComponent, ...] = ()
    groups: dict[str, tuple[str, ...]] = {}
    incidents: tuple[PageIncident, ...] = ()
    maintenances: tuple[PageIncident, ...] = ()
    missing: dict[str, str] = {}
    proven: bool = False
    """Its own id is the one that was expected: it is the page, wherever it was found."""


def no_more(_target: PageTarget, _bodies: tuple[PageBody, ...]) -> tuple[PageRequest, ...]:
    """Ask for nothing after the first step."""
    return ()


class Provider(msgspec.Struct, frozen=True):
    """A kind of official page. See `notifier.sources.pages.providers`."""

    name: str
    requests: Callable[[PageTarget], tuple[PageRequest, ...]]
    parse: Callable[[PageTarget, tuple[PageBody, ...], datetime], Page]
    follow: Callable[[PageTarget, tuple[PageBody, ...]], tuple[PageRequest, ...]] = no_more
    detected: bool = True
    """For detection: the first request is unmistakable, so a page of this kind can be found behind an address."""
    marks: tuple[str, ...] = ()
    """For detection: lower-case words in web pages of this kind, or in their addresses: what to try first, no more."""
    own: bool = False
    """For detection: one company's own page, so it is tried only where a mark shows, or where asking costs nobody."""
