"""Finding out whether there is an official page behind an address, and of which kind.

The address itself is asked first: what its web page says of its kind decides what is tried first. Then every provider
with a `control` is tried in the table's order: its requests must give a page, and the same question for a file that no
page has must not. Addresses are asked politely, 5 s apart, so nothing is asked twice.
"""

from itertools import chain

import msgspec

from notifier.core.model import PageComponent
from notifier.core.targets import PageTarget
from notifier.sources.address import AddressError, address_of
from notifier.sources.failures import Progress, explain
from notifier.sources.network import Network
from notifier.sources.page_building import web_page
from notifier.sources.page_provider import PageBody, PageRequest, PageUnreadable, Provider
from notifier.sources.pages import PageReader
from notifier.sources.providers import PROVIDERS


class Detected(msgspec.Struct, frozen=True):
    """An official page. `provider` is the name in the table; all components that may be chosen."""

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
    """Reads pages for one detection: what was asked for one kind is not asked again for another."""

    def __init__(self, network: Network) -> None:
        super().__init__(network)
        self._answers: dict[PageRequest, tuple[PageBody, float]] = {}

    async def _fetch(self, request: PageRequest, progress: Progress, *, fresh: bool) -> tuple[PageBody, float]:
        if request not in self._answers:
            self._answers[request] = await super()._fetch(request, progress, fresh=fresh)
        return self._answers[request]


async def detect_page(network: Network, url: str) -> Detected | NotDetected:
    """Look for an official page behind an http(s) address (`NetworkReader.network` is the first argument)."""
    reader = _Asking(network)
    progress = Progress()
    try:
        base = _base(url)
        front = await reader.fetch(web_page(base), progress, fresh=True)
    except AddressError as error:
        return NotDetected(url, str(error))
    except Exception as error:
        fault = explain(error, progress)
        if fault is None:
            raise
        return NotDetected(url, fault.text)
    reason = ""
    for name, provider in _likeliest_first(front):
        found = await _try(reader, provider, PageTarget(name, base))
        if isinstance(found, Detected):
            return found
        reason = reason or found
    return NotDetected(url, reason or "no kind of page is known")


def _likeliest_first(front: PageBody) -> list[tuple[str, Provider]]:
    """The kinds that can be detected: first those of which the front page has a mark, then the others."""
    words = f"{front.requested} {front.url} {front.content.decode('utf-8', 'replace')}".lower()
    kinds: dict[int, tuple[str, Provider]] = {}
    for name, provider in PROVIDERS.items():
        if provider.control is not None:
            kinds.setdefault(id(provider), (name, provider))
    marked = [kind for kind in kinds.values() if any(mark in words for mark in kind[1].marks)]
    return list(chain(marked, (kind for kind in kinds.values() if kind not in marked)))


async def _try(reader: PageReader, provider: Provider, target: PageTarget) -> Detected | str:
    """Try one kind: the page, or why it is none."""
    progress = Progress()
    try:
        page = await reader.whole(provider, target, progress)
        if await _answers_everything(reader, provider, target):
            return "the address answers everything alike"
    except PageUnreadable as error:
        return str(error)
    except Exception as error:
        fault = explain(error, progress)
        if fault is None:
            raise
        return fault.text
    return Detected(target.provider, page.url or target.url, page.title, page.components)


async def _answers_everything(reader: PageReader, provider: Provider, target: PageTarget) -> bool:
    """Tell whether a file that no page has is answered as if it were the page."""
    if provider.control is None:
        return False
    first = provider.requests(target)[0]
    body = await reader.fetch(provider.control(target), Progress(), fresh=True)
    posing = msgspec.structs.replace(body, requested=first.url)
    try:
        provider.parse(target, (posing,), reader.now())
    except PageUnreadable:
        return False
    return True


def _base(url: str) -> str:
    """The address as typed, without what does not belong to a page's base. Raises AddressError."""
    return address_of(url if "://" in url else f"https://{url}").url.partition("?")[0].rstrip("/")
