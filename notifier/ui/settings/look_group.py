"""How a service is shown to this user: a name, a colour and a group of the user's own."""

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QComboBox, QLineEdit

from notifier.config.model import NAME_MOST, WatchedService
from notifier.config.wishes import group_of
from notifier.ui.asked_file import color_dialog
from notifier.ui.marks import COLORS
from notifier.ui.settings.fields import ChoiceBox
from notifier.ui.settings.group import Group
from notifier.words import N_, _, pgettext
from notifier.words.language import said

_NAMES: Final = (
    N_("Blue"),
    N_("Violet"),
    N_("Teal"),
    N_("Rust"),
    N_("Indigo"),
    N_("Magenta"),
    N_("Green"),
    N_("Olive"),
)
"""Of `COLORS`, in their order."""
_ANOTHER: Final = "another"


class LookGroup(Group):
    """Lets the user name and colour a service, and put it into a group; `groups` are those that there are.

    Signals: `changed` with the name of what changed (`name`, `color`, `group`) and its value.
    """

    changed = Signal(str, str)

    def __init__(self, called: str, wishes: WatchedService, groups: list[str]) -> None:
        super().__init__(_("How it is shown"))
        self._color = wishes.color
        form = self.form()
        self._name = QLineEdit(wishes.name)
        self._name.setPlaceholderText(called)
        self._name.setMaxLength(NAME_MOST)
        self._name.setAccessibleName(_("Own name"))
        self._name.editingFinished.connect(self._say_name)
        form.addRow(_("Own na&me:"), self._name)
        self._colors = ChoiceBox(_("Colour"), [], "", letters=10)
        self._fill_colors()
        self._colors.chosen.connect(self._choose_color)
        form.addRow(_("Colo&ur:"), self._colors)
        typed = QLineEdit()
        typed.setMaxLength(NAME_MOST)
        self._group = _group_box(typed, groups, group_of(wishes))
        typed.editingFinished.connect(self._say_group)
        self._group.activated.connect(self._say_group)
        form.addRow(_("&Group:"), self._group)
        self._before = (wishes.name, group_of(wishes))

    @Slot()
    def _fill_colors(self) -> None:
        self._colors.clear()
        self._colors.addItem(pgettext("colour of a mark", "As usual"), "")
        known = dict(zip(COLORS, _NAMES, strict=True))
        for color in (*known, *(() if self._color in ("", *known) else (self._color,))):
            self._colors.addItem(_swatch(color), said(known[color]) if color in known else color, color)
        self._colors.addItem(_("Another …"), _ANOTHER)
        self._colors.setCurrentIndex(max(0, self._colors.findData(self._color)))

    @Slot(str)
    def _choose_color(self, color: str) -> None:
        if color != _ANOTHER:
            self._take_color(QColor(color) if color else QColor())
            return
        dialog = color_dialog(self, self._color or COLORS[0])
        dialog.colorSelected.connect(self._take_color)
        dialog.rejected.connect(self._fill_colors)
        dialog.open()

    @Slot(QColor)
    def _take_color(self, color: QColor) -> None:
        self._color = color.name() if color.isValid() else ""
        self._fill_colors()
        self.changed.emit("color", self._color)

    @Slot()
    def _say_name(self) -> None:
        name = " ".join(self._name.text().split())
        if name != self._before[0]:
            self._before = (name, self._before[1])
            self.changed.emit("name", name)

    @Slot()
    def _say_group(self) -> None:
        none = self._group.currentText() == self._group.itemText(0)
        group = "" if none else " ".join(self._group.currentText().split())
        if group != self._before[1]:
            self._before = (self._before[0], group)
            self.changed.emit("group", group)


def _group_box(typed: QLineEdit, groups: list[str], chosen: str) -> QComboBox:
    box = QComboBox()
    box.setLineEdit(typed)  # so that other names can be typed
    box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    for each in (box, typed):
        each.setAccessibleName(_("Group"))
        each.setAccessibleDescription(_("Group"))  # on Linux the name is what is chosen
    box.setMinimumContentsLength(10)
    box.addItem(pgettext("group of an app", "None"))
    box.addItems(groups)
    box.setCurrentIndex(groups.index(chosen) + 1 if chosen in groups else 0)
    box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return box


def _swatch(color: str) -> QIcon:
    picture = QPixmap(QSize(16, 16))
    picture.fill(QColor(color))
    return QIcon(picture)
