"""What the program says about itself: its history, its settings, a fault that stopped the checking."""

from PySide6.QtCore import QCoreApplication

from notifier.core.events import EngineFailed, Notice, NoticeKind
from notifier.ui.sentences.notification import NotificationText
from notifier.ui.sentences.words import quotable

translate = QCoreApplication.translate


def notice(about: Notice) -> NotificationText:
    """Put a notice into words."""
    text = quotable(about.text)
    match about.kind:
        case NoticeKind.HISTORY_CORRUPT:
            return NotificationText(
                translate("Notice", "The history was damaged"),
                translate("Notice", "It was set aside as {file}, and a new one was begun.").format(file=text),
            )
        case NoticeKind.HISTORY_UNWRITABLE:
            return NotificationText(
                translate("Notice", "The history cannot be written"),
                translate("Notice", "Watching goes on, but nothing is remembered: {reason}").format(reason=text),
            )
        case NoticeKind.HISTORY_NEWER:
            return NotificationText(
                translate("Notice", "The history is of a newer version of this program"),
                translate("Notice", "It is left alone, and nothing is remembered. Please update the program."),
            )
        case NoticeKind.SETTINGS_BROKEN:
            return NotificationText(
                translate("Notice", "The settings could not be read completely"),
                translate("Notice", "A copy of the file was kept. The fault is here: {place}").format(place=text),
            )
        case NoticeKind.CATALOGUE_BROKEN:
            return NotificationText(
                translate("Notice", "One of your own services cannot be read"),
                translate("Notice", "It is not watched until this is put right: {problem}").format(problem=text),
            )


def engine_failed(failed: EngineFailed) -> NotificationText:
    """Say that a fault of ours stopped the checking."""
    return NotificationText(
        translate("Notice", "Checking has stopped because of a fault in this program"),
        translate("Notice", "Please start it again. Details are in the log: {fault}").format(
            fault=quotable(failed.text)
        ),
    )
