"""Finds out for the settings whether there is an official page behind an address of the user's own, as `add` does.

The looking itself is `notifier.sources.own_page`; it takes up to 18 s, in the loop of whoever works.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from notifier.app.supervisor import Work
from notifier.catalogue.fleet import fleet_of
from notifier.config import secrets
from notifier.config.model import Settings
from notifier.core.failure import UserError
from notifier.core.model import Service


class PageDetection(QObject):
    """Looks.

    Signals: `found` with the number of the question, the service with its page, and why a page that seems to be one
    cannot be read (empty: it can, or it is none).
    """

    found = Signal(int, object, str)

    def __init__(self, settings: Callable[[], Settings], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._submit: Callable[[Work], bool] = lambda _work: False
        self._number = 0

    def attend(self, submit: Callable[[Work], bool]) -> None:
        """Work in this loop from now on."""
        self._submit = submit

    def look(self, service: Service) -> int:
        """Look behind the addresses of a service; the number of this question, 0: that cannot be done."""
        number = self._number + 1
        if not any(each.web for each in service.targets) or not self._submit(lambda: self._work(number, service)):
            return 0
        self._number = number
        return number

    async def _work(self, number: int, service: Service) -> None:
        from notifier.sources.client import ClientOptions
        from notifier.sources.own_page import with_page
        from notifier.sources.reader import NetworkReader, ReaderOptions

        settings = self._settings()
        password = secrets.get(secrets.PROXY_PASSWORD) if settings.proxy_user else None
        client = ClientOptions(settings.proxy, settings.proxy_user, password or "")
        why = ""
        try:
            async with NetworkReader(ReaderOptions(client)) as reader:
                service, unread = await with_page(service, reader.network, fleet_of)
                why = unread.reason if unread is not None else ""
        except UserError:
            pass  # a proxy that cannot be used is told elsewhere; the address is watched all the same
        finally:
            self.found.emit(number, service, why)
