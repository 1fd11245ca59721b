"""A small map of the world: where a service fails, where it works, and where it does both.

Shape tells as much as colour: what fails is filled, what works is hatched, what is mixed is crossed; a country that is
too small to be seen is a spot. Which is which stands in the table beside it, and here for the country under the mouse.
"""

from collections.abc import Sequence
from functools import cache
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QHelpEvent, QPainter, QPainterPath, QPaintEvent, QPen, QTransform
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from notifier.core.model import State
from notifier.core.outside.findings import Found, Place
from notifier.ui import theme
from notifier.ui.painted import Painted
from notifier.ui.tips import tip
from notifier.words import _
from notifier.words.geography import world
from notifier.words.places import found_in, places_summary

SMALL_PX: Final = 5.0
"""A country that is smaller on the screen is a spot of so many pixels across."""
STATES: Final = {Found.FAILS: State.OUTAGE, Found.MIXED: State.POSSIBLE, Found.WORKS: State.OK}
PATTERNS: Final = {
    Found.FAILS: Qt.BrushStyle.SolidPattern,
    Found.MIXED: Qt.BrushStyle.DiagCrossPattern,
    Found.WORKS: Qt.BrushStyle.BDiagPattern,
}


class WorldMap(Painted):
    """Shows what was found; `show_places` with none shows an empty world."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._places: Sequence[Place] = ()
        self._home = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_places(self, places: Sequence[Place], home: str) -> None:
        """Show these findings; `home` is the user's own country."""
        self._places, self._home = places, home
        self.setAccessibleName(_("Map"))
        self.setAccessibleDescription(self.summary())
        self.update()

    def summary(self) -> str:
        """Say where it fails and where it works."""
        return places_summary(self._places, self._home)

    def sizeHint(self) -> QSize:  # noqa: N802 Qt's name
        """Be as wide as a third of a small window, and as high as the world is then."""
        here = world()
        return QSize(300, round(300 * here.height / here.width))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 Qt's name
        """Stay readable."""
        return self.sizeHint()

    def place_at(self, point: QPointF) -> Place | None:
        """Give the finding of the country at a point of this widget: of a spot near it first."""
        scale = self._scale()
        for each in self._places:
            spot = _spot(each.country, scale)
            if spot is not None and QRectF(spot, spot).adjusted(-4, -4, 4, 4).contains(point):
                return each
        on_grid = QTransform.fromScale(1 / scale, 1 / scale).map(point)
        return next((each for each in self._places if outline(each.country).contains(on_grid)), None)

    def event(self, event: QEvent) -> bool:
        """Tell of the country under the mouse."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = self.place_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), tip(found_in(place)) if place is not None else "", self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 Qt's name
        """Paint the land, then what was found."""
        scale = self._scale()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillPath(QTransform.fromScale(scale, scale).map(land()), self._land_color())
        for each in self._places:
            self._paint(painter, each, scale)
        painter.end()

    def _paint(self, painter: QPainter, place: Place, scale: float) -> None:
        color = theme.state_color(STATES[place.found], self.palette())
        painter.setPen(QPen(color, 1.0))
        painter.setBrush(self.palette().base())
        spot = _spot(place.country, scale)
        if spot is None:
            path = QTransform.fromScale(scale, scale).map(outline(place.country))
        else:
            path = QPainterPath()
            path.addEllipse(spot, SMALL_PX / 2 + 1, SMALL_PX / 2 + 1)
        painter.drawPath(path)
        painter.fillPath(path, QBrush(color, PATTERNS[place.found]))

    def _scale(self) -> float:
        here = world()
        return min(self.width() / here.width, self.height() / here.height)

    def _land_color(self) -> QColor:
        color = self.palette().color(self.foregroundRole())
        color.setAlphaF(0.18)
        return color


def outline(code: str) -> QPainterPath:
    """Draw a country on the map's grid; empty where it is not on it, or too small."""
    path = QPainterPath()
    known = world().countries.get(code)
    for ring in known.outlines() if known is not None else ():
        path.moveTo(*ring[0])
        for x, y in ring[1:]:
            path.lineTo(x, y)
        path.closeSubpath()
    return path


@cache
def land() -> QPainterPath:
    """Draw all countries; once, since it takes a few milliseconds."""
    whole = QPainterPath()
    for code in world().countries:
        whole.addPath(outline(code))
    return whole


def _spot(code: str, scale: float) -> QPointF | None:
    """Where a country lies that is too small to be drawn as it is."""
    known = world().countries.get(code)
    if known is None:
        return None
    box = outline(code).boundingRect()
    return QPointF(*known.at) * scale if max(box.width(), box.height()) * scale < SMALL_PX else None
