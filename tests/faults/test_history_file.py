"""The history's file is damaged at random, cut, emptied, replaced or taken away: what comes is kept, and told once."""

import contextlib
import os
import random
import shutil
import sqlite3
import statistics
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, timedelta
from pathlib import Path
from typing import Final

import msgspec
import pytest

from notifier.cli.journal import ReadOnlyJournal
from notifier.core.alerts.held import Snooze
from notifier.core.alerts.outbox import Message, OutboxRow, key_of
from notifier.core.events import Notice, NoticeKind
from notifier.core.model import State
from notifier.core.past.search import Note, Search
from notifier.core.ports import Batch, ComponentProblem, OpenProblem
from notifier.store import database
from notifier.store.integrity import damage
from notifier.store.notes import keep_note
from notifier.store.reader import HistoryReader
from notifier.store.writer import HistoryWriter
from tests.faults.odd_files import KINDS, put
from tests.store.world import START, after, alert, incident, line, now, reading, said, silent, verdict

TRIES: Final = 80


def batch(number: int) -> Batch:
    readings = tuple(reading(after(number * 60 + second)) for second in range(5))
    return Batch(readings=readings, verdicts=(verdict(after(number)),), incidents=(incident(str(number)),))


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with a history of some hundred pages, and the log of what was committed last beside it."""
    folder = tmp_path_factory.mktemp("filled")
    with HistoryWriter.open(folder / "history.db", silent, now) as writer:
        for number in range(120):
            writer.commit(batch(number))
    with HistoryWriter.open(folder / "history.db", silent, now) as writer:
        for number in range(120, 130):
            writer.commit(batch(number))
        running = folder / "running"
        running.mkdir()
        for name in ("history.db", "history.db-wal"):
            shutil.copy(folder / name, running / name)
    return running


def random_page(file: Path, chance: random.Random) -> None:
    with file.open("r+b") as handle:
        handle.seek(
            chance.randrange(file.stat().st_size // 4096) * 4096 + chance.choice((0, 0, chance.randrange(4096)))
        )
        handle.write(chance.randbytes(chance.choice((1, 64, 4096))))


def cut(file: Path, chance: random.Random) -> None:
    with file.open("r+b") as handle:
        handle.truncate(chance.randrange(file.stat().st_size))


def empty(file: Path, chance: random.Random) -> None:
    file.write_bytes(b"")


def text(file: Path, chance: random.Random) -> None:
    file.write_text("Dear diary,\n" * chance.randrange(1, 2_000))


def gone(file: Path, chance: random.Random) -> None:
    file.unlink()


DAMAGES: Final = (random_page, random_page, random_page, cut, empty, text, gone)


def unseen(path: Path) -> bool:
    """Tell whether what is wrong is only seen by who reads the whole file, as `doctor` does."""
    return bool(damage(path))


@pytest.mark.slow
@pytest.mark.fault("history: random damage")
@pytest.mark.parametrize(
    "name", [pytest.param("history.db", marks=pytest.mark.expects_log("is broken")), "history.db-wal"]
)
def test_whatever_is_damaged_what_comes_is_kept_and_read_again(
    filled: Path, tmp_path: Path, name: str, record_property: Callable[[str, object], None]
) -> None:
    record_property("tries", TRIES)
    before = set(range(130))
    saved = []
    for seed in range(TRIES):
        folder = tmp_path / str(seed)
        shutil.copytree(filled, folder)
        path = folder / "history.db"
        chance = random.Random(seed)
        harm = chance.choice(DAMAGES)
        harm(folder / name, chance)
        notices: list[Notice] = []
        with HistoryWriter.open(path, notices.append, now) as writer:
            writer.restore(START)
            for number in range(1_000, 1_030):
                writer.commit(batch(number))
            while writer.maintain(after(hours=1)):
                pass
        kinds = {notice.kind for notice in notices}
        assert kinds <= {NoticeKind.HISTORY_CORRUPT}, f"{harm.__name__} {seed}"
        assert len(notices) <= 1
        reader = HistoryReader(path)
        read = {each.id: each for each in reader.incidents(limit=5_000)}
        kept = {number for number in range(1_030) if read.get(str(number)) == incident(str(number))}
        assert len(kept - before) == 30 or unseen(path), f"{harm.__name__} {seed}"
        if harm is random_page:
            saved.append(len(kept & before))
        if notices:
            with closing(sqlite3.connect(path)) as connection:
                assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    # a log that is broken ends for SQLite where it breaks: the ten commits of it
    assert statistics.median(saved) >= (130 if name == "history.db" else 120)


@pytest.mark.fault("history: random damage")
@pytest.mark.expects_log("something else than what was written")
def test_a_snooze_beyond_all_calendars_is_a_damage(tmp_path: Path) -> None:
    """The engine could not show it, at no start."""
    path, notices = tmp_path / "history.db", list[Notice]()
    with HistoryWriter.open(path, silent, now) as writer:
        writer.commit(Batch(outbox=tuple(OutboxRow(f"snooze {each}", Snooze(each, 9e9)) for each in ("acme", "other"))))
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE outbox SET data = replace(data, '9000000000.0', '1e300') WHERE key = 'snooze acme'")
    with HistoryWriter.open(path, notices.append, now) as writer:
        assert writer.restore(START).outbox == (Snooze("other", 9e9),)
    assert [notice.kind for notice in notices] == [NoticeKind.HISTORY_CORRUPT]


@pytest.mark.fault("history: taken away while it is written")
@pytest.mark.expects_log("is gone")
@pytest.mark.parametrize("taken", ["file", "folder", "replaced"])
def test_a_history_that_is_taken_away_is_begun_anew(tmp_path: Path, taken: str) -> None:
    """The system would go on writing into what has no name any more."""
    path = tmp_path / "data" / "history.db"
    notices: list[Notice] = []
    with HistoryWriter.open(path, notices.append, now) as writer:
        writer.commit(batch(1))
        match taken:
            case "file":
                path.unlink()
            case "folder":
                shutil.rmtree(path.parent)
            case _:
                path.rename(tmp_path / "old.db")
                HistoryWriter.open(path, silent, now).close()
        writer.commit(batch(2))
        writer.commit(batch(3))
        assert HistoryReader(path).incident("3") == incident("3")
        assert HistoryReader(path).incident("2") == incident("2")
    assert HistoryReader(path).incident("3") == incident("3")
    assert [notice.kind for notice in notices] == []


OPEN_PROBLEM: Final = OpenProblem("whatsapp", components=(ComponentProblem("web", State.OUTAGE),))


def outage(number: str) -> Message:
    return Message(msgspec.structs.replace(alert(), id=number), 0.0)


@pytest.mark.fault("history: taken away while it is written")
@pytest.mark.expects_log("is gone")
@pytest.mark.parametrize("away_h", [0.01, 3.0])
@pytest.mark.parametrize("returns", ["never", "at once", "after another one", "and cannot be read meanwhile"])
def test_what_goes_on_is_in_the_file_that_has_the_name(tmp_path: Path, returns: str, away_h: float) -> None:
    """A disk that is taken away, and may come back: an outage that lasts is not begun anew, nor told again.

    And one that was over meanwhile is so there, however long ago that was.
    """
    path, away, clock = tmp_path / "data" / "history.db", tmp_path / "away", [START]
    lasts, over = incident("lasts"), incident("over", until=after(5))
    meanwhile = incident("meanwhile", after(10), after(20))
    open_ones = tuple(msgspec.structs.replace(each, until=None) for each in (lasts, over))
    with HistoryWriter.open(path, silent, lambda: clock[0]) as writer:
        rows = tuple(OutboxRow(key_of(outage(each)), outage(each)) for each in ("waits", "is taken"))
        began = Batch(verdicts=(verdict(),), incidents=open_ones, outbox=rows, problems=(OPEN_PROBLEM,))
        writer.commit(began)
        if returns == "and cannot be read meanwhile":
            shutil.copytree(path.parent, away)
            path.write_bytes(b"")
            path.parent.rename(tmp_path / "unreadable")
        else:
            path.parent.rename(away)
        ended = OutboxRow(key_of(outage("is taken")))
        healed = OpenProblem(OPEN_PROBLEM.service)
        well = verdict(after(5), State.OK)
        writer.commit(Batch(verdicts=(well,), incidents=(over, meanwhile), outbox=(ended,), problems=(healed,)))
        clock[0] = after(hours=away_h)
        if returns == "after another one":
            path.parent.rename(tmp_path / "another")
            writer.commit(Batch())
        if returns != "never":
            path.parent.rename(tmp_path / "one")
            away.rename(path.parent)
        writer.commit(Batch())
    with HistoryWriter.open(path, silent, lambda: clock[0]) as writer:
        kept = writer.restore(after(30))
    assert {each.id: each.until for each in kept.incidents} == {
        "lasts": None,
        "over": over.until,
        "meanwhile": meanwhile.until,
    }
    assert kept.outbox == (outage("waits"),)
    assert kept.problems == ()
    assert kept.verdicts == (well,)


@pytest.mark.fault("files: the history is no file")
@pytest.mark.expects_log("cannot be written")
@pytest.mark.skipif(os.name != "posix", reason="only POSIX has these")
@pytest.mark.parametrize("kind", [each for each in KINDS if each != "huge"])
def test_what_is_no_file_holds_nobody_up_and_is_told_once(tmp_path: Path, kind: str) -> None:
    path, notices = tmp_path / "history.db", list[Notice]()
    put(kind, path)
    read = HistoryReader(path).notice()
    assert read is None or read.kind is NoticeKind.HISTORY_UNWRITABLE
    with HistoryWriter.open(path, notices.append) as writer:
        writer.commit(Batch())
    assert [each.kind for each in notices] == [NoticeKind.HISTORY_UNWRITABLE]
    assert path.is_symlink() or not path.is_file(), "it is left as it was"


ODD_TEXTS: Final = ("x'7b22ff'", "'null'", "'{\"since\": 7}'")
"""A byte that is no text, and words that no version wrote, as SQL."""
NUMBERS: Final = ("id", "number", "verdict", "series", "target", "alert")
"""By them SQLite finds rows: it sees itself where they are odd."""
ODD_TIMES: Final = (str(2**62), str(-(2**62)))


@pytest.fixture(scope="module")
def storied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a history with two of everything that is read again."""
    path = tmp_path_factory.mktemp("storied") / "history.db"
    with HistoryWriter.open(path, silent, now) as writer:
        for number, seconds in (("1", 0.0), ("2", 3600.0)):
            time = after(seconds)
            writer.commit(
                Batch(
                    readings=tuple(reading(time + timedelta(seconds=each)) for each in range(5)),
                    verdicts=(verdict(time),),
                    incidents=(incident(number, time, time + timedelta(minutes=5)),),
                    said=(said(time, incident=number),),
                    alerts=(alert(f"a{number}", time, number),),
                    lines=(line(time),),
                )
            )
    for number in ("1", "2"):
        keep_note(path, Note(number, START, "on the train"))
    return path


