"""What the program says about itself: its history, its settings, a fault that stopped the checking."""

from notifier.core.events import EngineFailed, Notice, NoticeKind
from notifier.words import _
from notifier.words.notification import NotificationText
from notifier.words.phrases import quotable


def notice(about: Notice) -> NotificationText:
    """Put a notice into words."""
    text = quotable(about.text)
    match about.kind:
        case NoticeKind.HISTORY_CORRUPT:
            return NotificationText(
                _("The history was damaged"),
                _("What could still be read was taken over. The damaged file is {file}.").format(file=text),
            )
        case NoticeKind.HISTORY_UNWRITABLE:
            return NotificationText(
                _("The history cannot be written"),
                _("Watching goes on, but nothing is remembered: {reason}").format(reason=text),
            )
        case NoticeKind.HISTORY_NEWER:
            return NotificationText(
                _("The history is from a newer version of this program"),
                _("It is left alone, and nothing is remembered. Please update the program."),
            )
        case NoticeKind.SETTINGS_BROKEN:
            return NotificationText(
                _("The settings could not be read completely"),
                _("A copy of the file was kept. The fault is here: {place}").format(place=text),
            )
        case NoticeKind.CATALOGUE_BROKEN:
            return NotificationText(
                _("One of your own services cannot be read"),
                _("It is not watched until this is put right: {problem}").format(problem=text),
            )


def engine_failed(failed: EngineFailed) -> NotificationText:
    """Say that a fault of ours stopped the checking."""
    return NotificationText(
        _("Checking has stopped because of a fault in this program"),
        _("Please start it again. Details are in the log: {fault}").format(fault=quotable(failed.text)),
    )
