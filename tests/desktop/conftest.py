"""The session of the desktop tests; where its programs are not installed, the tests are skipped and say which."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop.program import Internet, Program
from tests.desktop.session import Session, missing


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """Give the test a desktop of its own."""
    absent = missing()
    if absent:
        pytest.skip(f"a real X session needs: apt-get install {' '.join(absent)}")
    with Session(tmp_path / "session") as started:
        yield started


@pytest.fixture
def internet() -> Iterator[Internet]:
    """Give the test a world of its own."""
    made = Internet()
    yield made
    made.cut()


@pytest.fixture
def program(session: Session, internet: Internet, tmp_path: Path) -> Program:
    """Give the program, not yet started."""
    return Program(session, internet, tmp_path / "program")
