"""`snooze`: kept for the next start where nothing runs, handed to the tray where it runs, refused where it is idle."""

import os
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from notifier import __main__
from notifier.cli.journal import ReadOnlyJournal
from notifier.config.model import WatchedService
from notifier.core.alerts.groups import Group
from notifier.core.alerts.held import Snooze as Snoozed
from notifier.core.alerts.outbox import OutboxRow, key_of
from notifier.core.commands import EndSnooze, Snooze
from notifier.core.model import AlertService, State
from notifier.core.ports import Batch
from notifier.desktop.single_instance import Request, SingleInstance
from notifier.desktop.watch_lock import WatchLock
from notifier.store.writer import HistoryWriter
from tests.cli.conftest import PROGRAM, Commands
from tests.cli.test_practice import runtime, short, tray
from tests.faults.odd_files import put

__all__ = ["runtime", "short", "tray"]


@pytest.fixture
def watching(cli: Commands) -> Commands:
    """WhatsApp is down, BCA is not."""
    cli.set(watched=(WatchedService("whatsapp"), WatchedService("bca")))
    member = AlertService("whatsapp", "WhatsApp", "incident-1", State.OUTAGE)
    group = Group("incident-1", "Meta", 0.0, {"whatsapp": member})
    with HistoryWriter.open(cli.paths.history_file, lambda _notice: None) as writer:
        writer.commit(Batch(outbox=(OutboxRow(key_of(group), group),)))
    return cli


def kept(cli: Commands) -> dict[str, float | None]:
    rows = ReadOnlyJournal(cli.paths.history_file).restore(datetime.now(UTC)).outbox
    return {row.service: row.until_s for row in rows if isinstance(row, Snoozed)}


def test_nothing_is_snoozed_at_first(watching: Commands) -> None:
    assert watching("snooze").out == "Nothing is snoozed.\n"
    assert watching("snooze", "--off").out == "Nothing is snoozed.\n"


def test_hours_are_kept_and_listed_and_ended(watching: Commands) -> None:
    told = watching("snooze", "WhatsApp", "bca", "8h")
    assert told.status == 0, told.err
    assert [each.split(" until ")[0] for each in told.out.splitlines()] == ["WhatsApp is snoozed", "BCA is snoozed"]
    wanted = (datetime.now(UTC) + timedelta(hours=8)).timestamp()
    assert set(kept(watching)) == {"whatsapp", "bca"}
    assert all(abs((until or 0) - wanted) < 60 for until in kept(watching).values())
    assert sorted(watching("snooze").out.splitlines()) == sorted(told.out.splitlines())
    assert watching("snooze", "--off", "bca").out == "BCA is not snoozed any more.\n"
    assert set(kept(watching)) == {"whatsapp"}
    assert watching("snooze", "--off").out == "WhatsApp is not snoozed any more.\n"
    assert kept(watching) == {}


def test_without_a_time_it_is_until_it_is_back_and_that_needs_an_outage(watching: Commands) -> None:
    assert watching("snooze", "whatsapp").out == "WhatsApp is snoozed until it is back.\n"
    assert kept(watching) == {"whatsapp": None}
    told = watching("snooze", "bca")
    assert (told.status, "BCA has no outage just now" in told.err) == (64, True)


@pytest.mark.parametrize(
    ("words", "length"),
    [
        (("8hours",), timedelta(hours=8)),
        (("8", "Hours"), timedelta(hours=8)),
        (("30", "min"), timedelta(minutes=30)),
        (("2hari",), timedelta(days=2)),
        (("8", "jam"), timedelta(hours=8)),
        (("1", "minggu"), timedelta(weeks=1)),
    ],
)
def test_a_time_is_understood_as_people_write_it(watching: Commands, words: tuple[str, ...], length: timedelta) -> None:
    told = watching("snooze", "whatsapp", "bca", *words)
    assert told.status == 0, told.err
    wanted = (datetime.now(UTC) + length).timestamp()
    assert [abs((until or 0) - wanted) < 60 for until in kept(watching).values()] == [True, True]
    assert watching("snooze", "whatsapp", "off").out == "WhatsApp is not snoozed any more.\n"
    assert set(kept(watching)) == {"bca"}


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("github", "8h"), "GitHub is not watched"),
        (("zzqqxxyy", "8h"), "no service is called zzqqxxyy"),
        (("whatsapp", "0h"), "0h is not a length of time"),
        (("whatsapp", "99y"), "99y is not a length of time"),
        (("whatsapp", "8ours"), "8ours is not a length of time"),
        (("whatsapp", "8", "ours"), "no service is called 8"),
        (("8h",), "which service is to be snoozed for 8h?"),
    ],
)
def test_what_makes_no_sense_is_refused(watching: Commands, words: tuple[str, ...], why: str) -> None:
    told = watching("snooze", *words)
    assert (told.status, told.out) == (64, "")
    assert why in told.err
    assert kept(watching) == {}


def test_beside_a_table_in_a_terminal_it_is_refused(watching: Commands) -> None:
    lock = WatchLock(watching.paths.data_dir)
    assert lock.take()
    told = watching("snooze", "whatsapp", "8h")
    lock.release()
    assert (told.status, "is watching just now" in told.err) == (2, True)


@pytest.mark.parametrize(
    ("words", "order"),
    [
        (("whatsapp", "30m"), Snooze(("whatsapp",), 1800.0)),
        (("whatsapp",), Snooze(("whatsapp",))),
        (("--off",), EndSnooze(("bca",))),
    ],
)
def test_the_program_that_runs_is_told(
    watching: Commands, tray: SingleInstance, words: tuple[str, ...], order: Snooze | EndSnooze, qtbot: QtBot
) -> None:
    row = Snoozed("bca", 9e9)
    with HistoryWriter.open(watching.paths.history_file, lambda _notice: None) as writer:
        writer.commit(Batch(outbox=(OutboxRow(key_of(row), row),)))
    with qtbot.waitSignal(tray.asked, timeout=30_000) as heard:
        process = subprocess.Popen(
            [*PROGRAM, *watching.options, "snooze", *words],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(Path(__main__.__file__).parents[1])},
        )
    assert heard.args == [Request(order=order)]
    said = process.communicate(timeout=30)[0]
    assert (process.returncode, "snoozed" in said) == (0, True)
    assert kept(watching) == {"bca": 9e9}, "it is the program's to keep"


def test_a_program_that_does_not_answer_is_told(
    watching: Commands, tray: SingleInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("notifier.desktop.single_instance.SingleInstance.ask", lambda *_: False)
    told = watching("snooze", "whatsapp")
    assert (told.status, "does not answer" in told.err) == (2, True)


@pytest.mark.fault("files: the history is no file")
@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("folder", "cannot be read: it is not a file"),
        ("link to nowhere", "cannot be written: "),
        ("text", "it is broken"),
    ],
)
def test_what_cannot_be_kept_is_not_said_to_be(cli: Commands, kind: str, said: str) -> None:
    cli.set(watched=(WatchedService("whatsapp"),))
    path = cli.paths.history_file
    if kind == "text":
        path.write_text("no database")
    else:
        put(kind, path)
    told = cli.process("snooze", "whatsapp", "8h")
    assert (told.status, told.out) == (2, "")
    assert told.err.startswith(f"outage-notifier: the history {path} ")
    assert said in told.err
    assert told.err.count("\n") == 1
    assert kind != "text" or path.read_text() == "no database"
