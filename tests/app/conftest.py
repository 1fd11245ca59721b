"""No bus and no network of the machine's own; and garbage is collected between tests, in their own thread.

Elsewhere the collector could destroy a Qt object.
"""

from functools import partial

import pytest

from notifier.desktop.network import NetworkWatch
from tests.desktop_parts.bus import no_bus
from tests.garbage import garbage_in_this_thread_only as garbage_in_this_thread_only


def _address() -> str:
    return "127.0.0.1"


@pytest.fixture(autouse=True)
def no_desktop(monkeypatch: pytest.MonkeyPatch) -> None:
    """No bus, and no look at the machine's own network."""
    no_bus(monkeypatch)
    monkeypatch.setattr("notifier.app.watching.NetworkWatch", partial(NetworkWatch, _address))
