"""The disk is full, read-only, broken or from the future: the user hears of it once and the program goes on."""

import os
import sqlite3
import stat
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from notifier.core.alerts.held import Snooze
from notifier.core.events import Notice, NoticeKind
from notifier.core.model import State
from notifier.core.ports import Batch, ComponentProblem, OpenProblem, Restored
from notifier.store.database import Fault, fault_of
from notifier.store.reader import HistoryReader
from notifier.store.schema import APPLICATION_ID, VERSION
from notifier.store.writer import HistoryWriter
from tests.store.world import START, after, incident, now, reading, row, silent, verdict

NOBODY = 65534


class Clock:
    """A clock that is put forward by hand."""

    def __init__(self) -> None:
        self.time = START

    def __call__(self) -> datetime:
        return self.time


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.db"


@pytest.fixture
def notices() -> list[Notice]:
    return []


def kinds(notices: list[Notice]) -> list[NoticeKind]:
    return [each.kind for each in notices]


def filled(path: Path, count: int = 3) -> None:
    with HistoryWriter.open(path, silent, now) as writer:
        for number in range(count):
            writer.commit(Batch(verdicts=(verdict(after(number)),), incidents=(incident(str(number)),)))


def sound(path: Path) -> bool:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[None]:
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], capture_output=True)
    if mounted.returncode:
        pytest.skip("no right to mount a small disk here")
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def fill_up(ballast: Path) -> None:
    with suppress(OSError), ballast.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))


@pytest.mark.fault("history: full disk")
@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can mount a small disk")
@pytest.mark.expects_log("cannot be written")
def test_a_full_disk_is_said_once_and_nothing_that_matters_is_lost(tmp_path: Path, notices: list[Notice]) -> None:
    folder = tmp_path / "disk"
    with small_disk(folder, "1m"):
        ballast = folder / "ballast"
        with HistoryWriter.open(folder / "history.db", notices.append, now) as writer:
            writer.commit(Batch(incidents=(incident("before"),)))
            fill_up(ballast)
            for number in range(400):
                kept = Batch(readings=(reading(after(number)),), verdicts=(verdict(after(number)),))
                writer.commit(kept)
                writer.maintain(after(number))
            writer.commit(Batch(incidents=(incident("full"),)))
            assert kinds(notices) == [NoticeKind.HISTORY_UNWRITABLE]
            ballast.unlink()
            writer.commit(Batch(incidents=(incident("after"),)))
            assert {each.id for each in writer.restore(START).incidents} == {"before", "full", "after"}
        assert kinds(notices) == [NoticeKind.HISTORY_UNWRITABLE]
        assert sound(folder / "history.db")
        with closing(sqlite3.connect(folder / "history.db")) as connection:
            assert connection.execute("SELECT count(DISTINCT time) FROM verdicts").fetchone() == (400,)


@pytest.mark.fault("history: full disk")
@pytest.mark.expects_log("cannot be written")
def test_a_file_that_may_not_grow_is_told_again_when_it_happens_again(path: Path, notices: list[Notice]) -> None:
    with HistoryWriter.open(path, notices.append, now) as writer:
        for round_ in range(2):
            limit_pages(writer, 1)
            big = Batch(verdicts=tuple(verdict(after(number), countries=("ID",) * 40) for number in range(100)))
            writer.commit(big)
            writer.commit(big)
            assert len(notices) == round_ + 1
            limit_pages(writer, 1_000_000)
            writer.commit(Batch(incidents=(incident(str(round_)),)))
    assert kinds(notices) == [NoticeKind.HISTORY_UNWRITABLE] * 2
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM verdicts").fetchone() == (400,)
        assert connection.execute("SELECT count(*) FROM incidents").fetchone() == (2,)


