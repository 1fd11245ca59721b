"""Words beside what matters: plain text, wrapped, quieter than the rest in every theme."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QWidget

from notifier.ui.theme import quiet_color


class Note(QLabel):
    """A sentence that explains; plain text, wrapped, in a quieter colour."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self._quieten()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 Qt's name
        """Stay quiet in another theme's colours."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.ParentChange):
            self._quieten()

    def _quieten(self) -> None:
        palette = self.palette()
        color = quiet_color(palette)
        if palette.color(QPalette.ColorRole.WindowText) != color:
            palette.setColor(QPalette.ColorRole.WindowText, color)
            self.setPalette(palette)
