"""Python's garbage collector in tests that have threads: Qt's objects of a test go in their own thread."""

import gc
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def garbage_in_this_thread_only() -> Iterator[None]:
    """Keep the collector still while other threads run; theirs could be the one that collects Qt's objects."""
    gc.disable()
    yield
    gc.collect()
    gc.enable()
