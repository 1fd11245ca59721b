"""Cloudflare Radar: whether the internet of the user's country or provider fails, as its people have noted by hand.

Interface: `/radar/annotations/outages`, with a key of the user's own that may read Radar; it costs nothing. What stands
there was looked into by people, so it comes hours late; an outage without an end goes on.
"""

from typing import Final

import msgspec

from notifier.core.failure import N_
from notifier.core.outside.source import Key, Limit, OutsideSource
from notifier.core.reports import Circumstance, Hindrance, RegionReport
from notifier.sources.outside.contract import OutsideRequest, Replies, SourceUnreadable, decoded
from notifier.sources.regions import RegionQuestion, RegionSource, Tells

KEPT_S: Final = 900.0
PATH: Final = "/radar/annotations/outages?dateRange=7d&limit=50&format=json"


class _Annotation(msgspec.Struct, rename="camel"):
    locations: list[str] = []
    asns: list[int] = []
    scope: str | None = None
    end_date: str | None = None


class _Result(msgspec.Struct):
    annotations: list[_Annotation]


class _Answer(msgspec.Struct):
    result: _Result | None = None


_DECODER: Final = msgspec.json.Decoder(_Answer)


def ask(question: RegionQuestion) -> OutsideRequest | None:
    """Ask for the outages of the user's country."""
    return OutsideRequest(f"{PATH}&location={question.home}", kept_s=KEPT_S) if question.home else None


def parse(question: RegionQuestion, replies: Replies) -> RegionReport:
    """Say what goes on in the whole country, or in the user's own network; a part of the country says nothing."""
    result = decoded(_DECODER, replies[-1].content).result
    if result is None:
        raise SourceUnreadable("an answer without outages")
    open_ones = [each for each in result.annotations if not each.end_date and question.home in each.locations]
    whole = any(not each.asns and not each.scope for each in open_ones)
    mine = bool(question.here) and any(question.here in each.asns for each in open_ones)
    return RegionReport(
        source="Cloudflare Radar",
        circumstances=tuple(
            Circumstance(Hindrance.CUT_OFF, question.home, "Cloudflare Radar", network, 1, 1)
            for network, is_out in ((0, whole), (question.here, mine))
            if is_out
        ),
    )


SOURCES: Final = (
    RegionSource(
        OutsideSource(
            "cloudflareradar",
            "Cloudflare Radar",
            "https://api.cloudflare.com/client/v4",
            N_("Tells whether the internet of your country or of your provider is failing as a whole."),
            N_("Your country, and which account of Cloudflare asks; not what looks down."),
            (Limit(60, 3600.0),),
            "https://radar.cloudflare.com/outage-center",
            key=Key.NEEDED,
        ),
        tells=Tells.CIRCUMSTANCES,
        rank=3,
        ask=ask,
        parse=parse,
        try_key=OutsideRequest(f"{PATH}&location=ID"),
    ),
)
