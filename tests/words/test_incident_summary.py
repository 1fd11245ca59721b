"""An incident as it is told: what matters first, what was as usual left out, what is equal told once."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from notifier.core.failure import FailureKind
from notifier.core.model import (
    LineState,
    LineStatus,
    Outcome,
    Reading,
    Reason,
    ReasonKind,
    Scope,
    Stage,
    State,
    Verdict,
)
from notifier.core.past.story import StoryEntry, StoryLine, StoryReading, StorySaid, StoryVerdict
from notifier.core.ports import Said
from notifier.core.reports import Statement
from notifier.words.condensed_story import condensed, weightiest
from notifier.words.incident_summary import entry_words, incident_summary, summary_text
from notifier.words.names import Names
from notifier.words.times import Clock
from tests.ui import samples
from tests.ui.samples import NOW, START, incident, status

pytestmark = pytest.mark.usefixtures("english")

NAMES = Names(samples.service_of)
CLOCK = Clock(NOW, UTC)
OPEN = incident(minutes=None)


def read(outcome: Outcome, after_s: float, component: str = "messaging", target: str = "a") -> StoryReading:
    time = START + timedelta(seconds=after_s)
    (reading,) = samples.readings("whatsapp", component, outcome, time, 1, 0)
    return StoryReading(time, msgspec.structs.replace(reading, target=target))


def said(state: State, after_s: float, components: tuple[str, ...] = ("messaging",)) -> StoryVerdict:
    time = START + timedelta(seconds=after_s)
    since = START if state is not State.OK else None
    verdict = Verdict("whatsapp", state, time, Scope.UNCLEAR, components, since=since, reasons=samples.REASONS)
    return StoryVerdict(time, verdict)


def times(entries: tuple[StoryEntry, ...]) -> list[float]:
    return [(each.time - START).total_seconds() for each in entries]


def test_what_was_good_before_the_trouble_is_one_sentence() -> None:
    before: list[StoryEntry] = [read(Outcome.OK, -60 * number) for number in range(12, 0, -1)]
    story = [StoryLine(START - timedelta(hours=1), LineStatus(LineState.ONLINE)), *before, said(State.OK, -30)]
    told = incident_summary(OPEN, [*story, read(Outcome.FAILED, 0)], NAMES, CLOCK)
    assert told.quiet == "Until 14:02 everything answered."
    assert times(told.entries) == [0]
    unread = read(Outcome.UNREADABLE, -20)
    told = incident_summary(OPEN, [*before, unread, read(Outcome.FAILED, 0)], NAMES, CLOCK)
    assert told.quiet == "Until 14:02 nothing failed."


def test_a_failure_before_the_trouble_is_told() -> None:
    told = condensed(OPEN, [read(Outcome.OK, -60), read(Outcome.FAILED, -40), read(Outcome.FAILED, 200)])
    assert times(told.entries) == [-40, 200]
    assert told.quiet_until is None


def test_equal_readings_of_a_component_are_one_and_the_recovery_stays() -> None:
    failed = [read(Outcome.FAILED, at, target=target) for at in (0, 15, 45) for target in "abc"]
    web = [read(Outcome.OK, at, "web") for at in (1, 16, 46)]
    recovery = [read(Outcome.OK, at, target=target) for at in (600, 630) for target in "abc"]
    story = sorted([*failed, *web, *recovery], key=lambda each: each.time)
    told = condensed(incident(minutes=10), story)
    assert [each.repeated for each in told.entries if isinstance(each, StoryReading)] == [8, 2, 5]
    assert times(told.entries) == [0, 1, 600]
    assert entry_words(told.entries[0], NAMES, CLOCK).details == ("The same 8 more times.",)


def test_equal_readings_far_apart_are_told_apart() -> None:
    told = condensed(OPEN, [read(Outcome.FAILED, at) for at in (0, 30, 600)])
    assert times(told.entries) == [0, 600]


def test_different_failures_are_told_apart() -> None:
    refused = read(Outcome.FAILED, 5)
    refused = StoryReading(refused.time, msgspec.structs.replace(refused.reading, failure=FailureKind.CONNECT_REFUSED))
    assert times(condensed(OPEN, [read(Outcome.FAILED, 0), refused]).entries) == [0, 5]


def test_a_verdict_is_told_when_it_says_something_else() -> None:
    story = [said(State.POSSIBLE, 5), said(State.OUTAGE, 40), said(State.OUTAGE, 50, ("messaging", "web"))]
    assert times(condensed(OPEN, story).entries) == [5, 40]


def test_the_weightiest_verdict_has_the_most_components() -> None:
    most = said(State.OUTAGE, 50, ("messaging", "web"))
    story = [said(State.POSSIBLE, 5), said(State.OUTAGE, 40), most, said(State.OUTAGE, 300), said(State.OK, 600)]
    assert weightiest(incident(), story) == most.verdict
    assert weightiest(incident(), []) is None


def test_what_is_known_of_another_incident_is_not_told_of_this_one() -> None:
    before, after = said(State.OUTAGE, -180, ("messaging", "web")), said(State.OUTAGE, 48 * 60, ("messaging", "web"))
    own = said(State.OUTAGE, 40)
    later = msgspec.structs.replace(after.verdict, since=after.time)
    story = [before, own, said(State.OK, 47 * 60), StoryVerdict(after.time, later)]
    assert weightiest(incident(), story) == own.verdict


def test_what_is_over_says_when_its_reasons_were_like_that() -> None:
    told = incident_summary(incident(), [read(Outcome.FAILED, 0), said(State.OUTAGE, 40)], NAMES, CLOCK)
    assert told.headline == "WhatsApp was down for 47 min (14:02\u201314:49)."
    assert told.standing == "As of 14:02: WhatsApp has been unreachable from here since 14:02."
    assert told.reasons[0] == "3 of 3 tries to reach “Messages” failed (no answer within 10 s)."
    assert told.company == "The company reports no problem (14:20)."


@pytest.mark.parametrize(
    ("milder", "words"),
    [(State.SLOW, "It had been slow since 13:32."), (State.POSSIBLE, "There may have been a problem since 13:32.")],
)
def test_what_it_was_before_is_told_with_its_own_time(milder: State, words: str) -> None:
    slow_first = msgspec.structs.replace(
        incident(), milder=milder, milder_since=incident().since - timedelta(minutes=30)
    )
    over = incident_summary(slow_first, [said(State.OUTAGE, 40)], NAMES, CLOCK)
    assert over.headline == f"WhatsApp was down for 47 min (14:02\u201314:49). {words}"
    going_on = msgspec.structs.replace(slow_first, until=None)
    now = incident_summary(going_on, [said(State.OUTAGE, 40)], NAMES, CLOCK)
    assert now.headline.endswith(words)


def test_what_it_was_before_within_the_same_minute_is_not_told() -> None:
    quick = msgspec.structs.replace(incident(), milder=State.POSSIBLE, milder_since=START, since=START)
    assert incident_summary(quick, [said(State.OUTAGE, 40)], NAMES, CLOCK).headline == (
        "WhatsApp was down for 47 min (14:02\u201314:49)."
    )


def test_what_goes_on_is_told_as_it_stands() -> None:
    now = status("whatsapp", State.OUTAGE, Scope.EVERYONE)
    told = incident_summary(OPEN, [said(State.OUTAGE, 40)], NAMES, CLOCK, now, "Meanwhile: Telegram (works)")
    assert told.headline == "WhatsApp is down for everyone, failing since 14:02. So far that is 29 min."
    assert (told.standing, told.meanwhile) == ("", "Meanwhile: Telegram (works)")
    copied = summary_text(told, NAMES, CLOCK)
    assert copied.index("29 min") < copied.index("3 of 3 tries") < copied.index("Meanwhile") < copied.index("14:02  ")


def test_while_nothing_is_read_neither_a_length_nor_a_good_line_is_claimed() -> None:
    now = status("whatsapp", State.OUTAGE, Scope.EVERYONE)
    last = msgspec.structs.replace(now, verdict=msgspec.structs.replace(now.verdict, known=NOW))
    told = incident_summary(OPEN, [said(State.OUTAGE, 40)], NAMES, CLOCK, last)
    assert told.headline == "WhatsApp is down for everyone, failing since 14:02. Last known 14:31."
    assert any("3 of 3 tries" in each for each in told.reasons)
    assert not any("Your connection is fine" in each for each in told.reasons)


def test_many_reasons_are_told_briefly() -> None:
    ids = ("messaging", "web", "a", "b", "c")
    failed = tuple(Reason(ReasonKind.PROBES_FAILED, each, 1, 1, FailureKind.RESET) for each in ids)
    works = tuple(Reason(ReasonKind.PROBES_WORK, each) for each in ("d", "e"))
    silent = (Reason(ReasonKind.UNTRUSTED, "d"), Reason(ReasonKind.PAGE_SILENT))
    verdict = Verdict("whatsapp", State.OUTAGE, NOW, components=ids, since=START, reasons=failed + silent + works)
    told = incident_summary(OPEN, [StoryVerdict(NOW, verdict)], NAMES, CLOCK)
    assert told.reasons == (
        "5 of 5 tries to reach Messages, Website, a and 2 other parts failed (the connection was cut off).",
        "These parts answer: d and e.",
    )
    assert told.company == "It has no status page that can be read."


def test_a_reading_says_from_when_to_when_it_told_the_same() -> None:
    long: Reading = read(Outcome.FAILED, 0).reading
    entry = StoryReading(START, long, 12, START + timedelta(minutes=6))
    assert entry_words(entry, NAMES, CLOCK).details == ("The same 12 more times, until 14:08.",)


def test_a_day_and_its_night(english: None) -> None:
    late = datetime(2026, 3, 1, 23, 50, tzinfo=UTC)
    assert CLOCK.span(late, late + timedelta(seconds=30)) == "yesterday 23:50"


def test_whom_it_concerned_is_told_each_time_that_this_changed() -> None:
    def found(scope: Scope, after_s: float) -> StoryVerdict:
        entry = said(State.OUTAGE, after_s)
        return msgspec.structs.replace(entry, verdict=msgspec.structs.replace(entry.verdict, scope=scope))

    scopes = [found(Scope.EVERYONE, 60), found(Scope.EVERYONE, 120), found(Scope.ME, 600)]
    ended = msgspec.structs.replace(incident(), scope=Scope.ME)
    told = summary_text(incident_summary(ended, scopes, NAMES, CLOCK), NAMES, CLOCK)
    assert told.startswith("WhatsApp was down only for you, for 47 min")
    what_happened = [line for line in told.splitlines() if line.startswith("14:")]
    assert what_happened == ["14:03  Down for everyone, failing since 14:02", "14:12  Down only for you"]


def test_what_the_company_said_last_is_told_once() -> None:
    first, last = (
        StorySaid(time, Said(OPEN.id, "whatsapp", str(number), "t", Statement(time, Stage.INVESTIGATING, words)))
        for number, (time, words) in enumerate(((START, "We look."), (NOW, "We found it.")))
    )
    summary = incident_summary(OPEN, [first, last], NAMES, CLOCK)
    told = summary_text(summary, NAMES, CLOCK)
    assert (told.count("We look."), told.count("We found it.")) == (1, 1)
    assert "We found it." in summary.company
    assert summary.entries == (first, last), "where the company's word stands beside the story it is told in it"
