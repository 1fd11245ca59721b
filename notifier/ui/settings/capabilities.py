"""What this system allows, as the settings tell it to the user. Found out elsewhere, handed in as a value."""

import msgspec


class Capabilities(msgspec.Struct, frozen=True):
    """Each is None while it is not known."""

    tray: bool | None = None
    notifications: bool | None = None
    buttons: bool | None = None
    clicks: bool | None = None
    """A click on a notification comes back to the program."""
    sound: bool | None = None
    keyring: bool | None = None
    """There is an open keyring to keep a password in."""
    autostart: bool | None = None
