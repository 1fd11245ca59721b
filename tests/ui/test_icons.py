"""The icons: a shape of its own for every state, readable without colour, cheap to make."""

import subprocess
import sys
from itertools import combinations
from xml.etree import ElementTree

import pytest
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from notifier.config.paths import resources
from notifier.core.model import State
from notifier.ui import icons, theme
from notifier.ui.icons import Look

pytestmark = pytest.mark.usefixtures("qapp")


def grey(look: Look, size: int, digits: str = "", *, practice: bool = False) -> list[int]:
    """The picture as a colour-blind person sees it on a dark panel."""
    return seen(icons.pixmap(look, size, digits, practice=practice), size)


def seen(drawn: QPixmap, size: int, panel: str = "#242424") -> list[int]:
    """A drawing as a colour-blind person sees it on a panel."""
    shown = QImage(size, size, QImage.Format.Format_RGB32)
    shown.fill(QColor(panel))
    painter = QPainter(shown)
    painter.drawPixmap(0, 0, drawn)
    painter.end()
    picture = shown.convertToFormat(QImage.Format.Format_Grayscale8)
    return [QColor(picture.pixel(x, y)).lightness() for y in range(size) for x in range(size)]


def difference(one: list[int], other: list[int]) -> float:
    """The share of the pixels that differ clearly."""
    return sum(abs(a - b) > 60 for a, b in zip(one, other, strict=True)) / len(one)


@pytest.mark.parametrize("size", [16, 22, 24, 32, 48])
def test_states_differ_without_colour(size: int) -> None:
    pictures = {look: grey(look, size) for look in Look}
    for one, other in combinations(Look, 2):
        assert difference(pictures[one], pictures[other]) > 0.05, f"{one} and {other}"


@pytest.mark.parametrize("size", [16, 22, 24, 32])
@pytest.mark.parametrize("panel", ["#f4f4f4", "#242628"])
def test_marks_and_the_quiet_icon_differ_without_colour(size: int, panel: str) -> None:
    dark = panel == "#242628"
    quiet = seen(icons.quiet_pixmap(size, dark_panel=dark), size, panel)
    for look in Look:
        plain = seen(icons.pixmap(look, size), size, panel)
        assert difference(plain, seen(icons.pixmap(look, size, unseen=True), size, panel)) > 0.03, look
        assert difference(plain, quiet) > 0.05, look


@pytest.mark.parametrize(("dark_panel", "panels"), [(True, "#242628"), (False, "#f4f4f4"), (None, "#f0f0f0 #2e2e2e")])
def test_the_quiet_icon_can_be_seen(dark_panel: bool | None, panels: str) -> None:
    for panel in panels.split():
        assert contrast(icons.QUIET_FILLS[dark_panel], panel) >= 3.0
    assert icons.quiet_icon(dark_panel).isMask()


@pytest.mark.parametrize("look", [Look.OUTAGE, Look.POSSIBLE])
def test_digits_differ_at_the_smallest_size(look: Look) -> None:
    pictures = {digits: grey(look, 16, digits) for digits in ("", *"123456789", "9+")}
    for one, other in combinations(pictures, 2):
        assert difference(pictures[one], pictures[other]) > 0.01, f"{one} and {other}"


def contrast(one: str, other: str) -> float:
    return theme.contrast(QColor(one), QColor(other))


@pytest.mark.parametrize("fill", [*icons.FILLS.values(), icons.PRACTICE_FILL, icons.MARK_FILL, icons.UNSEEN_FILL])
@pytest.mark.parametrize("panel", ["#ffffff", "#f0f0f0", "#2e2e2e", "#000000"])
def test_fills_stand_out_from_light_and_dark_panels(fill: str, panel: str) -> None:
    assert contrast(fill, panel) >= 3.0
    assert contrast(fill, "#ffffff") >= 3.0, "the symbol is white"


def test_practice_is_marked_and_hides_no_digit() -> None:
    assert difference(grey(Look.FINE, 22), grey(Look.FINE, 22, practice=True)) > 0.05
    one, two = (grey(Look.OUTAGE, 22, digits, practice=True) for digits in "12")
    assert difference(one, two) > 0.01


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_the_digit_counts_to_nine_and_stops() -> None:
    assert icons.icon(Look.OUTAGE, 10).cacheKey() == icons.icon(Look.OUTAGE, 99).cacheKey()
    assert icons.icon(Look.OUTAGE, 1).cacheKey() != icons.icon(Look.OUTAGE, 2).cacheKey()
    assert icons.icon(Look.FINE, 3).cacheKey() == icons.icon(Look.FINE).cacheKey()


def test_an_icon_comes_in_every_size() -> None:
    sizes = {each.width() for each in icons.icon(Look.OUTAGE, 3).availableSizes()}
    assert sizes == set(icons.SIZES)


@pytest.mark.parametrize("size", [16, 22, 32])
def test_the_programs_own_icon_looks_like_no_state(size: int) -> None:
    own = seen(icons.app_icon().pixmap(size, size), size)
    assert all(difference(own, grey(look, size)) > 0.05 for look in Look)


def test_the_icon_for_packages_is_the_one_of_the_windows() -> None:
    drawing = QSvgRenderer(str(resources() / "icons" / "outage-notifier.svg"))
    drawn = QPixmap(64, 64)
    drawn.fill(QColor(0, 0, 0, 0))
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    drawing.render(painter)
    painter.end()
    assert difference(seen(drawn, 64), seen(icons.app_icon().pixmap(64, 64), 64)) < 0.03


def test_every_state_has_an_icon() -> None:
    assert not [state for state in State if icons.state_icon(state).isNull()]


def test_the_icons_for_packages_are_well_formed() -> None:
    files = sorted((resources() / "icons").glob("*.svg"))
    assert {path.stem for path in files} == {"outage-notifier", "outage-notifier-symbolic"}
    for path in files:
        assert ElementTree.parse(path).getroot().get("viewBox") == "0 0 16 16"


def test_drawing_needs_neither_fonts_nor_svg_nor_the_namespace_qt() -> None:
    code = (
        "import sys; from PySide6.QtWidgets import QApplication; app = QApplication([]);"
        "from notifier.ui import icons; icons.icon(icons.Look.OUTAGE, 3);"
        "import PySide6.QtCore as core; print('PySide6.QtSvg' in sys.modules, 'Qt' in vars(core))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["False", "False"], "QtSvg, Qt"
