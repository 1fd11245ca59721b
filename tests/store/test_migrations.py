"""Every schema that was ever released can be opened, and nothing is lost on the way to the current one."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from notifier.store.database import NewerSchemaError, open_for_reading, open_for_writing, version_of
from notifier.store.reader import HistoryReader
from notifier.store.schema import MIGRATIONS, VERSION
from notifier.store.writer import HistoryWriter
from tests.store.databases import CONTENT, database_of, stored, text_of
from tests.store.world import START, after, now, silent

NEXT = (
    "ALTER TABLE incidents ADD COLUMN note TEXT NOT NULL DEFAULT ''",
    "UPDATE incidents SET note = 'from ' || service",
)
"""A migration such as the next release may bring."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.db"


def schema(path: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(path)) as connection:
        sql = "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name"
        return [(name, " ".join(text.split())) for name, text in connection.execute(sql)]


def test_every_version_has_its_text() -> None:
    assert [each.name for each in sorted(stored(1).parent.glob("*.sql"))] == [
        f"version{number}.sql" for number in range(1, VERSION + 1)
    ]


@pytest.mark.parametrize("version", range(1, VERSION + 1))
def test_a_stored_database_is_opened_with_all_that_is_in_it(path: Path, version: int) -> None:
    database_of(stored(version), path)
    with HistoryWriter.open(path, silent, now) as writer:
        restored = writer.restore(after(100))
    assert restored.verdicts == CONTENT.verdicts
    assert restored.trust == CONTENT.trust
    assert {each.id for each in restored.incidents} == {"open"}
    assert restored.stopped == after(76)
    reader = HistoryReader(path)
    assert [each.id for each in reader.incidents()] == ["open", "over"]
    assert len(reader.story("open")) == 5 + 1  # line, two runs, verdict, statement, alert
    assert reader.latency("whatsapp", "web", START, START + timedelta(minutes=2), 1)[0].failed == 2


@pytest.mark.parametrize("version", range(1, VERSION + 1))
def test_an_old_database_becomes_the_same_as_a_new_one(tmp_path: Path, version: int) -> None:
    old, new = tmp_path / "old.db", tmp_path / "new.db"
    database_of(stored(version), old)
    for path in (old, new):
        open_for_writing(path).close()
    assert schema(old) == schema(new)


def test_a_released_migration_is_frozen(tmp_path: Path) -> None:
    """Who edits it makes two kinds of version 1; what is to change goes into the next migration."""
    for version in range(1, VERSION + 1):
        text, made = tmp_path / f"text{version}.db", tmp_path / f"made{version}.db"
        database_of(stored(version), text)
        open_for_writing(made, MIGRATIONS[:version]).close()
        assert schema(text) == schema(made)


def test_the_next_migration_keeps_a_copy_of_the_old_file(path: Path) -> None:
    database_of(stored(VERSION), path)
    before = text_of(path)
    with closing(open_for_writing(path, (*MIGRATIONS, NEXT))) as connection:
        assert version_of(connection) == VERSION + 1
        notes = connection.execute("SELECT note FROM incidents ORDER BY id").fetchall()
        assert notes == [("from whatsapp",), ("from tiktok",)]
    assert text_of(path.with_name(f"history.version-{VERSION}.db")) == before
    with pytest.raises(NewerSchemaError):
        open_for_writing(path)


@pytest.mark.parametrize(
    "broken",
    [
        "UPDATE incidents SET nothing = 1",
        "UPDATE alert_incidents SET alert = 12345",
    ],
    ids=["wrong SQL", "orphans"],
)
def test_a_migration_that_fails_changes_nothing(path: Path, broken: str) -> None:
    database_of(stored(VERSION), path)
    before = text_of(path)
    checked = ("PRAGMA defer_foreign_keys = ON", *NEXT, broken)
    with pytest.raises(sqlite3.Error):
        open_for_writing(path, (*MIGRATIONS, checked))
    assert text_of(path) == before
    open_for_writing(path).close()


def test_a_new_database_needs_no_copy(path: Path) -> None:
    open_for_writing(path, (*MIGRATIONS, NEXT)).close()
    assert [each.name for each in path.parent.iterdir()] == ["history.db"]


def test_a_reader_changes_nothing(path: Path) -> None:
    open_for_writing(path).close()
    with (
        closing(open_for_reading(path)) as connection,
        pytest.raises(sqlite3.OperationalError, match="readonly"),
    ):
        connection.execute("DELETE FROM incidents")
