"""Where the user is on a page: found again when the page is made anew with other settings or in another language."""

from typing import Any, NamedTuple, Protocol, runtime_checkable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from notifier.ui.settings.search import settle


@runtime_checkable
class Stays(Protocol):
    """A page that knows more of it."""

    def place(self) -> Any:
        """Tell where the user is."""
        ...

    def return_to(self, place: Any) -> None:
        """Go there."""
        ...


class Place(NamedTuple):
    """How far down, which field in the order of the page's own, and what else the page knows."""

    scrolled: int = 0
    field: int = -1
    own: Any = None


def place_of(page: QWidget | None) -> Place:
    """Tell where the user is."""
    if page is None:
        return Place()
    scrolled = page.verticalScrollBar().value() if isinstance(page, QScrollArea) else 0
    focused = page.window().focusWidget()
    fields = _fields(page)
    return Place(
        scrolled,
        fields.index(focused) if focused in fields else -1,
        page.place() if isinstance(page, Stays) else None,
    )


def return_to(page: QWidget | None, place: Place) -> None:
    """Go there."""
    if page is None:
        return
    if isinstance(page, Stays) and place.own is not None:
        page.return_to(place.own)
    if isinstance(page, QScrollArea):
        settle(page)
        page.verticalScrollBar().setValue(place.scrolled)
    fields = _fields(page)
    if 0 <= place.field < len(fields):
        fields[place.field].setFocus()


def _fields(page: QWidget) -> list[QWidget]:
    return [each for each in page.findChildren(QWidget) if each.focusPolicy() & Qt.FocusPolicy.TabFocus]
