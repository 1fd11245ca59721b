"""From the outbox on disk to the notification server and back: what was on its way when the program ended arrives."""

import asyncio
import sqlite3
import threading
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from notifier.config.model import Settings, WatchedService
from notifier.config.paths import Paths
from notifier.core.alerts.outbox import Message, OutboxRow, key_of
from notifier.core.events import Notice
from notifier.core.model import Alert, AlertKind, LineState
from notifier.core.ports import Batch
from notifier.desktop.notify.model import Notification, Revived
from notifier.store.writer import HistoryWriter
from tests.app.scene import ANCHORS, PATIENCE_MS, Scene
from tests.desktop_parts.desk import Desk

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

WISHES = Settings(anchors=ANCHORS, proxy="none", first_run_done=True, watched=(WatchedService("test-stage"),))


def unexpected(notice: Notice) -> None:
    raise AssertionError(notice)


def left_by_a_kill(paths: Paths) -> Alert:
    """The line's fault was committed, and nobody was asked to show it."""
    now = datetime.now(UTC)
    alert = Alert("a1", AlertKind.LINE, now, "line", line=LineState.OFFLINE, line_since=now)
    message = Message(alert, now.timestamp() + 600.0)
    with HistoryWriter.open(paths.history_file, unexpected) as writer:
        writer.commit(Batch(alerts=(alert,), outbox=(OutboxRow(key_of(message), message),)))
    return alert


def on_their_way(paths: Paths) -> list[str]:
    with closing(sqlite3.connect(paths.history_file)) as connection:
        return [key for (key,) in connection.execute("SELECT key FROM outbox WHERE key LIKE 'message%'")]


def test_what_nobody_was_asked_to_show_is_shown_after_the_next_start_and_marked(
    qapp: QApplication, tmp_path: Path, qtbot: QtBot
) -> None:
    left_by_a_kill(Paths(tmp_path / "config", tmp_path / "data"))
    scene = Scene(qapp, tmp_path, WISHES)
    shown = scene.told(qtbot, "offline")
    assert (shown.thread, shown.alert) == ("line", "a1")
    qtbot.waitUntil(lambda: on_their_way(scene.paths) == [], timeout=PATIENCE_MS)
    assert scene.program.close()

    again = Scene(qapp, tmp_path, WISHES)
    again.up(qtbot)
    qtbot.waitUntil(lambda: again.snapshot.line.state is LineState.OFFLINE, timeout=PATIENCE_MS)
    assert again.program.close()
    assert not any(each.alert for each in again.shown)


class SlowDesk(Desk):
    """Shows an alert when it is let."""

    def __init__(self) -> None:
        super().__init__()
        self.let, self.has_shown = threading.Event(), threading.Event()

    async def send(self, notification: Notification) -> None:
        await super().send(notification)
        if notification.alert:
            await asyncio.to_thread(self.let.wait)
            self.has_shown.set()


def test_what_was_shown_as_the_program_quits_is_marked(qapp: QApplication, tmp_path: Path, qtbot: QtBot) -> None:
    """The server has answered, and nobody waits for events any more: with the next start it would be shown again."""
    left_by_a_kill(Paths(tmp_path / "config", tmp_path / "data"))
    desk, is_told = SlowDesk(), threading.Event()
    scene = Scene(qapp, tmp_path, WISHES, desk=desk)

    async def tell() -> None:
        is_told.set()

    qtbot.waitUntil(lambda: any(each.alert for each in desk.shown), timeout=PATIENCE_MS)
    desk.let.set()
    assert desk.has_shown.wait(20)
    assert scene.submit(tell)
    assert is_told.wait(20)
    assert on_their_way(scene.paths) == ["message a1"]
    assert scene.program.close()
    assert on_their_way(scene.paths) == []


def test_what_the_server_refuses_is_not_marked_until_it_takes_it(
    qapp: QApplication, tmp_path: Path, qtbot: QtBot
) -> None:
    left_by_a_kill(Paths(tmp_path / "config", tmp_path / "data"))
    desk = Desk()
    desk.works = False
    scene = Scene(qapp, tmp_path, WISHES, desk=desk)
    qtbot.waitUntil(lambda: bool(desk.refused), timeout=PATIENCE_MS)
    assert on_their_way(scene.paths) == ["message a1"]
    desk.works = True
    desk.tell(Revived())
    qtbot.waitUntil(lambda: on_their_way(scene.paths) == [], timeout=PATIENCE_MS)
    assert [each.alert for each in desk.shown if each.alert] == ["a1"]
    assert scene.program.close()
