"""IODA: whether the internet of the user's country, or of the user's provider, fails as such. Keyless.

Interface: version 2, `/outages/alerts/{type}/{code}`. Each of its data sources raises an alert when what it measures
falls, and another when that is normal again; the newest of each counts.
"""

from typing import Final

import msgspec

from notifier.core.failure import N_
from notifier.core.outside.source import Limit, OutsideSource
from notifier.core.reports import Circumstance, Hindrance, RegionReport
from notifier.sources.outside.contract import OutsideReply, OutsideRequest, Replies, SourceUnreadable, decoded
from notifier.sources.regions import RegionQuestion, RegionSource, Tells

KEPT_S: Final = 600.0
BACK_S: Final = 6 * 3600
"""An alert that began longer ago has ended, or is usual by now. Chosen."""
STEP_S: Final = 600
"""The times asked for are whole steps, so that the same question is not asked twice."""


class _Alert(msgspec.Struct):
    datasource: str | None = None
    time: float | None = None
    level: str | None = None


class _Answer(msgspec.Struct):
    data: list[_Alert] | None = None
    error: str | None = None


_DECODER: Final = msgspec.json.Decoder(_Answer, strict=False)


def ask(question: RegionQuestion) -> OutsideRequest | None:
    """Ask for the country's alerts."""
    return _request(question, f"country/{question.home}") if question.home else None


def follow(question: RegionQuestion, replies: Replies) -> OutsideRequest | None:
    """Ask for the provider's, where it is known."""
    return _request(question, f"asn/{question.here}") if question.here and len(replies) == 1 else None


def parse(question: RegionQuestion, replies: Replies) -> RegionReport:
    """Say what is out of both."""
    places = (0, question.here)[: len(replies)]
    found = (_circumstance(question, network, reply) for network, reply in zip(places, replies, strict=True))
    return RegionReport(source="IODA", circumstances=tuple(each for each in found if each is not None))


def _request(question: RegionQuestion, place: str) -> OutsideRequest:
    until_s = int(question.now.timestamp()) // STEP_S * STEP_S + STEP_S
    path = f"/outages/alerts/{place}?from={until_s - BACK_S - STEP_S}&until={until_s}&limit=200"
    return OutsideRequest(path, kept_s=KEPT_S)


def _circumstance(question: RegionQuestion, network: int, reply: OutsideReply) -> Circumstance | None:
    newest: dict[str, tuple[float, str]] = {}
    for alert in _alerts(reply):
        name, time_s = alert.datasource, alert.time
        if name and time_s is not None and alert.level and time_s >= newest.get(name, (0.0, ""))[0]:
            newest[name] = time_s, alert.level
    bad = sum(level == "critical" for _, level in newest.values())
    return Circumstance(Hindrance.CUT_OFF, question.home, "IODA", network, bad, len(newest)) if bad else None


def _alerts(reply: OutsideReply) -> list[_Alert]:
    answer = decoded(_DECODER, reply.content)
    if answer.error:
        raise SourceUnreadable("it reports an error of its own")
    if answer.data is None:
        raise SourceUnreadable("an answer without alerts")
    return answer.data


SOURCES: Final = (
    RegionSource(
        OutsideSource(
            "ioda",
            "IODA",
            "https://api.ioda.inetintel.cc.gatech.edu/v2",
            N_("Tells whether the internet of your country or of your provider is failing as a whole."),
            N_("Your country and your provider, not what looks down."),
            (Limit(60, 3600.0),),
            "https://ioda.inetintel.cc.gatech.edu",
        ),
        tells=Tells.CIRCUMSTANCES,
        rank=1,
        ask=ask,
        follow=follow,
        parse=parse,
    ),
)