def limit_pages(writer: HistoryWriter, pages: int) -> None:
    """SQLite answers with FULL from then on; the file may never be made smaller than it is."""
    assert writer._file is not None
    writer._file.connection.execute(f"PRAGMA max_page_count = {pages}")


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Nothing in the folder can be written; root sees that only as somebody else."""
    files = list(folder.iterdir())
    for parent in (folder, *folder.parents):
        if parent.owner() == "root" and stat.S_IMODE(parent.stat().st_mode) == 0o700:
            parent.chmod(0o711)
    for file in files:
        file.chmod(0o444)
    folder.chmod(0o555)
    root = os.geteuid() == 0
    if root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
        folder.chmod(0o755)
        for file in files:
            file.chmod(0o644)


@pytest.mark.fault("history: read-only")
@pytest.mark.skipif(os.name != "posix", reason="permissions are tried on POSIX")
@pytest.mark.expects_log("cannot be written")
def test_a_read_only_history_is_read_and_written_again_when_it_can_be(tmp_path: Path, notices: list[Notice]) -> None:
    path = tmp_path / "data" / "history.db"
    filled(path)
    clock = Clock()
    with read_only(path.parent):
        writer = HistoryWriter.open(path, notices.append, clock)
        assert {each.id for each in writer.restore(START).incidents} == {"0", "1", "2"}
        writer.commit(Batch(incidents=(incident("held"),), readings=(reading(),)))
        clock.time += timedelta(hours=1)
        writer.commit(Batch(readings=(reading(),)))
        assert not writer.maintain(clock.time)
        assert HistoryReader(path).incident("2") == incident("2")
    assert kinds(notices) == [NoticeKind.HISTORY_UNWRITABLE]
    writer.commit(Batch())
    assert HistoryReader(path).incident("held") is None, "it was tried again too soon"
    clock.time += timedelta(hours=1)
    writer.commit(Batch())
    writer.close()
    assert HistoryReader(path).incident("held") == incident("held")


@pytest.mark.fault("history: no folder")
@pytest.mark.fault("clock: put back while it runs")
@pytest.mark.expects_log("cannot be written")
def test_a_clock_that_is_put_back_holds_no_new_try_up(path: Path, notices: list[Notice]) -> None:
    path.mkdir()
    clock = Clock()
    with HistoryWriter.open(path, notices.append, clock) as writer:
        path.rmdir()
        clock.time -= timedelta(days=400)
        writer.commit(Batch(incidents=(incident("held"),)))
        assert HistoryReader(path).incident("held") == incident("held")


@pytest.mark.fault("history: no folder")
@pytest.mark.skipif(os.name != "posix", reason="permissions are tried on POSIX")
@pytest.mark.expects_log("cannot be written")
def test_a_folder_that_cannot_be_made(tmp_path: Path, notices: list[Notice]) -> None:
    with read_only(tmp_path), HistoryWriter.open(tmp_path / "no" / "history.db", notices.append, now) as writer:
        assert writer.restore(START) == Restored()
        writer.commit(Batch(incidents=(incident(),)))
    assert kinds(notices) == [NoticeKind.HISTORY_UNWRITABLE]


@pytest.mark.fault("history: no folder")
@pytest.mark.expects_log("cannot be written")
def test_of_a_history_that_comes_late_nothing_is_taken_for_settled(path: Path, notices: list[Notice]) -> None:
    """A disk that is mounted after the login: what stood there could not be known."""
    with HistoryWriter.open(path, notices.append, now) as writer:
        writer.commit(Batch(outbox=(row(Snooze("whatsapp")),)))
    late = path.rename(path.with_name("late"))
    path.mkdir()
    clock = Clock()
    with HistoryWriter.open(path, notices.append, clock) as writer:
        assert writer.restore(START) == Restored()
        path.rmdir()
        late.rename(path)
        clock.time += timedelta(hours=1)
        writer.commit(Batch(outbox=(row(Snooze("tiktok")),)))
        assert writer.restore(START).outbox == (Snooze("tiktok"), Snooze("whatsapp"))
    assert kinds(notices) == [NoticeKind.HISTORY_UNWRITABLE]


@pytest.mark.fault("history: no folder")
@pytest.mark.expects_log("cannot be written")
def test_a_path_that_is_a_folder(path: Path, notices: list[Notice]) -> None:
    path.mkdir()
    with HistoryWriter.open(path, notices.append, now) as writer:
        writer.commit(Batch(incidents=(incident(),)))
    assert kinds(notices) == [NoticeKind.HISTORY_UNWRITABLE]


def garbage(path: Path) -> None:
    path.write_bytes(b"this was never a database " * 400)


def cut(path: Path) -> None:
    filled(path, 50)
    path.write_bytes(path.read_bytes()[:5000])


def zeros(path: Path) -> None:
    filled(path, 50)
    path.write_bytes(path.read_bytes()[:100] + bytes(8000))


def foreign(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")
        connection.commit()


@pytest.mark.fault("history: broken file")
@pytest.mark.parametrize("breaks", [garbage, cut, zeros, foreign])
@pytest.mark.expects_log("is broken")
def test_a_broken_file_is_set_aside_whole(path: Path, notices: list[Notice], breaks: Callable[[Path], None]) -> None:
    breaks(path)
    before = path.read_bytes()
    path.with_name("history.db-wal").write_bytes(b"")
    with HistoryWriter.open(path, notices.append, now) as writer:
        assert writer.restore(START) == Restored()
        writer.commit(Batch(incidents=(incident(),)))
        assert writer.restore(START).incidents == (incident(),)
    aside = path.with_name("history.corrupt-20250301T120000Z.db")
    assert notices == [Notice(NoticeKind.HISTORY_CORRUPT, str(aside))]
    assert aside.read_bytes() == before
    assert sound(path)


@pytest.mark.fault("history: broken file")
@pytest.mark.expects_log("is broken")
def test_two_broken_files_in_one_second_are_both_kept(path: Path, notices: list[Notice]) -> None:
    for _ in range(2):
        garbage(path)
        HistoryWriter.open(path, notices.append, now).close()
    names = sorted(file.name for file in path.parent.glob("history.corrupt-*.db"))
    assert names == ["history.corrupt-20250301T120000Z-2.db", "history.corrupt-20250301T120000Z.db"]


def spoil(path: Path, table: str) -> None:
    """Overwrite the pages of one table, as a dying disk would."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        size = connection.execute("PRAGMA page_size").fetchone()[0]
        roots = connection.execute("SELECT rootpage FROM sqlite_schema WHERE tbl_name = ?", (table,)).fetchall()
    with path.open("r+b") as file:
        for (root,) in roots:
            file.seek((root - 1) * size)
            file.write(b"\xff" * size)


