"""A line to type into, with a button that empties it: named for screen readers, as Qt's own is not."""

from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

from notifier.words import _


class ClearableField(QLineEdit):
    """The line; `ask` says what is to be typed there."""

    def __init__(self, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setClearButtonEnabled(True)
        self.ask(words)

    def ask(self, words: str) -> None:
        """Say what is to be typed, in the line while it is empty, and to screen readers."""
        self.setPlaceholderText(words)
        self.setAccessibleName(words)
        for button in self.findChildren(QToolButton):
            button.setAccessibleName(_("Clear"))
