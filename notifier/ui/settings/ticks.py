"""Tick boxes: one whose words take more lines where there is less room, and those of a list."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPalette
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


class TickDelegate(FocusDelegate):
    """Draws the rows of a list, each with a box whose frame is seen as well as that of one by itself."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: N802 Qt's name
        """Take the colour of those frames; see `theme.frame_fields`."""
        super().initStyleOption(option, index)
        framed = QApplication.palette("QCheckBox")  # type: ignore[call-overload]  # WORKAROUND: see there
        option.palette.setColor(QPalette.ColorRole.Window, framed.color(QPalette.ColorRole.Window))