@pytest.mark.fault("history: broken file")
@pytest.mark.parametrize("table", ["verdicts", "minutes", "incidents", "series"])
@pytest.mark.expects_log("is broken")
def test_damage_that_shows_only_later_loses_no_batch(path: Path, notices: list[Notice], table: str) -> None:
    filled(path, 5)
    spoil(path, table)
    everything = Batch(
        readings=(reading(), reading(after(1), service="new")), verdicts=(verdict(),), incidents=(incident("i9"),)
    )
    with HistoryWriter.open(path, notices.append, now) as writer:
        writer.commit(everything)
        kept = writer.restore(START).incidents
        assert incident("i9") in kept
        assert set(kept) == {incident("i9")} | ({incident(str(n)) for n in range(5)} if table != "incidents" else set())
    assert kinds(notices) == [NoticeKind.HISTORY_CORRUPT]
    assert sound(path)


@pytest.mark.fault("history: broken file")
@pytest.mark.expects_log("is broken")
@pytest.mark.parametrize("table", ["outbox", "incidents", "problems"])
def test_what_goes_on_outlives_damage_that_shows_while_the_program_runs(
    path: Path, notices: list[Notice], table: str
) -> None:
    """It is known still: a snooze, an outage that lasts, and what it stands on."""
    problem = OpenProblem("whatsapp", components=(ComponentProblem("web", State.OUTAGE),))
    held = Batch(verdicts=(verdict(),), incidents=(incident(),), outbox=(row(Snooze("whatsapp")),), problems=(problem,))
    with HistoryWriter.open(path, notices.append, now) as writer:
        writer.commit(held)
    with HistoryWriter.open(path, notices.append, now) as writer:
        before = writer.restore(START)
        spoil(path, table)
        writer.commit(Batch(outbox=(row(Snooze("tiktok")),), incidents=(incident("i2"),), problems=(OpenProblem("x"),)))
    with HistoryWriter.open(path, notices.append, now) as writer:
        after_it = writer.restore(START)
    assert after_it.outbox == (Snooze("tiktok"), *before.outbox)
    assert after_it.incidents == (*before.incidents, incident("i2"))
    assert after_it.problems == before.problems == (problem,)
    assert after_it.verdicts == before.verdicts
    assert kinds(notices) == [NoticeKind.HISTORY_CORRUPT]


