"""The parts that the pages are made of: a page that scrolls, a fault shown below its field, boxes that keep calm.

No settings are known here. A box obeys the wheel only while it has the focus, so that scrolling changes nothing.
"""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QObject, Qt, Signal, SignalInstance, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QPalette, QValidator, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from notifier.core.failure import UserError
from notifier.core.model import State
from notifier.ui.note import Note as Note
from notifier.ui.scale import APART, NEAR
from notifier.ui.scrolled import KeyScrolled
from notifier.ui.settings.group import Group
from notifier.ui.theme import state_color
from notifier.ui.tips import tip
from notifier.words import _
from notifier.words.errors import error_words
from notifier.words.phrases import capital


class Page(KeyScrolled):
    """A page of the dialog: a heading and groups of fields below each other; it scrolls where the screen is small."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setAccessibleName(title)
        self.body = QWidget(self)
        self.column = QVBoxLayout(self.body)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(APART)
        self.setWidget(self.body)
        self.verticalScrollBar().rangeChanged.connect(self._leave_gap)

    @Slot(int, int)
    def _leave_gap(self, _least: int, most: int) -> None:
        """Keep the fields off the bar, where there is one."""
        self.setViewportMargins(0, 0, NEAR if most else 0, 0)

    def group(self, title: str) -> QFormLayout:
        """Begin a group of fields."""
        box = Group(title, self.body)
        self.column.addWidget(box)
        return box.form()

    def end(self) -> None:
        """Put what is left of the height below the last group."""
        self.column.addStretch(1)


class Fault(QLabel):
    """Shows below a field what is wrong with it, also to a screen reader; hidden while nothing is."""

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


def push_button(
    words: str, pressed: Callable[..., object] | SignalInstance, parent: QWidget | None = None
) -> QPushButton:
    """Make a button that Enter presses nowhere but on it."""
    button = QPushButton(words, parent)
    button.setAutoDefault(False)
    button.clicked.connect(pressed)
    return button


class ChoiceBox(QComboBox):
    """A box of choices: pairs of what is shown and what is meant; wide enough for so many letters.

    Signals: `chosen` with what is meant, when the user chose it.
    """

    chosen = Signal(str)

    def __init__(self, name: str, choices: Iterable[tuple[str, str]], chosen: str, *, letters: int = 24) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setAccessibleDescription(name)  # on Linux the name is what is chosen
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(letters)
        for shown, meant in choices:
            self.addItem(shown, meant)
        self.currentTextChanged.connect(self.setToolTip)  # the box may be narrower than a choice
        self.setCurrentIndex(max(0, self.findData(chosen)))
        self.setToolTip(tip(self.currentText()))
        self.activated.connect(self._say)
        _calm_wheel(self)

    @Slot()
    def _say(self) -> None:
        self.chosen.emit(str(self.currentData()))


class NumberBox(QSpinBox):
    """A box for a whole number; it says the number when the user is done with it, not at each key."""

    def __init__(self, name: str, limits: tuple[int, int], value: float, unit: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setRange(*limits)
        self.setValue(round(value))
        self.setSuffix(unit)
        self.setKeyboardTracking(False)
        self.setStepType(QAbstractSpinBox.StepType.AdaptiveDecimalStepType)
        guard = _UndoGuard(self)
        self.installEventFilter(guard)
        self.lineEdit().installEventFilter(guard)
        _calm_wheel(self)


class SecondsBox(NumberBox):
    """A box for a time in whole seconds, which full minutes are said as: "2 min", "90 s". Both can be typed."""

    def textFromValue(self, value: int) -> str:  # noqa: N802 Qt's name
        """Say the value."""
        if value and value % 60 == 0:
            return _("{minutes} min").format(minutes=value // 60)
        return _("{seconds} s").format(seconds=value)

    def valueFromText(self, text: str) -> int:  # noqa: N802 Qt's name
        """Understand what was typed: a number without a unit is seconds."""
        digits = "".join(each for each in text if each.isdecimal())
        unit = text.replace(digits, "", 1).strip().lower()
        minutes = _("{minutes} min").format(minutes="").strip().lower()
        return int(digits or "0") * (60 if unit and minutes.startswith(unit) else 1)

    def validate(self, text: str, at: int) -> tuple[QValidator.State, str, int]:
        """Let everything be typed that has a number; it counts where it is within the limits."""
        fits = any(map(str.isdecimal, text)) and self.minimum() <= self.valueFromText(text) <= self.maximum()
        return (QValidator.State.Acceptable if fits else QValidator.State.Intermediate), text, at


class _UndoGuard(QObject):
    """Leaves the keys that take a step back to the window where nothing is typed that could be taken back."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 Qt's name
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            line = watched.lineEdit() if isinstance(watched, QSpinBox) else watched
            typed = isinstance(line, QLineEdit) and line.isUndoAvailable()
            keys = QKeySequence.StandardKey
            if not typed and (event.matches(keys.Undo) or event.matches(keys.Redo)):
                event.ignore()
                return True
        return False


class _WheelGuard(QObject):
    """Lets the wheel scroll the page instead of changing the box that happens to lie under the pointer."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 Qt's name
        if isinstance(event, QWheelEvent) and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return False


def _calm_wheel(box: QComboBox | QSpinBox) -> None:
    """Make a box obey the wheel only while it has the focus."""
    box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    box.installEventFilter(_WheelGuard(box))
