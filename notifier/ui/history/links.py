"""Opening addresses that came from outside: those of the web alone, without a user's name in them, in the browser."""

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from notifier.core.addresses import is_web_address


def open_safely(address: QUrl) -> None:
    """Open an address of the web; nothing else is opened."""
    if is_web_address(address.toString(QUrl.ComponentFormattingOption.FullyEncoded)):
        QDesktopServices.openUrl(address)
