"""The queue of notices to the phone: kept in a file, sent by a thread of its own, each once, again later if need be.

A notice is put down before it is sent and struck out afterwards, so that none is lost with the program. Neither the
window nor the engine ever waits for it.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

import msgspec

from notifier.core.alerts.phone import PAUSES_S, Message, PhoneAddress, PhoneQueue, wants
from notifier.core.failure import UserError
from notifier.core.model import Alert, AlertKind, LineState
from notifier.desktop.phone.sending import send
from notifier.desktop.phone.taken import Taken
from notifier.desktop.phone.web import Ask
from notifier.files import read_file, replace_file
from notifier.json import NOT_JSON

log = logging.getLogger(__name__)

END_S: Final = 1.0
"""So long the end of the program waits for a notice under way; it is sent anew after the next start."""


class PhoneOutbox:
    """Sends what is put in. `address_of` gives an address's secret text, or None where the keyring does not.

    `ask` speaks HTTP; both are called in the thread. `told` is called there with an
    address's number and what went wrong, or None, after each notice.
    """

    def __init__(
        self,
        file: Path,
        address_of: Callable[[PhoneAddress], str | None],
        ask: Ask,
        told: Callable[[str, UserError | None], None],
    ) -> None:
        self._file = file
        self._address_of = address_of
        self._ask = ask
        self._told = told
        self._phones: dict[str, PhoneAddress] = {}
        self._news = threading.Condition()
        self._queue = PhoneQueue()
        self._thread: threading.Thread | None = None
        self._ended = False

    def use(self, phones: Iterable[PhoneAddress]) -> None:
        """Send to these from now on; begin with what waits for them."""
        with self._news:
            self._phones = {each.id: each for each in phones}
            if self._thread is None and self._phones:
                self._queue = self._read()
                self._thread = threading.Thread(target=self._work, name="phone", daemon=True)
                self._thread.start()
            self._set(self._queue.only(self._phones))
            self._news.notify()

    def put(self, messages: Iterable[Message]) -> None:
        """Put notices in."""
        with self._news:
            self._set(self._queue.put(messages))
            self._news.notify()

    def tell(self, alert: Alert, title: str, body: str) -> None:
        """Send what the user is told to those that want it; with the connection's return goes what waits."""
        if alert.kind is AlertKind.LINE and alert.line is LineState.ONLINE:
            self.hasten()
        now_s = time.time()
        wanted = [each for each in self._phones.values() if wants(each, alert)]
        self.put(Message(alert.id, each.id, title, body, now_s, now_s) for each in wanted)

    def hasten(self) -> None:
        """Try at once what waits: the connection is back, or the clock was put back."""
        with self._news:
            now_s = time.time()
            waiting = (
                msgspec.structs.replace(each, made_s=min(each.made_s, now_s), due_s=min(each.due_s, now_s))
                for each in self._queue.waiting
            )
            self._set(msgspec.structs.replace(self._queue, waiting=tuple(waiting)))
            self._news.notify()

    def close(self) -> None:
        """Send nothing more; what waits is kept."""
        with self._news:
            self._ended = True
            self._news.notify()
        if self._thread is not None:
            self._thread.join(END_S)

    @property
    def waiting(self) -> int:
        """Count what waits."""
        with self._news:
            return len(self._queue.waiting)

    def _work(self) -> None:
        while (message := self._next()) is not None:
            taken = Taken(message.taken)
            fault = self._send(message, taken)
            message = msgspec.structs.replace(message, taken=taken.digests)
            with self._news:
                queue = self._queue
                self._set(queue.sent(message) if fault is None else queue.failed(message, time.time()))
            self._told(message.phone, fault)

    def _next(self) -> Message | None:
        """Wait for the next one that is due; None: the program ends."""
        with self._news:
            while not self._ended:
                now_s = time.time()
                if (message := self._queue.due(now_s)) is not None:
                    return message
                next_s = self._queue.next_s()
                if next_s is not None and next_s - now_s > PAUSES_S[-1]:
                    self.hasten()
                else:
                    self._news.wait(None if next_s is None else max(0.05, next_s - now_s))
            return None

    def _send(self, message: Message, taken: Taken) -> UserError | None:
        phone = self._phones.get(message.phone)
        if phone is None:
            return None  # it was removed meanwhile
        address = self._address_of(phone)
        if not address:
            return UserError("its address is not in the keyring", "unlock the keyring, or enter the address again")
        return send(address, message.title, message.body, self._ask, taken)

    def _set(self, queue: PhoneQueue) -> None:
        if queue == self._queue:
            return
        self._queue = queue
        try:
            replace_file(self._file, msgspec.json.encode(queue))
        except OSError as error:
            log.warning("what waits for the phone could not be kept: %s", error.strerror)

    def _read(self) -> PhoneQueue:
        try:
            return msgspec.json.decode(read_file(self._file), type=PhoneQueue)
        except FileNotFoundError:
            return PhoneQueue()
        except (OSError, *NOT_JSON) as error:
            log.warning("what waited for the phone cannot be read: %s", type(error).__name__)
            return PhoneQueue()
