"""What this system allows, as the settings tell it to the user. Found out elsewhere, handed in as a value."""

import msgspec

from notifier.core.alerts.trial import Trial
from notifier.desktop.notify.model import Capabilities as NotificationCapabilities


class Capabilities(msgspec.Struct, frozen=True):
    """Each is None while it is not known."""

    notify: NotificationCapabilities | None = None
    """What the desktop's notifications can do."""
    tray: bool | None = None
    keyring: bool | None = None
    """There is an open keyring to keep a password in."""
    autostart: bool | None = None
    """The system can start programs at login."""
    trial: Trial = Trial()
    """What became of the test notification."""
