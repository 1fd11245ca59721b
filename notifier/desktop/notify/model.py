"""A notification as the desktop sees it: words that are ready, buttons, and what came back. No Qt, no bus.

Which alert deserves which words is decided in `notifier.words` and `notifier.app`.
"""

from collections.abc import Callable
from typing import Protocol

import msgspec

from notifier.core.alerts.trial import End


class Button(msgspec.Struct, frozen=True):
    """A button: `key` comes back when it is pressed."""

    key: str
    label: str


class Notification(msgspec.Struct, frozen=True):
    """Plain text; a later one of the same `thread` takes the place of the earlier."""

    thread: str
    title: str
    body: str
    urgent: bool = False
    """It may break through what the user does; never while the desktop is asked not to disturb."""
    buttons: tuple[Button, ...] = ()
    sound: bool = False
    alert: str = ""
    """The id of the alert that it tells; empty: it is the program's own."""
    update: bool = False
    """It only corrects the earlier one of its thread: where that is not to be seen any more, nothing is shown."""
    about: tuple[str, ...] = ()
    """The services that it names: where none of them is watched at the next start, it is taken away."""
    over: tuple[str, ...] = ()
    """The services that it tells to be well again: what stands there still, and names these alone, is taken away."""
    low: bool = False
    """It need not be seen at once."""


class Reply(msgspec.Struct, frozen=True):
    """The user clicked: `button` is the key of a button, empty for the notification itself.

    `token` is what the desktop gave along to prove that the user asked for a window.
    """

    thread: str
    button: str = ""
    token: str = ""


class Closed(msgspec.Struct, frozen=True):
    """The notification of this thread left the screen."""

    thread: str
    end: End


class Undelivered(msgspec.Struct, frozen=True):
    """No adapter could show it."""

    notification: Notification
    reason: str


class Delivered(msgspec.Struct, frozen=True):
    """It was shown."""

    notification: Notification
    late: bool = False
    """After it had been said that it could not be."""


class Capabilities(msgspec.Struct, frozen=True):
    """What the desktop's notifications can do, and what the system allows at the moment."""

    server: str = ""
    version: str = ""
    buttons: bool = False
    click: bool = False
    markup: bool = False
    """The body is markup, so plain text must be escaped."""
    sound: bool = False
    inhibited: bool | None = None
    """The user asked the desktop not to be disturbed; None: it does not say."""
    problem: str = ""
    """Why nothing can be shown; empty: it works."""

    @property
    def works(self) -> bool:
        """Whether notifications can be shown at all."""
        return not self.problem


class Revived(msgspec.Struct, frozen=True):
    """The desktop's server appeared, or came back: what could not be shown can be now."""


News = Reply | Closed | Delivered | Undelivered | Capabilities | Revived
Tell = Callable[[News], None]


class DeliveryError(Exception):
    """An adapter could not show a notification; the text says why."""


class Adapter(Protocol):
    """One way to show notifications. All of it is called in one event loop."""

    async def send(self, notification: Notification) -> None:
        """Show it, in the place of the earlier one of its thread; raises DeliveryError."""
        ...

    async def capabilities(self) -> Capabilities:
        """Ask what is possible; raises DeliveryError."""
        ...

    def close(self) -> None:
        """Let go of everything; what is shown stays."""
        ...
