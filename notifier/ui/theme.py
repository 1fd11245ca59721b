"""Light, dark, or as the system has it; and the colours of states, readable on either.

Changed at once, without a restart. Where the platform cannot switch (an X session without a desktop's own theme), a
palette of our own is set instead. Text colours have a contrast of 4.5:1 and more to windows and lists.
"""

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from notifier.core.model import State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from notifier.desktop.look.desktop_look import Look

SCHEMES: Final = {
    "auto": Qt.ColorScheme.Unknown,
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
}

_Role = QPalette.ColorRole
_OWN: Final = {
    Qt.ColorScheme.Dark: {
        _Role.Window: "#2b2d30",
        _Role.WindowText: "#e6e6e6",
        _Role.Base: "#1f2123",
        _Role.AlternateBase: "#26282b",
        _Role.Text: "#e6e6e6",
        _Role.PlaceholderText: "#a3a7ad",
        _Role.Button: "#3a3d41",
        _Role.ButtonText: "#e6e6e6",
        _Role.BrightText: "#ffffff",
        _Role.Light: "#55595f",
        _Role.Midlight: "#484c51",
        _Role.Mid: "#2a2c2f",
        _Role.Dark: "#18191b",
        _Role.Shadow: "#000000",
        _Role.Highlight: "#2f6fb0",
        _Role.HighlightedText: "#ffffff",
        _Role.Link: "#7db8ee",
        _Role.LinkVisited: "#c3a1f0",
        _Role.ToolTipBase: "#3a3d41",
        _Role.ToolTipText: "#e6e6e6",
        _Role.Accent: "#2f6fb0",
    },
    Qt.ColorScheme.Light: {
        _Role.Window: "#f3f4f5",
        _Role.WindowText: "#1b1c1e",
        _Role.Base: "#ffffff",
        _Role.AlternateBase: "#f5f6f7",
        _Role.Text: "#1b1c1e",
        _Role.PlaceholderText: "#666b72",
        _Role.Button: "#f3f4f5",
        _Role.ButtonText: "#1b1c1e",
        _Role.BrightText: "#ffffff",
        _Role.Light: "#ffffff",
        _Role.Midlight: "#e6e7e9",
        _Role.Mid: "#b9bcc1",
        _Role.Dark: "#9da1a7",
        _Role.Shadow: "#6d7177",
        _Role.Highlight: "#2565a8",
        _Role.HighlightedText: "#ffffff",
        _Role.Link: "#1d5f9e",
        _Role.LinkVisited: "#6b3fa0",
        _Role.ToolTipBase: "#ffffff",
        _Role.ToolTipText: "#1b1c1e",
        _Role.Accent: "#2565a8",
    },
}
_DISABLED: Final = {Qt.ColorScheme.Dark: "#7f848b", Qt.ColorScheme.Light: "#8b9097"}

READABLE: Final = 4.5
"""The least contrast of text to its ground (WCAG 2.2, AA)."""

SEEN: Final = 3.0
"""The least contrast of the lines around what can be used, and around what the keys are at (WCAG 2.2, AA)."""

FIELDS: Final = ("QLineEdit", "QAbstractSpinBox", "QComboBox", "QCheckBox")
BUTTONS: Final = ("QPushButton", "QToolButton")
BLACK: Final = 0.01
"""Luminance; nothing is seen around buttons on windows that are darker."""

QUIET: Final = 0.72
"""How much of the text's colour is left in quiet text."""

EDGE: Final = 0.16
"""How much of it is left in lines."""

FRAME: Final = 0.35
"""How much of it there is at least in the lines around fields."""

CHOSEN: Final = 0.16
POINTED_AT: Final = 0.07
"""How much of the accent is in the ground of a row that is chosen, or under the mouse."""

DARKER: Final = 2.0
"""So much more of it must be there in the dark to be seen."""

_STATE_TEXT: Final = {
    State.OK: ("#176b30", "#6fd08c"),
    State.SLOW: ("#1d5f9e", "#7db8ee"),
    State.MAINTENANCE: ("#1d5f9e", "#7db8ee"),
    State.POSSIBLE: ("#8a5200", "#f0b45a"),
    State.OUTAGE: ("#b3201e", "#ff938e"),
    State.UNKNOWN: ("#5a5e64", "#b0b4ba"),
}


def apply(app: QApplication, theme: str, look: "Look | None" = None) -> None:
    """Show everything in the theme (`auto`, `light`, `dark`) from now on, in colours of `look` where it has them."""
    _apply(app, theme, look)
    frame_fields(app)


def _apply(app: QApplication, theme: str, look: "Look | None") -> None:
    wanted = SCHEMES.get(theme, Qt.ColorScheme.Unknown)
    hints = app.styleHints()
    if look is not None:
        from notifier.ui import desktop_look  # where it is needed

        hints.setColorScheme(SCHEMES.get(look.scheme, wanted) if theme == "auto" else wanted)
        if theme in look.palettes:
            desktop_look.color(app, look.palettes[theme])
            return
        desktop_look.forget_colors(app)
    else:
        hints.setColorScheme(wanted)
    if wanted is Qt.ColorScheme.Unknown or hints.colorScheme() is wanted:
        app.setPalette(QPalette())
    else:
        app.setPalette(own_palette(wanted))


