"""Windows on their screen: never larger than it, and in front only when the user asked.

At a large scale the usual size would put buttons out of reach.
"""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QSplitter, QWidget


def screen_of(widget: QWidget) -> QScreen:
    """Give the screen on which a widget's window is; of one that is not shown yet, that of the window it belongs to.

    Never by Qt's own `screen()`: Python takes its answer for a part of the widget. Where a widget is collected as
    garbage, the screen was deleted with it, and the next picture, pointer or window crashed.
    """
    window = widget.window()
    owner = window.parentWidget()
    for each in (window, owner.window() if owner is not None else window):
        if each.isVisible() and (found := QGuiApplication.screenAt(each.geometry().center())):
            return found
    return QGuiApplication.primaryScreen()


def fit(window: QWidget, wanted: QSize, least: QSize | None = None) -> None:
    """Give a window the size that is wanted, or what its screen leaves beside a frame."""
    line = window.fontMetrics().height()
    room = screen_of(window).availableSize() - QSize(line, 3 * line)  # the frame is not known before it is there
    layout = window.layout()
    if layout is not None and layout.hasHeightForWidth():  # with large letters
        wanted = wanted.expandedTo(QSize(0, layout.totalHeightForWidth(wanted.width())))
    if least is not None:
        window.setMinimumSize(least.boundedTo(room))
    window.resize(wanted.boundedTo(room))


def read_in_order(splitter: QSplitter) -> None:
    """Let screen readers hear a splitter's parts in their order: Qt puts each one below those before it."""
    for place in range(splitter.count()):
        for part in (splitter.widget(place), splitter.handle(place)):
            if part is not None:
                part.raise_()


def present(window: QWidget, *, asked: bool = True) -> None:
    """Show a window; with the focus when the user asked for it, and else without."""
    window.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, not asked)
    if window.isMinimized():
        window.showNormal()
    window.show()
    if asked:
        window.raise_()
        window.activateWindow()
