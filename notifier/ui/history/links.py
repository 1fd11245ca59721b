"""Opening addresses that came from outside: those of the web alone, without a user's name in them, in the browser.

A button opens others, too: an app by its own address; whoever makes it knows where the address comes from.
"""

from PySide6.QtCore import QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton, QWidget

from notifier.core.addresses import is_web_address
from notifier.ui.tips import tip
from notifier.words.phrases import quotable


def open_safely(address: QUrl) -> None:
    """Open an address of the web; nothing else is opened."""
    if is_web_address(address.toString(QUrl.ComponentFormattingOption.FullyEncoded)):
        QDesktopServices.openUrl(address)


class LinkButton(QPushButton):
    """Opens an address; hidden while it has none."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._address = ""
        self.clicked.connect(self._open)
        self.hide()

    def lead_to(self, address: str) -> None:
        """Lead to this address from now on; empty: to none."""
        self._address = address
        self.setToolTip(tip(quotable(address, 120)))
        self.setVisible(bool(address))

    @Slot()
    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl(self._address))
