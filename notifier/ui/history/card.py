"""Ground with round corners for what belongs together; and a card: a quiet title, words, and when they were true."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLayout, QPushButton, QVBoxLayout, QWidget

from notifier.ui.history.labels import plain_label
from notifier.ui.note import Note
from notifier.ui.painted import paint_ground
from notifier.ui.scale import APART, NEAR, TIGHT


class Ground(QFrame):
    """The ground."""

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 Qt's name
        """Paint the ground."""
        painter = QPainter(self)
        paint_ground(painter, self.rect(), self.palette())
        painter.end()


def on_ground(parent: QWidget, *content: QWidget | QLayout, around: int = TIGHT) -> Ground:
    """Put widgets below each other onto a ground of their own."""
    ground = Ground(parent)
    column = QVBoxLayout(ground)
    column.setContentsMargins(around, min(around, NEAR), around, min(around, NEAR))
    column.setSpacing(TIGHT)
    for each in content:
        if isinstance(each, QLayout):
            column.addLayout(each)
        else:
            column.addWidget(each)
    return ground


class Card(Ground):
    """Words on a ground of their own. `button`, hidden until it is wanted, stands at the lower end."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._words, self._foot = Note("", self), plain_label(self), Note("", self)
        self.button = QPushButton(self)
        self.button.hide()
        self._title.setBuddy(self._words)
        column = QVBoxLayout(self)
        column.setContentsMargins(APART, NEAR, APART, NEAR)
        column.setSpacing(TIGHT)
        column.addWidget(self._title)
        column.addWidget(self._words)
        column.addWidget(self._foot)
        column.addStretch(1)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)

    def set_title(self, title: str) -> None:
        """Say what the card is about."""
        self._title.setText(title)
        self.setAccessibleName(title)

    @property
    def words(self) -> str:
        """What stands there."""
        return self._words.text()

    def say(self, words: str, foot: str = "") -> None:
        """Show these words, and beneath them when they were true."""
        self._words.setText(words)
        self._foot.setText(foot)
        self._foot.setVisible(bool(foot))
