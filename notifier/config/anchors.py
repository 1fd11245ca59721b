"""The anchors by which the line is judged: the built-in ones, and the user's own from the text of the settings.

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
from notifier.probes.typed import host_and_port, host_of, not_understood, registered

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


def _check(owner: str, url: str, body: str = "") -> AnchorTarget:
    """Make an anchor of an address that answers with this text; without one, with 204 and nothing."""
    expect = Expect((200,), body=body) if body else Expect(statuses=(204,))
    return AnchorTarget(owner, HttpTarget(url, "anchor", expect=expect), by_name=True)


def _resolver(owner: str, address: str) -> AnchorTarget:
    return AnchorTarget(owner, TcpTarget(address, 53, "anchor"), by_name=False)


SPARE_ANCHORS = (
    _check("Mozilla", "http://detectportal.firefox.com/success.txt", "success"),
    _check("GNOME", "http://nmcheck.gnome.org/check_network_status.txt", "NetworkManager is online"),
    _check("Debian", "http://network-test.debian.org/nm", "NetworkManager is online"),
    _check("Arch Linux", "http://ping.archlinux.org/nm-check.txt", "NetworkManager is online"),
    _check("KDE", "http://networkcheck.kde.org/", "OK"),
    _check("Fedora", "https://fedoraproject.org/static/hotspot.txt", "OK"),
    _check("Mozilla", "https://detectportal.firefox.com/success.txt", "success"),
    _check("Apple", "https://www.apple.com/library/test/success.html", "Success"),
    _check("Cloudflare", "https://cp.cloudflare.com/generate_204"),
    _check("Google", "https://www.gstatic.com/generate_204"),
    _resolver("Cisco", "208.67.222.222"),
    _resolver("AdGuard", "94.140.14.14"),
    _resolver("Hurricane Electric", "74.82.42.42"),
    _resolver("CleanBrowsing", "185.228.168.9"),
    _resolver("Alibaba", "223.5.5.5"),
)
"""The larger set: with those above 16 owners. Connectivity checks of free desktops and browsers, some by https for
networks that let no plain http through, of three owners and more beside those of the usual bare addresses, and public
resolvers. All are made for such a question, from anybody."""

_KNOWN = {each.key: each for each in (*DEFAULT_ANCHORS, *SPARE_ANCHORS)}


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
    """Whom a host belongs to, as far as its name tells: the part that was registered, or the address's network."""
    if not is_ip(host):
        return registered(host)
    address = ipaddress.ip_address(host)
    return str(ipaddress.ip_network((address, 16 if address.version == 4 else 32), strict=False))
