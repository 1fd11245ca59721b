"""OONI: whether volunteers in the user's country found the service blocked during the last days. Keyless.

Interface: `/api/v1/aggregation` (its description has it), counted by network. It tells what is blocked here, not what
is down now: what it says comes hours late.
"""

from datetime import timedelta
from typing import Final
from urllib.parse import quote

import msgspec

from notifier.core.failure import N_
from notifier.core.outside.source import Limit, OutsideSource
from notifier.core.reports import Circumstance, Hindrance, RegionReport
from notifier.sources.outside.contract import OutsideRequest, Replies, SourceUnreadable, decoded
from notifier.sources.outside.tally import network_number
from notifier.sources.regions import RegionQuestion, RegionSource, Tells

KEPT_S: Final = 6 * 3600.0
BACK: Final = timedelta(days=7)
LEAST: Final = 5
"""Fewer measurements say nothing. Chosen."""
CONFIRMED: Final = 3
"""So many that met a known page of a censor are enough, where they are a tenth of all. Chosen."""
CONFIRMED_SHARE: Final = 0.1
SHARE: Final = 0.5
"""From here on the failures of volunteers' measurements are no accident. Chosen."""
_APPS: Final = {
    "whatsapp.com": "whatsapp",
    "whatsapp.net": "whatsapp",
    "telegram.org": "telegram",
    "t.me": "telegram",
    "signal.org": "signal",
    "messenger.com": "facebook_messenger",
}
"""Owners' domains -> the tests that OONI has for their apps."""


class _Counts(msgspec.Struct):
    probe_asn: str | int | None = None
    anomaly_count: int = 0
    confirmed_count: int = 0
    measurement_count: int = 0


class _Answer(msgspec.Struct):
    result: list[_Counts] | None = None


_DECODER: Final = msgspec.json.Decoder(_Answer, strict=False)


def ask(question: RegionQuestion) -> OutsideRequest | None:
    """Ask how measurements of the host, or of the app, went in the user's country."""
    if not question.home:
        return None
    host = question.check.host.lower()
    app = next((test for domain, test in _APPS.items() if host == domain or host.endswith(f".{domain}")), "")
    what = f"test_name={app}" if app else f"test_name=web_connectivity&domain={quote(host, safe='')}"
    since = (question.now - BACK).date().isoformat()
    until = (question.now + timedelta(days=1)).date().isoformat()
    path = f"/api/v1/aggregation?{what}&probe_cc={question.home}&since={since}&until={until}&axis_y=probe_asn"
    return OutsideRequest(path, kept_s=KEPT_S)


def parse(question: RegionQuestion, replies: Replies) -> RegionReport:
    """Say whether it is blocked in the country, or in the user's network alone."""
    answer = decoded(_DECODER, replies[-1].content)
    if answer.result is None:
        raise SourceUnreadable("an answer without counts")
    mine = [each for each in answer.result if question.here and network_number(str(each.probe_asn)) == question.here]
    found = (_blocked(question, 0, answer.result), _blocked(question, question.here, mine))
    return RegionReport(source="OONI", circumstances=tuple(each for each in found if each is not None))


def _blocked(question: RegionQuestion, network: int, counts: list[_Counts]) -> Circumstance | None:
    measured = sum(_sane(each.measurement_count) for each in counts)
    confirmed = sum(_sane(each.confirmed_count) for each in counts)
    bad = confirmed + sum(_sane(each.anomaly_count) for each in counts)
    is_confirmed = confirmed >= max(CONFIRMED, CONFIRMED_SHARE * measured)
    if measured < LEAST or (not is_confirmed and bad < SHARE * measured):
        return None
    return Circumstance(Hindrance.BLOCKED, question.home, "OONI", network, bad, measured)


def _sane(count: int) -> int:
    return max(0, min(count, 1_000_000))


SOURCES: Final = (
    RegionSource(
        OutsideSource(
            "ooni",
            "OONI",
            "https://api.ooni.io",
            N_("Tells whether people in your country found the service blocked there."),
            N_("The host that looks down, and your country."),
            (Limit(60, 3600.0),),
            "https://ooni.org",
        ),
        tells=Tells.CIRCUMSTANCES,
        rank=2,
        ask=ask,
        parse=parse,
    ),
)
