"""Finding out whether there is an official page behind an address, and of which kind.

The address itself is asked first. What it says of its kind (its web page, its headers, the name that its host stands
for) decides what is tried first; then every kind that can be `detected` is tried in the table's order: its requests
must give a page, and the first of them for a file that no page has must not. Feeds come last: they say least. Where the
address is a company's own front page, the status page is looked for behind its links, and where most companies have it.

Somebody waits for it, once: so a host is asked a few things at a time, up to some twenty in a few seconds, nothing
twice, and nothing after the first kind that fits or after it said that this is too much. All of it ends within 18 s.
One company's own kind of page is only tried at that company's address, and on this machine, where asking costs nobody.
"""

import asyncio
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import urljoin, urlsplit

import msgspec

from notifier.core.targets import PageTarget
from notifier.sources.address import AddressError, address_of, is_own_machine
from notifier.sources.failures import Progress, WorldError, explain
from notifier.sources.network import Network
from notifier.sources.pages import front_page
from notifier.sources.pages.asking import Asking, TooMuchError
from notifier.sources.pages.building import host_of, web_page
from notifier.sources.pages.parsing import base_of
from notifier.sources.pages.provider import PageBody, PageRequest, PageUnreadable, Provider
from notifier.sources.pages.providers import PROVIDERS
from notifier.sources.pages.reader import PageReader
from notifier.sources.resolver import Resolver, look_up_canonical

DETECTION_S: Final = 18.0
REQUEST_S: Final = 6.0
AT_ONCE: Final = 3
"""So many kinds are tried side by side."""
_NOTHING: Final = "outage-notifier-asks-for-nothing"
_NEXT: Final = ("__next_data__", "self.__next_f")
_NEXT_KINDS: Final = frozenset({"incidentio", "instatus", "openstatus"})
"""Kinds whose pages are made with Next.js, as both shapes of its data in a page show. Many other pages are, too."""
_STATUSPAGE_NAME: Final = ".stspg-customer.com"
"""What Statuspage's customers' hosts stand for: `<page id>.stspg-customer.com`."""


class Detected(msgspec.Struct, frozen=True):
    """An official page. `provider` is the name in the table.

    `url` is the address that answers, whatever the page says of its own.
    """

    provider: str
    url: str
    name: str
    options: dict[str, str] = {}
    """What a target needs beside the address."""


class NotDetected(msgspec.Struct, frozen=True):
    """There is none that can be read; why, for the likeliest kind. `seems_one`: by its address it is one."""

    url: str
    reason: str
    seems_one: bool = False


async def detect_page(network: Network, url: str, names: Resolver | None = None) -> Detected | NotDetected:
    """Look for an official page behind an http(s) address (`NetworkReader.network` is the first argument).

    `names` tells what names stand for; without it the operating system does.
    """
    try:
        base = _base(url)
    except AddressError as error:
        return NotDetected(url, str(error))
    reader = Asking(network.burst(REQUEST_S))
    found: Detected | None = None
    try:
        async with asyncio.timeout(DETECTION_S):
            found = await _found(reader, base, names or Resolver(look_up_canonical))
    except TimeoutError:
        reader.note("looking for a page took too long")
    except TooMuchError:
        pass  # it is noted
    finally:
        reader.end()
    return found or NotDetected(url, reader.reason or "no kind of page is known", front_page.names_status(base))


async def _found(reader: Asking, base: str, names: Resolver) -> Detected | None:
    front = await _front(reader, base)
    if front is None:
        return None
    reader.home = host_of(base) if front.outside else ""
    if front_page.is_unclaimed(front):
        reader.note("nobody has claimed this page")
        return None
    if front_page.is_feed(front):
        return await _feed(reader, front)
    here = front_page.speaks_of_status(front)
    stands_for = await _stands_for(front, names)
    hint = _statuspage_of(stands_for)
    likely, others = _kinds(front, stands_for)
    found = await _first(reader, base, likely, hint)
    if found is None and not here:
        found = await _behind_links(reader, front, names)
    if found is None:
        found = await _first(reader, base, others, hint)
    return found or await _feed(reader, front)


async def _behind_links(reader: Asking, front: PageBody, names: Resolver) -> Detected | None:
    """Look behind the links of a company's front page, and where most companies have their page."""
    links = front_page.status_links(front) or tuple(filter(None, (front_page.guessed_page(front.url),)))
    for link in links:
        try:
            there = await _front(reader, _base(link), tell=False)
        except AddressError:
            continue
        if there is None or there.status != 200 or front_page.is_unclaimed(there):
            continue
        stands_for = await _stands_for(there, names)
        likely, others = _kinds(there, stands_for)
        hint = _statuspage_of(stands_for)
        found = await _first(reader, _base(link), [*likely, *others], hint) or await _feed(reader, there)
        if found is not None:
            return found
    return None


async def _front(reader: Asking, base: str, *, tell: bool = True) -> PageBody | None:
    """The page at the address itself; None: nobody answers there."""
    progress = Progress()
    try:
        return await reader.fetch(web_page(base), progress)
    except Exception as error:
        fault = explain(error, progress)
        if fault is None:
            raise
        if tell:
            reader.note(fault.text)
        return None


