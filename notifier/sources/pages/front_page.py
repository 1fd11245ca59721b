"""What a front page tells of where a company says how it is: links to a status page, feeds, its own name.

Pure functions over one web page. Which address is asked, and when, is decided in `notifier.sources.pages.detect`.
"""

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from notifier.sources.pages.building import host_of, joined
from notifier.sources.pages.company_names import HOSTED
from notifier.sources.pages.markup import Kind, attributes, pieces, title_of
from notifier.sources.pages.parsing import plain
from notifier.sources.pages.provider import PageBody

SOURCE_MOST: Final = 512 * 1024
LINKS_MOST: Final = 3
LINK_WORDS_MOST: Final = 500
FEEDS: Final = ("/history.atom", "/history.rss", "/feed.atom", "/feed.rss", "/rss")
"""Where feeds of incidents usually are."""
OWNERS: Final = ("www.atlassian.com", "atlassian.com", *HOSTED, *(f"www.{host}" for host in HOSTED))
"""Who answers for pages that nobody has claimed."""
_SAYS_STATUS: Final = re.compile(r"status|uptime|incident|outage|service health", re.IGNORECASE)
_STATUS_PATH: Final = re.compile(r"/(?:system-?)?status(?:page)?/?$", re.IGNORECASE)
_STATUS_WORDS: Final = re.compile(r"\b(?:status|uptime)\b", re.IGNORECASE)


def speaks_of_status(front: PageBody) -> bool:
    """Tell whether a page is about how something is: by its address or its title."""
    url = urlsplit(front.url)
    return names_status(f"{url.hostname or ''} {url.path} {title_of(_source(front))}")


def names_status(words: str) -> bool:
    """Tell whether the words are about how something is."""
    return _SAYS_STATUS.search(words) is not None


def is_unclaimed(front: PageBody) -> bool:
    """Tell whether the owner of a host of pages answers in the place of one that nobody has."""
    asked, answered = host_of(front.requested), host_of(front.url)
    return asked not in OWNERS and asked.endswith(tuple(f".{host}" for host in HOSTED)) and answered in OWNERS


def status_links(front: PageBody) -> tuple[str, ...]:
    """Where links on the page lead that look like a status page's, the likeliest first; never to the page itself."""
    found: dict[str, int] = {}
    for link, words in _links(_source(front)):
        url = joined(front.url, link).partition("#")[0]
        if not url or url.rstrip("/") in (front.url.rstrip("/"), front.requested.rstrip("/")):
            continue
        likely = _likelihood(url, words, host_of(front.url))
        if likely:
            found[url] = max(found.get(url, 0), likely)
    return tuple(sorted(found, key=lambda url: -found[url]))[:LINKS_MOST]


def guessed_page(url: str) -> str:
    """Where the status page of a company is, if it is where most have it; empty: there is no such place."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    if "." not in host or host.startswith("status.") or host.rpartition(".")[2].isdigit() or ":" in host:
        return ""
    return f"{parts.scheme}://status.{host}"


def feed_links(front: PageBody) -> tuple[str, ...]:
    """The feeds that the page names."""
    tags = (attributes(piece.text) for piece in pieces(_source(front)) if piece.name == "link")
    feeds = ("application/rss+xml", "application/atom+xml")
    found = [joined(front.url, each.get("href", "")) for each in tags if each.get("type", "").lower() in feeds]
    return tuple(dict.fromkeys(url for url in found if url))[:2]


def is_feed(front: PageBody) -> bool:
    """Tell whether the page is a feed, not a web page."""
    begin = front.content[:1000].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    return front.status == 200 and begin.startswith((b"<?xml", b"<rss", b"<feed")) and b"<html" not in begin


def _likelihood(url: str, words: str, own_host: str) -> int:
    host, path = host_of(url), urlsplit(url).path
    if host.startswith("status.") or host.endswith(tuple(f".{each}" for each in HOSTED)):
        return 4
    if "status" in host and host != own_host:
        return 3
    if _STATUS_PATH.search(path):
        return 2
    short = len(words) <= 40 and _STATUS_WORDS.search(words) is not None
    return 1 if short else 0


def _links(source: str) -> Iterator[tuple[str, str]]:
    """Where links lead, with their words."""
    link, words = "", ""
    for piece in pieces(source):
        if piece.kind is Kind.WORDS and link:
            words += piece.text[: LINK_WORDS_MOST - len(words)]
        elif piece.name == "a":
            if link:
                yield link, plain(words)
            link, words = attributes(piece.text).get("href", "") if piece.kind is Kind.BEGIN else "", ""


def _source(front: PageBody) -> str:
    return front.content[:SOURCE_MOST].decode("utf-8", "replace")
