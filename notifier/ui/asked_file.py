"""Asking for a file or a colour in the desktop's own dialog: Qt shows it, or another process where GTK was left out.

Both are opened alike, and above the window that asks; what is done with the answer is the affair of who asks.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QColorDialog, QDialog, QFileDialog, QWidget

from notifier.desktop.look.asking import Asking
from notifier.desktop.look.plain import is_gtk_left_out


class DesktopDialog(QDialog):
    """Stands for a dialog that another process shows: as modal, but not on the screen. Where that fails, Qt's is shown.

    Signals: `fileSelected` and `colorSelected`, as Qt's own dialogs have them.
    """

    fileSelected = Signal(str)  # noqa: N815 Qt's name
    colorSelected = Signal(QColor)  # noqa: N815 Qt's name

    def __init__(self, parent: QWidget, own: Callable[[], QDialog], what: str, **values: object) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        self._own, self._what = own, what
        self._values = values | {"above": parent.window().winId()}
        self._asking = Asking(self)
        self._asking.answered.connect(self._on_answer)

    def open(self) -> None:
        """Ask, and keep the window behind still meanwhile."""
        super().open()
        self._asking.ask(self._what, **self._values)

    @Slot(int)
    def _on_own(self, result: int) -> None:
        self.done(result)

    def done(self, result: int) -> None:
        """End it, answered or not."""
        self._asking.close()
        super().done(result)

    @Slot(object)
    def _on_answer(self, answer: object) -> None:
        if not isinstance(answer, str):
            self._show_own()
            return
        if answer and self._what == "file":
            self.fileSelected.emit(answer)
        elif answer:
            self.colorSelected.emit(QColor(answer))
        self.done(int(bool(answer)))

    def _show_own(self) -> None:
        own = self._own()
        if isinstance(own, QFileDialog):
            own.fileSelected.connect(self.fileSelected)
        elif isinstance(own, QColorDialog):
            own.colorSelected.connect(self.colorSelected)
        own.finished.connect(self._on_own)
        own.open()


def file_dialog(
    parent: QWidget, title: str, name: str = "", kinds: str = "", folder: str = ""
) -> QFileDialog | DesktopDialog:
    """Make a dialog for an existing file, or with a name for a new one; it is gone when it is closed."""
    own = partial(_file_dialog, parent, title, name, kinds, folder)
    if not is_gtk_left_out():
        return own()
    suffix = Path(name).suffix[1:]
    dialog = DesktopDialog(parent, own, "file", title=title, folder=folder, kinds=kinds, name=name, suffix=suffix)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return dialog


def _file_dialog(parent: QWidget, title: str, name: str, kinds: str, folder: str) -> QFileDialog:
    dialog = QFileDialog(parent, title, folder, kinds)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile if name else QFileDialog.FileMode.ExistingFile)
    if name:
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(Path(name).suffix[1:])
        dialog.selectFile(name)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return dialog


def color_dialog(parent: QWidget, color: str) -> QColorDialog | DesktopDialog:
    """Make a dialog for a colour; it is gone when it is closed."""
    own = partial(_color_dialog, parent, color)
    if not is_gtk_left_out():
        return own()
    dialog = DesktopDialog(parent, own, "color", color=color)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return dialog


def _color_dialog(parent: QWidget, color: str) -> QColorDialog:
    dialog = QColorDialog(QColor(color), parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return dialog
