"""Notices to the phone, as the program has them: what is told here goes there, too; addresses are added and tested.

The address itself goes into the keyring and nowhere else, and only after a test message reached it. What is sent, and
when again, is in `notifier.core.alerts.phone`; the queue with its thread, in `notifier.desktop.phone`.
"""

import threading
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, Signal, SignalInstance, Slot

from notifier.config import secrets
from notifier.config.model import Settings
from notifier.config.paths import Paths
from notifier.core.alerts.phone import PhoneAddress, PhoneLevel, phones_of
from notifier.core.failure import UserError
from notifier.core.model import Alert
from notifier.desktop.phone.book import PhoneBook
from notifier.desktop.phone.outbox import PhoneOutbox
from notifier.desktop.phone.sending import send
from notifier.sources.once import AskOnce
from notifier.ui.settings.store import SettingsStore
from notifier.words.notification import NotificationText
from notifier.words.phone import test_words

if TYPE_CHECKING:
    from notifier.sources.client import ClientOptions


class PhoneNotices(QObject):
    """Sends them. `told` is the signal with each alert that the user is told, and its words.

    Signals: `answered` with an address's number (empty: of one that is being added) and what went wrong, or None.
    """

    answered = Signal(str, object)
    _tested = Signal(str, str, object)

    def __init__(self, paths: Paths, store: SettingsStore, told: SignalInstance, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._book = PhoneBook(secrets.get, secrets.set)
        self._ask = AskOnce(self._options)
        self.outbox = PhoneOutbox(paths.phone_file, self._book.address, self._ask, self.answered.emit)
        self._tested.connect(self._keep)
        told.connect(self.take)
        store.changed.connect(self._follow)
        self.outbox.use(self.phones())

    def phones(self) -> tuple[PhoneAddress, ...]:
        """Give the addresses, as far as they may be seen."""
        return phones_of(self._store.settings.phones)

    @Slot(object, object)
    def take(self, alert: Alert, words: NotificationText) -> None:
        """Send what the user is told to those that want it."""
        self.outbox.tell(alert, words.title, words.body)

    def add(self, url: str, level: PhoneLevel) -> None:
        """Send a test message to an address, and keep it if that went well; `answered` tells. Raises UserError."""
        phone = self._book.read(url, level, self.phones())
        self._try("", url, lambda fault: self._tested.emit(phone.text, url, fault))

    def test(self, number: str) -> None:
        """Send a test message to an address that is kept; `answered` tells. Raises UserError."""
        phone = next(each for each in self.phones() if each.id == number)
        self._try(number, self._book.wanted_address(phone), lambda fault: self.answered.emit(number, fault))

    def remove(self, number: str) -> None:
        """Forget an address. Raises UserError, and then nothing is changed."""
        phones = self.phones()
        for each in phones:
            if each.id == number:
                self._book.forget(each)
        self._change(each for each in phones if each.id != number)

    def set_level(self, number: str, level: PhoneLevel) -> None:
        """Let an address get more, or less."""
        phones = self.phones()
        self._change(msgspec.structs.replace(each, level=level) if each.id == number else each for each in phones)

    def close(self) -> None:
        """Send nothing more."""
        self.outbox.close()

    def _try(self, number: str, url: str, tell: Callable[[UserError | None], None]) -> None:
        """Send a test message, in a thread of its own: a mail server may take its time."""
        words = test_words()
        work = lambda: tell(send(url, *words, self._ask))  # noqa: E731
        threading.Thread(target=work, name=f"phone {number}", daemon=True).start()

    def _options(self) -> "ClientOptions":
        """Give how the settings say that the world is reached. Called in other threads, too."""
        from notifier.sources.client import ClientOptions

        settings = self._store.settings
        password = secrets.get(secrets.PROXY_PASSWORD) if settings.proxy_user else None
        return ClientOptions(settings.proxy, settings.proxy_user, password or "")

    @Slot(str, str, object)
    def _keep(self, text: str, url: str, fault: UserError | None) -> None:
        (phone,) = phones_of([text])
        if fault is None:
            try:
                self._book.keep(phone, url)
                self._change([*self.phones(), phone])
            except UserError as error:
                fault = error
        self.answered.emit("", fault)

    def _change(self, phones: Iterable[PhoneAddress]) -> None:
        self._store.change(phones=tuple(each.text for each in phones))

    @Slot(object, object)
    def _follow(self, before: Settings, now: Settings) -> None:
        if before.phones != now.phones:
            self.outbox.use(phones_of(now.phones))
