"""The command line's door to Qt: an application object without a screen, which translations need, and `translate`.

The command line itself imports no Qt. There is no event loop here, and nothing that is drawn.
"""

import logging

from PySide6.QtCore import QCoreApplication, QMessageLogContext, QtMsgType, qInstallMessageHandler

from notifier.ui import i18n

_log = logging.getLogger(__name__)
_kept: list[QCoreApplication] = []


def speak(language: str) -> str:
    """Speak the language (empty or unknown: the system's) in a program without windows, and tell which it is."""
    if QCoreApplication.instance() is None:
        # in a locale without UTF-8 Qt takes another one, and says so in four lines that help nobody here
        before = qInstallMessageHandler(_to_log)
        _kept.append(QCoreApplication(["outage-notifier"]))
        qInstallMessageHandler(before)
    return i18n.install(language)


def make_room() -> None:
    """Take back the application object made here: there can be one only, and windows need one of their own."""
    if _kept:
        i18n.uninstall()  # what the application object knows of goes with it
    while _kept:
        _kept.pop().shutdown()


def translate(context: str, text: str) -> str:
    """Give the text in the user's language; `text` is a literal, so that the translators' tools find it."""
    return QCoreApplication.translate(context, text)


def _to_log(_kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    _log.debug("Qt says: %s", text)
