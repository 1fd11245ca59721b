"""GDELT: how many news articles of the world's press speak of an outage of the service. Keyless, 15 to 60 min late.

Interface: DOC 2.0, mode `timelinevolraw`, counts in steps of 15 min. One request in 5 s. A question that it does not
like is answered with status 200 and words.
"""

from datetime import UTC, datetime
from typing import Final
from urllib.parse import quote

import msgspec

from notifier.core.failure import N_
from notifier.core.outside.source import Limit, OutsideKind, OutsideSource
from notifier.sources.mentions import searched
from notifier.sources.outside.contract import OutsideRequest, Replies, SourceUnreadable, decoded
from notifier.sources.reports import Count, ReportQuestion, ReportSource

SPAN_S: Final = 1800.0
"""Two points: what is new, so that a spike ends with the articles that it is made of. Chosen."""
LATE_S: Final = 3600.0
"""Articles come up to an hour late: points at the end of a series that are empty may only not have come yet."""
BACK_S: Final = 86_400.0
WORDS: Final = ("down", "outage", "gangguan", "eror")


class _Point(msgspec.Struct):
    date: str
    value: float


class _Series(msgspec.Struct):
    data: list[_Point]


class _Answer(msgspec.Struct, forbid_unknown_fields=True):
    query_details: dict[str, str] | None = None
    timeline: list[_Series] = []


_DECODER: Final = msgspec.json.Decoder(_Answer)


def ask(question: ReportQuestion) -> OutsideRequest | None:
    """Ask for articles with the name and a word for an outage near it."""
    names = searched(question.names)
    if not names:
        return None
    query = " OR ".join(f'"{name} {word}"' for name in names[:1] for word in WORDS)
    return OutsideRequest(f"/doc?query={quote(f'({query})')}&mode=timelinevolraw&format=json&timespan=1d", kept_s=300.0)


def parse(question: ReportQuestion, replies: Replies) -> Count:
    """Count the newest articles that have come, and those of the day before; none where there is no series."""
    answer = decoded(_DECODER, replies[0].content)
    now_s = question.now.timestamp()
    points = [(_time_s(each.date), each.value) for series in answer.timeline for each in series.data]
    if any(not 0.0 <= value < 1e9 for _, value in points):
        raise SourceUnreadable("not its format")
    until_s = max((time_s for time_s, value in points if value and time_s <= now_s), default=now_s)
    until_s = max(until_s, now_s - LATE_S)
    count = sum(value for time_s, value in points if until_s - SPAN_S < time_s <= until_s)
    earlier = sum(value for time_s, value in points if now_s - BACK_S <= time_s <= until_s - SPAN_S)
    return Count(round(count), SPAN_S, earlier, BACK_S - SPAN_S - (now_s - until_s))


def _time_s(text: str) -> float:
    try:
        return datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC).timestamp()
    except ValueError as error:
        raise SourceUnreadable("not its format") from error


SOURCES: Final = (
    ReportSource(
        OutsideSource(
            "gdelt",
            "GDELT",
            "https://api.gdeltproject.org/api/v2/doc",
            N_("Counts how many articles of the world's press speak of an outage."),
            N_("The service's name."),
            (Limit(1, 5.0),),
            "https://www.gdeltproject.org",
            kind=OutsideKind.REPORTS,
        ),
        ask,
        parse,
    ),
)
