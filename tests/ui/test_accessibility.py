"""What holds of every window: all by the keys, in natural order, the focus in sight; named for screen readers."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from notifier.ui.history.header import Header
from notifier.ui.history.latency_line import LatencyLine
from notifier.ui.history.timeline import Timeline
from notifier.ui.history.uptime_bars import UptimeBars
from notifier.ui.history.window import HistoryWindow
from notifier.ui.painted import Painted
from notifier.ui.settings.fields import ChoiceBox
from tests.ui.all_windows import WINDOWS, shown
from tests.ui.test_long_words import cut_off

pytestmark = [
    pytest.mark.usefixtures("english"),
    pytest.mark.qt_log_ignore("propagateSizeHints", "This plugin does not support"),
]


@pytest.fixture(params=WINDOWS)
def window(request: pytest.FixtureRequest, qtbot: QtBot, tmp_path: Path) -> Iterator[QWidget]:
    with shown(request.param, tmp_path, qtbot.waitUntil) as made:
        yield made


def by_the_keys(window: QWidget) -> list[QWidget]:
    """What Tab reaches, beginning with what stands first."""
    reached: list[QWidget] = []
    while (focus := QApplication.focusWidget()) is not None and focus not in reached:
        reached.append(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is reached[0], "it goes round"
    first = min(range(len(reached)), key=lambda number: _way(reached[number]))
    return reached[first:] + reached[:first]


def _way(widget: QWidget) -> list[tuple[int, int]]:
    """Where it stands in the window, from the outermost part that holds it to itself."""
    inner = [widget, *_parents(widget)][:-1]
    return [(each.y(), each.x()) for each in reversed(inner)]


def focusable(window: QWidget) -> list[QWidget]:
    """What is to be seen and to be reached; a field inside of another one has that one's focus."""
    return [
        each
        for each in window.findChildren(QWidget)
        if each.isVisibleTo(window)
        and each.isEnabled()
        and each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not any(parent.focusProxy() is each or each.focusProxy() is parent for parent in _parents(each))
        and each.objectName() != "qt_spinbox_lineedit"
    ]


def _parents(widget: QWidget) -> Iterator[QWidget]:
    while (above := widget.parentWidget()) is not None:
        yield above
        widget = above


def out_of_order(reached: Sequence[QWidget], parent: QWidget) -> list[str]:
    """What the keys reach before something that stands before it, as one reads: in each part of a window."""
    parts: list[tuple[QWidget, list[QWidget]]] = []
    for each in reached:
        chain = [each, *_parents(each)]
        part = chain[chain.index(parent) - 1] if each is not parent else each
        if not parts or parts[-1][0] is not part:
            parts.append((part, []))
        parts[-1][1].append(each)
    wrong = [
        f"back in {part} {[name_of(each) for each in reached]}"
        for part, _ in parts
        if sum(part is other for other, _ in parts) > 1
    ]
    for (one, _), (other, _) in pairwise(parts):
        before, after = one.geometry(), other.geometry()
        beside = (
            after.top() <= before.center().y() <= after.bottom()
            or before.top() <= after.center().y() <= before.bottom()
        )
        if after.right() <= before.left() if beside else after.bottom() <= before.top():
            wrong.append(f"{one} comes before {other}")
    for part, inside in parts:
        if part is not parent and len(inside) > 1:
            wrong += out_of_order(inside, part)
    return wrong


