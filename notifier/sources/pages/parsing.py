"""What every provider of official pages needs: lenient decoding, times, plain text, and levels.

Pure functions. Whatever the bytes, they give a value or raise PageUnreadable; nothing here is a provider's own format.
"""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, tzinfo
from typing import Final, TypeVar
from urllib.parse import urlsplit, urlunsplit

import msgspec

from notifier.core.model import PageLevel, Stage
from notifier.json import NOT_JSON
from notifier.sources.pages.markup import Kind, Piece, pieces, unescaped
from notifier.sources.pages.provider import PageBody, PageUnreadable, misshapen

T = TypeVar("T")

TITLE_MOST: Final = 200
STATEMENT_MOST: Final = 1000
ODD_MOST: Final = 512 * 1024
"""What has to be read three times is to be no longer than this."""
BEGINNING: Final = datetime(1970, 1, 1, tzinfo=UTC)
LATEST: Final = datetime(9000, 1, 1, tzinfo=UTC)
_RAW_MOST: Final = 20_000
"""No more of a text than this is looked at."""

SEVERITY: Final = {
    PageLevel.OPERATIONAL: 0,
    PageLevel.MAINTENANCE: 1,
    PageLevel.UNKNOWN: 2,
    PageLevel.DEGRADED: 3,
    PageLevel.PARTIAL_OUTAGE: 4,
    PageLevel.MAJOR_OUTAGE: 5,
}
"""A word that we do not know is worse than green, and better than a problem that we do know."""


def decode(body: PageBody, shape: type[T]) -> T:
    """Read a JSON body in the given shape. Raises PageUnreadable, saying what is wrong."""
    require_ok(body)
    content = body.content.strip()
    if content[:1] == b"<":
        raise PageUnreadable("a web page came instead of data")
    try:
        return msgspec.json.decode(content, type=shape)
    except msgspec.ValidationError as error:
        raise misshapen(str(error)) from None
    except (msgspec.DecodeError, UnicodeDecodeError):
        return _decode_odd(content, shape)
    except RecursionError:
        raise misshapen("nested too deeply") from None


def _decode_odd(content: bytes, shape: type[T]) -> T:
    """Read JSON in UTF-16, with a byte order mark, with `NaN` in it, or with half characters, which are replaced."""
    if len(content) > ODD_MOST:
        raise PageUnreadable("not JSON, and too long to look at more closely")
    try:
        whole = json.dumps(json.loads(content), ensure_ascii=False).encode("utf-8", "replace")
        return msgspec.convert(json.loads(whole), shape)
    except (ValueError, RecursionError) as error:
        kind = "not in the expected shape" if isinstance(error, msgspec.ValidationError) else "not JSON"
        raise PageUnreadable(f"{kind}: {error}") from None


def require_ok(body: PageBody) -> None:
    """Raise PageUnreadable for an answer that is not the page, or nothing."""
    if body.fault or body.status != 200:
        raise PageUnreadable(body.fault or f"status {body.status}")
    if not body.content.strip():
        raise PageUnreadable("the answer is empty")


class Parts:
    """Reads the further answers of a page, so that one that is unreadable does not take the others with it.

    `missing` has those that were unreadable, with the reason.
    """

    def __init__(self) -> None:
        self.missing: dict[str, str] = {}

    def read(self, body: PageBody, shape: type[T]) -> T | None:
        """Read one answer; None: it cannot be read, and that is noted."""
        try:
            return decode(body, shape)
        except PageUnreadable as error:
            self.lack(body.requested, str(error))
            return None

    def lack(self, url: str, why: str) -> None:
        """Note that something is missing; of several reasons the first counts."""
        self.missing.setdefault(part_name(url), why)

    def misshapen(self, url: str, what: str) -> None:
        """Note that something is there, and not as pages of this kind have it."""
        self.lack(url, str(misshapen(what)))

    def listed(self, rows: list[T] | None, name: str) -> list[T]:
        """Give a list's rows; that there is no such list is noted, for it is not an empty one."""
        if rows is None:
            self.misshapen(name, f"the list of {name} is missing")
        return rows or []

    def first(self, otherwise: str) -> str:
        """The first reason."""
        return next(iter(self.missing.values()), otherwise)


def part_name(url: str) -> str:
    """Name a part of a page: its file, not its whole address."""
    return url.partition("?")[0].rstrip("/").rpartition("/")[2]


