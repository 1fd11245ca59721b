"""Globalping: thousands of testers in homes and data centres of most countries; keyless, a free key doubles the limit.

Interface: its OpenAPI description (v1). A measurement is ordered (POST), then looked at until it is done; each tester
counts as one test of the hour's limit. Testers on lines of homes are wanted, since that is where users are; where a
country has none at all, any. Measurements are public to whoever knows their number.
"""

import re
from typing import Any, Final

import msgspec

from notifier.core.failure import N_
from notifier.core.outside.source import Key, Limit, OutsideSource
from notifier.core.reports import RegionReport
from notifier.sources.outside.contract import OutsideReply, OutsideRequest, Replies, SourceUnreadable, decoded
from notifier.sources.outside.tally import Test, network_number, report_of, shares
from notifier.sources.regions import RegionQuestion, RegionSource, Tells
from notifier.sources.remote import RemoteCheck, Try

TESTS: Final = 12
"""A round; 20 rounds fit into an hour without a key."""
AT_HOME: Final = 4
"""Of the user's own country, half of them in the user's own network where that is known."""
TEST_S: Final = 10
LOOKS: Final = 7
"""So often it is looked at, every 5 s, before what is done by then is taken."""
_HOMES: Final = ["eyeball-network"]
_ID: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")
_NO_TESTERS: Final = 422
_UNKNOWN_AUTHORITY: Final = frozenset(
    {
        "DEPTH_ZERO_SELF_SIGNED_CERT",
        "SELF_SIGNED_CERT_IN_CHAIN",
        "UNABLE_TO_GET_ISSUER_CERT",
        "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
        "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
    }
)
"""What testers say of an authority that perhaps only the user's machine knows: that tells nothing."""


class _Probe(msgspec.Struct):
    country: str | None = None
    asn: int | None = None
    network: str | None = None
    tags: list[str] | None = None


class _Stats(msgspec.Struct):
    rcv: float | None = None


class _Tls(msgspec.Struct):
    authorized: bool | None = None
    error: str | None = None


class _Result(msgspec.Struct, rename="camel"):
    status: str | None = None
    failure_source: str | None = None
    status_code: int | None = None
    status_code_name: str | None = None
    raw_body: str | None = None
    truncated: bool | None = None
    answers: list[Any] | None = None
    stats: _Stats | None = None
    tls: _Tls | None = None


class _Item(msgspec.Struct):
    probe: _Probe | None = None
    result: _Result | None = None


class _Measurement(msgspec.Struct):
    id: str | None = None
    status: str | None = None
    results: list[_Item] | None = None


_DECODER: Final = msgspec.json.Decoder(_Measurement, strict=False)


def ask(question: RegionQuestion) -> OutsideRequest | None:
    """Order a measurement by testers in homes."""
    return _order(question, homes=True) if question.countries else None


def follow(question: RegionQuestion, replies: Replies) -> OutsideRequest | None:
    """Order it from any testers where no home has one; then look until it is done."""
    if len(replies) == 1 and replies[0].status == _NO_TESTERS:
        return _order(question, homes=False)
    ordered = next((each for each in replies if each.status != _NO_TESTERS), None)
    if ordered is None:
        return None
    last = _measurement(replies[-1])
    looks = len(replies) - replies.index(ordered) - 1
    if looks and (last.status != "in-progress" or looks >= LOOKS):
        return None
    number = _measurement(ordered).id or ""
    if not _ID.fullmatch(number):
        raise SourceUnreadable("a measurement without a number")
    return OutsideRequest(f"/v1/measurements/{number}", cost=0)


def parse(question: RegionQuestion, replies: Replies) -> RegionReport:
    """Say what the testers met."""
    last = replies[-1]
    if last.status == _NO_TESTERS:
        return RegionReport(source="Globalping")
    results = _measurement(last).results
    if results is None:
        raise SourceUnreadable("a measurement without results")
    return report_of("Globalping", (_test(question.check, each) for each in results), question.here)


def _order(question: RegionQuestion, *, homes: bool) -> OutsideRequest:
    tags: dict[str, Any] = {"tags": _HOMES} if homes else {}
    locations: list[dict[str, Any]] = []
    for country, count in shares(question.countries, TESTS, AT_HOME).items():
        left = count
        if question.here and country == question.home and count > 1:
            locations.append({"country": country, "asn": question.here, "limit": count // 2} | tags)
            left -= count // 2
        locations.append({"country": country, "limit": left} | tags)
    kind, options = _kind(question.check)
    wish = {
        "type": kind,
        "target": question.check.host,
        "locations": locations,
        "timeout": TEST_S,
        "measurementOptions": options,
    }
    return OutsideRequest("/v1/measurements", msgspec.json.encode(wish), cost=sum(each["limit"] for each in locations))


def _kind(check: RemoteCheck) -> tuple[str, dict[str, Any]]:
    match check.kind:
        case Try.NAME:
            return "dns", {"query": {"type": "A"}}
        case Try.CONNECT:
            return "ping", {"protocol": "TCP", "port": check.port, "packets": 3}
        case Try.WEB:
            protocol, usual = ("HTTPS", 443) if check.secure else ("HTTP", 80)
            request = {"path": check.path, "method": check.method}
            return "http", {"protocol": protocol, "port": check.port or usual, "request": request}


def _measurement(reply: OutsideReply) -> _Measurement:
    return decoded(_DECODER, reply.content, "no measurement, but something else")


def _test(check: RemoteCheck, item: _Item) -> Test:
    probe, result = item.probe or _Probe(), item.result or _Result()
    return Test(
        (probe.country or "").upper(),
        _worked(check, result),
        network_number(str(probe.asn or 0)),
        probe.network or "",
        "eyeball-network" in (probe.tags or []),
    )


def _worked(check: RemoteCheck, result: _Result) -> bool | None:
    if result.status == "failed":
        return None if result.failure_source == "internal" else False
    if result.status != "finished":
        return None
    match check.kind:
        case Try.NAME:
            return _name_worked(result)
        case Try.CONNECT:
            received = result.stats.rcv if result.stats is not None else None
            return None if received is None else received > 0
        case Try.WEB:
            if result.status_code is None:
                return None
            if check.secure and result.tls is not None and result.tls.authorized is False:
                return None if (result.tls.error or "") in _UNKNOWN_AUTHORITY else False
            body = result.raw_body or ""
            whole = not result.truncated or (bool(check.text) and check.text in body)
            return check.judged(result.status_code, body if whole else None)


def _name_worked(result: _Result) -> bool | None:
    if result.status_code_name is None:
        return None
    if result.status_code_name == "NOERROR":
        return bool(result.answers)
    return None if result.status_code_name == "REFUSED" else False


SOURCES: Final = (
    RegionSource(
        OutsideSource(
            "globalping",
            "Globalping",
            "https://api.globalping.io",
            N_("Tries the address from homes in your country, its neighbors and some large countries."),
            N_("The address that looks down, without what follows a question mark. Others can read its results."),
            (Limit(250, 3600.0),),
            "https://globalping.io",
            unit="tests",
            key=Key.OPTIONAL,
            limits_with_key=(Limit(500, 3600.0),),
        ),
        tells=Tells.TESTS,
        rank=1,
        ask=ask,
        follow=follow,
        parse=parse,
        try_key=OutsideRequest("/v1/limits", cost=0),
    ),
)
