"""Things beside each other as long as there is room, the rest below: buttons, whose words differ with the language."""

import shiboken6
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QStyle, QWidget

from notifier.ui.scale import NEAR


class Flow(QLayout):
    """Rows of what is added with `addWidget`; what is hidden takes no room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(NEAR)

    def __del__(self) -> None:
        """Delete what a layout has of its own: Qt leaves that to it."""
        while self._items:
            shiboken6.delete(self._items.pop())

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802 Qt's name
        """Take one in."""
        self._items.append(item)

    def count(self) -> int:
        """Tell how many there are."""
        return len(self._items)

    def itemAt(self, place: int) -> QLayoutItem | None:  # noqa: N802 Qt's name
        """Give one of them."""
        return self._items[place] if 0 <= place < len(self._items) else None

    def takeAt(self, place: int) -> QLayoutItem | None:  # noqa: N802 Qt's name
        """Let one go."""
        return self._items.pop(place) if 0 <= place < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802 Qt's name
        """Take no more than is needed."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 Qt's name
        """Say yes."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 Qt's name
        """Give the height of all rows."""
        return max((each.bottom() + 1 for _item, each in self._places(width)), default=0)

    def sizeHint(self) -> QSize:  # noqa: N802 Qt's name
        """Like to be one row."""
        shown = [each.sizeHint() for each in self._items if not each.isEmpty()]
        width = sum(each.width() + self.spacing() for each in shown) - (self.spacing() if shown else 0)
        return QSize(width, max((each.height() for each in shown), default=0))

    def minimumSize(self) -> QSize:  # noqa: N802 Qt's name
        """Have room for the widest."""
        least = QSize(0, 0)
        for each in self._items:
            if not each.isEmpty():
                least = least.expandedTo(each.minimumSize())
        return least

    def setGeometry(self, room: QRect) -> None:  # noqa: N802 Qt's name
        """Put each into its place."""
        super().setGeometry(room)
        parent = self.parentWidget()
        direction = Qt.LayoutDirection.LeftToRight if parent is None else parent.layoutDirection()
        for item, place in self._places(room.width()):
            item.setGeometry(QStyle.visualRect(direction, room, place.translated(room.topLeft())))

    def _places(self, width: int) -> list[tuple[QLayoutItem, QRect]]:
        found: list[tuple[QLayoutItem, QRect]] = []
        at, high = QPoint(0, 0), 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint().boundedTo(QSize(max(width, item.minimumSize().width()), item.sizeHint().height()))
            if at.x() and at.x() + size.width() > width:
                at, high = QPoint(0, at.y() + high + self.spacing()), 0
            found.append((item, QRect(at, size)))
            at.setX(at.x() + size.width() + self.spacing())
            high = max(high, size.height())
        return found
