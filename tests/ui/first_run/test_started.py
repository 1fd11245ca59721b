"""The last dialog of the first start: where the icon is, start at login, and a practice outage."""

from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from notifier.ui import icons
from notifier.ui.first_run.started import StartedDialog
from notifier.ui.first_run.tray_picture import TrayPicture


def button(dialog: StartedDialog, words: str) -> QAbstractButton:
    return next(each for each in dialog.findChildren(QAbstractButton) if each.text().replace("&", "") == words)


def test_practice_is_offered_and_closes_it(qtbot: QtBot) -> None:
    dialog = StartedDialog(tray=True, at_login=False)
    qtbot.addWidget(dialog)
    dialog.open()
    with qtbot.waitSignals([dialog.practice_wanted, dialog.accepted]):
        button(dialog, "Show me a practice outage").click()


def test_done_begins_none(qtbot: QtBot) -> None:
    dialog = StartedDialog(tray=True, at_login=False)
    qtbot.addWidget(dialog)
    dialog.open()
    with qtbot.assertNotEmitted(dialog.practice_wanted), qtbot.waitSignal(dialog.accepted):
        button(dialog, "Done").click()


def test_without_a_tray_there_is_no_picture_of_one(qtbot: QtBot) -> None:
    dialog = StartedDialog(tray=False, at_login=False)
    qtbot.addWidget(dialog)
    assert dialog.findChild(TrayPicture) is None
    assert any("has no tray" in each.text() for each in dialog.findChildren(QLabel))


def test_the_picture_shows_the_icon_in_the_panel_at_its_edge(qtbot: QtBot) -> None:
    for above in (False, True):
        picture = TrayPicture(above=above)
        qtbot.addWidget(picture)
        picture.resize(picture.sizeHint())
        place = picture.icon_place()
        assert (place.center().y() < picture.height() / 2) is above
        drawn = picture.grab().toImage()
        green = QColor(icons.FILLS[icons.Look.FINE])
        room = place.toRect()
        points = [QPoint(x, y) for x in range(room.left(), room.right()) for y in range(room.top(), room.bottom())]
        assert green in [drawn.pixelColor(point) for point in points]
