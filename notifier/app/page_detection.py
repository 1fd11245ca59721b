"""Finds out whether there is an official page behind an address of the user's own, after it was added, as `add` does.

It is watched meanwhile, and nobody waits. The looking itself is `notifier.sources.pages.own_page`; it takes up to 18 s,
in the loop of whoever works.
"""

import logging
from collections.abc import Callable

import msgspec
from PySide6.QtCore import QObject, Signal, Slot

from notifier.app.supervisor import Work
from notifier.catalogue.fleet import fleet_of
from notifier.catalogue.loader import Catalogue
from notifier.config import secrets
from notifier.config.model import Settings
from notifier.core.failure import UserError
from notifier.core.model import Service
from notifier.words import _
from notifier.words.page_faults import unread_page

log = logging.getLogger(__name__)


class PageDetection(QObject):
    """Looks, and puts a page that is found into the user's own catalogue: who watches its folder reads it from then on.

    Signals: `told` with the id of a service, when there is something else to say of its page.
    """

    told = Signal(str)
    _answered = Signal(object, object, str)

    def __init__(self, settings: Callable[[], Settings], catalogue: Catalogue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings, self._catalogue = settings, catalogue
        self._submit: Callable[[Work], bool] = lambda _work: False
        self._sought: dict[str, Service] = {}
        self._unread: dict[str, str] = {}
        """Why a page that there seems to be cannot be read, by the services' ids."""
        self._answered.connect(self._take)

    def attend(self, submit: Callable[[Work], bool]) -> None:
        """Work in this loop from now on; what was sought in another is sought again."""
        self._submit = submit
        for service in self._sought.values():
            self._begin(service)

    def look(self, service: Service) -> None:
        """Look behind the web addresses of a service, if it is the user's own and has no page yet."""
        if service.own and service.page is None and any(each.web for each in service.targets):
            self._sought[service.id] = service
            self._begin(service)
            self.told.emit(service.id)

    def words(self, service: str) -> str:
        """Say that its page is looked for, or why it cannot be read; else nothing."""
        if service in self._sought:
            return _("Looking for an official page there …")
        return unread_page(self._unread[service]) if service in self._unread else ""

    def _begin(self, service: Service) -> None:
        self._submit(lambda: self._work(service))

    async def _work(self, service: Service) -> None:
        from notifier.sources.client import ClientOptions
        from notifier.sources.pages.own_page import with_page
        from notifier.sources.reader import NetworkReader, ReaderOptions

        settings = self._settings()
        password = secrets.get(secrets.PROXY_PASSWORD) if settings.proxy_user else None
        client = ClientOptions(settings.proxy, settings.proxy_user, password or "")
        try:
            async with NetworkReader(ReaderOptions(client)) as reader:
                found, unread = await with_page(service, reader.network, fleet_of)
        except UserError:  # a proxy that cannot be used is told elsewhere; the address is watched all the same
            found, unread = service, None
        self._answered.emit(service, found, unread.reason if unread is not None else "")

    @Slot(object, object, str)
    def _take(self, service: Service, found: Service, why: str) -> None:
        """Keep the page, under the name that the user knows; unless the address was changed or removed meanwhile."""
        if self._sought.get(service.id) != service:
            return
        del self._sought[service.id]
        self._unread.pop(service.id, None)
        if why:
            self._unread[service.id] = why
        if found.page is not None and self._catalogue.get(service.id) == service:
            try:
                self._catalogue.own.add(msgspec.structs.replace(found, id=service.id, name=service.name))
            except UserError as error:
                log.warning("%s", error)
        self.told.emit(service.id)
