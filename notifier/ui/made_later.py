"""What is hidden at first is made when it is wanted, so that its window opens sooner; this puts it into its place.

To the eye a layout does that; keys and screen readers would come to it last.
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def come_between(before: QWidget, made: QWidget, after: QWidget) -> None:
    """Let keys come to a widget and all that is in it after one, and screen readers before another beside it.

    Never by Qt's own `nextInFocusChain()`: Python takes its answer for a part of the widget, and deletes it with that.
    """
    made.stackUnder(after)
    policy = made.focusPolicy()
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # without one it would keep its place among the keys
    for part in (made, *made.findChildren(QWidget)):
        if part.focusPolicy():
            QWidget.setTabOrder(before, part)
            before = part
    made.setFocusPolicy(policy)
