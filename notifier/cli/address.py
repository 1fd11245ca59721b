"""From an address that a person typed to a service of one's own."""

import re
from typing import Final

from notifier.catalogue.own import service_from_address
from notifier.cli.context import Context, as_wrong_use
from notifier.core.model import Service

_ADDRESS: Final = re.compile(r"[^\s]*[./:][^\s]*")


def looks_like_address(text: str) -> bool:
    """Tell an address from a name that was mistyped."""
    return _ADDRESS.fullmatch(text.strip()) is not None or text.strip().lower() == "localhost"


def service_of_address(context: Context, text: str) -> Service:
    """The service that is this address: one that the catalogue has already, or a new one. Nothing is contacted."""
    with as_wrong_use():
        service = service_from_address(text)
    return context.catalogue.get(service.id) or service
