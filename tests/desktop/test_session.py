"""The session itself: a tray item is seen, a notification is overheard and can be clicked."""

import subprocess
import sys

import pytest

from tests.desktop.session import Session
from tests.waiting import until

pytestmark = pytest.mark.desktop

ASKS = """
import sys, dbus_fast, asyncio
from dbus_fast.aio import MessageBus
async def main():
    bus = await MessageBus().connect()
    about = await bus.introspect("org.freedesktop.Notifications", "/org/freedesktop/Notifications")
    server = bus.get_proxy_object("org.freedesktop.Notifications", "/org/freedesktop/Notifications", about)
    notes = server.get_interface("org.freedesktop.Notifications")
    clicked = asyncio.get_running_loop().create_future()
    notes.on_action_invoked(lambda number, key: clicked.set_result(key))
    await notes.call_notify("test", 0, "", "A summary", "a body", ["default", "Open"], {}, 0)
    print(await clicked)
asyncio.run(main())
"""


def test_a_tray_item_is_registered(session: Session) -> None:
    session.start(sys.executable, "-m", "tests.benchmarks.bare_tray")
    item = until(session.tray_items, 30, "the item in the tray")[0]
    assert session.tooltip(item) == "bare"


def test_a_notification_is_overheard_and_clicked(session: Session) -> None:
    asking = subprocess.Popen([sys.executable, "-c", ASKS], env=session.environment, stdout=subprocess.PIPE, text=True)
    note = session.ear.wait(lambda each: each.app == "test", 30, "the summary")
    assert (note.summary, note.body, note.actions) == ("A summary", "a body", ("default", "Open"))
    session.click_notification()
    assert asking.communicate(timeout=20)[0].strip() == "default"
