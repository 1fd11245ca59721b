"""The kinds of targets that a service can have: each is a module of this folder with a subclass of `Probe`.

It says what its fields are, how it is typed and named, how it can fail and how it is read; nothing else has to be
touched. Services' files, the command line, the settings' form, the simulation and the reader find the kinds here. Only
light things are imported at a module's top: what reads the network is imported with the first reading.
"""

import re
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Final

from notifier.core.addresses import is_plain
from notifier.core.failure import N_, UserError
from notifier.probes.fields import HTTPS_PORT
from notifier.probes.typed import bracketed, host_and_port, not_understood, shown
from notifier.sources.probe import Probe as Probe
from notifier.sources.probe import TypedAddress as TypedAddress

LONGEST: Final = 2048
_WORDS: Final = ("label", "plan", "schemes")
_PATH: Final = re.compile(r"[/?#]")
_SCHEME: Final = re.compile(r"([a-z][a-z0-9+.-]*):(//)?", re.IGNORECASE)


@cache
def kinds() -> Mapping[str, type[Probe]]:
    """The kinds by their names in files; looks through this folder once. Raises TypeError for one that is not whole."""
    found = {}
    for module in (import_module(f"{__name__}.{each.name}") for each in iter_modules(__path__)):
        for each in vars(module).values():
            if isinstance(each, type) and issubclass(each, Probe) and each.__module__ == module.__name__:
                found[str(each.__struct_config__.tag)] = whole(each)
    return found


def whole(kind: type[Probe]) -> type[Probe]:
    """Give the kind back. Raises TypeError where something is lacking."""
    lacking = [*sorted(getattr(kind, "__abstractmethods__", ())), *(each for each in _WORDS if not hasattr(kind, each))]
    if lacking:
        raise TypeError(f"{kind.__name__} is no kind of target yet: it lacks {', '.join(lacking)}")
    return kind


def target_of(text: str) -> Probe:
    """Understand what was typed or pasted: a URL, a host, a host and port. Raises UserError; nothing is contacted."""
    address = text.strip().strip("<>\"'").strip()
    if not address or len(address) > LONGEST or not is_plain(address) or " " in address:
        raise not_understood(text)
    found = _SCHEME.match(address)
    if found is not None:
        scheme, slashes = found[1].lower(), found[2]
        kind = next((each for each in kinds().values() if scheme in each.schemes), None)
        if kind is not None and (slashes or kind.bare_scheme):
            return kind.typed(TypedAddress(scheme, address[found.end() :], text))
        if slashes:
            known = ", ".join(sorted(each for kind in kinds().values() for each in kind.schemes))
            hint = N_("Expected one of {known} instead of {scheme}.")
            raise UserError("{address} cannot be watched", hint, address=shown(text), known=known, scheme=scheme)
    return _without_scheme(address, text)


def _without_scheme(address: str, text: str) -> Probe:
    """A host alone is a web page, port 443 a secure connection, another port a connection."""
    host, port = host_and_port(_PATH.split(address, maxsplit=1)[0], text)  # "https:/example.com" means no host "https"
    if _PATH.search(address):
        scheme, place = "https", address
    else:
        scheme = "https" if port is None else "tls" if port == HTTPS_PORT else "tcp"
        place = bracketed(host) if port is None else f"{bracketed(host)}:{port}"
    (kind,) = (each for each in kinds().values() if scheme in each.schemes)
    return kind.typed(TypedAddress(scheme, place, text))
