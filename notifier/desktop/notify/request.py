"""What a server is asked to show, as the standard has it: words without what turns them around, buttons, hints."""

from typing import Final

from dbus_fast import Variant

from notifier.desktop.notify.model import Capabilities, Notification

DEFAULT: Final = "default"
DESKTOP_ENTRY: Final = "outage-notifier"
LONGEST_BODY: Final = 1_000
GNOME: Final = "gnome-shell"
GNOME_MOST: Final = 3
"""It shows so many buttons; the click on the notification itself does what the first one does."""


def plain(text: str) -> str:
    """Take control characters out, and those that turn the writing around; line breaks stay."""
    spaced = (" " if each.isspace() and each != "\n" else each for each in text)
    return "".join(each for each in spaced if each == "\n" or each.isprintable())


def body(text: str, markup: bool) -> str:
    """Give the text as the server shows it; where the body is `markup`, escaped."""
    text = plain(text)
    if len(text) > LONGEST_BODY:
        text = text[: LONGEST_BODY - 1] + "…"
    if not markup:
        return text
    from html import escape  # where it is needed: it brings a third of a megabyte of names along

    return escape(text, quote=False)


def actions(notification: Notification, server: Capabilities) -> list[str]:
    """Pairs of key and label; the default one is the click on the notification itself and has no label."""
    if not server.buttons:
        return []
    pairs = [(DEFAULT, "")] if server.click else []
    buttons = notification.buttons
    if server.server == GNOME and len(buttons) > GNOME_MOST:
        buttons = buttons[1:]
    pairs += [(each.key, plain(each.label)) for each in buttons]
    return [each for pair in pairs for each in pair]


def hints(notification: Notification, *, urgent: bool) -> dict[str, Variant]:
    """Give what else there is to know of it."""
    given = {
        "urgency": Variant("y", 2 if urgent else 0 if notification.low else 1),
        "desktop-entry": Variant("s", DESKTOP_ENTRY),
        "category": Variant("s", "network.error" if notification.urgent else "network"),
        "suppress-sound": Variant("b", not notification.sound),
        # after a restart the server's numbers are not known any more; dunst replaces by this, others do not look at it
        "x-dunst-stack-tag": Variant("s", notification.thread),
    }
    if notification.sound:
        given["sound-name"] = Variant("s", "dialog-warning" if notification.urgent else "message-new-instant")
    return given
