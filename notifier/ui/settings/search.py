"""The side of the settings: the list of pages, and above it a search that leads to what the pages say.

The pages are read off one after the other once something is typed, so that typing never waits. What is found, and in
which order, is decided in `notifier.ui.settings.finding`.
"""

from collections.abc import Callable, Iterable
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from notifier.catalogue.search import fold
from notifier.core.model import Service
from notifier.ui import theme
from notifier.ui.clearable_field import ClearableField
from notifier.ui.note import Note
from notifier.ui.scale import TIGHT
from notifier.ui.scrolled import stand_bare
from notifier.ui.settings.finding import Found, Saying, matching
from notifier.ui.softened import soften
from notifier.words import _

SHOWN_MOST: Final = 40
FRAMED_MS: Final = 4_000
_NARROWEST, _WIDEST, _SEARCHING = 20, 31, 41
"""Characters."""


class Sidebar(QWidget):
    """Pages or what was found. `read` reads a page off, `services` finds apps by their names.

    Signals: `page_chosen` with the number of a page, `found_chosen` with a `Found`.
    """

    page_chosen = Signal(int)
    found_chosen = Signal(object)

    def __init__(
        self, pages: tuple[str, ...], read: Callable[[str], Iterable[Saying]], services: Callable[[str], list[Service]]
    ) -> None:
        super().__init__()
        self._pages, self._read, self._services = pages, read, services
        self._titles: dict[str, str] = {}
        self._known: list[Found] = []
        self._unread: list[str] = list(pages)
        self.field, self.list, self.results, self._nothing = _Field(), QListWidget(), QListWidget(), Note("")
        self._stack = QStackedWidget()
        self._reading = QTimer(self)
        self._reading.timeout.connect(self._read_more)
        self._lay_out()

    def _lay_out(self) -> None:
        for each in (self.list, self.results):
            each.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            each.setWordWrap(True)
            soften(each)
            self._stack.addWidget(each)
        self.list.currentRowChanged.connect(self.page_chosen)
        self.results.itemActivated.connect(self._go)
        self.results.itemClicked.connect(self._go)
        self.results.setSpacing(TIGHT)
        self.list.setSpacing(TIGHT // 2)
        stand_bare(self.list)
        self.field.textChanged.connect(self._find)
        self.field.returnPressed.connect(self._go_to_first)
        self.field.down_pressed.connect(self._enter_results)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (self.field, self._nothing):
            column.addWidget(part)
        column.addWidget(self._stack, 1)
        self._nothing.hide()
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.activated.connect(self._begin)

    def name(self, titles: Iterable[str]) -> None:
        """Name the pages in the language that is spoken; what was read of them is forgotten."""
        self._titles = dict(zip(self._pages, titles, strict=True))
        self.field.ask(_("Search settings"))
        self.list.setAccessibleName(_("Pages"))
        self.results.setAccessibleName(_("What was found"))
        self._nothing.setText(_("Nothing in the settings says that."))
        row = max(0, self.list.currentRow())
        self.list.blockSignals(True)
        self.list.clear()
        self.list.addItems(list(self._titles.values()))
        height = self.list.fontMetrics().height() + 12
        for line in range(self.list.count()):
            item = self.list.item(line)
            item.setSizeHint(QSize(self.list.fontMetrics().horizontalAdvance(item.text()), height))
        self.list.setCurrentRow(row)
        self.list.blockSignals(False)
        self.forget()

    def forget(self) -> None:
        """Read the pages off anew, the next time something is looked for."""
        self._known, self._unread = [], list(self._pages)
        self._find()

    @Slot()
    def _begin(self) -> None:
        self.field.setFocus()
        self.field.selectAll()

    @Slot()
    def _find(self) -> None:
        words = self.field.text().strip()
        self._stack.setCurrentWidget(self.results if words else self.list)
        letter = self.fontMetrics().averageCharWidth()
        width = max(_NARROWEST * letter, self.list.sizeHintForColumn(0) + 24)
        self.setFixedWidth(_SEARCHING * letter if words else min(_WIDEST * letter, width))
        if words and self._unread:
            self._reading.start()
        self._show(words)

    def _show(self, words: str) -> None:
        self.results.clear()
        found = matching(words, self._known, self._titles) if words else []
        alike = self._services(words) if len(words) > 1 else []
        named = [each for each in alike if fold(words) in fold(each.name)]
        apps = [Found("apps", -1, each.name, each.id) for each in (named if found else alike)]
        for each in (*found[: SHOWN_MOST - len(apps)], *apps):
            where = self._titles[each.page]
            if each.number >= 0 and each.group and each.group != each.text:
                where = _("{page}: {group}").format(page=where, group=each.group)
            text = each.text if len(each.text) <= 90 else f"{each.text[:89]}…"
            item = QListWidgetItem(f"{text}\n{where}", self.results)
            item.setData(Qt.ItemDataRole.UserRole, each)
        self._nothing.setVisible(bool(words) and not self._unread and not self.results.count())

    @Slot()
    def _read_more(self) -> None:
        if self._unread:
            page = self._unread.pop(0)
            self._known += [Found(page, at, each.text, each.group) for at, each in enumerate(self._read(page))]
        if not self._unread:
            self._reading.stop()
            self._show(self.field.text().strip())

    @Slot()
    def _go_to_first(self) -> None:
        while self._unread:
            self._read_more()
        if self.results.count():
            self._go(self.results.item(0))

    @Slot()
    def _enter_results(self) -> None:
        shown = self._stack.currentWidget()
        if isinstance(shown, QListWidget):
            shown.setCurrentRow(max(0, shown.currentRow()))
            shown.setFocus()

    @Slot(QListWidgetItem)
    def _go(self, item: QListWidgetItem) -> None:
        self.found_chosen.emit(item.data(Qt.ItemDataRole.UserRole))


class _Field(ClearableField):
    """Esc empties it first, and does not close the window then."""

    down_pressed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 Qt's name
        """Take the keys that lead out of it."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Down:
            self.down_pressed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.returnPressed.emit()  # and no button of the window is pressed
        else:
            super().keyPressEvent(event)


def settle(area: QScrollArea) -> None:
    """Lay out what is in it, which a page that was made just now has not done yet."""
    inner = area.widget()
    layout = None if inner is None else inner.layout()
    if inner is not None and layout is not None:
        width = area.viewport().width()
        inner.resize(width, max(layout.totalHeightForWidth(width), layout.totalSizeHint().height()))
        layout.activate()


def reveal(field: QWidget, page: QWidget) -> QWidget:
    """Bring a field into view with the focus and a frame around it, or what it is part of where it is hidden."""
    while field is not page and not field.isVisibleTo(page):
        field = field.parentWidget() or page
    for area in (page, *page.findChildren(QScrollArea)):
        inner = area.widget() if isinstance(area, QScrollArea) else None
        if isinstance(area, QScrollArea) and inner is not None and inner.isAncestorOf(field):
            settle(area)
            area.ensureWidgetVisible(field)
    takes = [field, *field.findChildren(QWidget)]
    first = next((each for each in takes if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isEnabled()), None)
    if first is not None:
        first.setFocus(Qt.FocusReason.OtherFocusReason)
    _Frame(field)
    return field


class _Frame(QWidget):
    """A frame around a field, for a while; nothing moves or blinks."""

    def __init__(self, field: QWidget) -> None:
        super().__init__(field.parentWidget())
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setGeometry(QRect(field.geometry()).adjusted(-4, -3, 4, 3))
        self.show()
        self.raise_()
        QTimer.singleShot(FRAMED_MS, self, self.deleteLater)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 Qt's name
        """Draw it in the colour of what is chosen."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.focus_color(self.palette()), 2))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -2, -2), 4, 4)
