"""Notifications as the program uses them, from the GUI thread: show, hear what the user pressed, never wait.

What the desktop's server cannot show goes to the fallback (the tray's balloon); what that cannot show either is kept
for ten minutes and tried again. The words are made elsewhere.
"""

import time
from collections import Counter
from collections.abc import Callable, Coroutine, Sequence
from typing import Any, Final

import msgspec
from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal, Slot

from notifier.desktop.notify.dispatcher import Dispatcher, MakeAdapter
from notifier.desktop.notify.model import (
    Capabilities,
    Closed,
    Delivered,
    News,
    Notification,
    Reply,
    Revived,
    Undelivered,
)

RETRY_MS: Final = 20_000
KEPT_S: Final = 600.0
REMEMBERED: Final = 100
"""Of so many threads it is known what was shown last."""

Submit = Callable[[Callable[[], Coroutine[Any, Any, None]]], bool]
Fallback = Callable[[Notification], bool]


class Notifier(QObject):
    """Shows notifications and says what came back.

    Signals: `replied` carries a `Reply`, `heard` everything that came back (`News`); `handed` the id of an alert that
    was shown; `capabilities_changed` what the desktop can do, after `refresh`.
    """

    replied = Signal(object)
    heard = Signal(object)
    handed = Signal(str)
    capabilities_changed = Signal(object)
    _arrived = Signal(object)

    def __init__(
        self,
        adapters: Sequence[MakeAdapter],
        fallback: Fallback,
        *,
        now_s: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.capabilities = Capabilities()
        """As last heard; ask again with `refresh`."""
        self._adapters = adapters
        self._fallback = fallback
        self._now_s = now_s
        self._submit: Submit | None = None
        self._dispatcher: Dispatcher | None = None
        self._kept: dict[str, tuple[float, Notification]] = {}
        self._under_way: Counter[str] = Counter()
        self._shown: dict[str, tuple[str, str]] = {}
        self._arrived.connect(self._hear)
        self._retry = QTimer(self)
        self._retry.setInterval(RETRY_MS)
        self._retry.timeout.connect(self.try_again)

    def attach(self, submit: Submit) -> None:
        """Work in this loop from now on (`Worker.submit`); what waits is tried again there."""
        self._submit = submit
        self._dispatcher = Dispatcher(self._adapters, self._arrived.emit)
        self._under_way.clear()
        submit(self._dispatcher.live)
        self.try_again()

    def show(self, notification: Notification) -> None:
        """Show it; returns at once."""
        waits = notification.thread in self._kept
        if waits and notification.update and self._shown.get(notification.thread) == _words(notification):
            del self._kept[notification.thread]  # it holds no more, and what holds now was said before
        elif waits:
            notification = self._in_place_of_what_waits(notification)
            self._kept[notification.thread] = (self._now_s(), notification)  # the newer one replaces what waits
        self._send(notification)

    def _send(self, notification: Notification) -> None:
        dispatcher = self._dispatcher
        if dispatcher is None or self._submit is None or not self._submit(lambda: dispatcher.deliver(notification)):
            self._fall_back(notification)
        else:
            self._under_way[notification.thread] += 1

    @Slot()
    def refresh(self) -> None:
        """Ask what the desktop can do; the answer comes with `capabilities_changed`."""
        if self._dispatcher is not None and self._submit is not None:
            self._submit(self._dispatcher.report)

    def close(self) -> None:
        """Hear what has been answered so far: no event is waited for any more."""
        QCoreApplication.sendPostedEvents(self)

    @Slot(object)
    def _hear(self, news: News) -> None:
        self.heard.emit(news)
        match news:
            case Reply():
                self.replied.emit(news)
            case Delivered():
                self._was_shown(news.notification, late=news.late)
            case Undelivered():
                self._under_way[news.notification.thread] -= 1
                self._fall_back(news.notification)
            case Capabilities():
                self.capabilities = news
                self.capabilities_changed.emit(news)
            case Revived():
                self.try_again()
            case Closed():
                pass

    def _fall_back(self, notification: Notification) -> None:
        if not notification.update and self._fallback(notification):
            self._was_handed(notification)
            return
        first, _ = self._kept.get(notification.thread, (self._now_s(), notification))
        self._kept[notification.thread] = (first, self._in_place_of_what_waits(notification))
        self._retry.start()

    def _in_place_of_what_waits(self, notification: Notification) -> Notification:
        """Make a correction as loud as what it corrects, where nobody has seen that yet."""
        _, waits = self._kept.get(notification.thread, (0.0, notification))
        if waits.update or not notification.update:
            return notification
        return msgspec.structs.replace(
            notification, update=False, urgent=waits.urgent, low=waits.low, sound=waits.sound
        )

    def _was_shown(self, notification: Notification, *, late: bool) -> None:
        thread = notification.thread
        self._shown.pop(thread, None)
        self._shown[thread] = _words(notification)
        if len(self._shown) > REMEMBERED:
            del self._shown[next(iter(self._shown))]
        self._under_way[thread] -= not late
        self._was_handed(notification, late=late)

    def _was_handed(self, notification: Notification, *, late: bool = False) -> None:
        first, waits = self._kept.get(notification.thread, (0.0, notification))
        if notification.update and not (waits.update or late):  # nobody has seen what it corrects
            self._kept[notification.thread] = (first, self._in_place_of_what_waits(notification))
            return
        if not late or waits == notification:  # what is newer waits on
            self._kept.pop(notification.thread, None)
        if notification.alert:
            self.handed.emit(notification.alert)

    @property
    def waiting(self) -> tuple[Notification, ...]:
        """What nothing could show so far, and is not being tried just now."""
        return tuple(each for thread, (_, each) in self._kept.items() if self._under_way[thread] <= 0)

    @Slot()
    def try_again(self) -> None:
        """Try what waits once more, and drop what has waited too long."""
        oldest = self._now_s() - KEPT_S
        self._kept = {thread: each for thread, each in self._kept.items() if each[0] >= oldest}
        if not self._kept:
            self._retry.stop()
        for notification in self.waiting:
            self._send(notification)


def _words(notification: Notification) -> tuple[str, str]:
    return notification.title, notification.body
