"""What every journal does: the same checks for the one on disk and the one in memory, and both against each other."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from notifier.core.alerts.line_story import LineStory
from notifier.core.alerts.outbox import Message, OutboxRow
from notifier.core.look import UsualLook
from notifier.core.model import AlertKind, PageLevel, State
from notifier.core.outside.heard import StaleWord
from notifier.core.ports import Batch, ComponentProblem, Journal, OpenProblem, Restored, Trust
from notifier.store.memory import MemoryJournal
from notifier.store.writer import HistoryWriter
from tests.store.world import (
    GROUP,
    PROBLEM,
    START,
    after,
    alert,
    batches,
    incident,
    line,
    now,
    reading,
    row,
    silent,
    times,
    verdict,
)


@contextmanager
def journal_of(kind: str, folder: Path) -> Iterator[Journal]:
    if kind == "memory":
        yield MemoryJournal()
    else:
        with HistoryWriter.open(folder / "history.db", silent, now) as writer:
            yield writer


@pytest.fixture(params=["memory", "disk"])
def journal(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Journal]:
    with journal_of(request.param, tmp_path) as journal:
        yield journal


def test_a_new_journal_knows_nothing(journal: Journal) -> None:
    assert journal.restore(START) == Restored()


def test_the_last_verdict_of_each_service_comes_back(journal: Journal) -> None:
    last, other = verdict(after(60), State.OK), verdict(after(30), service="tiktok")
    journal.commit(Batch(verdicts=(verdict(after(0)), other)))
    journal.commit(Batch(verdicts=(last,)))
    assert journal.restore(after(90)).verdicts == (other, last)


def test_the_last_verdict_is_the_one_committed_last_though_the_clock_was_set_back(journal: Journal) -> None:
    journal.commit(Batch(verdicts=(verdict(after(3600), State.OUTAGE),)))
    journal.commit(Batch(verdicts=(verdict(after(0), State.OK),)))
    assert journal.restore(after(60)).verdicts[0].state is State.OK


def test_open_and_just_ended_incidents_come_back(journal: Journal) -> None:
    old = incident("old", until=after(10))
    ended = incident("ended", after(1000), after(2000))
    open_one = incident("open", after(3000))
    journal.commit(Batch(incidents=(old, ended, open_one)))
    assert journal.restore(after(3700)).incidents == (ended, open_one)


def test_what_is_to_be_told_comes_back_until_it_is_settled(journal: Journal) -> None:
    message, story = Message(alert("1"), 2.0), LineStory(1.0, 61.0, before={"whatsapp": State.OK})
    journal.commit(Batch(outbox=(row(message), row(GROUP), row(story))))
    assert journal.restore(START).outbox == (GROUP, story, message)
    later = msgspec.structs.replace(GROUP, due_s=None, notified=AlertKind.OUTAGE)
    journal.commit(Batch(outbox=(row(later), OutboxRow("message 1"), OutboxRow("never heard of"))))
    assert journal.restore(START).outbox == (later, story)


def test_a_problem_comes_back_as_it_stood_until_it_is_over(journal: Journal) -> None:
    first = OpenProblem("whatsapp", components=(ComponentProblem("web", State.POSSIBLE, evidence=20.0),))
    journal.commit(Batch(problems=(first, OpenProblem("tiktok", components=first.components))))
    worse = OpenProblem("whatsapp", before=True, components=(PROBLEM,))
    journal.commit(Batch(problems=(worse, OpenProblem("tiktok"))))
    assert journal.restore(START).problems == (worse,)
    stale = OpenProblem("whatsapp", page=StaleWord(PageLevel.MAJOR_OUTAGE, ("a",), 7.0))
    journal.commit(Batch(problems=(stale,)))
    assert journal.restore(START).problems == (stale,)
    journal.commit(Batch(problems=(OpenProblem("whatsapp"),)))
    assert journal.restore(START).problems == ()


def test_an_incident_is_replaced_by_its_id(journal: Journal) -> None:
    journal.commit(Batch(incidents=(incident(worst=State.POSSIBLE),)))
    journal.commit(Batch(incidents=(incident(worst=State.OUTAGE),)))
    assert journal.restore(START).incidents == (incident(worst=State.OUTAGE),)


def test_trust_is_replaced_by_service_and_target(journal: Journal) -> None:
    journal.commit(Batch(trust=(Trust("whatsapp", "b", START), Trust("whatsapp", "a", START))))
    journal.commit(Batch(trust=(Trust("whatsapp", "a", START, readings=2.0),)))
    assert journal.restore(START).trust == (
        Trust("whatsapp", "a", START, readings=2.0),
        Trust("whatsapp", "b", START),
    )


def test_what_a_page_looks_like_is_kept_with_trust(journal: Journal) -> None:
    look = UsualLook(7, 12, 15, (1, 2**32 - 1), alike=40, changes=2, others=3, other_since_s=1.5, seen_to_change=True)
    journal.commit(Batch(trust=(Trust("whatsapp", "a", START, look=look), Trust("whatsapp", "b", START))))
    assert [each.look for each in journal.restore(START).trust] == [look, None]


@pytest.mark.parametrize(
    "last",
    [
        Batch(readings=(reading(after(120.000001)),)),
        Batch(verdicts=(verdict(after(120.000001)),)),
        Batch(alerts=(alert(time=after(120.000001)),)),
        Batch(lines=(line(after(120.000001)),)),
    ],
)
def test_the_time_of_the_last_thing_kept(journal: Journal, last: Batch) -> None:
    journal.commit(Batch(readings=(reading(after(5)),), verdicts=(verdict(after(3)),)))
    journal.commit(last)
    assert journal.restore(after(500)).stopped == after(120.000001)


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(committed=st.lists(batches, max_size=5), at=times, reopened=st.booleans())
def test_disk_and_memory_restore_the_same(
    tmp_path_factory: pytest.TempPathFactory, committed: list[Batch], at: datetime, reopened: bool
) -> None:
    path = tmp_path_factory.mktemp("history") / "history.db"
    memory = MemoryJournal()
    with HistoryWriter.open(path, silent, now) as writer:
        for batch in committed:
            writer.commit(batch)
            memory.commit(batch)
        if not reopened:
            assert writer.restore(at) == memory.restore(at)
    with HistoryWriter.open(path, silent, now) as writer:
        assert writer.restore(at) == memory.restore(at)
        assert writer.restore(at + timedelta(days=30)) == memory.restore(at + timedelta(days=30))


def test_memory_counts_readings_and_keeps_the_rest() -> None:
    memory = MemoryJournal()
    for count in range(3):
        memory.commit(Batch(readings=(reading(after(count)), reading(after(count))), verdicts=(verdict(after(count)),)))
    assert memory.readings == 6
    assert memory.verdicts == [verdict(after(count)) for count in range(3)]
