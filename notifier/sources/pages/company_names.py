"""Whose page it is, as far as names tell: for a page that redirects to another host.

Companies move their pages (`acme.statuspage.io` to `status.acme.com`), and now and then an address passes to somebody
else. A host is compared by what is left of it without the words that all have; a page also by its title. There is no
list of public suffixes here: two labels are a site, or three below `co.uk` and its like.
"""

import re
from collections.abc import Iterable
from typing import Final

from notifier.sources.pages.building import host_of

HOSTED: Final = (
    "statuspage.io",
    "instatus.com",
    "betteruptime.com",
    "incident.io",
    "statuspal.io",
    "statuspal.eu",
    "statuscast.com",
    "status.page",
    "sorryapp.com",
    "stats.uptimerobot.com",
    "status.io",
)
"""Below these hosts everybody may have a page; a name that nobody has taken is answered by the host's owner."""
_STATUS: Final = re.compile(r"status(?:page|es)?|uptime")
_COMMON: Final = frozenset({"api", "app", "health", "system", "systems", "service", "services", "the", "trust", "www"})
_SECOND: Final = frozenset({"ac", "co", "com", "edu", "go", "gov", "net", "or", "org", "web"})
"""Labels below a country's, below which everybody has a site: `acme.co.uk`."""
_LONG: Final = 4
"""Shorter names are in too many others to say anything."""


def stranger(asked: str, answered: str, title: str) -> str:
    """The host that answered, where it is neither of the same site nor has a name like it or like the page's title."""
    here, there = host_of(asked), host_of(answered)
    if not there or here == there or _site(here) == _site(there):
        return ""
    found = {*_names(there), *_words(title)}
    return "" if any(_alike(one, other) for one in _names(here) for other in found) else there


def _site(host: str) -> str:
    """What is one owner's: the whole host where everybody may have one below it."""
    if host.endswith(tuple(f".{each}" for each in HOSTED)):
        return host
    labels = host.split(".")
    short = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND
    return host if host.replace(".", "").isdigit() else ".".join(labels[-3 if short else -2 :])


def _names(host: str) -> set[str]:
    """The names in a host: `status.acme.com`, `acmestatus.com` and `acme.statuspage.io` are all called acme."""
    labels = host.removesuffix(_site(host)).split(".") if host != _site(host) else []
    own = host.removesuffix(next((f".{each}" for each in HOSTED if host.endswith(f".{each}")), ""))
    labels = own.split(".") if own != host else [*labels, _site(host).split(".")[0]]
    return _telling(part for label in labels for part in label.split("-"))


def _words(title: str) -> set[str]:
    words = re.findall(r"[a-z0-9]+", title.lower())
    return _telling([*words, "".join(words)])


def _telling(words: Iterable[str]) -> set[str]:
    """The words without what all status pages are called."""
    return {name for each in words if (name := _STATUS.sub("", each)) and name not in _COMMON}


def _alike(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return shorter == longer or (len(shorter) >= _LONG and shorter in longer)
