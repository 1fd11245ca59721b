"""The user's own anchors: text from the settings -> targets by which the line is judged.

An anchor is `host:port` or an http(s) address. The line guard tells a failing name server from a failing line and one
anchor's own fault from both, so it needs three at least, of different owners, some by name and some by bare address.
"""

import ipaddress
from typing import Final

from notifier.core.addresses import host_in, is_ip
from notifier.core.failure import N_, UserError
from notifier.core.targets import AnchorTarget
from notifier.probes.http import Expect, HttpTarget
from notifier.probes.tcp import TcpTarget
from notifier.probes.typed import host_and_port, host_of, not_understood

FEWEST: Final = 3
EXAMPLE: Final = N_("for example: https://www.example.org, 1.1.1.1:443, 9.9.9.9:53")

DEFAULT_ANCHORS = (
    AnchorTarget(
        "Google",
        HttpTarget("http://connectivitycheck.gstatic.com/generate_204", "anchor", expect=Expect(statuses=(204,))),
        by_name=True,
    ),
    AnchorTarget(
        "Apple",
        HttpTarget("http://captive.apple.com/hotspot-detect.html", "anchor", expect=Expect((200,), body="Success")),
        by_name=True,
    ),
    AnchorTarget(
        "Microsoft",
        HttpTarget(
            "http://www.msftconnecttest.com/connecttest.txt",
            "anchor",
            expect=Expect((200,), body="Microsoft Connect Test"),
        ),
        by_name=True,
    ),
    AnchorTarget("Cloudflare", TcpTarget("1.1.1.1", 443, "anchor"), by_name=False),
    AnchorTarget("Quad9", TcpTarget("9.9.9.9", 53, "anchor"), by_name=False),
    AnchorTarget("Google", TcpTarget("8.8.8.8", 53, "anchor"), by_name=False),
)
"""Connectivity checks that operating systems use, and resolvers by bare address: five owners."""

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
    try:
        target = _web(text) if text.startswith(("http://", "https://")) else _tcp(text)
    except UserError as error:
        hint = N_(
            "expected host:port or an http address, for example: https://www.example.org, 1.1.1.1:443, 9.9.9.9:53"
        )
        raise UserError("anchors: {text} cannot be read", hint, text=text) from error
    return AnchorTarget(_owner(target.host), target, by_name=target.by_name)


def _web(text: str) -> HttpTarget:
    host_of(host_in(text), text)
    return HttpTarget(text, "anchor")


def _tcp(text: str) -> TcpTarget:
    host, port = host_and_port(text.removeprefix("tcp://"), text)
    if port is None:
        raise not_understood(text)
    return TcpTarget(host, port, "anchor")


def _owner(host: str) -> str:
    """Whom a host belongs to, as far as its name tells: the last two labels, or the address's larger network."""
    if not is_ip(host):
        return ".".join(host.rsplit(".", 2)[-2:])
    address = ipaddress.ip_address(host)
    return str(ipaddress.ip_network((address, 16 if address.version == 4 else 32), strict=False))
