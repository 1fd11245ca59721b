"""Feeds of incidents, RSS or Atom: a log, not a state. Entries are read, folded by their id, and what is open is kept.

A feed says nothing in a machine's words: whether an entry is over, and how bad it is, stands in its title and text. An
entry without a known word for its end is open, until nothing was said of it for 14 days: many companies never take
entries back. A major outage that is the newest of all stays open, however old: nobody said anything better since. Where
titles end in a component's state ("Login - Operational"), that state is meant.

The parser is the standard library's, behind a look for document types and entities, which are refused unread, so that
no bomb can unfold; what breaks off is no feed. The usual library for feeds was measured beside it (6.0.14, one core):
of a feed cut off at two thirds it gives what came, without an error of its own, which here would be a reassurance;
25,000 entries (3.5 MB) take it 4.8 s and 145 MB, here 0.6 s and 51 MB; it unfolds entities; and it has no types. Pure
functions.
"""

import heapq
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

import msgspec

from notifier.core.model import PageIncident, PageLevel, Stage, Statement
from notifier.sources.pages.building import STATEMENTS_MOST
from notifier.sources.pages.parsing import BEGINNING, moment, plain, require_ok, title, utc, web_address
from notifier.sources.pages.provider import PageBody, PageUnreadable

ACCEPT: Final = "application/rss+xml, application/atom+xml, application/xml;q=0.9, text/xml;q=0.8"
FEED_MOST: Final = 4 * 1024 * 1024
ENTRIES_MOST: Final = 500
OLD: Final = timedelta(days=14)
_SAID: Final = re.compile(r"\b(?:status|state)\s*[:=]\s*([a-z_ -]{3,40})", re.IGNORECASE)
_OVER: Final = ("resolved", "completed", "complete", "mitigated", "closed", "restored", "operational", "post-incident")
_OVER_AT_START: Final = re.compile(
    r"^\W*(?:resolved|completed|mitigated|closed|recovered|pir|postmortem|post[- ]incident (?:review|report))\b",
    re.IGNORECASE,
)
_OVER_IN_TEXT: Final = re.compile(
    r"\bthis (?:incident|issue|event|maintenance|scheduled maintenance) (?:has been|is(?: now)?|was) "
    r"(?:fully )?(?:resolved|completed|mitigated|closed)\b|\bpost incident review\b",
    re.IGNORECASE,
)
_STEP: Final = re.compile(
    r"^\W*(resolved|completed|mitigated|closed|recovered|investigating|identified|monitoring|update|in progress"
    r"|scheduled|verifying|postmortem)\s*[-\u2013\u2014:]",
    re.IGNORECASE | re.MULTILINE,
)
"""The newest step of an incident, where a text lists them all, newest first."""
STAGES: Final = {
    "investigating": Stage.INVESTIGATING,
    "identified": Stage.IDENTIFIED,
    "monitoring": Stage.MONITORING,
    "scheduled": Stage.SCHEDULED,
    "in progress": Stage.IN_PROGRESS,
    "verifying": Stage.IN_PROGRESS,
}
_WORDS: Final = (
    (re.compile(r"\b(?:major|full|complete|total) (?:outage|disruption)\b", re.IGNORECASE), PageLevel.MAJOR_OUTAGE),
    (re.compile(r"\b(?:outage|unavailable|disruption|down|offline)\b", re.IGNORECASE), PageLevel.PARTIAL_OUTAGE),
)
_STATE: Final = re.compile(
    r"(?:^|\s)[-\u2013\u2014:|]\s*(operational|available|up|ok|informational|under maintenance|degraded performance"
    r"|degraded|partial outage|major outage|down)\W*$",
    re.IGNORECASE,
)
"""The state of a component, at a title's end."""
_WELL: Final = frozenset({"operational", "available", "up", "ok", "informational"})
_OVER_AT_END: Final = re.compile(r"\b(?:recovered|resolved|is (?:back )?up)\W*$", re.IGNORECASE)
_STEPS: Final = re.compile(
    r"^\W*(?:resolved|completed|mitigated|closed|recovered|investigating|identified|monitoring|update|scheduled"
    r"|in progress|verifying)\b\W*|\W*\b(?:went down|is down|recovered|is up|is back up|resolved)\W*$",
    re.IGNORECASE,
)
"""What changes in a title while its subject stays."""
_MAINTENANCE: Final = re.compile(r"\b(?:maintenance|scheduled (?:work|upgrade)|planned work)\b", re.IGNORECASE)


