"""How a single request can end in the simulated world, by the kind of its target."""

from ipaddress import ip_address
from typing import NamedTuple

from notifier.core.cadence import READING_TIMEOUT_S
from notifier.core.failure import FailureKind
from notifier.core.model import Outcome
from notifier.core.targets import DnsTarget, HttpTarget, TcpTarget, TlsTarget

TIMED_OUT = frozenset({FailureKind.CONNECT_TIMEOUT, FailureKind.READ_TIMEOUT})
RANDOM_FAILURES = (FailureKind.CONNECT_TIMEOUT, FailureKind.READ_TIMEOUT, FailureKind.RESET)
_HTTP_ONLY = frozenset(
    {FailureKind.HTTP_5XX, FailureKind.HTTP_UNEXPECTED, FailureKind.BODY_MISMATCH, FailureKind.TOO_LARGE}
)
_DNS = frozenset({FailureKind.DNS_FAILURE, FailureKind.DNS_NXDOMAIN})
_TLS = frozenset({FailureKind.TLS, FailureKind.CERTIFICATE})


class Met(NamedTuple):
    """What a request met: how it ended, after how long."""

    outcome: Outcome
    failure: FailureKind | None
    seconds: float


def failed(kind: FailureKind, seconds: float) -> Met:
    """Make a failure; what ends as a time-out takes all of its time."""
    return Met(Outcome.FAILED, kind, READING_TIMEOUT_S if kind in TIMED_OUT else min(seconds, READING_TIMEOUT_S))


def possible_kind(kind: FailureKind, target: str, *, named: bool) -> FailureKind:
    """Give the nearest kind in which such a target can fail: tcp and tls `reset`, dns `dns_failure`."""
    if target == "dns":
        return kind if kind in _DNS else FailureKind.DNS_FAILURE
    impossible = (
        (kind in _HTTP_ONLY and target in ("tcp", "tls"))
        or (kind in _TLS and target in ("tcp", "http"))
        or (kind in _DNS and not named)
    )
    return FailureKind.RESET if impossible else kind


def kind_of(target: object) -> str:
    """Name the kind of a target: http, https, tcp, tls, dns."""
    match target:
        case HttpTarget(url=url):
            return "https" if url.startswith("https:") else "http"
        case TcpTarget():
            return "tcp"
        case TlsTarget():
            return "tls"
        case _:
            return "dns"


def is_named(target: object) -> bool:
    """Tell whether a name server is needed to reach the target."""
    match target:
        case HttpTarget(url=url):
            host = url.split("://", 1)[-1].split("/", 1)[0].split(":", 1)[0]
        case TcpTarget(host=host) | TlsTarget(host=host):
            pass
        case DnsTarget():
            return True
        case _:
            return True
    try:
        ip_address(host)
    except ValueError:
        return True
    return False
