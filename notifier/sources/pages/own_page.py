"""The official page that an address of the user's own turns out to be, or to have behind it.

What kinds of pages there are, and how one is recognized, is in `detect`.
"""

import logging
from collections.abc import Callable

import msgspec

from notifier.core.model import Service
from notifier.core.targets import PageTarget
from notifier.sources.network import Network
from notifier.sources.pages.detect import Detected, NotDetected, detect_page

log = logging.getLogger(__name__)


async def with_page(
    service: Service, network: Network, fleet_of: Callable[[PageTarget], Service | None]
) -> tuple[Service, NotDetected | None]:
    """The service with the official page behind its address, or why that cannot be read, where it seems to be one.

    `fleet_of` makes the service of a page that is a monitoring server's.
    """
    unread: NotDetected | None = None
    for target in service.targets:
        if target.web and service.page is None:
            page = await detected_page(network, target.web)
            if not isinstance(page, PageTarget):
                unread = unread or (page if page.seems_one else None)
            else:
                return fleet_of(page) or msgspec.structs.replace(service, page=page), None
    return service, unread


async def detected_page(network: Network, url: str) -> PageTarget | NotDetected:
    """The official page behind an address, or why none can be read there."""
    found = await detect_page(network, url)
    if isinstance(found, Detected):
        log.info("%s is an official page of the kind %s", found.url, found.provider)
        return PageTarget(found.provider, found.url, found.options)
    log.info("%s is no official page: %s", url, found.reason)
    return found
