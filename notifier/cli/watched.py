"""`add NAME|URL …` and `remove NAME …`: what is watched. A running program notices the changed file by itself.

A name is looked for in the catalogue first. Anything else that is an address becomes a service of the user's own; an
official page behind it is read as that service's page from then on.
"""

import asyncio
from typing import TYPE_CHECKING

from notifier.catalogue.fleet import fleet_of
from notifier.cli.address import looks_like_address, service_of_address
from notifier.cli.context import Context, Exit, WrongUseError
from notifier.cli.several import names_of
from notifier.config.model import WatchedService
from notifier.core.model import Service
from notifier.words import _
from notifier.words.page_faults import unread_page

if TYPE_CHECKING:
    from notifier.sources.pages.detect import NotDetected


def add(context: Context) -> int:
    """Watch services: all that are named, or none where one of them is not known."""
    names = names_of(context.arguments.name, lambda each: is_known(context, each))
    meant = [meant_service(context, each) for each in names]
    watched = context.settings.watched
    for service in meant:
        watched = _add(context, service, watched)
    return Exit.FINE


def is_known(context: Context, name: str) -> bool:
    """Tell whether this names one service, or an address."""
    return context.catalogue.find(name) is not None or (" " not in name and looks_like_address(name))


def meant_service(context: Context, name: str) -> Service:
    """The service that is meant: one of the catalogue, or else one of the user's own at the address."""
    service = context.catalogue.find(name)
    if service is not None:
        return service
    if not looks_like_address(name):
        raise context.unknown_service(name)
    return service_of_address(context, name)


def _add(context: Context, service: Service, watched: tuple[WatchedService, ...]) -> tuple[WatchedService, ...]:
    """Watch one more, and give all that are watched then."""
    unread: NotDetected | None = None
    if service.own and context.catalogue.get(service.id) is None:
        service, unread = asyncio.run(_with_page(context, service))
        context.catalogue.own.add(service)
    if any(each.id == service.id for each in watched):
        context.terminal.line(_("{name} is already watched.").format(name=service.name))
        return watched
    watched = (*watched, WatchedService(service.id))
    context.change(watched=watched)
    if service.page is not None and service.own:
        sentence = _("{name} is watched from now on; its official page is read.")
    else:
        sentence = _("{name} is watched from now on.")
    context.terminal.line(sentence.format(name=service.name))
    if unread is not None:
        context.terminal.line(unread_page(unread.reason))
    return watched


def remove(context: Context) -> int:
    """Stop watching services: all that are named, or none where one of them is not watched."""
    watched = [each.id for each in context.settings.watched]

    def is_there(name: str) -> bool:
        return name in watched or context.catalogue.find(name) is not None

    found = [(each, context.catalogue.find(each)) for each in names_of(context.arguments.name, is_there)]
    for name, service in found:
        if (service.id if service is not None else name) not in watched:
            raise _not_watched(context, service, name)
    gone = {service.id if service is not None else name for name, service in found}
    context.change(watched=tuple(each for each in context.settings.watched if each.id not in gone))
    for name, service in found:
        _tell_removed(context, name, service)
    return Exit.FINE


def _tell_removed(context: Context, name: str, service: Service | None) -> None:
    """Say what is gone; a description of the user's own stays, to be added again by name."""
    shown = service.name if service is not None else name
    context.terminal.line(_("{name} is no longer watched.").format(name=shown))
    if service is not None and service.own:
        context.terminal.line(
            _("Its description stays in {folder}, so `add {id}` brings it back.").format(
                folder=context.paths.own_services, id=service.id
            )
        )


async def _with_page(context: Context, service: Service) -> "tuple[Service, NotDetected | None]":
    if not any(each.web for each in service.targets):
        return service, None
    from notifier.cli.network import reader_of  # 100 ms, for web addresses only
    from notifier.sources.pages.own_page import with_page

    async with reader_of(context.settings) as reader:
        return await with_page(service, reader.network, fleet_of)


def _not_watched(context: Context, service: Service | None, words: str) -> WrongUseError:
    if service is None:
        return context.unknown_service(words)
    watched = ", ".join(each.id for each in context.settings.watched)
    title = _("{name} is not watched").format(name=service.name)
    if not watched:
        return WrongUseError(title, _("nothing is watched yet"))
    return WrongUseError(title, _("watched: {names}").format(names=watched))
