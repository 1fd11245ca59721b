"""What others can be asked to try for us: a target in the form that sources outside understand, and who may hear of it.

A kind of target says its own form (`Probe.remote`). Nothing here makes requests.
"""

from enum import StrEnum
from typing import Final
from urllib.parse import urlsplit

import msgspec

from notifier.core.addresses import is_host, is_ip
from notifier.core.failure import FailureKind
from notifier.sources.address import is_inside

UNTELLING: Final = frozenset({401, 403, 407, 429, 451, 999})
"""Statuses that say who may ask, not whether it works; 999 is LinkedIn's wall against robots."""
_INSIDE: Final = frozenset(
    {"local", "localhost", "internal", "intranet", "lan", "home", "corp", "private", "arpa", "test", "invalid", "onion"}
)
"""Last parts of names that exist in a network of one's own, or nowhere."""
_INSIDE_TOO: Final = (".ts.net", ".fritz.box")


class Try(StrEnum):
    """What can be tried from elsewhere."""

    WEB = "web"
    CONNECT = "connect"
    NAME = "name"


class RemoteCheck(msgspec.Struct, frozen=True):
    """One thing to try. `statuses` empty: any below 500 that tells something; `text`: what the answer is to hold."""

    kind: Try
    host: str
    port: int = 0
    secure: bool = True
    path: str = "/"
    method: str = "HEAD"
    statuses: tuple[int, ...] = ()
    text: str = ""
    certificate: bool = False
    """It fails here by its certificate or the handshake: only who looks at these can tell about it."""

    @property
    def url(self) -> str:
        """The address, for sources that want one; without a query, which may be somebody's secret."""
        scheme, usual = ("https", 443) if self.secure else ("http", 80)
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{scheme}://{host}{f':{self.port}' if self.port not in (0, usual) else ''}{self.path}"

    def shows(self, failure: FailureKind | None) -> bool:
        """Tell whether who tries it would see what fails here so: others do not look at all that this machine does."""
        match failure:
            case FailureKind.BODY_MISMATCH:
                return bool(self.text)
            case FailureKind.HTTP_UNEXPECTED:
                return bool(self.statuses)
            case FailureKind.TLS | FailureKind.CERTIFICATE:
                return self.kind is Try.WEB
            case _:
                return failure is not FailureKind.TOO_LARGE

    def judged(self, status: int, text: str | None) -> bool | None:
        """Tell whether an answer is good; None: it does not tell. `text` None: its end was not shown, or nothing.

        A redirect is not followed by those who try, so it counts as an answer.
        """
        if status >= 500 and status not in UNTELLING:
            return False
        if not 200 <= status < 500 or (status in UNTELLING and status not in self.statuses):
            return None
        if self.statuses and status not in self.statuses and status >= 400:
            return False
        if not self.text or status >= 300 or text is None:
            return True
        return self.text in text


def web_check(url: str, *, statuses: tuple[int, ...], text: str) -> RemoteCheck | None:
    """Make one of a web address; where it has a query, only whether something answers is tried."""
    parts = urlsplit(url)
    if not parts.hostname:
        return None
    bare = not parts.query
    return RemoteCheck(
        Try.WEB,
        parts.hostname,
        parts.port or 0,
        parts.scheme == "https",
        parts.path or "/",
        "GET" if text and bare else "HEAD",
        statuses if bare else (),
        text if bare else "",
    )


def may_be_named(host: str) -> bool:
    """Tell whether a host may be named to others: of the internet by its looks, not of a network of one's own."""
    host = host.rstrip(".").lower()
    if not is_host(host) or is_inside(host):
        return False
    if is_ip(host):
        return True
    return "." in host and host.rsplit(".", 1)[1] not in _INSIDE and not host.endswith(_INSIDE_TOO)