def name_of(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def test_everything_is_reached_by_the_keys_in_natural_order(window: QWidget) -> None:
    reached = by_the_keys(window)
    assert [name_of(each) for each in focusable(window) if each not in reached] == []
    assert out_of_order(reached, window) == []


def test_what_the_keys_reach_is_in_sight_and_shows_it(window: QWidget) -> None:
    for _ in by_the_keys(window):  # which has come back to where it began
        focus = QApplication.focusWidget()
        assert focus is not None
        assert not focus.visibleRegion().isEmpty(), name_of(focus)
        with_focus = image(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
        is_proposed = isinstance(focus, QPushButton) and focus.isDefault()  # looks as with the focus, in Qt's own style
        assert is_proposed or image(focus) != with_focus, f"{focus} {name_of(focus)!r}"


def image(widget: QWidget) -> QImage:
    QApplication.processEvents()
    return widget.grab().toImage()


def test_everything_has_a_name(window: QWidget) -> None:
    buttons = [each for each in window.findChildren(QAbstractButton) if each.isVisibleTo(window)]
    assert [str(each) for each in [*focusable(window), *buttons] if not name_of(each).strip()] == []


@pytest.fixture
def large_letters(qapp: QApplication) -> Iterator[None]:
    usual, large = qapp.font(), qapp.font()
    large.setPointSizeF(usual.pointSizeF() * 1.5)
    qapp.setFont(large)
    yield
    qapp.setFont(usual)


@pytest.mark.usefixtures("large_letters")
@pytest.mark.parametrize("name", WINDOWS)
def test_nothing_is_cut_off_in_large_letters(qtbot: QtBot, tmp_path: Path, name: str) -> None:
    with shown(name, tmp_path, qtbot.waitUntil) as window:
        qtbot.waitUntil(lambda: cut_off(window) == [])


def test_the_headline_is_heard_first_as_its_sentence(qtbot: QtBot, tmp_path: Path) -> None:
    with shown("history", tmp_path, qtbot.waitUntil) as window:
        assert isinstance(window, HistoryWindow)
        heard = QAccessible.queryAccessibleInterface(window)
        header = heard.child(0)
        assert isinstance(header.object(), Header)
        names = [header.child(place).text(QAccessible.Text.Name) for place in range(header.childCount())]
        assert window.header.words in names
        assert window.header.words.startswith("WhatsApp is down for everyone, failing since")


@pytest.mark.parametrize("kind", [Timeline, UptimeBars, LatencyLine])
def test_what_is_painted_is_heard_as_an_image_that_is_described(
    qtbot: QtBot, tmp_path: Path, kind: type[Painted]
) -> None:
    with shown("history of a service", tmp_path, qtbot.waitUntil) as window:
        (painted,) = window.findChildren(kind)
        qtbot.waitUntil(lambda: bool(painted.accessibleDescription()))
        heard = QAccessible.queryAccessibleInterface(painted)
        assert heard.role() == QAccessible.Role.Graphic
        assert heard.text(QAccessible.Text.Name)
        assert heard.text(QAccessible.Text.Description) == painted.summary() != ""


def test_whoever_leaves_the_timeline_hears_all_of_it_again(qtbot: QtBot, tmp_path: Path) -> None:
    with shown("history of a service", tmp_path, qtbot.waitUntil) as window:
        (line,) = window.findChildren(Timeline)
        qtbot.waitUntil(lambda: len(line.moments) > 1)
        line.setFocus()
        QTest.keyClick(line, Qt.Key.Key_Left)
        assert line.accessibleDescription() == line.moments[-1].words
        QTest.keyClick(line, Qt.Key.Key_Tab)
        assert line.accessibleDescription() == line.summary()


def test_rows_say_service_and_state(qtbot: QtBot, tmp_path: Path) -> None:
    with shown("history", tmp_path, qtbot.waitUntil) as window:
        assert isinstance(window, HistoryWindow)
        for view in (window.services_panel.list, window.overview.list):
            heard = QAccessible.queryAccessibleInterface(view)
            rows = [heard.child(row).text(QAccessible.Text.Name) for row in range(heard.childCount())]
            assert any(
                each.startswith("WhatsApp") and "own for everyone, failing since 14:02" in each for each in rows
            ), rows
            assert heard.child(0).role() == QAccessible.Role.ListItem


def heard(window: QWidget) -> list[str]:
    """The names of all that is seen, in the order in which a screen reader goes through it."""
    at = QAccessible.queryAccessibleInterface(window)
    named = [at.text(QAccessible.Text.Name)] if not at.state().invisible else []
    inner = (at.child(number).object() for number in range(at.childCount()))
    return named + [name for each in inner if isinstance(each, QWidget) for name in heard(each)]


def test_a_day_of_the_quiet_hours_is_heard_as_it_stands_and_what_closes_the_window_last(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with shown("settings, notifications", tmp_path, qtbot.waitUntil) as window:
        names = heard(window)
    monday = names.index("Monday")
    assert names[monday : monday + 5] == ["Monday", "Monday: quiet from", "until", "Monday: quiet until", "Tuesday"]
    assert names[-1] == "Close"


def test_a_box_of_choices_says_what_is_chosen_in_it(qtbot: QtBot, tmp_path: Path) -> None:
    with shown("settings, apps", tmp_path, qtbot.waitUntil) as window:
        boxes = window.findChildren(ChoiceBox)
        told = [QAccessible.queryAccessibleInterface(each).text(QAccessible.Text.Description) for each in boxes]
    assert "Weight of Messages" in told
    assert "Notify me about" in told
