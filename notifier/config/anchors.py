"""The user's own anchors: text from the settings -> targets by which the line is judged.

An anchor is `host:port` or an http(s) address. The line guard tells a failing name server from a failing line and one
anchor's own fault from both, so it needs three at least, of different owners, some by name and some by bare address.
"""

import ipaddress
from typing import Final
from urllib.parse import urlsplit

from notifier.core.failure import UserError
from notifier.core.targets import AnchorTarget, HttpTarget, TcpTarget, host_of
from notifier.core.watch import DEFAULT_ANCHORS

FEWEST: Final = 3
EXAMPLE: Final = "for example: https://www.example.org, 1.1.1.1:443, 9.9.9.9:53"

_KNOWN = {each.key: each for each in DEFAULT_ANCHORS}


def anchors_of(texts: tuple[str, ...]) -> tuple[AnchorTarget, ...]:
    """Make the anchors; the built-in ones where the user named none. Raises UserError where they could not judge."""
    if not texts:
        return DEFAULT_ANCHORS
    anchors = tuple(anchor_of(text) for text in texts)
    if len({each.owner for each in anchors}) < FEWEST:
        raise UserError("anchors: at least three addresses of different owners are needed", EXAMPLE)
    if all(each.by_name for each in anchors):
        raise UserError("anchors: at least one bare address (without a name server) is needed", EXAMPLE)
    if not any(each.by_name for each in anchors):
        raise UserError("anchors: at least one name (that needs a name server) is needed", EXAMPLE)
    return anchors


def anchor_of(text: str) -> AnchorTarget:
    """Make one anchor of an http(s) address or of `host:port`; a built-in one keeps what it expects."""
    text = text.strip()
    known = _KNOWN.get(text) or _KNOWN.get(f"tcp://{text}")
    if known is not None:
        return known
    target = HttpTarget(text, "anchor") if text.startswith(("http://", "https://")) else _tcp(text)
    host = _host(target, text)
    return AnchorTarget(_owner(host), target, by_name=_address(host) is None)


def _tcp(text: str) -> TcpTarget:
    try:
        parts = urlsplit(f"//{text.removeprefix('tcp://')}")
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    if not host or not port or parts.path or parts.query or parts.username is not None:
        raise UserError(
            "anchors: {text} cannot be read", f"expected host:port or an http address, {EXAMPLE}", text=text
        )
    return TcpTarget(host, port, "anchor")


def _host(target: HttpTarget | TcpTarget, text: str) -> str:
    host = host_of(target)
    plain = host.replace(":", "").replace(".", "").replace("-", "")
    if not plain or not plain.isalnum():
        raise UserError(
            "anchors: {text} cannot be read", f"expected host:port or an http address, {EXAMPLE}", text=text
        )
    return host


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def _owner(host: str) -> str:
    """Whom a host belongs to, as far as its name tells: the last two labels, or the address's larger network."""
    address = _address(host)
    if address is None:
        return ".".join(host.rsplit(".", 2)[-2:])
    return str(ipaddress.ip_network((address, 16 if address.version == 4 else 32), strict=False))
