"""`add NAME|URL` and `remove NAME`: what is watched. A running program notices the changed file by itself.

A name is looked for in the catalogue first. Anything else that is an address becomes a service of the user's own; an
official page behind it is read as that service's page from then on.
"""

import asyncio
from typing import TYPE_CHECKING

import msgspec

from notifier.cli.address import looks_like_address, service_of_address, with_page
from notifier.cli.context import Context, Exit, WrongUseError
from notifier.config import file
from notifier.config.model import WatchedService
from notifier.core.model import Service
from notifier.words import _
from notifier.words.page_faults import unread_page

if TYPE_CHECKING:
    from notifier.sources.detect import NotDetected


def add(context: Context) -> int:
    """Watch a service."""
    words = " ".join(context.arguments.name)
    service = context.catalogue.find(words)
    unread: NotDetected | None = None
    if service is None:
        if not looks_like_address(words):
            raise context.unknown_service(words)
        service = service_of_address(context, words)
        if context.catalogue.get(service.id) is None:
            service, unread = asyncio.run(_with_page(context, service))
            context.catalogue.add_own(service)
    if any(each.id == service.id for each in context.settings.watched):
        context.terminal.line(_("{name} is already watched.").format(name=service.name))
        return Exit.FINE
    _save_watched(context, (*context.settings.watched, WatchedService(service.id)))
    if service.page is not None and service.own:
        sentence = _("{name} is watched from now on; its official page is read.")
    else:
        sentence = _("{name} is watched from now on.")
    context.terminal.line(sentence.format(name=service.name))
    if unread is not None:
        context.terminal.line(unread_page(unread.reason))
    return Exit.FINE


def remove(context: Context) -> int:
    """Stop watching a service; a description of the user's own stays, to be added again by name."""
    words = " ".join(context.arguments.name)
    service = context.catalogue.find(words)
    wanted = service.id if service is not None else words
    kept = tuple(each for each in context.settings.watched if each.id != wanted)
    if len(kept) == len(context.settings.watched):
        raise _not_watched(context, service, words)
    _save_watched(context, kept)
    name = service.name if service is not None else wanted
    context.terminal.line(_("{name} is no longer watched.").format(name=name))
    if service is not None and service.own:
        context.terminal.line(
            _("Its description stays in {folder}, so `add {id}` brings it back.").format(
                folder=context.paths.own_services, id=service.id
            )
        )
    return Exit.FINE


async def _with_page(context: Context, service: Service) -> "tuple[Service, NotDetected | None]":
    if not any(each.web for each in service.targets):
        return service, None
    from notifier.cli.network import reader_of  # 100 ms, for web addresses only

    async with reader_of(context.settings) as reader:
        return await with_page(service, reader.network)


def _not_watched(context: Context, service: Service | None, words: str) -> WrongUseError:
    if service is None:
        return context.unknown_service(words)
    watched = ", ".join(each.id for each in context.settings.watched)
    title = _("{name} is not watched").format(name=service.name)
    if not watched:
        return WrongUseError(title, _("nothing is watched yet"))
    return WrongUseError(title, _("watched are: {names}").format(names=watched))


def _save_watched(context: Context, watched: tuple[WatchedService, ...]) -> None:
    file.save(context.paths.settings_file, msgspec.structs.replace(context.settings, watched=watched))
