"""Finding out whether there is an official page behind an address, and of which kind.

Every provider with a `control` is tried in the table's order: its first requests must give a page, and the same
question for a file that no page has must not. Addresses are asked politely, so this takes 5 s for each request.
"""

import msgspec

from notifier.core.model import PageComponent
from notifier.core.targets import PageTarget
from notifier.sources.address import AddressError, address_of
from notifier.sources.failures import Progress, explain
from notifier.sources.network import Network
from notifier.sources.page_provider import PageUnreadable, Provider
from notifier.sources.pages import PageReader
from notifier.sources.providers import PROVIDERS


class Detected(msgspec.Struct, frozen=True):
    """An official page. `provider` is the name in the table; all components that may be chosen."""

    provider: str
    url: str
    name: str
    components: tuple[PageComponent, ...] = ()


class NotDetected(msgspec.Struct, frozen=True):
    """There is none that can be read; why, for the last kind that was tried."""

    url: str
    reason: str


async def detect_page(network: Network, url: str) -> Detected | NotDetected:
    """Look for an official page behind an http(s) address (`NetworkReader.network` is the first argument)."""
    reader = PageReader(network)
    reason = "no kind of page is known"
    try:
        base = _base(url)
    except AddressError as error:
        return NotDetected(url, str(error))
    tried: set[int] = set()
    for name, provider in PROVIDERS.items():
        if provider.control is None or id(provider) in tried:
            continue
        tried.add(id(provider))
        target = PageTarget(name, base)
        found = await _try(reader, provider, target)
        if isinstance(found, Detected):
            return found
        reason = found
    return NotDetected(url, reason)


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
