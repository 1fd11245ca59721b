"""Finding out whether there is an official page behind an address, and of which kind.

The address itself is asked first. What its web page says of its kind, and the name that its host stands for, decide
what is tried first; then every provider with a `control` is tried in the table's order: its requests must give a page,
and the same question for a file that no page has must not. Feeds come last: they say least. Where the address is a
company's own front page, the status page is looked for behind its links, and where most companies have it.

Addresses are asked politely, 5 s apart, nothing is asked twice, and all of it ends after half a minute. One company's
own kind of page is only tried at that company's address, and on this machine, where asking costs nobody.
"""

import asyncio
from itertools import chain
from typing import Final
from urllib.parse import urlsplit

import msgspec

from notifier.core.model import PageComponent
from notifier.core.targets import PageTarget
from notifier.sources import front_page
from notifier.sources.address import AddressError, address_of, is_own_machine
from notifier.sources.failures import Progress, WorldError, explain
from notifier.sources.network import Network
from notifier.sources.page_building import host_of, web_page
from notifier.sources.page_provider import PageBody, PageRequest, PageUnreadable, Provider
from notifier.sources.pages import PageReader
from notifier.sources.providers import PROVIDERS
from notifier.sources.resolver import Resolver, look_up_canonical

DETECTION_S: Final = 30.0
_STATUSPAGE_NAME: Final = ".stspg-customer.com"
"""What Statuspage's customers' hosts stand for: `<page id>.stspg-customer.com`."""


class Detected(msgspec.Struct, frozen=True):
    """An official page. `provider` is the name in the table; all components that may be chosen.

    `url` is the address that answers, whatever the page says of its own.
    """

    provider: str
    url: str
    name: str
    components: tuple[PageComponent, ...] = ()
    options: dict[str, str] = {}
    """What a target needs beside the address."""


class NotDetected(msgspec.Struct, frozen=True):
    """There is none that can be read; why, for the likeliest kind."""

    url: str
    reason: str


class _Asking(PageReader):
    """Reads pages for one detection: what was asked for one kind is not asked again for another.

    `reason` is why the likeliest kind is none: the first that is noted. `bluffs`: addresses that answer
    everything with a page, so that nothing there is believed.
    """

    def __init__(self, network: Network) -> None:
        super().__init__(network)
        self._answers: dict[tuple[str, str], tuple[PageBody, float]] = {}
        self.reason = ""
        self.bluffs: set[str] = set()

    async def _fetch(self, request: PageRequest, progress: Progress, *, fresh: bool) -> tuple[PageBody, float]:
        key = request.url, request.accept
        if key not in self._answers:
            self._answers[key] = await super()._fetch(request, progress, fresh=fresh)
        return self._answers[key]

    def remember(self, request: PageRequest, body: PageBody) -> None:
        self._answers[request.url, request.accept] = body, 0.0

    def note(self, reason: str) -> None:
        self.reason = self.reason or reason


async def detect_page(network: Network, url: str, names: Resolver | None = None) -> Detected | NotDetected:
    """Look for an official page behind an http(s) address (`NetworkReader.network` is the first argument).

    `names` tells what names stand for; without it the operating system does.
    """
    try:
        base = _base(url)
    except AddressError as error:
        return NotDetected(url, str(error))
    reader = _Asking(network)
    try:
        async with asyncio.timeout(DETECTION_S):
            found = await _found(reader, base, names or Resolver(look_up_canonical))
    except TimeoutError:
        found = None
        reader.note("looking for a page took too long")
    return found or NotDetected(url, reader.reason or "no kind of page is known")


async def _found(reader: _Asking, base: str, names: Resolver) -> Detected | None:
    front = await _front(reader, base)
    if front is None:
        return None
    if front_page.is_unclaimed(front):
        reader.note("nobody has claimed this page")
        return None
    if front_page.is_feed(front):
        return await _feed(reader, front)
    here = front_page.speaks_of_status(front)
    likely, others = _kinds(front)
    hint = await _statuspage_of(front, names)
    found = await _first(reader, base, likely, hint)
    if found is None and not here:
        found = await _behind_links(reader, front, names)
    if found is None:
        found = await _first(reader, base, others, hint)
    return found or await _feed(reader, front)


async def _behind_links(reader: _Asking, front: PageBody, names: Resolver) -> Detected | None:
    """Look behind the links of a company's front page, and where most companies have their page."""
    links = front_page.status_links(front) or tuple(filter(None, (front_page.guessed_page(front.url),)))
    for link in links:
        try:
            there = await _front(reader, _base(link), tell=False)
        except AddressError:
            continue
        if there is None or there.status != 200 or front_page.is_unclaimed(there):
            continue
        likely, others = _kinds(there)
        hint = await _statuspage_of(there, names)
        found = await _first(reader, _base(link), [*likely, *others], hint) or await _feed(reader, there)
        if found is not None:
            return found
    return None


