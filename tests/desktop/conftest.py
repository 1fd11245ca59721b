"""The session of the desktop tests; where its programs are not installed, the tests are skipped and say which."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.desktop.program import Internet, Program
from tests.desktop.session import Session, missing

HERE = Path(__file__).parent


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin with what takes longest, one for each worker; who has the longest has the shortest after it.

    Workers are given equal runs of the list, the later ones one more. What comes next is not taken from who is busy.
    """
    ours = [number for number, item in enumerate(items) if HERE in item.path.parents]
    workers: dict[str, Any] = getattr(config, "workerinput", {})
    count = int(workers.get("workercount", 1))
    ranked = sorted((items[number] for number in ours), key=_takes_s, reverse=True)
    first, then = ranked[:count], ranked[count:]
    runs = [(*first[worker : worker + 1], *then[count - 1 - worker :: count]) for worker in range(count)]
    for number, item in zip(ours, (item for run in runs for item in run), strict=True):
        items[number] = item


def _takes_s(item: pytest.Item) -> float:
    mark = item.get_closest_marker("takes")
    return float(mark.args[0]) if mark else 0.0


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
