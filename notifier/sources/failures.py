"""What went wrong, in the words of the rules: exception -> failure kind and a short scrubbed text.

The only place that knows what httpx, httpcore, h11, ssl, socket and the operating systems throw. An exception that is
not the world's fault is not explained (None): it is a fault of ours, and the reader says so. Texts are in plain
English for the history; they hold no query, no password and no path of the user's. What a failure means for a service
is not decided here.
"""

import errno
import socket
import ssl
import sys
from collections.abc import Iterator
from datetime import datetime
from typing import Final

import msgspec

from notifier.core.failure import FailureKind
from notifier.sources.scrubbing import scrub


class Fault(msgspec.Struct, frozen=True):
    """Why a reading failed. `telling` is off where something answers that says nothing about the service."""

    kind: FailureKind | None
    text: str
    telling: bool = True
    dates_refused: bool = False
    """A certificate is not valid yet, or not any more, and nothing else is wrong with it."""


class WorldError(Exception):
    """Raised by our own sources where the world is at fault and the kind is known already."""

    def __init__(self, kind: FailureKind, text: str) -> None:
        super().__init__(text)
        self.kind = kind


class BrokenOffError(Exception):
    """Raised where the connection ended within an answer, or before it."""


class Progress:
    """How far a reading has come: what it would mean if the time ran out now, and when it began."""

    def __init__(self, *, led: bool = False) -> None:
        self.led = led
        """Somebody on the internet named what is asked: nothing in a private network is."""
        self.late = FailureKind.CONNECT_TIMEOUT
        self.waiting_for = "a turn"
        self.ended = False
        """The other side has closed the connection."""
        self.untried = False
        """The time ran out before anything was asked: this machine was too busy."""
        self.dropped = False
        """The network changed under the reading."""
        self.outside = led
        """It comes from the internet: no address in a private network is talked to."""
        self.tried: tuple[str, ...] = ()
        """Addresses that other readings of the target have met, the newest last: others are preferred."""
        self.address = ""
        """The bare address that it talks to; empty where a proxy chooses it."""
        self.proxy = ""
        """The proxy that it goes through, as host and port …"""
        self.proxy_met = True
        """… and whether that is reached, if there is one: what fails before is the proxy's own."""
        self.started: datetime | None = None

    def go_through(self, proxy: str) -> None:
        """Note through which proxy it goes from now on; none: the direct way."""
        self.proxy = proxy
        self.proxy_met = not proxy

    def wait(self, late: FailureKind, waiting_for: str) -> None:
        """Note what is waited for from now on."""
        self.late = late
        self.waiting_for = waiting_for
        self.ended = False


def explain(error: BaseException, progress: Progress) -> Fault | None:
    """Tell what the exception says about the world; None: it is a fault of ours."""
    fault = _explained(error, progress)
    if fault is None or progress.proxy_met:
        return fault
    text = scrub(f"the proxy {progress.proxy} cannot be used: {fault.text}")
    is_silent = fault.kind in _SILENT
    return Fault(fault.kind if is_silent else None, text, telling=is_silent)


def _explained(error: BaseException, progress: Progress) -> Fault | None:
    if not _is_worlds(error):
        return None
    for each in _chain(error):
        if isinstance(each, WorldError):
            return Fault(each.kind, scrub(str(each)))
        if isinstance(each, OSError) and (fault := _explain_os(each, progress)) is not None:
            return fault
    if isinstance(error, OSError):
        return None
    return _explain_http(error, progress)


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    each: BaseException | None = error
    while each is not None and id(each) not in seen:
        seen.add(id(each))
        yield each
        each = each.__cause__ if each.__suppress_context__ else each.__cause__ or each.__context__


def _is_worlds(error: BaseException) -> bool:
    return isinstance(error, WorldError | OSError | BrokenOffError) or any(
        each(error) for each in (_is_http_1, _is_request, _is_proxied, _is_socks)
    )


