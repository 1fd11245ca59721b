"""The program's icons: one for the tray, and the same shapes for lists and menus.

Every state has a shape and a symbol of its own, so that colour is never needed: a disc with a tick (fine), a square
with a clock (slow), a wrench (maintenance), a triangle (possible problem), an octagon (outage), a disc with a question
mark (not known), a cloud with a cross (offline), a door with an arrow (sign in first), a disc with two bars (paused),
an hourglass (stale). Problems are counted by a digit in the shape; a practice outage has a small flag; an outage that
nobody has looked at yet has a dot. The fills have a contrast of 3:1 and more to light and to dark panels. For those who
want a quiet panel, "fine" is also a ring of one colour. The program itself has a speech bubble with a pulse, which is
no state.

Nothing is loaded: neither files nor fonts nor QtSvg, which would cost more time than the whole tray. How the shapes are
drawn is in `notifier.ui.shapes`, what a snapshot means for the icon is decided in `notifier.ui.tray`.
"""

from collections.abc import Callable
from enum import StrEnum
from functools import cache
from typing import Final

from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from notifier.core.model import State
from notifier.ui import shapes

SIZES: Final = (16, 20, 22, 24, 32, 48, 64)
GRID: Final = 16.0
"""Everything is drawn on a grid of so many units."""


class Look(StrEnum):
    """How the icon looks."""

    FINE = "fine"
    SLOW = "slow"
    MAINTENANCE = "maintenance"
    POSSIBLE = "possible"
    OUTAGE = "outage"
    UNKNOWN = "unknown"
    OFFLINE = "offline"
    PORTAL = "portal"
    PAUSED = "paused"
    STALE = "stale"


_BLUE: Final = "#2c7bc9"
_GREY: Final = "#7b7f86"

FILLS: Final = {
    Look.FINE: "#1b8a3c",
    Look.SLOW: _BLUE,
    Look.MAINTENANCE: _BLUE,
    Look.POSSIBLE: "#b86e00",
    Look.OUTAGE: "#e0413e",
    Look.UNKNOWN: _GREY,
    Look.OFFLINE: _GREY,
    Look.PORTAL: "#b86e00",
    Look.PAUSED: _GREY,
    Look.STALE: _GREY,
}
PRACTICE_FILL: Final = "#9463d8"
MARK_FILL: Final = "#6078a8"
UNSEEN_FILL: Final = "#d9417f"
QUIET_FILLS: Final = {None: _GREY, True: "#e8e8e8", False: "#3a3d41"}
"""Of the quiet icon, by whether the panel is dark; where nobody knows, a grey that is seen on either."""

LOOKS: Final = {
    State.OK: Look.FINE,
    State.SLOW: Look.SLOW,
    State.MAINTENANCE: Look.MAINTENANCE,
    State.POSSIBLE: Look.POSSIBLE,
    State.OUTAGE: Look.OUTAGE,
    State.UNKNOWN: Look.UNKNOWN,
}

_DRAW: Final[dict[Look, shapes.Draw]] = {look: getattr(shapes, look.value) for look in Look}


def icon(look: Look, problems: int = 0, *, practice: bool = False, unseen: bool = False) -> QIcon:
    """Give the icon for the tray; `problems` is shown as a digit (1 to 9, 9+) where there are any.

    `unseen`: there was an outage that nobody has looked at yet.
    """
    return _made(look, _digits(problems) if look in (Look.POSSIBLE, Look.OUTAGE) else "", practice, unseen)


@cache
def quiet_icon(dark_panel: bool | None) -> QIcon:
    """Give the icon of one colour that says that all is fine; macOS colours it by itself, as it does its own."""
    made = QIcon()
    for size in SIZES:
        made.addPixmap(quiet_pixmap(size, dark_panel=dark_panel))
    made.setIsMask(True)
    return made


def state_icon(state: State) -> QIcon:
    """Give the icon of a service's state, for a list or a menu."""
    return _made(LOOKS[state], "", False, False)


def app_icon() -> QIcon:
    """Give the icon of the program itself, for its windows: it shows no state."""
    made = QIcon()
    for size in SIZES:
        made.addPixmap(_picture(size, lambda painter: shapes.mark(painter, MARK_FILL)))
    return made


def pixmap(look: Look, size: int, digits: str = "", *, practice: bool = False, unseen: bool = False) -> QPixmap:
    """Draw one picture of so many pixels."""

    def draw(painter: QPainter) -> None:
        if practice:
            shapes.flag(painter, PRACTICE_FILL)
            painter.save()
            painter.scale(0.76, 0.76)
        _DRAW[look](painter, FILLS[look], digits)
        if practice:
            painter.restore()
        if unseen:
            shapes.dot(painter, UNSEEN_FILL)

    return _picture(size, draw)


def quiet_pixmap(size: int, *, dark_panel: bool | None) -> QPixmap:
    """Draw one picture of the quiet icon."""
    return _picture(size, lambda painter: shapes.quiet(painter, QUIET_FILLS[dark_panel], ""))


def _picture(size: int, draw: Callable[[QPainter], None]) -> QPixmap:
    picture = QPixmap(size, size)
    picture.fill(QColor(0, 0, 0, 0))
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(size / GRID, size / GRID)
    draw(painter)
    painter.end()
    return picture


@cache
def _made(look: Look, digits: str, practice: bool, unseen: bool) -> QIcon:
    made = QIcon()
    for size in SIZES:
        picture = pixmap(look, size, digits, practice=practice, unseen=unseen)
        made.addPixmap(picture)
        made.addPixmap(picture, QIcon.Mode.Selected)  # Qt would tint it
    return made


def _digits(problems: int) -> str:
    if problems <= 0:
        return ""
    return str(problems) if problems <= 9 else "9+"
