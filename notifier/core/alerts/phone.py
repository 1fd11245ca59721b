"""Notices to the phone: which of them an address gets, and when one that could not be sent is tried again.

An address holds secrets and is kept in the keyring; here only what may be seen of it: its kind and its host. How it is
sent, `notifier.desktop.phone` knows. Times in seconds of the epoch.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

import msgspec

from notifier.core.failure import N_, UserError
from notifier.core.model import Alert, AlertKind

PAUSES_S: Final = (30.0, 120.0, 600.0, 1800.0, 3600.0)
"""So long after each failure it is tried again; after the last one always as long. Chosen."""
KEPT_S: Final = 86_400.0
"""What could not be sent within a day is of no use any more. Chosen."""
DONE_MOST: Final = 500
"""So many are remembered as sent."""


class PhoneLevel(StrEnum):
    """What an address gets."""

    ALL = "all"
    OUTAGES = "outages"


class PhoneAddress(msgspec.Struct, frozen=True):
    """What may be seen of an address: its number, its kind (the address's scheme), its host, and what it gets."""

    id: str
    kind: str
    host: str
    level: PhoneLevel = PhoneLevel.OUTAGES

    @property
    def text(self) -> str:
        """As the settings have it."""
        return f"{self.id} {self.kind} {self.host} {self.level}"

    @property
    def masked(self) -> str:
        """As it is shown: nothing of it that opens anything."""
        return f"{self.kind}://{self.host}/…"

    @property
    def secret(self) -> str:
        """The name under which the address itself is in the keyring."""
        return f"phone {self.id}"


def phones_of(texts: Iterable[str]) -> tuple[PhoneAddress, ...]:
    """Read what the settings have. Raises UserError."""
    return tuple(_phone_of(each) for each in texts)


def _phone_of(text: str) -> PhoneAddress:
    parts = text.split(" ")
    if len(parts) != 4 or not all(parts) or parts[3] not in [*PhoneLevel]:
        hint = N_("expected its number, kind, host and level, such as: 1 ntfy ntfy.sh outages")
        raise UserError("{text} is not an address for notices to the phone", hint, text=text)
    return PhoneAddress(parts[0], parts[1], parts[2], PhoneLevel(parts[3]))


def next_number(phones: Iterable[PhoneAddress]) -> str:
    """Give a number that none of them has."""
    taken = {each.id for each in phones}
    return next(number for number in map(str, range(1, len(taken) + 2)) if number not in taken)


def wants(phone: PhoneAddress, alert: Alert) -> bool:
    """Tell whether an address gets a notice; never of a practice, nor one that only takes the place of another."""
    if alert.practice or (alert.update and alert.kind is not AlertKind.RECOVERED):
        return False
    if phone.level is PhoneLevel.ALL:
        return True
    core = any(not each.minor for each in alert.services)
    return core and alert.kind in (AlertKind.OUTAGE, AlertKind.RECOVERED, AlertKind.DIGEST)


class Message(msgspec.Struct, frozen=True):
    """One notice on its way to one address."""

    alert: str
    phone: str
    title: str
    body: str
    made_s: float
    due_s: float
    tries: int = 0
    taken: tuple[str, ...] = ()
    """What of it was taken, where it goes to several and the others are tried again: digests."""

    @property
    def key(self) -> str:
        """What is sent once."""
        return f"{self.alert} {self.phone}"


class PhoneQueue(msgspec.Struct, frozen=True):
    """What waits, the oldest first, and what was sent lately."""

    waiting: tuple[Message, ...] = ()
    done: tuple[str, ...] = ()

    def put(self, messages: Iterable[Message]) -> "PhoneQueue":
        """Add notices; none twice."""
        known = {*self.done, *(each.key for each in self.waiting)}
        new = {each.key: each for each in messages if each.key not in known}
        return msgspec.structs.replace(self, waiting=(*self.waiting, *new.values()))

    def due(self, now_s: float) -> Message | None:
        """Give the one that is to be sent now."""
        return next((each for each in self.waiting if each.due_s <= now_s), None)

    def next_s(self) -> float | None:
        """Give when the next one is to be sent; None: nothing waits."""
        return min((each.due_s for each in self.waiting), default=None)

    def sent(self, message: Message) -> "PhoneQueue":
        """Note that it was sent."""
        return PhoneQueue(self._without(message), (*self.done, message.key)[-DONE_MOST:])

    def failed(self, message: Message, now_s: float) -> "PhoneQueue":
        """Try it again later, unless it is a day old: then it is given up."""
        again_s = now_s + PAUSES_S[min(message.tries, len(PAUSES_S) - 1)]
        rest = self._without(message)
        if again_s - message.made_s > KEPT_S:
            return PhoneQueue(rest, (*self.done, message.key)[-DONE_MOST:])
        later = msgspec.structs.replace(message, due_s=again_s, tries=message.tries + 1)
        return PhoneQueue((*rest, later), self.done)

    def only(self, phones: Iterable[str]) -> "PhoneQueue":
        """Drop what is on its way to addresses that are no more."""
        known = set(phones)
        return msgspec.structs.replace(self, waiting=tuple(each for each in self.waiting if each.phone in known))

    def _without(self, message: Message) -> tuple[Message, ...]:
        return tuple(each for each in self.waiting if each.key != message.key)