def _is_socks(error: BaseException) -> bool:
    """A proxy that does not speak SOCKS."""
    return type(error).__module__.startswith("socksio.")


def _is_http_1(error: BaseException) -> bool:
    """The answer is none."""
    if "h11" not in sys.modules:
        return False
    import h11

    return isinstance(error, h11.RemoteProtocolError)


def _is_request(error: BaseException) -> bool:
    """A redirect that cannot be followed."""
    if "httpx" not in sys.modules:
        return False
    import httpx

    return isinstance(error, httpx.RemoteProtocolError | httpx.InvalidURL)


def _is_proxied(error: BaseException) -> bool:
    """What happens on the way through a proxy, or in HTTP/2."""
    if "httpcore" not in sys.modules:
        return False
    import httpcore

    return isinstance(
        error,
        httpcore.TimeoutException
        | httpcore.NetworkError
        | httpcore.RemoteProtocolError
        | httpcore.ConnectionNotAvailable
        | httpcore.ProxyError,
    )


def _is_broken_off(error: BaseException) -> bool:
    if isinstance(error, BrokenOffError):
        return True
    if not _is_proxied(error):
        return False
    import httpcore

    return isinstance(error, httpcore.NetworkError | httpcore.ConnectionNotAvailable)


def _explain_os(error: OSError, progress: Progress) -> Fault | None:
    match error:
        case socket.gaierror():
            return _explain_name(error)
        case ssl.SSLError():
            return _explain_tls(error)
        case TimeoutError():
            return Fault(progress.late, scrub(f"the time ran out waiting for {progress.waiting_for}"))
        case ConnectionRefusedError():
            return Fault(FailureKind.CONNECT_REFUSED, "the connection was refused")
        case ConnectionResetError() | ConnectionAbortedError() | BrokenPipeError():
            return Fault(FailureKind.RESET, "the connection was reset")
        case _:
            pass
    code = getattr(error, "winerror", None) or error.errno
    kind = _BY_CODE.get(code) if code is not None else None
    if kind is FailureKind.CONNECT_TIMEOUT:
        kind = progress.late
    return Fault(kind, scrub(_words(error))) if kind is not None else None


def _words(error: OSError) -> str:
    """The operating system's words, without the numbers and addresses that asyncio puts around them."""
    code = error.errno or 0
    return _UNREACHABLE_WORDS.get(code) or error.strerror or str(error)


def _explain_name(error: socket.gaierror) -> Fault:
    code = error.errno
    if code in _NO_NAME:
        return Fault(FailureKind.DNS_NXDOMAIN, "the name does not exist")
    if code in _NO_ADDRESS:
        return Fault(FailureKind.DNS_FAILURE, "the name has no address")
    return Fault(FailureKind.DNS_FAILURE, scrub(f"the name could not be looked up: {error.strerror or error}"))


def _explain_tls(error: ssl.SSLError) -> Fault:
    if isinstance(error, ssl.SSLCertVerificationError):
        why = getattr(error, "verify_message", "") or str(error)
        dates = getattr(error, "verify_code", 0) in _DATES or any(each in why.lower() for each in _DATES_WORDS)
        return Fault(FailureKind.CERTIFICATE, scrub(f"the certificate is not valid: {why}"), dates_refused=dates)
    reason: str = getattr(error, "reason", "") or str(error)  # not every one has it
    if isinstance(error, ssl.SSLEOFError | ssl.SSLZeroReturnError) or reason == "UNEXPECTED_EOF_WHILE_READING":
        return Fault(FailureKind.RESET, "the connection was closed during the TLS handshake")
    reason = reason.replace("_", " ").lower()
    return Fault(FailureKind.TLS, scrub(f"the TLS handshake failed: {reason}"))


