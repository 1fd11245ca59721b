"""What is committed is read back: by the reader, for windows and the command line."""

import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from notifier.core.events import NoticeKind
from notifier.core.model import (
    CrowdReport,
    LineState,
    Outcome,
    PageComponent,
    PageLevel,
    Reading,
    Source,
    State,
)
from notifier.core.past.story import Course, StoryAlert, StoryLine, StoryReading, StorySaid, StoryVerdict
from notifier.core.ports import Batch
from notifier.store.codec import compact
from notifier.store.database import CACHE_KB, open_for_reading, open_for_writing
from notifier.store.reader import HistoryReader
from notifier.store.writer import HistoryWriter
from tests.memory import can_be_told
from tests.store.world import (
    START,
    after,
    alert,
    batches,
    incident,
    line,
    now,
    page,
    reading,
    said,
    silent,
    verdict,
)

OK, FAILED = Outcome.OK, Outcome.FAILED


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "history.db"


@pytest.fixture
def writer(path: Path) -> Iterator[HistoryWriter]:
    with HistoryWriter.open(path, silent, now) as writer:
        yield writer


@pytest.fixture
def reader(path: Path) -> HistoryReader:
    return HistoryReader(path)


def runs(reader: HistoryReader, of: str = "i1") -> list[tuple[datetime, Outcome, int]]:
    story = reader.story(of)
    return [(each.time, each.reading.outcome, each.repeated) for each in story if isinstance(each, StoryReading)]


def compacted(each: Reading) -> Reading:
    return each if each.page is None else msgspec.structs.replace(each, page=compact(each.page))


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(committed=st.lists(batches, max_size=4))
@example(committed=[Batch((reading(), reading()), incidents=(incident(), incident(until=START)))])
def test_what_is_committed_is_read_back(tmp_path_factory: pytest.TempPathFactory, committed: list[Batch]) -> None:
    path = tmp_path_factory.mktemp("history") / "history.db"
    everything = [
        incident(f"all-{service}", START - timedelta(days=1), service=service)
        for service in ("whatsapp", "tiktok", "github")
    ]
    with HistoryWriter.open(path, silent, now) as writer:
        writer.commit(Batch(incidents=tuple(everything)))
        for batch in committed:
            writer.commit(batch)
    reader = HistoryReader(path)
    stories = {each.service: reader.story(each.id) for each in everything}
    told: defaultdict[str, Counter[tuple[str, ...]]] = defaultdict(Counter)
    for service, story in stories.items():
        for entry in story:
            if isinstance(entry, StoryReading):
                of = entry.reading
                told[service][of.source, of.component, of.target, of.outcome] += 1 + entry.repeated
    read = [each for batch in committed for each in batch.readings]
    for service, story in stories.items():
        mine = [each for each in read if each.service == service]
        assert told[service] == Counter((each.source, each.component, each.target, each.outcome) for each in mine)
        firsts = [entry.reading for entry in story if isinstance(entry, StoryReading)]
        assert all(first in map(compacted, mine) for first in firsts)
        verdicts = [entry.verdict for entry in story if isinstance(entry, StoryVerdict)]
        kept = [each for batch in committed for each in batch.verdicts if each.service == service]
        assert verdicts == sorted(kept, key=lambda each: each.time)
        lines = [entry.line for entry in story if isinstance(entry, StoryLine)]
        assert len(lines) == sum(len(batch.lines) for batch in committed)
    for each in {each.id: each for batch in committed for each in batch.incidents}.values():
        assert reader.incident(each.id) == each
        story = reader.story(each.id)
        mine_said = {each_said for batch in committed for each_said in batch.said if each_said.incident == each.id}
        assert {entry.said for entry in story if isinstance(entry, StorySaid)} == mine_said
        alerts = {one.id: one for batch in committed for one in batch.alerts}.values()
        mine_alerts = [
            one for one in alerts if each.id == one.thread or any(part.incident == each.id for part in one.services)
        ]
        shown = [entry.alert for entry in story if isinstance(entry, StoryAlert)]
        assert sorted(shown, key=lambda one: one.id) == sorted(mine_alerts, key=lambda one: one.id)


