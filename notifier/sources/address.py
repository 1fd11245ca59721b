"""Addresses of the web as they go on the wire: host in ASCII, path quoted. No requests are made here."""

import ipaddress
import re
from functools import lru_cache
from typing import Final
from urllib.parse import quote, urlsplit

import msgspec

from notifier.core.addresses import ascii_host

_PORTS: Final = {"http": 80, "https": 443}
_SAFE: Final = "%/:=&?~#+!$,;'@()*[]"
_PRIVATE = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "127.0.0.0/8", "0.0.0.0/8")
_PRIVATE_6 = ("fc00::/7", "fe80::/10", "fec0::/10", "::1", "::")
_METADATA = ("192.0.0.0/24", "100.100.100.200", "168.63.129.16")
"""Where clouds tell a machine its secrets, beside 169.254.169.254 and fd00:ec2::254: Oracle's, Alibaba's, Azure's."""
_INSIDE: Final = tuple(map(ipaddress.ip_network, _PRIVATE + _PRIVATE_6 + _METADATA))
"""Private, link-local, loopback. Not 100.64.0.0/10 and 198.18.0.0/15: VPNs put names of the internet there."""
_CARRYING: Final = tuple(map(ipaddress.IPv6Network, ("64:ff9b::/96", "64:ff9b:1::/48", "::/96")))
"""Prefixes before an IPv4 address that the network translates or tunnels to (RFC 6052, 8215, 4291)."""
LONGEST: Final = 32 * 1024
_NUMBERS: Final = re.compile(r"(.*\.)?(\d+|0x[0-9a-f]*)\.?")
"""What ends so is an address to systems and proxies, `127.1` and `0x7f000001` too; no name of the internet does."""
_HOST: Final = re.compile(r"[a-z0-9._-]{1,253}|[0-9a-f:.]{2,45}(%[a-z0-9]+)?")


class AddressError(ValueError):
    """Not an http(s) address that can be asked."""


class HttpAddress(msgspec.Struct, frozen=True):
    """An http(s) address, taken apart. `target` is path and query, quoted."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def authority(self) -> str:
        """The host as the `Host` header says it: with its port, if that is unusual."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}" if self.unusual_port else host

    @property
    def unusual_port(self) -> int | None:
        """The port, if it has to be said."""
        return None if self.port == _PORTS[self.scheme] else self.port

    @property
    def url(self) -> str:
        """The whole address, without a user's name or a fragment."""
        return f"{self.scheme}://{self.authority}{self.target}"


def is_own_machine(host: str) -> bool:
    """Tell whether this machine itself is meant."""
    address = _bare(host)
    return _is_localhost(host) if address is None else address.is_loopback


def is_inside(host: str) -> bool:
    """Tell whether an address is of a private network or this machine's own; of names, only `localhost` is."""
    address = _bare(host)
    if address is None:
        return _is_localhost(host)
    return any(each in network for each in (address, _carried(address)) for network in _INSIDE)


@lru_cache(maxsize=512)
def _bare(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """The bare address that a host is, without its scope; None: it is a name."""
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return None
    return (address.ipv4_mapped or address) if isinstance(address, ipaddress.IPv6Address) else address


def _carried(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    """The IPv4 address that an IPv6 address leads to; itself where it leads to none."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if any(address in network for network in _CARRYING) and int(address) > 1:
        return ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
    return address.sixtofour or address


def _is_localhost(name: str) -> bool:
    return f".{name.removesuffix('.')}".endswith(".localhost")


@lru_cache(maxsize=512)
def address_of(url: str) -> HttpAddress:
    """Take an address apart. Raises AddressError."""
    try:
        parts = urlsplit(url)
        port, name = parts.port, parts.hostname or ""
        host = (name if name.isascii() else ascii_host(name)).removesuffix(".")  # the root's, in no certificate
    except ValueError as error:  # UnicodeError is one too
        raise AddressError(str(error)) from None
    if parts.scheme not in _PORTS:
        raise AddressError(f"not an http address but {parts.scheme[:20] or 'none'}")
    if (
        not _HOST.fullmatch(host)
        or port == 0
        or len(url) > LONGEST
        or (_NUMBERS.fullmatch(host) and _bare(host) is None)
    ):
        raise AddressError("no host that can be asked")
    target = quote(parts.path or "/", safe=_SAFE)
    if parts.query:
        target = f"{target}?{quote(parts.query, safe=_SAFE)}"
    if len(target) > LONGEST:
        raise AddressError("too long")
    return HttpAddress(parts.scheme, host, port or _PORTS[parts.scheme], target)
