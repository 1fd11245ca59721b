"""RIPEstat: which network the user is in, so that "only my provider" can be told from "only my country".

Interface: the data calls `whats-my-ip` and `network-info` of stat.ripe.net. Asked once for each network of the user's.
"""

import ipaddress
from typing import Final

import msgspec

from notifier.core.failure import N_
from notifier.core.outside.source import Limit, OutsideSource
from notifier.core.reports import RegionReport
from notifier.sources.outside.contract import OutsideReply, OutsideRequest, Replies, SourceUnreadable, decoded
from notifier.sources.outside.tally import network_number
from notifier.sources.regions import RegionQuestion, RegionSource, Tells

KEPT_S: Final = 86_400.0


class _Data(msgspec.Struct):
    ip: str | None = None
    asns: list[str | int] | None = None


class _Answer(msgspec.Struct):
    data: _Data | None = None


_DECODER: Final = msgspec.json.Decoder(_Answer, strict=False)


def ask(_question: RegionQuestion) -> OutsideRequest | None:
    """Ask for the user's address."""
    return OutsideRequest("/data/whats-my-ip/data.json?sourceapp=outage-notifier", kept_s=KEPT_S)


def follow(_question: RegionQuestion, replies: Replies) -> OutsideRequest | None:
    """Ask whose it is."""
    if len(replies) > 1:
        return None
    try:
        address = ipaddress.ip_address(_data(replies[0]).ip or "")
    except ValueError as error:
        raise SourceUnreadable("an answer without an address") from error
    if not address.is_global:
        return None
    path = f"/data/network-info/data.json?sourceapp=outage-notifier&resource={address.compressed}"
    return OutsideRequest(path, kept_s=KEPT_S)


def parse(_question: RegionQuestion, replies: Replies) -> RegionReport:
    """Say which network it is."""
    if len(replies) < 2:
        return RegionReport(source="RIPEstat")
    numbers = _data(replies[1]).asns
    if numbers is None:
        raise SourceUnreadable("an answer without networks")
    return RegionReport(source="RIPEstat", here=next((n for each in numbers if (n := network_number(str(each)))), 0))


def _data(reply: OutsideReply) -> _Data:
    data = decoded(_DECODER, reply.content).data
    if data is None:
        raise SourceUnreadable("an answer without data")
    return data


SOURCES: Final = (
    RegionSource(
        OutsideSource(
            "ripestat",
            "RIPEstat",
            "https://stat.ripe.net",
            N_("Tells which provider you are with, so that a fault of that provider alone is recognized."),
            N_("Nothing else."),
            (Limit(30, 3600.0),),
            "https://stat.ripe.net",
        ),
        tells=Tells.HERE,
        rank=1,
        ask=ask,
        follow=follow,
        parse=parse,
    ),
)
