"""Takes over how the desktop's own programs look: fonts, colours, icons and a few habits, as it was told of them.

Which of its colours are shown, `notifier.ui.theme` decides.
"""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QByteArray, QDataStream
from PySide6.QtGui import QFont, QIcon, QPalette
from PySide6.QtWidgets import QApplication, QToolTip

from notifier.desktop.look.desktop_look import Look

_colored: set[Any] = set()
"""The classes of widgets that have colours of their own at present; the stubs ask for bytes, which PySide refuses."""
_lettered: set[Any] = set()
"""Those with fonts of their own."""


def wear(app: QApplication, look: Look) -> None:
    """Take over all but the colours."""
    usual = _font(look.fonts.get("", ""))
    if usual is not None:
        _letter(app, usual, {name: made for name, text in look.fonts.items() if name and (made := _font(text))})
    if look.icon_theme:
        QIcon.setThemeName(look.icon_theme)
        QIcon.setFallbackThemeName(look.fallback_icon_theme)
    app.setCursorFlashTime(look.cursor_flash_ms)
    app.setDoubleClickInterval(look.double_click_ms)
    app.setStartDragDistance(look.drag_px)
    app.setStartDragTime(look.drag_ms)


def color(app: QApplication, palettes: Mapping[Any, str]) -> None:
    """Show everything in these colours."""
    usual = _palette(palettes[""])
    app.setPalette(usual)
    own = {name: _palette(packed) for name, packed in palettes.items() if name}
    QToolTip.setPalette(own.pop("QToolTip", usual))
    for name in _colored - own.keys():
        app.setPalette(usual, name)
    for name, palette in own.items():
        app.setPalette(palette, name)
    _colored.update(own)


def forget_colors(app: QApplication) -> None:
    """Show no class of widgets in colours of its own any more."""
    for name in _colored:
        app.setPalette(QPalette(), name)
    QToolTip.setPalette(QPalette())
    _colored.clear()


def _letter(app: QApplication, usual: QFont, own: Mapping[Any, QFont]) -> None:
    if usual != app.font():
        app.setFont(usual)
    for name in _lettered - own.keys():
        app.setFont(usual, name)
    for name, font in own.items():
        app.setFont(font, name)
    _lettered.update(own)


def _font(told: str) -> QFont | None:
    font = QFont()
    return font if told and font.fromString(told) else None


def _palette(packed: str) -> QPalette:
    palette = QPalette()
    stream = QDataStream(QByteArray.fromBase64(packed.encode("ascii")))
    stream >> palette
    return palette
