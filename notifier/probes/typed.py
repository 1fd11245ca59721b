"""The parts of addresses that a person types: hosts and ports, in the one form that each has, and the words for faults.

What a whole address means is said in `notifier.probes`; the kinds read what follows their schemes with these.
"""

import ipaddress
import re
from typing import Final

from notifier.core.addresses import ascii_host, is_host, is_ip, is_plain
from notifier.core.failure import N_, UserError

_BRACKETS: Final = re.compile(r"\[([0-9a-f:.]+)\](?::(\d{1,5}))?", re.IGNORECASE)
_PORT_COMPONENTS: Final = {
    22: "git-ssh",
    25: "smtp",
    53: "dns",
    143: "imap",
    443: "web",
    465: "smtp",
    587: "smtp",
    993: "imap",
}
_SECOND_LEVEL: Final = frozenset(
    {"ac", "co", "com", "desa", "edu", "go", "gob", "gov", "mil", "my", "ne", "net", "or", "org", "sch", "web"}
)


def host_and_port(address: str, text: str) -> tuple[str, int | None]:
    """Read `host` or `host:port`; `text` is what was typed. Raises UserError."""
    address = address.rstrip("/")
    in_brackets = _BRACKETS.fullmatch(address)
    if in_brackets:
        host, digits = in_brackets[1], in_brackets[2]
    elif address.count(":") > 1:
        hint = N_("Expected an IPv6 address in brackets, as in [2001:db8::1]:443.")
        raise UserError("{address} is not an address that can be watched", hint, address=shown(text))
    else:
        host, colon, digits = address.partition(":")
        if not digits and (colon or ("." not in host and host.lower() != "localhost")):
            raise not_understood(text)
        if colon and not (digits.isascii() and digits.isdigit()):
            raise _bad_port(text)
    if not digits:
        return host_of(host, text), None
    if len(digits) > 5 or not 1 <= int(digits) <= 65_535:
        raise _bad_port(text)
    return host_of(host, text), int(digits)


def host_of(host: str, text: str) -> str:
    """Make the one form of a host: small letters, ASCII, without the root's dot. Raises UserError."""
    host = host.removesuffix(".").lower()
    if not host.isascii():
        try:
            host = ascii_host(host)
        except UnicodeError as error:
            raise not_understood(text) from error
    if not is_host(host):
        raise not_understood(text)
    return str(ipaddress.ip_address(host)) if is_ip(host) else host


def component_of_port(port: int) -> str:
    """What usually answers at a port, as the catalogue calls it."""
    return _PORT_COMPONENTS.get(port, "connection")


def registered(host: str) -> str:
    """Guess the part of a name that somebody registered: `example.com`, `example.co.id`."""
    labels = host.split(".")
    taken = 3 if len(labels) > 2 and labels[-2] in _SECOND_LEVEL and len(labels[-1]) == 2 else 2
    return ".".join(labels[-taken:])


def readable(host: str) -> str:
    """Show a host with its own letters instead of punycode, without `www.`."""
    name = host if is_ip(host) else host.removeprefix("www.") or host
    if "xn--" not in name:
        return name
    try:
        labels = [each[4:].encode().decode("punycode") if each.startswith("xn--") else each for each in name.split(".")]
        shown_name = ".".join(labels)
        return shown_name if is_plain(shown_name) and ascii_host(shown_name) == name else name
    except UnicodeError:
        return name


def bracketed(host: str) -> str:
    """Write a host as it stands before a port."""
    return f"[{host}]" if ":" in host else host


def shown(text: str) -> str:
    """Make what was typed fit for an error's words."""
    printable = "".join(each if each.isprintable() else "?" for each in text.strip())
    return printable if len(printable) <= 80 else printable[:79] + "…"


def not_understood(text: str) -> UserError:
    """Say that this is no address."""
    hint = N_("Expected a web address, a host such as example.com, or a host and port such as example.com:993.")
    return UserError("{address} is not an address that can be watched", hint, address=shown(text) or "…")


def _bad_port(text: str) -> UserError:
    return UserError("{address} has no usable port", "Expected a number from 1 to 65535.", address=shown(text))