def test_plain_readings_leave_no_rows_but_the_turns_of_a_run_do(writer: HistoryWriter, reader: HistoryReader) -> None:
    outcomes = [OK, OK, OK, FAILED, FAILED, OK, OK, OK, FAILED]
    for number, outcome in enumerate(outcomes):
        writer.commit(Batch(readings=(reading(after(number * 60), outcome),)))
    writer.commit(Batch(incidents=(incident(since=after(150), until=after(160)),)))
    assert runs(reader) == [
        (after(120), OK, 0),
        (after(180), FAILED, 1),
        (after(300), OK, 1),  # the first and the last of that run
    ]


def test_in_an_incident_plain_readings_are_kept_too(writer: HistoryWriter, reader: HistoryReader) -> None:
    writer.commit(Batch(readings=(reading(after(-60)),)))
    writer.commit(Batch(incidents=(incident(),)))
    for number in range(4):
        writer.commit(Batch(readings=(reading(after(number)), reading(after(number), FAILED, target="b"))))
    writer.commit(Batch(incidents=(incident(until=after(10)),)))
    writer.commit(Batch(readings=(reading(after(20)),)))
    assert sorted(runs(reader)) == [(after(0), FAILED, 3), (after(0), OK, 3)]


def test_a_run_goes_on_over_a_restart(path: Path, reader: HistoryReader) -> None:
    for number in range(2):
        with HistoryWriter.open(path, silent, now) as writer:
            writer.commit(Batch(incidents=(incident(),)))
            writer.commit(Batch(readings=(reading(after(number * 60), FAILED),)))
    assert runs(reader) == [(after(0), FAILED, 1)]


def test_a_page_is_kept_when_it_changed_and_then_compact(writer: HistoryWriter, reader: HistoryReader) -> None:
    fine = PageComponent("1", "Login", PageLevel.OPERATIONAL)
    broken = PageComponent("2", "Messages", PageLevel.MAJOR_OUTAGE)
    quiet = page(fine, updated=after(0))
    loud = page(fine, broken, level=PageLevel.MAJOR_OUTAGE)
    writer.commit(Batch(incidents=(incident(since=after(100), until=after(400)),)))
    for number, report in enumerate((quiet, quiet, loud, loud, quiet)):
        shown = msgspec.structs.replace(report, updated=after(number))
        one = reading(after(number * 120), source=Source.PAGE, target="https://status.example", page=shown)
        writer.commit(Batch(readings=(one,)))
    pages = [each.reading.page for each in reader.story("i1") if isinstance(each, StoryReading)]
    assert [each and each.components for each in pages] == [(), (broken,), ()]


def test_crowds_change_all_the_time_and_are_not_kept_for_it(writer: HistoryWriter, reader: HistoryReader) -> None:
    writer.commit(Batch(incidents=(incident(until=after(600)),)))
    for number in range(5):
        crowd = CrowdReport(number, 2.0)
        writer.commit(Batch(readings=(reading(after(number * 60), source=Source.REPORTS, crowd=crowd),)))
    assert runs(reader) == []


def test_half_a_surrogate_pair_is_kept_as_a_question_mark(writer: HistoryWriter, reader: HistoryReader) -> None:
    writer.commit(
        Batch(
            readings=(reading(outcome=FAILED, detail="a\ud800b"),),
            incidents=(incident(),),
            said=(said(text="c\udc00d"),),
        )
    )
    story = reader.story("i1")
    assert [each.reading.detail for each in story if isinstance(each, StoryReading)] == ["a?b"]
    assert [each.said.statement.text for each in story if isinstance(each, StorySaid)] == ["c?d"]


