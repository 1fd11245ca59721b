"""Opening addresses that came from outside: those of the web alone, in the browser."""

from typing import Final

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

SAFE_SCHEMES: Final = ("http", "https")


def open_safely(address: QUrl) -> None:
    """Open an address of the web; nothing else is opened."""
    if address.scheme() in SAFE_SCHEMES:
        QDesktopServices.openUrl(address)
