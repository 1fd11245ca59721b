"""The parts that the pages are made of: a page that scrolls, a fault told below its field, boxes that keep calm.

No settings are known here. A box obeys the wheel only while it has the focus, so that scrolling changes nothing.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPalette, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QFormLayout,
    QFrame,
    QGroupBox,
    QLabel,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from notifier.core.failure import UserError
from notifier.core.model import State
from notifier.ui.settings.ticks import TickBox
from notifier.ui.theme import quiet_color, state_color
from notifier.words.errors import error_words
from notifier.words.phrases import capital


class Page(QScrollArea):
    """A page of the dialog: a heading and groups of fields below each other; it scrolls where the screen is small."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(title)
        self.body = QWidget(self)
        self.column = QVBoxLayout(self.body)
        self.column.setSpacing(12)
        self.setWidget(self.body)

    def group(self, title: str) -> QFormLayout:
        """Begin a group of fields."""
        box = QGroupBox(title, self.body)
        form = QFormLayout(box)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        self.column.addWidget(box)
        return form

    def end(self) -> None:
        """Put what is left of the height below the last group."""
        self.column.addStretch(1)


class Note(QLabel):
    """A sentence that explains; plain text, wrapped, in a quieter colour."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self._quieten()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 Qt's name
        """Stay quiet in another theme's colours."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.ParentChange):
            self._quieten()

    def _quieten(self) -> None:
        palette = self.palette()
        color = quiet_color(palette)
        if palette.color(QPalette.ColorRole.WindowText) != color:
            palette.setColor(QPalette.ColorRole.WindowText, color)
            self.setPalette(palette)


class Fault(QLabel):
    """Tells below a field what is wrong with it, and tells a screen reader too; hidden while nothing is."""

    def __init__(self, field: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field = field
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.hide()

    def tell(self, error: UserError | None) -> None:
        """Show what is wrong; None: nothing is."""
        text = "" if error is None else _fault_words(error)
        self.setText(text)
        self.setVisible(bool(text))
        self._field.setAccessibleDescription(text)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, state_color(State.OUTAGE, palette))
        self.setPalette(palette)


def _fault_words(error: UserError) -> str:
    """Say what is wrong and what was expected, on lines of their own."""
    sources = (error.title_source, error.hint_source)
    lines = [
        words if source.startswith("{") else capital(words)  # what the user typed stays as it is
        for source, words in zip(sources, error_words(error), strict=True)
        if words
    ]
    return "\n".join(lines)


def check_box(text: str, done: Callable[[bool], None], *, on: bool) -> QCheckBox:
    """Make a tick box that says each change."""
    box = TickBox(text)
    box.setChecked(on)
    box.toggled.connect(done)
    return box


def choice_box(
    name: str, choices: list[tuple[str, str]], chosen: str, done: Callable[[str], None], *, letters: int = 24
) -> QComboBox:
    """Make a box of choices: pairs of what is shown and what is meant; wide enough for so many letters."""
    box = QComboBox()
    box.setAccessibleName(name)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(letters)
    for shown, meant in choices:
        box.addItem(shown, meant)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    box.activated.connect(lambda index: done(str(box.itemData(index))))
    calm_wheel(box)
    return box


def number_box(name: str, limits: tuple[int, int], value: float, suffix: str, done: Callable[[int], None]) -> QSpinBox:
    """Make a box for a whole number; it says the number when the user is done with it, not at each key."""
    box = QSpinBox()
    box.setAccessibleName(name)
    box.setRange(*limits)
    box.setValue(round(value))
    box.setSuffix(suffix)
    box.setKeyboardTracking(False)
    box.setStepType(QAbstractSpinBox.StepType.AdaptiveDecimalStepType)
    box.valueChanged.connect(done)
    calm_wheel(box)
    return box


class _WheelGuard(QObject):
    """Lets the wheel scroll the page instead of changing the box that happens to lie under the pointer."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 Qt's name
        if isinstance(event, QWheelEvent) and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return False


def calm_wheel(box: QComboBox | QSpinBox) -> None:
    """Make a box obey the wheel only while it has the focus."""
    box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    box.installEventFilter(_WheelGuard(box))
