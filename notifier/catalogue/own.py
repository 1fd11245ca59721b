"""A service of the user's own, made of an address that was pasted: a URL, a host, a host and port.

The address is only understood here, never contacted; whether it has an official page is found out elsewhere.
"""

import hashlib
import ipaddress
import re
from typing import Final
from urllib.parse import SplitResult, urlsplit, urlunsplit

import msgspec

from notifier.catalogue.addresses import is_host, is_id, is_ip, is_plain
from notifier.catalogue.words import COMPONENT_NAMES
from notifier.core.failure import UserError
from notifier.core.model import Component, Link, Service
from notifier.core.targets import HTTPS_PORT, DnsTarget, HttpTarget, ProbeTarget, TcpTarget, TlsTarget

_LONGEST: Final = 2048
_SCHEME: Final = re.compile(r"([a-z][a-z0-9+.-]*)://", re.IGNORECASE)
_BRACKETS: Final = re.compile(r"\[([0-9a-f:.]+)\](?::(\d{1,5}))?", re.IGNORECASE)
_SECOND_LEVEL: Final = frozenset(
    {"ac", "co", "com", "desa", "edu", "go", "gob", "gov", "mil", "my", "ne", "net", "or", "org", "sch", "web"}
)
_PORT_COMPONENTS: Final = {22: "git-ssh", 25: "smtp", 53: "dns", 143: "imap", 465: "smtp", 587: "smtp", 993: "imap"}


def service_from_address(text: str) -> Service:
    """Make a service of what was pasted; a `UserError` says why it is no address.

    The same address always gives the same id, and no id of the shipped catalogue.
    """
    address = text.strip().strip("<>\"'").strip()
    if not address or len(address) > _LONGEST or not is_plain(address) or " " in address:
        raise _not_understood(text)
    if address.lower().startswith("dns:"):
        host = _host(address[4:].lstrip("/"), text)
        return _service(host, DnsTarget(host, "dns"), "dns", f"{_slug(host)}-dns")
    scheme = _SCHEME.match(address)
    if scheme is None:
        if any(each in address for each in "/?#"):
            return _from_url(f"https://{address}", text)
        host, port = _host_and_port(address, text)
        return _from_url(f"https://{_bracketed(host)}/", text) if port is None else _from_port(host, port, None)
    match scheme[1].lower():
        case "http" | "https":
            return _from_url(address, text)
        case "tcp" | "tls" as kind:
            host, port = _host_and_port(address[scheme.end() :].rstrip("/"), text)
            if kind == "tcp" and port is None:
                raise UserError("{address} has no port", "Expected tcp://host:port.", address=_shown(text))
            return _from_port(host, port or HTTPS_PORT, kind)
        case other:
            hint = "Expected http, https, tcp or tls instead of {scheme}."
            raise UserError("{address} cannot be watched", hint, address=_shown(text), scheme=other)


def _from_url(address: str, text: str) -> Service:
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise _not_understood(text) from error
    if "@" in parts.netloc:
        hint = "A name or password does not belong into an address: expected the address without it."
        raise UserError("{address} cannot be watched", hint, address=_shown(parts.hostname or ""))
    host = _host(parts.hostname or "", text)
    if port == 0 or "\\" in address:
        raise _not_understood(text)
    place = _bracketed(host) + (f":{port}" if port else "")
    url = urlunsplit(SplitResult(parts.scheme.lower(), place, parts.path or "/", parts.query, ""))
    marks = [_slug(host)] + ([str(port)] if port else []) + (["http"] if parts.scheme.lower() == "http" else [])
    if parts.path not in ("", "/") or parts.query:
        marks.append(hashlib.sha256(url.encode("utf-8", "replace")).hexdigest()[:8])
    service = _service(host, HttpTarget(url), "web", "-".join(marks))
    home = urlunsplit(SplitResult(parts.scheme.lower(), place, "/", "", ""))
    name = f"{_bracketed(service.name)}:{port}" if port else service.name
    return msgspec.structs.replace(service, name=name, homepage=home, links=(Link(url),))


