"""What a `watch` finds goes to the phone, too, as what the tray program tells: while it keeps the history.

Beside the tray program it sends nothing, for that does. What is sent and when again is in `notifier.core.alerts.phone`.
"""

import logging
from functools import partial

from notifier.cli.context import Context
from notifier.cli.network import client_options
from notifier.config import secrets
from notifier.core.alerts.phone import phones_of
from notifier.core.events import AlertDue, Event
from notifier.core.failure import UserError
from notifier.desktop.phone.book import PhoneBook
from notifier.desktop.phone.outbox import PhoneOutbox
from notifier.sources.once import AskOnce
from notifier.words.names import Names
from notifier.words.notification import notification

log = logging.getLogger(__name__)


class PhoneNotices:
    """Sends them, from `begin` to `close`."""

    def __init__(self, context: Context) -> None:
        self._settings = context.settings
        self._names = Names(context.service_of)
        book = PhoneBook(secrets.get, secrets.set)
        ask = AskOnce(partial(client_options, context.settings))
        self._outbox = PhoneOutbox(context.paths.phone_file, book.address, ask, _note)
        self._sends = False

    def begin(self) -> None:
        """Send from now on, what waits first."""
        self._sends = True
        self._outbox.use(phones_of(self._settings.phones))

    def take(self, event: Event) -> None:
        """Send what the user is told to those that want it."""
        if self._sends and isinstance(event, AlertDue):
            words = notification(event.alert, self._names)
            self._outbox.tell(event.alert, words.title, words.body)

    def close(self) -> None:
        """Send nothing more; what waits is sent after the next start."""
        self._sends = False
        self._outbox.close()


def _note(number: str, fault: UserError | None) -> None:
    if fault is not None:
        log.info("a notice was not sent to phone %s: %s", number, fault)