def _explain_http(error: BaseException, progress: Progress) -> Fault:
    if _is_socks(error):
        return Fault(None, scrub(f"the proxy {progress.proxy} does not speak SOCKS 5"), telling=False)
    if _is_request(error):
        return Fault(FailureKind.HTTP_UNEXPECTED, "it redirects to an unusable address")
    if _is_proxied(error):
        import httpcore

        if isinstance(error, httpcore.TimeoutException):
            return Fault(progress.late, scrub(f"the time ran out waiting for {progress.waiting_for}"))
        if isinstance(error, httpcore.ProxyError):
            return _explain_proxy(str(error), progress.proxy)
    if progress.ended or _is_broken_off(error):
        return Fault(FailureKind.RESET, "the connection was closed before the answer was complete")
    return Fault(FailureKind.PROTOCOL, scrub(f"the answer is not HTTP: {error}"))


def _explain_proxy(words: str, proxy: str) -> Fault:
    """Tell what a proxy's refusal means: it may repeat what it met, or want something of its own."""
    said = scrub(f"the proxy {proxy} said: {words}")
    lower = words.lower()
    if words.startswith(("502", "503")) or "server failure" in lower:
        return Fault(FailureKind.UNREACHABLE, said)
    if words.startswith("504") or "ttl expired" in lower:
        return Fault(FailureKind.CONNECT_TIMEOUT, said)
    if "refused" in lower:
        return Fault(FailureKind.CONNECT_REFUSED, said)
    if "unreachable" in lower:
        return Fault(FailureKind.UNREACHABLE, said)
    return Fault(None, said, telling=False)


def _codes(module: object, names: str) -> frozenset[int]:
    return frozenset(value for name in names.split() if (value := getattr(module, name, None)) is not None)


_SILENT: Final = frozenset(
    {
        FailureKind.DNS_NXDOMAIN,
        FailureKind.DNS_FAILURE,
        FailureKind.UNREACHABLE,
        FailureKind.CONNECT_TIMEOUT,
        FailureKind.READ_TIMEOUT,
    }
)
"""Where nothing is heard of a proxy the user's line may be down; else it answers, and that it refuses tells of nothing
that is asked through it."""
_DATES: Final = (9, 10)
"""OpenSSL's X509_V_ERR_CERT_NOT_YET_VALID and X509_V_ERR_CERT_HAS_EXPIRED …"""
_DATES_WORDS: Final = ("expired", "not yet valid", "validity period")
"""… and what the stores of macOS and Windows say instead."""
_NO_NAME: Final = _codes(socket, "EAI_NONAME") | {11001}
_NO_ADDRESS: Final = (_codes(socket, "EAI_NODATA EAI_ADDRFAMILY") | {11004}) - _NO_NAME
_UNREACHABLE = _codes(
    errno, "ENETUNREACH EHOSTUNREACH EADDRNOTAVAIL ENETDOWN EHOSTDOWN EACCES EPERM EAFNOSUPPORT ENONET ENETRESET"
)
_BY_CODE: Final[dict[int, FailureKind]] = {
    **dict.fromkeys(_UNREACHABLE, FailureKind.UNREACHABLE),
    errno.ETIMEDOUT: FailureKind.CONNECT_TIMEOUT,
    errno.EPIPE: FailureKind.RESET,
    errno.ESHUTDOWN: FailureKind.RESET,
    errno.ENOTCONN: FailureKind.RESET,
    errno.EPROTO: FailureKind.RESET,
    # what Windows says instead, from the completion port
    64: FailureKind.RESET,
    121: FailureKind.CONNECT_TIMEOUT,
    1225: FailureKind.CONNECT_REFUSED,
    1231: FailureKind.UNREACHABLE,
    1232: FailureKind.UNREACHABLE,
    1236: FailureKind.RESET,
}
_UNREACHABLE_WORDS: Final = {
    errno.ENETUNREACH: "the network is unreachable",
    errno.EHOSTUNREACH: "there is no route to the host",
    errno.EADDRNOTAVAIL: "this machine has no address for that network",
}
