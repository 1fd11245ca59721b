"""Notifications on Windows and macOS, through desktop-notifier (WinRT, Notification Center).

There a notification with the identifier of an earlier one takes its place. Imported when first needed.
"""

import asyncio
import hashlib
from pathlib import Path
from typing import Final

import desktop_notifier as dn

from notifier.core.alerts.trial import End
from notifier.desktop.notify.model import Capabilities, Closed, DeliveryError, Notification, Reply, Tell

LONGEST_TAG: Final = 60
"""Windows takes identifiers of up to 64 characters."""


class NativeAdapter:
    """Shows notifications in the system's own centre."""

    def __init__(self, app_name: str, icon: str, tell: Tell) -> None:
        shown_icon = dn.Icon(path=Path(icon)) if Path(icon).is_file() else None
        try:
            self._notifier = dn.DesktopNotifier(app_name=app_name, app_icon=shown_icon)
        except Exception as error:  # whatever the platform's own libraries throw
            raise DeliveryError(f"{type(error).__name__}: {error}") from error
        self._tell = tell
        self._threads: dict[str, str] = {}
        self._seen: set[str] = set()
        """The tags of those that are still to be seen."""
        self._notifier.on_clicked = self._on_clicked
        self._notifier.on_dismissed = self._on_dismissed
        self._notifier.on_button_pressed = self._on_button

    async def send(self, notification: Notification) -> None:
        """Show it; the library swallows failures, so that it was dispatched is what counts."""
        tag = tag_of(notification.thread)
        if notification.update and tag not in self._seen:
            return
        self._threads[tag] = notification.thread
        dispatched = asyncio.Event()
        native = dn.Notification(
            title=notification.title,
            message=notification.body,
            urgency=_urgency(notification),
            buttons=tuple(dn.Button(title=each.label, identifier=each.key) for each in notification.buttons),
            sound=dn.DEFAULT_SOUND if notification.sound else None,
            on_dispatched=dispatched.set,
            identifier=tag,
        )
        await self._notifier.send_notification(native)
        if not dispatched.is_set():
            raise DeliveryError("the system did not take the notification")
        self._seen.add(tag)

    async def capabilities(self) -> Capabilities:
        """Ask what the platform can do, and whether the user allows it."""
        can = await self._notifier.get_capabilities()
        allowed = await self._notifier.has_authorisation()
        problem = "" if allowed and dn.Capability.TITLE in can else "the system does not allow notifications"
        return Capabilities(
            server=type(self._notifier._backend).__name__,
            buttons=dn.Capability.BUTTONS in can,
            click=dn.Capability.ON_CLICKED in can,
            sound=dn.Capability.SOUND in can,
            problem=problem,
        )

    def close(self) -> None:
        """Nothing is held."""

    def _on_clicked(self, tag: str) -> None:
        self._seen.discard(tag)
        self._tell(Reply(self._threads.get(tag, "")))

    def _on_dismissed(self, tag: str) -> None:
        self._seen.discard(tag)
        self._tell(Closed(self._threads.get(tag, ""), End.DISMISSED))

    def _on_button(self, tag: str, key: str) -> None:
        self._seen.discard(tag)
        self._tell(Reply(self._threads.get(tag, ""), key))


def _urgency(notification: Notification) -> dn.Urgency:
    if notification.urgent:
        return dn.Urgency.Critical
    return dn.Urgency.Low if notification.low else dn.Urgency.Normal


def tag_of(thread: str) -> str:
    """An identifier that every platform takes, the same one for the same thread."""
    if len(thread) <= LONGEST_TAG:
        return thread
    return hashlib.sha256(thread.encode()).hexdigest()[:LONGEST_TAG]
