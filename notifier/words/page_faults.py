"""Why an official page or an address could not be read, for people; the technical reason is in the log and `--json`."""

import re
from collections.abc import Callable
from typing import Final

from notifier.core.failure import FailureKind
from notifier.core.look import OTHER_PAGE
from notifier.core.model import Reading
from notifier.words import _
from notifier.words.phrases import failure_words

_TELLING: Final = frozenset(
    {FailureKind.CERTIFICATE, FailureKind.TLS, FailureKind.HTTP_5XX, FailureKind.HTTP_UNEXPECTED}
)
"""Where the detail of a reading says more than the kind of its failure."""
_STATUS: Final = re.compile(r"status (\d{3})")
_OTHER: Final = re.compile(r"another page answers: (.{1,120})")
_LOGIN: Final = (" 407", "username/password", "from proxy server, but got")
"""What a proxy says, in HTTP and in SOCKS, that wants a user's name and password, or others."""
_PROXY: Final = re.compile(r"the proxy (\S+) ")


def fault_words(detail: str) -> str:
    """What a reading's technical reason means: "it answers 429"."""
    return _known_words(detail) or _("it cannot be understood")


def _known_words(detail: str) -> str:
    if own := proxy_words(detail):
        return own
    status = _STATUS.search(detail)
    if status is not None:
        return _status_words(status[1])
    other = _OTHER.search(detail)
    if other is not None:
        return _("another page answers there: {name}").format(name=other[1])
    return next((words() for mark, words in _WORDS if mark in detail), "")


def proxy_words(detail: str) -> str:
    """What a reading's technical reason says of the proxy that it went through; empty: nothing."""
    proxy = _PROXY.match(detail)
    if proxy is None:
        return ""
    if any(each in detail for each in _LOGIN):
        return _("the proxy {proxy} wants a user name and a password").format(proxy=proxy[1])
    if "cannot be used" in detail or "does not speak" in detail:
        return _("the proxy {proxy} cannot be used").format(proxy=proxy[1])
    return _("the proxy {proxy} does not lead there").format(proxy=proxy[1])


def trouble_words(reading: Reading) -> str:
    """Why something failed, or did not tell."""
    if reading.failure is None:
        return fault_words(reading.detail)
    known = _known_words if reading.failure in _TELLING else proxy_words
    return known(reading.detail) or failure_words(reading.failure)


def unread_page(detail: str) -> str:
    """What is said of an address that looks like a status page's, and is none that can be read."""
    return _("This looks like a status page that I cannot read ({reason}).").format(reason=fault_words(detail))


def _status_words(code: str) -> str:
    match code:
        case "401" | "407":
            return _("it wants a login")
        case "404" | "410":
            return _("there is nothing at its address")
        case "429":
            return _("it answers {status}: it is asked too often").format(status=code)
        case "403" | "451":
            return _("it answers {status}: it does not let this program in").format(status=code)
        case _ if code.startswith("5"):
            return _("it answers {status}: it has a fault of its own").format(status=code)
        case _:
            return _("it answers {status}").format(status=code)


_WORDS: Final[tuple[tuple[str, Callable[[], str]], ...]] = (
    ("not installed", lambda: _("the part that talks to it is not installed")),
    ("not authorized", lambda: _("it wants a login")),
    ("user name or password", lambda: _("it wants a login")),
    ("keyring", lambda: _("its password is not in the keyring, or the keyring is locked")),
    ("wall against robots", lambda: _("a check against robots answers in its place")),
    (OTHER_PAGE, lambda: _("another page than usual answers")),
    ("nobody has claimed", lambda: _("nobody has taken this page's name")),
    ("everything alike", lambda: _("it answers everything alike")),
    ("no kind of page", lambda: _("it is of no kind that this program knows")),
    ("too long", lambda: _("it takes too long")),
    ("time ran out", lambda: _("it takes too long")),
    ("in time", lambda: _("it takes too long")),
    ("is empty", lambda: _("its answer is empty")),
    ("web page came", lambda: _("a web page came instead of its data")),
    ("breaks off", lambda: _("its answer was cut off")),
    ("not JSON", lambda: _("its answer was cut off, or is not data")),
    ("not a feed", lambda: _("its answer was cut off, or is not data")),
    ("more than is asked", lambda: _("it is too long to be read at once")),
    ("no name to look up", lambda: _("it is an address, not a name: there is nothing to look up")),
    ("refused", lambda: _("nobody answers at its address")),
    ("the name", lambda: _("its name is not found")),
    ("certificate has expired", lambda: _("its certificate has expired")),
    ("mismatch, certificate", lambda: _("its certificate is for another name")),
    ("self-signed", lambda: _("nobody whom this computer trusts vouches for its certificate")),
    ("issuer certificate", lambda: _("nobody whom this computer trusts vouches for its certificate")),
    ("certificate", lambda: _("its certificate is not valid")),
    ("TLS handshake", lambda: _("no secure connection to it can be made")),
    ("was reset", lambda: _("the connection was cut off")),
    ("was closed", lambda: _("the connection was cut off")),
    ("unreachable", lambda: _("it cannot be reached")),
    ("no route", lambda: _("it cannot be reached")),
    ("larger than", lambda: _("it is larger than what is read")),
    ("from https to http", lambda: _("it leads from a secure address to one that is not")),
    ("private network", lambda: _("it leads into a private network")),
    ("unusable address", lambda: _("it leads to an address that cannot be opened")),
    ("redirects", lambda: _("it redirects too often, or to nowhere")),
    ("not in the expected shape", lambda: _("it is built in a way that this program does not know")),
)
