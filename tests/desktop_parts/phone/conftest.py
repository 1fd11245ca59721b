"""Servers in the phone's place, for each test anew."""

from collections.abc import Iterator

import pytest

from tests.desktop_parts.phone.servers import Mail, Web, mail, web


@pytest.fixture(name="web")
def _web() -> Iterator[Web]:
    with web() as server:
        yield server


@pytest.fixture(name="mail")
def _mail() -> Iterator[Mail]:
    with mail() as server:
        yield server
