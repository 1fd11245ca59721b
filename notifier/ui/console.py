"""The command line's door to Qt: an application object without a screen, which translations need, and `translate`.

The command line itself imports no Qt. There is no event loop here, and nothing that is drawn.
"""

from PySide6.QtCore import QCoreApplication

from notifier.ui import i18n

_kept: list[QCoreApplication] = []


def speak(language: str) -> str:
    """Speak the language (empty or unknown: the system's) in a program without windows, and tell which it is."""
    if QCoreApplication.instance() is None:
        _kept.append(QCoreApplication(["outage-notifier"]))
    return i18n.install(language)


def make_room() -> None:
    """Take back the application object made here: there can be one only, and windows need one of their own."""
    while _kept:
        _kept.pop().shutdown()


def translate(context: str, text: str) -> str:
    """Give the text in the user's language; `text` is a literal, so that the translators' tools find it."""
    return QCoreApplication.translate(context, text)