def ask_everything(path: Path) -> list[str]:
    """Ask all that windows and commands ask; give the incidents that were told."""
    reader, end = HistoryReader(path), after(hours=2)
    told = [each.id for each in reader.incidents()]
    for number in ("1", "2"):
        reader.incident(number)
        reader.story(number)
        reader.note(number)
    reader.found(Search(words=("whatsapp", "looking", "train")), lambda _incident: "whatsapp", end)
    reader.found(Search(), lambda _incident: "", end)
    reader.calendar("", [START.date()], UTC)
    reader.days("whatsapp", 3, START.date(), UTC)
    reader.course("whatsapp", START, end)
    reader.latency("whatsapp", "web", START, end, 10)
    reader.pages()
    ReadOnlyJournal(path).going_on(end)
    return told


def columns(path: Path) -> list[tuple[str, str, str]]:
    """Name each table's columns that are words or times, with what is put there."""
    with closing(sqlite3.connect(path)) as connection:
        listed = connection.execute(
            "SELECT t.name, c.name, c.type FROM sqlite_schema t, pragma_table_info(t.name) c WHERE t.type = 'table'"
        ).fetchall()
    odd = {"TEXT": [f"CAST({each} AS TEXT)" for each in ODD_TEXTS], "INTEGER": ODD_TIMES}
    listed = [each for each in listed if each[2] == "TEXT" or each[1] not in NUMBERS]
    return [(table, name, value) for table, name, kind in listed for value in odd.get(kind, ())]


