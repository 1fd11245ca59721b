"""check-host.net: some sixty servers in data centers, keyless; asked where Globalping says nothing.

Interface: its page "API" (about/api). The list of its nodes, then a check by some of them, then its result, which has
null for each node that is not ready. It documents no limit; the one here is ours.
"""

import re
from typing import Any, Final
from urllib.parse import quote

import msgspec

from notifier.core.failure import N_
from notifier.core.outside.source import Limit, OutsideSource
from notifier.core.reports import RegionReport
from notifier.sources.outside.contract import OutsideReply, OutsideRequest, Replies, SourceUnreadable, decoded
from notifier.sources.outside.tally import Test, network_number, report_of, shares
from notifier.sources.regions import RegionQuestion, RegionSource, Tells
from notifier.sources.remote import RemoteCheck, Try

NODES: Final = 12
AT_HOME: Final = 4
LOOKS: Final = 5
LIST_KEPT_S: Final = 86_400.0
_NAME: Final = re.compile(r"[a-z0-9.-]{1,80}")
_ID: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")
_KINDS: Final = {Try.WEB: "http", Try.CONNECT: "tcp", Try.NAME: "dns"}


class _Node(msgspec.Struct):
    location: list[str | None] | None = None
    asn: str | None = None


class _Nodes(msgspec.Struct):
    nodes: dict[str, _Node] | None = None


class _Order(msgspec.Struct):
    request_id: str | None = None
    error: str | None = None


_NODES: Final = msgspec.json.Decoder(_Nodes, strict=False)
_ORDER: Final = msgspec.json.Decoder(_Order, strict=False)
_RESULT: Final = msgspec.json.Decoder(dict[str, Any])


def ask(question: RegionQuestion) -> OutsideRequest | None:
    """Ask which nodes there are."""
    if not question.countries or question.check.certificate:
        return None  # its nodes do not say what they think of certificates
    return OutsideRequest("/nodes/hosts", cost=0, kept_s=LIST_KEPT_S)


def follow(question: RegionQuestion, replies: Replies) -> OutsideRequest | None:
    """Order a check by nodes of these countries; then look until all have answered."""
    if len(replies) == 1:
        chosen = _chosen(question, _nodes(replies[0]))
        if not chosen:
            return None
        wish = "&".join(f"node={each}" for each in chosen)
        return OutsideRequest(f"/check-{_KINDS[question.check.kind]}?host={_host(question.check)}&{wish}")
    if len(replies) > 2 and (len(replies) - 2 >= LOOKS or _is_done(_result(replies[-1]))):
        return None
    ordered = decoded(_ORDER, replies[1].content)
    if ordered.error:
        raise SourceUnreadable("it refuses the check")
    if not _ID.fullmatch(ordered.request_id or ""):
        raise SourceUnreadable("a check without a number")
    return OutsideRequest(f"/check-result/{ordered.request_id}", cost=0)


def parse(question: RegionQuestion, replies: Replies) -> RegionReport:
    """Say what the nodes met."""
    nodes = _nodes(replies[0])
    if len(replies) < 3:
        return RegionReport(source="check-host.net")
    tests = (
        Test(_country(nodes[name]), _worked(question.check, answer), network_number(nodes[name].asn or ""))
        for name, answer in _result(replies[-1]).items()
        if name in nodes
    )
    return report_of("check-host.net", tests, question.here)


def _chosen(question: RegionQuestion, nodes: dict[str, _Node]) -> list[str]:
    chosen: list[str] = []
    for country, count in shares(question.countries, NODES, AT_HOME).items():
        chosen += sorted(name for name, node in nodes.items() if _country(node) == country)[:count]
    return chosen


def _host(check: RemoteCheck) -> str:
    match check.kind:
        case Try.WEB:
            text = check.url
        case Try.CONNECT:
            text = f"{f'[{check.host}]' if ':' in check.host else check.host}:{check.port}"
        case Try.NAME:
            text = check.host
    return quote(text, safe="")


def _nodes(reply: OutsideReply) -> dict[str, _Node]:
    nodes = decoded(_NODES, reply.content).nodes
    if nodes is None:
        raise SourceUnreadable("a list without nodes")
    return {name: node for name, node in nodes.items() if _NAME.fullmatch(name)}


def _country(node: _Node) -> str:
    place = node.location or []
    return (place[0] or "").upper() if place else ""


def _result(reply: OutsideReply) -> dict[str, Any]:
    result: dict[str, Any] = decoded(_RESULT, reply.content)
    return result


def _is_done(result: dict[str, Any]) -> bool:
    return all(answer is not None for answer in result.values())


def _worked(check: RemoteCheck, answer: Any) -> bool | None:
    """Read one node's answer: a list with one row; a row of another shape does not tell."""
    row = answer[0] if isinstance(answer, list) and answer else None
    match check.kind:
        case Try.WEB:
            return _web_worked(check, row)
        case Try.CONNECT:
            return _connected(row)
        case Try.NAME:
            return _found(row)


def _web_worked(check: RemoteCheck, row: Any) -> bool | None:
    if not isinstance(row, list) or len(row) < 4 or row[0] not in (0, 1):
        return None
    status = str(row[3]) if isinstance(row[3], int | str) else ""
    if status.isascii() and status.isdigit() and len(status) == 3:
        return check.judged(int(status), None)
    return bool(row[0])


def _connected(row: Any) -> bool | None:
    if not isinstance(row, dict):
        return None
    return False if isinstance(row.get("error"), str) else True if isinstance(row.get("address"), str) else None


def _found(row: Any) -> bool | None:
    if not isinstance(row, dict):
        return None
    found = [row.get("A"), row.get("AAAA")]
    return any(found) if any(isinstance(each, list) for each in found) else None


SOURCES: Final = (
    RegionSource(
        OutsideSource(
            "checkhost",
            "check-host.net",
            "https://check-host.net",
            N_("Tries the address from data centers, where Globalping says nothing."),
            N_("The address that looks down, without what follows a question mark. Others can read its results."),
            (Limit(20, 3600.0),),
            "https://check-host.net",
        ),
        tells=Tells.TESTS,
        rank=2,
        ask=ask,
        follow=follow,
        parse=parse,
    ),
)
