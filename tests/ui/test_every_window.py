"""Every window in a language of longer words, also written from the right, and in Indonesian: nothing cut, no English.

The language is made of the texts' own file when the test runs: each word 40 % longer, marked at both ends.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, Qt
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QDialog, QListView, QMenu, QStyle, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from notifier.ui import i18n
from notifier.ui.asked_file import DesktopDialog
from notifier.words import po
from tests.ui.every_window import MADE, WINDOWS, Desk
from tests.ui.indonesian import PO, english_only, of_others, words_of
from tests.ui.test_long_words import OPEN, cut_off, longer_texts, texts

pytestmark = pytest.mark.qt_log_ignore(
    "propagateSizeHints", r"raise\(\)", "grabbing the keyboard"
)  # said by the test platform alone

every_window = pytest.mark.parametrize("name", WINDOWS)


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Desk:
    return Desk(tmp_path, qtbot)


@pytest.fixture(params=["en", "ar"], ids=["from the left", "from the right"])
def pseudo(request: pytest.FixtureRequest, qapp: QCoreApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Speak the language of longer words; in an alphabet from the right it is laid out from there."""
    monkeypatch.setattr(po, "read", lambda path: longer_texts(path, "א" if request.param == "ar" else "ẍ"))
    monkeypatch.setattr(i18n, "direction_of", lambda _language: QLocale(request.param).textDirection())
    i18n.install("id")
    yield request.param
    monkeypatch.undo()
    i18n.install("en")


def elided(window: QWidget) -> list[str]:
    """Give the texts in boxes and lists that have less room than they need, and no tip that says them whole."""
    cut = []
    for box in window.findChildren(QComboBox):
        words = box.currentText()
        if box.isVisibleTo(window) and words not in box.toolTip() and _room(box) < _width(box, words):
            cut.append(f"{type(box).__name__}: {words}")
    for view in window.findChildren(QAbstractItemView):
        if view.isVisibleTo(window):
            cut += [f"{type(view).__name__}: {each}" for each in _cut_items(view)]
    for bar in window.findChildren(QTabBar):
        wide = [
            bar.tabText(tab) for tab in range(bar.count()) if bar.tabRect(tab).width() < _width(bar, bar.tabText(tab))
        ]
        cut += wide if bar.isVisibleTo(window) else []
    return cut


def _width(widget: QWidget, words: str) -> int:
    return max(widget.fontMetrics().horizontalAdvance(line) for line in words.replace("&", "").split("\n"))


def said(window: QWidget) -> list[str]:
    """Give every text that is shown, those of a menu's rows, too."""
    return [*texts(window), *(each.text() for each in window.actions() if each.isVisible())]


def _room(box: QComboBox) -> int:
    frame = box.style().pixelMetric(QStyle.PixelMetric.PM_ComboBoxFrameWidth)
    return box.width() - 2 * frame - box.height() // 2


def _cut_items(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    columns = 1 if isinstance(view, QListView) else model.columnCount()
    for row in range(min(model.rowCount(), 30)):
        for column in range(columns):
            index = model.index(row, column)
            words, tip = str(index.data() or ""), str(index.data(Qt.ItemDataRole.ToolTipRole) or "")
            is_cut = 0 < view.visualRect(index).width() < _width(view, words)
            if is_cut and not tip and not view.property("wordWrap"):
                yield words


@every_window
def test_nothing_is_cut_off_where_words_are_longer(desk: Desk, pseudo: str, name: str) -> None:
    window = WINDOWS[name](desk)
    QCoreApplication.processEvents()
    shown = [each for each in said(window) if OPEN in each]
    assert shown
    assert not [each for each in shown if re.search(r"\{\w*\}", each)], "a placeholder that was not filled in"

    def whole() -> None:
        assert cut_off(window) == []
        assert elided(window) == []

    desk.qtbot.waitUntil(whole)  # a layout follows its words a moment later
    wanted = Qt.LayoutDirection.RightToLeft if pseudo == "ar" else Qt.LayoutDirection.LeftToRight
    assert window.layoutDirection() is wanted


def english() -> dict[str, re.Pattern[str]]:
    """Give our English sentences that Indonesian says otherwise, as patterns; single words may be names."""
    told = po.read(PO)
    sources = [key.rpartition(po.CONTEXT)[2] for key, said in told.single.items() if key != said]
    sources += [key for key, (said,) in told.forms.items() if key != said]
    found = {}
    for source in sources:
        plain = source.replace("&", "")
        letters = re.sub(r"\{\w*\}", "", plain)
        if len(re.findall(r"[A-Za-z]{2,}", letters)) >= 2:
            parts = [re.escape(each) for each in re.split(r"\{\w*\}", plain)]
            found[source] = re.compile(rf"(?<!\w){'.+?'.join(parts)}(?!\w)")
    return found


@pytest.fixture(scope="module")
def sentences() -> dict[str, re.Pattern[str]]:
    return english()


@pytest.fixture(scope="module")
def seen() -> dict[str, list[str]]:
    """What each window was seen to say in Indonesian, as far as they were made."""
    return {}


@pytest.fixture
def spoken(desk: Desk, indonesian: None, seen: dict[str, list[str]], name: str) -> list[str]:
    """What a window says in Indonesian; it is made once."""
    if name not in seen:
        window = WINDOWS[name](desk)
        QCoreApplication.processEvents()
        seen[name] = said(window)
    return seen[name]


@every_window
def test_no_english_of_ours_is_left_in_indonesian(
    spoken: list[str], sentences: dict[str, re.Pattern[str]], name: str
) -> None:
    shown = {each.replace("&", "") for each in spoken if each}
    assert shown
    together = "\n".join(shown)
    found = {source: pattern for source, pattern in sentences.items() if pattern.search(together)}
    left = {(source, each) for each in shown for source, pattern in found.items() if pattern.search(each)}
    assert left == set()


@pytest.fixture(scope="module")
def vocabulary() -> set[str]:
    return english_only()


@pytest.fixture(scope="module")
def names() -> re.Pattern[str]:
    return of_others()


@every_window
def test_no_english_word_of_ours_is_left_in_indonesian(
    spoken: list[str], vocabulary: set[str], names: re.Pattern[str], name: str
) -> None:
    own = [names.sub(" ", each) for each in spoken]
    left = {(word, each) for each in own for word in words_of([each]) & vocabulary}
    assert left == set()


def test_every_window_is_looked_over() -> None:
    def below(kind: type[QWidget]) -> Iterator[type[QWidget]]:
        for each in kind.__subclasses__():
            if each.__module__.startswith("notifier."):
                yield each
            yield from below(each)

    windows = {*below(QDialog), *(each for each in below(QMenu) if not each.__subclasses__())}
    windows |= {each for each in below(QWidget) if each.__name__.endswith("Window")}
    assert windows - {DesktopDialog} <= MADE  # that one is never on the screen