def _kinds(front: PageBody, stands_for: str) -> tuple[list[Provider], list[Provider]]:
    """The kinds to be tried: those of which the front page has a mark, and the others, the likelier first."""
    where = f"{front.requested} {front.url} {stands_for}".lower()
    headers = " ".join(f"{name} {value}" for name, value in front.headers.items())
    words = f"{where} {headers} {front.content.decode('utf-8', 'replace')}".lower()
    kinds = [each for each in PROVIDERS.values() if each.detected and each.name != "rss"]
    marked = [each for each in kinds if any(mark in (where if each.own else words) for mark in each.marks)]
    marked.sort(key=lambda kind: not any(mark in where for mark in kind.marks))
    here = is_own_machine(host_of(front.requested))
    others = [each for each in kinds if each not in marked and (here or not each.own)]
    if any(mark in words for mark in _NEXT):
        others.sort(key=lambda kind: kind.name not in _NEXT_KINDS)
    return marked, others


async def _stands_for(front: PageBody, names: Resolver) -> str:
    """The name that the host stands for; empty: its own."""
    host = host_of(front.requested)
    if is_own_machine(host):
        return ""
    try:
        (_, found), *_ = await names.addresses(host, Progress())
    except (WorldError, OSError, UnicodeError):
        return ""
    return str(found[0]).rstrip(".").lower()


def _statuspage_of(stands_for: str) -> dict[str, dict[str, str]]:
    """What that name says: a kind of page, and its options."""
    if not stands_for.endswith(_STATUSPAGE_NAME):
        return {}
    return {"statuspage": {"page_id": stands_for.removesuffix(_STATUSPAGE_NAME)}}


async def _first(reader: Asking, base: str, kinds: list[Provider], hint: dict[str, dict[str, str]]) -> Detected | None:
    """The first of the kinds that the page is of, those that are hinted at before the others."""
    queue = list(dict.fromkeys((*hint, *(each.name for each in kinds))))
    while queue and base not in reader.bluffs:
        now, queue = queue[:AT_ONCE], queue[AT_ONCE:]
        tries = (_try(reader, PageTarget(name, base, hint.get(name, {}))) for name in now)
        for tried in await asyncio.gather(*tries):  # noted in their order, whichever was the quicker
            if (found := _noted(reader, tried)) is not None:
                return found
    return None


async def _feed(reader: Asking, front: PageBody) -> Detected | None:
    """Look for a feed of incidents: the address itself, those that the page names, and where they usually are."""
    itself = PageTarget("rss", front.requested)
    if front_page.is_feed(front):
        reader.remember(PROVIDERS["rss"].requests(itself)[0], front)
        return _noted(reader, await _try(reader, itself, feed=True))
    if not front_page.speaks_of_status(front):
        return None
    parts = urlsplit(front.url)
    usual = (f"{parts.scheme}://{parts.netloc}{path}" for path in front_page.FEEDS)
    for feed in dict.fromkeys((*front_page.feed_links(front), *usual)):
        found = _noted(reader, await _try(reader, PageTarget("rss", front.requested, {"feed": feed})))
        if found is not None:
            return found
    return None


def _noted(reader: Asking, tried: Detected | str) -> Detected | None:
    """Note why it is none."""
    if isinstance(tried, Detected):
        return tried
    reader.note(tried)
    return None


async def _try(reader: Asking, target: PageTarget, *, feed: bool = False) -> Detected | str:
    """Try one kind; gives why it is none."""
    provider, progress = PROVIDERS[target.provider], Progress()
    try:
        page = await reader.whole(provider, target, progress)
        if feed and not front_page.names_status(f"{target.url} {page.title}"):
            raise PageUnreadable("a feed, but none of incidents")
        if await _answers_everything(reader, provider, target):
            reader.bluffs.add(target.url)
            raise PageUnreadable("the address answers everything alike")
    except PageUnreadable as error:
        return str(error)
    except Exception as error:
        fault = explain(error, progress)
        if fault is None:
            raise
        return fault.text
    return Detected(target.provider, target.url, page.title, target.options)


async def _answers_everything(reader: PageReader, provider: Provider, target: PageTarget) -> bool:
    """Tell whether a file that no page has is answered with a web page that would pass for the page.

    Data that come for every path are no sign of that: what answers everything alike is a web page, made for people.
    """
    first = provider.requests(target)[0]
    body = await reader.fetch(_for_nothing(first), Progress())
    if "html" not in body.content_type.lower():
        return False
    posing = msgspec.structs.replace(body, requested=first.url)
    try:
        provider.parse(target, (posing,), reader.now())
    except PageUnreadable:
        return False
    return True


def _for_nothing(first: PageRequest) -> PageRequest:
    """The same request for a file that no page has: below a web page, beside a file of data."""
    if first.accept == "text/html":
        url = f"{base_of(first.url)}/{_NOTHING}.html"
    else:
        url = urljoin(first.url, f"{_NOTHING}{PurePosixPath(urlsplit(first.url).path).suffix or '.json'}")
    return msgspec.structs.replace(first, url=url)


def _base(url: str) -> str:
    """The address as typed, without what does not belong to a page's base. Raises AddressError."""
    return address_of(url if "://" in url else f"https://{url}").url.partition("?")[0].rstrip("/")