class Entry(msgspec.Struct, frozen=True):
    """One entry as it stands in the feed. `text` may be markup."""

    id: str
    title: str
    text: str = ""
    link: str = ""
    published: datetime | None = None
    updated: datetime | None = None

    @property
    def time(self) -> datetime | None:
        """When it was said last."""
        return self.updated or self.published


class Feed(msgspec.Struct, frozen=True):
    """A feed as read."""

    title: str = ""
    link: str = ""
    updated: datetime | None = None
    entries: tuple[Entry, ...] = ()


def feed_of(body: PageBody) -> Feed:
    """Read a feed. Raises PageUnreadable for everything else."""
    require_ok(body)
    root = root_of(body.content)
    kind = name_of(root)
    if kind == "feed":
        entries = [each for each in root if name_of(each) == "entry"]
        return _feed(root, entries)
    channel = next((each for each in root if name_of(each) == "channel"), None)
    if kind not in ("rss", "RDF") or channel is None:
        raise PageUnreadable("not a feed")
    entries = [each for each in (*channel, *root) if name_of(each) == "item"]
    return _feed(channel, entries)


def open_incidents(feed: Feed, now: datetime) -> tuple[tuple[PageIncident, ...], tuple[PageIncident, ...]]:
    """Give the incidents and the maintenances that are not over, newest first."""
    folded: dict[tuple[str, str], list[Entry]] = {}
    for entry in feed.entries:
        folded.setdefault((entry.id, _subject(entry)), []).append(entry)
    newest = max(feed.entries, key=_when, default=None)
    incidents: list[PageIncident] = []
    maintenances: list[PageIncident] = []
    for entries in folded.values():
        entries.sort(key=_when, reverse=True)
        incident = _incident(entries, now, lasting=entries[0] is newest)
        if incident is not None:
            (maintenances if incident.level is PageLevel.MAINTENANCE else incidents).append(incident)
    return _newest(incidents), _newest(maintenances)


def _subject(entry: Entry) -> str:
    """What an entry is about: entries of one incident share it and their id; some feeds give all entries one id."""
    return _STEPS.sub("", _STATE.sub("", entry.title)).casefold()


def is_over(name: str, text: str) -> bool:
    """Tell whether an entry with this title and text says that its incident has ended."""
    state = _STATE.search(name)
    if state is not None:
        return state[1].lower() in _WELL
    said = _SAID.search(f"{name}\n{text}")
    if said is not None:
        return said[1].strip().lower().startswith(_OVER)
    step = _STEP.search(text)
    if step is not None and not _OVER_AT_START.search(step[1]):
        return False
    ends = ((_OVER_AT_START, name), (_OVER_AT_END, name), (_OVER_AT_START, text), (_OVER_IN_TEXT, text))
    return step is not None or any(pattern.search(words) for pattern, words in ends)


def _incident(entries: list[Entry], now: datetime, *, lasting: bool) -> PageIncident | None:
    """The incident of these entries, the newest first; `lasting`: nothing newer is in the feed."""
    newest = entries[0]
    said = newest.time
    is_old = said is not None and now - said > OLD
    if is_old and not lasting:
        return None  # of what is long over the words need not be read: feeds keep years
    text = plain(newest.text)
    if is_over(newest.title, text) or (is_old and _level(newest.title, text) is not PageLevel.MAJOR_OUTAGE):
        return None
    planned = _MAINTENANCE.search(newest.title) is not None
    stage = _stage(newest.title, text, planned=planned)
    published = [each.published for each in entries if each.published]
    dated = [(each, when) for each in entries if (when := each.time) is not None]
    return PageIncident(
        id=newest.id,
        title=title(newest.title, "untitled"),
        stage=stage,
        level=PageLevel.MAINTENANCE if planned else _level(newest.title, text),
        started=min(published, default=said),
        updated=said,
        url=web_address(newest.link),
        statements=tuple(_statement(each, when, planned=planned) for each, when in dated[:STATEMENTS_MOST]),
    )


def _statement(entry: Entry, when: datetime, *, planned: bool) -> Statement:
    words = plain(entry.text)
    return Statement(when, _stage(entry.title, words, planned=planned), words or entry.title)


