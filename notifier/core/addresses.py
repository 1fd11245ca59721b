"""What a well-formed host, web address and identifier of a service look like. Nothing is looked up here."""

import ipaddress
import re
from collections.abc import Sequence
from typing import Final
from unicodedata import normalize
from urllib.parse import urlsplit

_LABEL: Final = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?", re.IGNORECASE)
_ID: Final = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,98}[a-z0-9])?")
_DOTS: Final = re.compile("[.\u3002\uff0e\uff61]")
_DEVIATING: Final = frozenset("\u00df\u1e9e\u03c2")
_DEVICES: Final = frozenset({"aux", "con", "nul", "prn", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))})


def is_ip(host: str) -> bool:
    """Tell whether a host is a bare IPv4 or IPv6 address."""
    if ":" not in host and not host[-1:].isdigit():  # most are names, and parsing takes its time
        return False
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return "%" not in host


def is_host(host: str) -> bool:
    """Tell whether a text is a host name (ASCII or punycode) or a bare address."""
    if is_ip(host):
        return True
    labels = host.split(".")
    looks_like_a_number = labels[-1].isdigit()
    return len(host) <= 253 and not looks_like_a_number and all(_LABEL.fullmatch(label) for label in labels)


def ascii_host(host: str) -> str:
    """Write a host's letters in ASCII, as browsers do and name servers have them. Raises UnicodeError.

    Python's codec is that of 2003, which takes a sharp s for `ss` and a final sigma for another one: these are other
    people's names by now (RFC 5894, 7.2).
    """
    labels = (each if _DEVIATING.isdisjoint(each) else _punycode(each) for each in _DOTS.split(host))
    return ".".join(labels).encode("idna").decode("ascii").lower()


def _punycode(label: str) -> str:
    return f"xn--{normalize('NFKC', label.lower()).encode('punycode').decode('ascii')}"


def is_plain(text: str) -> bool:
    """Tell whether a text holds no control characters, which have no place in names and addresses."""
    return text.isprintable()


def is_web_address(url: str) -> bool:
    """Tell whether a text is an http(s) address with a host and without a user name."""
    if not is_plain(url) or " " in url or "\\" in url or len(url) > 2048:
        return False
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    host = parts.hostname or ""
    return parts.scheme in ("http", "https") and "@" not in parts.netloc and port != 0 and is_host(host)


def is_id(text: str) -> bool:
    """Tell whether a text may be a service's id, and so the name of a file on every system."""
    return bool(_ID.fullmatch(text)) and ".." not in text and text.split(".", 1)[0] not in _DEVICES


def by_turn(addresses: Sequence[str], tried: Sequence[str]) -> list[str]:
    """Order a name's addresses: first those that were not tried, of the family first that was not tried last."""
    if not tried:
        return list(addresses)
    turn = {address: number for number, address in enumerate(tried)}
    newest_is_six = ":" in tried[-1]
    return sorted(addresses, key=lambda each: (turn.get(each, -1), (":" in each) is newest_is_six))


def host_in(url: str) -> str:
    """The host of an address, in lower case and without port; whatever stands in its place where there is none."""
    rest = re.split("[/?#]", url.split("://", 1)[-1], maxsplit=1)[0].rsplit("@", 1)[-1]
    host = rest[1:].split("]", 1)[0] if rest.startswith("[") else rest.split(":", 1)[0]
    return host.lower()
