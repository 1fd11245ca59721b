"""Where the parts of the history window stand: services at the left, the table above its story at the right.

In a wide window the story stands beside the table.
"""

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLayout, QSizePolicy, QVBoxLayout, QWidget

from notifier.ui.fitting import read_in_order
from notifier.ui.made_later import come_between
from notifier.ui.scale import APART
from notifier.ui.splitter import Splitter

WIDE: Final = 175
"""Characters, from which on there is room for two columns of text."""


LEAST: Final = 9
"""Lines that the story keeps, also while it is still read: with less it would scroll for a moment."""


class Rows(Splitter):
    """Table and story: below each other, or side by side where it is wide.

    What is above is no higher than it needs to be; below each other, the rest is the story's. Where both lack room, the
    story has a quarter, unless the user divided it otherwise.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        above = QWidget(self)
        self._spare = QWidget(above)
        self._spare.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._spare.hide()
        self._upper = QVBoxLayout(above)
        self._upper.setContentsMargins(0, 0, 0, 0)
        self._upper.setSpacing(APART)
        self._upper.setSizeConstraint(QLayout.SizeConstraint.SetMinAndMaxSize)
        self.addWidget(above)

    def fill(self, parts: Iterable[tuple[QWidget, int]]) -> None:
        """Put parts above, each with its share of what is left."""
        for each, share in parts:
            self._upper.addWidget(each, share)
        self._upper.addWidget(self._spare)

    def put_above(self, other: QWidget, part: QWidget, before: QWidget) -> None:
        """Put a part above one that was there before it; keys come to it after `before`."""
        self._upper.insertWidget(self._upper.indexOf(other), part)
        come_between(before, part, other)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 Qt's name
        """Stand as the width asks for."""
        wide = self.width() >= WIDE * self.fontMetrics().averageCharWidth()
        wanted = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        if self.orientation() is not wanted:
            self.setOrientation(wanted)
            self._spare.setVisible(wide)
            self.setSizes([self.width() * 6 // 10, self.width() * 4 // 10])
            self.moved = False
        super().resizeEvent(event)
        self._share()

    def event(self, event: QEvent) -> bool:
        """Divide the room anew, where more or less is shown."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._share()
        return done

    def _share(self) -> None:
        above, below, room = self.widget(0), self.widget(1), sum(self.sizes())
        if self.moved or self.orientation() is Qt.Orientation.Horizontal or above is None or below is None:
            return
        lower = min(max(below.sizeHint().height(), LEAST * self.fontMetrics().height()), room // 4)
        if below.height() < lower or (below.height() > lower and above.height() < above.maximumHeight()):
            self.setSizes([room - lower, lower])  # takes a few milliseconds


def lay_out(
    window: QWidget, head: Iterable[QWidget], left: QWidget, above: Iterable[tuple[QWidget, int]], below: QWidget
) -> tuple[Splitter, Rows]:
    """Lay the parts out, those above with their share of what is left; give the splitters of columns and rows."""
    columns, rows = Splitter(Qt.Orientation.Horizontal, window), Rows(window)
    rows.fill(above)
    rows.addWidget(below)
    columns.addWidget(left)
    columns.addWidget(rows)
    for splitter in (rows, columns):
        read_in_order(splitter)
    rows.setStretchFactor(0, 1)
    rows.setStretchFactor(1, 1)
    columns.setStretchFactor(1, 1)
    whole = QVBoxLayout(window)
    whole.setContentsMargins(APART, APART, APART, APART)
    whole.setSpacing(APART)
    for each in head:
        whole.addWidget(each)
    whole.addWidget(columns, 1)
    return columns, rows
