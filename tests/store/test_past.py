"""The past is looked through: by service, time, length and words; and the user's notes are kept beside it."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, date, timedelta
from pathlib import Path

import pytest

from notifier.core.failure import UserError
from notifier.core.model import Incident, Scope, State
from notifier.core.past.search import Note, Search
from notifier.core.ports import Batch
from notifier.store.database import open_for_reading
from notifier.store.notes import LONGEST, drop_note, keep_note
from notifier.store.reader import HistoryReader
from notifier.store.retention import Retention
from notifier.store.schema import VERSION
from notifier.store.writer import HistoryWriter
from tests.store.databases import database_of, stored
from tests.store.world import START, after, incident, now, reading, said, silent

NOW = after(days=10)
SHORT = incident("short", START, after(minutes=10), components=("login",))
LONG = incident("long", after(days=1), after(days=1, hours=3), service="tiktok", worst=State.SLOW)
OPEN = incident("open", after(days=9, hours=23), scope=Scope.REGION, countries=("ID",))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "history.db"
    with HistoryWriter.open(path, silent, now) as writer:
        told = (said(after(60), 'A "50% off" day\\night', "short"), said(after(90), "Kami menyelidikinya", "open"))
        writer.commit(Batch(incidents=(SHORT, LONG, OPEN), said=told, readings=(reading(after(0)),)))
    return path


def tells(about: Incident) -> str:
    return " ".join((about.service, *about.components, about.worst)).casefold()


def found(path: Path, search: Search, limit: int = 10, offset: int = 0) -> Sequence[str]:
    return [each.incident.id for each in HistoryReader(path).found(search, tells, NOW, limit, offset)]


def test_everything_is_found_newest_first_and_in_portions(path: Path) -> None:
    assert found(path, Search()) == ["open", "long", "short"]
    assert found(path, Search(), limit=1, offset=1) == ["long"]
    assert found(path, Search(words=("outage",)), limit=1, offset=1) == ["short"]


def test_by_service_time_and_length(path: Path) -> None:
    assert found(path, Search("whatsapp")) == ["open", "short"]
    assert found(path, Search(since=after(hours=1))) == ["open", "long"]
    assert found(path, Search(until=after(days=1))) == ["short"]
    assert found(path, Search(longer=timedelta(minutes=10))) == ["open", "long", "short"]
    assert found(path, Search(longer=timedelta(minutes=61))) == ["long"]
    assert found(path, Search(longer=timedelta(minutes=60))) == ["open", "long"], "what goes on counts until now"


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        (("LOGIN",), ["short"]),
        (("whatsapp", "login"), ["short"]),
        (("login", "tiktok"), []),
        (("menyelidik",), ["open"]),
        (("whatsapp", "Kami"), ["open"]),
        (("50%",), ["short"]),
        (("%",), ["short"]),
        (("_",), []),
        (("day\\night",), ["short"]),
        (('"50%',), ["short"]),
        (("messages",), ["open", "short"]),  # the title of what the company said
        (("statement",), []),  # a key of how it is kept, nobody's word
    ],
)
def test_by_words(path: Path, words: tuple[str, ...], ids: list[str]) -> None:
    assert found(path, Search(words=words)) == ids


def test_a_note_is_kept_found_and_forgotten(path: Path) -> None:
    reader = HistoryReader(path)
    assert reader.note("long") is None
    note = Note("long", after(days=2), "router restarted = no help")
    keep_note(path, note)
    assert reader.note("long") == note
    assert found(path, Search(words=("ROUTER",))) == ["long"]
    assert [each.note for each in reader.found(Search(), tells, NOW)] == [None, note, None]
    keep_note(path, Note("long", after(days=3), "  " + "x" * 3000))
    kept = reader.note("long")
    assert kept is not None
    assert kept.text == "x" * LONGEST
    drop_note(path, "long")
    drop_note(path, "long")
    assert reader.note("long") is None


def test_a_note_comes_while_the_engine_writes(path: Path) -> None:
    with HistoryWriter.open(path, silent, now) as writer:
        writer.commit(Batch(readings=(reading(after(60)),)))
        keep_note(path, Note("open", NOW, "seen"))
        writer.commit(Batch(incidents=(incident("open", OPEN.since, NOW),)))
    note = HistoryReader(path).note("open")
    assert note is not None
    assert note.text == "seen", "the incident's row was written anew, the note stays"


def test_a_note_on_nothing_and_in_nothing_is_the_users_fault(path: Path, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="does not know"):
        keep_note(path, Note("gone", NOW))
    with pytest.raises(UserError, match="could not be kept"):
        keep_note(tmp_path / "none.db", Note("open", NOW))
    assert not (tmp_path / "none.db").exists()
    old = tmp_path / "old.db"
    database_of(stored(VERSION - 1), old)
    with pytest.raises(UserError, match="another version"):
        keep_note(old, Note("open", NOW))


def test_a_note_goes_with_its_incident(path: Path) -> None:
    keep_note(path, Note("short", NOW))
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        retention = Retention(connection, history_days=9)
        while retention.work(NOW, 1.0):
            pass
        assert connection.execute("SELECT count(*) FROM notes").fetchone() == (0,)
    assert found(path, Search()) == ["open", "long"]


def test_the_calendar_of_one_and_of_all(path: Path) -> None:
    days = [date(2025, 3, day) for day in (1, 2, 3)]
    reader = HistoryReader(path)
    assert [(each.state, each.count) for each in reader.calendar("", days, UTC)] == [
        (State.OUTAGE, 1),
        (State.SLOW, 1),
        (State.UNKNOWN, 0),
    ]
    assert [each.count for each in reader.calendar("tiktok", days, UTC)] == [0, 1, 0]
    assert reader.calendar("", [], UTC) == []
    assert reader.calendar("", [date(2020, 1, 1)], UTC)[0].count == 0


def test_where_no_history_is_nothing_is_found(tmp_path: Path) -> None:
    reader = HistoryReader(tmp_path / "none.db")
    assert (reader.found(Search(), tells, NOW), reader.note("x")) == ([], None)
    assert reader.calendar("", [date(2025, 3, 1)], UTC) == []


def test_notes_are_read_by_who_may_only_read(path: Path) -> None:
    keep_note(path, Note("open", NOW, "x"))
    with closing(open_for_reading(path)) as connection, pytest.raises(sqlite3.OperationalError):
        connection.execute("DELETE FROM notes")
