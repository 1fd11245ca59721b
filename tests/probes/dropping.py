"""A kind of target that is dropped into the folder of the kinds, for the length of a test."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from notifier import probes
from notifier.probes import Probe

DROPPED = Path(__file__).parent / "dropped"


@pytest.fixture
def dropped(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Probe]]:
    """The kind `banner`, found in the folder as the four of the program are found in theirs."""
    monkeypatch.setattr(probes, "__path__", [*probes.__path__, str(DROPPED)])
    probes.kinds.cache_clear()
    yield probes.kinds()["banner"]
    probes.kinds.cache_clear()
    del sys.modules["notifier.probes.banner"]
    delattr(probes, "banner")
