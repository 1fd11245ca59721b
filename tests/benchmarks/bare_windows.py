"""Two windows of a kind with the program's, with nothing of the program in them: what Qt keeps of such windows.

A list whose rows are painted beside words, a table and a chart; and pages of forms beside their list.
"""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, QStringListModel
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPaintEvent, QPixmap, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QDialogButtonBox,
    QFormLayout,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QSplitter,
    QStackedWidget,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QTextBrowser,
    QTimeEdit,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

ROWS = 60
PAGES = 6
SIZE = QSize(1040, 680)


def sign(size: int, color: str) -> QPixmap:
    """Draw a round sign with a tick."""
    picture = QPixmap(size, size)
    picture.fill(QColor(0, 0, 0, 0))
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor(color))
    painter.drawEllipse(QRectF(1, 1, size - 2, size - 2))
    tick = QPainterPath(QPointF(size * 0.3, size * 0.5))
    tick.lineTo(size * 0.45, size * 0.65)
    tick.lineTo(size * 0.7, size * 0.3)
    painter.drawPath(tick)
    painter.end()
    return picture


class Rows(QStyledItemDelegate):
    """Paints a row of two lines with a sign."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw sign, name and line."""
        place, text = option.rect, str(index.data())
        painter.save()
        painter.drawPixmap(place.left() + 4, place.top() + 4, sign(32, "seagreen"))
        font = painter.font()
        font.setBold(True)
        painter.setFont(font)
        painter.drawText(place.adjusted(44, 2, 0, -place.height() // 2), text)
        painter.restore()
        painter.drawText(place.adjusted(44, place.height() // 2, 0, 0), "works, as far as can be told")

    def sizeHint(  # noqa: N802 Qt's name
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Two lines."""
        return QSize(200, 44)


class Chart(QWidget):
    """A line over a day."""

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 Qt's name
        """Draw it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = QPainterPath(QPointF(0, self.height() / 2))
        for at in range(0, self.width(), 3):
            line.lineTo(at, self.height() * (0.3 + (at % 17) / 40))
        painter.strokePath(line, QColor("steelblue"))
        painter.fillRect(0, self.height() - 12, self.width(), 10, QColor("seagreen"))
        painter.end()


def main_window() -> QWidget:
    """A list beside words, a chart and a table."""
    window = QSplitter()
    window.setWindowTitle("Bare window")
    view = QListView()
    view.setItemDelegate(Rows(view))
    view.setModel(QStringListModel([f"Service {number}" for number in range(ROWS)], view))
    left, right = QWidget(), QWidget()
    beside, below = QVBoxLayout(left), QVBoxLayout(right)
    search = QLineEdit(clearButtonEnabled=True)
    search.setCompleter(QCompleter([f"Service {number}" for number in range(ROWS)], search))
    beside.addWidget(search)
    beside.addWidget(view)
    head = QHBoxLayout()
    for number in range(3):
        button = QToolButton()
        button.setIcon(QIcon(sign(24, "peru")))
        button.setText(f"Do {number}")
        head.addWidget(button)
    head.addWidget(QComboBox())
    below.addLayout(head)
    words = QTextBrowser()
    cursor, bold = QTextCursor(words.document()), QTextCharFormat()
    bold.setFontWeight(700)
    for number in range(ROWS):
        cursor.insertText(f"Step {number}\n", bold)
        cursor.insertText("It could not be reached from here, while its own page said nothing of it.\n")
    below.addWidget(words)
    below.addWidget(Chart(minimumHeight=80))
    table = QTableWidget(ROWS, 4)
    for row in range(ROWS):
        for column in range(4):
            table.setItem(row, column, QTableWidgetItem(f"{row}:{column:02}"))
    below.addWidget(table)
    window.addWidget(left)
    window.addWidget(right)
    window.resize(SIZE)
    return window


def pages() -> QWidget:
    """Forms beside the list of their names."""
    window = QWidget(windowTitle="Bare pages")
    side, stack, layout = QListWidget(), QStackedWidget(), QHBoxLayout(window)
    for number in range(PAGES):
        side.addItem(f"Page {number}")
        page, form = QGroupBox(f"Page {number}"), QFormLayout()
        page.setLayout(form)
        tree = QTreeWidget()
        tree.addTopLevelItems([QTreeWidgetItem([f"App {each}"]) for each in range(ROWS)])
        fields = (QLineEdit(), QSpinBox(), QTimeEdit(), QComboBox(), QCheckBox("Yes"), QPlainTextEdit(), tree)
        for field in fields:
            form.addRow(QLabel("A field of it"), field)
        form.addRow(QPushButton("Try"))
        area = QScrollArea(widgetResizable=True)
        area.setWidget(page)
        stack.addWidget(area)
    layout.addWidget(side)
    layout.addWidget(stack)
    layout.addWidget(QDialogButtonBox(QDialogButtonBox.StandardButton.Close))
    window.resize(SIZE)
    return window
