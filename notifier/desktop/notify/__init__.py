"""Notifications of the desktop: adapters tried in order, answers that come back, and a fallback."""

from notifier.desktop.notify.dispatcher import adapters_of_this_system, capabilities_of_this_system
from notifier.desktop.notify.model import Button, Capabilities, Notification, Reply
from notifier.desktop.notify.notifier import Notifier

__all__ = [
    "Button",
    "Capabilities",
    "Notification",
    "Notifier",
    "Reply",
    "adapters_of_this_system",
    "capabilities_of_this_system",
]
