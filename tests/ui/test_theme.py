"""Light, dark, and text colours that can be read on either."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor, QImage, QPainter, QPalette
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton, QSpinBox, QStyleFactory, QWidget
from pytestqt.qtbot import QtBot

from notifier.core.model import State
from notifier.ui import theme
from tests.ui.test_icons import contrast


@pytest.fixture(autouse=True)
def as_before(qapp: QApplication) -> Iterator[None]:
    yield
    theme.apply(qapp, "auto")


@pytest.mark.parametrize(("name", "dark"), [("dark", True), ("light", False)])
def test_the_theme_is_shown_at_once(qapp: QApplication, name: str, dark: bool) -> None:
    theme.apply(qapp, name)
    assert theme.is_dark(qapp.palette()) is dark


def test_auto_takes_the_own_palette_away(qapp: QApplication) -> None:
    before = qapp.palette().color(QPalette.ColorRole.Window)
    theme.apply(qapp, "dark")
    theme.apply(qapp, "auto")
    assert qapp.palette().color(QPalette.ColorRole.Window) == before


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("state", State)
def test_the_colours_of_states_can_be_read(qapp: QApplication, name: str, state: State) -> None:
    theme.apply(qapp, name)
    palette = qapp.palette()
    color = theme.state_color(state, palette).name()
    for role in (QPalette.ColorRole.Window, QPalette.ColorRole.Base, QPalette.ColorRole.AlternateBase):
        assert contrast(color, palette.color(role).name()) >= 4.5


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize(
    "ground", [QPalette.ColorRole.Window, QPalette.ColorRole.Base, QPalette.ColorRole.AlternateBase]
)
def test_quiet_text_can_be_read(qapp: QApplication, name: str, ground: QPalette.ColorRole) -> None:
    theme.apply(qapp, name)
    palette = qapp.palette()
    below, color = palette.color(ground), theme.quiet_color(palette)
    mixed = QImage(1, 1, QImage.Format.Format_RGB32)
    mixed.fill(below)
    painter = QPainter(mixed)
    painter.fillRect(mixed.rect(), color)
    painter.end()
    shown = mixed.pixelColor(0, 0).name()
    assert contrast(shown, below.name()) >= 4.5
    assert shown != palette.color(QPalette.ColorRole.Text).name()


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize(
    ("text", "ground"),
    [
        (QPalette.ColorRole.WindowText, QPalette.ColorRole.Window),
        (QPalette.ColorRole.Text, QPalette.ColorRole.Base),
        (QPalette.ColorRole.Text, QPalette.ColorRole.AlternateBase),
        (QPalette.ColorRole.PlaceholderText, QPalette.ColorRole.Base),
        (QPalette.ColorRole.PlaceholderText, QPalette.ColorRole.AlternateBase),
        (QPalette.ColorRole.ButtonText, QPalette.ColorRole.Button),
        (QPalette.ColorRole.HighlightedText, QPalette.ColorRole.Highlight),
        (QPalette.ColorRole.Link, QPalette.ColorRole.Base),
        (QPalette.ColorRole.ToolTipText, QPalette.ColorRole.ToolTipBase),
    ],
)
def test_all_text_can_be_read(
    qapp: QApplication, name: str, text: QPalette.ColorRole, ground: QPalette.ColorRole
) -> None:
    theme.apply(qapp, name)
    palette = qapp.palette()
    assert contrast(palette.color(text).name(), palette.color(ground).name()) >= 4.5


@pytest.mark.parametrize(
    ("ground", "text"), [("#000000", "#ffffff"), ("#000000", "#ffff00"), ("#202020", "#00ff00"), ("#fffaef", "#3d3d3d")]
)
@pytest.mark.parametrize("state", State)
def test_the_colours_of_states_can_be_read_in_high_contrast(ground: str, text: str, state: State) -> None:
    palette = palette_of(ground, text)
    assert contrast(theme.state_color(state, palette).name(), ground) >= 4.5
    assert len({theme.state_color(each, palette).name() for each in State}) == 5, "slow and maintenance have one colour"


@pytest.mark.parametrize("name", ["light", "dark", "#000000"])
def test_it_is_seen_where_something_can_be_entered(qapp: QApplication, qtbot: QtBot, name: str) -> None:
    if name.startswith("#"):
        qapp.setPalette(palette_of(name, "#ffffff"))
        theme.frame_fields(qapp)
    else:
        theme.apply(qapp, name)
    fusion = QStyleFactory.create("Fusion")
    window = qapp.palette().color(QPalette.ColorRole.Window).name()
    fields: list[type[QWidget]] = [QLineEdit, QSpinBox, QComboBox]
    for kind in [*fields, QPushButton] if name == "#000000" else fields:
        field = kind()
        qtbot.addWidget(field)
        field.setStyle(fusion)
        picture = field.grab().toImage()
        edge = [picture.pixelColor(picture.width() // 2, y).name() for y in range(4)]
        assert max(contrast(each, window) for each in edge) >= 2.9, kind  # rounded to whole colours


@pytest.mark.parametrize("accent", ["#15539e", "#2f6fb0", "#ffffff", "#8ab4f8"])
def test_it_is_seen_where_the_keys_are_in_the_dark(qapp: QApplication, qtbot: QtBot, accent: str) -> None:
    """The first is Adwaita's, the second our own."""
    palette = palette_of("#323232", "#ffffff")
    palette.setColor(QPalette.ColorRole.Highlight, accent)
    qapp.setPalette(palette)
    theme.frame_fields(qapp)
    assert contrast(theme.focus_color(palette).name(), "#323232") >= 3
    kinds: list[type[QWidget]] = [QLineEdit, QSpinBox, QPushButton]
    for kind in kinds:
        field = kind()
        qtbot.addWidget(field)
        field.setStyle(QStyleFactory.create("Fusion"))
        if isinstance(field, QPushButton):
            field.setDefault(True)
        field.show()
        field.activateWindow()
        field.setFocus()
        qtbot.waitUntil(field.hasFocus)
        picture = field.grab().toImage()
        edge = [picture.pixelColor(picture.width() // 2, y).name() for y in range(4)]
        assert max(contrast(each, "#323232") for each in edge) >= 2.9, kind  # rounded to whole colours
        chosen, words = (
            field.palette().color(each).name()
            for each in (QPalette.ColorRole.Highlight, QPalette.ColorRole.HighlightedText)
        )
        assert chosen == accent or contrast(chosen, words) >= 4.5, "chosen text can be read"


def test_where_no_colour_of_ours_can_be_read_it_is_the_texts() -> None:
    assert theme.state_color(State.OUTAGE, palette_of("#8a2be2", "#ffffff")).name() == "#ffffff"


def test_nothing_is_faint_where_high_contrast_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    palette = palette_of("#000000", "#ffff00")
    assert theme.quiet_color(palette).alphaF() < 1
    monkeypatch.setattr(theme, "wants_contrast", lambda: True)
    assert theme.quiet_color(palette) == theme.edge_color(palette) == palette.color(QPalette.ColorRole.Text)


def palette_of(ground: str, text: str) -> QPalette:
    palette = QPalette()
    for role in (QPalette.ColorRole.Window, QPalette.ColorRole.Base, QPalette.ColorRole.AlternateBase):
        palette.setColor(role, QColor(ground))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(role, QColor(text))
    return palette
