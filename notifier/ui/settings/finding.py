"""Finds what the pages of the settings say: labels, names of groups, choices and help, in the user's language.

What can be found is read off the pages themselves, so that a new setting needs nothing here. How the list of what was
found looks, and how its place is shown, is in `notifier.ui.settings.search`.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QSpinBox,
    QWidget,
)

from notifier.catalogue.search import fold
from notifier.ui.settings.fields import Fault


class Saying(NamedTuple):
    """Something that a page says: the text, the group that it stands in, what it is about."""

    text: str
    group: str
    field: QWidget


class Found(NamedTuple):
    """What was found: where (the page and the number of the saying there), and what it says."""

    page: str
    number: int
    text: str
    group: str


def sayings(page: QWidget) -> Iterator[Saying]:
    """Read a page off, in the order in which it was built; each text of a field once."""
    seen: set[tuple[int, str]] = set()
    for widget in page.findChildren(QWidget):
        field = widget.buddy() if isinstance(widget, QLabel) else None
        field = field or widget
        group = _group_of(widget)
        for text in _texts(widget):
            words = " ".join(text.replace("&&", "\0").replace("&", "").replace("\0", "&").split()).rstrip(":")
            if words and (id(field), words) not in seen:
                seen.add((id(field), words))
                yield Saying(words, group, field)


def _texts(widget: QWidget) -> Iterable[str]:
    match widget:
        case Fault():
            return ()
        case QGroupBox():
            return (widget.title(),)
        case QLabel() | QAbstractButton():
            return (widget.text(), widget.accessibleName())
        case QComboBox():
            return (widget.accessibleName(), *(widget.itemText(each) for each in range(min(12, widget.count()))))
        case QLineEdit() | QSpinBox():
            return (widget.accessibleName(),)
        case _:
            return ()


def _group_of(widget: QWidget) -> str:
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QGroupBox):
            return above.title().replace("&", "")
        above = above.parentWidget()
    return ""


def matching(words: str, known: Iterable[Found], titles: dict[str, str]) -> list[Found]:
    """Give what holds all the words, best first: where a label begins with them, then in it, then about it."""
    wanted = fold(words).split()
    ranked: list[tuple[int, int, Found]] = []
    for each in known:
        text, around = fold(each.text), fold(f"{each.text} {each.group} {titles[each.page]}")
        if not wanted or not all(word in around for word in wanted) or not any(word in text for word in wanted):
            continue
        whole = all(word in text for word in wanted)
        rank = 0 if text.startswith(wanted[0]) and whole else 1 if whole and len(text) <= 60 else 2 if whole else 3
        ranked.append((rank, len(ranked), each))
    best: dict[tuple[str, str], Found] = {}
    for _rank, _order, each in sorted(ranked, key=lambda item: item[:2]):
        best.setdefault((each.page, fold(each.text)), each)
    return list(best.values())
