"""What the windows take over of how the desktop's own programs look."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QByteArray, QDataStream, QIODevice, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPalette
from PySide6.QtWidgets import QApplication, QToolTip

from notifier.desktop.look.desktop_look import Look
from notifier.ui import desktop_look, theme

MENU: Any = "QMenu"
WINDOW = QPalette.ColorRole.Window


@pytest.fixture(autouse=True)
def as_before(qapp: QApplication) -> Iterator[None]:
    font, flash, double = qapp.font(), qapp.cursorFlashTime(), qapp.doubleClickInterval()
    drag, held, icons = qapp.startDragDistance(), qapp.startDragTime(), QIcon.themeName()
    yield
    desktop_look.wear(qapp, Look(fonts={"": font.toString()}, cursor_flash_ms=flash, double_click_ms=double))
    qapp.setStartDragDistance(drag)
    qapp.setStartDragTime(held)
    QIcon.setThemeName(icons)
    theme.apply(qapp, "auto", Look())


def packed(color: str) -> str:
    data = QByteArray()
    stream = QDataStream(data, QIODevice.OpenModeFlag.WriteOnly)
    stream << QPalette(QColor(color))
    return bytes(data.toBase64().data()).decode()


def window(qapp: QApplication, kind: Any = "") -> str:
    return (qapp.palette(kind) if kind else qapp.palette()).color(WINDOW).name()


def test_letters_and_habits(qapp: QApplication) -> None:
    usual, large = QFont("DejaVu Sans", 13), QFont("DejaVu Serif", 21)
    look = Look(
        fonts={"": usual.toString(), "QMenu": large.toString()},
        icon_theme="Adwaita",
        cursor_flash_ms=700,
        double_click_ms=333,
        drag_px=17,
        drag_ms=321,
    )
    desktop_look.wear(qapp, look)
    assert (qapp.font().family(), qapp.font().pointSize()) == ("DejaVu Sans", 13)
    assert (qapp.font(MENU).family(), qapp.font(MENU).pointSize()) == ("DejaVu Serif", 21)
    assert (qapp.cursorFlashTime(), qapp.doubleClickInterval()) == (700, 333)
    assert (qapp.startDragDistance(), qapp.startDragTime()) == (17, 321)
    assert QIcon.themeName() == "Adwaita"
    desktop_look.wear(qapp, Look(fonts={"": usual.toString()}))
    assert qapp.font(MENU).pointSize() == 13


def test_a_font_that_cannot_be_read_changes_nothing(qapp: QApplication) -> None:
    before = qapp.font()
    desktop_look.wear(qapp, Look(fonts={"": ""}))
    assert qapp.font() == before


def test_colours_follow_the_theme_that_is_wanted(qapp: QApplication) -> None:
    palettes = {
        "auto": {"": packed("#102030"), "QMenu": packed("#405060"), "QToolTip": packed("#708090")},
        "light": {"": packed("#e0e1e2")},
    }
    look = Look("dark", palettes)
    theme.apply(qapp, "auto", look)
    assert (window(qapp), window(qapp, "QMenu")) == ("#102030", "#405060")
    assert QToolTip.palette().color(WINDOW).name() == "#708090"
    theme.apply(qapp, "light", look)
    assert (window(qapp), window(qapp, "QMenu")) == ("#e0e1e2", "#e0e1e2")


def test_a_theme_that_the_desktop_has_not_is_qts_or_ours(qapp: QApplication) -> None:
    look = Look("light", {"auto": {"": packed("#f0f1f2"), "QMenu": packed("#a0b0c0")}})
    theme.apply(qapp, "auto", look)
    theme.apply(qapp, "dark", look)
    assert theme.is_dark(qapp.palette())
    assert theme.is_dark(qapp.palette(MENU))


def test_the_desktop_says_whether_it_is_dark(qapp: QApplication) -> None:
    hints = qapp.styleHints()
    theme.apply(qapp, "auto", Look("dark", {"auto": {"": packed("#102030")}}))
    scheme = hints.colorScheme()
    theme.apply(qapp, "dark")
    assert scheme in (hints.colorScheme(), Qt.ColorScheme.Dark)