def is_data(body: PageBody) -> bool:
    """Tell whether the body is whole JSON, of whatever shape."""
    try:
        msgspec.json.decode(body.content, type=msgspec.Raw)
    except NOT_JSON:
        try:
            json.loads(body.content)
        except (ValueError, RecursionError):
            return False
    return True


def readable_json(body: PageBody) -> bool:
    """Tell whether the body may be data: for steps that depend on the first answer."""
    return body.status == 200 and body.content.lstrip()[:1] in (b"{", b"[")


def utc(when: datetime, zone: tzinfo = UTC) -> datetime | None:
    """Make a time that was read aware UTC; `zone` is its own where it says none. Raises OverflowError.

    None: it is of before 1970, as who writes the year 1 means that there is none. Later than `LATEST` is that: clocks
    in some zones cannot show the end of the year 9999, which stands for no end.
    """
    found = (when if when.tzinfo else when.replace(tzinfo=zone)).astimezone(UTC)
    return min(found, LATEST) if found >= BEGINNING else None


def moment(text: str | None) -> datetime | None:
    """Read an ISO 8601 time, with whatever offset, as aware UTC; without one it is UTC. None: unreadable."""
    if not text:
        return None
    try:
        return utc(datetime.fromisoformat(text.strip()))
    except (ValueError, OverflowError):
        return None


def moment_of_epoch(seconds: float | None) -> datetime | None:
    """Read seconds (or milliseconds) of the epoch as aware UTC."""
    if seconds is None:
        return None
    try:
        return utc(datetime.fromtimestamp(seconds / 1000.0 if abs(seconds) > 1e11 else seconds, UTC))
    except (ValueError, OverflowError, OSError):
        return None


def plain(text: str | None, most: int = STATEMENT_MOST) -> str:
    """Make plain, short text of what may be HTML: no tags, no control characters, no empty lines."""
    if not text:
        return ""
    words = "".join(_shown(piece) for piece in pieces(text[:_RAW_MOST]))
    text = _UNWANTED.sub("", unescaped(words))
    lines = (" ".join(line.split()) for line in text.splitlines())
    return shortened("\n".join(line for line in lines if line), most)


def title(text: str | None, otherwise: str = "") -> str:
    """Make a title of it: one short line of plain text."""
    return shortened(" ".join(plain(text).split()), TITLE_MOST) or otherwise


def shortened(text: str, most: int) -> str:
    """Cut a text at a word where it is too long."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    at = max(cut.rfind(" "), cut.rfind("\n"))
    return f"{cut[:at] if at > most // 2 else cut}…"


def web_address(text: str | None) -> str:
    """Give the address if it is one of the web that may be opened for a person, else nothing."""
    try:
        parts = urlsplit((text or "").strip())
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
            return ""
        return _UNWANTED.sub("", urlunsplit(parts))[:500]
    except ValueError:
        return ""


def base_of(url: str, *endings: str) -> str:
    """Give a page's base: without a slash at the end, query, fragment, and the first of the endings that it has."""
    base = url.split("#", 1)[0].split("?", 1)[0].rstrip("/")
    for ending in endings:
        at = base.find(ending)
        if at > len("https://"):
            return base[:at]
    return base


def level_of(word: str | int | None, table: Mapping[str, PageLevel]) -> PageLevel:
    """Give the level that a page's word or number stands for; one that is not in the table is never green."""
    return PageLevel.UNKNOWN if word is None else table.get(str(word).strip().lower(), PageLevel.UNKNOWN)


def stage_of(word: str | int | None, table: Mapping[str, Stage]) -> Stage:
    """Give the stage that a page's word or number stands for."""
    return Stage.UNKNOWN if word is None else table.get(str(word).strip().lower(), Stage.UNKNOWN)


def worst(levels: Iterable[PageLevel]) -> PageLevel:
    """Give the worst of the levels; of none: operational."""
    return max(levels, key=SEVERITY.__getitem__, default=PageLevel.OPERATIONAL)


def _shown(piece: Piece) -> str:
    """What a piece of markup is for who reads it."""
    if piece.kind is Kind.WORDS:
        return piece.text
    ends_line = piece.name == "br" or (piece.kind is Kind.END and piece.name in _LINES)
    return "\n" if ends_line else ""


_LINES = frozenset({"p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6"})
_UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
"""Control characters, and those that turn the direction of the text around."""
