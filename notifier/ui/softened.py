"""What is chosen in a list or table lies on a faint ground of the accent's colour, and its words keep their own.

The style paints it; it only gets other colours for it, of each theme anew.
"""

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QAbstractItemView, QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from notifier.ui import theme
from notifier.ui.painted import BY_KEYS, draw_focus

Index = QModelIndex | QPersistentModelIndex


def soften(view: QAbstractItemView) -> None:
    """Show faintly from now on what is chosen in a view, and clearly what the keys are at."""
    view.installEventFilter(_Softener(view))
    frame_by_keys(view)
    if type(view.itemDelegate()) is QStyledItemDelegate:
        view.setItemDelegate(FocusDelegate(view))


def frame_by_keys(view: QAbstractItemView) -> None:
    """Show what the keys are at from the first key on that is pressed in a view: Qt itself waits for Tab."""
    view.installEventFilter(_Keys(view))


class _Keys(QObject):
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 Qt's name
        """Note a key."""
        if event.type() == QEvent.Type.KeyPress and isinstance(watched, QAbstractItemView):
            watched.window().setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        return super().eventFilter(watched, event)


class BareDelegate(QStyledItemDelegate):
    """Leaves the style's own line around what the keys are at out: it would be as faint as the ground."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: N802 Qt's name
        """Take the focus off."""
        super().initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus


class FocusDelegate(BareDelegate):
    """Draws a line of its own there."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one item."""
        super().paint(painter, option, index)
        if option.state & BY_KEYS == BY_KEYS:
            draw_focus(painter, option.rect, option.palette)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 Qt's name
        """Give each row room for a finger."""
        size = super().sizeHint(option, index)
        size.setHeight(max(size.height(), option.fontMetrics.height() + 10))
        return size


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
