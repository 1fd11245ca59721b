"""A broker for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sources.machines.mosquitto import Mosquitto
from tests.sources.servers import Authority


@pytest.fixture
def mosquitto(tmp_path: Path, trusted: Authority) -> Iterator[Mosquitto]:
    made = Mosquitto(tmp_path, trusted)
    made.start()
    yield made
    made.stop()