def _stage(name: str, text: str, *, planned: bool) -> Stage:
    said = _SAID.search(f"{name}\n{text}") or _STEP.search(text)
    word = said[1].strip().lower() if said else text[:60].lower()
    for key, stage in STAGES.items():
        if word.startswith(key):
            return stage
    return Stage.SCHEDULED if planned else Stage.UNKNOWN


def _level(name: str, text: str) -> PageLevel:
    """How bad it is, by the words of the title, or else of the text; no known word: degraded, never green."""
    for words in (name, text[:400]):
        for pattern, level in _WORDS:
            if pattern.search(words):
                return level
    return PageLevel.DEGRADED


def root_of(content: bytes) -> ET.Element:
    """Read the feed's markup. Raises PageUnreadable."""
    if len(content) > FEED_MOST:
        raise PageUnreadable("the feed is too large")
    try:
        text = _text(content)
        if re.search(r"<!(?:DOCTYPE|ENTITY)", text, re.IGNORECASE):
            if re.search(r"<html\b", text[:2000], re.IGNORECASE):
                raise PageUnreadable("a web page came instead of a feed")
            raise PageUnreadable("the feed declares a document type, which may be a trap")
        return ET.fromstring(text)  # noqa: S314 - there is no document type, so there are no entities
    except (ET.ParseError, UnicodeError, ValueError, LookupError, RecursionError, OverflowError) as error:
        raise PageUnreadable(f"not a feed: {str(error)[:100]}") from None


def _text(content: bytes) -> str:
    """The feed's text. It is decoded here, so that what is searched is what is read: UTF-8, UTF-16, or as declared."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = content.decode("utf-16")
    else:
        declared = re.match(rb"\s*<\?xml[^>]{0,100}encoding=[\"']([A-Za-z0-9._-]{1,30})", content)
        name = declared[1].decode() if declared else "utf-8"
        ascii_like = name.lower() in ("utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "iso-8859-15", "windows-1252")
        text = content.removeprefix(b"\xef\xbb\xbf").decode(name if ascii_like else "utf-8", "replace")
    return re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", text).strip()


def _feed(head: ET.Element, entries: list[ET.Element]) -> Feed:
    parts = [(name_of(each), each) for each in head]
    return Feed(
        title=title(_child(parts, "title")),
        link=_link(parts),
        updated=_time(parts, "updated", "lastBuildDate", "pubDate"),
        entries=tuple(heapq.nlargest(ENTRIES_MOST, (_entry(each) for each in entries), key=_when)),
    )


def _entry(node: ET.Element) -> Entry:
    parts = [(name_of(each), each) for each in node]
    link = _link(parts)
    name = title(_child(parts, "title"))
    return Entry(
        id=_child(parts, "id", "guid") or link or name,
        title=name,
        text=_child(parts, "encoded", "content", "description", "summary"),
        link=link,
        published=_time(parts, "published", "pubDate", "date"),
        updated=_time(parts, "updated", "date"),
    )


def name_of(node: ET.Element) -> str:
    """Give an element's name, without its namespace."""
    return str(node.tag).rpartition("}")[2]  # a comment has no name, but a function


def _child(parts: list[tuple[str, ET.Element]], *names: str) -> str:
    for name in names:
        for own, each in parts:
            if own == name and (text := "".join(each.itertext()).strip()):
                return text
    return ""


def _link(parts: list[tuple[str, ET.Element]]) -> str:
    links = [each for own, each in parts if own == "link"]
    best = sorted(links, key=lambda each: each.get("rel", "alternate") != "alternate")
    return next((web for each in best if (web := web_address(each.get("href") or each.text))), "")


def _time(parts: list[tuple[str, ET.Element]], *names: str) -> datetime | None:
    for name in names:
        text = _child(parts, name)
        when = moment(text) or _rfc822(text)
        if when is not None:
            return when
    return None


def _rfc822(text: str) -> datetime | None:
    try:
        return utc(parsedate_to_datetime(text[:100]))
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def _when(entry: Entry) -> datetime:
    return entry.time or BEGINNING


def _newest(incidents: Iterable[PageIncident]) -> tuple[PageIncident, ...]:
    return tuple(sorted(incidents, key=lambda each: each.updated or BEGINNING, reverse=True))
