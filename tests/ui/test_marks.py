"""Marks: the brand's where the set has it, letters elsewhere, and the state by shape over the corner."""

import json
from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QImage

from notifier.catalogue.loader import Catalogue
from notifier.config.paths import resources
from notifier.core.model import State
from notifier.ui import marks, theme
from notifier.ui.marks import letters, mark_icon

pytestmark = pytest.mark.usefixtures("qapp")
MARKS = json.loads((resources() / "marks" / "marks.json").read_text(encoding="utf-8"))["marks"]


def picture(icon: QIcon, side: int = 40) -> QImage:
    return icon.pixmap(QSize(side, side), 1.0).toImage()


def colors(image: QImage) -> set[str]:
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("BCA", "BCA"),
        ("DANA", "DANA"),
        ("IPVANISH", "I"),
        ("Bank Mandiri", "BM"),
        ("tokopedia", "T"),
        ("X (Twitter)", "XT"),
        ("(x) y z", "XY"),
        ("Ölçü", "Ö"),
        ("…", "?"),
        ("", "?"),
    ],
)
def test_letters(name: str, expected: str) -> None:
    assert letters(name) == expected


def test_marks_are_of_services_of_the_catalogue() -> None:
    known = {each.stem for each in (resources() / "catalogue").glob("*.toml")}
    assert set(MARKS) <= known
    assert len(MARKS) > 150


@pytest.mark.parametrize("service", sorted(MARKS))
def test_every_mark_shows_a_shape_on_its_color(service: str) -> None:
    seen = colors(picture(mark_icon(service, "")))
    assert MARKS[service]["fill"] in seen
    assert seen & {"#ffffff", "#000000"}


def test_a_service_without_a_mark_has_letters_on_a_color_that_stays() -> None:
    one, again = picture(mark_icon("bca", "BCA")), picture(mark_icon("bca", "BCA"))
    assert one == again
    assert one != picture(mark_icon("bni", "BNI"))
    assert colors(one) & set(marks.COLORS)


@pytest.mark.parametrize("color", marks.COLORS)
def test_letters_can_be_read(color: str) -> None:
    assert theme.contrast(QColor(color), QColor("white")) >= 4.5


@pytest.mark.parametrize("side", [24, 32, 64])
@pytest.mark.parametrize("service", ["whatsapp", "bca"])
def test_states_differ_without_color(service: str, side: int) -> None:
    grey = QImage.Format.Format_Grayscale8
    shown = [picture(mark_icon(service, "BCA", each), side).convertToFormat(grey) for each in State]
    for (one, first), (other, second) in combinations(zip(State, shown, strict=True), 2):
        assert first != second, f"{one} and {other}"


def test_every_name_of_the_catalogue_has_letters(tmp_path: Path) -> None:
    for service in Catalogue(resources() / "catalogue", tmp_path).all():
        assert 1 <= len(letters(service.name)) <= marks.LETTERS_MOST
        assert not picture(mark_icon(service.id, service.name), 24).isNull()


def test_a_color_of_the_users_own_wins_and_goes_again() -> None:
    def middle_left(service: str) -> str:
        return mark_icon(service, "GitHub").pixmap(32, 32).toImage().pixelColor(3, 16).name()

    before = {each: middle_left(each) for each in ("github", "intranet")}
    marks.show_colors({"github": "#a8542f", "intranet": "#ffee88"})
    try:
        assert {each: middle_left(each) for each in before} == {"github": "#a8542f", "intranet": "#ffee88"}
    finally:
        marks.show_colors({})
    assert {each: middle_left(each) for each in before} == before


@pytest.mark.parametrize("side", [22, 32, 48, 64])
@pytest.mark.parametrize("name", ["BCA", "DANA", "WMWM", "Bank Mandiri", "Tokopedia"])
def test_letters_stand_whole_beside_the_sign_of_a_state(name: str, side: int) -> None:
    """No letter reaches the tile's edges, and none comes down to where the sign is."""
    shown = picture(mark_icon("nobody", name, State.OUTAGE), side)
    places = [(x, y) for x in range(side) for y in range(side) if shown.pixelColor(x, y).alpha() == 255]
    bright = [(x, y) for x, y in places if shown.pixelColor(x, y).lightness() > 170]
    written = [(x, y) for x, y in bright if y < side * (1 - marks.SIGN)]
    assert min(x for x, _y in written) >= 1
    assert max(x for x, _y in written) <= side - 2
    assert not [(x, y) for x, y in bright if x < side * 0.45 and y > side * 0.57]
