"""Every schema that was ever released can be opened, and nothing is lost on the way to the current one."""

import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from notifier.core.alerts.groups import Group
from notifier.core.alerts.line_story import LineStory
from notifier.core.model import Alert, AlertKind, AlertService, Incident, LineState, State, Verdict
from notifier.core.ports import ComponentProblem, FailingTarget, OpenProblem, Restored
from notifier.store.codec import encoded, micros, verdict_row
from notifier.store.database import NewerSchemaError, open_for_reading, open_for_writing, version_of
from notifier.store.reader import HistoryReader
from notifier.store.schema import MIGRATIONS, VERSION
from notifier.store.writer import HistoryWriter
from tests.store.databases import CONTENT, database_of, stored, text_of
from tests.store.world import START, after, alert, incident, now, silent, verdict

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
    assert restored.outbox == (tuple(each.item for each in CONTENT.outbox) if version > 1 else AS_OF_1)
    assert restored.networks == (CONTENT.networks if version > 2 else ())
    assert restored.stopped == after(76)
    reader = HistoryReader(path)
    assert [each.id for each in reader.incidents()] == ["open", "over"]
    assert len(reader.story("open")) == 5 + 1  # line, two runs, verdict, statement, alert
    assert reader.latency("whatsapp", "web", START, START + timedelta(minutes=2), 1)[0].failed == 2


WHATSAPP = alert(incident="open").services[0]
AS_OF_1 = (
    Group(
        "open", "", after(60).timestamp(), {"whatsapp": WHATSAPP}, None, AlertKind.OUTAGE, None, after(76).timestamp()
    ),
)
"""What of the outbox follows from what version 1 kept."""


def of_version_1(path: Path, *more: Alert | Incident | Verdict) -> Restored:
    """What comes back of a file of version 1 in which this stood besides."""
    database_of(stored(1), path)
    with closing(sqlite3.connect(path)) as connection, connection:
        for each in more:
            match each:
                case Alert():
                    values: tuple[object, ...] = (each.id, each.kind, micros(each.time), encoded(each))
                    connection.execute("INSERT INTO alerts (id, kind, time, data) VALUES (?, ?, ?, ?)", values)
                case Incident(until=until):
                    ended = None if until is None else micros(until)
                    values = (each.id, each.service, micros(each.since), ended, encoded(each))
                    connection.execute("INSERT INTO incidents VALUES (?, ?, ?, ?, ?)", values)
                case Verdict():
                    values = verdict_row(each)[:4]
                    connection.execute("INSERT INTO verdicts (service, time, state, data) VALUES (?, ?, ?, ?)", values)
    with HistoryWriter.open(path, silent, now) as writer:
        return writer.restore(after(400))


def test_what_version_1_told_of_an_outage_is_not_told_again(path: Path) -> None:
    restored = of_version_1(path)
    assert restored.outbox == AS_OF_1
    target = FailingTarget("https://web.whatsapp.com", after(60).timestamp())
    shown = ComponentProblem("web", State.OUTAGE, targets=(target,))
    assert restored.problems == (OpenProblem("whatsapp", components=(shown,)),)
    database_of(stored(1), path.with_name("before.db"))
    assert text_of(path.with_name("history.version-1.db")) == text_of(path.with_name("before.db"))


def test_an_end_that_version_1_held_back_is_told(path: Path) -> None:
    member = AlertService("tiktok", "TikTok", "short", State.OUTAGE, since=after(100))
    told = [
        alert(kind, after(110 + number), "short", kind=kind, services=(member,))
        for number, kind in enumerate((AlertKind.OUTAGE, AlertKind.UNSTABLE))
    ]
    short = incident("short", after(100), after(150), service="tiktok")
    restored = of_version_1(path, *told, short, verdict(after(160), State.OK, service="tiktok"))
    (held,) = (each for each in restored.outbox if isinstance(each, Group) and each.id == "short")
    assert held.members == {"tiktok": msgspec.structs.replace(member, until=after(150))}
    assert (held.notified, held.unstable, held.due_s, held.recovery_due_s) == (
        AlertKind.UNSTABLE,
        True,
        None,
        held.changed_s,
    )
    assert held.changed_s == after(111).timestamp()
    over = alert("end", after(170), "short", kind=AlertKind.RECOVERED, services=(member,))
    path.unlink()
    assert of_version_1(path, *told, over, short, verdict(after(180), State.OK, service="tiktok")).outbox == AS_OF_1


@pytest.mark.parametrize("since", [None, after(85)])
def test_a_fault_of_the_line_that_version_1_told_is_not_told_again(path: Path, since: datetime | None) -> None:
    told = alert("3", after(90), "line", kind=AlertKind.LINE, services=(), line=LineState.LOSSY, line_since=since)
    began_s = (since or after(90)).timestamp()
    assert of_version_1(path, told).outbox == (*AS_OF_1, LineStory(began_s, notified=LineState.LOSSY))
    back = alert("4", after(95), "line", kind=AlertKind.LINE, services=(), line=LineState.ONLINE)
    path.unlink()
    assert of_version_1(path, told, back).outbox == AS_OF_1


def test_what_the_company_reported_is_no_problem_of_the_probes(path: Path) -> None:
    assert of_version_1(path, verdict(after(90), official=True)).problems == ()
    path.unlink()
    assert of_version_1(path, verdict(after(90), State.OK)).problems == ()


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
