"""What is forgotten, what never is, and that no count is lost on the way from minutes to hours to days."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from notifier.core.line.known_network import KnownNetwork
from notifier.core.model import AlertKind, LineState, Outcome, Reading, Source, State
from notifier.core.past.story import PageReadings, StoryReading, StoryVerdict
from notifier.core.ports import Batch
from notifier.store import retention
from notifier.store.reader import HistoryReader
from notifier.store.writer import HistoryWriter
from tests.store.world import START, after, alert, incident, line, now, reading, readings, said, silent, verdict

TIERS = ("minutes", "hours", "days")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.db"


@pytest.fixture
def writer(path: Path) -> Iterator[HistoryWriter]:
    with HistoryWriter.open(path, silent, now, history_days=100) as writer:
        yield writer


def maintain(writer: HistoryWriter, time: datetime) -> None:
    while writer.maintain(time):
        pass


def rows(path: Path, table: str) -> int:
    with closing(sqlite3.connect(path)) as connection:
        number: int = connection.execute("SELECT count(*) FROM " + table).fetchone()[0]
        return number


def totals(path: Path) -> tuple[int, ...]:
    """Everything that was ever counted, wherever it is kept now."""
    columns = "ok, slow, failed, unverifiable, unreadable, skipped, timed, latency_sum, latency_low, latency_high"
    union = " UNION ALL ".join(f"SELECT {columns} FROM {tier}" for tier in TIERS)
    sums = ", ".join(f"total({column})" for column in columns.split(", ")[:-2])
    with closing(sqlite3.connect(path)) as connection:
        found: tuple[int, ...] = connection.execute(
            f"SELECT {sums}, min(latency_low), max(latency_high) FROM ({union})"
        ).fetchone()
        return found


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    read=st.lists(st.tuples(readings, st.integers(0, 200)), max_size=12),
    looks=st.lists(st.integers(0, 220), max_size=6).map(sorted),
)
def test_folding_loses_no_count(
    tmp_path_factory: pytest.TempPathFactory, read: list[tuple[Reading, int]], looks: list[int]
) -> None:
    path = tmp_path_factory.mktemp("history") / "history.db"
    with HistoryWriter.open(path, silent, now) as writer:
        # some come late, after their hour was folded
        for each, days in read:
            moved = msgspec.structs.replace(each, time=each.time + timedelta(days=days))
            writer.commit(Batch(readings=(moved,)))
            for look in looks[:2]:
                maintain(writer, after(days=look))
        before = totals(path)
        for look in looks:
            maintain(writer, after(days=look))
            assert totals(path) == before
    assert sum(before[:6]) == len(read)


def test_minutes_become_hours_and_hours_become_days(writer: HistoryWriter, path: Path) -> None:
    for minute in range(120):
        writer.commit(Batch(readings=(reading(after(minute * 60), latency_ms=100.0 + minute),)))
    reader = HistoryReader(path)

    def point() -> tuple[float | None, float | None, float | None, int]:
        (each,) = reader.latency("whatsapp", "web", START - timedelta(days=1), after(days=1), 1)
        return each.low_ms, each.mean_ms, each.high_ms, each.total

    for time, expected in ((after(hours=3), (120, 0, 0)), (after(days=3), (0, 2, 0)), (after(days=95), (0, 0, 1))):
        maintain(writer, time)
        assert tuple(rows(path, tier) for tier in TIERS) == expected
        assert point() == (100.0, 159.5, 219.0, 120)
    maintain(writer, after(days=102))
    assert rows(path, "days") == 0


def test_how_often_a_page_was_read_is_known_as_long_as_anything(writer: HistoryWriter, path: Path) -> None:
    outcomes = [Outcome.OK, Outcome.FAILED, Outcome.UNREADABLE, Outcome.UNVERIFIABLE, Outcome.SKIPPED]
    page = [reading(after(minutes=2 * at), each, source=Source.PAGE, component="") for at, each in enumerate(outcomes)]
    mute = reading(after(), Outcome.UNREADABLE, source=Source.PAGE, component="", service="telegram")
    probed = reading(after(), Outcome.OK, service="signal")
    reader = HistoryReader(path)
    assert reader.pages() == {}
    writer.commit(Batch(readings=(*page, mute, probed)))
    for days in (0, 1, 3, 95):
        maintain(writer, after(days=days))
        assert reader.pages() == {"whatsapp": PageReadings(4, 1), "telegram": PageReadings(1, 0)}


def test_hours_come_as_the_points_ask(writer: HistoryWriter, path: Path) -> None:
    for hour in range(4):
        writer.commit(Batch(readings=(reading(after(hours=hour), latency_ms=100.0 * (hour + 1)),)))
    maintain(writer, after(days=3))
    points = HistoryReader(path).latency("whatsapp", "web", after(minutes=30), after(hours=4, minutes=30), 4)
    assert [each.mean_ms for each in points] == [150.0, 300.0, 400.0, None]


def test_raw_readings_go_after_a_month_unless_their_incident_stays(writer: HistoryWriter, path: Path) -> None:
    about = incident(since=after(3600), until=after(7200))
    writer.commit(Batch(readings=tuple(reading(after(n), Outcome.FAILED, detail=str(n)) for n in range(500))))
    writer.commit(Batch(incidents=(about,)))
    near = tuple(reading(after(n), Outcome.FAILED, detail=str(n)) for n in (3400, 4000, 7400))
    writer.commit(Batch(readings=near))
    writer.commit(Batch(readings=tuple(reading(after(n), Outcome.FAILED, service="x") for n in (3400, 4000))))
    maintain(writer, after(days=29))
    assert rows(path, "readings") == 500 + 3 + 1
    maintain(writer, after(days=31))
    story = HistoryReader(path).story("i1")
    assert [each.reading for each in story if isinstance(each, StoryReading)] == list(near)
    assert rows(path, "readings") == 3
    maintain(writer, after(days=102))
    assert rows(path, "incidents") == 0
    maintain(writer, after(days=103))
    assert rows(path, "readings") == 0


def test_in_a_restless_world_readings_go_sooner(
    writer: HistoryWriter, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "MOST_READINGS", 100)
    many = (reading(after(hours=n), Outcome.FAILED, detail=str(n)) for n in range(24 * 30))
    writer.commit(Batch(readings=tuple(many)))
    maintain(writer, after(days=30))
    assert 50 <= rows(path, "readings") <= 100


def test_everything_old_goes_but_the_last_word_stays(writer: HistoryWriter, path: Path) -> None:
    gone = alert("1", after(1), "line", kind=AlertKind.LINE, services=(), line=LineState.OFFLINE)
    back = alert("2", after(2), "line", kind=AlertKind.LINE, services=(), line=LineState.ONLINE)
    writer.commit(
        Batch(
            readings=(reading(),),
            verdicts=(verdict(after(0)), verdict(after(1), State.OK), verdict(after(2), service="tiktok")),
            incidents=(incident("over", after(0), after(9)), incident("open", after(0))),
            said=(said(incident="over"), said(incident="open")),
            alerts=(gone, back, alert("3", after(3), "over"), alert("4", after(4), "open")),
            lines=(line(after(0), LineState.OFFLINE), line(after(1))),
        )
    )
    maintain(writer, after(days=99))
    assert (rows(path, "incidents"), rows(path, "verdicts"), rows(path, "alerts")) == (2, 3, 4)
    maintain(writer, after(days=101))
    restored = writer.restore(after(days=101))
    assert restored.verdicts == (
        verdict(after(2), service="tiktok"),
        verdict(after(1), State.OK),
    )
    assert restored.incidents == (incident("open", after(0)),)
    counts = {table: rows(path, table) for table in ("verdicts", "incidents", "said", "alerts", "lines", "watched")}
    assert counts == {"verdicts": 2, "incidents": 1, "said": 1, "alerts": 1, "lines": 1, "watched": 0}


def test_old_reasons_go_outside_incidents(path: Path) -> None:
    with HistoryWriter.open(path, silent, now) as writer:
        writer.commit(
            Batch(
                incidents=(incident(since=after(0), until=after(60)),),
                verdicts=(verdict(after(30)), verdict(after(9000)), verdict(after(9001))),
            )
        )
        maintain(writer, after(days=91))
        writer.commit(Batch(incidents=(incident("later", after(9000), after(9001)),)))
        verdicts = [each.verdict for each in HistoryReader(path).story("later") if isinstance(each, StoryVerdict)]
        assert verdicts == [msgspec.structs.replace(verdict(after(9000)), reasons=()), verdict(after(9001))]
        story = HistoryReader(path).story("i1")
        assert [each.verdict for each in story if isinstance(each, StoryVerdict)] == [verdict(after(30))]


def test_space_is_given_back(writer: HistoryWriter, path: Path) -> None:
    big = "x" * 4000
    writer.commit(Batch(readings=tuple(reading(after(n), Outcome.FAILED, detail=f"{n}{big}") for n in range(2000))))
    maintain(writer, after(days=31))
    writer.close()
    assert path.stat().st_size < 1_000_000


def test_the_chores_are_done_once_an_hour(writer: HistoryWriter, path: Path) -> None:
    maintain(writer, after(days=3))
    writer.commit(Batch(readings=(reading(START),)))
    maintain(writer, after(days=3, minutes=10))
    assert rows(path, "minutes") == 1
    maintain(writer, after(days=3, hours=1))
    assert rows(path, "minutes") == 0


def test_only_networks_of_the_last_year_are_remembered_and_no_more_than_fifty(
    path: Path, writer: HistoryWriter
) -> None:
    def seen(day: int) -> KnownNetwork:
        return KnownNetwork(f"network {day}", (START + timedelta(days=day)).timestamp())

    writer.commit(Batch(networks=tuple(seen(day) for day in range(-400, 0, 100))))
    maintain(writer, START)
    assert {each.name for each in writer.restore(START).networks} == {f"network {day}" for day in (-300, -200, -100)}
    writer.commit(Batch(networks=tuple(seen(day) for day in range(60))))
    maintain(writer, START + timedelta(days=61))
    assert {each.name for each in writer.restore(START).networks} == {f"network {day}" for day in range(10, 60)}
