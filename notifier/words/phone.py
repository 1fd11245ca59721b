"""What is said about notices to the phone: the test message, and what an address gets."""

from notifier.core.alerts.phone import PhoneLevel
from notifier.words import _


def test_words() -> tuple[str, str]:
    """Title and body of the message that tries an address."""
    return (
        _("Outage Notifier reaches you here"),
        _("This is a test. From now on you are told here, too, when something happens."),
    )


def level_words(level: PhoneLevel) -> str:
    """What an address gets."""
    match level:
        case PhoneLevel.ALL:
            return _("Everything")
        case PhoneLevel.OUTAGES:
            return _("Outages only")
