"""The process is killed in the middle of what it does, again and again: nothing committed is lost, nothing is half."""

import os
import random
import select
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from notifier.store.reader import HistoryReader
from notifier.store.writer import HistoryWriter
from tests.store.committer import READINGS, batch_of
from tests.store.world import START, now, silent

ROUNDS = 12

pytestmark = pytest.mark.skipif(os.name != "posix", reason="SIGKILL is of POSIX")


def kill_after(path: Path, first: int, random_: random.Random) -> int:
    """Let it commit a while and kill it at any moment; the number of the last batch that it said was committed."""
    command = [sys.executable, "-m", "tests.store.committer", str(path), str(first)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2])
    assert process.stdout is not None
    with process, process.stdout as output:
        lines = [output.readline() for _ in range(random_.randint(1, 10))]
        # waits for nothing but the time: between two commits, or in the middle of one
        select.select([], [], [], random_.uniform(0, 0.01))
        process.send_signal(signal.SIGKILL)
        lines += output.readlines()
    assert process.returncode == -signal.SIGKILL
    return int([line for line in lines if line.endswith(b"\n")][-1])


def kept(path: Path) -> int:
    """The number of batches in the file, after a look at whether each of them is whole."""
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        ids = [int(name) for (name,) in connection.execute("SELECT id FROM incidents ORDER BY since")]
        assert ids == list(range(len(ids)))
        for sql in (
            "SELECT count(*) FROM verdicts",
            "SELECT count(*) FROM said",
            "SELECT count(*) FROM alerts",
            "SELECT count(*) FROM lines",
            "SELECT count(*) / 30 FROM readings",
            "SELECT (SELECT total(failed) FROM minutes) / 30 + (SELECT total(failed) FROM hours) / 30",
        ):
            assert connection.execute(sql).fetchone() == (len(ids),), sql
    return len(ids)


@pytest.mark.fault("killed while writing the history")
@pytest.mark.slow
def test_killed_again_and_again(tmp_path: Path) -> None:
    assert READINGS == 30
    path = tmp_path / "history.db"
    random_ = random.Random(20250301)
    count = 0
    for _ in range(ROUNDS):
        said = kill_after(path, count, random_)
        count = kept(path)
        assert count in (said + 1, said + 2), "a batch that was committed is missing"
    reader = HistoryReader(path)
    for number in range(count):
        batch = batch_of(number)
        assert reader.incident(str(number)) == batch.incidents[0]
        assert len(reader.story(str(number))) == sum(
            len(part) for part in (batch.verdicts, batch.said, batch.alerts)
        ) + sum(abs(other - number) <= 300 for other in range(count))
    with HistoryWriter.open(path, silent, now) as writer:
        restored = writer.restore(START)
        assert {each.id for each in restored.incidents} == {str(number) for number in range(count)}
        assert restored.stopped == batch_of(count - 1).verdicts[0].time
