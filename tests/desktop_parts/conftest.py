"""Garbage of these tests is collected between them, in their own thread: elsewhere it could destroy a Qt object."""

import gc
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def garbage_in_this_thread_only() -> Iterator[None]:
    """Keep the collector still while other threads run."""
    gc.disable()
    yield
    gc.collect()
    gc.enable()