async def _front(reader: _Asking, base: str, *, tell: bool = True) -> PageBody | None:
    """The page at the address itself; None: nobody answers there."""
    progress = Progress()
    try:
        return await reader.fetch(web_page(base), progress, fresh=True)
    except Exception as error:
        fault = explain(error, progress)
        if fault is None:
            raise
        if tell:
            reader.note(fault.text)
        return None


def _kinds(front: PageBody) -> tuple[list[tuple[str, Provider]], list[tuple[str, Provider]]]:
    """The kinds to be tried: those of which the front page has a mark, and the others."""
    where = f"{front.requested} {front.url}".lower()
    words = f"{where} {front.content.decode('utf-8', 'replace')}".lower()
    kinds: dict[int, tuple[str, Provider]] = {}
    for name, provider in PROVIDERS.items():
        if provider.control is not None and name != "rss":
            kinds.setdefault(id(provider), (name, provider))
    marked = [
        each for each in kinds.values() if any(mark in (where if each[1].own else words) for mark in each[1].marks)
    ]
    others = (kind for kind in kinds.values() if kind not in marked)
    here = is_own_machine(host_of(front.requested))
    return marked, [kind for kind in others if here or not kind[1].own]


async def _statuspage_of(front: PageBody, names: Resolver) -> dict[str, dict[str, str]]:
    """What the name that the host stands for says: a kind of page, and its options."""
    host = host_of(front.requested)
    if is_own_machine(host):
        return {}
    try:
        (_, stands_for), *_ = await names.addresses(host, Progress())
    except (WorldError, OSError, UnicodeError):
        return {}
    name = str(stands_for[0]).rstrip(".").lower()
    return {"statuspage": {"page_id": name.removesuffix(_STATUSPAGE_NAME)}} if name.endswith(_STATUSPAGE_NAME) else {}


async def _first(
    reader: _Asking, base: str, kinds: list[tuple[str, Provider]], hint: dict[str, dict[str, str]]
) -> Detected | None:
    """The first of the kinds that the page is of, those that are hinted at before the others."""
    hinted = [(name, PROVIDERS[name]) for name in hint]
    tried: set[int] = set()
    for name, provider in chain(hinted, kinds):
        if id(provider) in tried or base in reader.bluffs:
            continue
        tried.add(id(provider))
        found = await _try(reader, provider, PageTarget(name, base, hint.get(name, {})))
        if found is not None:
            return found
    return None


async def _feed(reader: _Asking, front: PageBody) -> Detected | None:
    """Look for a feed of incidents: the address itself, those that the page names, and where they usually are."""
    provider = PROVIDERS["rss"]
    if front_page.is_feed(front):
        reader.remember(provider.requests(PageTarget("rss", front.requested))[0], front)
        return await _try(reader, provider, PageTarget("rss", front.requested), feed=True)
    if not front_page.speaks_of_status(front):
        return None
    parts = urlsplit(front.url)
    usual = (f"{parts.scheme}://{parts.netloc}{path}" for path in front_page.FEEDS)
    for feed in dict.fromkeys((*front_page.feed_links(front), *usual)):
        found = await _try(reader, provider, PageTarget("rss", front.requested, {"feed": feed}))
        if found is not None:
            return found
    return None


async def _try(reader: _Asking, provider: Provider, target: PageTarget, *, feed: bool = False) -> Detected | None:
    """Try one kind; why it is none is noted."""
    progress = Progress()
    try:
        page = await reader.whole(provider, target, progress)
        if feed and not front_page.names_status(f"{target.url} {page.title}"):
            raise PageUnreadable("a feed, but none of incidents")
        if await _answers_everything(reader, provider, target):
            reader.bluffs.add(target.url)
            reader.reason = "the address answers everything alike"
            return None
    except PageUnreadable as error:
        reader.note(str(error))
        return None
    except Exception as error:
        fault = explain(error, progress)
        if fault is None:
            raise
        reader.note(fault.text)
        return None
    return Detected(target.provider, target.url, page.title, page.components, target.options)


async def _answers_everything(reader: PageReader, provider: Provider, target: PageTarget) -> bool:
    """Tell whether a file that no page has is answered with a web page that would pass for the page.

    Data that come for every path are no sign of that: what answers everything alike is a web page, made for people.
    """
    if provider.control is None:
        return False
    first = provider.requests(target)[0]
    body = await reader.fetch(provider.control(target), Progress(), fresh=True)
    if "html" not in body.content_type.lower():
        return False
    posing = msgspec.structs.replace(body, requested=first.url)
    try:
        provider.parse(target, (posing,), reader.now())
    except PageUnreadable:
        return False
    return True


def _base(url: str) -> str:
    """The address as typed, without what does not belong to a page's base. Raises AddressError."""
    return address_of(url if "://" in url else f"https://{url}").url.partition("?")[0].rstrip("/")
