"""From an address that a person typed to a service of one's own, with the official page that may be behind it."""

import re
from typing import TYPE_CHECKING, Final

import msgspec

from notifier.catalogue.fleet import SERVERS, fleet_service
from notifier.catalogue.own import service_from_address
from notifier.cli.context import Context, WrongUseError
from notifier.core.failure import UserError
from notifier.core.model import Service
from notifier.core.targets import PageTarget

if TYPE_CHECKING:
    from notifier.sources.detect import NotDetected
    from notifier.sources.network import Network

_ADDRESS: Final = re.compile(r"[^\s]*[./:][^\s]*")


def looks_like_address(text: str) -> bool:
    """Tell an address from a name that was mistyped."""
    return _ADDRESS.fullmatch(text.strip()) is not None or text.strip().lower() == "localhost"


def service_of_address(context: Context, text: str) -> Service:
    """The service that is this address: one that the catalogue has already, or a new one. Nothing is contacted."""
    try:
        service = service_from_address(text)
    except UserError as error:
        raise WrongUseError(error.title_source, error.hint_source, **error.values) from error
    return context.catalogue.get(service.id) or service


async def with_page(service: Service, network: "Network") -> "tuple[Service, NotDetected | None]":
    """The service with the official page that its address turns out to be, or why that cannot be read."""
    from notifier.cli.network import detected_page

    unread: NotDetected | None = None
    for target in service.targets:
        if target.web and service.page is None:
            page = await detected_page(network, target.web)
            if not isinstance(page, PageTarget):
                unread = unread or (page if page.seems_one else None)
            elif page.provider in SERVERS:
                return fleet_service(page), None
            else:
                return msgspec.structs.replace(service, page=page), None
    return service, unread
