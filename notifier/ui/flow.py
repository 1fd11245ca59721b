"""Things beside each other as long as there is room, the rest below: buttons, whose words differ with the language."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QLayout, QLayoutItem, QStyle, QWidget

from notifier.ui.scale import NEAR


class Flow(QBoxLayout):
    """Rows of what is added with `addWidget`; what is hidden takes no room.

    Qt's row has and ends the items; where they stand is decided here.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(QBoxLayout.Direction.LeftToRight, parent)
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(NEAR)

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802 Qt's name
        """Take no more than is needed."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 Qt's name
        """Say yes."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 Qt's name
        """Give the height of all rows."""
        return max((each.bottom() + 1 for _item, each in self._places(width)), default=0)

    def minimumHeightForWidth(self, width: int) -> int:  # noqa: N802 Qt's name
        """Give the same: a row alone would do with less."""
        return self.heightForWidth(width)

    def maximumSize(self) -> QSize:  # noqa: N802 Qt's name
        """Take any room."""
        return QLayout.maximumSize(self)

    def sizeHint(self) -> QSize:  # noqa: N802 Qt's name
        """Like to be one row."""
        shown = [each.sizeHint() for each in self._shown()]
        width = sum(each.width() + self.spacing() for each in shown) - (self.spacing() if shown else 0)
        return QSize(width, max((each.height() for each in shown), default=0))

    def minimumSize(self) -> QSize:  # noqa: N802 Qt's name
        """Have room for the widest."""
        least = QSize(0, 0)
        for each in self._shown():
            least = least.expandedTo(each.minimumSize())
        return least

    def setGeometry(self, room: QRect) -> None:  # noqa: N802 Qt's name
        """Put each into its place."""
        QLayout.setGeometry(self, room)  # not the row's: everything is put below
        parent = self.parentWidget()
        direction = Qt.LayoutDirection.LeftToRight if parent is None else parent.layoutDirection()
        for item, place in self._places(room.width()):
            item.setGeometry(QStyle.visualRect(direction, room, place.translated(room.topLeft())))

    def _shown(self) -> list[QLayoutItem]:
        every = (self.itemAt(each) for each in range(self.count()))
        return [each for each in every if each is not None and not each.isEmpty()]

    def _places(self, width: int) -> list[tuple[QLayoutItem, QRect]]:
        found: list[tuple[QLayoutItem, QRect]] = []
        at, high = QPoint(0, 0), 0
        for item in self._shown():
            size = item.sizeHint().boundedTo(QSize(max(width, item.minimumSize().width()), item.sizeHint().height()))
            if at.x() and at.x() + size.width() > width:
                at, high = QPoint(0, at.y() + high + self.spacing()), 0
            found.append((item, QRect(at, size)))
            at.setX(at.x() + size.width() + self.spacing())
            high = max(high, size.height())
        return found
