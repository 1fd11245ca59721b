"""An incident as a picture to be sent to somebody: mark, sentence, its course as a line, three facts, sources, time.

Drawn with the colours of a palette, so that a dark window gives a dark picture. As high as its words need; the words
are made in `notifier.words.sharing`.
"""

from datetime import datetime, timedelta
from typing import Final

import msgspec
from PySide6.QtCore import QBuffer, QIODevice, QRect, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QGuiApplication,
    QImage,
    QImageWriter,
    QPainter,
    QPainterPath,
    QPalette,
)

from notifier.core.model import Incident
from notifier.core.past.story import Course
from notifier.ui import icons, theme
from notifier.ui.history.timeline import paint_parts
from notifier.ui.marks import mark_picture
from notifier.words import _
from notifier.words.sharing import Shared
from notifier.words.times import Clock

WIDTH: Final = 1200
"""In pixels; messengers show pictures of this width sharply."""
_EDGE: Final = 56
_GAP: Final = 28
_MARK: Final = 88
_STRIP: Final = 44
_ROUND: Final = 14
_HEADLINE, _BODY, _QUIET = 38, 23, 20
_WRAPPED: Final = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
MOST_WORDS: Final = 420
"""Characters of one fact; a picture is no place for more."""


class Told(msgspec.Struct, frozen=True):
    """What is drawn."""

    incident: Incident
    name: str
    words: Shared
    course: Course
    clock: Clock


def around(incident: Incident, now: datetime) -> tuple[datetime, datetime]:
    """Give the time that the line shows: the incident, and a quarter of its length before and after it."""
    end = incident.until or now
    margin = max((end - incident.since) / 4, timedelta(minutes=5))
    return incident.since - margin, min(now, end + margin)


def incident_picture(told: Told, palette: QPalette) -> QImage:
    """Draw it."""
    sketch = QImage(WIDTH, 1, QImage.Format.Format_RGB32)
    height = _Drawing(told, palette, sketch).draw()  # how high the words become is known when they are laid out
    picture = QImage(WIDTH, height, QImage.Format.Format_RGB32)
    picture.fill(palette.color(QPalette.ColorRole.Base))
    _Drawing(told, palette, picture).draw()
    return picture


def as_png(picture: QImage) -> bytes:
    """Give a picture as a PNG file's content."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, b"png").write(picture)
    return bytes(buffer.data().data())


class _Drawing:
    """One pass over the picture, from top to bottom."""

    def __init__(self, told: Told, palette: QPalette, image: QImage) -> None:
        self._told, self._palette = told, palette
        self._image = image
        self._text = palette.color(QPalette.ColorRole.Text)
        self._faint = theme.quiet_color(palette)

    def draw(self) -> int:
        """Draw everything; give the height that it takes."""
        painter = QPainter(self._image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        y = self._head(painter, _EDGE) + _GAP
        y = self._line(painter, y) + _GAP
        y = self._facts(painter, y) + _GAP
        y = self._foot(painter, y) + _EDGE
        painter.end()
        return y

    def _head(self, painter: QPainter, y: int) -> int:
        incident = self._told.incident
        mark = mark_picture(incident.service, self._told.name, _MARK)
        painter.drawPixmap(_EDGE, y, mark)
        state = theme.state_color(incident.shown, self._palette)
        left = _EDGE + _MARK + _GAP
        words = self._told.words.headline
        bottom = self._write(painter, words, QRect(left, y, WIDTH - left - _EDGE, 0), _HEADLINE, state, bold=True)
        return max(bottom, y + _MARK)

    def _line(self, painter: QPainter, y: int) -> int:
        clock = self._told.clock
        start, end = around(self._told.incident, clock.now)
        room = QRectF(_EDGE, y, WIDTH - 2 * _EDGE, _STRIP)
        painter.fillRect(QRectF(room.left(), room.bottom() - 3, room.width(), 3), theme.edge_color(self._palette))

        def place(first: datetime, last: datetime) -> QRectF:
            left, right = ((min(max(each, start), end) - start) / (end - start) for each in (first, last))
            wide = max(3.0, (right - left) * room.width())
            return QRectF(room.left() + left * room.width(), room.top(), wide, room.height())

        paint_parts(painter, self._told.course.parts, place, room)
        below = QRect(_EDGE, y + _STRIP + 6, WIDTH - 2 * _EDGE, 0)
        bottom = self._write(painter, clock.moment(start), below, _QUIET, self._faint)
        last = clock.moment(end)
        metrics = QFontMetrics(_font(_QUIET))
        right = QRect(WIDTH - _EDGE - metrics.horizontalAdvance(last) - 2, below.top(), WIDTH, 0)
        self._write(painter, last, right, _QUIET, self._faint)
        return bottom

    def _facts(self, painter: QPainter, y: int) -> int:
        words = self._told.words
        facts = ((_("From here"), words.here), (_("Elsewhere"), words.elsewhere), (_("The company"), words.company))
        known = [(title, _short(told)) for title, told in facts if told]
        if not known:
            return y - _GAP
        wide = (WIDTH - 2 * _EDGE - (len(known) - 1) * _GAP) // len(known)
        boxes = [QRect(_EDGE + place * (wide + _GAP), y, wide, 0) for place in range(len(known))]
        inner = [box.adjusted(_GAP // 2, _GAP // 2, -_GAP // 2, 0) for box in boxes]
        high = max(
            self._height(title, box, _QUIET) + 4 + self._height(told, box, _BODY)
            for (title, told), box in zip(known, inner, strict=True)
        )
        for (title, told), box, ground in zip(known, inner, boxes, strict=True):
            shape = QPainterPath()
            shape.addRoundedRect(QRectF(ground.left(), y, wide, high + _GAP), _ROUND, _ROUND)
            painter.fillPath(shape, self._palette.color(QPalette.ColorRole.Window))
            painter.strokePath(shape, theme.edge_color(self._palette))
            below = self._write(painter, title, box, _QUIET, self._faint)
            self._write(painter, told, QRect(box.left(), below + 4, box.width(), 0), _BODY, self._text)
        return y + high + _GAP

    def _foot(self, painter: QPainter, y: int) -> int:
        side = QFontMetrics(_font(_QUIET)).height() + 8
        painter.drawPixmap(_EDGE, y - 4, icons.app_icon().pixmap(side, side))
        left = _EDGE + side + 10
        told = " ".join(each for each in (self._told.words.sources, self._told.words.taken) if each)
        return self._write(painter, told, QRect(left, y, WIDTH - left - _EDGE, 0), _QUIET, self._faint)

    def _write(
        self, painter: QPainter, words: str, room: QRect, size: int, color: QColor, *, bold: bool = False
    ) -> int:
        """Write words into a room that is as high as they need; give where they end."""
        high = self._height(words, room, size, bold=bold)
        painter.setFont(_font(size, bold=bold))
        painter.setPen(color)
        painter.drawText(QRect(room.left(), room.top(), room.width(), high), _WRAPPED, words)
        return room.top() + high

    def _height(self, words: str, room: QRect, size: int, *, bold: bool = False) -> int:
        metrics = QFontMetrics(_font(size, bold=bold))
        return metrics.boundingRect(QRect(0, 0, room.width(), 10_000), _WRAPPED, words).height()


def _font(pixels: int, *, bold: bool = False) -> QFont:
    made = QFont(QGuiApplication.font())
    made.setPixelSize(pixels)
    made.setBold(bold)
    return made


def _short(words: str) -> str:
    return words if len(words) <= MOST_WORDS else words[:MOST_WORDS].rsplit(" ", 1)[0] + "…"
