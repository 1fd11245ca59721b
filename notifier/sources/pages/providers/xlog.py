"""X's log of incidents: a text file of steps under headings of months, kept by hand.

An entry tells its times in words ("Feb 6, 00:00 - Feb 7, 01:00 UTC"), the year stands in the heading above. It is open
if it says neither that it is resolved nor when it ended; entries are forgotten open, so one that began more than 14
days ago is over. It is about the interfaces for programs: only an outage of the whole site counts as one for people.
Option `raw`: the file's address.
"""

import re
from datetime import UTC, datetime, timedelta
from typing import Final

from notifier.core.model import PageIncident, PageLevel, Stage
from notifier.core.targets import PageTarget
from notifier.sources.pages.building import statements, web_page
from notifier.sources.pages.parsing import plain, require_ok, title
from notifier.sources.pages.provider import Page, PageBody, PageRequest, Provider, misshapen

WORDS: Final = (
    (re.compile(r"\bsite-?wide outage\b|\ball x api endpoints\b", re.IGNORECASE), PageLevel.MAJOR_OUTAGE),
    (re.compile(r"\boutage\b|\bwidespread\b", re.IGNORECASE), PageLevel.PARTIAL_OUTAGE),
)
"""By the words of its title; no word of these: degraded."""
_OLD: Final = timedelta(days=14)
_COMMENT: Final = re.compile(r"\{/\*.*?(?:\*/\}|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL)
_CUT: Final = "\0"
_LINES: Final = re.compile(r"^##\s+\w+\s+(?P<year>20\d\d)\s*$|<Step\s+title=\"(?P<title>[^\"]{0,300})\"", re.MULTILINE)
_SPAN: Final = re.compile(r"\*\*(.{3,120}?)\*\*")
_TIME: Final = re.compile(r"([A-Z][a-z]{2})[a-z]*\.?\s+(\d{1,2}),?\s+(\d{1,2}):(\d{2})")
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def requests(target: PageTarget) -> tuple[PageRequest, ...]:
    """Ask for the file."""
    return (web_page(_file(target)),)


def parse(target: PageTarget, bodies: tuple[PageBody, ...], now: datetime) -> Page:
    """Read what is open."""
    require_ok(bodies[0])
    text = _COMMENT.sub(_kept, bodies[0].content.decode("utf-8", "replace"))
    if "<Step" not in text or "<html" in text[:1000].lower():
        raise misshapen("no log of incidents")
    incidents = []
    marks = list(_LINES.finditer(text))
    year = 0
    for at, mark in enumerate(marks, 1):
        if mark["year"]:
            year = int(mark["year"])
            continue
        end = marks[at].start() if at < len(marks) else len(text)
        incident = _incident(mark["title"], text[mark.end() : end].partition("</Step")[0], year, now)
        if incident is not None:
            incidents.append(incident)
    if not year:
        raise misshapen("no month above the log's entries")
    whole = (
        not text.endswith(_CUT)
        and text.count("<Steps") == text.count("</Steps")
        and "<Step" in text.partition("<Steps")[2]
    )
    missing = {} if whole else {"the log": "it breaks off"}
    return Page("X", target.url, level=PageLevel.OPERATIONAL, incidents=tuple(incidents), missing=missing)


def _kept(comment: re.Match[str]) -> str:
    """What stays of a comment: nothing, or the sign that it never ends."""
    return "" if comment[0].endswith(("*/}", "-->")) else _CUT


def _file(target: PageTarget) -> str:
    return target.options.get("raw") or target.url or "/"


def _incident(name: str, step: str, year: int, now: datetime) -> PageIncident | None:
    words = step.partition(">")[2]
    if re.search(r"\bresolved\b|\bno past incidents\b|\bno incidents\b", f"{name} {words}", re.IGNORECASE):
        return None
    span = _SPAN.search(words)
    times = _times(span[1], year) if span else []
    if len(times) > 1 or (times and now - times[0] > _OLD) or (not times and year < now.year):
        return None
    started = times[0] if times else None
    level = next((level for pattern, level in WORDS if pattern.search(name)), PageLevel.DEGRADED)
    return PageIncident(
        id=f"{title(name)} {started or year}",
        title=title(name, "untitled"),
        stage=Stage.INVESTIGATING,
        level=level,
        started=started,
        statements=statements([(started, Stage.UNKNOWN, plain(words.replace("*", "").replace("|", " ")))]),
    )


def _times(span: str, year: int) -> list[datetime]:
    found = []
    for month, day, hour, minute in _TIME.findall(span):
        try:
            found.append(datetime(year, _MONTHS.index(month) + 1, int(day), int(hour), int(minute), tzinfo=UTC))
        except ValueError:
            continue
    return found


PROVIDER: Final = Provider("xlog", requests, parse, marks=("incidents.mdx",), own=True)
