"""Through which proxy an address is asked: the user's own, the system's, or none.

The system's are those of the environment (`https_proxy`, `all_proxy`, `no_proxy`), and on Windows and macOS those of
the system's settings. Proxies serve HTTP only: bare TCP, TLS and DNS probes always go the direct way.
"""

import ipaddress
import os
import sys
from typing import Final
from urllib.parse import unquote, urlsplit

import msgspec

from notifier.core.failure import UserError
from notifier.sources.address import HttpAddress, address_of, is_own_machine

_SCHEMES: Final = {"http": "http", "https": "https", "socks": "socks5", "socks5": "socks5", "socks5h": "socks5"}
_PORTS: Final = {"http": 80, "https": 443, "socks5": 1080}
_ORDINARY: Final = address_of("https://www.example.org/")
_UNENCRYPTED: Final = address_of("http://www.example.org/")
"""Never contacted: only asked about which proxy they would go through."""


class Proxy(msgspec.Struct, frozen=True):
    """A proxy: `scheme` is http, https or socks5."""

    scheme: str
    host: str
    port: int
    user: str = ""
    password: str = ""

    @property
    def place(self) -> str:
        """Its host and port, as a person is told of it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """Its address, without the user."""
        return f"{self.scheme}://{self.place}"

    @property
    def auth(self) -> tuple[bytes, bytes] | None:
        """The user's name and password, if it wants them."""
        return (self.user.encode(), self.password.encode()) if self.user else None


class ProxyChoice:
    """Chooses the proxy for each address, as the settings say."""

    def __init__(self, wish: str, user: str = "", password: str = "") -> None:
        """Take the setting: an address, `none`, or empty for the system's. Raises UserError for a bad address."""
        self._system = wish == ""
        self._own: Proxy | None = None
        if wish and wish != "none":
            self._own = proxy_of(wish, user, password)

    def of(self, address: HttpAddress) -> Proxy | None:
        """Give the proxy for an address; None: the direct way."""
        if not self._system:
            return self._own if self._own is not None and not is_own_machine(address.host) else None
        if is_own_machine(address.host) or _excepted(address.host, _environment("no_proxy")):
            return None
        found = _environment(f"{address.scheme}_proxy") or _environment("all_proxy")
        if not found and sys.platform in ("win32", "darwin"):
            found = _of_settings(address)
        try:
            return proxy_of(found) if found else None
        except UserError:
            return None  # the system's own fault: the direct way is the better guess


def proxy_in_use(wish: str) -> Proxy | None:
    """Give the proxy through which web addresses are asked, those without encryption last; None: the direct way."""
    try:
        choice = ProxyChoice(wish)
    except UserError:
        return None
    return choice.of(_ORDINARY) or choice.of(_UNENCRYPTED)


def place_in_use(wish: str) -> str:
    """Give that proxy's host and port; empty: the direct way."""
    proxy = proxy_in_use(wish)
    return proxy.place if proxy is not None else ""


def proxy_of(text: str, user: str = "", password: str = "") -> Proxy:
    """Read a proxy's address. Raises UserError."""
    try:
        parts = urlsplit(text if "://" in text else f"http://{text}")
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port, parts = None, None, urlsplit("")
    scheme = _SCHEMES.get(parts.scheme)
    if not host or scheme is None or not host.isascii():
        raise UserError("proxy: the address cannot be read", "expected http://host:port or socks5://host:port")
    return Proxy(
        scheme,
        host,
        port or _PORTS[scheme],
        user or unquote(parts.username or ""),
        password or unquote(parts.password or ""),
    )


def _environment(name: str) -> str:
    return os.environ.get(name) or os.environ.get(name.upper()) or ""


def _excepted(host: str, exceptions: str) -> bool:
    for entry in exceptions.lower().replace(",", " ").split():
        name = entry.rsplit(":", 1)[0] if entry.count(":") == 1 else entry
        name = name.strip("[]").removeprefix("*").removeprefix(".").removesuffix(".")
        if entry == "*" or (name and (host == name or host.endswith(f".{name}"))) or _within(host, name):
            return True
    return False


def _within(host: str, network: str) -> bool:
    try:
        return ipaddress.ip_address(host) in ipaddress.ip_network(network, strict=False)
    except ValueError:
        return False


def _of_settings(address: HttpAddress) -> str:
    """Ask the settings of Windows or macOS."""
    from urllib.request import getproxies, proxy_bypass

    if proxy_bypass(address.host):
        return ""
    found = getproxies()
    if found.get(address.scheme):
        return found[address.scheme]
    socks = found.get("socks", "")
    return f"socks5://{socks.split('://', 1)[-1]}" if socks else ""
