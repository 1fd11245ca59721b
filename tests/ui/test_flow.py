"""What stands side by side, and what becomes of it."""

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from notifier.ui.flow import Flow


def flow_of(qtbot: QtBot, words: list[str]) -> tuple[QWidget, Flow, list[QPushButton]]:
    window, flow, buttons = QWidget(), Flow(), [QPushButton(each) for each in words]
    qtbot.addWidget(window)
    window.setLayout(flow)
    for each in buttons:
        flow.addWidget(each)
    return window, flow, buttons


def test_what_has_no_room_stands_below(qtbot: QtBot) -> None:
    window, flow, buttons = flow_of(qtbot, ["one", "two", "three"])
    window.resize(flow.sizeHint())
    window.show()
    assert len({each.y() for each in buttons}) == 1
    window.resize(buttons[0].width() + 1, flow.heightForWidth(buttons[0].width() + 1))
    assert [each.x() for each in buttons] == [0, 0, 0]
    assert buttons[0].y() < buttons[1].y() < buttons[2].y()


def test_one_that_ends_leaves_its_place(qtbot: QtBot) -> None:
    _window, flow, buttons = flow_of(qtbot, ["one", "two"])
    buttons[0].deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert [flow.itemAt(each) is not None for each in range(3)] == [True, False, False]
    assert flow.count() == 1


def test_it_takes_its_places_with_it(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    window, flow, buttons = flow_of(qtbot, ["one", "two"])
    window.setParent(parent)
    places = [flow.itemAt(each) for each in range(2)]
    assert all(shiboken6.isValid(each) for each in places)
    del flow
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not any(shiboken6.isValid(each) for each in [window, *places, *buttons])
