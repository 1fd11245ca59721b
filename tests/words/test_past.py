"""What is typed to search, and how much there was in all."""

from datetime import UTC, date, timedelta

import pytest

from notifier.core.model import State
from notifier.core.past.search import CalendarDay, Note, Search, Totals
from notifier.words.names import Names
from notifier.words.past import (
    LENGTHS,
    Findable,
    calendar_words,
    longer_words,
    note_sentence,
    search_of,
    totals_sentence,
)
from notifier.words.times import Clock
from tests.ui import samples
from tests.ui.samples import NOW, START, incident

CLOCK = Clock(NOW, UTC)
HALF_HOUR = timedelta(minutes=30)


@pytest.mark.parametrize(
    ("text", "search"),
    [
        ("", Search()),
        ("  WhatsApp   login ", Search(words=("WhatsApp", "login"))),
        ("longer than 30 min", Search(longer=HALF_HOUR)),
        ("whatsapp Longer Than 30min", Search(words=("whatsapp",), longer=HALF_HOUR)),
        ("> 2h login", Search(words=("login",), longer=timedelta(hours=2))),
        (">1 day", Search(longer=timedelta(days=1))),
        ("> 90 seconds", Search(longer=timedelta(seconds=90))),
        ("> 3 apples", Search(words=(">", "3", "apples"))),
        (">", Search(words=(">",))),
    ],
)
def test_words_and_a_length(text: str, search: Search) -> None:
    assert search_of(text) == search


def test_lengths_that_are_offered_can_be_typed() -> None:
    assert [search_of(longer_words(each)).longer for each in LENGTHS] == list(LENGTHS)


def test_an_incident_is_found_by_what_people_read() -> None:
    told = Findable(Names(samples.service_of))(incident())
    for words in ("whatsapp", "meta", "messages", "messaging", "down", "everyone", "20260302"):
        assert words in told


@pytest.mark.parametrize(
    ("count", "sentence"),
    [
        (0, "No outage in this time."),
        (1, "1 outage, of 47 min, on 2 Mar."),
        (3, "3 outages, 2 h in all; the longest, 47 min, on 2 Mar."),
    ],
)
def test_how_much_there_was(count: int, sentence: str) -> None:
    found = Totals(count, timedelta(hours=2), incident() if count else None)
    assert totals_sentence(found, CLOCK) == sentence


def test_notes_and_days() -> None:
    assert note_sentence(Note("i", START, "router\nrestarted"), CLOCK) == "Your note (14:02): router restarted"
    assert note_sentence(Note("i", START), CLOCK) == "Seen (14:02)."
    assert calendar_words(CalendarDay(date(2026, 3, 1), State.OK), CLOCK) == "1 Mar: works"
    assert calendar_words(CalendarDay(date(2026, 3, 1), State.OUTAGE, 2), CLOCK) == "1 Mar: outage, 2 incidents"