@pytest.mark.slow
@pytest.mark.fault("history: random damage")
@pytest.mark.expects_log("something else than what was written")
@pytest.mark.expects_log("cannot be written")
def test_a_row_that_nobody_wrote_is_left_out_and_the_others_are_told(
    storied: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, record_property: Callable[[str, object], None]
) -> None:
    """Bytes change on old disks where SQLite does not look."""
    monkeypatch.setattr(database, "BUSY_S", 0.0)
    path, tries = tmp_path / "history.db", 0
    for table, column, value in columns(storied):
        shutil.copy(storied, path)
        odd = f"UPDATE {table} SET {column} = {value} WHERE {column} = (SELECT max({column}) FROM {table})"
        with closing(sqlite3.connect(path)) as connection, connection, contextlib.suppress(sqlite3.IntegrityError):
            tries += connection.execute(odd).rowcount > 0
        told = ask_everything(path)
        assert told, odd
        assert table == "incidents" or told == ["2", "1"], odd
        with closing(sqlite3.connect(path)) as other:
            other.execute("BEGIN IMMEDIATE")  # it can be read, and not be written
            with HistoryWriter.open(path, lambda _notice: None, now) as writer:
                writer.restore(START)
        with HistoryWriter.open(path, lambda _notice: None, now) as writer:
            writer.restore(START)
            writer.commit(batch(1_000))
    record_property("tries", tries)
    assert tries > 100
