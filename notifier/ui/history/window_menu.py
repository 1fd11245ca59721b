"""The window's own menu: writing the outages into a file, and what is in the tray's, for desktops that have none."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from notifier.core.model import Snapshot
from notifier.ui.menu import CommandMenu
from notifier.words import _


class WindowMenu(CommandMenu):
    """Export, pause and quit; `show_snapshot` shows what is possible. `export_chosen` carries a file's suffix."""

    export_chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        for suffix, words in ((".csv", _("Export as &CSV…")), (".json", _("Export as &JSON…"))):
            action = self.addAction(words)
            action.setData(suffix)
            action.triggered.connect(self._export)
        self.addSeparator()
        self.add_pausing()
        self.addSeparator()
        self.add_quit()

    @Slot()
    def _export(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.export_chosen.emit(action.data())

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Offer what is possible."""
        self.show_pausing(snapshot)
