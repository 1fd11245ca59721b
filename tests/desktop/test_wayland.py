"""On Wayland, and without a tray: the window comes by itself, looks the same on each output, and can be quit."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from tests.desktop.program import NAME, Internet, Program
from tests.desktop.session import missing
from tests.desktop.wayland import NEEDED, OUTPUTS, WaylandSession

pytestmark = pytest.mark.desktop

WINDOW = "Outage Notifier"


@pytest.fixture
def session() -> Iterator[WaylandSession]:
    """A desktop with two outputs, of scale 1 and 2, in a folder whose name is short enough for sway's socket."""
    absent = [*missing(), *sorted({each for name, each in NEEDED.items() if shutil.which(name) is None})]
    if absent:
        pytest.skip(f"a real Wayland session needs: apt-get install {' '.join(absent)}")
    with TemporaryDirectory(prefix="way-") as folder, WaylandSession(Path(folder, "session")) as started:
        yield started


def scaled(picture: QImage, like: QImage) -> QImage:
    """Make a picture as large as another one."""
    return picture.scaled(like.size(), Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)


def apart(one: QImage, other: QImage) -> float:
    """How far two pictures of one size are from each other: the mean difference of their greys, of 255."""
    assert one.size() == other.size()
    greys = [each.convertToFormat(QImage.Format.Format_Grayscale8) for each in (one, other)]
    left, right = (memoryview(each.constBits()).tobytes() for each in greys)
    return sum(abs(a - b) for a, b in zip(left, right, strict=True)) / len(left)


def top_on(session: WaylandSession, program: Program, number: int) -> QImage:
    """Give what is seen of the window's top on an output, where most of its words are."""
    session.move(WINDOW, OUTPUTS[number])
    seen = QImage.fromData(program.at_rest(lambda: session.picture_of(WINDOW)))
    return seen.copy(0, 0, 800 * (number + 1), 200 * (number + 1))


def test_the_window_comes_by_itself_and_looks_the_same_on_outputs_of_each_scale(
    session: WaylandSession, internet: Internet, tmp_path: Path
) -> None:
    program = Program(session, internet, tmp_path / "program")
    program.launch()
    session.reader.hear(WINDOW, f"{NAME} works.")
    plain, fine = (top_on(session, program, number) for number in range(len(OUTPUTS)))
    assert fine.size() == plain.size() * 2
    assert apart(plain, scaled(fine, plain)) < 5, "it looks the same on both"
    assert "has ended" in program.told("quit")
    assert program.ends() == 0
    assert "Traceback" not in program.said()
