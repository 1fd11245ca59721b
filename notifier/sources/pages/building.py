"""What providers of official pages share beyond decoding: web pages, ids, and a company's words put in order.

Pure functions, like `notifier.sources.pages.parsing`; nothing here is a provider's own format.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final, TypeVar
from urllib.parse import urljoin, urlsplit

import msgspec

from notifier.core.model import PageComponent, PageIncident, PageLevel, Stage, Statement
from notifier.core.targets import PageTarget
from notifier.sources.pages.markup import unescaped
from notifier.sources.pages.parsing import BEGINNING, SEVERITY, plain, require_ok, worst
from notifier.sources.pages.provider import Need, PageBody, PageRequest, PageUnreadable

T = TypeVar("T")

Id = int | str | None
"""An id on the wire; kinds of pages are not at one whether it is a number."""

STATEMENTS_MOST: Final = 20


def web_page(url: str, need: Need = Need.ALWAYS) -> PageRequest:
    """Ask for a page as browsers do."""
    return PageRequest(url, "text/html", need=need)


def itself(target: PageTarget) -> tuple[PageRequest, ...]:
    """The requests of a kind that is read from the web page at the target's address."""
    return (web_page(target.url or "/"),)


def is_web_page(body: PageBody) -> bool:
    """Tell whether markup came, and no data."""
    return body.content.lstrip()[:1] == b"<"


def web_text(body: PageBody) -> str:
    """Give the web page's source. Raises PageUnreadable for what is none."""
    require_ok(body)
    return body.content.decode("utf-8", "replace")


def embedded(text: str, shape: type[T]) -> T:
    """Read JSON that stood in a web page. Raises PageUnreadable."""
    try:
        return msgspec.json.decode(text if text[:1] in "[{" else unescaped(text), type=shape)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise PageUnreadable(f"the data in the web page is not in the expected shape: {error}") from None


def identity(*values: Id) -> str:
    """Give the first id that there is."""
    return next((str(value) for value in values if value is not None and value != ""), "")


def host_of(url: str) -> str:
    """Give the host, in lower case; empty: there is none."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def is_at(url: str, *hosts: str) -> bool:
    """Tell whether the address is at one of the hosts or below it."""
    here = host_of(url)
    return any(here == host or here.endswith(f".{host}") for host in hosts)


def joined(base: str, link: str) -> str:
    """Give the address that a link in a page means; empty: none of the web."""
    try:
        url = urljoin(base, unescaped(link))
        parts = urlsplit(url)
        return url if parts.scheme in ("http", "https") and parts.hostname and parts.username is None else ""
    except ValueError:
        return ""


def statements(said: Iterable[tuple[datetime | None, Stage, str | None]]) -> tuple[Statement, ...]:
    """Put a company's words in order, newest first; what is empty is left out."""
    all_ = (Statement(time or BEGINNING, stage, plain(text)) for time, stage, text in said)
    kept = [each for each in all_ if each.text]
    return tuple(sorted(kept, key=lambda each: each.time, reverse=True)[:STATEMENTS_MOST])


def parted(told: Iterable[PageIncident]) -> tuple[tuple[PageIncident, ...], tuple[PageIncident, ...]]:
    """Part what is told into incidents and maintenances."""
    told = tuple(told)
    works = tuple(each for each in told if each.level is PageLevel.MAINTENANCE)
    return tuple(each for each in told if each.level is not PageLevel.MAINTENANCE), works


def as_told(names: Mapping[str, str], told: Iterable[PageIncident]) -> tuple[PageComponent, ...]:
    """The components of a page that only tells trouble: each is as bad as the worst that names it, or fine."""
    told = tuple(told)
    return tuple(
        PageComponent(id_, name, worst(each.level for each in told if id_ in each.components))
        for id_, name in names.items()
    )


def at_most(level: PageLevel, most: PageLevel) -> PageLevel:
    """Give the level, or the one that it may be at most."""
    return min(level, most, key=SEVERITY.__getitem__)


def latest(times: Iterable[datetime | None]) -> datetime | None:
    """Give the latest of the times that are known."""
    return max((each for each in times if each is not None), default=None)


def earliest(times: Iterable[datetime | None]) -> datetime | None:
    """Give the earliest of the times that are known."""
    return min((each for each in times if each is not None), default=None)


def expanded(ids: Iterable[str], groups: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Put what is below a group in the group's place."""
    return tuple(dict.fromkeys(below for each in ids if each for below in groups.get(each, (each,))))


def maintenance_stage(start: datetime | None, now: datetime) -> Stage:
    """Tell whether works have begun, where a page gives times alone."""
    return Stage.SCHEDULED if start is not None and start > now else Stage.IN_PROGRESS


def unwrapped(body: PageBody) -> PageBody:
    """Take away the call of a function that data are wrapped into, if they are. Raises PageUnreadable for no page."""
    require_ok(body)
    content = body.content.removeprefix(b"\xef\xbb\xbf").strip().rstrip(b"; \t\r\n")
    name, opening, inside = content.partition(b"(")
    if not opening or not inside.endswith(b")") or not _FUNCTION.fullmatch(name.strip()):
        return body
    return msgspec.structs.replace(body, content=inside[:-1])


_FUNCTION = re.compile(rb"[A-Za-z_$][\w$.]{0,60}")
