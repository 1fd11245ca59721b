"""One scale for the windows: distances and sizes of letters stand in one module and nowhere else."""

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QFont

import notifier.ui
from notifier.ui import scale

FOLDER = Path(notifier.ui.__file__).parent
WINDOWS = sorted({*FOLDER.rglob("*.py")} - {FOLDER / "scale.py"})
OWN_NUMBERS = re.compile(r"setSpacing\((?:[2-9]|\d\d)|setContentsMargins\([\d, ]*[1-9]|setPointSizeF\(")


@pytest.mark.parametrize("path", WINDOWS, ids=lambda path: str(path.relative_to(FOLDER)))
def test_no_window_has_distances_of_its_own(path: Path) -> None:
    found = [line.strip() for line in path.read_text("utf-8").splitlines() if OWN_NUMBERS.search(line)]
    assert found == []


def test_distances_lie_on_a_grid_and_fonts_follow_the_systems() -> None:
    assert [each % 4 for each in (scale.TIGHT, scale.NEAR, scale.APART, scale.AROUND)] == [0, 0, 0, 0]
    font = QFont("Sans", 10)
    title = scale.scaled(font, scale.TITLE, bold=True)
    assert (title.pointSizeF(), title.bold(), font.bold()) == (15.0, True, False)
    assert scale.scaled(font, 1) == font
    font.setPixelSize(20)
    assert scale.scaled(font, scale.TITLE).pixelSize() == 30
