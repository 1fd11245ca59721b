"""The page of help: what every sign, word and bar means, each drawn by what draws it elsewhere, and the keys."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPixmap
from PySide6.QtWidgets import QGridLayout, QLabel

from notifier.core.model import Scope, State
from notifier.core.past.story import Day
from notifier.ui import icons
from notifier.ui.history.day_bars import paint_days
from notifier.ui.icons import Look
from notifier.ui.marks import mark_icon
from notifier.ui.settings.fields import Note, Page
from notifier.ui.settings.group import Group
from notifier.words import _
from notifier.words.phrases import capital, scope_word

_ANY: Final = date(2026, 1, 1)
_BAR: Final = QSize(9, 32)
Row = tuple[QPixmap | None, str, str]
"""A picture, what it is called, and what it means."""


class HelpPage(Page):
    """The legend."""

    def __init__(self) -> None:
        super().__init__(_("Help"))
        self._side = self.fontMetrics().height() + 8
        self._group(_("The icon in the tray, and the signs in lists"), [self._look(look) for look in Look])
        self._group(_("What may be added to it"), self._additions())
        self._group(_("Bars of days"), [self._bar(*each) for each in _days()])
        self._group(_("Whom it concerns"), _scopes())
        self._group(_("Keys"), _keys())
        self.end()

    def _group(self, title: str, rows: Iterable[Row]) -> None:
        box = Group(title, self.body)
        grid = QGridLayout(box)
        grid.setColumnStretch(2, 1)
        grid.setHorizontalSpacing(10)
        for number, (picture, name, meaning) in enumerate(rows):
            if picture is not None:
                shown = QLabel()
                shown.setPixmap(picture)
                grid.addWidget(shown, number, 0, Qt.AlignmentFlag.AlignTop)
            called = QLabel(name)
            called.setTextFormat(Qt.TextFormat.PlainText)
            called.setWordWrap(True)
            called.setMinimumWidth(self.fontMetrics().averageCharWidth() * 18)
            for column, words in enumerate((called, Note(meaning)), 1):
                words.setMinimumHeight(self._side if picture is not None else 0)  # one line stands at its middle
                grid.addWidget(words, number, column, Qt.AlignmentFlag.AlignTop)
        self.column.addWidget(box)

    def _look(self, look: Look) -> Row:
        return (self._drawn(look), *look_words(look))

    def _drawn(self, look: Look, digits: str = "", *, practice: bool = False, unseen: bool = False) -> QPixmap:
        return self._fine(icons.pixmap(look, self._pixels(), digits, practice=practice, unseen=unseen))

    def _pixels(self) -> int:
        return round(self._side * self.devicePixelRatioF())

    def _fine(self, picture: QPixmap) -> QPixmap:
        picture.setDevicePixelRatio(self.devicePixelRatioF())
        return picture

    def _additions(self) -> list[Row]:
        mark = mark_icon("whatsapp", "WhatsApp", State.OUTAGE).pixmap(QSize(self._side, self._side))
        dark = self.palette().window().color().lightness() < 128
        quiet = self._fine(icons.quiet_pixmap(self._pixels(), dark_panel=dark))
        return [
            (self._drawn(Look.OUTAGE, "2"), _("A number"), _("So many of your apps have a problem.")),
            (
                self._drawn(Look.FINE, unseen=True),
                _("A dot"),
                _("An outage that you have not looked at yet."),
            ),
            (self._drawn(Look.OUTAGE, practice=True), _("A flag"), _("A practice outage: nothing is really down.")),
            (quiet, _("One colour"), _("All is fine, where you chose the quiet icon.")),
            (mark, _("A mark with a sign"), _("An app, and how it is. Marks that are not known are letters.")),
        ]

    def _bar(self, day: Day, name: str, meaning: str) -> Row:
        scale = self.devicePixelRatioF()
        picture = QPixmap(_BAR * scale)
        picture.setDevicePixelRatio(scale)
        picture.fill(QColor(0, 0, 0, 0))
        painter = QPainter(picture)
        paint_days(painter, [day], QRectF(0, 0, _BAR.width(), _BAR.height()), self.palette().window())
        painter.end()
        return picture, name, meaning


def look_words(look: Look) -> tuple[str, str]:
    """What a sign is called, and what it means."""
    match look:
        case Look.FINE:
            return _("Works"), _("Everything that you watch answers.")
        case Look.SLOW:
            return _("Slow"), _("It answers, but takes much longer than usual.")
        case Look.MAINTENANCE:
            return _("Maintenance"), _("The company announced this work.")
        case Look.POSSIBLE:
            return _("Possible problem"), _("Something fails that is not proven yet, or a minor part is down.")
        case Look.OUTAGE:
            return _("Down"), _("A main part fails again and again while your own connection is fine.")
        case Look.UNKNOWN:
            return _("Not known"), _("It was not checked yet, or what answers does not tell.")
        case Look.OFFLINE:
            return _("Offline"), _("Your own connection is down or bad. Nothing is said about apps meanwhile.")
        case Look.PORTAL:
            return _("Sign-in page"), _("The network wants you to sign in first.")
        case Look.PAUSED:
            return _("Paused"), _("You paused the checking.")
        case Look.STALE:
            return _("Out of date"), _("Nothing was checked for a quarter of an hour.")


def _days() -> list[tuple[Day, str, str]]:
    return [
        (Day(_ANY, ok=1.0), _("Green"), _("It worked all day, as far as it was watched.")),
        (Day(_ANY, ok=0.7, outage=0.3), _("Red, from the top"), _("An outage; the longer, the more of the bar.")),
        (Day(_ANY, ok=0.7, possible=0.3), _("Amber, narrower"), _("A possible problem, or a minor part was down.")),
        (Day(_ANY, ok=0.7, slow=0.3), _("Blue, narrow"), _("It was slow, or there was maintenance.")),
        (Day(_ANY), _("A thin line"), _("It was not watched that day.")),
    ]


def _scopes() -> list[Row]:
    meanings = {
        Scope.EVERYONE: _("Other places cannot reach it either, or the company says so."),
        Scope.REGION: _("It fails in these countries and works in others."),
        Scope.NETWORK: _("It works elsewhere, but not through your provider or your network."),
        Scope.ME: _("It works elsewhere: it is your machine or your connection."),
        Scope.UNCLEAR: _("It cannot be reached from here; nobody else was asked, or none could tell."),
    }
    return [(None, capital(scope_word(scope)), meaning) for scope, meaning in meanings.items()]


def _keys() -> list[Row]:
    keys = QKeySequence.StandardKey
    return [
        (None, _key(keys.Find), _("Search: here in the settings, in the window among your apps.")),
        (None, _key(keys.Undo), _("Undo the last change of the settings.")),
        (None, _key(QKeySequence("Ctrl+W")), _("Close the window. Watching goes on.")),
        (None, _key(keys.HelpContents), _("This help, from any page of the settings.")),
    ]


def _key(keys: QKeySequence | QKeySequence.StandardKey) -> str:
    """Name a key as this system does."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