def test_the_story_is_in_order_and_only_of_its_service(writer: HistoryWriter, reader: HistoryReader) -> None:
    begun, ended = after(60), after(300)
    writer.commit(
        Batch(
            readings=(
                reading(after(-600), FAILED, target="too-early"),
                reading(begun, FAILED),
                reading(begun, FAILED, service="tiktok"),
            ),
            verdicts=(verdict(begun), verdict(begun, service="tiktok"), verdict(after(9000), State.OK)),
            incidents=(incident(since=begun, until=ended), incident("i2", begun, service="tiktok")),
            said=(said(after(90)), said(after(95), incident="i2")),
            alerts=(alert(time=after(61)), alert("a2", after(62), "i2")),
            lines=(line(after(50)), line(after(9000))),
        )
    )
    story = reader.story("i1")
    assert [type(each) for each in story] == [StoryLine, StoryReading, StoryVerdict, StoryAlert, StorySaid]
    assert [each.time for each in story] == [after(50), begun, begun, after(61), after(90)]
    assert reader.story("nobody knows it") == []


def test_the_story_ends_where_another_of_its_service_is_told(writer: HistoryWriter, reader: HistoryReader) -> None:
    ends = [after(minutes * 60) for minutes in range(9)]
    times = [after(30 + minutes * 60) for minutes in range(9)]
    writer.commit(
        Batch(
            readings=tuple(reading(each, FAILED, detail=str(each)) for each in times),
            verdicts=tuple(verdict(each) for each in times),
            incidents=(
                *(incident(str(each), ends[each], ends[each + 1]) for each in (0, 3, 6)),
                incident("other", ends[1], service="tiktok"),
            ),
        )
    )
    told = {of: [each.time for each in reader.story(of) if isinstance(each, StoryVerdict)] for of in "036"}
    assert told == {"0": times[:3], "3": times[1:6], "6": times[4:]}
    assert {of: [time for time, *_ in runs(reader, of)] for of in "036"} == told


def test_a_run_that_began_long_before_reaches_into_the_story(writer: HistoryWriter, reader: HistoryReader) -> None:
    for number in range(100):
        writer.commit(Batch(readings=(reading(after(number * 60), Outcome.UNVERIFIABLE),)))
    writer.commit(Batch(incidents=(incident(since=after(80 * 60)),)))
    assert runs(reader) == [(after(0), Outcome.UNVERIFIABLE, 99)]


def test_a_very_long_story_keeps_its_beginning_and_its_end(writer: HistoryWriter, reader: HistoryReader) -> None:
    many = tuple(reading(after(number), FAILED, detail=str(number)) for number in range(3000))
    writer.commit(Batch(incidents=(incident(),), readings=many))
    times = [time for time, _, _ in runs(reader)]
    assert len(times) == 2000
    assert (times[0], times[999], times[1000], times[-1]) == (after(0), after(999), after(2000), after(2999))


def test_incidents_are_filtered_and_newest_first(writer: HistoryWriter, reader: HistoryReader) -> None:
    one, two = incident("1", after(0), after(100)), incident("2", after(200), after(300), service="tiktok")
    three = incident("3", after(400))
    writer.commit(Batch(incidents=(two, one, three)))
    assert reader.incidents() == [three, two, one]
    assert reader.incidents("whatsapp") == [three, one]
    assert reader.incidents(since=after(150)) == [three, two]
    assert reader.incidents(since=after(350)) == [three]
    assert reader.incidents(until=after(250)) == [two, one]
    assert reader.incidents("whatsapp", since=after(50), until=after(60)) == [one]
    assert reader.incidents(limit=2) == [three, two]


def watch(writer: HistoryWriter, start: float, end: float) -> None:
    seconds = start
    while seconds <= end:
        writer.commit(Batch(readings=(reading(after(seconds)),)))
        seconds += 600


