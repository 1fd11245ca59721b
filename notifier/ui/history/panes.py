"""Where the parts of the history window stand: services at the left, the table above its story at the right."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget


def lay_out(
    window: QWidget, head: QWidget, left: QWidget, above: Iterable[tuple[QWidget, int]], below: QWidget
) -> tuple[QSplitter, QSplitter]:
    """Lay the parts out, those above with their share of what is left; give the splitters of columns and rows."""
    columns, rows = QSplitter(Qt.Orientation.Horizontal, window), QSplitter(Qt.Orientation.Vertical, window)
    upper = QWidget(window)
    column = QVBoxLayout(upper)
    column.setContentsMargins(0, 0, 0, 0)
    for each, share in above:
        column.addWidget(each, share)
    rows.addWidget(upper)
    rows.addWidget(below)
    columns.addWidget(left)
    columns.addWidget(rows)
    for splitter in (rows, columns):
        splitter.setChildrenCollapsible(False)
    rows.setStretchFactor(0, 1)
    rows.setStretchFactor(1, 1)
    columns.setStretchFactor(1, 1)
    whole = QVBoxLayout(window)
    whole.addWidget(head)
    whole.addWidget(columns, 1)
    return columns, rows
