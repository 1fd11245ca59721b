import asyncio
from collections.abc import Iterator

import pytest
from dbus_fast.aio import MessageBus
from PySide6.QtDBus import QDBusConnection

from notifier.desktop.tray_host import WATCHER, has_watcher, has_xembed_tray
from tests.desktop_parts.bus import bus

__all__ = ["bus"]


@pytest.fixture
def connection(bus: str) -> Iterator[QDBusConnection]:
    yield QDBusConnection.connectToBus(bus, "bus-of-the-test")
    QDBusConnection.disconnectFromBus("bus-of-the-test")


def test_a_watcher_is_found_when_it_is_there(connection: QDBusConnection, bus: str) -> None:
    assert not has_watcher(connection)

    async def watched() -> bool:
        watcher = await MessageBus(bus).connect()
        await watcher.request_name(WATCHER)
        found = await asyncio.to_thread(has_watcher, connection)
        watcher.disconnect()
        return found

    assert asyncio.run(watched())


def test_without_a_bus_there_is_no_watcher() -> None:
    assert not has_watcher(QDBusConnection("never connected"))


@pytest.mark.parametrize("display", ["", ":nowhere"])
def test_without_a_display_there_is_no_old_tray(display: str) -> None:
    assert not has_xembed_tray(display)