def test_days_count_what_was_watched_with_a_good_line(path: Path, reader: HistoryReader) -> None:
    hour = 3600  # the story begins at 12:00
    with HistoryWriter.open(path, silent, now) as writer:
        writer.commit(Batch(verdicts=(verdict(after(0), State.OK),), lines=(line(after(0)),)))
        watch(writer, 0, 4 * hour)
        writer.commit(Batch(verdicts=(verdict(after(1 * hour), State.OUTAGE),)))
        writer.commit(Batch(verdicts=(verdict(after(2 * hour), State.OK),)))
        writer.commit(Batch(lines=(line(after(3 * hour), LineState.OFFLINE),)))
    with HistoryWriter.open(path, silent, now) as writer:  # eight hours of nothing, then past midnight
        writer.commit(Batch(lines=(line(after(11 * hour), LineState.ONLINE),)))
        watch(writer, 11 * hour, 14 * hour)
    day, next_day = reader.days("whatsapp", 2, date(2025, 3, 2), UTC)
    assert (day.day, next_day.day) == (date(2025, 3, 1), date(2025, 3, 2))
    assert (day.ok, day.outage, day.slow) == (3 / 4, 1 / 4, 0)
    assert next_day.ok == 1.0
    late = timezone(timedelta(hours=-12))  # there the first day ends twelve hours later
    assert [each.ok for each in reader.days("whatsapp", 2, date(2025, 3, 2), late)] == [5 / 6, 0.0]


def test_minor_parts_alone_look_like_a_possible_problem_by_day_and_by_hour(
    writer: HistoryWriter, reader: HistoryReader
) -> None:
    minor = msgspec.structs.replace(verdict(after(1800), State.OUTAGE), minor=True)
    writer.commit(Batch(verdicts=(verdict(after(0), State.OK), minor)))
    watch(writer, 0, 3600)
    writer.close()
    day = reader.days("whatsapp", 1, date(2025, 3, 1), UTC)[0]
    assert (day.ok, day.possible, day.outage) == (1 / 2, 1 / 2, 0)
    parts = reader.course("whatsapp", after(0), after(3600)).parts
    assert [each.state for each in parts] == [State.OK, State.POSSIBLE]


def test_a_gap_within_one_run_of_the_program_is_not_watched(writer: HistoryWriter, reader: HistoryReader) -> None:
    writer.commit(Batch(verdicts=(verdict(after(0), State.OK),)))
    watch(writer, 0, 3600)
    writer.commit(Batch(verdicts=(verdict(after(3600), State.OUTAGE),)))
    watch(writer, 5 * 3600, 6 * 3600)
    writer.close()
    assert reader.days("whatsapp", 1, date(2025, 3, 1), UTC)[0].ok == 1 / 2


def test_the_course_of_a_service_is_cut_at_both_ends_and_has_what_was_said_then(
    writer: HistoryWriter, reader: HistoryReader
) -> None:
    words, early = said(after(3700), "We look."), said(after(100), "Long ago.")
    told, other = alert(time=after(3650)), alert("a2", after(3650), "i2")
    writer.commit(
        Batch(incidents=(incident(), incident("i2", service="signal")), verdicts=(verdict(after(0), State.OK),))
    )
    watch(writer, 0, 7200)
    out, more = verdict(after(3600), since=after(3580)), verdict(after(3605), since=after(3580))  # one more part fails
    writer.commit(Batch(verdicts=(out,), said=(early, words), alerts=(told, other)))
    writer.commit(Batch(verdicts=(more, verdict(after(3630), State.OK, since=after(3591)))))
    writer.close()
    course = reader.course("whatsapp", after(1800), after(7000))
    assert [(each.start, each.end, each.state) for each in course.parts] == [
        (after(1800), after(3580), State.OK),
        (after(3580), after(3591), State.OUTAGE),
        (after(3591), after(7000), State.OK),
    ], "as long as its incident, though it was known later"
    assert course.said == (words,)
    assert course.alerts == (told,)
    assert reader.course("signal", after(1800), after(7000)) == Course(alerts=(other,))


