"""The window's own menu: what else is in the tray's, for desktops that have no tray."""

from PySide6.QtWidgets import QWidget

from notifier.core.model import Snapshot
from notifier.ui.menu import CommandMenu


class WindowMenu(CommandMenu):
    """Pause and quit; `show_snapshot` shows what is possible."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.add_pausing()
        self.addSeparator()
        self.add_quit()
        self.translate()

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Offer what is possible."""
        self.show_pausing(snapshot)
