"""What is to be notified and what was not handed over yet, kept with the change that causes it: nothing is lost.

Every row is written in the transaction of the change (a transactional outbox): the groups with their times, the line's
story, each notification until the notification server has taken it, and what is held back. What is settled is deleted.
What is notified, and when, is decided in `notifier.core.alerts.policy`; who hands it over is the dispatcher, in
`notifier.app` and `notifier.cli`.
"""

from typing import Any, TypeVar

import msgspec

from notifier.core.alerts import groups, line_story
from notifier.core.alerts.groups import Group
from notifier.core.alerts.held import Awaited, Held, Snooze
from notifier.core.alerts.line_story import LineStory
from notifier.core.model import Alert, Service
from notifier.core.numbers import RESUMED_S


class Message(msgspec.Struct, frozen=True, omit_defaults=True, tag="message"):
    """A notification that is in the history and on its way to the notification server."""

    alert: Alert
    again_s: float
    """When it is to be handed over again, unless it was confirmed before."""
    tries: int = 1
    """How often it was handed over."""
    resumed: bool = False
    """It was on its way when the program ended: it is handed over again as soon as it is seen to hold."""


Item = Group | LineStory | Message | Held | Snooze | Awaited
T = TypeVar("T", Group, LineStory, Message, Held, Snooze, Awaited)


class OutboxRow(msgspec.Struct, frozen=True, omit_defaults=True):
    """A row as it stands from now on; without an item: it is deleted."""

    key: str
    item: Item | None = None


def key_of(item: Item) -> str:
    """Name the item's row."""
    match item:
        case Group():
            return f"group {item.id}"
        case LineStory():
            return "line"
        case Message():
            return f"message {item.alert.id}"
        case Held():
            return f"held {item.alert.id}"
        case Snooze():
            return f"snooze {item.service}"
        case _:
            return f"awaited {item.service}"


class Outbox:
    """The rows, and which of them the history does not have yet."""

    def __init__(self) -> None:
        self._rows: dict[str, Item] = {}
        self._changed: dict[str, Item | None] = {}
        self._by_kind: dict[type[Item], list[Any]] = {}
        self.changes_so_far = 0

    def __bool__(self) -> bool:
        return bool(self._rows)

    def of(self, kind: type[T]) -> list[T]:
        """Give the rows of a kind, in the order in which they came; what comes later changes nothing in this list."""
        rows = self._by_kind.get(kind)
        if rows is None:
            rows = self._by_kind[kind] = [each for each in self._rows.values() if isinstance(each, kind)]
        return rows

    def put(self, item: Item) -> None:
        """Add the item, or replace the one of its name."""
        key = key_of(item)
        if self._rows.get(key) != item:
            self._rows[key] = self._changed[key] = item
            self._has_changed()

    def drop(self, item: Item) -> None:
        """Delete the item: it is settled."""
        key = key_of(item)
        if key in self._rows:
            del self._rows[key]
            self._changed[key] = None
            self._has_changed()

    def take_up(self, item: Item) -> None:
        """Add an item that the history has."""
        self._rows[key_of(item)] = item
        self._has_changed()

    def _has_changed(self) -> None:
        self.changes_so_far += 1
        self._by_kind = {}

    def changes(self) -> tuple[OutboxRow, ...]:
        """Give what has changed since the last call; the caller keeps it."""
        if not self._changed:
            return ()
        rows = tuple(OutboxRow(key, item) for key, item in self._changed.items())
        self._changed = {}
        return rows


def resumed(item: Item, services: dict[str, Service], failing: set[str], now_s: float) -> Item | None:
    """Give a row as it is taken up after a restart; None: it is about nothing that is watched, or too old."""
    if isinstance(item, Group):
        return groups.resumed(item, services, failing, now_s)
    if isinstance(item, LineStory):
        return line_story.resumed(item, now_s)
    if isinstance(item, Snooze | Awaited):
        return item if item.service in services else None
    about = item.alert.services
    if about and not any(member.service in services for member in about):
        return None
    if isinstance(item, Held):
        return item
    return msgspec.structs.replace(item, again_s=now_s + RESUMED_S, resumed=True)
