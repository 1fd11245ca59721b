"""Tick boxes that can be seen in the dark: one by itself, and those of a list.

WORKAROUND: Qt's Fusion style draws the frame of a tick box a shade darker than the window, which cannot be seen
on a dark one (src/widgets/styles/qfusionstyle.cpp, `outline`). A thin frame is drawn over it.
"""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStyleOptionViewItem,
    QWidget,
)

from notifier.ui.scale import TIGHT
from notifier.ui.softened import FocusDelegate, Index
from notifier.ui.theme import is_dark


class TickBox(QCheckBox):
    """A tick box; where its words have no room on one line, they take more, which Qt's own do not."""

    def __init__(self, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum, QSizePolicy.ControlType.CheckBox)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 Qt's name
        """Have room for the longest word."""
        words = max(self.text().split(), key=self._wide, default="")
        return QSize(self._beside() + self._wide(words), super().minimumSizeHint().height())

    def heightForWidth(self, width: int) -> int:  # noqa: N802 Qt's name
        """Have room for all the lines."""
        return self.sizeHint().height() + len(self._lines(width)[1:]) * self.fontMetrics().lineSpacing()

    def initStyleOption(self, option: QStyleOptionButton) -> None:  # noqa: N802 Qt's name
        """Draw the words in lines."""
        super().initStyleOption(option)
        option.text = "\n".join(self._lines(self.width()))

    def _lines(self, width: int) -> list[str]:
        lines = [""]
        for word in self.text().split():
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and self._wide(longer) > width - self._beside():
                lines.append(word)
            else:
                lines[-1] = longer
        return lines

    def _beside(self) -> int:
        """Give the pixels of the box itself."""
        parts = (QStyle.PixelMetric.PM_IndicatorWidth, QStyle.PixelMetric.PM_CheckBoxLabelSpacing)
        return sum(self.style().pixelMetric(each, None, self) for each in parts) + TIGHT

    def _wide(self, words: str) -> int:
        return self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, words).width()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 Qt's name
        """Draw it, and its frame where that would not show."""
        super().paintEvent(event)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        area = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self)
        frame_tick(QPainter(self), area, self.palette())


class TickDelegate(FocusDelegate):
    """Draws the rows of a list with tick boxes, each with room for a finger."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        super().paint(painter, option, index)
        filled = QStyleOptionViewItem(option)
        self.initStyleOption(filled, index)
        element = QStyle.SubElement.SE_ItemViewItemCheckIndicator
        painter.save()
        frame_tick(painter, option_style(filled).subElementRect(element, filled, filled.widget), filled.palette)
        self.decorate(painter, filled, index)
        painter.restore()

    def decorate(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw what else belongs into the row: here nothing."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 Qt's name
        """Give the size of a row."""
        size = super().sizeHint(option, index)
        size.setHeight(max(size.height(), option.fontMetrics.height() + 10))
        return size


def option_style(option: QStyleOptionViewItem) -> QStyle:
    """Give the style that a row is drawn in."""
    widget: QWidget | None = option.widget
    return QApplication.style() if widget is None else widget.style()


def frame_tick(painter: QPainter, area: QRect, palette: QPalette) -> None:
    """Draw the frame of a tick box where the style's own does not show."""
    if is_dark(palette) and QApplication.style().name() == "fusion":
        painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
        painter.drawRect(area.adjusted(0, 0, -1, -1))
