"""What is chosen in a list or table lies on a faint ground of the accent's colour, and its words keep their own.

The style paints it; it only gets other colours for it, of each theme anew.
"""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QAbstractItemView, QApplication

from notifier.ui import theme


def soften(view: QAbstractItemView) -> None:
    """Show faintly from now on what is chosen in a view."""
    view.installEventFilter(_Softener(view))


class _Softener(QObject):
    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        self._soften()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 Qt's name
        """Follow another theme's colours."""
        if event.type() == QEvent.Type.PaletteChange:
            self._soften()
        return super().eventFilter(watched, event)

    def _soften(self) -> None:
        whole, palette = QApplication.palette(self._view), self._view.palette()
        wanted = {
            QPalette.ColorRole.Highlight: theme.chosen_color(whole),
            QPalette.ColorRole.HighlightedText: whole.color(QPalette.ColorRole.Text),
        }
        if any(palette.color(role) != color for role, color in wanted.items()):  # else it would never end
            for role, color in wanted.items():
                palette.setColor(role, color)
            self._view.setPalette(palette)
