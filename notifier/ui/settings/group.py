"""A group of fields: its title, and below it what belongs together, on a ground like the history window's cards."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QFormLayout, QGroupBox, QStyle, QStyleOptionGroupBox

from notifier.ui.painted import paint_ground
from notifier.ui.scale import scaled


class Group(QGroupBox):
    """The group; other styles than Fusion, which set the title into the frame, draw their own."""

    def form(self) -> QFormLayout:
        """Begin rows of a label and a field each; where there is no room for both, the field stands below."""
        form = QFormLayout(self)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        return form

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 Qt's name
        """Give wrapped words all their lines. WORKAROUND: a form may divide its height by those of another width."""
        super().resizeEvent(event)
        layout = self.layout()
        if layout is not None:
            layout.invalidate()
            layout.activate()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 Qt's name
        """Paint title and ground."""
        style, option = self.style(), QStyleOptionGroupBox()
        if style.name() != "fusion":
            super().paintEvent(event)
            return
        self.initStyleOption(option)
        box, part, words = QStyle.ComplexControl.CC_GroupBox, QStyle.SubControl, QPalette.ColorRole.WindowText
        frame = style.subControlRect(box, option, part.SC_GroupBoxFrame, self)
        title = style.subControlRect(box, option, part.SC_GroupBoxLabel, self)
        title.setRight(self.width())  # bold, it takes more
        painter = QPainter(self)
        paint_ground(painter, frame, self.palette())
        painter.setFont(scaled(self.font(), 1, bold=True))
        style.drawItemText(painter, title, Qt.TextFlag.TextShowMnemonic, self.palette(), True, self.title(), words)
        painter.end()
