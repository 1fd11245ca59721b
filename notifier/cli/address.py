"""From an address that a person typed to a service of one's own, with the official page that may be behind it."""

import logging
import re
from typing import Final

import msgspec

from notifier.catalogue.own import service_from_address
from notifier.cli.context import Context, WrongUseError
from notifier.core.failure import UserError
from notifier.core.model import Service
from notifier.core.targets import HttpTarget

_ADDRESS: Final = re.compile(r"[^\s]*[./:][^\s]*")

log = logging.getLogger(__name__)


def looks_like_address(text: str) -> bool:
    """Tell an address from a name that was mistyped."""
    return _ADDRESS.fullmatch(text.strip()) is not None or text.strip().lower() == "localhost"


async def service_of_address(context: Context, text: str) -> Service:
    """Make the service; where its web address is an official page, that is what is read from then on too."""
    try:
        service = service_from_address(text)
    except UserError as error:
        raise WrongUseError(error.title_source, error.hint_source, **error.values) from error
    known = context.catalogue.get(service.id)
    if known is not None:
        return known
    for target in service.targets:
        if isinstance(target, HttpTarget):
            from notifier.cli.network import detected_page  # 100 ms, for web addresses only

            page = await detected_page(context, target.url)
            if page is not None:
                log.info("%s is an official page of the kind %s", target.url, page.provider)
                return msgspec.structs.replace(service, page=page)
    return service