@pytest.mark.fault("history: broken file")
@pytest.mark.expects_log("is broken")
def test_damage_that_shows_when_restoring_or_forgetting(path: Path, notices: list[Notice]) -> None:
    filled(path, 5)
    spoil(path, "incidents")
    with HistoryWriter.open(path, notices.append, now) as writer:
        restored = writer.restore(START)
        assert restored.incidents == ()
        assert restored.verdicts == (verdict(after(4)),)
    filled(path, 5)
    spoil(path, "verdicts")
    with HistoryWriter.open(path, notices.append, now) as writer:
        while writer.maintain(START):
            pass
    assert kinds(notices) == [NoticeKind.HISTORY_CORRUPT] * 2


@pytest.mark.fault("history: broken file")
@pytest.mark.expects_log("something else than what was written")
def test_words_that_no_version_wrote_count_as_damage(path: Path, notices: list[Notice]) -> None:
    filled(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE verdicts SET data = '{\"scope\": 7' WHERE id > 1")
        connection.execute("UPDATE incidents SET since = -5, data = replace(data, '2025', '9999') WHERE id = '2'")
        connection.commit()
    with HistoryWriter.open(path, notices.append, now) as writer:
        restored = writer.restore(START)
        assert restored.verdicts == (verdict(after(0)),)
        assert restored.incidents == (incident("0"), incident("1"))
    assert kinds(notices) == [NoticeKind.HISTORY_CORRUPT]


@pytest.mark.fault("history: newer schema")
@pytest.mark.expects_log("newer version")
def test_a_newer_history_is_left_alone(path: Path, notices: list[Notice]) -> None:
    filled(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    before = path.read_bytes()
    with HistoryWriter.open(path, notices.append, now) as writer:
        assert writer.restore(START) == Restored()
        writer.commit(Batch(incidents=(incident("new"),)))
        assert not writer.maintain(START)
    assert notices == [Notice(NoticeKind.HISTORY_NEWER, str(path))]
    assert path.read_bytes() == before
    assert sorted(file.name for file in path.parent.iterdir()) == ["history.db"]
    reader = HistoryReader(path)
    assert reader.incidents() == []
    assert reader.notice() == Notice(NoticeKind.HISTORY_NEWER, str(path))


@pytest.mark.fault("history: locked by another program")
@pytest.mark.expects_log("cannot be written")
def test_a_writer_elsewhere_is_waited_for_and_then_said(path: Path, notices: list[Notice]) -> None:
    with HistoryWriter.open(path, notices.append, now) as writer, closing(sqlite3.connect(path)) as other:
        assert writer._file is not None
        writer._file.connection.execute("PRAGMA busy_timeout = 1")
        other.execute("BEGIN IMMEDIATE")
        writer.commit(Batch(incidents=(incident("held"),)))
        other.execute("ROLLBACK")
        writer.commit(Batch(readings=(reading(),)))
        assert writer.restore(START).incidents == (incident("held"),)
    assert kinds(notices) == [NoticeKind.HISTORY_UNWRITABLE]


def test_what_is_our_fault_is_raised(path: Path) -> None:
    with HistoryWriter.open(path, silent, now) as writer:
        assert writer._file is not None
        writer._file.connection.execute("DROP TABLE trust")
        with pytest.raises(sqlite3.OperationalError, match="trust"):
            writer.restore(START)
    assert fault_of(sqlite3.ProgrammingError("closed")) is Fault.BUG


def test_the_file_says_whose_it_is(path: Path) -> None:
    filled(path)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert connection.execute("PRAGMA user_version").fetchone() == (VERSION,)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        tables = connection.execute("SELECT name FROM pragma_table_list WHERE schema = 'main' AND NOT strict")
        assert {name for (name,) in tables} == {"sqlite_schema"}