def test_latency_in_points_of_equal_width(writer: HistoryWriter, reader: HistoryReader) -> None:
    for minute, latency in enumerate((100.0, 200.0, 300.0)):
        writer.commit(Batch(readings=(reading(after(minute * 60), latency_ms=latency),)))
    writer.commit(
        Batch(
            readings=(
                reading(after(125), FAILED, latency_ms=9000.0),
                reading(after(126), component="login", latency_ms=1.0),
                reading(after(127), source=Source.REGION, latency_ms=1.0),
                reading(after(128), Outcome.SKIPPED),
            )
        )
    )
    points = reader.latency("whatsapp", "web", after(0), after(240), 2)
    assert [point.time for point in points] == [after(0), after(120)]
    assert [(each.low_ms, each.mean_ms, each.high_ms) for each in points] == [(100, 150, 200), (300, 300, 300)]
    assert [(each.failed, each.total) for each in points] == [(0, 2), (1, 2)]
    nothing = reader.latency("whatsapp", "web", after(-600), after(0), 1)
    assert [(each.mean_ms, each.total) for each in nothing] == [(None, 0)]
    assert reader.latency("whatsapp", "web", after(0), after(0), 5) == []


def test_the_reader_waits_for_a_history_and_follows_a_new_one(path: Path, reader: HistoryReader) -> None:
    assert (reader.incidents(), reader.incident("i1"), reader.story("i1"), reader.notice()) == ([], None, [], None)
    assert reader.days("whatsapp", 2, date(2025, 3, 2))[0].ok == 0.0
    assert reader.latency("whatsapp", "web", after(0), after(60), 1)[0].total == 0
    with HistoryWriter.open(path, silent, now) as writer:
        writer.commit(Batch(incidents=(incident(),)))
        assert reader.incidents() == [incident()]
    for file in path.parent.iterdir():
        file.rename(file.with_name(file.name.replace("history", "old")))
    with HistoryWriter.open(path, silent, now) as writer:
        writer.commit(Batch(incidents=(incident("i2"),)))
        assert reader.incidents() == [incident("i2")]
    reader.close()
    assert reader.incidents() == []


def test_reader_and_writer_do_not_wait_for_each_other(path: Path, writer: HistoryWriter, reader: HistoryReader) -> None:
    writer.commit(Batch(incidents=(incident("1"),)))
    with closing(open_for_reading(path)) as window:
        window.execute("BEGIN")
        before = window.execute("SELECT count(*) FROM incidents").fetchone()
        writer.commit(Batch(incidents=(incident("2"),)))
        assert window.execute("SELECT count(*) FROM incidents").fetchone() == before
    with closing(open_for_writing(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("DELETE FROM incidents")
        assert len(reader.incidents()) == 2


def test_a_broken_history_is_an_empty_one_that_says_so(path: Path, reader: HistoryReader) -> None:
    path.parent.mkdir()
    path.write_bytes(b"no database at all " * 500)
    assert reader.incidents() == []
    notice = reader.notice()
    assert notice is not None
    assert notice.kind is NoticeKind.HISTORY_CORRUPT


MEMORY = """
import sys
from contextlib import closing
from pathlib import Path
from notifier.store.database import open_for_writing
from tests.memory import in_use
with closing(open_for_writing(Path(sys.argv[1]))) as connection:
    connection.execute("CREATE TABLE large (words BLOB)")
    before = in_use()
    connection.executemany("INSERT INTO large VALUES (zeroblob(?))", [(3900,)] * 2000)
    print(in_use() - before)
"""


@pytest.mark.skipif(not can_be_told(), reason="only glibc 2.33 and later tells it")
def test_little_of_a_large_history_is_kept_in_memory(path: Path) -> None:
    """Of 8 MB that are written; SQLite's own choice keeps 2 MB."""
    told = subprocess.run([sys.executable, "-c", MEMORY, str(path)], capture_output=True, text=True, check=True)
    assert 0 < int(told.stdout) < 1.5 * 1024 * CACHE_KB