def frame_fields(app: QApplication) -> None:
    """Let it be seen where text can be entered, and where the keys are: in the dark the style's lines are too dark.

    Fusion draws them 1.4 times as dark as the window's colour in the field's palette, and uses that for nothing else;
    where the keys are, 1.25 times as dark as the ground of chosen text.
    """
    palette = app.palette()
    window, text = palette.color(_Role.Window), palette.color(_Role.WindowText)
    focused = QPalette()
    if contrast(palette.color(_Role.Highlight).darker(125), window) < SEEN:
        ground = focus_color(palette).lighter(125)
        focused.setColor(_Role.Highlight, ground)
        focused.setColor(_Role.HighlightedText, max(window, text, key=lambda each: contrast(each, ground)))
    framed = QPalette(focused)
    framed.setColor(_Role.Window, _seen(_mixed(window, text, FRAME), text, [window]).lighter(140))
    for field in FIELDS:
        app.setPalette(framed, field)  # type: ignore[arg-type]  # WORKAROUND: it takes a text, PySide's types say bytes
    for button in BUTTONS:
        app.setPalette(framed if luminance(window) < BLACK else focused, button)  # type: ignore[arg-type]


def is_dark(palette: QPalette) -> bool:
    """Tell whether the palette is a dark one."""
    return palette.color(QPalette.ColorRole.Base).lightness() < 128


def state_color(state: State, palette: QPalette) -> QColor:
    """Give the colour for text about a state; that of all text, where the user's own palette makes it unreadable."""
    grounds = [*(palette.color(role) for role in (_Role.Base, _Role.Window)), chosen_color(palette)]
    color = QColor(_STATE_TEXT[state][is_dark(palette)])
    if min(contrast(color, ground) for ground in grounds) >= READABLE:
        return color
    return palette.color(_Role.Text)


def quiet_color(palette: QPalette) -> QColor:
    """Give the colour for text beside what matters; many a system's own for placeholders is too faint to be read."""
    return _text_color(palette, QUIET)


def focus_color(palette: QPalette) -> QColor:
    """Give the colour of the line around what the keys are at: the accent, or one as near to it as can be seen."""
    whole = QGuiApplication.palette()
    accent, grounds = whole.color(_Role.Highlight), [whole.color(_Role.Base), whole.color(_Role.Window)]
    return _seen(accent, palette.color(_Role.Text), [*grounds, chosen_color(whole)])


def _seen(color: QColor, text: QColor, grounds: "Sequence[QColor]") -> QColor:
    """Give the colour with as much of the text's in it as it takes to be seen on all these grounds."""
    mixed = (_mixed(color, text, step / 20) for step in range(20))
    return next((each for each in mixed if min(contrast(each, ground) for ground in grounds) >= SEEN), text)


def own_palette(scheme: Qt.ColorScheme) -> QPalette:
    """Give the palette for where the platform has none of this scheme."""
    palette = QPalette()
    for role, color in _OWN[scheme].items():
        palette.setColor(role, QColor(color))
    for role in (_Role.WindowText, _Role.Text, _Role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(_DISABLED[scheme]))
    return palette


def edge_color(palette: QPalette) -> QColor:
    """Give the colour of thin lines around and between things."""
    return _text_color(palette, EDGE)


def chosen_color(palette: QPalette, *, chosen: bool = True) -> QColor:
    """Give the ground of a row that is chosen (or only under the mouse): the accent, so faint that all text stays."""
    accent, base = palette.color(_Role.Highlight), palette.color(_Role.Base)
    return _mixed(base, accent, (CHOSEN if chosen else POINTED_AT) * (DARKER if is_dark(palette) else 1))


def _mixed(one: QColor, other: QColor, share: float) -> QColor:
    """Give a colour with so much (0 to 1) of the other in it."""
    pairs = ((one.red(), other.red()), (one.green(), other.green()), (one.blue(), other.blue()))
    return QColor(*(round(low + (high - low) * share) for low, high in pairs))


def _text_color(palette: QPalette, share: float) -> QColor:
    color = palette.color(_Role.Text)
    if not wants_contrast():
        color.setAlphaF(share)
    return color


def wants_contrast() -> bool:
    """Tell whether the user's system asks for high contrast: then nothing is faint. Qt knows it from 6.10 on."""
    hints = QGuiApplication.styleHints()
    accessibility = getattr(hints, "accessibility", None)
    return accessibility is not None and accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast


def contrast(one: QColor, other: QColor) -> float:
    """Give the contrast of two colours, 1 to 21 (WCAG 2.2)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def luminance(color: QColor) -> float:
    """Give a colour's relative luminance, 0 to 1 (WCAG 2.2)."""
    return _luminance(color.rgb())


@lru_cache(maxsize=64)
def _luminance(rgb: int) -> float:
    channels = ((rgb >> shift & 0xFF) / 255 for shift in (16, 8, 0))
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