def _from_port(host: str, port: int, kind: str | None) -> Service:
    component = "web" if port == HTTPS_PORT else _PORT_COMPONENTS.get(port, "connection")
    target: ProbeTarget
    if kind == "tls" or (kind is None and port == HTTPS_PORT):
        kind, target = "tls", TlsTarget(host, port, component)
    else:
        kind, target = "tcp", TcpTarget(host, port, component)
    service = _service(host, target, component, f"{_slug(host)}-{port}-{kind}")
    return msgspec.structs.replace(service, name=f"{_bracketed(_readable(host))}:{port}")


def _service(host: str, target: ProbeTarget, component: str, marks: str) -> Service:
    return Service(
        id=_id(marks),
        name=_readable(host),
        owner=_owner(host),
        category="own",
        homepage="",
        components=(Component(component, COMPONENT_NAMES[component]),),
        targets=(target,),
        own=True,
    )


def _host_and_port(address: str, text: str) -> tuple[str, int | None]:
    in_brackets = _BRACKETS.fullmatch(address)
    if in_brackets:
        host, digits = in_brackets[1], in_brackets[2]
    elif address.count(":") > 1:
        hint = "Expected an IPv6 address in brackets, as in [2001:db8::1]:443."
        raise UserError("{address} is no address that can be watched", hint, address=_shown(text))
    else:
        host, colon, digits = address.partition(":")
        if not colon and "." not in host and host.lower() != "localhost":
            raise _not_understood(text)
        if colon and not (digits.isascii() and digits.isdigit()):
            raise _bad_port(text)
    if not digits:
        return _host(host, text), None
    if len(digits) > 5 or not 1 <= int(digits) <= 65_535:
        raise _bad_port(text)
    return _host(host, text), int(digits)


def _host(host: str, text: str) -> str:
    """Make the one form of a host: small letters, ASCII, without the root's dot."""
    host = host.removesuffix(".").lower()
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii").lower()
        except UnicodeError as error:
            raise _not_understood(text) from error
    if not is_host(host):
        raise _not_understood(text)
    return str(ipaddress.ip_address(host)) if is_ip(host) else host


def _readable(host: str) -> str:
    """Show a host with its own letters instead of punycode, without `www.`."""
    name = host if is_ip(host) else host.removeprefix("www.") or host
    if "xn--" not in name:
        return name
    try:
        decoded = name.encode("ascii").decode("idna")
    except UnicodeError:
        return name
    return decoded if is_plain(decoded) else name


def _owner(host: str) -> str:
    """Guess the part of a host that somebody registered; only used to tell families of services apart."""
    if is_ip(host):
        return host
    labels = host.split(".")
    taken = 3 if len(labels) > 2 and labels[-2] in _SECOND_LEVEL and len(labels[-1]) == 2 else 2
    return _readable(".".join(labels[-taken:]))


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _slug(host: str) -> str:
    """Make a host fit for an id. Dots stay: no shipped id has one."""
    if ":" in host:
        ends = ("0" if host.startswith(":") else "", "0" if host.endswith(":") else "")
        return f"ip6.{ends[0]}{host.replace(':', '-')}{ends[1]}"
    return host if "." in host else f"host.{host}"


def _id(marks: str) -> str:
    if is_id(marks):
        return marks
    digest = hashlib.sha256(marks.encode()).hexdigest()[:12]
    kept = re.sub(r"[^a-z0-9.-]+", "-", marks)[:60].strip(".-") or "address"
    return f"host.{kept}-{digest}"


def _shown(text: str) -> str:
    printable = "".join(each if each.isprintable() else "?" for each in text.strip())
    return printable if len(printable) <= 80 else printable[:79] + "…"


def _not_understood(text: str) -> UserError:
    hint = "Expected a web address, a host such as example.com, or a host and port such as example.com:993."
    return UserError("{address} is no address that can be watched", hint, address=_shown(text) or "…")


def _bad_port(text: str) -> UserError:
    return UserError("{address} has no usable port", "Expected a number from 1 to 65535.", address=_shown(text))
